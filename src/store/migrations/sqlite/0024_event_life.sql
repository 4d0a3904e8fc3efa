-- What happens to an event after it was published: called off with a reason,
-- put off to another day, written about.

ALTER TABLE event ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT ''; -- as everybody was told

-- Each time an event was put off, and why, as everybody was told.
CREATE TABLE postponement (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES event (id),
  from_starts_at INTEGER NOT NULL,
  from_ends_at  INTEGER NOT NULL,
  to_starts_at  INTEGER NOT NULL,
  to_ends_at    INTEGER NOT NULL,
  reason        TEXT NOT NULL,
  moved_by      INTEGER NOT NULL REFERENCES person (id),
  moved_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX postponement_by_event ON postponement (event_id, id);

-- Who had a place then, and was asked again. clash: what they are at on the new
-- day, '' if they are free. Who says nothing keeps the place.
CREATE TABLE postponement_answer (
  postponement_id INTEGER NOT NULL REFERENCES postponement (id),
  booking_id    INTEGER NOT NULL REFERENCES booking (id),
  clash         TEXT NOT NULL DEFAULT '',
  answer        TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'yes', 'no')),
  answered_at   INTEGER,
  PRIMARY KEY (postponement_id, booking_id),
  CHECK ((answer = '') = (answered_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX postponement_answer_by_booking ON postponement_answer (booking_id);

-- What an organiser wrote to those who are coming: sent by mail, and kept under
-- the event for them to read again.
CREATE TABLE event_message (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES event (id),
  sent_by       INTEGER NOT NULL REFERENCES person (id),
  sent_to       TEXT NOT NULL CHECK (sent_to IN ('booked', 'booked and waiting', 'presenters')),
  text          TEXT NOT NULL,
  recipients    INTEGER NOT NULL,       -- how many people got it
  sent_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX event_message_by_event ON event_message (event_id, id);
CREATE INDEX event_message_by_sender ON event_message (sent_by, sent_at);
