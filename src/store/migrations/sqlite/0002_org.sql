-- foreign keys: off
--
-- The organisation: people who are not staff or have no mailbox, employments
-- with their dates, every role and relation, groups, governing bodies,
-- providers, absences, and merges of records of one person.

-- ---------------------------------------------------------------- people ----

-- Somebody the trust knows. `name` is what others read; the parts are what the
-- school's own system calls them. email NULL: no work mailbox (kitchen, site,
-- lunchtime staff). merged_into: this record was a duplicate of that person.
CREATE TABLE person_new (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  name          TEXT NOT NULL,
  email         TEXT COLLATE NOCASE UNIQUE,
  created_at    INTEGER NOT NULL,
  left_on       INTEGER,                -- the last day; NULL: still here
  invitations   INTEGER NOT NULL DEFAULT 1 CHECK (invitations IN (0, 1)),
  title         TEXT NOT NULL DEFAULT '',
  first_name    TEXT NOT NULL DEFAULT '',
  last_name     TEXT NOT NULL DEFAULT '',
  preferred_name TEXT NOT NULL DEFAULT '',
  merged_into   INTEGER REFERENCES person_new (id),
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  CHECK (merged_into IS NULL OR merged_into <> id)
) STRICT;
INSERT INTO person_new (id, uid, name, email, created_at, left_on, invitations)
  SELECT id, uid, name, email, created_at, left_on, invitations FROM person;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
CREATE INDEX person_by_name ON person (name COLLATE NOCASE, id);

-- A name somebody had before, so that they are still found by it.
CREATE TABLE former_name (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  name          TEXT NOT NULL,
  until_on      INTEGER NOT NULL
) STRICT;
CREATE INDEX former_name_by_person ON former_name (person_id);

-- Where somebody works, from when to when (PR-02, PR-27). fte_milli 1000 is
-- full time. staff_ref is the school's own number for them, unique in a school.
CREATE TABLE employment_new (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  school_id     INTEGER NOT NULL REFERENCES school (id),
  staff_group   TEXT NOT NULL CHECK (staff_group IN ('teaching', 'classroom support', 'administration', 'other support', 'governance')),
  role_category TEXT NOT NULL DEFAULT '',
  post          TEXT NOT NULL DEFAULT '', -- the job's own name
  staff_ref     TEXT NOT NULL DEFAULT '',
  fte_milli     INTEGER NOT NULL DEFAULT 1000 CHECK (fte_milli BETWEEN 0 AND 1000),
  leadership    INTEGER NOT NULL DEFAULT 0 CHECK (leadership IN (0, 1)), -- on the leadership pay range
  working_days  INTEGER NOT NULL DEFAULT 1023 CHECK (working_days BETWEEN 0 AND 1023),
  starts_on     INTEGER,
  ends_on       INTEGER,
  CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on)
) STRICT;
INSERT INTO employment_new (id, person_id, school_id, staff_group, role_category, working_days, starts_on, ends_on)
  SELECT id, person_id, school_id, staff_group, role_category, working_days, starts_on, ends_on FROM employment;
DROP TABLE employment;
ALTER TABLE employment_new RENAME TO employment;
CREATE INDEX employment_by_school ON employment (school_id, person_id);
CREATE INDEX employment_by_person ON employment (person_id, id);
CREATE UNIQUE INDEX employment_once ON employment (person_id, school_id) WHERE ends_on IS NULL;
CREATE UNIQUE INDEX employment_by_ref ON employment (school_id, staff_ref) WHERE staff_ref <> '' AND ends_on IS NULL;

-- Takes part without being employed (PR-20 to PR-22, PR-28): from when to
-- when, at which school, sent by which partner, or for one event only.
CREATE TABLE participation (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  kind          TEXT NOT NULL CHECK (kind IN ('governor', 'trustee', 'trainee', 'itt student', 'parent or carer', 'volunteer', 'guest', 'visitor')),
  school_id     INTEGER REFERENCES school (id),
  partner       TEXT NOT NULL DEFAULT '',  -- the partner organisation of a placement
  event_id      INTEGER REFERENCES event (id), -- a guest's one event
  from_on       INTEGER,
  to_on         INTEGER,
  CHECK (to_on IS NULL OR from_on IS NULL OR to_on >= from_on)
) STRICT;
CREATE INDEX participation_by_person ON participation (person_id);
CREATE INDEX participation_by_school ON participation (school_id, kind);

-- What somebody may do, where, from when to when; grants add up. school_id
-- NULL is the whole trust. A grant is ended, not deleted, so that the history
-- stays; both ends inclusive.
CREATE TABLE role_grant_new (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  role          TEXT NOT NULL CHECK (role IN ('staff', 'cpd_leader', 'cpd_deputy', 'head', 'slt',
                  'executive_head', 'subject_leader', 'curriculum_coordinator', 'operations_manager',
                  'cover', 'finance', 'trust_coordinator', 'governor', 'trustee', 'administrator',
                  'trainee', 'itt_student', 'parent', 'volunteer', 'guest')),
  school_id     INTEGER REFERENCES school (id),
  from_on       INTEGER,
  to_on         INTEGER,
  granted_by    INTEGER REFERENCES person (id) -- NULL: by the command line or an import
) STRICT;
INSERT INTO role_grant_new (id, person_id, role, school_id, from_on, to_on)
  SELECT id, person_id, role, school_id, from_on, to_on FROM role_grant;
DROP TABLE role_grant;
ALTER TABLE role_grant_new RENAME TO role_grant;
CREATE INDEX role_grant_by_person ON role_grant (person_id);
CREATE INDEX role_grant_by_school ON role_grant (school_id, role);
CREATE UNIQUE INDEX role_grant_once ON role_grant (person_id, role, coalesce(school_id, 0)) WHERE to_on IS NULL;
-- Exactly one named CPD leader a school; whoever helps is a deputy (PR-09).
CREATE UNIQUE INDEX role_grant_one_leader ON role_grant (school_id) WHERE role = 'cpd_leader' AND to_on IS NULL AND school_id IS NOT NULL;

-- Dated relations between two people (PR-06, PR-07, PR-19, PR-22, PR-29);
-- `other_id` is the one who mentors, coaches, manages or supports. Coaching
-- partners have a row each way. Both ends inclusive.
CREATE TABLE relation_new (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('pd_mentor', 'ect_mentor', 'itt_mentor', 'coach', 'line_manager', 'performance_manager', 'supporter')),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  other_id      INTEGER NOT NULL REFERENCES person (id) CHECK (other_id <> person_id),
  from_on       INTEGER NOT NULL,
  to_on         INTEGER,
  CHECK (to_on IS NULL OR to_on >= from_on - 1)
) STRICT;
INSERT INTO relation_new (id, kind, person_id, other_id, from_on, to_on)
  SELECT id, kind, person_id, other_id, from_on, to_on FROM relation;
DROP TABLE relation;
ALTER TABLE relation_new RENAME TO relation;
CREATE INDEX relation_by_person ON relation (person_id, kind);
CREATE INDEX relation_by_other ON relation (other_id, kind);

-- Induction of an early career teacher (PR-05, practice P2): two school years,
-- longer for part-timers, can be shortened or extended. Exempts from the cycle
-- until the September after it ends; opted_in: takes part all the same.
CREATE TABLE induction (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id),
  starts_on     INTEGER NOT NULL,
  ends_on       INTEGER NOT NULL CHECK (ends_on >= starts_on),
  opted_in      INTEGER NOT NULL DEFAULT 0 CHECK (opted_in IN (0, 1))
) STRICT;

-- ---------------------------------------------------------------- groups ----

-- A department, team, phase or working party (PR-18, PR-25). school_id NULL:
-- of the whole trust. ended_on: kept for its history.
CREATE TABLE org_group (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('department', 'team', 'phase', 'working party')),
  school_id     INTEGER REFERENCES school (id),
  name          TEXT NOT NULL,
  ended_on      INTEGER,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX org_group_once ON org_group (coalesce(school_id, 0), kind, name COLLATE NOCASE) WHERE ended_on IS NULL;

-- Who belongs to a group, leads it, or is the senior leader linked to it
-- (PR-17, PR-18), from when to when.
CREATE TABLE org_group_member (
  id            INTEGER PRIMARY KEY,
  group_id      INTEGER NOT NULL REFERENCES org_group (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  duty          TEXT NOT NULL CHECK (duty IN ('member', 'leader', 'slt link')),
  from_on       INTEGER NOT NULL,
  to_on         INTEGER,
  CHECK (to_on IS NULL OR to_on >= from_on - 1)
) STRICT;
CREATE UNIQUE INDEX org_group_member_once ON org_group_member (group_id, person_id, duty) WHERE to_on IS NULL;
CREATE INDEX org_group_member_by_person ON org_group_member (person_id);

-- ------------------------------------------------------------ governance ----

-- The trust's board, and a governing body a school (PR-03).
CREATE TABLE governing_body (
  id            INTEGER PRIMARY KEY,
  school_id     INTEGER UNIQUE REFERENCES school (id), -- NULL: the trust's board
  name          TEXT NOT NULL,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX governing_body_one_board ON governing_body (coalesce(school_id, 0));

CREATE TABLE governing_body_member (
  id            INTEGER PRIMARY KEY,
  body_id       INTEGER NOT NULL REFERENCES governing_body (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  duty          TEXT NOT NULL CHECK (duty IN ('chair', 'vice-chair', 'member', 'clerk')),
  from_on       INTEGER NOT NULL,
  to_on         INTEGER,
  CHECK (to_on IS NULL OR to_on >= from_on - 1)
) STRICT;
CREATE UNIQUE INDEX governing_body_member_once ON governing_body_member (body_id, person_id) WHERE to_on IS NULL;
CREATE INDEX governing_body_member_by_person ON governing_body_member (person_id);

-- When a body meets, and which report it received there (GO-04).
CREATE TABLE governing_body_meeting (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  body_id       INTEGER NOT NULL REFERENCES governing_body (id),
  starts_at     INTEGER NOT NULL,
  place         TEXT NOT NULL DEFAULT '',
  received      TEXT NOT NULL DEFAULT '', -- the report presented, in words
  cancelled     INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1))
) STRICT;
CREATE INDEX governing_body_meeting_by_body ON governing_body_meeting (body_id, starts_at);

-- ------------------------------------------------------------- providers ----

-- Who provides development, and what its quality assurance found (PR-23, AP-03).
CREATE TABLE provider (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('in-trust', 'in-school', 'local authority or partnership', 'teaching school', 'ITT provider', 'exam board', 'higher education', 'commercial', 'National College', 'consultant', 'other')),
  contact       TEXT NOT NULL DEFAULT '',
  email         TEXT NOT NULL DEFAULT '',
  phone         TEXT NOT NULL DEFAULT '',
  web           TEXT NOT NULL DEFAULT '',
  quality       TEXT NOT NULL DEFAULT 'not looked at' CHECK (quality IN ('not looked at', 'approved', 'avoid')),
  quality_note  TEXT NOT NULL DEFAULT '',
  quality_by    INTEGER REFERENCES person (id),
  quality_on    INTEGER,
  ended_on      INTEGER,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX provider_once ON provider (name COLLATE NOCASE) WHERE ended_on IS NULL;

-- Somebody who leads or presents an activity: a colleague, or from outside (PR-24).
CREATE TABLE facilitator (
  id            INTEGER PRIMARY KEY,
  name          TEXT NOT NULL,
  person_id     INTEGER REFERENCES person (id),     -- a colleague
  provider_id   INTEGER REFERENCES provider (id),
  email         TEXT NOT NULL DEFAULT '',
  expertise     TEXT NOT NULL DEFAULT '',
  ended_on      INTEGER,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX facilitator_by_provider ON facilitator (provider_id);

-- ---------------------------------------------------------------- merges ----

-- Two records of one person made one (practice P7). `moved` is what the undo
-- of 30 days needs: rows by table, and what the kept record held before.
CREATE TABLE person_merge (
  id            INTEGER PRIMARY KEY,
  kept_id       INTEGER NOT NULL REFERENCES person (id),
  gone_id       INTEGER NOT NULL REFERENCES person (id) CHECK (gone_id <> kept_id),
  merged_at     INTEGER NOT NULL,
  merged_by     INTEGER NOT NULL REFERENCES person (id),
  moved         TEXT NOT NULL,
  undone_at     INTEGER,
  undone_by     INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX person_merge_by_kept ON person_merge (kept_id);
CREATE UNIQUE INDEX person_merge_live ON person_merge (gone_id) WHERE undone_at IS NULL;
