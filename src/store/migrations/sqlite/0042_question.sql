-- A card with a question to a talk of a SPARK evening. Whoever lets cards
-- through sees who wrote it; the speakers only if it is named; nobody else does.
-- A waiting card is seen by its moderators and its writer alone, a passed one by
-- its speakers too; the answer by them and, if the speaker agreed (shared), by
-- everybody who came. told_at: its speakers had a mail that speaks of it.
CREATE TABLE talk_question (
  id            INTEGER PRIMARY KEY,
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  person_id     INTEGER NOT NULL REFERENCES person (id), -- who wrote it
  named         INTEGER NOT NULL CHECK (named IN (0, 1)),
  words         TEXT NOT NULL,
  status        TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'passed', 'held', 'answered')),
  asked_at      INTEGER NOT NULL,
  moderated_at  INTEGER,
  moderated_by  INTEGER REFERENCES person (id),
  told_at       INTEGER,
  answer        TEXT NOT NULL DEFAULT '',
  shared        INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
  answered_at   INTEGER,
  answered_by   INTEGER REFERENCES person (id),
  CHECK ((status = 'waiting') = (moderated_at IS NULL)),
  CHECK ((status = 'answered') = (answered_at IS NOT NULL)),
  CHECK (status = 'answered' OR (answer = '' AND shared = 0))
) STRICT;
CREATE INDEX talk_question_by_talk ON talk_question (talk_id, status, asked_at);
CREATE INDEX talk_question_by_person ON talk_question (person_id);
CREATE INDEX talk_question_by_moderator ON talk_question (moderated_by) WHERE moderated_by IS NOT NULL;
CREATE INDEX talk_question_by_answerer ON talk_question (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX talk_question_untold ON talk_question (moderated_at) WHERE status = 'passed' AND told_at IS NULL;
