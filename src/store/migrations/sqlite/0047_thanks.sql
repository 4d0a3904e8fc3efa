-- What the organiser of a SPARK evening writes to thank those who came: one word
-- for the page of thanks ('': none), and when it went by mail, once. The word may
-- be mended afterwards; nobody is written to again. sent_to: how many it went to.
CREATE TABLE spark_thanks (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  word          TEXT NOT NULL,
  version       INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1),
  written_by    INTEGER NOT NULL REFERENCES person (id),
  written_at    INTEGER NOT NULL,
  sent_by       INTEGER REFERENCES person (id),
  sent_at       INTEGER,
  sent_to       INTEGER NOT NULL DEFAULT 0 CHECK (sent_to >= 0),
  CHECK ((sent_at IS NULL) = (sent_by IS NULL)),
  CHECK (sent_at IS NOT NULL OR sent_to = 0)
) STRICT;
CREATE INDEX spark_thanks_by_writer ON spark_thanks (written_by);
CREATE INDEX spark_thanks_by_sender ON spark_thanks (sent_by) WHERE sent_by IS NOT NULL;
