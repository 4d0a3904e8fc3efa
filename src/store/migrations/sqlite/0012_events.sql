-- foreign keys: off
--
-- Events of every kind on one engine (TW-15): places belong to the event, times
-- to its sessions; a booking goes from a request to having been there.

-- ---------------------------------------------------------------- events ----

-- `kind` is how the engine treats it; `type` the key of the policy pack's
-- activities (L10), '' for the kind's own. starts_at is the first session's
-- start, ends_at the last one's end. parent_id: a workshop of a day's block,
-- bookable by itself; a list shows the day alone. taken counts who has a place
-- or was offered one; those who lead or assist take none.
CREATE TABLE event_12 (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL CHECK (kind IN ('course', 'twilight', 'inset', 'spark', 'conference', 'group',
                  'meeting', 'observation', 'visit', 'protected time', 'reading')),
  type          TEXT NOT NULL DEFAULT '',
  title         TEXT NOT NULL,
  purpose       TEXT NOT NULL DEFAULT '',
  host_school_id INTEGER NOT NULL REFERENCES school (id),
  room          TEXT NOT NULL DEFAULT '',
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  capacity      INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 10000),
  taken         INTEGER NOT NULL DEFAULT 0,
  attendance    TEXT NOT NULL DEFAULT 'voluntary' CHECK (attendance IN ('required', 'invited', 'voluntary')),
  hours_min     INTEGER NOT NULL DEFAULT 0, -- credited, minutes
  counts        TEXT NOT NULL DEFAULT 'nothing' CHECK (counts IN ('nothing', 'inset', 'directed')), -- toward what its hours count (TW-01)
  waiting_list  INTEGER NOT NULL DEFAULT 1 CHECK (waiting_list IN (0, 1)),
  approval      INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)), -- a booking is a request first (AP-11)
  clash         TEXT NOT NULL DEFAULT 'block' CHECK (clash IN ('block', 'warn')),
  offer_min     INTEGER NOT NULL DEFAULT 0 CHECK (offer_min BETWEEN 0 AND 20160), -- a free place is offered for so long; 0: given at once
  fresh_first   INTEGER NOT NULL DEFAULT 0 CHECK (fresh_first IN (0, 1)), -- who waits from a school without a place comes first
  withdraw_h    INTEGER NOT NULL DEFAULT 0 CHECK (withdraw_h BETWEEN 0 AND 720), -- no withdrawing later than so many hours before
  booking_opens_at  INTEGER,            -- NULL: from publication
  booking_closes_at INTEGER,            -- NULL: until it starts
  status        TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'closed', 'done', 'archived', 'cancelled')),
  cancelled_at  INTEGER,
  parent_id     INTEGER REFERENCES event_12 (id) CHECK (parent_id <> id),
  copied_from   INTEGER REFERENCES event_12 (id), -- last year's
  created_by    INTEGER NOT NULL REFERENCES person (id),
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  seq           INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,
  CHECK (taken BETWEEN 0 AND capacity),  -- the last wall against an oversell
  -- SPARK never required (requirements C2)
  CHECK (kind <> 'spark' OR attendance <> 'required')
) STRICT;
INSERT INTO event_12 (id, uid, kind, title, purpose, host_school_id, room, starts_at, ends_at, capacity, taken,
    attendance, hours_min, waiting_list, booking_opens_at, booking_closes_at, status, cancelled_at, created_by,
    version, seq, created_at, modified_at)
  SELECT e.id, e.uid, e.kind, e.title, e.purpose, e.host_school_id, e.room, e.starts_at, e.ends_at, s.capacity, s.taken,
    e.attendance, e.hours_min, e.waiting_list, e.booking_opens_at, e.booking_closes_at, e.status, e.cancelled_at,
    e.created_by, e.version, e.seq, e.created_at, e.modified_at
  FROM event e JOIN event_session s ON s.event_id = e.id AND s.position = 1;

-- When an event meets; most meet once. uid: what calendars know that time by.
-- room '': the event's.
CREATE TABLE event_session_12 (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES event_12 (id),
  position      INTEGER NOT NULL DEFAULT 1 CHECK (position BETWEEN 1 AND 60),
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  room          TEXT NOT NULL DEFAULT '',
  UNIQUE (event_id, position)
) STRICT;
INSERT INTO event_session_12 (id, uid, event_id, position, starts_at, ends_at)
  SELECT id, uid, event_id, position, starts_at, ends_at FROM event_session;

-- A place at an event, the wish for one, or the wait. Never deleted: an ended
-- one stays in the calendar for a while. booked_at orders the waiting list.
-- 'withdrawn': by the person or for them; 'cancelled': the event was called
-- off; 'declined': a request that was not approved. 'requested' awaits approval
-- and 'offered' an answer until offered_until; both hold a place. part: AC-27.
CREATE TABLE booking_12 (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES event_12 (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  status        TEXT NOT NULL CHECK (status IN ('confirmed', 'requested', 'waiting', 'offered', 'declined',
                  'withdrawn', 'cancelled', 'attended', 'absent')),
  part          TEXT NOT NULL DEFAULT 'attendee' CHECK (part IN ('attendee', 'leader', 'co-leader', 'assistant')),
  booked_at     INTEGER NOT NULL,
  offered_until INTEGER,
  ended_at      INTEGER,                -- declined, withdrawn or cancelled
  reason        TEXT NOT NULL DEFAULT '', -- of the end, in words
  seq           INTEGER NOT NULL DEFAULT 0,
  modified_at   INTEGER NOT NULL,
  CHECK ((status = 'offered') = (offered_until IS NOT NULL)),
  CHECK ((status IN ('declined', 'withdrawn', 'cancelled')) = (ended_at IS NOT NULL))
) STRICT;
INSERT INTO booking_12 (id, uid, event_id, person_id, status, booked_at, ended_at, seq, modified_at)
  SELECT b.id, b.uid, s.event_id, b.person_id,
    CASE WHEN b.status <> 'cancelled' THEN b.status
         WHEN e.status = 'cancelled' AND b.cancelled_at = e.cancelled_at THEN 'cancelled' ELSE 'withdrawn' END,
    b.booked_at, CASE WHEN b.status = 'cancelled' THEN coalesce(b.cancelled_at, b.modified_at) END, b.seq, b.modified_at
  FROM booking b JOIN event_session s ON s.id = b.session_id JOIN event e ON e.id = s.event_id;

DROP TABLE booking;
DROP TABLE event_session;
DROP TABLE event;
ALTER TABLE event_12 RENAME TO event;
ALTER TABLE event_session_12 RENAME TO event_session;
ALTER TABLE booking_12 RENAME TO booking;
CREATE INDEX event_by_start ON event (status, starts_at);
CREATE INDEX event_by_time ON event (starts_at, id);
CREATE INDEX event_by_host ON event (host_school_id, starts_at);
CREATE INDEX event_by_parent ON event (parent_id, starts_at) WHERE parent_id IS NOT NULL;
CREATE INDEX event_session_by_time ON event_session (starts_at, event_id);
CREATE UNIQUE INDEX booking_once ON booking (event_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX booking_waiting ON booking (event_id, booked_at, id) WHERE status = 'waiting';
CREATE INDEX booking_offered ON booking (offered_until) WHERE status = 'offered';
CREATE INDEX booking_by_person ON booking (person_id, status, event_id);

-- ---------------------------------------------------------- what it is about ----

-- What an event's page says beyond title and purpose (AC-34, AC-35), and what
-- it is found and reported by. Keys are the policy pack's: level of `levels`,
-- theme of `themes`. standard: a bit for each of the five parts of the DfE's
-- standard for professional development (practice P1).
CREATE TABLE event_about (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  methods       TEXT NOT NULL DEFAULT '',
  objectives    TEXT NOT NULL DEFAULT '',
  expectations  TEXT NOT NULL DEFAULT '',
  audience      TEXT NOT NULL DEFAULT '', -- for whom, in words
  level         TEXT NOT NULL DEFAULT '',
  theme         TEXT NOT NULL DEFAULT '',
  phase         TEXT NOT NULL DEFAULT '',
  subject       TEXT NOT NULL DEFAULT '',
  mode          TEXT NOT NULL DEFAULT 'in person' CHECK (mode IN ('in person', 'online', 'both', 'own time')),
  standard      INTEGER NOT NULL DEFAULT 0 CHECK (standard BETWEEN 0 AND 31),
  evaluation    TEXT NOT NULL DEFAULT '', -- key of `evaluation_times`; '': the type's own
  provider_id   INTEGER REFERENCES provider (id), -- outside provider
  cost_pence    INTEGER NOT NULL DEFAULT 0 CHECK (cost_pence BETWEEN 0 AND 100000000), -- a place
  strand        TEXT NOT NULL DEFAULT 'staff' CHECK (strand IN ('staff', 'governors', 'everyone')), -- AC-33
  emerging      TEXT NOT NULL DEFAULT ''  -- why it came after the published programme (TW-09)
) STRICT;

-- ------------------------------------------------------------------ taken ----

-- When somebody is taken, whatever by: clash checks read only this (house
-- seam). part: the session. school_id: where, for the way there; NULL unknown.
CREATE TABLE busy_12 (
  person_id     INTEGER NOT NULL REFERENCES person (id),
  from_at       INTEGER NOT NULL,
  to_at         INTEGER NOT NULL CHECK (to_at > from_at),
  source        TEXT NOT NULL CHECK (source IN ('booking', 'talk', 'conversation', 'required', 'own calendar')),
  source_id     INTEGER NOT NULL,
  part          INTEGER NOT NULL DEFAULT 1,
  event_id      INTEGER REFERENCES event (id),
  school_id     INTEGER REFERENCES school (id),
  PRIMARY KEY (source, source_id, part, person_id)
) STRICT, WITHOUT ROWID;
INSERT INTO busy_12 (person_id, from_at, to_at, source, source_id, event_id, school_id)
  SELECT b.person_id, b.from_at, b.to_at, b.source, b.source_id, b.event_id, e.host_school_id
  FROM busy b LEFT JOIN event e ON e.id = b.event_id;
DROP TABLE busy;
ALTER TABLE busy_12 RENAME TO busy;
CREATE INDEX busy_by_person ON busy (person_id, from_at);
CREATE INDEX busy_by_event ON busy (event_id) WHERE event_id IS NOT NULL;
