-- The policy being edited on screen: one draft a trust, until it is put into
-- force or thrown away. `base_id` is the pack in force when it was begun.
CREATE TABLE policy_draft (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  base_id       INTEGER NOT NULL REFERENCES policy_pack (id),
  body          TEXT NOT NULL,
  version       INTEGER NOT NULL DEFAULT 1, -- grows with each save, for stale forms
  changed_at    INTEGER NOT NULL,
  changed_by    INTEGER NOT NULL REFERENCES person (id)
) STRICT;
