-- For whom events are, who was asked, and how many places a school has.

-- A line says one thing about whom an event is for (TW-13): a school, a role
-- category, a staff group or a group. Somebody belongs to it who fits one line
-- of each kind there is, in one of their jobs; people named, and governors,
-- belong to it besides. No line: everybody.
CREATE TABLE event_audience (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES event (id),
  kind          TEXT NOT NULL CHECK (kind IN ('school', 'role', 'staff group', 'group', 'person', 'governors')),
  school_id     INTEGER REFERENCES school (id),   -- of school; of governors: NULL is the trust's
  group_id      INTEGER REFERENCES org_group (id),
  person_id     INTEGER REFERENCES person (id),
  word          TEXT NOT NULL DEFAULT '',         -- of role and staff group
  CHECK ((kind = 'group') = (group_id IS NOT NULL)),
  CHECK ((kind = 'person') = (person_id IS NOT NULL)),
  CHECK (kind <> 'school' OR school_id IS NOT NULL),
  CHECK ((kind IN ('role', 'staff group')) = (word <> ''))
) STRICT;
CREATE UNIQUE INDEX event_audience_once ON event_audience
  (event_id, kind, coalesce(school_id, 0), coalesce(group_id, 0), coalesce(person_id, 0), word);
CREATE INDEX event_audience_by_person ON event_audience (person_id) WHERE person_id IS NOT NULL;

-- Who was asked to an event that is required or by invitation, and whether
-- they have to come. A required one has a booking too. declined_at: an
-- invitation they said no to.
CREATE TABLE invitee (
  event_id      INTEGER NOT NULL REFERENCES event (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  required      INTEGER NOT NULL CHECK (required IN (0, 1)),
  asked_at      INTEGER NOT NULL,
  declined_at   INTEGER,
  reason        TEXT NOT NULL DEFAULT '',         -- of the no, or of being excused
  PRIMARY KEY (event_id, person_id),
  CHECK (required = 0 OR declined_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitee_by_person ON invitee (person_id);

-- How many places a school has at most; a school without a row has no limit.
CREATE TABLE event_quota (
  event_id      INTEGER NOT NULL REFERENCES event (id),
  school_id     INTEGER NOT NULL REFERENCES school (id),
  places        INTEGER NOT NULL CHECK (places BETWEEN 0 AND 10000),
  PRIMARY KEY (event_id, school_id)
) STRICT, WITHOUT ROWID;

-- The year's programme, once it was given out (TW-09): what is required after
-- that says why. school_id 0: of the whole trust.
CREATE TABLE programme_year (
  school_id     INTEGER NOT NULL,
  year          INTEGER NOT NULL,                 -- 2026 is 2026/27
  published_at  INTEGER NOT NULL,
  published_by  INTEGER NOT NULL REFERENCES person (id),
  PRIMARY KEY (school_id, year)
) STRICT, WITHOUT ROWID;

-- A booking nobody may give up by themselves: the event is required of them.
ALTER TABLE booking ADD COLUMN required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1));
-- A training day is the senior leaders' to decide (TW-03); who organises it is another matter.
ALTER TABLE event ADD COLUMN agreed_by INTEGER REFERENCES person (id);
ALTER TABLE event ADD COLUMN agreed_at INTEGER;
