-- foreign keys: off
--
-- A guest who speaks to everybody at a SPARK event, by a name of no account. A
-- keynote holds all rooms for its minutes and one changeover: its time is taken
-- out of spark_block wherever it lies, each time they are read. room: in which of
-- the event's rooms (talk_room.position).
CREATE TABLE keynote (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  guest         TEXT NOT NULL,
  title         TEXT NOT NULL,
  abstract      TEXT NOT NULL DEFAULT '',
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 90),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24),
  starts_at     INTEGER NOT NULL,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX keynote_by_event ON keynote (event_id, starts_at);

-- The stage's log (0038) with one act more: a keynote begins. It ends as a break
-- does, with resume.
CREATE TABLE stage_act_48 (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24), -- talk_room.position
  seq           INTEGER NOT NULL CHECK (seq >= 1),
  kind          TEXT NOT NULL CHECK (kind IN ('start', 'stop', 'extend', 'skip', 'no-show', 'swap', 'break',
                  'resume', 'undo', 'keynote')),
  talk_id       INTEGER REFERENCES talk (id),
  other_id      INTEGER REFERENCES talk (id),
  keynote_id    INTEGER REFERENCES keynote (id),
  at            INTEGER NOT NULL,
  by_id         INTEGER NOT NULL REFERENCES person (id),
  CHECK ((talk_id IS NOT NULL) = (kind IN ('start', 'skip', 'no-show', 'swap'))),
  CHECK (other_id IS NULL OR kind IN ('no-show', 'swap')),
  CHECK (kind <> 'swap' OR other_id IS NOT NULL),
  CHECK ((keynote_id IS NOT NULL) = (kind = 'keynote')),
  UNIQUE (event_id, room, seq)
) STRICT;
INSERT INTO stage_act_48 (id, event_id, room, seq, kind, talk_id, other_id, at, by_id)
  SELECT id, event_id, room, seq, kind, talk_id, other_id, at, by_id FROM stage_act;
PRAGMA legacy_alter_table = ON;
DROP TABLE stage_act;
ALTER TABLE stage_act_48 RENAME TO stage_act;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX stage_act_by_talk ON stage_act (talk_id);
CREATE INDEX stage_act_by_other ON stage_act (other_id);
CREATE INDEX stage_act_by_keynote ON stage_act (keynote_id);
CREATE INDEX stage_act_by_person ON stage_act (by_id);
CREATE TRIGGER stage_act_stands BEFORE UPDATE OF kind, seq, room, at ON stage_act BEGIN
  SELECT raise(ABORT, 'what was done on a stage stands');
END;
