-- Requests for approval: what somebody asks the trust to pay for, to cover or to
-- change so that they can develop (AP-02, AP-07, AP-11, AP-15, TW-08).

-- kind 'funding': a course, a visit, anything that takes money, cover or travel,
-- of our own (booking_id) or elsewhere; 'working pattern': other days or hours.
-- school_id: whose people decide, as the person worked when they asked. for_need
-- and for_goal are ticks only: what the need or the goal says stands nowhere here.
-- criteria: keys of the list criteria_list of the policy pack, parted by blanks.
-- 'asked': a question waits for the person who asks. order_state: of a place at
-- an outside provider, once it is approved.
CREATE TABLE approval (
  id            INTEGER PRIMARY KEY,
  kind          TEXT NOT NULL CHECK (kind IN ('funding', 'working pattern')),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  school_id     INTEGER NOT NULL REFERENCES school (id),
  booking_id    INTEGER REFERENCES booking (id) ON DELETE SET NULL,
  title         TEXT NOT NULL,
  provider      TEXT NOT NULL DEFAULT '', -- who gives it, in words
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL,
  cost_pence    INTEGER NOT NULL DEFAULT 0 CHECK (cost_pence BETWEEN 0 AND 100000000),
  payer         TEXT NOT NULL DEFAULT 'school CPD budget' CHECK (payer IN ('school CPD budget',
                  'INSET budget', 'trust', 'external grant', 'self-funded')), -- AP-07
  cover_amount  INTEGER NOT NULL DEFAULT 0 CHECK (cover_amount BETWEEN 0 AND 200),
  cover_unit    TEXT NOT NULL DEFAULT 'periods' CHECK (cover_unit IN ('periods', 'hours')),
  travel        TEXT NOT NULL DEFAULT '',
  travel_pence  INTEGER NOT NULL DEFAULT 0 CHECK (travel_pence BETWEEN 0 AND 100000000),
  miles         INTEGER NOT NULL DEFAULT 0 CHECK (miles BETWEEN 0 AND 2000), -- by car, there and back
  outcome       TEXT NOT NULL DEFAULT '', -- what is to come of it
  in_trust      TEXT NOT NULL DEFAULT 'not sure' CHECK (in_trust IN ('yes', 'no', 'not sure')), -- AP-02
  in_trust_note TEXT NOT NULL DEFAULT '',
  for_need      INTEGER NOT NULL DEFAULT 0 CHECK (for_need IN (0, 1)),
  for_goal      INTEGER NOT NULL DEFAULT 0 CHECK (for_goal IN (0, 1)),
  criteria_list TEXT NOT NULL DEFAULT '',
  criteria      TEXT NOT NULL DEFAULT '',
  status        TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'asked', 'approved', 'declined', 'withdrawn')),
  step_days     INTEGER NOT NULL CHECK (step_days BETWEEN 1 AND 1000), -- school days a step has
  cover         TEXT NOT NULL DEFAULT '', -- who covers which class
  order_state   TEXT NOT NULL DEFAULT '' CHECK (order_state IN ('', 'not ordered', 'ordered',
                  'confirmed', 'invoiced', 'paid')), -- '': there is nothing to order
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  made_at       INTEGER NOT NULL,
  ended_at      INTEGER,                -- approved, declined or withdrawn
  CHECK (to_on >= from_on),
  CHECK ((status IN ('approved', 'declined', 'withdrawn')) = (ended_at IS NOT NULL)),
  CHECK (order_state = '' OR status = 'approved')
) STRICT;
CREATE INDEX approval_by_person ON approval (person_id, id);
CREATE INDEX approval_by_school ON approval (school_id, id);
CREATE UNIQUE INDEX approval_of_booking ON approval (booking_id) WHERE booking_id IS NOT NULL;

-- The route of one request, as the policy had it when it was made. who: whose
-- step it is; the people are found anew whenever it is looked at. 'passed over':
-- nobody held it; 'gone on': not answered in time. delegate: what somebody does
-- whom the step was given to. due_on: school days from since_at.
CREATE TABLE approval_step (
  id            INTEGER PRIMARY KEY,
  approval_id   INTEGER NOT NULL REFERENCES approval (id),
  position      INTEGER NOT NULL CHECK (position BETWEEN 1 AND 20),
  key           TEXT NOT NULL,          -- of the list approval_steps
  words         TEXT NOT NULL,
  who           TEXT NOT NULL CHECK (who IN ('line manager', 'cpd leader', 'slt', 'head', 'executive head',
                  'trust coordinator', 'governing body')),
  delegate      TEXT NOT NULL DEFAULT 'decides' CHECK (delegate IN ('decides', 'recommends')),
  state         TEXT NOT NULL DEFAULT 'to come' CHECK (state IN ('to come', 'here', 'approved', 'declined',
                  'passed over', 'gone on')),
  since_at      INTEGER,
  due_on        INTEGER,
  delegate_id   INTEGER REFERENCES person (id),
  by_id         INTEGER REFERENCES person (id),
  at            INTEGER,
  note          TEXT NOT NULL DEFAULT '', -- the reason
  UNIQUE (approval_id, position),
  CHECK ((state IN ('approved', 'declined')) = (by_id IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX approval_step_one_here ON approval_step (approval_id) WHERE state = 'here';
CREATE INDEX approval_step_due ON approval_step (due_on) WHERE state = 'here';

-- What was said about a request: a comment, a question to the person who asks
-- and their answer, what a delegate recommends.
CREATE TABLE approval_note (
  id            INTEGER PRIMARY KEY,
  approval_id   INTEGER NOT NULL REFERENCES approval (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  kind          TEXT NOT NULL CHECK (kind IN ('comment', 'question', 'answer', 'recommends', 'advises against')),
  words         TEXT NOT NULL,
  at            INTEGER NOT NULL
) STRICT;
CREATE INDEX approval_note_by_approval ON approval_note (approval_id, id);
