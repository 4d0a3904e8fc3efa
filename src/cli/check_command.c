/* DESIGN: `sparkd check`: is what the data promises true? */
#include <stdio.h>

#include "audit.h"
#include "clash_way_sql.h"
#include "command.h"
#include "stored_file.h"
#include "travel.h"

/* Each counts rows that break a promise: 0 is right. */
struct invariant {
    const char *promise, *sql;
};

/* The latest moment of which the data knows: what has begun by then promises no more places. */
#define KNOWN                                                                                      \
    "max((SELECT coalesce(max(at), 0) FROM audit),"                                                \
    " (SELECT coalesce(max(modified_at), 0) FROM booking))"

/* Does `y` of busy keep somebody from the event e, the way between two schools counted? */
#define WAY_S "60 * " CLASH_WAY_MIN("y", "e.id", "e.host_school_id", "30")
#define IN_THE_WAY                                                                                 \
    "y.from_at < e.ends_at + " WAY_S " AND y.to_at > e.starts_at - " WAY_S                         \
    " AND coalesce(y.event_id, 0) <> e.id"
_Static_assert(TRAVEL_DEFAULT_MIN == 30, "as a way is of which nobody said how long it is");

static const struct invariant INVARIANTS[] = {
    {"places taken are those of the bookings that hold one",
     "SELECT count(*) FROM event e WHERE taken <> (SELECT count(*) FROM booking b"
     " WHERE b.event_id = e.id AND b.ended_at IS NULL AND b.status <> 'waiting'"
     " AND b.part = 'attendee' AND b.beyond = 0 AND b.online = 0)"},
    {"an event begins with its first session and ends with its last",
     "SELECT count(*) FROM event e WHERE (e.starts_at, e.ends_at) IS NOT"
     " (SELECT min(s.starts_at), max(s.ends_at) FROM event_session s WHERE s.event_id = e.id)"},
    {"no room holds two events at once, but a day and its workshops",
     "SELECT count(*) FROM event e JOIN event_session s ON s.event_id = e.id AND s.room = ''"
     " JOIN event o ON o.room_id = e.room_id AND o.id > e.id AND o.status <> 'cancelled'"
     " JOIN event_session t ON t.event_id = o.id AND t.room = ''"
     " AND t.starts_at < s.ends_at AND s.starts_at < t.ends_at WHERE e.status <> 'cancelled'"
     " AND coalesce(o.parent_id, 0) <> e.id AND coalesce(e.parent_id, 0) <> o.id"},
    {"nobody waits for a place while one is free",
     "SELECT count(*) FROM event e"
     " WHERE e.status = 'published' AND e.taken < e.capacity AND EXISTS (SELECT 1 FROM booking b"
     " JOIN person p ON p.id = b.person_id WHERE b.event_id = e.id AND b.status = 'waiting'"
     " AND p.left_on IS NULL AND NOT EXISTS (SELECT 1 FROM busy y WHERE y.person_id = p.id"
     " AND " IN_THE_WAY "))"
     " AND NOT EXISTS (SELECT 1 FROM event_quota q WHERE q.event_id = e.id)"
     " AND e.starts_at > " KNOWN},
    {"whoever takes part online has a way to be there",
     "SELECT count(*) FROM booking b JOIN event e ON e.id = b.event_id WHERE b.online = 1"
     " AND b.ended_at IS NULL AND e.status <> 'cancelled' AND e.ends_at > " KNOWN
     " AND (EXISTS (SELECT 1 FROM block k WHERE k.event_id = e.id) OR NOT (EXISTS (SELECT 1"
     " FROM event_place o WHERE o.event_id = e.id AND o.online_link <> '') OR EXISTS (SELECT 1"
     " FROM event_about a WHERE a.event_id = e.id AND a.mode <> 'in person')))"},
    {"who has to come was asked to",
     "SELECT count(*) FROM booking b WHERE b.required = 1 AND b.ended_at IS NULL AND NOT EXISTS"
     " (SELECT 1 FROM invitee i WHERE i.event_id = b.event_id AND i.person_id = b.person_id"
     " AND i.required = 1)"},
    /* With several blocks or rooms, or around what is announced, free time may lie in pieces, which
     * SQL does not put together. */
    {"no talk waits for a slot while one is free (events of one block, not announced)",
     "SELECT count(*) FROM talk t JOIN event e ON e.id = t.event_id"
     " JOIN spark_event s ON s.event_id = e.id WHERE e.status = 'published'"
     " AND e.starts_at > (SELECT coalesce(max(at), 0) FROM audit)"
     " AND (SELECT count(*) FROM spark_block b WHERE b.event_id = e.id) = 1"
     " AND (SELECT count(*) FROM talk_room r WHERE r.event_id = e.id) = 1"
     " AND NOT EXISTS (SELECT 1 FROM keynote k WHERE k.event_id = e.id)"
     " AND s.published_id IS NULL AND s.intake = 'instant'"
     " AND NOT EXISTS (SELECT 1 FROM spark_call c WHERE c.event_id = e.id"
     " AND c.first_timers + c.short_places > 0)"
     " AND ((t.status = 'confirmed' AND s.used_s + (t.wanted_minutes - t.minutes) * 60 <= s.room_s)"
     " OR (t.status = 'waiting' AND s.used_s + t.minutes * 60 + s.changeover_s <= s.room_s"
     " AND NOT EXISTS (SELECT 1 FROM talk_presenter p JOIN busy y ON y.person_id = p.person_id"
     " WHERE p.talk_id = t.id AND p.nth IS NOT NULL AND " IN_THE_WAY ")"
     /* who was asked about it and did not say yes */
     " AND NOT EXISTS (SELECT 1 FROM talk_offer f WHERE f.talk_id = t.id)))"},
    {"a slot is kept for every talk that is asked, and for nobody else",
     "SELECT count(*) FROM talk t LEFT JOIN talk_offer o ON o.talk_id = t.id"
     " WHERE (t.status = 'offered') <> (o.talk_id IS NOT NULL AND o.over_at IS NULL)"
     " OR (o.over_at IS NOT NULL AND t.status <> 'waiting')"},
    {"time used at a SPARK event is that of its confirmed talks",
     "SELECT count(*) FROM spark_event s WHERE used_s <> (SELECT coalesce(sum(t.minutes * 60 +"
     " s.changeover_s), 0) FROM talk t WHERE t.event_id = s.event_id"
     " AND t.status IN ('confirmed', 'offered'))"},
    {"every talk with a slot has its place in the announced programme, and nobody else",
     "SELECT count(*) FROM spark_event s JOIN talk t ON t.event_id = s.event_id"
     " JOIN event e ON e.id = s.event_id AND e.status <> 'cancelled'"
     " WHERE s.published_id IS NOT NULL AND (t.status IN ('confirmed', 'offered'))"
     " <> EXISTS (SELECT 1 FROM programme_slot p WHERE p.version_id = s.published_id"
     " AND p.talk_id = t.id)"
     /* drawn one at a time: whoever is still in the hat, or a reserve, has none */
     " AND NOT (t.status IN ('confirmed', 'offered') AND EXISTS (SELECT 1 FROM draw_round d"
     " WHERE d.event_id = s.event_id AND d.record LIKE '%\"mode\":\"one_by_one\"%'))"},
    {"an announced programme keeps to the rooms of its event",
     "SELECT count(*) FROM spark_event s JOIN programme_slot p ON p.version_id = s.published_id"
     " WHERE NOT EXISTS (SELECT 1 FROM talk_room r WHERE r.event_id = s.event_id"
     " AND r.position = p.room)"},
    {"what was done on a stage is numbered without a gap, and no time goes back",
     "SELECT count(*) FROM stage_act a LEFT JOIN stage_act b ON b.event_id = a.event_id"
     " AND b.room = a.room AND b.seq = a.seq - 1 WHERE (a.seq > 1 AND b.id IS NULL)"
     " OR b.at > a.at"},
    {"whoever an act on a stage is about has a talk at that evening",
     "SELECT count(*) FROM stage_act a JOIN talk t ON t.id IN (a.talk_id, a.other_id)"
     " WHERE t.event_id <> a.event_id"},
    {"at most one talk a room is being given, and each is of an evening whose stage was used",
     "SELECT (SELECT count(*) FROM stage_talk k JOIN talk t ON t.id = k.talk_id"
     " WHERE t.event_id <> k.event_id OR NOT EXISTS (SELECT 1 FROM stage_act a"
     " WHERE a.event_id = k.event_id)) + (SELECT count(*) FROM (SELECT k.event_id FROM stage_talk k"
     " WHERE k.part = 'on' GROUP BY k.event_id HAVING count(*) > (SELECT count(*) FROM talk_room r"
     " WHERE r.event_id = k.event_id)))"},
    {"draws of an event are numbered from 1, and only the last may be open",
     "SELECT count(*) FROM draw_round d WHERE (d.round > 1 AND NOT EXISTS (SELECT 1"
     " FROM draw_round b WHERE b.event_id = d.event_id AND b.round = d.round - 1))"
     " OR (d.ended_at IS NULL AND EXISTS (SELECT 1 FROM draw_round l WHERE l.event_id = d.event_id"
     " AND l.round > d.round))"},
    {"what a draw announced is a programme of its own event",
     "SELECT count(*) FROM draw_round d JOIN programme_version v ON v.id = d.version_id"
     " WHERE v.event_id <> d.event_id"},
    {"a live talk has its lead presenter",
     "SELECT count(*) FROM talk t WHERE t.status IN ('confirmed', 'offered', 'requested', "
     "'waiting')"
     " AND 1 <> (SELECT count(*)"
     " FROM talk_presenter p WHERE p.talk_id = t.id AND p.lead = 1 AND p.person_id = t.person_id"
     " AND p.nth IS NOT NULL)"},
    {"nobody presents at a talk that was withdrawn or declined",
     "SELECT count(*) FROM talk_presenter p JOIN talk t ON t.id = p.talk_id"
     " WHERE t.status IN ('withdrawn', 'declined') AND p.nth IS NOT NULL"},
    {"a swap is of two to six talks of its own event, one after the other",
     "SELECT (SELECT count(*) FROM talk_swap_part p JOIN talk_swap s ON s.id = p.swap_id"
     " JOIN talk t ON t.id = p.talk_id WHERE t.event_id <> s.event_id)"
     " + (SELECT count(*) FROM talk_swap s WHERE (SELECT count(*) NOT BETWEEN 2 AND 6"
     " OR max(p.position) <> count(*) FROM talk_swap_part p WHERE p.swap_id = s.id))"},
    {"a talk is kept for a swap while that is open, and no longer",
     "SELECT count(*) FROM talk_swap_part p JOIN talk_swap s ON s.id = p.swap_id"
     " WHERE (s.status = 'open') <> (p.open IS NOT NULL)"},
    {"a swap is done when everybody has said yes, and not before",
     "SELECT count(*) FROM talk_swap s WHERE s.status IN ('open', 'done') AND ((s.status = 'done')"
     " = EXISTS (SELECT 1 FROM talk_swap_part p WHERE p.swap_id = s.id AND p.yes_at IS NULL)"
     " OR EXISTS (SELECT 1 FROM talk_swap_part p WHERE p.swap_id = s.id AND p.position = 1"
     " AND p.yes_at IS NULL))"},
    /* The event may have moved since, with all its slots. */
    {"a swap that was done gave each the slot of the next, and moved nobody else",
     "SELECT count(*) FROM talk_swap s WHERE s.status = 'done' AND NOT EXISTS (SELECT 1"
     " FROM programme_version v WHERE v.event_id = s.event_id AND v.why = 'swapped'"
     " AND v.made_at = s.ended_at AND (SELECT count(*) = (SELECT count(*) FROM talk_swap_part a"
     " WHERE a.swap_id = s.id) AND count(DISTINCT q.starts_at - n.starts_at) = 1"
     " FROM talk_swap_part p JOIN talk_swap_part n ON n.swap_id = p.swap_id AND n.position ="
     " coalesce((SELECT min(x.position) FROM talk_swap_part x WHERE x.swap_id = p.swap_id"
     " AND x.position > p.position), 1) JOIN programme_slot q ON q.version_id = v.id"
     " AND q.talk_id = p.talk_id AND q.room = n.room WHERE p.swap_id = s.id)"
     " AND NOT EXISTS (SELECT 1 FROM programme_slot q JOIN programme_slot o"
     " ON o.talk_id = q.talk_id AND o.version_id = (SELECT b.id FROM programme_version b"
     " WHERE b.event_id = v.event_id AND b.number < v.number AND b.published_at IS NOT NULL"
     " ORDER BY b.number DESC LIMIT 1) WHERE q.version_id = v.id AND q.talk_id NOT IN"
     " (SELECT p.talk_id FROM talk_swap_part p WHERE p.swap_id = s.id)"
     " AND (q.room, q.starts_at) <> (o.room, o.starts_at)))"},
    {"a question about a slot was asked before its time was over",
     "SELECT count(*) FROM talk_offer WHERE over_at < offered_at OR answer_by <= offered_at"},
    {"a keynote is within its event, in one of its rooms, and alone at its time",
     "SELECT count(*) FROM keynote k JOIN event e ON e.id = k.event_id"
     " WHERE k.starts_at < e.starts_at OR k.starts_at + k.minutes * 60 > e.ends_at"
     " OR NOT EXISTS (SELECT 1 FROM talk_room r WHERE r.event_id = k.event_id"
     " AND r.position = k.room) OR EXISTS (SELECT 1 FROM keynote o WHERE o.event_id = k.event_id"
     " AND o.id > k.id AND o.starts_at < k.starts_at + k.minutes * 60"
     " AND k.starts_at < o.starts_at + o.minutes * 60)"},
    {"nobody has an announced slot while a keynote is given",
     "SELECT count(*) FROM keynote k JOIN spark_event s ON s.event_id = k.event_id"
     " JOIN programme_slot p ON p.version_id = s.published_id JOIN talk t ON t.id = p.talk_id"
     " AND t.status IN ('confirmed', 'offered') WHERE p.starts_at < k.starts_at + k.minutes * 60"
     " AND k.starts_at < p.starts_at + t.minutes * 60"},
    {"whoever gives a talk that has a slot is busy then",
     "SELECT count(*) FROM talk t JOIN talk_presenter p ON p.talk_id = t.id AND p.nth IS NOT NULL"
     " JOIN event e ON e.id = t.event_id AND e.status <> 'cancelled'"
     " WHERE t.status IN ('confirmed', 'offered') AND NOT EXISTS (SELECT 1 FROM busy y"
     " WHERE y.source = 'talk' AND y.source_id = t.id AND y.person_id = p.person_id"
     " AND y.from_at = e.starts_at AND y.to_at = e.ends_at)"},
    {"whoever said yes to a talk that has its slot keeps no place in the audience",
     "SELECT count(*) FROM talk t JOIN talk_presenter p ON p.talk_id = t.id AND p.nth IS NOT NULL"
     " AND p.answer = 'yes' JOIN booking b ON b.event_id = t.event_id"
     " AND b.person_id = p.person_id AND b.status = 'confirmed' AND b.part = 'attendee'"
     " AND b.presents = 0 AND b.walk_in = 0 WHERE t.status = 'confirmed'"},
    {"an event is found by the words it has now",
     "SELECT (SELECT count(*) FROM (SELECT * FROM event_words EXCEPT"
     " SELECT rowid, * FROM event_search)) + (SELECT count(*) FROM (SELECT rowid, *"
     " FROM event_search EXCEPT SELECT * FROM event_words)) + (SELECT count(*) FROM event e"
     " WHERE e.title GLOB '*[A-Za-z0-9]*' AND NOT EXISTS (SELECT 1 FROM event_search f"
     " WHERE f.rowid = e.id AND f.event_search MATCH"
     " 'title : \"' || replace(e.title, '\"', '\"\"') || '\"'))"},
    {"who has a place is busy then",
     "SELECT count(*) FROM booking b JOIN event_session s ON s.event_id = b.event_id"
     " WHERE b.ended_at IS NULL AND b.status <> 'waiting' AND b.presents = 0"
     " AND NOT EXISTS (SELECT 1 FROM busy y"
     " WHERE y.source = 'booking' AND y.source_id = b.id AND y.part = s.position"
     " AND y.from_at = s.starts_at AND y.to_at = s.ends_at)"},
    {"nobody is busy with what is over",
     "SELECT count(*) FROM busy y LEFT JOIN booking b ON y.source = 'booking' AND b.id = "
     "y.source_id"
     " LEFT JOIN talk t ON y.source = 'talk' AND t.id = y.source_id"
     " WHERE (y.source = 'booking' AND (b.id IS NULL OR b.ended_at IS NOT NULL"
     " OR b.status = 'waiting'))"
     " OR (y.source = 'talk' AND coalesce(t.status, '') NOT IN ('confirmed', 'offered'))"},
    {"a conversation that was held closes its deadline",
     "SELECT count(*) FROM conversation c JOIN deadline d ON d.id = c.deadline_id"
     " WHERE (c.held_on IS NOT NULL) <> (d.done_on IS NOT NULL)"},
    {"a mail that was sent says when",
     "SELECT count(*) FROM outbox WHERE (state = 'sent') <> (sent_at IS NOT NULL)"},
    /* What was sent stays what it was: a nudge of a record that was merged went to that one. */
    {"a nudge was carried by a message to that person",
     "SELECT count(*) FROM nudge n JOIN outbox o ON o.id = n.outbox_id"
     " WHERE o.person_id IS NOT n.person_id AND NOT EXISTS (WITH RECURSIVE record (id) AS"
     " (SELECT o.person_id UNION SELECT p.merged_into FROM person p JOIN record r ON r.id = p.id)"
     " SELECT 1 FROM record WHERE id = n.person_id)"},
};

static int check_invariants(struct store *store)
{
    int status = EXIT_DONE;
    for (size_t i = 0; i < sizeof INVARIANTS / sizeof INVARIANTS[0]; i++) {
        int64_t broken = 0;
        enum err err = store_find_int(store, INVARIANTS[i].sql, PARAMS(), &broken);
        if (err != OK)
            return command_fail(EXIT_ENVIRONMENT, "%s: %s", INVARIANTS[i].promise, err_name(err));
        if (broken)
            status = command_fail(EXIT_ANSWER_NO, "broken: %s (%lld)", INVARIANTS[i].promise,
                                  (long long)broken);
    }
    return status;
}

/* One view of the record: a live server adds to it meanwhile. */
static int check_chain(struct store *store)
{
    struct audit_chain chain = {.rows = 0};
    enum err err = store_begin_read(store);
    if (err == OK)
        err = audit_check(store, &chain);
    store_rollback(store);
    if (err == ERR_INVALID)
        return command_fail(EXIT_ANSWER_NO,
                            "the audit's chain breaks at row %lld: a row was changed or is missing",
                            (long long)chain.broken_id);
    return err == OK ? EXIT_DONE
                     : command_fail(EXIT_ENVIRONMENT, "the audit's chain: %s", err_name(err));
}

/* Files beside the database: each that a row names is there, with the bytes of its name. */
static int check_files(struct store *store, const char *data, struct arena *arena)
{
    struct stored_file_faults faults;
    enum err err = stored_file_check(store, data, arena, &faults);
    if (err != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s/files: %s", data, err_name(err));
    int status = EXIT_DONE;
    if (faults.missing)
        status = command_fail(EXIT_ANSWER_NO, "%s/files: missing: %lld; restore a backup", data,
                              (long long)faults.missing);
    if (faults.altered)
        status = command_fail(EXIT_ANSWER_NO, "%s/files: altered: %lld; restore a backup", data,
                              (long long)faults.altered);
    return status;
}

static int check_all(struct store *store, const char *data, struct arena *arena)
{
    const char *fault = "";
    if (store_verify(store, arena, &fault) != OK)
        return command_fail(EXIT_ANSWER_NO, "the database is damaged: %s; restore a backup", fault);
    int status = check_chain(store);
    if (status == EXIT_DONE)
        status = check_invariants(store);
    return status == EXIT_DONE ? check_files(store, data, arena) : status;
}

int command_check(int argc, char **argv)
{
    const char *data = NULL;
    const struct option_spec specs[] = {{"data", OPTION_TEXT, &data, true}, {0}};
    struct store *store;
    struct arena *arena = arena_new();
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE)
        status = data_open(arena, data, STORE_READ, (struct instant){0}, &store);
    if (status == EXIT_DONE) {
        status = check_all(store, data, arena);
        store_close(store);
        if (status == EXIT_DONE)
            puts("nothing is wrong");
    }
    arena_free(arena);
    return status;
}
