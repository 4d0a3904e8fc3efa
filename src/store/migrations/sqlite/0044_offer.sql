-- Asked first: a presenter in line says yes before a slot is theirs (SP-11).

-- For how long somebody in line may answer. An event without a row gives slots
-- at once. to_end: who does not answer goes to the end of the line, else they
-- keep their place and are asked again when another slot falls free.
CREATE TABLE talk_offer_setting (
  event_id      INTEGER PRIMARY KEY REFERENCES spark_event (event_id),
  answer_h      INTEGER NOT NULL CHECK (answer_h BETWEEN 1 AND 336),
  to_end        INTEGER NOT NULL CHECK (to_end IN (0, 1))
) STRICT;

-- A slot that is kept for a talk until answer_by. over_at: there was no yes, the
-- talk waits again, and is passed over until another slot falls free.
CREATE TABLE talk_offer (
  talk_id       INTEGER PRIMARY KEY REFERENCES talk (id),
  offered_at    INTEGER NOT NULL,
  answer_by     INTEGER NOT NULL CHECK (answer_by > offered_at),
  over_at       INTEGER
) STRICT;
CREATE INDEX talk_offer_due ON talk_offer (answer_by) WHERE over_at IS NULL;

-- It belongs to the state a talk is in.
CREATE TRIGGER talk_offer_ended AFTER UPDATE OF status ON talk WHEN NEW.status <> OLD.status BEGIN
  DELETE FROM talk_offer WHERE talk_id = NEW.id;
END;
