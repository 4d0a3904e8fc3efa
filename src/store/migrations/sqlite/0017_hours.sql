-- The ledger of hours: what a trust asks for in a year, and what was agreed by
-- hand. The rest of it is reckoned from employments, school calendars and
-- bookings (TW-01, TW-02, practice P3).

-- What the trust chose, from which academic year on (2026 is 2026/27); the
-- latest at or before a year holds for it. No row: no ledger is kept.
CREATE TABLE hours_setting (
  from_year     INTEGER PRIMARY KEY CHECK (from_year BETWEEN 2000 AND 2200),
  kept          INTEGER NOT NULL CHECK (kept IN (0, 1)),
  spark         INTEGER NOT NULL CHECK (spark IN (0, 1)), -- SPARK attendance counts as INSET (C2)
  version       INTEGER NOT NULL,        -- of the whole table, for stale forms and If-Match
  changed_at    INTEGER NOT NULL,
  changed_by    INTEGER NOT NULL REFERENCES person (id)
) STRICT;

-- What a full-time job of a staff group owes in a whole year. 'leadership' is
-- the pay range and goes before the group. directed_min 0: outside directed time.
CREATE TABLE hours_rule (
  from_year     INTEGER NOT NULL REFERENCES hours_setting (from_year) ON DELETE CASCADE,
  staff_group   TEXT NOT NULL CHECK (staff_group IN ('teaching', 'leadership', 'classroom support',
                  'administration', 'other support', 'governance')),
  inset_days    INTEGER NOT NULL CHECK (inset_days BETWEEN 0 AND 20),
  day_min       INTEGER NOT NULL CHECK (day_min BETWEEN 0 AND 720),
  directed_min  INTEGER NOT NULL CHECK (directed_min BETWEEN 0 AND 120000),
  PRIMARY KEY (from_year, staff_group)
) STRICT, WITHOUT ROWID;

-- More or less than the register says, agreed with somebody and why: INSET done
-- elsewhere, paid time by agreement. Taken back, never deleted.
CREATE TABLE hours_adjustment (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  year          INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 2200),
  counts        TEXT NOT NULL CHECK (counts IN ('inset', 'directed')),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN -12000 AND 12000 AND minutes <> 0),
  reason        TEXT NOT NULL,
  made_by       INTEGER NOT NULL REFERENCES person (id) CHECK (made_by <> person_id),
  made_at       INTEGER NOT NULL,
  ended_by      INTEGER REFERENCES person (id),
  ended_at      INTEGER,                 -- taken back
  CHECK ((ended_by IS NULL) = (ended_at IS NULL))
) STRICT;
CREATE INDEX hours_adjustment_by_person ON hours_adjustment (person_id, year);

-- Minutes really attended, where the register says that somebody came late or
-- left early; NULL: all the event's hours.
ALTER TABLE booking ADD COLUMN credit_min INTEGER CHECK (credit_min BETWEEN 0 AND 14400);
