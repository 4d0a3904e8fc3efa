/* DESIGN: the SQL of requests: how they are kept and who may be a decider of a step. */
#include "approval_store.h"

#include "check.h"

/*
 * Who decides a step, and who stands in: the rank says in which order, junior that they stand in
 * for somebody above them. A role for the whole trust comes after the same at the school. Ranks
 * from 50 are for the last step alone (APPROVAL_RANK_LAST).
 */
#define RULES                                                                                      \
    "WITH rule (who, role, rank, junior) AS (VALUES ('cpd leader', 'cpd_leader', 1, 0),"           \
    " ('cpd leader', 'cpd_deputy', 2, 1), ('slt', 'slt', 1, 0), ('slt', 'head', 2, 0),"            \
    " ('head', 'head', 1, 0), ('head', 'executive_head', 2, 0), ('head', 'slt', 3, 1),"            \
    " ('executive head', 'executive_head', 1, 0), ('executive head', 'head', 2, 1),"               \
    " ('trust coordinator', 'trust_coordinator', 1, 0),"                                           \
    " ('governing body', 'head', 1, 0), ('governing body', 'cpd_leader', 2, 0),"                   \
    " ('', 'trust_coordinator', 50, 0), ('', 'executive_head', 60, 0)) "
#define ACTIVE(g, day)                                                                             \
    "coalesce(" g ".from_on, " day ") <= " day " AND coalesce(" g ".to_on, " day ") >= " day
#define AWAY                                                                                       \
    "EXISTS (SELECT 1 FROM exemption x WHERE x.person_id = p.id AND x.kind = 'away'"               \
    " AND x.from_on <= $4 AND coalesce(x.until_on, $4) >= $4)"

enum {
    INSERT,
    ADD_STEP,
    DROP_STEPS,
    UPDATE,
    SET_STATUS,
    SET_COVER,
    SET_ORDER,
    END_OF_BOOKING,
    END_OF_EVENT,
    HAS_BOOKING,
    OFFER,
    BEGIN_STEP,
    END_STEP,
    DELEGATE,
    ADD_NOTE,
    CANDIDATES,
    LIST_CANDIDATE,
    LIST_DUE,
    LIST_LIVE,
    ROLE_PEOPLE,
};
static const char *const SQL[] = {
    [INSERT] = "INSERT INTO approval (kind, person_id, school_id, booking_id, title, provider,"
               " from_on, to_on, cost_pence, payer, cover_amount, cover_unit, travel, travel_pence,"
               " miles, outcome, in_trust, in_trust_note, for_need, for_goal, criteria_list,"
               " criteria, step_days, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,"
               " $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
               " RETURNING id",
    [ADD_STEP] = "INSERT INTO approval_step (approval_id, position, key, words, who, delegate)"
                 " VALUES ($1, $2, $3, $4, $5, $6)",
    [DROP_STEPS] = "DELETE FROM approval_step WHERE approval_id = $1",
    [UPDATE] = "UPDATE approval SET title = $2, provider = $3, from_on = $4, to_on = $5,"
               " cost_pence = $6, payer = $7, cover_amount = $8, cover_unit = $9, travel = $10,"
               " travel_pence = $11, miles = $12, outcome = $13, in_trust = $14,"
               " in_trust_note = $15, for_need = $16, for_goal = $17, criteria_list = $18,"
               " criteria = $19, step_days = $20, status = 'open', version = version + 1"
               " WHERE id = $1",
    [SET_STATUS] = "UPDATE approval SET status = $2, ended_at = $3, version = version + 1,"
                   " order_state = CASE WHEN $2 = 'approved' AND kind = 'funding'"
                   " AND provider <> '' THEN 'not ordered' ELSE '' END WHERE id = $1",
    [SET_COVER] = "UPDATE approval SET cover = $2, version = version + 1 WHERE id = $1",
    [SET_ORDER] = "UPDATE approval SET order_state = $2, version = version + 1 WHERE id = $1",
    [END_OF_BOOKING] = "UPDATE approval SET status = 'withdrawn', ended_at = $2,"
                       " version = version + 1 WHERE booking_id = $1 AND ended_at IS NULL",
    [END_OF_EVENT] = "UPDATE approval SET status = 'withdrawn', ended_at = $2,"
                     " version = version + 1 WHERE ended_at IS NULL AND booking_id IN"
                     " (SELECT id FROM booking WHERE event_id = $1)",
    [HAS_BOOKING] = "SELECT count(*) FROM approval WHERE booking_id = $1",
    [OFFER] = "SELECT coalesce(v.name, ''), a.cost_pence FROM event_about a"
              " LEFT JOIN provider v ON v.id = a.provider_id WHERE a.event_id = $1",
    [BEGIN_STEP] = "UPDATE approval_step SET state = 'here', since_at = $2, due_on = $3"
                   " WHERE id = $1",
    [END_STEP] = "UPDATE approval_step SET state = $2, at = $3, by_id = $4, note = $5"
                 " WHERE id = $1",
    [DELEGATE] = "UPDATE approval_step SET delegate_id = $2 WHERE id = $1",
    [ADD_NOTE] = "INSERT INTO approval_note (approval_id, kind, person_id, words, at)"
                 " VALUES ($1, $2, $3, $4, $5)",
    /* one row a person: at the best rank they have */
    [CANDIDATES] = RULES
    "SELECT p.id, p.name, coalesce(p.email, ''), min(c.rank), min(c.junior), " AWAY
    ", max(c.is_role)"
    " FROM (SELECT g.person_id, r.rank + 10 * (g.school_id IS NULL AND r.rank < 50) AS"
    " rank, r.junior, r.rank = 1 AS is_role FROM rule r JOIN role_grant g ON g.role = r.role"
    " WHERE r.who IN ($1, '') AND (r.rank >= 50 OR g.school_id IS NULL"
    " OR g.school_id = $2) AND " ACTIVE(
        "g",
        "$4") " UNION ALL SELECT m.other_id, 1, 0, 1 FROM relation m WHERE $1 = 'line manager'"
              " AND m.kind = 'line_manager' AND m.person_id = $3 AND " ACTIVE(
                  "m",
                  "$4") ") c JOIN person p ON p.id = c.person_id"
                        " WHERE p.merged_into IS NULL AND (p.left_on IS NULL OR p.left_on >= $4)"
                        " GROUP BY p.id ORDER BY min(c.rank), p.name, p.id LIMIT $5",
    [LIST_CANDIDATE] = RULES
    "SELECT s.approval_id FROM approval_step s JOIN approval a ON a.id = s.approval_id"
    " WHERE s.state = 'here' AND a.status = 'open' AND a.person_id <> $1"
    " AND (s.delegate_id = $1 OR EXISTS (SELECT 1 FROM role_grant g JOIN rule r"
    " ON r.role = g.role WHERE g.person_id = $1 AND r.who IN (s.who, '')"
    " AND (g.school_id IS NULL OR g.school_id = a.school_id)"
    " AND " ACTIVE("g", "$2") ") OR (s.who = 'line manager' AND EXISTS (SELECT 1"
                              " FROM relation m WHERE m.kind = 'line_manager' AND m.other_id = $1"
                              " AND m.person_id = a.person_id AND " ACTIVE(
                                  "m", "$2") ")))"
                                             " ORDER BY s.since_at, s.approval_id LIMIT $3",
    [LIST_DUE] = "SELECT s.approval_id FROM approval_step s JOIN approval a ON a.id = s.approval_id"
                 " WHERE s.state = 'here' AND s.due_on < $1 AND a.status = 'open'"
                 " ORDER BY s.due_on, s.approval_id LIMIT $2",
    [LIST_LIVE] = "SELECT id FROM approval WHERE person_id = $1 AND ended_at IS NULL"
                  " ORDER BY id LIMIT $2",
    [ROLE_PEOPLE] =
        "SELECT DISTINCT p.id, p.name, coalesce(p.email, '') FROM role_grant g"
        " JOIN person p ON p.id = g.person_id WHERE g.role = $1"
        " AND (g.school_id = $2 OR g.school_id IS NULL) AND " ACTIVE(
            "g", "$3") " AND (p.left_on IS NULL OR p.left_on >= $3) ORDER BY p.name, p.id LIMIT $4",
};

/* ---- the request ---- */

enum err approval_store_insert(struct store *store, struct instant now,
                               const struct approval_row_new *row, struct approval_id *ret)
{
    const struct approval_fields *f = &row->request->fields;
    return store_find_int(store, SQL[INSERT],
                          PARAMS(p_text(approval_kinds[f->kind]), p_int(row->request->person.v),
                                 p_int(row->school.v), p_id_or_null(row->request->booking.v),
                                 p_text(f->title), p_text(f->provider), p_day(f->from),
                                 p_day(f->to), p_int(f->cost_pence),
                                 p_text(approval_payers[f->payer]), p_int(f->cover_amount),
                                 p_text(f->cover_hours ? "hours" : "periods"), p_text(f->travel),
                                 p_int(f->travel_pence), p_int(f->miles), p_text(f->outcome),
                                 p_text(approval_answers[f->in_trust]), p_text(f->in_trust_note),
                                 p_int(f->for_need), p_int(f->for_goal), p_text(row->criteria_list),
                                 p_text(f->criteria), p_int(row->step_days), p_instant(now)),
                          &ret->v);
}

enum err approval_store_update(struct store *store, struct approval_id id,
                               const struct approval_fields *f, const char *criteria_list,
                               int step_days)
{
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(id.v), p_text(f->title), p_text(f->provider), p_day(f->from),
                             p_day(f->to), p_int(f->cost_pence), p_text(approval_payers[f->payer]),
                             p_int(f->cover_amount), p_text(f->cover_hours ? "hours" : "periods"),
                             p_text(f->travel), p_int(f->travel_pence), p_int(f->miles),
                             p_text(f->outcome), p_text(approval_answers[f->in_trust]),
                             p_text(f->in_trust_note), p_int(f->for_need), p_int(f->for_goal),
                             p_text(criteria_list), p_text(f->criteria), p_int(step_days)));
}

enum err approval_store_set_status(struct store *store, struct approval_id id,
                                   enum approval_status status, struct instant ended)
{
    return store_exec(
        store, SQL[SET_STATUS],
        PARAMS(p_int(id.v), p_text(approval_statuses[status]), p_id_or_null(ended.v)));
}

enum err approval_store_set_cover(struct store *store, struct approval_id id, const char *words)
{
    return store_exec(store, SQL[SET_COVER], PARAMS(p_int(id.v), p_text(words)));
}

enum err approval_store_set_order(struct store *store, struct approval_id id, int order)
{
    return store_exec(store, SQL[SET_ORDER], PARAMS(p_int(id.v), p_text(approval_orders[order])));
}

enum err approval_store_end_of_booking(struct store *store, struct instant now,
                                       struct booking_id booking)
{
    return store_exec(store, SQL[END_OF_BOOKING], PARAMS(p_int(booking.v), p_instant(now)));
}

enum err approval_store_end_of_event(struct store *store, struct instant now, struct event_id event)
{
    return store_exec(store, SQL[END_OF_EVENT], PARAMS(p_int(event.v), p_instant(now)));
}

enum err approval_store_has_booking(struct store *store, struct booking_id booking, bool *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[HAS_BOOKING], PARAMS(p_int(booking.v)), &count);
    if (err == OK)
        *ret = count > 0;
    return err;
}

enum err approval_store_offer(struct store *store, struct event_id event, struct arena *arena,
                              const char **ret_provider, int *ret_cost_pence)
{
    struct rows rows;
    enum err err = store_find(store, SQL[OFFER], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    *ret_provider = rows_text(&rows, 0, arena);
    *ret_cost_pence = (int)rows_int(&rows, 1);
    return rows_end(&rows);
}

/* ---- its steps ---- */

enum err approval_store_add_step(struct store *store, struct approval_id id, int position,
                                 const struct approval_step *step)
{
    return store_exec(store, SQL[ADD_STEP],
                      PARAMS(p_int(id.v), p_int(position), p_text(step->key), p_text(step->words),
                             p_text(step->who),
                             p_text(step->recommends ? "recommends" : "decides")));
}

enum err approval_store_drop_steps(struct store *store, struct approval_id id)
{
    return store_exec(store, SQL[DROP_STEPS], PARAMS(p_int(id.v)));
}

enum err approval_store_begin_step(struct store *store, int64_t step, struct instant now,
                                   struct day due)
{
    return store_exec(store, SQL[BEGIN_STEP], PARAMS(p_int(step), p_instant(now), p_day(due)));
}

enum err approval_store_end_step(struct store *store, int64_t step, enum approval_step_state state,
                                 struct instant now, struct person_id by, const char *note)
{
    return store_exec(store, SQL[END_STEP],
                      PARAMS(p_int(step), p_text(approval_step_state_name(state)), p_instant(now),
                             p_id_or_null(by.v), p_text(note)));
}

enum err approval_store_delegate(struct store *store, int64_t step, struct person_id to)
{
    return store_exec(store, SQL[DELEGATE], PARAMS(p_int(step), p_id_or_null(to.v)));
}

enum err approval_store_add_note(struct store *store, struct instant now, struct approval_id id,
                                 const char *kind, struct person_id by, const char *words)
{
    return store_exec(
        store, SQL[ADD_NOTE],
        PARAMS(p_int(id.v), p_text(kind), p_int(by.v), p_text(words), p_instant(now)));
}

/* ---- whose turn it may be ---- */

static struct person read_person(const struct rows *rows, struct arena *arena)
{
    return (struct person){.id = {rows_int(rows, 0)},
                           .name = rows_text(rows, 1, arena),
                           .email = rows_text(rows, 2, arena)};
}

enum err approval_store_candidates(struct store *store, struct person_id asker,
                                   struct school_id school, const char *who, struct day today,
                                   struct arena *arena, struct approval_candidate **ret,
                                   struct person **ret_people, int *ret_count)
{
    struct approval_candidate *items =
        ARENA_ARRAY(arena, struct approval_candidate, APPROVAL_CANDIDATES_MAX);
    struct person *people = ARENA_ARRAY(arena, struct person, APPROVAL_CANDIDATES_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[CANDIDATES],
                                   PARAMS(p_text(who), p_int(school.v), p_int(asker.v),
                                          p_day(today), p_int(APPROVAL_CANDIDATES_MAX)));
    while (rows_next(&rows)) {
        people[count] = read_person(&rows, arena);
        items[count++] = (struct approval_candidate){.person = {rows_int(&rows, 0)},
                                                     .rank = (int)rows_int(&rows, 3),
                                                     .is_role = rows_int(&rows, 6) != 0,
                                                     .junior = rows_int(&rows, 4) != 0,
                                                     .away = rows_int(&rows, 5) != 0};
    }
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    *ret = items;
    *ret_people = people;
    *ret_count = count;
    return OK;
}

static enum err read_ids(struct rows *rows, int64_t *ret_ids, int *ret_count)
{
    int count = 0;
    while (rows_next(rows))
        ret_ids[count++] = rows_int(rows, 0);
    enum err err = rows_end(rows);
    if (err == OK)
        *ret_count = count;
    return err;
}

enum err approval_store_list_candidate(struct store *store, struct person_id person,
                                       struct day today, int64_t *ret_ids, int *ret_count)
{
    struct rows rows =
        store_query(store, SQL[LIST_CANDIDATE],
                    PARAMS(p_int(person.v), p_day(today), p_int(APPROVAL_WAITING_MAX)));
    return read_ids(&rows, ret_ids, ret_count);
}

enum err approval_store_list_due(struct store *store, struct day today, int limit, int64_t *ret_ids,
                                 int *ret_count)
{
    struct rows rows = store_query(store, SQL[LIST_DUE], PARAMS(p_day(today), p_int(limit)));
    return read_ids(&rows, ret_ids, ret_count);
}

enum err approval_store_list_live(struct store *store, struct person_id person, int limit,
                                  int64_t *ret_ids, int *ret_count)
{
    struct rows rows = store_query(store, SQL[LIST_LIVE], PARAMS(p_int(person.v), p_int(limit)));
    return read_ids(&rows, ret_ids, ret_count);
}

enum err approval_store_role_people(struct store *store, enum role role, struct school_id school,
                                    struct day today, struct arena *arena,
                                    struct approval_people *ret)
{
    struct approval_people people = {ARENA_ARRAY(arena, struct person, APPROVAL_CANDIDATES_MAX), 0};
    struct rows rows = store_query(store, SQL[ROLE_PEOPLE],
                                   PARAMS(p_text(role_name(role)), p_int(school.v), p_day(today),
                                          p_int(APPROVAL_CANDIDATES_MAX)));
    while (rows_next(&rows))
        people.items[people.count++] = read_person(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = people;
    return err;
}
