-- What a talk says of whom it is for and what it is about, in words of its event's call (SP-03).
-- A talk without a row says none of it; '' is none of one. Words a call names no more stay.
CREATE TABLE talk_topic (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id) ON DELETE CASCADE,
  phase         TEXT NOT NULL,
  subject       TEXT NOT NULL,
  focus         TEXT NOT NULL
) STRICT;
