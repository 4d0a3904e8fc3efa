-- foreign keys: off
--
-- The SPARK evening: several rooms, talks that are proposed and offered, and
-- the programme as versions that can be taken back and are published.

-- Rooms of an event in which talks are given. position names a room in slots;
-- its name may change. kit: what stands in it, words apart by commas.
CREATE TABLE talk_room (
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  position      INTEGER NOT NULL CHECK (position BETWEEN 1 AND 24),
  name          TEXT NOT NULL,
  seats         INTEGER NOT NULL CHECK (seats BETWEEN 0 AND 10000),
  kit           TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (event_id, position)
) STRICT, WITHOUT ROWID;
INSERT INTO talk_room (event_id, position, name, seats) SELECT event_id, 1, room, seats FROM spark_event;

-- intake: talks are booked at once, or proposed and then decided on. theme_mode:
-- whether talks of one theme are kept apart or together. published_id: the
-- programme as announced; until there is one, times follow from the order of booking.
CREATE TABLE spark_event_33 (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  changeover_s  INTEGER NOT NULL CHECK (changeover_s BETWEEN 0 AND 900),
  talks_a_person INTEGER NOT NULL DEFAULT 1 CHECK (talks_a_person BETWEEN 1 AND 5),
  intake        TEXT NOT NULL DEFAULT 'instant' CHECK (intake IN ('instant', 'call')),
  order_mode    TEXT NOT NULL DEFAULT 'arranged' CHECK (order_mode IN ('arranged', 'shuffled', 'drawn')),
  theme_mode    TEXT NOT NULL DEFAULT 'spread' CHECK (theme_mode IN ('spread', 'cluster')),
  published_id  INTEGER REFERENCES programme_version (id),
  room_s        INTEGER NOT NULL CHECK (room_s >= 0), -- of all rooms and blocks
  used_s        INTEGER NOT NULL DEFAULT 0,
  version       INTEGER NOT NULL DEFAULT 1, -- of the programme
  CHECK (used_s BETWEEN 0 AND room_s)
) STRICT;
INSERT INTO spark_event_33 (event_id, changeover_s, talks_a_person, room_s, used_s, version)
  SELECT event_id, changeover_s, talks_a_person, room_s, used_s, version FROM spark_event;

-- A talk: a SPARK presentation (SP-03, SP-04). A draft is its writer's alone; a
-- requested one was proposed and waits for a decision; a waiting one waits for
-- its first slot; an offered one has a slot kept until its presenter says yes.
-- wanted_minutes is the longer form a confirmed talk waits for. queued_at
-- orders both on one waiting list.
CREATE TABLE talk_33 (
  id            INTEGER PRIMARY KEY,
  uid           TEXT NOT NULL UNIQUE,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  person_id     INTEGER NOT NULL REFERENCES person (id), -- who booked it
  title         TEXT NOT NULL,
  abstract      TEXT NOT NULL DEFAULT '',
  category      TEXT NOT NULL CHECK (category IN ('good practice', 'personal insight', 'practical innovation')),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 60),
  wanted_minutes INTEGER CHECK (wanted_minutes > minutes),
  status        TEXT NOT NULL CHECK (status IN ('draft', 'requested', 'confirmed', 'waiting', 'offered',
                  'declined', 'withdrawn')),
  booked_at     INTEGER NOT NULL,
  queued_at     INTEGER NOT NULL,
  withdrawn_at  INTEGER,
  version       INTEGER NOT NULL DEFAULT 1,
  seq           INTEGER NOT NULL DEFAULT 0,
  modified_at   INTEGER NOT NULL,
  arrive_at     INTEGER,                -- may speak from then on; NULL: from the start
  leave_at      INTEGER,                -- has to be done by then; NULL: stays to the end
  kit           TEXT NOT NULL DEFAULT '', -- what its room must have, words apart by commas
  theme         TEXT NOT NULL DEFAULT '', -- one word for what it is about; '': none
  CHECK (wanted_minutes IS NULL OR status = 'confirmed'),
  CHECK (leave_at IS NULL OR arrive_at IS NULL OR leave_at > arrive_at)
) STRICT;
INSERT INTO talk_33 (id, uid, event_id, person_id, title, abstract, category, minutes, wanted_minutes, status,
    booked_at, queued_at, withdrawn_at, version, seq, modified_at)
  SELECT id, uid, event_id, person_id, title, abstract, category, minutes, wanted_minutes, status,
    booked_at, queued_at, withdrawn_at, version, seq, modified_at FROM talk;

-- A view reads talk while it is made anew: names are not followed in between.
PRAGMA legacy_alter_table = ON;
DROP TABLE spark_event;
ALTER TABLE spark_event_33 RENAME TO spark_event;
DROP TABLE talk;
ALTER TABLE talk_33 RENAME TO talk;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX talk_by_event ON talk (event_id, status, booked_at, id);
CREATE INDEX talk_by_person ON talk (person_id, status);
CREATE TRIGGER event_words_talk_changed AFTER UPDATE OF status ON talk WHEN NEW.status <> OLD.status BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;

-- The programme of an event as it was at each step: the last one is what the
-- coordinator works on, an earlier one can be taken up again. why says what
-- made it. made_by NULL: it came by itself, as when somebody withdrew.
CREATE TABLE programme_version (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  number        INTEGER NOT NULL CHECK (number >= 1),
  why           TEXT NOT NULL CHECK (why IN ('booked', 'arranged', 'moved', 'pinned', 'taken back', 'drawn',
                  'withdrawn', 'promoted', 'swapped')),
  made_at       INTEGER NOT NULL,
  made_by       INTEGER REFERENCES person (id),
  published_at  INTEGER,                -- NULL: nobody was told
  UNIQUE (event_id, number)
) STRICT;

-- Where and when a talk is given in that version. A talk without a row has no
-- slot in it yet. room: talk_room.position.
CREATE TABLE programme_slot (
  version_id    INTEGER NOT NULL REFERENCES programme_version (id) ON DELETE CASCADE,
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24),
  starts_at     INTEGER NOT NULL,
  pinned        INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
  PRIMARY KEY (version_id, talk_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX programme_slot_by_talk ON programme_slot (talk_id);

-- Order the coordinator wants: the first before the second; or the second not
-- right after the first.
CREATE TABLE talk_rule (
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  kind          TEXT NOT NULL CHECK (kind IN ('before', 'not after')),
  first_id      INTEGER NOT NULL REFERENCES talk (id),
  second_id     INTEGER NOT NULL REFERENCES talk (id) CHECK (second_id <> first_id),
  PRIMARY KEY (event_id, kind, first_id, second_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_rule_by_second ON talk_rule (second_id);
CREATE INDEX talk_rule_by_first ON talk_rule (first_id);

-- Talks somebody wants to hear, at most 16 an event.
CREATE TABLE talk_choice (
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  PRIMARY KEY (event_id, person_id, talk_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_choice_by_person ON talk_choice (person_id);
CREATE INDEX talk_choice_by_talk ON talk_choice (talk_id);

-- What is announced holds one talk at a time in each room.
CREATE TRIGGER programme_published AFTER UPDATE OF published_id ON spark_event WHEN NEW.published_id IS NOT NULL
BEGIN
  SELECT raise(ABORT, 'two talks in one room at once') WHERE EXISTS (
    SELECT 1 FROM programme_slot a JOIN talk s ON s.id = a.talk_id
    JOIN programme_slot b ON b.version_id = a.version_id AND b.room = a.room AND b.talk_id <> a.talk_id
    WHERE a.version_id = NEW.published_id AND b.starts_at >= a.starts_at
      AND b.starts_at < a.starts_at + s.minutes * 60 + NEW.changeover_s);
END;
