-- Searches for the dates of a year's plan (programme specification, sections 3.4 and 10).

-- One asking: how far it got, what came of it. What it finds goes into date_pick when it ends, of a
-- cancelled one the best until then. Whatever runs when the server stops has failed.
CREATE TABLE date_job (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL REFERENCES date_plan (year),
  gap_days      INTEGER NOT NULL CHECK (gap_days BETWEEN 0 AND 60),
  asked_by      INTEGER NOT NULL REFERENCES person (id),
  asked_at      INTEGER NOT NULL,
  moves_planned INTEGER NOT NULL CHECK (moves_planned >= 0),
  state         TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  moves_done    INTEGER NOT NULL DEFAULT 0,
  undated       INTEGER,                -- events it found no date for; NULL: it found nothing
  points        INTEGER,
  ended_at      INTEGER
) STRICT;
CREATE INDEX date_job_by_year ON date_job (year, id);
CREATE UNIQUE INDEX date_job_running ON date_job (year) WHERE state = 'running';
CREATE INDEX date_job_by_asker ON date_job (asked_by);

-- Each change of a date is a version, so that nobody writes over what they did not see.
ALTER TABLE date_pick ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- What could not be done when drafts were asked for last, of the date as it was then (version).
CREATE TABLE date_missed (
  wish_id       INTEGER NOT NULL,
  nth           INTEGER NOT NULL,
  version       INTEGER NOT NULL,
  why           TEXT NOT NULL,
  PRIMARY KEY (wish_id, nth),
  FOREIGN KEY (wish_id, nth) REFERENCES date_pick (wish_id, nth) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
