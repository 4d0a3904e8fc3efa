-- Orders that the arranger was asked for (SP-12).

-- One asking: what is wanted, how far it got, what came of it. number: of the
-- programme_version the board showed then, 0 for none; the answer is good for
-- that one only. Whatever runs when the server stops has failed.
CREATE TABLE arrange_job (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  asked_by      INTEGER NOT NULL REFERENCES person (id),
  asked_at      INTEGER NOT NULL,
  mode          TEXT NOT NULL CHECK (mode IN ('arrange', 'repair', 'improve')),
  seed          INTEGER NOT NULL CHECK (seed >= 0),
  moves_planned INTEGER NOT NULL CHECK (moves_planned >= 0),
  moved_max     INTEGER NOT NULL CHECK (moved_max >= 0), -- of improve: how many talks may move
  number        INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  moves_done    INTEGER NOT NULL DEFAULT 0,
  hard          INTEGER,                -- rules broken by what was found; NULL: nothing yet
  points        INTEGER,
  ended_at      INTEGER,
  accepted_at   INTEGER                 -- it went onto the board
) STRICT;
CREATE INDEX arrange_job_by_event ON arrange_job (event_id, id);
CREATE INDEX arrange_job_running ON arrange_job (id) WHERE state = 'running';
CREATE INDEX arrange_job_by_asker ON arrange_job (asked_by);

-- Where it would put each talk: talk_room.position, seconds after the event's start.
CREATE TABLE arrange_job_slot (
  job_id        INTEGER NOT NULL REFERENCES arrange_job (id) ON DELETE CASCADE,
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24),
  start_s       INTEGER NOT NULL,
  PRIMARY KEY (job_id, talk_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX arrange_job_slot_by_talk ON arrange_job_slot (talk_id);
