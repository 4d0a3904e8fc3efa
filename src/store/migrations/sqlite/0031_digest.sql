-- The weekly mail of new events: who was looked at when, who does not want it.

-- A row once somebody was looked at, or said no. token: the way out that stands
-- in their mails; it does nothing but end and begin them. looked_at: up to when
-- they know of new events. off_at: NULL: they want it. It goes with the person:
-- to have been looked at is no use of a record that an import made.
CREATE TABLE digest (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  token         TEXT NOT NULL UNIQUE,
  looked_at     INTEGER,
  off_at        INTEGER
) STRICT;
