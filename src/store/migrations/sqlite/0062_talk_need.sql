-- What those who speak need.

-- What a presenter needs to be able to speak, in their own words: seen by them
-- and the organisers, erased some time after the event.
CREATE TABLE talk_need (
  talk_id       INTEGER NOT NULL REFERENCES talk (id) ON DELETE CASCADE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  access        TEXT NOT NULL,
  changed_at    INTEGER NOT NULL,
  PRIMARY KEY (talk_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_need_by_person ON talk_need (person_id);
