-- The address of an evening's screens and of phones, which nobody signs in at.
-- It is made of key, a random number that is another each time, so that an
-- address that was given up never works again. No row: nobody opened one.
CREATE TABLE stage_screen (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  key           TEXT NOT NULL CHECK (length(key) = 43),
  made_at       INTEGER NOT NULL
) STRICT;
