-- What is kept of a talk for colleagues: what its presenters recommend, and
-- where their slides are. Nobody else sees it until every presenter agreed.
CREATE TABLE talk_after (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id),
  recommendations TEXT NOT NULL DEFAULT '',
  slides_link   TEXT NOT NULL DEFAULT '' CHECK (slides_link = '' OR slides_link LIKE 'https://%'),
  version       INTEGER NOT NULL DEFAULT 1,
  changed_at    INTEGER NOT NULL
) STRICT;

-- A presenter agrees that the talk stands in the library, with their name. The
-- row is the consent; taking it back removes it at once.
CREATE TABLE talk_share (
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  agreed_at     INTEGER NOT NULL,
  PRIMARY KEY (talk_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX talk_share_by_person ON talk_share (person_id);
