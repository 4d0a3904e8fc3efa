/* DESIGN: which table knows what of a person, and how it is said to them. */
#include "held_data_table.h"

#include <stddef.h>

#include "held_data.h"

#define NAME_OF(column) "(SELECT name FROM person WHERE id = " column ")"
#define SCHOOL_OF(column) "(SELECT name FROM school WHERE id = " column ")"

const struct held_query held_queries[] = {
    {"person",
     "Who you are",
     "SELECT name, email, title, first_name, last_name, preferred_name, created_at, left_on,"
     " invitations FROM person WHERE id = $1 OR merged_into = $1 ORDER BY id LIMIT $2",
     "ttttttidn",
     {"name", "email", "title", "first name", "last name", "preferred name", "known since",
      "left on", "wants invitations"}},
    {"former_name",
     "Names you had before",
     "SELECT name, until_on FROM former_name WHERE person_id = $1 ORDER BY id LIMIT $2",
     "td",
     {"name", "until"}},
    {"employment",
     "Where you work",
     "SELECT " SCHOOL_OF("school_id") ", staff_group, role_category, post, staff_ref, fte_milli,"
                                      " working_days, starts_on, ends_on FROM employment WHERE "
                                      "person_id = $1 ORDER BY id LIMIT $2",
     "tttttnndd",
     {"school", "staff group", "role", "post", "staff reference", "FTE in thousandths",
      "working days", "from", "to"}},
    {"participation",
     "How else you take part",
     "SELECT kind, " SCHOOL_OF("school_id") ", partner, from_on, to_on FROM participation"
                                            " WHERE person_id = $1 ORDER BY id LIMIT $2",
     "tttdd",
     {"as", "school", "partner", "from", "to"}},
    {"role",
     "Your roles",
     "SELECT role, " SCHOOL_OF("school_id") ", from_on, to_on, " NAME_OF(
         "granted_by") " FROM role_grant WHERE person_id = $1 ORDER BY id LIMIT $2",
     "ttddt",
     {"role", "school", "from", "to", "given by"}},
    {"relation",
     "Who mentors, coaches and manages whom",
     "SELECT kind, " NAME_OF("person_id") ", " NAME_OF(
         "other_id") ", from_on, to_on FROM relation"
                     " WHERE person_id = $1 OR other_id = $1 ORDER BY id LIMIT $2",
     "tttdd",
     {"relation", "of", "is", "from", "to"}},
    {"absence",
     "When you are not in the cycle",
     "SELECT kind, from_on, until_on FROM exemption WHERE person_id = $1 ORDER BY id LIMIT $2",
     "tdd",
     {"kind", "from", "until"}},
    {"induction",
     "Your induction",
     "SELECT starts_on, ends_on, opted_in FROM induction WHERE person_id = $1 LIMIT $2",
     "ddn",
     {"from", "to", "takes part in the cycle"}},
    {"group",
     "Your groups",
     "SELECT g.name, g.kind, m.duty, m.from_on, m.to_on FROM org_group_member m"
     " JOIN org_group g ON g.id = m.group_id WHERE m.person_id = $1 ORDER BY m.id LIMIT $2",
     "tttdd",
     {"group", "kind", "duty", "from", "to"}},
    {"governance",
     "Governing bodies you belong to",
     "SELECT b.name, m.duty, m.from_on, m.to_on FROM governing_body_member m"
     " JOIN governing_body b ON b.id = m.body_id WHERE m.person_id = $1 ORDER BY m.id LIMIT $2",
     "ttdd",
     {"body", "duty", "from", "to"}},
    {"facilitator",
     "As somebody who leads activities",
     "SELECT name, email, expertise, ended_on FROM facilitator WHERE person_id = $1 ORDER BY id"
     " LIMIT $2",
     "tttd",
     {"name", "email", "expertise", "ended"}},
    {"organiser",
     "Events you organise",
     "SELECT e.title, e.kind, e.starts_at, o.added_at FROM event_organiser o"
     " JOIN event e ON e.id = o.event_id WHERE o.person_id = $1 ORDER BY e.starts_at, e.id LIMIT "
     "$2",
     "ttii",
     {"event", "kind", "on", "since"}},
    {"deadline",
     "Your deadlines",
     "SELECT c.year, i.label, d.opens_on, d.due_on, d.done_on, " NAME_OF(
         "d.done_by") " FROM deadline d JOIN cycle_item i ON i.id = d.item_id JOIN cycle c ON c.id "
                      "= i.cycle_id"
                      " WHERE d.person_id = $1 ORDER BY c.year, i.position LIMIT $2",
     "ntdddt",
     {"school year", "what", "opens", "due", "done", "by"}},
    {"conversation",
     "Your development conversations, also those you held as a mentor",
     "SELECT c.year, i.label, " NAME_OF("d.person_id") ", " NAME_OF(
         "v.mentor_id") ", v.starts_at,"
                        " v.ends_at, v.room, v.held_on, " NAME_OF("v.held_by") ", " NAME_OF(
                            "v.confirmed_by") " FROM conversation v JOIN deadline d ON d.id = "
                                              "v.deadline_id"
                                              " JOIN cycle_item i ON i.id = d.item_id JOIN cycle c "
                                              "ON c.id = i.cycle_id"
                                              " WHERE d.person_id = $1 OR v.mentor_id = $1 OR "
                                              "v.held_by = $1 OR v.confirmed_by = $1"
                                              " ORDER BY c.year, v.id LIMIT $2",
     "ntttiitdtt",
     {"school year", "which", "of", "mentor", "from", "to", "room", "held", "said by",
      "confirmed by"}},
    {"booking",
     "Your bookings",
     "SELECT e.title, e.kind, e.starts_at, b.status, b.part, b.booked_at, b.ended_at, b.reason,"
     " b.credit_min FROM booking b JOIN event e ON e.id = b.event_id"
     " WHERE b.person_id = $1 ORDER BY b.id LIMIT $2",
     "ttittiitn",
     {"event", "kind", "on", "place", "part", "booked", "ended", "reason", "minutes credited"}},
    {"register",
     "What the registers of events say of you",
     "SELECT e.title, s.starts_at, m.mark, m.late_min, m.early_min, m.away_min, m.how,"
     " m.taken_at, m.reason FROM register_entry m JOIN event_session s ON s.id = m.session_id"
     " JOIN event e ON e.id = s.event_id WHERE m.person_id = $1 ORDER BY m.id LIMIT $2",
     "titnnntit",
     {"event", "on", "mark", "minutes late", "minutes left early", "minutes out", "taken by",
      "taken", "reason"}},
    {"message",
     "What you wrote to those who come to an event",
     "SELECT e.title, m.text, m.sent_to, m.recipients, m.sent_at FROM event_message m"
     " JOIN event e ON e.id = m.event_id WHERE m.sent_by = $1 ORDER BY m.id LIMIT $2",
     "tttni",
     {"event", "text", "to", "people", "sent"}},
    {"series",
     "Groups whose every date you are booked on",
     "SELECT coalesce((SELECT e.title FROM event e WHERE e.series_id = m.series_id"
     " ORDER BY e.series_on LIMIT 1), ''), m.part, m.joined_at, m.left_at"
     " FROM event_series_member m WHERE m.person_id = $1 ORDER BY m.id LIMIT $2",
     "ttii",
     {"event", "part", "joined", "left"}},
    {"invitee",
     "Events you were asked to",
     "SELECT e.title, i.required, i.asked_at, i.declined_at, i.reason FROM invitee i"
     " JOIN event e ON e.id = i.event_id WHERE i.person_id = $1 ORDER BY i.event_id LIMIT $2",
     "tniit",
     {"event", "required", "asked", "declined", "reason"}},
    {"event_audience",
     "Events that name you",
     "SELECT e.title, e.starts_at FROM event_audience a JOIN event e ON e.id = a.event_id"
     " WHERE a.person_id = $1 ORDER BY e.id LIMIT $2",
     "ti",
     {"event", "on"}},
    {"booking_ask",
     "Places you were asked to take, and asked others to take",
     "SELECT e.title, p.name, q.name, coalesce(w.title, ''), a.asked_at, a.status,"
     " a.answered_at FROM booking_ask a JOIN booking b ON b.id = a.booking_id"
     " JOIN event e ON e.id = b.event_id JOIN person p ON p.id = b.person_id"
     " JOIN person q ON q.id = a.to_id LEFT JOIN event w ON w.id = a.event_id"
     " WHERE b.person_id = $1 OR a.to_id = $1 ORDER BY a.id LIMIT $2",
     "ttttiti",
     {"event", "by", "to", "in exchange for", "asked", "answer", "answered"}},
    {"needs",
     "What you need at events",
     "SELECT e.title, e.starts_at, n.access, n.diet, n.changed_at FROM booking_need n"
     " JOIN booking b ON b.id = n.booking_id JOIN event e ON e.id = b.event_id"
     " WHERE b.person_id = $1 ORDER BY e.starts_at, b.id LIMIT $2",
     "titti",
     {"event", "on", "to take part", "food", "said"}},
    {"talk",
     "Your talks",
     "SELECT e.title, t.title, t.abstract, t.category, t.minutes, t.status, t.booked_at,"
     " t.arrive_at, t.leave_at, t.kit, t.theme, coalesce(k.phase, ''), coalesce(k.subject, ''),"
     " coalesce(k.focus, ''), coalesce((SELECT m.answer FROM talk_presenter m"
     " WHERE m.talk_id = t.id AND m.person_id = $1), 'yes') FROM talk t"
     " JOIN event e ON e.id = t.event_id LEFT JOIN talk_topic k ON k.talk_id = t.id"
     " WHERE t.person_id = $1 OR EXISTS (SELECT 1"
     " FROM talk_presenter p WHERE p.talk_id = t.id AND p.person_id = $1) ORDER BY t.id LIMIT $2",
     "ttttntiiitttttt",
     {"event", "title", "abstract", "category", "minutes", "state", "booked", "here from",
      "here until", "kit", "theme", "phase", "subject", "focus", "your answer"}},
    {"draw pin",
     "What a draw has to keep for your talks",
     "SELECT e.title, t.title, d.first, d.leave_at, coalesce((SELECT r.name FROM talk_room r"
     " WHERE r.event_id = t.event_id AND r.position = d.room), '') FROM draw_pin d"
     " JOIN talk t ON t.id = d.talk_id JOIN event e ON e.id = t.event_id WHERE t.person_id = $1"
     " OR EXISTS (SELECT 1 FROM talk_presenter p WHERE p.talk_id = t.id AND p.person_id = $1)"
     " ORDER BY t.id LIMIT $2",
     "ttnit",
     {"event", "talk", "comes first", "over by", "room"}},
    {"talk decision",
     "What was decided on your proposals, and what you decided",
     "SELECT e.title, t.title, CASE d.accepted WHEN 1 THEN 'accepted' ELSE 'declined' END, d.word,"
     " p.name, d.decided_at FROM talk_decision d JOIN talk t ON t.id = d.talk_id"
     " JOIN event e ON e.id = t.event_id JOIN person p ON p.id = d.decided_by"
     " WHERE t.person_id = $1 OR d.decided_by = $1 ORDER BY t.id LIMIT $2",
     "ttttti",
     {"event", "talk", "decision", "word", "by", "on"}},
    {"talk choice",
     "Talks you want to hear",
     "SELECT e.title, t.title FROM talk_choice c JOIN talk t ON t.id = c.talk_id"
     " JOIN event e ON e.id = c.event_id WHERE c.person_id = $1 ORDER BY c.event_id, t.id LIMIT $2",
     "tt",
     {"event", "talk"}},
    {"talk question",
     "Questions you asked at SPARK events",
     "SELECT e.title, t.title, q.words, CASE q.named WHEN 1 THEN 'yes' ELSE 'no' END, q.answer,"
     " q.asked_at FROM talk_question q JOIN talk t ON t.id = q.talk_id"
     " JOIN event e ON e.id = t.event_id WHERE q.person_id = $1 ORDER BY q.id LIMIT $2",
     "ttttti",
     {"event", "talk", "question", "with my name", "answer", "asked"}},
    {"talk answer",
     "Questions you answered",
     "SELECT e.title, t.title, q.words, q.answer, q.answered_at FROM talk_question q"
     " JOIN talk t ON t.id = q.talk_id JOIN event e ON e.id = t.event_id"
     " WHERE q.answered_by = $1 ORDER BY q.id LIMIT $2",
     "tttti",
     {"event", "talk", "question", "answer", "answered"}},
    {"date wish leader",
     "Events of the year's plan that you are to lead",
     "SELECT w.title, w.from_on, w.to_on FROM date_wish_leader l JOIN date_wish w"
     " ON w.id = l.wish_id WHERE l.person_id = $1 ORDER BY w.id LIMIT $2",
     "tdd",
     {"event", "not before", "not after"}},
    {"thanks",
     "Thanks you wrote after SPARK events",
     "SELECT e.title, k.word, k.written_at FROM spark_thanks k JOIN event e ON e.id = k.event_id"
     " WHERE k.written_by = $1 ORDER BY k.event_id LIMIT $2",
     "tti",
     {"event", "word", "written"}},
    {"talk share",
     "Talks you share in the library",
     "SELECT e.title, t.title, s.agreed_at FROM talk_share s JOIN talk t ON t.id = s.talk_id"
     " JOIN event e ON e.id = t.event_id WHERE s.person_id = $1 ORDER BY t.id LIMIT $2",
     "tti",
     {"event", "talk", "agreed"}},
    {"talk public",
     "Talks for which you agreed to be named on a public programme",
     "SELECT e.title, t.title, s.agreed_at FROM talk_public s JOIN talk t ON t.id = s.talk_id"
     " JOIN event e ON e.id = t.event_id WHERE s.person_id = $1 ORDER BY t.id LIMIT $2",
     "tti",
     {"event", "talk", "agreed"}},
    {"talk after",
     "What you recommend after your talks",
     "SELECT t.title, a.recommendations, a.changed_at FROM talk_after a"
     " JOIN talk t ON t.id = a.talk_id WHERE EXISTS (SELECT 1 FROM talk_presenter m"
     " WHERE m.talk_id = t.id AND m.person_id = $1) ORDER BY t.id LIMIT $2",
     "tti",
     {"talk", "recommendations", "changed"}},
    {"talk slides",
     "Slides of your talks",
     "SELECT t.title, s.link, (SELECT max(l.name) FROM file_link l WHERE l.noun = 'talk'"
     " AND l.noun_id = t.id), CASE s.without WHEN 1 THEN 'none are shown' ELSE '' END, s.given_at"
     " FROM talk_slides s JOIN talk t ON t.id = s.talk_id WHERE s.given_by = $1 OR EXISTS"
     " (SELECT 1 FROM talk_presenter m WHERE m.talk_id = t.id AND m.person_id = $1)"
     " ORDER BY t.id LIMIT $2",
     "tttti",
     {"talk", "link", "file", "said", "handed in"}},
    {"talk invitation",
     "Invitations to give a talk, after your final conversation",
     "SELECT e.title, n.sent_at FROM talk_invite n JOIN event e ON e.id = n.event_id JOIN deadline "
     "d"
     " ON d.id = n.deadline_id WHERE d.person_id = $1 ORDER BY n.deadline_id LIMIT $2",
     "ti",
     {"event", "on"}},
    {"slides taken",
     "Slides of whole evenings you took away",
     "SELECT e.title, s.taken_at FROM slides_taken s JOIN event e ON e.id = s.event_id"
     " WHERE s.person_id = $1 ORDER BY s.event_id LIMIT $2",
     "ti",
     {"event", "on"}},
    {"programme",
     "Programmes you made",
     "SELECT e.title, v.number, v.why, v.made_at FROM programme_version v"
     " JOIN event e ON e.id = v.event_id WHERE v.made_by = $1 ORDER BY v.id LIMIT $2",
     "tnti",
     {"event", "version", "by", "made"}},
    {"arrange job",
     "Orders of talks you asked the arranger for",
     "SELECT e.title, j.mode, j.state, j.asked_at FROM arrange_job j"
     " JOIN event e ON e.id = j.event_id WHERE j.asked_by = $1 ORDER BY j.id LIMIT $2",
     "ttti",
     {"event", "mode", "state", "asked"}},
    {"draw",
     "Draws whose list you closed",
     "SELECT e.title, d.round, d.closed_at FROM draw_round d JOIN event e ON e.id = d.event_id"
     " WHERE d.closed_by = $1 ORDER BY d.id LIMIT $2",
     "tni",
     {"event", "draw", "closed"}},
    {"stage",
     "What you did on the stage of a SPARK evening",
     "SELECT e.title, a.kind, coalesce(t.title, ''), a.at FROM stage_act a"
     " JOIN event e ON e.id = a.event_id LEFT JOIN talk t ON t.id = a.talk_id"
     " WHERE a.by_id = $1 ORDER BY a.id LIMIT $2",
     "ttti",
     {"event", "act", "talk", "at"}},
    {"busy",
     "When you are taken",
     "SELECT source, from_at, to_at FROM busy WHERE person_id = $1 ORDER BY from_at LIMIT $2",
     "tii",
     {"by", "from", "to"}},
    {"activity",
     "What you did elsewhere and recorded",
     "SELECT a.type, a.title, a.provider, a.from_on, a.to_on, a.minutes, a.part,"
     " trim(a.award_body || ' ' || a.award_level || ' ' || a.award_status), " NAME_OF(
         "a.verified_by") ", a.verified_at, coalesce(n.learned, ''), a.created_at"
                          " FROM activity a LEFT JOIN activity_note n ON n.activity_id = a.id "
                          "WHERE a.person_id = $1"
                          " ORDER BY a.from_on, a.id LIMIT $2",
     "tttddnttitti",
     {"kind", "title", "provider", "from", "to", "minutes", "as", "award", "verified by",
      "verified", "what you take from it", "recorded"}},
    {"file",
     "Files you added",
     "SELECT l.name, f.kind, f.size, l.noun, l.added_at FROM file_link l"
     " JOIN stored_file f ON f.hash = l.hash WHERE l.added_by = $1 ORDER BY l.id LIMIT $2",
     "ttnti",
     {"name", "type", "bytes", "of", "added"}},
    {"reading",
     "What you confirmed to have read",
     "SELECT e.title, c.read_at FROM reading_confirmation c JOIN event e ON e.id = c.event_id"
     " WHERE c.person_id = $1 ORDER BY c.read_at LIMIT $2",
     "ti",
     {"what", "read"}},
    {"digest",
     "Your weekly mail of new events",
     "SELECT looked_at, off_at FROM digest WHERE person_id = $1 LIMIT $2",
     "ii",
     {"up to", "ended"}},
    {"own_calendar",
     "Your own calendar, kept as busy or free only",
     "SELECT read_at, from_at, to_at, left_out FROM own_calendar WHERE person_id = $1 LIMIT $2",
     "iiin",
     {"read", "from", "to", "not understood"}},
    {"mail",
     "Mails to you",
     "SELECT kind, to_email, state, queued_at, sent_at, body FROM outbox WHERE person_id = $1"
     " AND kind <> 'code' ORDER BY id LIMIT $2",
     "tttiit",
     {"kind", "to", "state", "queued", "sent", "what it says"}},
    {"nudge",
     "Reminders to you",
     "SELECT i.label, n.step, o.queued_at FROM nudge n JOIN deadline d ON d.id = n.deadline_id"
     " JOIN cycle_item i ON i.id = d.item_id JOIN outbox o ON o.id = n.outbox_id"
     " WHERE n.person_id = $1 ORDER BY o.id LIMIT $2",
     "tti",
     {"of", "step", "on"}},
    {"feed",
     "Your calendar addresses",
     "SELECT scope, created_at, revoked_at, fetched_at, fetched_by FROM feed WHERE person_id = $1"
     " ORDER BY id LIMIT $2",
     "tiiit",
     {"of", "made", "ended", "last fetched", "by"}},
    {"session",
     "Where you are signed in",
     "SELECT agent, way, created_at, seen_at FROM session WHERE person_id = $1 ORDER BY created_at"
     " LIMIT $2",
     "ttii",
     {"browser", "how", "since", "last used"}},
    {"device",
     "Remembered devices",
     "SELECT agent, made_at, used_at, expires_at FROM device WHERE person_id = $1 ORDER BY id"
     " LIMIT $2",
     "tiii",
     {"browser", "made", "last used", "ends"}},
    {"code",
     "Sign-in codes you asked for",
     "SELECT created_at, expires_at, tries, used_at FROM sign_in_code WHERE person_id = $1"
     " ORDER BY id LIMIT $2",
     "iini",
     {"asked", "ends", "tries", "used"}},
    {"identity",
     "Your accounts at the trust's provider",
     "SELECT issuer, email, linked_at, " NAME_OF("linked_by") " FROM identity WHERE person_id = $1"
                                                              " ORDER BY id LIMIT $2",
     "ttit",
     {"provider", "address", "joined", "by"}},
    {"identity_request",
     "Accounts that asked to be yours",
     "SELECT issuer, email, name, reason, state, asked_at, decided_at, " NAME_OF(
         "decided_by") " FROM identity_request WHERE person_id = $1 ORDER BY id LIMIT $2",
     "tttttiit",
     {"provider", "address", "name", "because", "state", "asked", "decided", "by"}},
    {"card",
     "Printed sign-in cards",
     "SELECT number, made_at, expires_at, ended_at, " NAME_OF(
         "made_by") " FROM code_card"
                    " WHERE person_id = $1 ORDER BY id LIMIT $2",
     "tiiit",
     {"number", "made", "ends", "ended", "by"}},
    {"second_step",
     "Your second step",
     "SELECT since_at, (SELECT count(*) FROM recovery_code r WHERE r.person_id = $1"
     " AND r.used_at IS NULL) FROM second_factor WHERE person_id = $1 LIMIT $2",
     "in",
     {"since", "recovery codes left"}},
    {"token",
     "API tokens",
     "SELECT scope, created_at, expires_at, used_at, revoked_at FROM api_token WHERE person_id = $1"
     " ORDER BY id LIMIT $2",
     "tiiii",
     {"may", "made", "ends", "last used", "ended"}},
    {"answers",
     "Answers kept for repeated API calls",
     "SELECT route, status, created_at FROM idempotency WHERE person_id = $1 ORDER BY created_at"
     " LIMIT $2",
     "tni",
     {"call", "status", "at"}},
    {"hours",
     "Hours agreed with you by hand",
     "SELECT year, counts, minutes, reason, " NAME_OF(
         "made_by") ", made_at, ended_at FROM hours_adjustment WHERE person_id = $1 ORDER BY id"
                    " LIMIT $2",
     "ntnttii",
     {"academic year from", "toward", "minutes", "why", "agreed by", "at", "taken back"}},
    {"request",
     "What you asked to be approved",
     "SELECT kind, title, provider, from_on, cost_pence, payer, travel, outcome, status, cover,"
     " made_at, ended_at FROM approval WHERE person_id = $1 ORDER BY id LIMIT $2",
     "tttdntttttii",
     {"kind", "what", "provider", "from", "cost in pence", "paid by", "travel", "outcome", "state",
      "cover", "asked", "over"}},
    {"request_step",
     "Steps of your requests, and those you decided or were given",
     "SELECT a.title, s.words, s.state, " NAME_OF("s.by_id") ", " NAME_OF(
         "s.delegate_id") ", s.at, s.note FROM approval_step s"
                          " JOIN approval a ON a.id = s.approval_id"
                          " WHERE a.person_id = $1 OR s.by_id = $1"
                          " OR s.delegate_id = $1 ORDER BY s.id LIMIT $2",
     "tttttit",
     {"request", "step", "state", "decided by", "given to", "at", "reason"}},
    {"request_note",
     "What was said about your requests, and by you about others'",
     "SELECT a.title, n.kind, " NAME_OF(
         "n.person_id") ", n.words, n.at FROM approval_note n JOIN approval a"
                        " ON a.id = n.approval_id WHERE a.person_id = $1 OR n.person_id = $1"
                        " ORDER BY n.id LIMIT $2",
     "tttti",
     {"request", "kind", "by", "words", "at"}},
    {"emergency",
     "Emergency readings of your record, or by you",
     "SELECT " NAME_OF("person_id") ", " NAME_OF("asked_by") ", reason, hours, asked_at, " NAME_OF(
         "approved_by") ", approved_at, ends_at, ended_at, " NAME_OF("ended_by") " FROM "
                                                                                 "break_glass "
                                                                                 "WHERE person_id "
                                                                                 "= $1 OR asked_by "
                                                                                 "= $1 OR "
                                                                                 "approved_by = $1 "
                                                                                 "OR ended_by = $1"
                                                                                 " ORDER BY id "
                                                                                 "LIMIT $2",
     "tttnitiiit",
     {"record of", "asked by", "why", "hours", "asked", "agreed by", "agreed", "ends", "ended",
      "ended by"}},
    {"merge",
     "Records of you that were made one",
     "SELECT merged_at, " NAME_OF("merged_by") ", undone_at FROM person_merge WHERE kept_id = $1"
                                               " OR gone_id = $1 ORDER BY id LIMIT $2",
     "iti",
     {"merged", "by", "undone"}},
    {"audit",
     "What was done by you and with you",
     "SELECT at, " NAME_OF("actor_id") ", action, " NAME_OF(
         "subject_id") ", reason, detail"
                       " FROM audit WHERE id IN (SELECT id FROM audit WHERE actor_id = $1"
                       " UNION SELECT id FROM audit WHERE subject_id = $1) ORDER BY id DESC LIMIT "
                       "$2",
     "ittttt",
     {"at", "who", "what", "with whom", "why", "detail"}},
    {0},
};

#define ACT "what somebody did for others is given as a row of the audit"

const struct held_reference held_references[] = {
    {"person.merged_into", NULL},
    {"former_name.person_id", NULL},
    {"employment.person_id", NULL},
    {"participation.person_id", NULL},
    {"role_grant.person_id", NULL},
    {"role_grant.granted_by", ACT},
    {"relation.person_id", NULL},
    {"relation.other_id", NULL},
    {"exemption.person_id", NULL},
    {"induction.person_id", NULL},
    {"org_group_member.person_id", NULL},
    {"governing_body_member.person_id", NULL},
    {"facilitator.person_id", NULL},
    {"provider.quality_by", ACT},
    {"deadline.person_id", NULL},
    {"deadline.done_by", "given with the conversation that was held"},
    {"conversation.mentor_id", NULL},
    {"conversation.held_by", NULL},
    {"conversation.confirmed_by", NULL},
    {"booking.person_id", NULL},
    {"booking_ask.to_id", NULL},
    {"register.opened_by", ACT},
    {"register.closed_by", ACT},
    {"register_file.uploaded_by", ACT},
    {"register_entry.person_id", NULL},
    {"register_entry.marked_by", ACT},
    {"talk.person_id", NULL},
    {"talk_presenter.person_id", NULL},
    {"talk_choice.person_id", NULL},
    {"talk_decision.decided_by", NULL},
    {"arrange_job.asked_by", "given with the orders they asked for"},
    {"talk_question.person_id", NULL},
    {"talk_question.answered_by", NULL},
    {"talk_question.moderated_by", ACT},
    {"date_wish_leader.person_id", NULL},
    {"spark_thanks.written_by", NULL},
    {"spark_thanks.sent_by", ACT},
    {"talk_share.person_id", NULL},
    {"talk_public.person_id", NULL},
    {"public_programme.opened_by", ACT},
    {"programme_version.made_by", "given with the programmes they made"},
    {"draw_round.closed_by", "given with the draws whose list they closed"},
    {"stage_act.by_id", NULL},
    {"event.created_by", ACT},
    {"event.agreed_by", ACT},
    {"event_audience.person_id", NULL},
    {"invitee.person_id", NULL},
    {"programme_year.published_by", ACT},
    {"date_wish.made_by", ACT},
    {"postponement.moved_by", ACT},
    {"event_message.sent_by", NULL},
    {"event_organiser.person_id", NULL},
    {"event_series.created_by", ACT},
    {"event_series_member.person_id", NULL},
    {"calendar_change.actor_id", ACT},
    {"policy_draft.changed_by",
     "the policy is about nobody; who put it into force is in the audit"},
    {"busy.person_id", NULL},
    {"activity.person_id", NULL},
    {"activity.verified_by", ACT},
    {"file_link.added_by", NULL},
    {"talk_slides.given_by", NULL},
    {"slides_taken.person_id", NULL},
    {"reading_confirmation.person_id", NULL},
    {"own_calendar.person_id", NULL},
    {"digest.person_id", NULL},
    {"outbox.person_id", NULL},
    {"nudge.person_id", NULL},
    {"feed.person_id", NULL},
    {"session.person_id", NULL},
    {"device.person_id", NULL},
    {"sign_in_code.person_id", NULL},
    {"identity.person_id", NULL},
    {"identity.linked_by", ACT},
    {"identity_request.person_id", NULL},
    {"identity_request.decided_by", ACT},
    {"code_card.person_id", NULL},
    {"code_card.made_by", ACT},
    {"second_factor.person_id", NULL},
    {"recovery_code.person_id", NULL},
    {"api_token.person_id", NULL},
    {"idempotency.person_id", NULL},
    {"break_glass.person_id", NULL},
    {"break_glass.asked_by", NULL},
    {"break_glass.approved_by", NULL},
    {"break_glass.ended_by", NULL},
    {"person_merge.kept_id", NULL},
    {"person_merge.gone_id", NULL},
    {"person_merge.merged_by", ACT},
    {"person_merge.undone_by", ACT},
    {"audit.actor_id", NULL},
    {"audit.subject_id", NULL},
    {"retention.changed_by", ACT},
    {"hours_adjustment.person_id", NULL},
    {"hours_adjustment.made_by", ACT},
    {"hours_adjustment.ended_by", ACT},
    {"hours_setting.changed_by", ACT},
    {"approval.person_id", NULL},
    {"approval_step.delegate_id", NULL},
    {"approval_step.by_id", NULL},
    {"approval_note.person_id", NULL},
    {"staff_import.uploaded_by", ACT},
    {"staff_import.applied_by", ACT},
    {"staff_import.undone_by", ACT},
    {0},
};
