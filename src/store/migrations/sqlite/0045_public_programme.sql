-- A programme that whoever has its address may read without signing in. Its
-- time is part of the address and grows each time it is opened, so that one
-- that was closed and opened again has another. No row: never opened.
CREATE TABLE public_programme (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  open          INTEGER NOT NULL CHECK (open IN (0, 1)),
  opened_at     INTEGER NOT NULL,
  opened_by     INTEGER NOT NULL REFERENCES person (id)
) STRICT;

-- A presenter agrees to stand on it with their name; the lead's yes is the
-- title's too. The row is the consent; taking it back removes it at once.
CREATE TABLE talk_public (
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  agreed_at     INTEGER NOT NULL,
  PRIMARY KEY (talk_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_public_by_person ON talk_public (person_id);
