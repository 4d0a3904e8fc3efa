-- Who is to lead the events of a wish of the year's plan, where that is known:
-- nobody leads two at one time.
CREATE TABLE date_wish_leader (
  wish_id       INTEGER PRIMARY KEY REFERENCES date_wish (id) ON DELETE CASCADE,
  person_id     INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX date_wish_leader_by_person ON date_wish_leader (person_id);
