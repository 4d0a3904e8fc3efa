-- The world in which tests/data/permissions.tsv is true. A noun's rows are
-- numbered by whose they are:
--
--   1 own    mine, or of the event that is open to me
--   2 school of my school (oak)
--   3 other  of another school (ash)
--   4 pair   of a colleague at oak to whom somebody is something (person 4)
--   5 trust  of no school
--   6 given  an event of another school that I organise
--   7 led    an event of another school that I lead
--
-- I am person 1. Person 4 is whose pd_mentor, ect_mentor, … persons 11 to 17
-- are; those work at ash. Nouns that share a table with another begin at 20.
-- Now is 2 November 2026, 9:00.

INSERT INTO school (id, name) VALUES (2, 'Oak'), (3, 'Ash');

INSERT INTO person (id, uid, name, email, created_at) VALUES
  (1, 'p1', 'Me', 'me@demo.example', 0),
  (2, 'p2', 'Colleague', 'colleague@demo.example', 0),
  (3, 'p3', 'Stranger', 'stranger@demo.example', 0),
  (4, 'p4', 'Pupil', 'pupil@demo.example', 0),
  (5, 'p5', 'Central', 'central@demo.example', 0),
  (11, 'p11', 'Pd Mentor', 'p11@demo.example', 0),
  (12, 'p12', 'Ect Mentor', 'p12@demo.example', 0),
  (13, 'p13', 'Itt Mentor', 'p13@demo.example', 0),
  (14, 'p14', 'Coach', 'p14@demo.example', 0),
  (15, 'p15', 'Line Manager', 'p15@demo.example', 0),
  (16, 'p16', 'Performance Manager', 'p16@demo.example', 0),
  (17, 'p17', 'Supporter', 'p17@demo.example', 0);
INSERT INTO employment (person_id, school_id, staff_group) VALUES
  (1, 2, 'teaching'), (2, 2, 'teaching'), (3, 3, 'teaching'), (4, 2, 'teaching'),
  (11, 3, 'teaching'), (12, 3, 'teaching'), (13, 3, 'teaching'), (14, 3, 'teaching'),
  (15, 3, 'teaching'), (16, 3, 'teaching'), (17, 3, 'teaching');
INSERT INTO relation (kind, person_id, other_id, from_on) VALUES
  ('pd_mentor', 4, 11, 20000), ('ect_mentor', 4, 12, 20000), ('itt_mentor', 4, 13, 20000),
  ('coach', 4, 14, 20000), ('line_manager', 4, 15, 20000),
  ('performance_manager', 4, 16, 20000), ('supporter', 4, 17, 20000);

-- events: 1 is open to me as a guest; SPARK evenings are 21 to 27
INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at, status, seq, created_by, created_at, modified_at, capacity, taken)
  SELECT id, 'e' || id, kind, title, school, unixepoch('2026-11-12 16:00'), unixepoch('2026-11-12 17:30'), 'published', 1, 5, 0, 0, 10, CASE WHEN id IN (2, 3) THEN 2 ELSE 0 END
  FROM (SELECT column1 AS id, column2 AS kind, column3 AS title, column4 AS school FROM (VALUES
    (1, 'twilight', 'Open to me', 3), (2, 'twilight', 'At oak', 2), (3, 'twilight', 'At ash', 3),
    (6, 'twilight', 'In my hands', 3), (7, 'twilight', 'That I lead', 3),
    (21, 'spark', 'SPARK open to me', 3), (22, 'spark', 'SPARK at oak', 2), (23, 'spark', 'SPARK at ash', 3),
    (26, 'spark', 'SPARK in my hands', 3), (27, 'spark', 'SPARK that I lead', 3)));
INSERT INTO event_session (id, uid, event_id, starts_at, ends_at)
  SELECT id, 's' || id, id, starts_at, ends_at FROM event;
INSERT INTO event_organiser (event_id, person_id, added_at) VALUES (6, 1, 0), (26, 1, 0);
INSERT INTO participation (person_id, kind, event_id) VALUES (1, 'guest', 1), (1, 'guest', 21);
INSERT INTO spark_event (event_id, changeover_s, room_s, used_s)
  VALUES (21, 120, 4200, 0), (22, 120, 4200, 1080), (23, 120, 4200, 540), (26, 120, 4200, 0), (27, 120, 4200, 0);
INSERT INTO talk_room (event_id, position, name, seats) SELECT event_id, 1, 'Hall', 50 FROM spark_event;
INSERT INTO spark_block (event_id, position, starts_at, ends_at)
  SELECT event_id, 1, unixepoch('2026-11-12 16:10'), unixepoch('2026-11-12 17:20') FROM spark_event;
-- an order asked for, for each of them
INSERT INTO arrange_job (id, event_id, asked_by, asked_at, mode, seed, moves_planned, moved_max, number, state)
  SELECT event_id - 20, event_id, 5, 0, 'arrange', 1, 1000, 0, 0, 'running' FROM spark_event;

-- lots were drawn at each SPARK evening, over nobody
UPDATE spark_event SET order_mode = 'shuffled';
INSERT INTO draw_round (event_id, round, secret, commitment, committed_at, doors_at, closed_at, record, drawn_at, ended_at) VALUES
  (21, 1, '0000000000000000000000000000000000000000000000000000000000000021', 'd513972e27b822b76c6aeb654a4a6fa1c28593a38cdc62692314d5c3973ce6d8', 1, unixepoch('2026-11-12 16:00'), 1,
   '{"sparkd_draw":1,"event":21,"round":1,"mode":"whole","commitment":"d513972e27b822b76c6aeb654a4a6fa1c28593a38cdc62692314d5c3973ce6d8","secret":"0000000000000000000000000000000000000000000000000000000000000021","seed":"97b3e37244b91e5ddff42fae6f7f79edfa63416deb3e36e1676bb955fe72e6d7","list":{"changeover_s":120,"rooms":[1],"stretches":[{"room":1,"start_s":600,"end_s":4800}],"talks":[],"before":[],"not_after":[]},"tries":1,"repaired":false,"order":[]}' || char(10), 1, 1),
  (22, 1, '0000000000000000000000000000000000000000000000000000000000000022', '4e6233ba6fc3917f250eccb0e3b8dbf6c7035da15af01e2064c0ca9be9799a66', 1, unixepoch('2026-11-12 16:00'), 1,
   '{"sparkd_draw":1,"event":22,"round":1,"mode":"whole","commitment":"4e6233ba6fc3917f250eccb0e3b8dbf6c7035da15af01e2064c0ca9be9799a66","secret":"0000000000000000000000000000000000000000000000000000000000000022","seed":"8ae148b3312f78b800c8a4e2d5c74985d480c1d85ac5f3624ab68798be34350c","list":{"changeover_s":120,"rooms":[1],"stretches":[{"room":1,"start_s":600,"end_s":4800}],"talks":[],"before":[],"not_after":[]},"tries":1,"repaired":false,"order":[]}' || char(10), 1, 1),
  (23, 1, '0000000000000000000000000000000000000000000000000000000000000023', '1ca9ca3b178461811d537baeb4669a5ecaa4d0f15075b0b695a406f4b5d6e80e', 1, unixepoch('2026-11-12 16:00'), 1,
   '{"sparkd_draw":1,"event":23,"round":1,"mode":"whole","commitment":"1ca9ca3b178461811d537baeb4669a5ecaa4d0f15075b0b695a406f4b5d6e80e","secret":"0000000000000000000000000000000000000000000000000000000000000023","seed":"0b8c01783272cae9c5791cafb6fb402603dae779c6ce03f5467f92a237c6c81e","list":{"changeover_s":120,"rooms":[1],"stretches":[{"room":1,"start_s":600,"end_s":4800}],"talks":[],"before":[],"not_after":[]},"tries":1,"repaired":false,"order":[]}' || char(10), 1, 1);

-- an attendance file for the register of each
INSERT INTO register_file (id, session_id, name, bytes, uploaded_by, uploaded_at)
  SELECT id, id, 'report.csv', CAST('Name,Join time,Leave time' || char(10) || 'Somebody,16:00,17:00' AS BLOB), 5, 0
  FROM event_session WHERE id < 20;

-- series of two dates, whose members' numbers are the series': 1 open to me, 2 at oak, 3 at ash; I am in
-- the first, a colleague in that at oak, a stranger in that at ash
INSERT INTO event_series (id, host_school_id, repeats, weekday, start_min, length_min, from_on, until_on, created_by, created_at)
  SELECT id, school, 'weekly', 3, 960, 90, 20769, 20776, 5, 0 FROM (SELECT column1 AS id, column2 AS school FROM (VALUES (1, 3), (2, 2), (3, 3)));
INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at, capacity, status, seq, created_by, created_at, modified_at, series_id, series_on)
  SELECT 30 + s.id + 10 * n.k, 'se' || s.id || n.k, 'group', 'Every Thursday', s.host_school_id,
    unixepoch('2026-11-12 08:00') + 604800 * n.k, unixepoch('2026-11-12 08:30') + 604800 * n.k, 10, 'published', 1, 5, 0, 0, s.id, 20769 + 7 * n.k
  FROM event_series s, (SELECT column1 AS k FROM (VALUES (0), (1))) n;
INSERT INTO event_session (uid, event_id, starts_at, ends_at) SELECT 'ss' || id, id, starts_at, ends_at FROM event WHERE series_id IS NOT NULL;
INSERT INTO event_series_member (id, series_id, person_id, joined_at) SELECT id, id, id, 0 FROM event_series;
INSERT INTO participation (person_id, kind, event_id) VALUES (1, 'guest', 31), (1, 'guest', 41);

-- I have given my own calendar, in which nothing is
INSERT INTO own_calendar (person_id, read_at, from_at, to_at) VALUES (1, 0, 0, 1);

-- bookings: 1 mine at oak, 2 a colleague's at oak, 3 a stranger's at ash, 4 the pair's at ash
INSERT INTO booking (id, uid, event_id, person_id, status, booked_at, modified_at) VALUES
  (1, 'b1', 2, 1, 'confirmed', 0, 0), (2, 'b2', 2, 2, 'confirmed', 0, 0),
  (3, 'b3', 3, 3, 'confirmed', 0, 0), (4, 'b4', 3, 4, 'confirmed', 0, 0);
INSERT INTO booking (id, uid, event_id, person_id, status, part, booked_at, modified_at)
  VALUES (7, 'b7', 7, 1, 'confirmed', 'leader', 0, 0), (27, 'b27', 27, 1, 'confirmed', 'leader', 0, 0);
INSERT INTO busy (person_id, from_at, to_at, source, source_id, event_id)
  SELECT b.person_id, s.starts_at, s.ends_at, 'booking', b.id, s.event_id
  FROM booking b JOIN event_session s ON s.event_id = b.event_id;

-- asked about a place: 1 I am, by a colleague; 3 somebody else is; asking: 21 I do, 23 a stranger
INSERT INTO booking_ask (id, booking_id, to_id, asked_at)
  VALUES (1, 2, 1, 0), (3, 4, 5, 0), (21, 1, 2, 0), (23, 3, 5, 0);
-- for whom: a line of an event of my school, of another school's; I am invited to 1, 2 and 3
INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at, status, seq, created_by, created_at, modified_at, capacity)
  VALUES (62, 'e62', 'twilight', 'For oak', 2, unixepoch('2026-11-12 16:00'), unixepoch('2026-11-12 17:30'), 'published', 1, 5, 0, 0, 9),
         (63, 'e63', 'twilight', 'For ash', 3, unixepoch('2026-11-12 16:00'), unixepoch('2026-11-12 17:30'), 'published', 1, 5, 0, 0, 9);
INSERT INTO event_session (id, uid, event_id, starts_at, ends_at)
  SELECT id, 's' || id, id, starts_at, ends_at FROM event WHERE id IN (62, 63);
INSERT INTO event_audience (id, event_id, kind, school_id) VALUES (2, 62, 'school', 2), (3, 63, 'school', 3);
INSERT INTO invitee (event_id, person_id, required, asked_at) VALUES (1, 1, 0, 0), (2, 1, 0, 0), (3, 1, 0, 0);

-- an upload that was dropped
INSERT INTO staff_import (id, state, preset, file_name, add_schools, uploaded_at)
  VALUES (5, 'dropped', 'any', 'staff.csv', 0, 0);

-- talks: 1 mine at oak, 2 a colleague's at oak, 3 a stranger's at ash
INSERT INTO talk (id, uid, event_id, person_id, title, category, minutes, status, booked_at, queued_at, modified_at) VALUES
  (1, 't1', 22, 1, 'Mine', 'good practice', 7, 'confirmed', 0, 0, 0),
  (2, 't2', 22, 2, 'Colleague''s', 'good practice', 7, 'confirmed', 0, 0, 0),
  (3, 't3', 23, 3, 'Stranger''s', 'good practice', 7, 'confirmed', 0, 0, 0);
INSERT INTO talk_presenter (talk_id, person_id, uid, event_id, lead, nth)
  SELECT id, person_id, 'tp' || id, event_id, 1, 1 FROM talk;
-- something is asked of each of them
INSERT INTO talk_offer (talk_id, offered_at, answer_by)
  SELECT id, unixepoch('2026-11-02 08:00'), unixepoch('2026-11-03 08:00') FROM talk;
-- and each asked to swap its slot
INSERT INTO talk_swap (id, event_id, asked_at) SELECT id, event_id, 0 FROM talk;
INSERT INTO talk_swap_part (swap_id, position, talk_id, room, starts_at) SELECT id, 1, id, 1, 0 FROM talk;

-- a keynote at each of those evenings, numbered as they are
INSERT INTO keynote (id, event_id, guest, title, minutes, room, starts_at)
  SELECT event_id - 20, event_id, 'A guest', 'Keynote', 10, 1, unixepoch('2026-11-12 17:20') FROM spark_event;
-- cards with a question to talks: 1 mine, 2 a colleague's, 3 a stranger's, 6 and 7 at evenings in my
-- hands and that I lead; asked by the pair and let through
INSERT INTO talk (id, uid, event_id, person_id, title, category, minutes, status, booked_at, queued_at, modified_at) VALUES
  (6, 't6', 26, 3, 'Theirs', 'good practice', 7, 'confirmed', 0, 0, 0),
  (7, 't7', 27, 3, 'Theirs', 'good practice', 7, 'confirmed', 0, 0, 0);
INSERT INTO talk_presenter (talk_id, person_id, uid, event_id, lead, nth)
  SELECT id, person_id, 'tp' || id, event_id, 1, 1 FROM talk WHERE id IN (6, 7);
INSERT INTO talk_question (id, talk_id, person_id, named, words, status, asked_at, moderated_at, moderated_by)
  SELECT id, id, 4, 1, 'How?', 'passed', 0, 0, 5 FROM talk;

-- deadlines and conversations of persons 1 to 4
INSERT INTO policy_pack (id, name, version, body, loaded_at) VALUES (1, 'test', 1, '{}', 0);
INSERT INTO cycle (id, year, pack_id) VALUES (1, 2026, 1);
INSERT INTO cycle_item (id, cycle_id, position, kind, key, label, opens_rule, due_rule, nudges) VALUES
  (1, 1, 1, 'stage', 'goals', 'Goals', 'first school day of the year', 'last school day of the year', 'none'),
  (2, 1, 2, 'conversation', 'initial', 'Initial', 'first school day of the year', 'last school day of the year', 'none');
INSERT INTO deadline (id, uid, person_id, item_id, opens_on, due_on, created_at, modified_at)
  SELECT id, 'd' || id, id, 1, 20700, 20800, 0, 0 FROM person WHERE id <= 4;
INSERT INTO deadline (id, uid, person_id, item_id, opens_on, due_on, created_at, modified_at)
  SELECT id + 20, 'd2' || id, id, 2, 20700, 20800, 0, 0 FROM person WHERE id <= 4;
INSERT INTO conversation (id, uid, deadline_id, mentor_id, created_at, modified_at)
  VALUES (1, 'c1', 21, 2, 0, 0), (2, 'c2', 22, 5, 0, 0), (3, 'c3', 23, 5, 0, 0), (4, 'c4', 24, 11, 0, 0);
INSERT INTO relation (kind, person_id, other_id, from_on) VALUES
  ('pd_mentor', 1, 2, 20000), ('pd_mentor', 2, 5, 20000), ('pd_mentor', 3, 5, 20000);

-- people: a job a person has its own number (1 mine, 2 a colleague's, 3 a stranger's, 4 the
-- pair's); relations, roles, parts and absences of the same four are 21 to 24. Before the
-- sessions, which end when somebody's roles change
INSERT INTO relation (id, kind, person_id, other_id, from_on)
  SELECT id + 20, 'ect_mentor', id, 5, 20000 FROM person WHERE id <= 4;
INSERT INTO role_grant (id, person_id, role, school_id, from_on)
  SELECT id + 20, id, 'subject_leader', CASE id WHEN 3 THEN 3 ELSE 2 END, 20000 FROM person WHERE id <= 4;
INSERT INTO participation (id, person_id, kind, school_id, from_on)
  SELECT id + 20, id, 'volunteer', CASE id WHEN 3 THEN 3 ELSE 2 END, NULL FROM person WHERE id <= 4;
INSERT INTO exemption (id, person_id, kind, from_on)
  SELECT id + 20, id, 'away', 30000 FROM person WHERE id <= 4;

-- feeds, remembered devices and sessions: 1 mine, 3 a stranger's
INSERT INTO feed (id, token_sha256, person_id, scope, created_at) VALUES (1, 'f1', 1, 'me', 0), (3, 'f3', 3, 'me', 0);
INSERT INTO device (id, person_id, token_sha256, made_at, used_at, expires_at)
  VALUES (1, 1, 'd1', 0, 0, 4000000000), (3, 3, 'd3', 0, 0, 4000000000);
INSERT INTO session (token_sha256, id, person_id, csrf_key, created_at, seen_at)
  VALUES ('s1', 1, 1, '', unixepoch('2026-11-02 08:00'), unixepoch('2026-11-02 08:00')),
         ('s3', 3, 3, '', unixepoch('2026-11-02 08:00'), unixepoch('2026-11-02 08:00'));

-- break-glass, asked for by person 5: 1 my record, 2 a colleague's, 3 a stranger's, 4 the pair's
INSERT INTO break_glass (id, person_id, asked_by, reason, asked_at)
  SELECT id, id, 5, 'It cannot wait until she is back.', unixepoch('2026-11-02 08:30') FROM person WHERE id <= 4;

-- accounts of a provider: 5 waits to be confirmed as a colleague's
INSERT INTO identity_request (id, issuer, subject, person_id, email, reason, asked_at) VALUES
  (5, 'https://login.example', 'u5', 2, 'colleague@demo.example', 'unproved', 0);

-- groups, governing bodies with their meetings: 2 of oak, 3 of ash, 5 of the trust
INSERT INTO org_group (id, kind, school_id, name) VALUES
  (2, 'department', 2, 'Maths'), (3, 'department', 3, 'Maths'), (5, 'working party', NULL, 'Reading');
INSERT INTO org_group_member (id, group_id, person_id, duty, from_on) SELECT id, id, id, 'member', 20000 FROM org_group;
INSERT INTO governing_body (id, school_id, name) VALUES (2, 2, 'Oak governors'), (3, 3, 'Ash governors'), (5, NULL, 'Board');
INSERT INTO governing_body_member (id, body_id, person_id, duty, from_on) SELECT id, id, id, 'member', 20000 FROM governing_body;
INSERT INTO governing_body_meeting (id, uid, body_id, starts_at)
  SELECT id, 'm' || id, id, unixepoch('2026-10-01 18:00') FROM governing_body;

-- rooms: 2 of oak, 3 of ash, 5 outside
INSERT INTO room (id, school_id, name, address, seats) VALUES
  (2, 2, 'Hall', '', 90), (3, 3, 'Hall', '', 60), (5, NULL, 'Grand', 'Station Road', 200);

-- a provider and a facilitator, of the trust
INSERT INTO provider (id, name, kind) VALUES (5, 'Seven Hills', 'teaching school');
INSERT INTO facilitator (id, name, provider_id) VALUES (5, 'Ada', 5);

-- school dates: 2 at oak, 3 at ash
INSERT INTO school_span (id, school_id, kind, name, from_on, to_on)
  SELECT id, id, 'closure', 'Closed', 20800, 20800 FROM school WHERE id IN (2, 3);

-- records merged into those of persons 1 to 4
INSERT INTO person (id, uid, name, created_at, left_on, gone_at, merged_into)
  SELECT id + 40, 'm' || id, 'Duplicate', 0, 20000, 1, id FROM person WHERE id <= 4;
INSERT INTO person_merge (id, kept_id, gone_id, merged_at, merged_by, moved)
  SELECT id, id, id + 40, unixepoch('2026-11-01 09:00'), 5, '{}' FROM person WHERE id <= 4;

-- what persons 1 to 4 did elsewhere, each with a file that shows it
INSERT INTO activity (id, person_id, type, title, from_on, to_on, minutes, created_at, modified_at)
  SELECT id, id, 'school_visit', 'A visit', 20700, 20700, 180, 0, 0 FROM person WHERE id <= 4;
INSERT INTO stored_file (hash, size, kind, stored_at) VALUES
  ('0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 1, 'text', 0);
INSERT INTO file_link (id, hash, noun, noun_id, name, added_by, added_at)
  SELECT id, '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', 'activity', id, 'a.txt', person_id, 0
  FROM activity;
-- requests of persons 1 to 4: the colleague's was given to me to decide, the pair's waits for the line manager
INSERT INTO approval (id, kind, person_id, school_id, title, from_on, to_on, step_days, made_at)
  SELECT id, 'funding', id, CASE id WHEN 3 THEN 3 ELSE 2 END, 'A course', 20800, 20800, 5, 0 FROM person WHERE id <= 4;
INSERT INTO approval_step (id, approval_id, position, key, words, who, state, since_at, due_on, delegate_id)
  SELECT id, id, 1, 'k', 'Decides', CASE id WHEN 4 THEN 'line manager' ELSE 'head' END, 'here', 0, 20800,
    CASE id WHEN 2 THEN 1 END FROM approval;


-- a ledger of hours, and what was agreed with persons 1 to 4
INSERT INTO hours_setting (from_year, kept, spark, version, changed_at, changed_by) VALUES (2026, 1, 0, 1, 0, 5);
INSERT INTO hours_rule (from_year, staff_group, inset_days, day_min, directed_min) VALUES (2026, 'teaching', 5, 360, 75900);
INSERT INTO hours_adjustment (id, person_id, year, counts, minutes, reason, made_by, made_at)
  SELECT id, id, 2026, 'inset', 60, 'Agreed', 5, 0 FROM person WHERE id <= 4;

-- what is to be read: 51 open to me as a guest, 52 of oak, 53 of ash
INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at, status, seq, created_by, created_at, modified_at, capacity)
  SELECT id, 'e' || id, 'reading', 'Read this', school, unixepoch('2026-11-27'), unixepoch('2026-11-28'), 'published', 1, 5, 0, 0, 0
  FROM (SELECT column1 AS id, column2 AS school FROM (VALUES (51, 3), (52, 2), (53, 3)));
INSERT INTO event_session (id, uid, event_id, starts_at, ends_at)
  SELECT id, 's' || id, id, starts_at, ends_at FROM event WHERE kind = 'reading';
INSERT INTO participation (person_id, kind, event_id) VALUES (1, 'guest', 51);

-- a block at each of the events at oak, at ash and in my hands, and a workshop in it: 122, 123, 126
INSERT INTO block (id, event_id, name, starts_at, ends_at)
  SELECT id, id, 'Block', starts_at, ends_at FROM event WHERE id IN (2, 3, 6);
INSERT INTO event (id, uid, kind, title, host_school_id, starts_at, ends_at, status, seq, created_by, created_at, modified_at, capacity, parent_id)
  SELECT 120 + id, 'w' || id, kind, 'Workshop', host_school_id, starts_at, ends_at, 'published', 1, 5, 0, 0, 9, id
  FROM event WHERE id IN (2, 3, 6);
INSERT INTO event_session (id, uid, event_id, starts_at, ends_at)
  SELECT id, 's' || id, id, starts_at, ends_at FROM event WHERE id IN (122, 123, 126);
INSERT INTO workshop (event_id, block_id) VALUES (122, 2), (123, 3), (126, 6);

-- an event wished for the year
INSERT INTO date_plan (year) VALUES (2026);
INSERT INTO date_wish (id, year, kind, title, times, minutes, earliest_min, latest_min, weekdays, from_on, to_on, seats, made_by, made_at)
  VALUES (5, 2026, 'twilight', 'Phonics', 1, 60, 960, 1020, 31, 20800, 20900, 0, 5, 0);
INSERT INTO date_pick (wish_id, nth) VALUES (5, 1);
INSERT INTO date_job (id, year, gap_days, asked_by, asked_at, moves_planned, state) VALUES (5, 2026, 7, 5, 0, 1000, 'failed');
