-- Finding an event by words: its title, provider, theme, people and place.

-- What an event is found by, as text. people: who leads, assists, organises or
-- presents, as its page names them; those who wait for a slot are not named.
-- theme: the policy's key, its words are the policy's. joined: title, people
-- and provider without apostrophes, so that "obrien" finds O'Brien.
CREATE VIEW event_words (event_id, title, provider, theme, people, place, joined) AS
  SELECT w.event_id, w.title, w.provider, w.theme, w.people, w.place,
    CASE WHEN instr(w.title || w.people || w.provider, '''') + instr(w.title || w.people || w.provider, '’') > 0
         THEN replace(replace(w.title || ' ' || w.people || ' ' || w.provider, '''', ''), '’', '') ELSE '' END
  FROM (SELECT e.id AS event_id, e.title AS title, coalesce(p.name, '') AS provider, coalesce(a.theme, '') AS theme,
    coalesce((SELECT group_concat(n.name, ', ') FROM (
      SELECT l.name FROM booking b JOIN person l ON l.id = b.person_id
        WHERE b.event_id = e.id AND b.ended_at IS NULL AND b.part <> 'attendee'
      UNION SELECT o.name FROM event_organiser g JOIN person o ON o.id = g.person_id WHERE g.event_id = e.id
      UNION SELECT coalesce(c.name, f.name) FROM event_facilitator x JOIN facilitator f ON f.id = x.facilitator_id
        LEFT JOIN person c ON c.id = f.person_id WHERE x.event_id = e.id
      UNION SELECT s.name FROM talk_presenter t JOIN talk k ON k.id = t.talk_id AND k.status = 'confirmed'
        JOIN person s ON s.id = t.person_id WHERE t.event_id = e.id AND t.nth IS NOT NULL
      ORDER BY 1) n), '') AS people,
    h.name || coalesce(', ' || nullif(e.room, ''), '') || coalesce((SELECT ', ' || group_concat(r.room, ', ') FROM (
      SELECT DISTINCT s.room FROM event_session s WHERE s.event_id = e.id AND s.room <> '' ORDER BY 1) r), '') AS place
  FROM event e JOIN school h ON h.id = e.host_school_id
    LEFT JOIN event_about a ON a.event_id = e.id LEFT JOIN provider p ON p.id = a.provider_id) w;

-- The index: a row for each event, the words above. Words are found whatever
-- their case and accents, and by their beginning.
CREATE VIRTUAL TABLE event_search USING fts5 (
  title, provider, theme, people, place, joined,
  tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

-- `INSERT INTO event_words (event_id)` indexes that event anew. The triggers
-- below do so wherever a word changes, so that nothing that writes has to think
-- of it, and the index is never behind what it indexes. A later step that makes
-- one of these tables anew drops the view and the triggers first and makes them
-- again after.
CREATE TRIGGER event_words_again INSTEAD OF INSERT ON event_words BEGIN
  DELETE FROM event_search WHERE rowid = NEW.event_id;
  INSERT INTO event_search (rowid, title, provider, theme, people, place, joined)
    SELECT event_id, title, provider, theme, people, place, joined FROM event_words WHERE event_id = NEW.event_id;
END;

CREATE TRIGGER event_words_made AFTER INSERT ON event BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.id);
END;
CREATE TRIGGER event_words_changed AFTER UPDATE OF title, room, host_school_id ON event
  WHEN (NEW.title, NEW.room, NEW.host_school_id) IS NOT (OLD.title, OLD.room, OLD.host_school_id) BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.id);
END;
CREATE TRIGGER event_words_gone AFTER DELETE ON event BEGIN
  DELETE FROM event_search WHERE rowid = OLD.id;
END;

CREATE TRIGGER event_words_about_made AFTER INSERT ON event_about WHEN NEW.theme <> '' OR NEW.provider_id IS NOT NULL BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_about_changed AFTER UPDATE OF theme, provider_id ON event_about
  WHEN (NEW.theme, NEW.provider_id) IS NOT (OLD.theme, OLD.provider_id) BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_about_gone AFTER DELETE ON event_about BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;

CREATE TRIGGER event_words_session_made AFTER INSERT ON event_session WHEN NEW.room <> '' BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_session_changed AFTER UPDATE OF room ON event_session WHEN NEW.room <> OLD.room BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_session_gone AFTER DELETE ON event_session WHEN OLD.room <> '' BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;

-- A place of the audience names nobody: booking one costs nothing here.
CREATE TRIGGER event_words_leader_made AFTER INSERT ON booking WHEN NEW.part <> 'attendee' BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_leader_changed AFTER UPDATE OF part, ended_at, person_id ON booking
  WHEN (NEW.part <> 'attendee' OR OLD.part <> 'attendee')
    AND (NEW.part, NEW.ended_at, NEW.person_id) IS NOT (OLD.part, OLD.ended_at, OLD.person_id) BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_leader_gone AFTER DELETE ON booking WHEN OLD.part <> 'attendee' BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;

CREATE TRIGGER event_words_organiser_made AFTER INSERT ON event_organiser BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_organiser_changed AFTER UPDATE ON event_organiser BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_organiser_gone AFTER DELETE ON event_organiser BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;

CREATE TRIGGER event_words_facilitator_made AFTER INSERT ON event_facilitator BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_facilitator_gone AFTER DELETE ON event_facilitator BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;

CREATE TRIGGER event_words_presenter_made AFTER INSERT ON talk_presenter BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_presenter_changed AFTER UPDATE OF nth, person_id ON talk_presenter
  WHEN (NEW.nth, NEW.person_id) IS NOT (OLD.nth, OLD.person_id) BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;
CREATE TRIGGER event_words_presenter_gone AFTER DELETE ON talk_presenter BEGIN
  INSERT INTO event_words (event_id) VALUES (OLD.event_id);
END;
CREATE TRIGGER event_words_talk_changed AFTER UPDATE OF status ON talk WHEN NEW.status <> OLD.status BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;

-- Somebody, or something, has another name.
CREATE TRIGGER event_words_person_named AFTER UPDATE OF name ON person WHEN NEW.name <> OLD.name BEGIN
  INSERT INTO event_words (event_id)
    SELECT event_id FROM booking WHERE person_id = NEW.id AND part <> 'attendee'
    UNION SELECT event_id FROM event_organiser WHERE person_id = NEW.id
    UNION SELECT event_id FROM talk_presenter WHERE person_id = NEW.id
    UNION SELECT x.event_id FROM facilitator f JOIN event_facilitator x ON x.facilitator_id = f.id
      WHERE f.person_id = NEW.id;
END;
CREATE TRIGGER event_words_facilitator_named AFTER UPDATE OF name, person_id ON facilitator
  WHEN (NEW.name, NEW.person_id) IS NOT (OLD.name, OLD.person_id) BEGIN
  INSERT INTO event_words (event_id) SELECT event_id FROM event_facilitator WHERE facilitator_id = NEW.id;
END;
CREATE TRIGGER event_words_school_named AFTER UPDATE OF name ON school WHEN NEW.name <> OLD.name BEGIN
  INSERT INTO event_words (event_id) SELECT id FROM event WHERE host_school_id = NEW.id;
END;
CREATE TRIGGER event_words_provider_named AFTER UPDATE OF name ON provider WHEN NEW.name <> OLD.name BEGIN
  INSERT INTO event_words (event_id) SELECT event_id FROM event_about WHERE provider_id = NEW.id;
END;
CREATE INDEX event_about_by_provider ON event_about (provider_id) WHERE provider_id IS NOT NULL;

-- Those there are.
INSERT INTO event_words (event_id) SELECT id FROM event;
