-- Drawing lots for the order of a SPARK evening (docs/draw.md).

-- What was chosen for an event: how much likelier somebody is to come next who
-- presents for the first time; 1: as likely as anybody.
CREATE TABLE draw_setting (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  first_timer_weight INTEGER NOT NULL CHECK (first_timer_weight BETWEEN 1 AND 10)
) STRICT;

-- What a draw has to keep for a talk: it comes first, is over by leave_at, is
-- given in that room (talk_room.position). Why is not written down.
CREATE TABLE draw_pin (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id),
  first         INTEGER NOT NULL CHECK (first IN (0, 1)),
  leave_at      INTEGER,
  room          INTEGER CHECK (room BETWEEN 1 AND 24)
) STRICT;

-- One draw. secret is nobody's to see before ended_at, record holds it too: the
-- list at closing and all that was drawn since, as it is published. doors_at:
-- second 0 of the record's times.
CREATE TABLE draw_round (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  round         INTEGER NOT NULL CHECK (round BETWEEN 1 AND 1000),
  secret        TEXT NOT NULL CHECK (length(secret) = 64),
  commitment    TEXT NOT NULL CHECK (length(commitment) = 64),
  committed_at  INTEGER NOT NULL,
  doors_at      INTEGER,
  closed_at     INTEGER,
  closed_by     INTEGER REFERENCES person (id),
  record        TEXT,
  drawn_at      INTEGER,                -- when the last step was taken
  ended_at      INTEGER,
  version_id    INTEGER REFERENCES programme_version (id),
  UNIQUE (event_id, round),
  CHECK ((closed_at IS NULL) = (record IS NULL) AND (closed_at IS NULL) = (doors_at IS NULL)),
  CHECK (ended_at IS NULL OR closed_at IS NOT NULL)
) STRICT;

-- A commitment is not taken back and an ended draw is not touched.
CREATE TRIGGER draw_round_committed BEFORE UPDATE OF secret, commitment, event_id, round ON draw_round
BEGIN
  SELECT raise(ABORT, 'a commitment stands');
END;
CREATE TRIGGER draw_round_ended BEFORE UPDATE OF doors_at, closed_at, record, drawn_at, ended_at, version_id ON draw_round
WHEN OLD.ended_at IS NOT NULL BEGIN
  SELECT raise(ABORT, 'the draw is over');
END;
