-- Slots that presenters exchange before the evening (SP-11).

-- Presenters who exchange their slots, all of them or nobody. ended_by: the
-- position of who said no.
CREATE TABLE talk_swap (
  id            INTEGER PRIMARY KEY,
  event_id      INTEGER NOT NULL REFERENCES spark_event (event_id),
  asked_at      INTEGER NOT NULL,
  status        TEXT NOT NULL DEFAULT 'open'
                CHECK (status IN ('open', 'done', 'refused', 'taken back', 'overtaken')),
  ended_at      INTEGER,
  ended_by      INTEGER,
  CHECK ((status = 'open') = (ended_at IS NULL)),
  CHECK ((status = 'refused') = (ended_by IS NOT NULL))
) STRICT;
CREATE INDEX talk_swap_open ON talk_swap (id) WHERE status = 'open';
CREATE INDEX talk_swap_by_event ON talk_swap (event_id);

-- One talk in it. Who asked comes first; each takes the slot of the next and the
-- last that of the first. room and starts_at: its own slot when that was asked
-- for. open: 1 while the swap is, so that a talk is in one at a time.
CREATE TABLE talk_swap_part (
  swap_id       INTEGER NOT NULL REFERENCES talk_swap (id),
  position      INTEGER NOT NULL CHECK (position BETWEEN 1 AND 6),
  talk_id       INTEGER NOT NULL REFERENCES talk (id),
  room          INTEGER NOT NULL CHECK (room BETWEEN 1 AND 24),
  starts_at     INTEGER NOT NULL,
  yes_at        INTEGER,
  open          INTEGER DEFAULT 1 CHECK (open = 1),
  PRIMARY KEY (swap_id, position),
  UNIQUE (swap_id, talk_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX talk_swap_part_open ON talk_swap_part (talk_id) WHERE open = 1;
CREATE INDEX talk_swap_part_by_talk ON talk_swap_part (talk_id);

CREATE TRIGGER talk_swap_over AFTER UPDATE OF status ON talk_swap WHEN NEW.status <> 'open' BEGIN
  UPDATE talk_swap_part SET open = NULL WHERE swap_id = NEW.id;
END;
