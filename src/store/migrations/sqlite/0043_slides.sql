-- foreign keys: off
--
-- Slides of talks: a file or a link, by a cut-off, kept as what a file belongs
-- to and what the talk itself has; what is shared after the evening is the same.
CREATE TABLE file_link_43 (
  id            INTEGER PRIMARY KEY,
  hash          TEXT NOT NULL REFERENCES stored_file (hash),
  noun          TEXT NOT NULL CHECK (noun IN ('activity', 'event', 'talk')),
  noun_id       INTEGER NOT NULL,
  name          TEXT NOT NULL,          -- as it is given out
  added_by      INTEGER NOT NULL REFERENCES person (id),
  added_at      INTEGER NOT NULL,
  UNIQUE (noun, noun_id, hash)
) STRICT;
INSERT INTO file_link_43 SELECT id, hash, noun, noun_id, name, added_by, added_at FROM file_link;
PRAGMA legacy_alter_table = ON;
DROP TABLE file_link;
ALTER TABLE file_link_43 RENAME TO file_link;
PRAGMA legacy_alter_table = OFF;
CREATE INDEX file_link_by_hash ON file_link (hash);
CREATE INDEX file_link_by_person ON file_link (added_by);
CREATE TRIGGER file_link_last AFTER DELETE ON file_link BEGIN
  DELETE FROM stored_file WHERE hash = OLD.hash
    AND NOT EXISTS (SELECT 1 FROM file_link l WHERE l.hash = OLD.hash);
END;
CREATE TRIGGER talk_files AFTER DELETE ON talk BEGIN
  DELETE FROM file_link WHERE noun = 'talk' AND noun_id = OLD.id;
END;

-- What was handed in of a talk, beside its file (file_link): a link; or that
-- nothing is shown. given_at is of the last change, the file's too.
CREATE TABLE talk_slides (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id) ON DELETE CASCADE,
  link          TEXT NOT NULL DEFAULT '' CHECK (link = '' OR link LIKE 'https://%'),
  without       INTEGER NOT NULL DEFAULT 0 CHECK (without IN (0, 1)),
  given_at      INTEGER NOT NULL,
  given_by      INTEGER NOT NULL REFERENCES person (id),
  CHECK (without = 0 OR link = '')
) STRICT;
CREATE INDEX talk_slides_by_person ON talk_slides (given_by);
INSERT INTO talk_slides (talk_id, link, given_at, given_by)
  SELECT a.talk_id, a.slides_link, a.changed_at, t.person_id FROM talk_after a
  JOIN talk t ON t.id = a.talk_id WHERE a.slides_link <> '';
ALTER TABLE talk_after DROP COLUMN slides_link;

-- When an event wants them. Later ones are taken, and said to be late.
CREATE TABLE slides_cutoff (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  closes_at     INTEGER NOT NULL
) STRICT;

-- Whoever presents a talk of which nothing came was reminded of it, once.
CREATE TABLE slides_nudge (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id) ON DELETE CASCADE,
  sent_at       INTEGER NOT NULL
) STRICT;

-- Who took the whole set away, and as it was when: version is spark_event's.
CREATE TABLE slides_taken (
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  version       INTEGER NOT NULL,
  taken_at      INTEGER NOT NULL,
  PRIMARY KEY (event_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX slides_taken_by_person ON slides_taken (person_id);
