-- Who was invited, once a year, to give a talk after the final conversation: by
-- which mail about which event. deadline_id: of that conversation.
CREATE TABLE talk_invite (
  deadline_id   INTEGER PRIMARY KEY REFERENCES deadline (id) ON DELETE CASCADE,
  event_id      INTEGER NOT NULL REFERENCES event (id),
  sent_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_invite_by_event ON talk_invite (event_id);
