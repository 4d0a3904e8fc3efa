-- Data protection: what an audit row says and where its chain ends, reading in
-- an emergency, how long things are kept, and figures without names.

-- ----------------------------------------------------------------- audit ----

-- format: how the row's hash is made; rows of before keep verifying as they
-- were. subject_id: the person concerned, who may read the row. reason: why.
ALTER TABLE audit ADD COLUMN format INTEGER NOT NULL DEFAULT 1 CHECK (format IN (1, 2));
ALTER TABLE audit ADD COLUMN subject_id INTEGER REFERENCES person (id);
ALTER TABLE audit ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_by_time ON audit (at, id);
CREATE INDEX audit_by_actor ON audit (actor_id, at, id);
CREATE INDEX audit_by_subject ON audit (subject_id, at, id) WHERE subject_id IS NOT NULL;
CREATE INDEX audit_by_action ON audit (action, at, id);

-- Where the chain ends, so that rows taken off its end are missed.
CREATE TABLE audit_head (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  last_id       INTEGER NOT NULL,       -- also how many rows there are
  sha256        TEXT NOT NULL           -- of the last row
) STRICT;
INSERT INTO audit_head (id, last_id, sha256)
  SELECT 1, coalesce(max(id), 0), coalesce((SELECT sha256 FROM audit ORDER BY id DESC LIMIT 1), '') FROM audit;
CREATE TRIGGER audit_head_stays BEFORE DELETE ON audit_head BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head WHEN NEW.last_id <> OLD.last_id + 1 BEGIN SELECT raise(ABORT, 'audit is append-only'); END;

-- ----------------------------------------------------------- break-glass ----

-- Reading somebody's confidential record in an emergency: one person asks with
-- a reason, another one approves, for a time. hours: how long, once approved.
CREATE TABLE break_glass (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id), -- whose record
  asked_by      INTEGER NOT NULL REFERENCES person (id), -- who will read it
  reason        TEXT NOT NULL,
  hours         INTEGER NOT NULL DEFAULT 24 CHECK (hours BETWEEN 1 AND 72),
  asked_at      INTEGER NOT NULL,
  approved_by   INTEGER REFERENCES person (id),
  approved_at   INTEGER,
  ends_at       INTEGER,                -- approved_at and the hours
  ended_at      INTEGER,                -- declined, withdrawn or revoked before that
  ended_by      INTEGER REFERENCES person (id),
  CHECK (asked_by <> person_id),
  CHECK (approved_by IS NULL OR (approved_by <> asked_by AND approved_by <> person_id)),
  CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (approved_at IS NULL) = (ends_at IS NULL)),
  CHECK (ends_at IS NULL OR ends_at = approved_at + hours * 3600),
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX break_glass_by_person ON break_glass (person_id, id);
CREATE INDEX break_glass_by_reader ON break_glass (asked_by, person_id);

-- ------------------------------------------------------------- retention ----

-- How long a class of data is kept, where the trust has set it; access/retention
-- knows the classes and what holds until then.
CREATE TABLE retention (
  class         TEXT PRIMARY KEY,
  days          INTEGER NOT NULL CHECK (days >= 0),
  changed_at    INTEGER NOT NULL,
  changed_by    INTEGER NOT NULL REFERENCES person (id)
) STRICT, WITHOUT ROWID;

-- When what was personal of somebody who left was erased; the row stays, for counts.
ALTER TABLE person ADD COLUMN erased_at INTEGER;

-- --------------------------------------------------------------- figures ----

-- How a school stands with one item of the cycle, as governors and trustees see
-- it: counted once a month, small numbers withheld, never changed after.
CREATE TABLE status_figure (
  id            INTEGER PRIMARY KEY,
  on_day        INTEGER NOT NULL,       -- the day it was counted
  item_id       INTEGER NOT NULL REFERENCES cycle_item (id),
  school_id     INTEGER REFERENCES school (id), -- NULL: all schools together
  standing      TEXT NOT NULL CHECK (standing IN ('all', 'done', 'due', 'late', 'exempt')),
  people        INTEGER                 -- NULL: withheld
) STRICT;
CREATE UNIQUE INDEX status_figure_once ON status_figure (on_day, item_id, coalesce(school_id, 0), standing);
