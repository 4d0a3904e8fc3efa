-- The attendance file of an online meeting, from its upload until it is taken
-- over into the register, a day at most. bytes: as it was uploaded, NULL once
-- it is applied. It holds names and addresses of people who may be strangers.
CREATE TABLE register_file (
  id            INTEGER PRIMARY KEY,
  session_id    INTEGER NOT NULL REFERENCES event_session (id) ON DELETE CASCADE,
  name          TEXT NOT NULL,
  bytes         BLOB,
  uploaded_by   INTEGER NOT NULL REFERENCES person (id),
  uploaded_at   INTEGER NOT NULL,
  applied_at    INTEGER,
  CHECK ((bytes IS NULL) = (applied_at IS NOT NULL))
) STRICT;
CREATE INDEX register_file_by_session ON register_file (session_id, uploaded_by);
CREATE INDEX register_file_by_person ON register_file (uploaded_by);

-- Addresses under which people sign in at Teams or Meet are looked up.
CREATE INDEX identity_by_email ON identity (email COLLATE NOCASE);
