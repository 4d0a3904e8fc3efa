-- The house: people and their year, events and bookings, feeds and mail.
--
-- Instants are UTC seconds (…_at); dates are days since 1970-01-01 (…_on).
-- What a person chose as a wall time is derived back through base/tz: every
-- stored instant lies outside the clock-change hours, so nothing is lost.

-- ---------------------------------------------------------------- trust ----

-- One row: the tenant (PR-01).
CREATE TABLE trust (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  name          TEXT NOT NULL,
  mailbox       TEXT NOT NULL,          -- From of mail, ORGANIZER of invitations
  zone          TEXT NOT NULL DEFAULT 'Europe/London',
  created_at    INTEGER NOT NULL
) STRICT;

-- The policy pack in force, as JSON that org/policy_pack reads.
CREATE TABLE policy_pack (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,
  version       INTEGER NOT NULL,
  body          TEXT NOT NULL,
  loaded_at     INTEGER NOT NULL,
  UNIQUE (name, version)
) STRICT;

CREATE TABLE school (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE,
  address       TEXT NOT NULL DEFAULT ''
) STRICT;

-- ---------------------------------------------------------------- people ----

CREATE TABLE person (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  email         TEXT NOT NULL COLLATE NOCASE UNIQUE,
  created_at    INTEGER NOT NULL,
  left_on       INTEGER,                -- NULL: still here
  invitations   INTEGER NOT NULL DEFAULT 1 CHECK (invitations IN (0, 1))
) STRICT;

-- A person works in one school or several (PR-02). working_days: bit 2*weekday
-- for the morning, the next for the afternoon; Monday is weekday 0; 1023 = all.
CREATE TABLE employment (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  school_id     INTEGER NOT NULL REFERENCES school (id),
  staff_group   TEXT NOT NULL CHECK (staff_group IN ('teaching', 'classroom support', 'administration', 'other support', 'governance')),
  role_category TEXT NOT NULL DEFAULT '',
  working_days  INTEGER NOT NULL DEFAULT 1023 CHECK (working_days BETWEEN 0 AND 1023),
  starts_on     INTEGER,
  ends_on       INTEGER,
  UNIQUE (person_id, school_id)
) STRICT;
CREATE INDEX employment_by_school ON employment (school_id, person_id);

-- What somebody may do, where, from when to when; grants add up. school_id
-- NULL is the whole trust.
CREATE TABLE role_grant (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  role          TEXT NOT NULL CHECK (role IN ('staff', 'cpd_leader', 'head', 'trust_coordinator', 'governor', 'administrator')),
  school_id     INTEGER REFERENCES school (id),
  from_on       INTEGER,
  to_on         INTEGER
) STRICT;
CREATE INDEX role_grant_by_person ON role_grant (person_id);
CREATE INDEX role_grant_by_school ON role_grant (school_id, role);
CREATE UNIQUE INDEX role_grant_once ON role_grant (person_id, role, coalesce(school_id, 0));

-- Dated relations between two people; `other_id` is the mentor.
CREATE TABLE relation (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('pd_mentor')),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  other_id      INTEGER NOT NULL REFERENCES person (id) CHECK (other_id <> person_id),
  from_on       INTEGER NOT NULL,
  to_on         INTEGER
) STRICT;
CREATE INDEX relation_by_person ON relation (person_id, kind);
CREATE INDEX relation_by_other ON relation (other_id, kind);

-- Not in the cycle until a date (PR-05, practice P2): a neutral code, never a reason.
CREATE TABLE exemption (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  from_on       INTEGER NOT NULL,
  until_on      INTEGER
) STRICT;
CREATE INDEX exemption_by_person ON exemption (person_id);

-- ------------------------------------------------------- school calendar ----

-- The stretches of a school's year. A school day is a weekday inside a 'term'
-- and in no 'closure' or bank holiday; an 'inset' day is a school day for staff.
-- Half-terms are closures. Both ends inclusive.
CREATE TABLE school_span (
  id            INTEGER PRIMARY KEY,
  school_id     INTEGER NOT NULL REFERENCES school (id),
  kind          TEXT NOT NULL CHECK (kind IN ('term', 'inset', 'closure')),
  name          TEXT NOT NULL,
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL CHECK (to_on >= from_on)
) STRICT;
CREATE INDEX school_span_by_school ON school_span (school_id, from_on);

CREATE TABLE bank_holiday (
  on_day        INTEGER PRIMARY KEY,
  name          TEXT NOT NULL
) STRICT;

-- --------------------------------------------------------- cycle, growth ----

-- One academic year of the development cycle (CY-01).
CREATE TABLE cycle (
  id            INTEGER PRIMARY KEY,
  year          INTEGER NOT NULL UNIQUE, -- 2026 is 2026/27
  pack_id       INTEGER NOT NULL REFERENCES policy_pack (id)
) STRICT;

-- A stage or a conversation of the cycle, as the pack had it; dates are rules.
CREATE TABLE cycle_item (
  id            INTEGER PRIMARY KEY,
  cycle_id      INTEGER NOT NULL REFERENCES cycle (id),
  position      INTEGER NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('stage', 'conversation')),
  key           TEXT NOT NULL,
  label         TEXT NOT NULL,
  opens_rule    TEXT NOT NULL,
  due_rule      TEXT NOT NULL,
  nudges        TEXT NOT NULL CHECK (nudges IN ('ladder', 'opening', 'none')),
  UNIQUE (cycle_id, key)
) STRICT;

-- A person's own date for one item, resolved on their school's calendar.
-- due_on NULL: the rule found no school day. uid is the feed's.
CREATE TABLE deadline (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  item_id       INTEGER NOT NULL REFERENCES cycle_item (id),
  opens_on      INTEGER,
  due_on        INTEGER,
  done_on       INTEGER,                -- held, or marked as done
  done_by       INTEGER REFERENCES person (id),
  done_at       INTEGER,                -- for the undo of 7 days
  seq           INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,
  UNIQUE (person_id, item_id)
) STRICT;
CREATE INDEX deadline_open ON deadline (due_on) WHERE done_on IS NULL;

-- The conversation of a deadline: with whom, when, held when. One a deadline.
CREATE TABLE conversation (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  deadline_id   INTEGER NOT NULL UNIQUE REFERENCES deadline (id),
  mentor_id     INTEGER REFERENCES person (id),
  starts_at     INTEGER,                -- scheduled
  ends_at       INTEGER,
  room          TEXT NOT NULL DEFAULT '',
  held_on       INTEGER,
  held_by       INTEGER REFERENCES person (id), -- who said so
  confirmed_by  INTEGER REFERENCES person (id), -- the other one
  confirmed_at  INTEGER,
  version       INTEGER NOT NULL DEFAULT 1,
  seq           INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,
  CHECK ((starts_at IS NULL) = (ends_at IS NULL))
) STRICT;

-- ---------------------------------------------------------------- events ----

CREATE TABLE event (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL CHECK (kind IN ('course', 'twilight', 'inset', 'spark')),
  title         TEXT NOT NULL,
  purpose       TEXT NOT NULL DEFAULT '',
  host_school_id INTEGER NOT NULL REFERENCES school (id),
  room          TEXT NOT NULL DEFAULT '',
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  attendance    TEXT NOT NULL DEFAULT 'voluntary' CHECK (attendance IN ('required', 'invited', 'voluntary')),
  hours_min     INTEGER NOT NULL DEFAULT 0, -- credited, minutes
  waiting_list  INTEGER NOT NULL DEFAULT 1 CHECK (waiting_list IN (0, 1)),
  booking_opens_at  INTEGER,            -- NULL: from publication
  booking_closes_at INTEGER,            -- NULL: until it starts
  status        TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'published', 'cancelled')),
  cancelled_at  INTEGER,
  created_by    INTEGER NOT NULL REFERENCES person (id),
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  seq           INTEGER NOT NULL DEFAULT 0,
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,
  -- SPARK never required (requirements C2)
  CHECK (kind <> 'spark' OR attendance <> 'required')
) STRICT;
CREATE INDEX event_by_start ON event (status, starts_at);
CREATE INDEX event_by_time ON event (starts_at, id);
CREATE INDEX event_by_host ON event (host_school_id, starts_at);

-- What one can book a place at. Every event has one; series come later.
CREATE TABLE event_session (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES event (id),
  position      INTEGER NOT NULL DEFAULT 1,
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  capacity      INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 10000),
  taken         INTEGER NOT NULL DEFAULT 0,
  CHECK (taken BETWEEN 0 AND capacity),  -- the last wall against an oversell
  UNIQUE (event_id, position)
) STRICT;

-- A place at a session, or the wait for one. Never deleted: a cancelled one
-- stays in the calendar for a while. booked_at orders the waiting list.
CREATE TABLE booking (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  session_id    INTEGER NOT NULL REFERENCES event_session (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  status        TEXT NOT NULL CHECK (status IN ('confirmed', 'waiting', 'cancelled')),
  booked_at     INTEGER NOT NULL,
  cancelled_at  INTEGER,
  seq           INTEGER NOT NULL DEFAULT 0,
  modified_at   INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX booking_once ON booking (session_id, person_id) WHERE status <> 'cancelled';
CREATE INDEX booking_waiting ON booking (session_id, booked_at, id) WHERE status = 'waiting';
CREATE INDEX booking_by_person ON booking (person_id, status, session_id);

-- When somebody is taken, whatever by: clash checks read only this (house seam).
CREATE TABLE busy (
  person_id     INTEGER NOT NULL REFERENCES person (id),
  from_at       INTEGER NOT NULL,
  to_at         INTEGER NOT NULL CHECK (to_at > from_at),
  source        TEXT NOT NULL CHECK (source IN ('booking', 'talk', 'conversation')),
  source_id     INTEGER NOT NULL,
  event_id      INTEGER REFERENCES event (id),
  PRIMARY KEY (source, source_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_by_person ON busy (person_id, from_at);

-- ----------------------------------------------------------------- SPARK ----

-- What a SPARK event has beyond an event. room_s is the time its blocks offer,
-- used_s what confirmed talks and their changeovers take: the CHECK is the
-- last wall against a programme that does not fit.
CREATE TABLE spark_event (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  room          TEXT NOT NULL,
  seats         INTEGER NOT NULL,
  changeover_s  INTEGER NOT NULL CHECK (changeover_s BETWEEN 0 AND 900),
  talks_a_person INTEGER NOT NULL DEFAULT 1 CHECK (talks_a_person BETWEEN 1 AND 5),
  room_s        INTEGER NOT NULL CHECK (room_s >= 0),
  used_s        INTEGER NOT NULL DEFAULT 0,
  version       INTEGER NOT NULL DEFAULT 1, -- of the programme
  CHECK (used_s BETWEEN 0 AND room_s)
) STRICT;

-- Stretches in which talks may run; the rest is welcome, break and close.
CREATE TABLE spark_block (
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  position      INTEGER NOT NULL,
  starts_at     INTEGER NOT NULL,
  ends_at       INTEGER NOT NULL CHECK (ends_at > starts_at),
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;

-- A talk: a SPARK presentation (SP-03, SP-04). A waiting talk waits for its
-- first slot; wanted_minutes is the longer form a confirmed talk waits for.
-- queued_at orders both on one waiting list.
CREATE TABLE talk (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  person_id     INTEGER NOT NULL REFERENCES person (id), -- who booked it
  title         TEXT NOT NULL,
  abstract      TEXT NOT NULL DEFAULT '',
  category      TEXT NOT NULL CHECK (category IN ('good practice', 'personal insight', 'practical innovation')),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  wanted_minutes INTEGER CHECK (wanted_minutes > minutes),
  status        TEXT NOT NULL CHECK (status IN ('confirmed', 'waiting', 'withdrawn')),
  booked_at     INTEGER NOT NULL,
  queued_at     INTEGER NOT NULL,
  withdrawn_at  INTEGER,
  version       INTEGER NOT NULL DEFAULT 1,
  seq           INTEGER NOT NULL DEFAULT 0,
  modified_at   INTEGER NOT NULL,
  CHECK (wanted_minutes IS NULL OR status = 'confirmed')
) STRICT;
CREATE INDEX talk_by_event ON talk (event_id, status, booked_at, id);
CREATE INDEX talk_by_person ON talk (person_id, status);

-- Who stands up: the one who booked (lead) and joint presenters (SP-09). nth
-- numbers a person's live talks at one event from 1, so that the limit of
-- talks_a_person is a matter of the index too; NULL once withdrawn.
CREATE TABLE talk_presenter (
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  uid           TEXT NOT NULL UNIQUE,   -- the presenter's own calendar entry
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  lead          INTEGER NOT NULL CHECK (lead IN (0, 1)),
  nth           INTEGER,
  PRIMARY KEY (talk_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX talk_presenter_once ON talk_presenter (event_id, person_id, nth) WHERE nth IS NOT NULL;
CREATE INDEX talk_presenter_by_person ON talk_presenter (person_id);

-- ------------------------------------------------------------------ post ----

-- Mail to be sent (mail specification, section 2). bytes are made once, when
-- the row is first claimed, and kept for every retry.
CREATE TABLE outbox (
  id            INTEGER PRIMARY KEY,
  idem          TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  person_id     INTEGER REFERENCES person (id),
  to_email      TEXT NOT NULL,
  object_id     INTEGER NOT NULL DEFAULT 0,
  seq           INTEGER NOT NULL DEFAULT 0,
  body          TEXT NOT NULL,           -- the notice's values, JSON
  message_id    TEXT NOT NULL,
  thread_id     TEXT,                    -- Message-ID of the thread's first mail
  state         TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'deferred', 'failed')),
  queued_at     INTEGER NOT NULL,        -- also its Date
  due_at        INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  attempts      INTEGER NOT NULL DEFAULT 0,
  bytes         BLOB,
  sent_at       INTEGER,
  reply         TEXT NOT NULL DEFAULT ''  -- the relay's last word, for the coordinator
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state IN ('queued', 'deferred');
CREATE INDEX outbox_kept ON outbox (queued_at) WHERE bytes IS NOT NULL;
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';

-- Which message carried which nudge: exactly one per person, deadline, offset.
CREATE TABLE nudge (
  person_id     INTEGER NOT NULL REFERENCES person (id),
  deadline_id   INTEGER NOT NULL REFERENCES deadline (id),
  step          TEXT NOT NULL CHECK (step IN ('opens', '-10', '-3', '+1', '+2')),
  outbox_id     INTEGER NOT NULL REFERENCES outbox (id),
  PRIMARY KEY (person_id, deadline_id, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX nudge_by_outbox ON nudge (outbox_id);

-- ---------------------------------------------------------------- access ----

CREATE TABLE session (
  token_sha256  TEXT PRIMARY KEY,
  id            INTEGER NOT NULL UNIQUE, -- shown to its owner, for ending it
  person_id     INTEGER NOT NULL REFERENCES person (id),
  csrf_key      TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  seen_at       INTEGER NOT NULL,
  agent         TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person_id);

-- One live code a person (http specification, section 8.2).
CREATE TABLE sign_in_code (
  id            INTEGER PRIMARY KEY,
  browser_sha256 TEXT NOT NULL UNIQUE,   -- the cookie of the browser that asked
  person_id     INTEGER REFERENCES person (id), -- NULL: unknown address, same answer
  code_sha256   TEXT NOT NULL,
  created_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  tries         INTEGER NOT NULL DEFAULT 0,
  used_at       INTEGER
) STRICT;
CREATE INDEX sign_in_code_by_person ON sign_in_code (person_id);

CREATE TABLE api_token (
  id            INTEGER PRIMARY KEY,
  token_sha256  TEXT NOT NULL UNIQUE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  scope         TEXT NOT NULL CHECK (scope IN ('read', 'write')),
  created_at    INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  used_at       INTEGER,
  revoked_at    INTEGER
) STRICT;

-- Answers kept for Idempotency-Key, 24 hours (contract, section 5).
CREATE TABLE idempotency (
  person_id     INTEGER NOT NULL REFERENCES person (id),
  route         TEXT NOT NULL,
  key           TEXT NOT NULL,
  body_sha256   TEXT NOT NULL,
  status        INTEGER NOT NULL,
  answer        TEXT,                     -- NULL: it held a secret
  created_at    INTEGER NOT NULL,
  PRIMARY KEY (person_id, route, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- Append-only, each row chained to the one before by SHA-256.
CREATE TABLE audit (
  id            INTEGER PRIMARY KEY,
  at            INTEGER NOT NULL,
  actor_id      INTEGER REFERENCES person (id),
  action        TEXT NOT NULL,
  object_id     INTEGER NOT NULL DEFAULT 0,
  detail        TEXT NOT NULL DEFAULT '',
  sha256        TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_keeps_words BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'audit is append-only'); END;

-- ------------------------------------------------------------------ feed ----

-- A subscription address; only the hash of its token is kept. etag and
-- changed_at keep Last-Modified growing (calendar specification, section 8).
CREATE TABLE feed (
  id            INTEGER PRIMARY KEY,
  token_sha256  TEXT NOT NULL UNIQUE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  scope         TEXT NOT NULL CHECK (scope IN ('me', 'school', 'trust', 'spark')),
  school_id     INTEGER REFERENCES school (id),
  created_at    INTEGER NOT NULL,
  revoked_at    INTEGER,
  etag          TEXT NOT NULL DEFAULT '',
  changed_at    INTEGER NOT NULL DEFAULT 0,
  fetched_at    INTEGER,
  fetched_by    TEXT NOT NULL DEFAULT '',
  CHECK ((scope = 'school') = (school_id IS NOT NULL))
) STRICT;
CREATE INDEX feed_by_person ON feed (person_id);
