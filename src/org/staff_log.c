/* DESIGN: images of rows before and after an import, made by the database itself. */
#include "staff_log.h"

#include "check.h"

#define S " || '\x1f' || "
#define NUMBER(column) "coalesce(CAST(" column " AS TEXT), '')"

#define PERSON_IMAGE                                                                               \
    "t.name" S "coalesce(t.email, '')" S "t.title" S "t.first_name" S "t.last_name" S              \
    "t.preferred_name" S NUMBER("t.left_on") S NUMBER("t.version")
#define EMPLOYMENT_IMAGE                                                                           \
    NUMBER("t.school_id")                                                                          \
    S "t.staff_group" S "t.role_category" S "t.post" S "t.staff_ref" S NUMBER("t.fte_milli")       \
        S NUMBER("t.leadership") S NUMBER("t.working_days") S NUMBER("t.starts_on")                \
            S NUMBER("t.ends_on")
#define GRANT_IMAGE "t.role" S NUMBER("t.school_id") S NUMBER("t.from_on") S NUMBER("t.to_on")
#define RELATION_IMAGE "t.kind" S NUMBER("t.other_id") S NUMBER("t.from_on") S NUMBER("t.to_on")
#define MEMBER_IMAGE NUMBER("t.group_id") S "t.duty" S NUMBER("t.from_on") S NUMBER("t.to_on")
#define INDUCTION_IMAGE NUMBER("t.starts_on") S NUMBER("t.ends_on") S NUMBER("t.opted_in")

/* The statements of one noun's table. */
struct noun {
    const char *name;
    const char *last;    /* the last id; NULL: ids are not its own */
    const char *before;  /* $1 import, $2 row */
    const char *after;   /* $1 import */
    const char *made;    /* $1 import, $2 the last id before */
    const char *touched; /* $1 import */
    const char *delete_row;
    const char *restore; /* $1 row, then the image's columns in order */
    const char *columns; /* of the image: t text, n number */
};

#define LOG_INTO                                                                                   \
    "INSERT INTO staff_import_change (import_id, noun, row_id, person_id, before, after) SELECT "
#define BEFORE(noun, table, key, person, image)                                                    \
    LOG_INTO "$1, '" noun "', t." key ", " person ", " image ", NULL FROM " table                  \
             " t WHERE t." key " = $2 ON CONFLICT (import_id, noun, row_id) DO NOTHING"
#define AFTER(noun, table, key, image)                                                             \
    "UPDATE staff_import_change SET after = (SELECT " image " FROM " table " t WHERE t." key       \
    " = row_id) WHERE import_id = $1 AND noun = '" noun "'"
#define MADE(noun, table, person, image)                                                           \
    LOG_INTO "$1, '" noun "', t.id, " person ", NULL, " image " FROM " table " t WHERE t.id > $2"
#define TOUCHED(noun, table, key, image)                                                           \
    "SELECT coalesce(c.person_id, 0) FROM staff_import_change c WHERE c.import_id = $1"            \
    " AND c.noun = '" noun "' AND NOT EXISTS (SELECT 1 FROM " table " t WHERE t." key              \
    " = c.row_id AND " image " = c.after) LIMIT 1"

static const struct noun NOUNS[NOUN_COUNT] = {
    [NOUN_SCHOOL] = {"school", "SELECT coalesce(max(id), 0) FROM school", NULL,
                     AFTER("school", "school", "id", "t.name"),
                     MADE("school", "school", "NULL", "t.name"),
                     TOUCHED("school", "school", "id", "t.name"),
                     "DELETE FROM school WHERE id = $1", NULL, NULL},
    [NOUN_PERSON] = {"person", "SELECT coalesce(max(id), 0) FROM person",
                     BEFORE("person", "person", "id", "t.id", PERSON_IMAGE),
                     AFTER("person", "person", "id", PERSON_IMAGE),
                     MADE("person", "person", "t.id", PERSON_IMAGE),
                     TOUCHED("person", "person", "id", PERSON_IMAGE),
                     "DELETE FROM person WHERE id = $1",
                     "UPDATE person SET name = $2, email = nullif($3, ''), title = $4,"
                     " first_name = $5, last_name = $6, preferred_name = $7, left_on = $8,"
                     " version = version + 1 WHERE id = $1 AND $9 > 0",
                     "ttttttnn"},
    [NOUN_EMPLOYMENT] = {"employment", "SELECT coalesce(max(id), 0) FROM employment",
                         BEFORE("employment", "employment", "id", "t.person_id", EMPLOYMENT_IMAGE),
                         AFTER("employment", "employment", "id", EMPLOYMENT_IMAGE),
                         MADE("employment", "employment", "t.person_id", EMPLOYMENT_IMAGE),
                         TOUCHED("employment", "employment", "id", EMPLOYMENT_IMAGE),
                         "DELETE FROM employment WHERE id = $1",
                         "UPDATE employment SET school_id = $2, staff_group = $3,"
                         " role_category = $4, post = $5, staff_ref = $6, fte_milli = $7,"
                         " leadership = $8, working_days = $9, starts_on = $10, ends_on = $11"
                         " WHERE id = $1",
                         "nttttnnnnn"},
    [NOUN_GRANT] = {"grant", "SELECT coalesce(max(id), 0) FROM role_grant",
                    BEFORE("grant", "role_grant", "id", "t.person_id", GRANT_IMAGE),
                    AFTER("grant", "role_grant", "id", GRANT_IMAGE),
                    MADE("grant", "role_grant", "t.person_id", GRANT_IMAGE),
                    TOUCHED("grant", "role_grant", "id", GRANT_IMAGE),
                    "DELETE FROM role_grant WHERE id = $1",
                    "UPDATE role_grant SET role = $2, school_id = $3, from_on = $4, to_on = $5"
                    " WHERE id = $1",
                    "tnnn"},
    [NOUN_RELATION] = {"relation", "SELECT coalesce(max(id), 0) FROM relation",
                       BEFORE("relation", "relation", "id", "t.person_id", RELATION_IMAGE),
                       AFTER("relation", "relation", "id", RELATION_IMAGE),
                       MADE("relation", "relation", "t.person_id", RELATION_IMAGE),
                       TOUCHED("relation", "relation", "id", RELATION_IMAGE),
                       "DELETE FROM relation WHERE id = $1",
                       "UPDATE relation SET kind = $2, other_id = $3, from_on = $4, to_on = $5"
                       " WHERE id = $1",
                       "tnnn"},
    [NOUN_GROUP] = {"group", "SELECT coalesce(max(id), 0) FROM org_group", NULL,
                    AFTER("group", "org_group", "id", "t.name"),
                    MADE("group", "org_group", "NULL", "t.name"),
                    TOUCHED("group", "org_group", "id", "t.name"),
                    "DELETE FROM org_group WHERE id = $1", NULL, NULL},
    [NOUN_MEMBER] = {"member", "SELECT coalesce(max(id), 0) FROM org_group_member",
                     BEFORE("member", "org_group_member", "id", "t.person_id", MEMBER_IMAGE),
                     AFTER("member", "org_group_member", "id", MEMBER_IMAGE),
                     MADE("member", "org_group_member", "t.person_id", MEMBER_IMAGE),
                     TOUCHED("member", "org_group_member", "id", MEMBER_IMAGE),
                     "DELETE FROM org_group_member WHERE id = $1",
                     "UPDATE org_group_member SET group_id = $2, duty = $3, from_on = $4,"
                     " to_on = $5 WHERE id = $1",
                     "ntnn"},
    [NOUN_INDUCTION] = {"induction", NULL,
                        BEFORE("induction", "induction", "person_id", "t.person_id",
                               INDUCTION_IMAGE),
                        AFTER("induction", "induction", "person_id", INDUCTION_IMAGE), NULL,
                        TOUCHED("induction", "induction", "person_id", INDUCTION_IMAGE),
                        "DELETE FROM induction WHERE person_id = $1",
                        "UPDATE induction SET starts_on = $2, ends_on = $3, opted_in = $4"
                        " WHERE person_id = $1",
                        "nnn"},
    [NOUN_FORMER_NAME] = {"former name", "SELECT coalesce(max(id), 0) FROM former_name", NULL,
                          AFTER("former name", "former_name", "id", "t.name"),
                          MADE("former name", "former_name", "t.person_id", "t.name"),
                          TOUCHED("former name", "former_name", "id", "t.name"),
                          "DELETE FROM former_name WHERE id = $1", NULL, NULL},
    [NOUN_MARK] = {"mark", NULL, NULL, AFTER("mark", "staff_import_mark", "employment_id", "''"),
                   NULL, TOUCHED("mark", "staff_import_mark", "employment_id", "''"),
                   "DELETE FROM staff_import_mark WHERE employment_id = $1", NULL, NULL},
};

enum { MADE_ALONE, LIST_CHANGED, LIST_MADE, CLEAR_REFS, CLEAR_EMAILS, CARRY };
static const char *const SQL[] = {
    [MADE_ALONE] = "INSERT INTO staff_import_change (import_id, noun, row_id, person_id)"
                   " VALUES ($1, $2, $3, $4) ON CONFLICT (import_id, noun, row_id) DO NOTHING",
    [LIST_CHANGED] = "SELECT row_id, coalesce(person_id, 0), before FROM staff_import_change"
                     " WHERE import_id = $1 AND noun = $2 AND before IS NOT NULL"
                     " ORDER BY id LIMIT 1000000",
    [LIST_MADE] = "SELECT row_id, coalesce(person_id, 0), before FROM staff_import_change"
                  " WHERE import_id = $1 AND noun = $2 AND before IS NULL"
                  " ORDER BY id DESC LIMIT 1000000",
    [CLEAR_REFS] = "UPDATE employment SET staff_ref = '' WHERE id IN (SELECT row_id"
                   " FROM staff_import_change WHERE import_id = $1 AND noun = 'employment'"
                   " AND before IS NOT NULL)",
    [CARRY] = "UPDATE staff_import_change SET after = (SELECT " PERSON_IMAGE
              " FROM person t WHERE t.id = row_id) WHERE noun = 'person' AND import_id <> $1"
              " AND EXISTS (SELECT 1 FROM staff_import_change c WHERE c.import_id = $1"
              " AND c.noun = 'person' AND c.row_id = staff_import_change.row_id"
              " AND c.before = staff_import_change.after)",
    [CLEAR_EMAILS] = "UPDATE person SET email = NULL WHERE id IN (SELECT row_id"
                     " FROM staff_import_change WHERE import_id = $1 AND noun = 'person'"
                     " AND before IS NOT NULL)",
};

enum err staff_log_begin(struct staff_log *log, struct store *store, int64_t import_id)
{
    enum err err = OK;
    *log = (struct staff_log){.store = store, .import_id = import_id};
    for (int i = 0; i < NOUN_COUNT && err == OK; i++)
        if (NOUNS[i].last)
            err = store_find_int(store, NOUNS[i].last, PARAMS(), &log->last_ids[i]);
    return err;
}

enum err staff_log_before(struct staff_log *log, enum staff_noun noun, int64_t id)
{
    CHECK(NOUNS[noun].before != NULL);
    if (NOUNS[noun].last && id > log->last_ids[noun])
        return OK;
    return store_exec(log->store, NOUNS[noun].before, PARAMS(p_int(log->import_id), p_int(id)));
}

enum err staff_log_made(struct staff_log *log, enum staff_noun noun, int64_t id)
{
    return store_exec(log->store, SQL[MADE_ALONE],
                      PARAMS(p_int(log->import_id), p_text(NOUNS[noun].name), p_int(id),
                             noun == NOUN_INDUCTION ? p_int(id) : p_null()));
}

enum err staff_log_end(struct staff_log *log)
{
    enum err err = OK;
    for (int i = 0; i < NOUN_COUNT && err == OK; i++) {
        err = store_exec(log->store, NOUNS[i].after, PARAMS(p_int(log->import_id)));
        if (err == OK && NOUNS[i].made)
            err = store_exec(log->store, NOUNS[i].made,
                             PARAMS(p_int(log->import_id), p_int(log->last_ids[i])));
    }
    return err;
}

enum err staff_log_touched(struct store *store, int64_t import_id, int64_t *ret_person)
{
    for (int i = 0; i < NOUN_COUNT; i++) {
        enum err err =
            store_find_int(store, NOUNS[i].touched, PARAMS(p_int(import_id)), ret_person);
        if (err != ERR_NOT_FOUND)
            return err;
    }
    return ERR_NOT_FOUND;
}

struct rows staff_log_list(struct store *store, int64_t import_id, enum staff_noun noun, bool made)
{
    return store_query(store, SQL[made ? LIST_MADE : LIST_CHANGED],
                       PARAMS(p_int(import_id), p_text(NOUNS[noun].name)));
}

enum err staff_log_delete(struct store *store, enum staff_noun noun, int64_t id)
{
    return store_exec(store, NOUNS[noun].delete_row, PARAMS(p_int(id)));
}

enum err staff_log_clear(struct store *store, int64_t import_id)
{
    enum err err = store_exec(store, SQL[CLEAR_REFS], PARAMS(p_int(import_id)));
    return err == OK ? store_exec(store, SQL[CLEAR_EMAILS], PARAMS(p_int(import_id))) : err;
}

enum err staff_log_carry(struct store *store, int64_t import_id)
{
    return store_exec(store, SQL[CARRY], PARAMS(p_int(import_id)));
}

enum err staff_log_restore(struct store *store, enum staff_noun noun, int64_t id, struct str image)
{
    enum { COLUMNS_MAX = 12 };
    struct param params[COLUMNS_MAX + 1] = {p_int(id)};
    struct str rest = image, part;
    int count = 1;
    for (const char *kind = NOUNS[noun].columns; *kind; kind++) {
        int64_t number = 0;
        CHECK(count < COLUMNS_MAX);
        if (!str_split(&rest, '\x1f', &part))
            return ERR_BUG;
        bool negative = *kind == 'n' && part.n && part.p[0] == '-';
        if (*kind == 'n' && part.n && str_parse_int(str_from(part, negative), &number) != OK)
            return ERR_BUG;
        params[count++] = *kind == 't' ? p_str(part)
                          : part.n     ? p_int(negative ? -number : number)
                                       : p_null();
    }
    params[count] = (struct param){.kind = PARAM_END};
    return store_exec(store, NOUNS[noun].restore, params);
}
