-- Signing in at OpenID providers (http specification, section 8.1; practice P6).

-- A sign-in that is under way at a provider: ten minutes, used once, bound by a cookie to the
-- browser that began it.
CREATE TABLE sign_in_pending (
  state_sha256  TEXT PRIMARY KEY,
  browser_sha256 TEXT NOT NULL,
  provider      TEXT NOT NULL,          -- its name in sparkd.conf
  nonce         TEXT NOT NULL,
  verifier      TEXT NOT NULL,          -- of PKCE (RFC 7636)
  next_path     TEXT NOT NULL,
  expires_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sign_in_pending_by_end ON sign_in_pending (expires_at);

-- Whose account is whose: keyed on issuer and subject, never on the address, which people change
-- and schools give away again. One account a person at each provider.
CREATE TABLE identity (
  id            INTEGER PRIMARY KEY,
  issuer        TEXT NOT NULL,
  subject       TEXT NOT NULL,          -- Entra: tid and oid
  person_id     INTEGER NOT NULL REFERENCES person (id),
  email         TEXT NOT NULL DEFAULT '', -- what the account said when it was linked
  linked_at     INTEGER NOT NULL,
  linked_by     INTEGER REFERENCES person (id), -- NULL: by its verified address
  UNIQUE (issuer, subject),
  UNIQUE (person_id, issuer)
) STRICT;

-- An account whose first link an administrator must confirm: its address is not proved, or the
-- person has another account already.
CREATE TABLE identity_request (
  id            INTEGER PRIMARY KEY,
  issuer        TEXT NOT NULL,
  subject       TEXT NOT NULL,
  person_id     INTEGER NOT NULL REFERENCES person (id),
  email         TEXT NOT NULL,
  name          TEXT NOT NULL DEFAULT '', -- as the account has it
  reason        TEXT NOT NULL CHECK (reason IN ('unproved', 'another')),
  state         TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'refused')),
  asked_at      INTEGER NOT NULL,
  decided_at    INTEGER,
  decided_by    INTEGER REFERENCES person (id),
  UNIQUE (issuer, subject),
  CHECK ((state = 'waiting') = (decided_at IS NULL))
) STRICT;
CREATE INDEX identity_request_by_person ON identity_request (person_id);

-- What a session owes to a provider: whose session it is there, and with what to ask whether the
-- account is still good. refresh_token is sealed under the data directory's key.
CREATE TABLE provider_session (
  session_id    INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
  identity_id   INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  subject       TEXT NOT NULL,          -- sub as the provider has it
  provider_sid  TEXT,                   -- its own session (sid)
  refresh_token BLOB,
  asked_at      INTEGER NOT NULL        -- when it last said that the account is good
) STRICT;
CREATE INDEX provider_session_by_identity ON provider_session (identity_id);
CREATE INDEX provider_session_due ON provider_session (asked_at) WHERE refresh_token IS NOT NULL;
