-- Policy packs with what they inherit, what schools add, what records use.

-- A pack is read over sparkd's own defaults; those of the day it was loaded
-- stay with it, so that a newer binary changes no year that has begun. '' (a
-- pack loaded before this step): the defaults of the binary that reads it.
ALTER TABLE policy_pack ADD COLUMN defaults TEXT NOT NULL DEFAULT '';
-- Its words, talks and cycle with what they inherit, as a pack of its own: what
-- pages need at every turn. '': body is short enough itself.
ALTER TABLE policy_pack ADD COLUMN brief TEXT NOT NULL DEFAULT '';

-- Keys of list items that records hold: a newer pack may retire them, not drop
-- them. Whoever stores the first record with a key adds it here.
CREATE TABLE policy_use (
  list          TEXT NOT NULL,
  key           TEXT NOT NULL,
  PRIMARY KEY (list, key)
) STRICT, WITHOUT ROWID;
INSERT INTO policy_use (list, key) SELECT DISTINCT 'talks.categories', category FROM talk;

-- What a school adds to its trust's pack (PR-02), as JSON that org/policy_school reads.
CREATE TABLE school_policy (
  school_id     INTEGER PRIMARY KEY REFERENCES school (id),
  body          TEXT NOT NULL,
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  changed_at    INTEGER NOT NULL
) STRICT;

-- A school's own dates for an item of a cycle (CY-01); without a row the cycle's hold.
CREATE TABLE cycle_item_date (
  item_id       INTEGER NOT NULL REFERENCES cycle_item (id),
  school_id     INTEGER NOT NULL REFERENCES school (id),
  opens_rule    TEXT NOT NULL,
  due_rule      TEXT NOT NULL,
  PRIMARY KEY (item_id, school_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX cycle_item_date_by_school ON cycle_item_date (school_id);
