-- Whoever has not read something is reminded once, before the day.
CREATE TABLE reading_reminder (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  sent_at       INTEGER NOT NULL
) STRICT;
