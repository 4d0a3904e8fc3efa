-- No number of a row is given again (AUTOINCREMENT): a page that was left open
-- on something that was removed since must find nothing there, and never the
-- thing that came after it. It changes no row, only what the schema says of the
-- column, so it is written there: https://sqlite.org/lang_altertable.html,
-- "Making Other Kinds Of Table Schema Changes". The first table of that kind
-- makes the list of the numbers given, and tells other connections to look again.
CREATE TABLE number_63 (id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
DROP TABLE number_63;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, '  id            INTEGER PRIMARY KEY,',
  '  id            INTEGER PRIMARY KEY AUTOINCREMENT,') WHERE type = 'table';
PRAGMA writable_schema = RESET;
