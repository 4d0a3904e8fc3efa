-- An event is found by the names of those who present it: who agreed to (answer 'yes'), of a talk
-- that has its slot. Whoever is only asked is named nowhere, and so found nowhere.

-- As in event_search, but for the answer. Its trigger goes with it and is made again.
DROP VIEW event_words;
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
        JOIN person s ON s.id = t.person_id WHERE t.event_id = e.id AND t.nth IS NOT NULL AND t.answer = 'yes'
      ORDER BY 1) n), '') AS people,
    h.name || coalesce(', ' || nullif(e.room, ''), '') || coalesce((SELECT ', ' || group_concat(r.room, ', ') FROM (
      SELECT DISTINCT s.room FROM event_session s WHERE s.event_id = e.id AND s.room <> '' ORDER BY 1) r), '') AS place
  FROM event e JOIN school h ON h.id = e.host_school_id
    LEFT JOIN event_about a ON a.event_id = e.id LEFT JOIN provider p ON p.id = a.provider_id) w;
CREATE TRIGGER event_words_again INSTEAD OF INSERT ON event_words BEGIN
  DELETE FROM event_search WHERE rowid = NEW.event_id;
  INSERT INTO event_search (rowid, title, provider, theme, people, place, joined)
    SELECT event_id, title, provider, theme, people, place, joined FROM event_words WHERE event_id = NEW.event_id;
END;

DROP TRIGGER event_words_presenter_changed;
CREATE TRIGGER event_words_presenter_changed AFTER UPDATE OF nth, person_id, answer ON talk_presenter
  WHEN (NEW.nth, NEW.person_id, NEW.answer) IS NOT (OLD.nth, OLD.person_id, OLD.answer) BEGIN
  INSERT INTO event_words (event_id) VALUES (NEW.event_id);
END;

INSERT INTO event_words (event_id) SELECT DISTINCT event_id FROM talk_presenter WHERE answer <> 'yes';
