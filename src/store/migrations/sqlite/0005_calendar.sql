-- School calendars: half-terms as a kind of their own, and the last change of
-- each school's calendar, kept so that it can be taken back.

-- The stretches of a school's year. A school day is a weekday inside a 'term'
-- and in no 'half_term', 'closure' or bank holiday; an 'inset' day is a school
-- day for staff. Both ends inclusive. A stretch belongs to the academic year in
-- which it begins. Until now half-terms were closures with that word in the name.
CREATE TABLE school_span_5 (
  id            INTEGER PRIMARY KEY,
  school_id     INTEGER NOT NULL REFERENCES school (id),
  kind          TEXT NOT NULL CHECK (kind IN ('term', 'half_term', 'inset', 'closure')),
  name          TEXT NOT NULL,
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL CHECK (to_on >= from_on)
) STRICT;
INSERT INTO school_span_5 (id, school_id, kind, name, from_on, to_on)
  SELECT id, school_id,
         CASE WHEN kind = 'closure' AND (name LIKE '%half-term%' OR name LIKE '%half term%')
              THEN 'half_term' ELSE kind END,
         name, from_on, to_on FROM school_span;
DROP TABLE school_span;
ALTER TABLE school_span_5 RENAME TO school_span;
CREATE INDEX school_span_by_school ON school_span (school_id, from_on);

-- The last change of a school's calendar: who, when, which year, in words. The
-- version counts them, so that a page of before is told apart.
CREATE TABLE calendar_change (
  school_id     INTEGER PRIMARY KEY REFERENCES school (id),
  version       INTEGER NOT NULL,
  year          INTEGER NOT NULL,        -- 2026 is 2026/27
  at            INTEGER NOT NULL,
  actor_id      INTEGER REFERENCES person (id),
  words         TEXT NOT NULL,           -- "Added Autumn term"
  moved         INTEGER NOT NULL         -- deadlines
) STRICT;

-- That year's stretches before it: what undo puts back.
CREATE TABLE calendar_change_span (
  id            INTEGER PRIMARY KEY,
  school_id     INTEGER NOT NULL REFERENCES calendar_change (school_id),
  kind          TEXT NOT NULL CHECK (kind IN ('term', 'half_term', 'inset', 'closure')),
  name          TEXT NOT NULL,
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL
) STRICT;
CREATE INDEX calendar_change_span_by_school ON calendar_change_span (school_id);
