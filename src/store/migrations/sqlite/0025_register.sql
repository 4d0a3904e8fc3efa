-- The register of an event: who was there at each of its times (TW-14, AC-27).

-- One a session, from the first mark on. Closed it has become attendance and
-- hours; taken up again it is open as before, and the audit says why.
CREATE TABLE register (
  session_id    INTEGER PRIMARY KEY REFERENCES event_session (id),
  opened_at     INTEGER NOT NULL,
  opened_by     INTEGER NOT NULL REFERENCES person (id),
  closed_at     INTEGER,
  closed_by     INTEGER REFERENCES person (id),
  version       INTEGER NOT NULL DEFAULT 1, -- of closing and opening, for stale forms and If-Match
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;

-- Everything that was ever said of somebody at a session, never changed and
-- never removed. What stands is the entry with the latest taken_at, the later
-- id where two are alike: a phone that was out of reach sends late what it took
-- early. 'none' takes back. late_min: came so late; early_min: left so early;
-- away_min: was out in between. key: the client's own, so that an entry sent
-- twice is one. corrects: it was made when the register was closed, with a
-- reason.
CREATE TABLE register_entry (
  id            INTEGER PRIMARY KEY,
  session_id    INTEGER NOT NULL REFERENCES register (session_id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  mark          TEXT NOT NULL CHECK (mark IN ('none', 'here', 'absent', 'excused')),
  late_min      INTEGER NOT NULL DEFAULT 0 CHECK (late_min BETWEEN 0 AND 1440),
  early_min     INTEGER NOT NULL DEFAULT 0 CHECK (early_min BETWEEN 0 AND 1440),
  away_min      INTEGER NOT NULL DEFAULT 0 CHECK (away_min BETWEEN 0 AND 1440),
  how           TEXT NOT NULL CHECK (how IN ('door', 'paper', 'file', 'code', 'self')),
  key           TEXT NOT NULL CHECK (key <> ''),
  reason        TEXT NOT NULL DEFAULT '', -- of a correction, of being excused
  taken_at      INTEGER NOT NULL,         -- by whoever took it, at the door
  marked_by     INTEGER NOT NULL REFERENCES person (id),
  marked_at     INTEGER NOT NULL,         -- when it arrived
  corrects      INTEGER NOT NULL DEFAULT 0 CHECK (corrects IN (0, 1)),
  CHECK (mark = 'here' OR late_min + early_min + away_min = 0),
  UNIQUE (session_id, key)
) STRICT;
CREATE INDEX register_entry_standing ON register_entry (session_id, person_id, taken_at, id);
CREATE INDEX register_entry_by_person ON register_entry (person_id, id);
CREATE INDEX register_entry_by_marker ON register_entry (marked_by, id);

-- Somebody came without a booking and was added at the door (walk_in). beyond:
-- every place was taken then; they have none of them, and stand in the room.
ALTER TABLE booking ADD COLUMN walk_in INTEGER NOT NULL DEFAULT 0 CHECK (walk_in IN (0, 1));
ALTER TABLE booking ADD COLUMN beyond INTEGER NOT NULL DEFAULT 0
  CHECK (beyond IN (0, 1) AND (beyond = 0 OR (walk_in = 1 AND part = 'attendee')));
