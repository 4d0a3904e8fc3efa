-- The year of a trust, planned: what events are wished, and the dates that were
-- proposed for them (programme specification, section 10). Nothing here is an
-- event until somebody makes drafts of it.

-- One plan a school year. gap_days: so many days between two events one school hosts.
CREATE TABLE date_plan (
  year          INTEGER PRIMARY KEY CHECK (year BETWEEN 2000 AND 2199), -- 2026 is 2026/27
  gap_days      INTEGER NOT NULL DEFAULT 7 CHECK (gap_days BETWEEN 0 AND 60),
  proposed_at   INTEGER                            -- NULL: nothing was proposed yet
) STRICT;

-- `times` events alike. Who takes part: the staff of date_wish_school (no row:
-- of every school), of them only the members of group_id if there is one.
-- weekdays: bit 0 is Monday. Minutes are after midnight.
CREATE TABLE date_wish (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL REFERENCES date_plan (year),
  kind          TEXT NOT NULL CHECK (kind IN ('spark', 'twilight', 'inset')),
  title         TEXT NOT NULL,
  times         INTEGER NOT NULL CHECK (times BETWEEN 1 AND 12),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 15 AND 720),
  earliest_min  INTEGER NOT NULL CHECK (earliest_min BETWEEN 0 AND 1439),
  latest_min    INTEGER NOT NULL CHECK (latest_min BETWEEN 1 AND 1440),
  weekdays      INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 31),
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL CHECK (to_on >= from_on),
  host_id       INTEGER REFERENCES school (id),    -- NULL: any that takes part
  seats         INTEGER NOT NULL CHECK (seats BETWEEN 0 AND 10000),
  group_id      INTEGER REFERENCES org_group (id),
  made_by       INTEGER NOT NULL REFERENCES person (id),
  made_at       INTEGER NOT NULL,
  CHECK (latest_min >= earliest_min + minutes)
) STRICT;
CREATE INDEX date_wish_by_year ON date_wish (year);

CREATE TABLE date_wish_school (
  wish_id       INTEGER NOT NULL REFERENCES date_wish (id) ON DELETE CASCADE,
  school_id     INTEGER NOT NULL REFERENCES school (id),
  PRIMARY KEY (wish_id, school_id)
) STRICT, WITHOUT ROWID;

-- The n-th event of a wish, and where it is proposed. fixed: by hand, a
-- proposal leaves it where it is. event_id: the draft that was made of it.
CREATE TABLE date_pick (
  wish_id       INTEGER NOT NULL REFERENCES date_wish (id) ON DELETE CASCADE,
  nth           INTEGER NOT NULL CHECK (nth BETWEEN 1 AND 12),
  on_day        INTEGER,
  start_min     INTEGER NOT NULL DEFAULT 0 CHECK (start_min BETWEEN 0 AND 1439),
  school_id     INTEGER REFERENCES school (id),
  fixed         INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1)),
  event_id      INTEGER REFERENCES event (id),
  PRIMARY KEY (wish_id, nth),
  CHECK ((on_day IS NULL) = (school_id IS NULL)),
  CHECK (on_day IS NOT NULL OR (fixed = 0 AND event_id IS NULL))
) STRICT, WITHOUT ROWID;
