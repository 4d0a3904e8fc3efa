-- What a SPARK event's call invites, and the places it keeps (SP-03, SP-06).

-- An event without a row invites every talk. Lists are words apart by commas, '' is all of them:
-- categories as talk.category, lengths in minutes. Until closes_on talks are offered or proposed.
-- first_timers: so many places are kept for presenters who never gave a talk; short_places: so many
-- for the shortest talks (short_minutes, which every kept place is long), until short_until is over and short_open is set.
CREATE TABLE spark_call (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  words         TEXT NOT NULL,
  closes_on     INTEGER,
  categories    TEXT NOT NULL,
  lengths       TEXT NOT NULL,
  phases        TEXT NOT NULL,
  subjects      TEXT NOT NULL,
  focuses       TEXT NOT NULL,
  themes        TEXT NOT NULL,
  first_timers  INTEGER NOT NULL CHECK (first_timers BETWEEN 0 AND 50),
  short_minutes INTEGER NOT NULL CHECK (short_minutes BETWEEN 1 AND 60),
  short_places  INTEGER NOT NULL CHECK (short_places BETWEEN 0 AND 50),
  short_until   INTEGER CHECK (short_places = 0 OR short_until IS NOT NULL),
  short_open    INTEGER NOT NULL DEFAULT 0 CHECK (short_open IN (0, 1)),
  version       INTEGER NOT NULL
) STRICT;
CREATE INDEX spark_call_due ON spark_call (short_until) WHERE short_open = 0 AND short_places > 0;
