-- Sign-in beyond the emailed code: second factors, remembered devices, printed cards, and what
-- a session has proved.

-- -------------------------------------------------------------- sessions ----

-- Who signed in before this could not be asked for a second factor: they sign in again.
DELETE FROM session;

-- fresh_at: when the person last proved who they are (0: never, a remembered device).
-- owes: what must still be shown before the session opens anything. privileged: whether it was
-- begun with a privileged role, and so with a second factor. tries: wrong 6-digit codes in a row.
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT 'code'
  CHECK (way IN ('code', 'card', 'device', 'oidc', 'proxy', 'demo'));
ALTER TABLE session ADD COLUMN owes TEXT NOT NULL DEFAULT '' CHECK (owes IN ('', 'factor', 'set-up'));
ALTER TABLE session ADD COLUMN privileged INTEGER NOT NULL DEFAULT 0 CHECK (privileged IN (0, 1));
ALTER TABLE session ADD COLUMN fresh_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;

-- A change of role ends the person's sessions, whoever writes it (http specification, section 7).
CREATE TRIGGER role_grant_made_ends_sessions AFTER INSERT ON role_grant BEGIN
  DELETE FROM session WHERE person_id = NEW.person_id;
END;
CREATE TRIGGER role_grant_changed_ends_sessions AFTER UPDATE ON role_grant BEGIN
  DELETE FROM session WHERE person_id IN (OLD.person_id, NEW.person_id);
END;
CREATE TRIGGER role_grant_ended_ends_sessions AFTER DELETE ON role_grant BEGIN
  DELETE FROM session WHERE person_id = OLD.person_id;
END;

-- --------------------------------------------------------- second factor ----

-- An authenticator app's secret (RFC 6238), sealed under the data directory's key. secret is in
-- force; next_secret was made and waits for its first code. last_step: each step works once.
CREATE TABLE second_factor (
  person_id     INTEGER PRIMARY KEY REFERENCES person (id),
  secret        BLOB,
  next_secret   BLOB,
  since_at      INTEGER,                -- when `secret` came into force
  last_step     INTEGER NOT NULL DEFAULT 0,
  CHECK ((secret IS NULL) = (since_at IS NULL))
) STRICT;

-- Ten codes for who has lost the app; each works once.
CREATE TABLE recovery_code (
  person_id     INTEGER NOT NULL REFERENCES person (id),
  code_sha256   TEXT NOT NULL,
  used_at       INTEGER,
  PRIMARY KEY (person_id, code_sha256)
) STRICT, WITHOUT ROWID;

-- -------------------------------------------------------- remembered device ----

-- A browser that may sign one person in without a mailed code, for 30 days; never anybody
-- privileged. The token changes at each use: before_sha256 is the one before, and whoever shows
-- that one has a copy, which ends the device.
CREATE TABLE device (
  id            INTEGER PRIMARY KEY,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  token_sha256  TEXT NOT NULL UNIQUE,
  before_sha256 TEXT UNIQUE,
  agent         TEXT NOT NULL DEFAULT '',
  made_at       INTEGER NOT NULL,
  used_at       INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX device_by_person ON device (person_id);

-- ------------------------------------------------------------------ card ----

-- A printed card of one-time codes for somebody without a work mailbox. number is printed on it
-- and names nobody; tries are wrong codes since tried_at.
CREATE TABLE code_card (
  id            INTEGER PRIMARY KEY,
  number        TEXT NOT NULL UNIQUE,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  made_by       INTEGER NOT NULL REFERENCES person (id),
  made_at       INTEGER NOT NULL,
  expires_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  tries         INTEGER NOT NULL DEFAULT 0,
  tried_at      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX code_card_one ON code_card (person_id) WHERE ended_at IS NULL;

-- The codes of a card, under a keyed hash: they are short and live for months.
CREATE TABLE code_card_code (
  card_id       INTEGER NOT NULL REFERENCES code_card (id),
  digest        TEXT NOT NULL,
  used_at       INTEGER,
  PRIMARY KEY (card_id, digest)
) STRICT, WITHOUT ROWID;
