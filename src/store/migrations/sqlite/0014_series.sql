-- Events that repeat, and who comes to all of them.

-- A rule in wall time on the school days of the host. from_on: the day of the
-- first occurrence, from which fortnights count; until_on or times says how far
-- it goes. An occurrence is an event of its own.
CREATE TABLE event_series (
  id            INTEGER PRIMARY KEY,
  host_school_id INTEGER NOT NULL REFERENCES school (id),
  repeats       TEXT NOT NULL CHECK (repeats IN ('weekly', 'fortnightly', 'monthly', 'half-termly', 'termly')),
  weekday       INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 4), -- 0: Monday
  nth           INTEGER NOT NULL DEFAULT 0 CHECK (nth BETWEEN -1 AND 5), -- of the month, half-term or term; -1: the last
  start_min     INTEGER NOT NULL CHECK (start_min BETWEEN 0 AND 1439),
  length_min    INTEGER NOT NULL CHECK (length_min BETWEEN 1 AND 1440),
  from_on       INTEGER NOT NULL,
  until_on      INTEGER,
  times         INTEGER NOT NULL DEFAULT 0 CHECK (times BETWEEN 0 AND 120),
  inset         INTEGER NOT NULL DEFAULT 0 CHECK (inset IN (0, 1)), -- on INSET days too
  created_by    INTEGER NOT NULL REFERENCES person (id),
  version       INTEGER NOT NULL DEFAULT 1,
  created_at    INTEGER NOT NULL,
  CHECK ((until_on IS NULL) = (times > 0)),
  CHECK ((repeats IN ('weekly', 'fortnightly')) = (nth = 0))
) STRICT;

-- series_on: the day that names an occurrence; it stays when the event moves.
ALTER TABLE event ADD COLUMN series_id INTEGER REFERENCES event_series (id);
ALTER TABLE event ADD COLUMN series_on INTEGER;
CREATE UNIQUE INDEX event_by_series ON event (series_id, series_on) WHERE series_id IS NOT NULL;

-- Who is in the group: a booking at each occurrence to come, those added later
-- too. left_at: no longer; never deleted before the person's records are.
CREATE TABLE event_series_member (
  id            INTEGER PRIMARY KEY,
  series_id     INTEGER NOT NULL REFERENCES event_series (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  part          TEXT NOT NULL DEFAULT 'attendee' CHECK (part IN ('attendee', 'leader', 'co-leader', 'assistant')),
  joined_at     INTEGER NOT NULL,
  left_at       INTEGER
) STRICT;
CREATE UNIQUE INDEX event_series_member_once ON event_series_member (series_id, person_id) WHERE left_at IS NULL;
CREATE INDEX event_series_member_by_person ON event_series_member (person_id, series_id);
