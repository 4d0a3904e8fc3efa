-- Audiences in the room or online.

-- They take part online: theirs, but none of the event's places, which are those of the room.
-- Who waits waits for the room; who leads or was let in at the door is there.
ALTER TABLE booking ADD COLUMN online INTEGER NOT NULL DEFAULT 0
  CHECK (online IN (0, 1)
    AND (online = 0 OR (part = 'attendee' AND beyond = 0 AND status NOT IN ('waiting', 'offered'))));
