-- Where events are held and who runs them: the register of rooms (TW-05,
-- TW-06), what is said of an event's place, what those who come need,
-- organisers by delegation (TW-03) and facilitators (PR-24).

-- A room of a school, or a venue outside the trust's schools (school_id NULL;
-- its address says where). checked_on: when somebody last went through what it
-- has; NULL: nobody yet.
CREATE TABLE room (
  id            INTEGER PRIMARY KEY,
  school_id     INTEGER REFERENCES school (id),
  name          TEXT NOT NULL,
  address       TEXT NOT NULL DEFAULT '',
  seats         INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 10000),
  equipment     TEXT NOT NULL DEFAULT '', -- beyond the checklist, in words
  notes         TEXT NOT NULL DEFAULT '', -- how to get in, whom to ask
  checked_on    INTEGER,
  ended_on      INTEGER,
  version       INTEGER NOT NULL DEFAULT 1 -- for stale forms and If-Match
) STRICT;
CREATE UNIQUE INDEX room_once ON room (coalesce(school_id, 0), name COLLATE NOCASE) WHERE ended_on IS NULL;

-- What a room has, of the checklist (TW-06).
CREATE TABLE room_feature (
  room_id       INTEGER NOT NULL REFERENCES room (id),
  feature       TEXT NOT NULL CHECK (feature IN ('step_free', 'accessible_toilet', 'hearing_loop', 'adjustable_light',
                  'quiet_space', 'screen', 'sound', 'wifi', 'sockets', 'movable_tables', 'refreshments',
                  'parking', 'accessible_parking', 'cycle_stands', 'public_transport')),
  PRIMARY KEY (room_id, feature)
) STRICT, WITHOUT ROWID;

-- The room of the register an event is in; `room` is its name then. No two
-- events that are not called off are in one room at once, but a day and its
-- workshops.
ALTER TABLE event ADD COLUMN room_id INTEGER REFERENCES room (id);
CREATE INDEX event_by_room ON event (room_id, starts_at) WHERE room_id IS NOT NULL;

-- What is said of an event's place. online_link: for those who are booked,
-- lead or organise. getting_in and catering: for everybody who sees the event.
-- equipment (what has to be ready) and needs: for organisers; needs is what
-- those who come need, gathered in words, erased some time after the event.
CREATE TABLE event_place (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  online_link   TEXT NOT NULL DEFAULT '',
  getting_in    TEXT NOT NULL DEFAULT '',
  catering      TEXT NOT NULL DEFAULT '',
  equipment     TEXT NOT NULL DEFAULT '',
  needs         TEXT NOT NULL DEFAULT '',
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What somebody who is booked needs: seen by them and the organisers, erased
-- some time after the event.
CREATE TABLE booking_need (
  booking_id    INTEGER PRIMARY KEY REFERENCES booking (id) ON DELETE CASCADE,
  access        TEXT NOT NULL DEFAULT '',
  diet          TEXT NOT NULL DEFAULT '',
  changed_at    INTEGER NOT NULL
) STRICT;

-- Who runs that one event, by delegation: may change it and see who comes.
CREATE TABLE event_organiser (
  event_id      INTEGER NOT NULL REFERENCES event (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  added_at      INTEGER NOT NULL,
  PRIMARY KEY (event_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_organiser_by_person ON event_organiser (person_id);

-- Who leads from outside, of the register of facilitators. A colleague who
-- leads has a booking of that part (AC-27).
CREATE TABLE event_facilitator (
  event_id      INTEGER NOT NULL REFERENCES event (id),
  facilitator_id INTEGER NOT NULL REFERENCES facilitator (id),
  duty          TEXT NOT NULL CHECK (duty IN ('leader', 'co-leader', 'assistant')),
  PRIMARY KEY (event_id, facilitator_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_facilitator_by_who ON event_facilitator (facilitator_id);
