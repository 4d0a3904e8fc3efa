-- Import of people from schools' own systems (practice P7): what waits for a
-- yes, what was done, and what an undo needs.

-- One upload. Only the columns we use are kept, and those only until it is
-- applied or dropped; a file whose columns nobody has chosen yet waits whole,
-- a day at most. school_id: the whole file is that school's. choices: who a
-- line is, where two people could be meant, as "line=person" (0: somebody new,
-- -1: nobody).
CREATE TABLE staff_import (
  id            INTEGER PRIMARY KEY,
  state         TEXT NOT NULL CHECK (state IN ('columns', 'ready', 'applied', 'undone', 'dropped')),
  preset        TEXT NOT NULL,
  file_name     TEXT NOT NULL,
  school_id     INTEGER REFERENCES school (id),
  add_schools   INTEGER NOT NULL CHECK (add_schools IN (0, 1)),
  file          BLOB,
  records       TEXT,
  choices       TEXT NOT NULL DEFAULT '',
  uploaded_by   INTEGER REFERENCES person (id), -- NULL: by the command line
  uploaded_at   INTEGER NOT NULL,
  applied_by    INTEGER REFERENCES person (id),
  applied_at    INTEGER,
  undone_by     INTEGER REFERENCES person (id),
  undone_at     INTEGER,
  new_count     INTEGER NOT NULL DEFAULT 0,
  changed_count INTEGER NOT NULL DEFAULT 0,
  left_count    INTEGER NOT NULL DEFAULT 0,
  unread_count  INTEGER NOT NULL DEFAULT 0,
  CHECK ((state = 'columns') = (file IS NOT NULL)),
  CHECK ((state = 'ready') = (records IS NOT NULL))
) STRICT;
CREATE INDEX staff_import_by_state ON staff_import (state, id);

-- The rows an import made or changed, with what they held before and after it:
-- columns in their order, \x1f between them. before NULL: it made the row.
CREATE TABLE staff_import_change (
  id            INTEGER PRIMARY KEY,
  import_id     INTEGER NOT NULL REFERENCES staff_import (id),
  noun          TEXT NOT NULL CHECK (noun IN ('school', 'person', 'employment', 'grant', 'relation',
                  'group', 'member', 'induction', 'mark', 'former name')),
  row_id        INTEGER NOT NULL,
  person_id     INTEGER,                -- whom it is about
  before        TEXT,
  after         TEXT,
  UNIQUE (import_id, noun, row_id)
) STRICT;

-- Employments that a school's own system knows: only these can be taken to
-- have ended because a file leaves them out (never governors, guests, and who
-- was typed in by hand).
CREATE TABLE staff_import_mark (
  employment_id INTEGER PRIMARY KEY REFERENCES employment (id) ON DELETE CASCADE
) STRICT;

-- Which column holds what, in files of that layout, as somebody chose it.
-- layout: SHA-256 of the headings. map: "school=0 staff_ref=3".
CREATE TABLE staff_layout (
  layout        TEXT PRIMARY KEY,
  map           TEXT NOT NULL,
  chosen_at     INTEGER NOT NULL
) STRICT;

-- One row: from which share of a school's imported staff on their leaving
-- needs a second yes.
CREATE TABLE staff_import_setting (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  leave_percent INTEGER NOT NULL CHECK (leave_percent BETWEEN 0 AND 100)
) STRICT;
INSERT INTO staff_import_setting (id, leave_percent) VALUES (1, 10);
