-- The evening itself: what was done on the stage of each room, in order. What
-- is now, what comes next and when all follow from this and the programme
-- (spark/stage_rules), so a server that was killed carries on. Nothing is ever
-- changed or deleted here: an undo is an act too. at: never before the one
-- before it. talk_id: whom it is about; other_id: with whom two changed places,
-- or which reserve was called.
CREATE TABLE stage_act (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24), -- talk_room.position
  seq           INTEGER NOT NULL CHECK (seq >= 1),
  kind          TEXT NOT NULL CHECK (kind IN ('start', 'stop', 'extend', 'skip', 'no-show', 'swap', 'break',
                  'resume', 'undo')),
  talk_id       INTEGER REFERENCES talk (id),
  other_id      INTEGER REFERENCES talk (id),
  at            INTEGER NOT NULL,
  by_id         INTEGER NOT NULL REFERENCES person (id),
  CHECK ((talk_id IS NOT NULL) = (kind IN ('start', 'skip', 'no-show', 'swap'))),
  CHECK (other_id IS NULL OR kind IN ('no-show', 'swap')),
  CHECK (kind <> 'swap' OR other_id IS NOT NULL),
  UNIQUE (event_id, room, seq)
) STRICT;
CREATE INDEX stage_act_by_talk ON stage_act (talk_id);
CREATE INDEX stage_act_by_other ON stage_act (other_id);
CREATE INDEX stage_act_by_person ON stage_act (by_id);
CREATE TRIGGER stage_act_stands BEFORE UPDATE OF kind, seq, room, at ON stage_act BEGIN
  SELECT raise(ABORT, 'what was done on a stage stands');
END;
