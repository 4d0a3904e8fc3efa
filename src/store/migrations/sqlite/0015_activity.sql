-- What people did elsewhere and write down themselves, files they bring, and
-- who has read what they were asked to read.

-- ------------------------------------------------------------------ files ----

-- Bytes that somebody brought, kept beside the database as files/HASH (SHA-256,
-- hexadecimal). `kind` was judged by the bytes. A row has a link; without one it
-- goes, and the bytes are swept later.
CREATE TABLE stored_file (
  hash          TEXT PRIMARY KEY CHECK (length(hash) = 64),
  size          INTEGER NOT NULL CHECK (size > 0), -- bytes
  kind          TEXT NOT NULL CHECK (kind IN ('pdf', 'png', 'jpeg', 'webp', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp',
                  'text')),
  stored_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a file belongs to, and what it is called there. `noun` says which table
-- noun_id is of; whoever may see that may take the file away.
CREATE TABLE file_link (
  id            INTEGER PRIMARY KEY,
  hash          TEXT NOT NULL REFERENCES stored_file (hash),
  noun          TEXT NOT NULL CHECK (noun IN ('activity', 'event')),
  noun_id       INTEGER NOT NULL,
  name          TEXT NOT NULL,          -- as it is given out
  added_by      INTEGER NOT NULL REFERENCES person (id),
  added_at      INTEGER NOT NULL,
  UNIQUE (noun, noun_id, hash)
) STRICT;
CREATE INDEX file_link_by_hash ON file_link (hash);
CREATE INDEX file_link_by_person ON file_link (added_by);

CREATE TRIGGER file_link_last AFTER DELETE ON file_link BEGIN
  DELETE FROM stored_file WHERE hash = OLD.hash
    AND NOT EXISTS (SELECT 1 FROM file_link l WHERE l.hash = OLD.hash);
END;

-- -------------------------------------------------------------- activities ----

-- Something done elsewhere, written down by who did it (AC-01 to AC-38, RE-01).
-- Keys are the policy pack's: type of `activities`, level of `levels`, theme of
-- `themes`. standard: a bit for each of the five parts of the DfE's standard for
-- professional development (practice P1). award_*: only of award-bearing study
-- (AC-08, RE-03). verified_*: somebody else confirmed it (RE-02); a change of
-- what they confirmed takes it back.
CREATE TABLE activity (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  type          TEXT NOT NULL,
  title         TEXT NOT NULL,
  provider      TEXT NOT NULL DEFAULT '', -- who gave it, in words
  from_on       INTEGER NOT NULL,
  to_on         INTEGER NOT NULL CHECK (to_on >= from_on),
  minutes       INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 120000),
  part          TEXT NOT NULL DEFAULT 'attendee' CHECK (part IN ('attendee', 'leader', 'co-leader', 'assistant')),
  level         TEXT NOT NULL DEFAULT '',
  theme         TEXT NOT NULL DEFAULT '',
  standard      INTEGER NOT NULL DEFAULT 0 CHECK (standard BETWEEN 0 AND 31),
  award_body    TEXT NOT NULL DEFAULT '',
  award_level   TEXT NOT NULL DEFAULT '',
  award_credits INTEGER NOT NULL DEFAULT 0 CHECK (award_credits BETWEEN 0 AND 1000),
  award_status  TEXT NOT NULL DEFAULT '' CHECK (award_status IN ('', 'studying', 'completed', 'stopped')),
  award_on      INTEGER,                -- completed
  verified_by   INTEGER REFERENCES person (id),
  verified_at   INTEGER,
  version       INTEGER NOT NULL DEFAULT 1, -- for stale forms and If-Match
  created_at    INTEGER NOT NULL,
  modified_at   INTEGER NOT NULL,
  CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
  CHECK (award_on IS NULL OR award_status = 'completed')
) STRICT;
CREATE INDEX activity_by_person ON activity (person_id, from_on);
CREATE INDEX activity_to_verify ON activity (to_on, id) WHERE verified_at IS NULL;

CREATE TRIGGER activity_files AFTER DELETE ON activity BEGIN
  DELETE FROM file_link WHERE noun = 'activity' AND noun_id = OLD.id;
END;

-- What somebody takes from an activity (RE-09): for themselves, nobody else
-- reads it.
CREATE TABLE activity_note (
  activity_id   INTEGER PRIMARY KEY REFERENCES activity (id) ON DELETE CASCADE,
  learned       TEXT NOT NULL
) STRICT;

-- ---------------------------------------------------------------- readings ----

-- What an event of kind 'reading' asks to be read: an address, '' where it is
-- the event's files. It is due when the event ends.
CREATE TABLE reading (
  event_id      INTEGER PRIMARY KEY REFERENCES event (id),
  address       TEXT NOT NULL DEFAULT ''
) STRICT;

-- Who said that they have read it.
CREATE TABLE reading_confirmation (
  event_id      INTEGER NOT NULL REFERENCES event (id),
  person_id     INTEGER NOT NULL REFERENCES person (id),
  read_at       INTEGER NOT NULL,
  PRIMARY KEY (event_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reading_confirmation_by_person ON reading_confirmation (person_id);
