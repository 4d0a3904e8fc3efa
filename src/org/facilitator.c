/* DESIGN: who leads activities, from inside and outside. */
#include "facilitator.h"

#include "text_rule.h"

/* A colleague's name is theirs, even after they change it. */
#define FACILITATOR_SELECT                                                                         \
    "SELECT f.id, coalesce(p.name, f.name), coalesce(f.person_id, 0), coalesce(f.provider_id, 0)," \
    " f.email, f.expertise, coalesce(v.name, ''), f.ended_on, f.version FROM facilitator f"        \
    " LEFT JOIN person p ON p.id = f.person_id LEFT JOIN provider v ON v.id = f.provider_id "

enum { FIND, LIST, INSERT, CHANGE, END };
static const char *const SQL[] = {
    [FIND] = FACILITATOR_SELECT "WHERE f.id = $1",
    [LIST] = FACILITATOR_SELECT
    "WHERE f.ended_on IS NULL AND ($1 = '' OR instr(lower(coalesce(p.name, f.name)), lower($1)) > 0"
    " OR instr(lower(f.expertise), lower($1)) > 0) AND ($2 = 0 OR f.provider_id = $2)"
    " ORDER BY coalesce(p.name, f.name) COLLATE NOCASE, f.id LIMIT $3 OFFSET $4",
    [INSERT] = "INSERT INTO facilitator (name, person_id, provider_id, email, expertise)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [CHANGE] = "UPDATE facilitator SET name = $2, person_id = $3, provider_id = $4, email = $5,"
               " expertise = $6, version = version + 1 WHERE id = $1",
    [END] = "UPDATE facilitator SET ended_on = $2, version = version + 1 WHERE id = $1",
};

static struct facilitator read_facilitator(const struct rows *rows, struct arena *arena)
{
    return (struct facilitator){
        .id = {rows_int(rows, 0)},
        .fields = {.name = rows_text(rows, 1, arena),
                   .person = {rows_int(rows, 2)},
                   .provider = {rows_int(rows, 3)},
                   .email = rows_text(rows, 4, arena),
                   .expertise = rows_text(rows, 5, arena)},
        .provider_name = rows_text(rows, 6, arena),
        .ended_on = rows_day(rows, 7),
        .version = (int)rows_int(rows, 8),
    };
}

enum err facilitator_find(struct store *store, struct facilitator_id id, struct arena *arena,
                          struct facilitator *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct facilitator facilitator = read_facilitator(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = facilitator;
    return err;
}

enum err facilitator_list(struct store *store, const struct facilitator_filter *filter,
                          struct arena *arena, struct facilitator_list *ret)
{
    size_t room = (size_t)filter->limit + 1;
    struct facilitator_list list = {ARENA_ARRAY(arena, struct facilitator, room), 0, 0};
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_text(filter->q ? filter->q : ""), p_int(filter->provider.v),
                           p_int(filter->limit + 1), p_int(filter->after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_facilitator(&rows, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > filter->limit) {
        list.count = filter->limit;
        list.next = filter->after + filter->limit;
    }
    *ret = list;
    return OK;
}

/* ---- what may be said of them ---- */

/* A colleague's own name takes the place of what was typed. */
static enum err check_person(struct store *store, struct facilitator_fields *fields,
                             struct refusal *why)
{
    struct person person;
    enum err err = person_find(store, fields->person, why->arena, &person);
    if (err == ERR_NOT_FOUND) {
        refuse_field(why, "person_id", "Choose somebody the trust knows.");
        return OK;
    }
    if (err == OK)
        fields->name = person.name;
    return err;
}

static enum err check_provider(struct store *store, struct provider_id id, struct refusal *why)
{
    struct provider provider;
    enum err err = provider_find(store, id, why->arena, &provider);
    if (err == ERR_NOT_FOUND || (err == OK && !day_is_none(provider.ended_on))) {
        refuse_field(why, "provider", "Choose a provider of the register.");
        return OK;
    }
    return err;
}

static enum err check_fields(struct store *store, struct facilitator_fields *fields,
                             struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", FACILITATOR_NAME_CHARS_MAX, true,
                                          false};
    static const struct text_rule expertise = {"expertise", "The expertise",
                                               FACILITATOR_EXPERTISE_CHARS_MAX, false, true};
    enum err err = fields->person.v ? check_person(store, fields, why) : OK;
    if (err == OK && fields->provider.v)
        err = check_provider(store, fields->provider, why);
    if (err != OK)
        return err;
    text_rule_check(&name, fields->name, why);
    text_rule_check(&expertise, fields->expertise, why);
    if (*fields->email && !person_email_is_valid(str_of(fields->email)))
        refuse_field(why, "email", "Enter a mail address like name@provider.org, or none.");
    return refusal_check(why);
}

enum err facilitator_create(struct store *store, const struct facilitator_fields *fields,
                            struct refusal *why, struct facilitator_id *ret)
{
    struct facilitator_fields f = *fields;
    enum err err = check_fields(store, &f, why);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(f.name), p_id_or_null(f.person.v),
                                             p_id_or_null(f.provider.v), p_text(f.email),
                                             p_text(f.expertise)),
                                      &ret->v)
                     : err;
}

static enum err find_to_change(struct store *store, struct facilitator_id id, int version,
                               struct refusal *why)
{
    struct facilitator facilitator;
    enum err err = facilitator_find(store, id, why->arena, &facilitator);
    if (err == OK)
        err = refusal_check_version(why, version, facilitator.version);
    if (err == OK && !day_is_none(facilitator.ended_on))
        return refuse(why, ERR_CONFLICT, "ended", "%s is no longer in the register. Add them anew.",
                      facilitator.fields.name);
    return err;
}

enum err facilitator_change(struct store *store, struct facilitator_id id, int version,
                            const struct facilitator_fields *fields, struct refusal *why)
{
    struct facilitator_fields f = *fields;
    enum err err = find_to_change(store, id, version, why);
    if (err == OK)
        err = check_fields(store, &f, why);
    return err == OK ? store_exec(store, SQL[CHANGE],
                                  PARAMS(p_int(id.v), p_text(f.name), p_id_or_null(f.person.v),
                                         p_id_or_null(f.provider.v), p_text(f.email),
                                         p_text(f.expertise)))
                     : err;
}

enum err facilitator_end(struct store *store, struct facilitator_id id, int version, struct day on,
                         struct refusal *why)
{
    enum err err = find_to_change(store, id, version, why);
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(on))) : err;
}
