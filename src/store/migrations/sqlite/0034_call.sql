-- A call for talks: what was decided on each proposal.

-- word: a kind word of whoever decided, as the presenters read it; '' if there is none.
CREATE TABLE talk_decision (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id),
  accepted      INTEGER NOT NULL CHECK (accepted IN (0, 1)),
  word          TEXT NOT NULL DEFAULT '',
  decided_at    INTEGER NOT NULL,
  decided_by    INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX talk_decision_by_person ON talk_decision (decided_by);
