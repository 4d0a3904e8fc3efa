/* DESIGN: what one person is to another, from when to when. */
#include "relation.h"

#include "check.h"

enum { BETWEEN };
static const char *const SQL[] = {
    [BETWEEN] = "SELECT kind FROM relation WHERE person_id = $1 AND other_id = $2"
                " AND from_on <= $3 AND coalesce(to_on, $3) >= $3 LIMIT 32",
};

static const char *const NAMES[RELATION_COUNT] = {
    [RELATION_PD_MENTOR] = "pd_mentor",
    [RELATION_ECT_MENTOR] = "ect_mentor",
    [RELATION_ITT_MENTOR] = "itt_mentor",
    [RELATION_COACH] = "coach",
    [RELATION_LINE_MANAGER] = "line_manager",
    [RELATION_PERFORMANCE_MANAGER] = "performance_manager",
    [RELATION_SUPPORTER] = "supporter",
};

const char *relation_name(enum relation_kind kind)
{
    CHECK((unsigned)kind < RELATION_COUNT);
    return NAMES[kind];
}

enum err relation_parse(struct str s, enum relation_kind *ret)
{
    for (int i = 0; i < RELATION_COUNT; i++)
        if (str_eq_c(s, NAMES[i])) {
            *ret = (enum relation_kind)i;
            return OK;
        }
    return ERR_INVALID;
}

enum err relation_between(struct store *store, struct person_id person, struct person_id other,
                          struct day on, unsigned *ret)
{
    unsigned relations = 0;
    struct rows rows =
        store_query(store, SQL[BETWEEN], PARAMS(p_int(person.v), p_int(other.v), p_day(on)));
    while (rows_next(&rows)) {
        enum relation_kind kind;
        CHECK(relation_parse(rows_str(&rows, 0), &kind) == OK);
        relations |= RELATION_BIT(kind);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = relations;
    return err;
}
