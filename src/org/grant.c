/* DESIGN: what somebody may do, where, from when to when. */
#include "grant.h"

#include "check.h"

enum { INSERT, LIST };
static const char *const SQL[] = {
    [INSERT] =
        "INSERT INTO role_grant (person_id, role, school_id, from_on) VALUES ($1, $2, $3, $4)",
    [LIST] = "SELECT role, coalesce(school_id, 0) FROM role_grant WHERE person_id = $1"
             " AND coalesce(from_on, $2) <= $2 AND coalesce(to_on, $2) >= $2"
             " GROUP BY role, coalesce(school_id, 0) ORDER BY min(id) LIMIT 32",
};

static const char *const NAMES[ROLE_COUNT] = {
    [ROLE_STAFF] = "staff",
    [ROLE_CPD_LEADER] = "cpd_leader",
    [ROLE_CPD_DEPUTY] = "cpd_deputy",
    [ROLE_HEAD] = "head",
    [ROLE_SLT] = "slt",
    [ROLE_EXECUTIVE_HEAD] = "executive_head",
    [ROLE_SUBJECT_LEADER] = "subject_leader",
    [ROLE_CURRICULUM_COORDINATOR] = "curriculum_coordinator",
    [ROLE_OPERATIONS_MANAGER] = "operations_manager",
    [ROLE_COVER] = "cover",
    [ROLE_FINANCE] = "finance",
    [ROLE_TRUST_COORDINATOR] = "trust_coordinator",
    [ROLE_GOVERNOR] = "governor",
    [ROLE_TRUSTEE] = "trustee",
    [ROLE_ADMINISTRATOR] = "administrator",
    [ROLE_TRAINEE] = "trainee",
    [ROLE_ITT_STUDENT] = "itt_student",
    [ROLE_PARENT] = "parent",
    [ROLE_VOLUNTEER] = "volunteer",
    [ROLE_GUEST] = "guest",
};

const char *role_name(enum role role)
{
    CHECK((unsigned)role < ROLE_COUNT);
    return NAMES[role];
}

enum err role_parse(struct str s, enum role *ret)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (str_eq_c(s, NAMES[i])) {
            *ret = (enum role)i;
            return OK;
        }
    return ERR_INVALID;
}

enum err grant_insert(struct store *store, struct person_id person, struct grant grant,
                      struct day from)
{
    return store_exec(store, SQL[INSERT],
                      PARAMS(p_int(person.v), p_text(role_name(grant.role)),
                             p_id_or_null(grant.school.v), p_day(from)));
}

enum err grant_list(struct store *store, struct person_id person, struct day on, struct grants *ret)
{
    struct grants grants = {.count = 0};
    struct rows rows = store_query(store, SQL[LIST], PARAMS(p_int(person.v), p_day(on)));
    while (rows_next(&rows)) {
        struct grant *grant = &grants.items[grants.count++];
        CHECK(role_parse(rows_str(&rows, 0), &grant->role) == OK);
        grant->school.v = rows_int(&rows, 1);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = grants;
    return err;
}
