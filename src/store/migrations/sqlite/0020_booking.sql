-- Places that pass from hand to hand: offered for a while, swapped, handed on.

-- The request for it was approved while it still waited: promoted, it is confirmed.
ALTER TABLE booking ADD COLUMN approved INTEGER NOT NULL DEFAULT 0 CHECK (approved IN (0, 1));

-- Somebody asks a colleague to take their place (event_id NULL), or to swap it
-- for theirs at that event; nothing moves until the colleague says yes. It is
-- over by itself once the place is given up or one of the events has started.
CREATE TABLE booking_ask (
  id            INTEGER PRIMARY KEY,
  booking_id    INTEGER NOT NULL REFERENCES booking (id) ON DELETE CASCADE, -- the place that is given
  to_id         INTEGER NOT NULL REFERENCES person (id),
  event_id      INTEGER REFERENCES event (id), -- a swap: where theirs is wanted
  status        TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'declined', 'taken back')),
  asked_at      INTEGER NOT NULL,
  answered_at   INTEGER,
  CHECK ((status = 'open') = (answered_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX booking_ask_one_open ON booking_ask (booking_id) WHERE status = 'open';
CREATE INDEX booking_ask_by_booking ON booking_ask (booking_id);
CREATE INDEX booking_ask_by_person ON booking_ask (to_id, status);

-- Who can no longer come, and why, is looked up by event.
CREATE INDEX booking_ended ON booking (event_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX booking_offered_by_event ON booking (event_id, offered_until, id) WHERE status = 'offered';
