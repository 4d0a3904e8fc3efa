-- What an evening's stage comes to for each of its talks: it follows from
-- stage_act and is kept beside it in the same transaction, so that registers,
-- hours, the library and calendars need not fold the log. A talk that stands in
-- line and was given spoke as a reserve; one that is absent did not speak.
-- calendar_from, calendar_to: as its people's own calendar shows it while the
-- evening runs, in whole minutes; null: as it was announced. began_at, ended_at:
-- on the stage.
CREATE TABLE stage_talk (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id),
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  part          TEXT NOT NULL CHECK (part IN ('to-come', 'on', 'given', 'absent')),
  began_at      INTEGER,
  ended_at      INTEGER,
  calendar_from INTEGER,
  calendar_to   INTEGER,
  CHECK ((began_at IS NOT NULL) = (part IN ('on', 'given'))),
  CHECK ((ended_at IS NOT NULL) = (part = 'given')),
  CHECK ((calendar_from IS NULL) = (calendar_to IS NULL)),
  CHECK (calendar_to > calendar_from)
) STRICT;
CREATE INDEX stage_talk_by_event ON stage_talk (event_id);
CREATE INDEX stage_talk_in_calendars ON stage_talk (event_id) WHERE calendar_from IS NOT NULL;
