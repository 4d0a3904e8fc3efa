-- Days of workshops (practice P5): an INSET day or a conference has blocks, in
-- each of which people choose one of the workshops that run side by side.

-- Blocks of a day do not overlap, so their order is that of their times.
-- must_choose: whoever has a place on the day chooses here; else they may.
CREATE TABLE block (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES event (id), -- the day
  name          TEXT NOT NULL,
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  must_choose   INTEGER NOT NULL DEFAULT 1 CHECK (must_choose IN (0, 1)),
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  UNIQUE (event_id, starts_at)
) STRICT;

-- A workshop is an event under its day (event.parent_id) that meets when its
-- block does. same_as: it is that one once more, and nobody comes twice.
CREATE TABLE workshop (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  block_id      INTEGER NOT NULL REFERENCES block (id),
  same_as       INTEGER REFERENCES workshop (event_id) CHECK (same_as <> event_id)
) STRICT;
CREATE INDEX workshop_by_block ON workshop (block_id);

-- How the workshops of a day are chosen; a day without a row has the defaults.
-- counts: toward what the hours of a workshop count; 'nothing': those of the
-- day itself do (event.counts), so that nobody is credited twice.
CREATE TABLE choosing (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id), -- the day
  opens_at      INTEGER,                -- NULL: from publication
  closes_at     INTEGER,                -- NULL: until the day starts
  counts        TEXT NOT NULL DEFAULT 'nothing' CHECK (counts IN ('nothing', 'inset', 'directed')),
  reminded_at   INTEGER                 -- when those who had not chosen were last reminded
) STRICT;
