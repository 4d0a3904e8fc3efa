-- Where people are taken: their own calendars, and the way between schools.

-- Whose own calendar is kept, as busy or free only: the stretches are in `busy`
-- with source 'own calendar', in parts of 31 days at most. Read for [from_at,
-- to_at): two academic years. left_out: entries that could not be understood.
-- The file itself is never kept.
CREATE TABLE own_calendar (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id),
  read_at       INTEGER NOT NULL,
  from_at       INTEGER NOT NULL,
  to_at         INTEGER NOT NULL CHECK (to_at > from_at),
  left_out      INTEGER NOT NULL DEFAULT 0 CHECK (left_out >= 0)
) STRICT;

-- Minutes from door to door between two schools, the same both ways; a pair
-- that is not here takes 30 (issue 4).
CREATE TABLE school_travel (
  low_id        INTEGER NOT NULL REFERENCES school (id),
  high_id       INTEGER NOT NULL REFERENCES school (id),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 240),
  PRIMARY KEY (low_id, high_id),
  CHECK (low_id < high_id)
) STRICT, WITHOUT ROWID;
