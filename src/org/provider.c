/* DESIGN: the register of providers: who they are, and whether they are any good. */
#include "provider.h"

#include "check.h"
#include "text_rule.h"

#define PROVIDER_SELECT                                                                            \
    "SELECT v.id, v.name, v.kind, v.contact, v.email, v.phone, v.web, v.quality,"                  \
    " v.quality_note, coalesce(p.name, ''), v.quality_on, v.ended_on, v.version"                   \
    " FROM provider v LEFT JOIN person p ON p.id = v.quality_by "

enum { FIND, LIST, NAMED, INSERT, CHANGE, JUDGE, END_FACILITATORS, END };
static const char *const SQL[] = {
    [FIND] = PROVIDER_SELECT "WHERE v.id = $1",
    [LIST] = PROVIDER_SELECT
    "WHERE v.ended_on IS NULL AND ($1 = '' OR instr(lower(v.name), lower($1)) > 0"
    " OR instr(lower(v.contact), lower($1)) > 0) AND ($2 = '' OR v.kind = $2)"
    " AND ($3 = '' OR v.quality = $3) ORDER BY v.name COLLATE NOCASE, v.id LIMIT $4 OFFSET $5",
    [NAMED] = "SELECT id FROM provider WHERE name = $1 COLLATE NOCASE AND id <> $2"
              " AND ended_on IS NULL LIMIT 1",
    [INSERT] = "INSERT INTO provider (name, kind, contact, email, phone, web)"
               " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    [CHANGE] = "UPDATE provider SET name = $2, kind = $3, contact = $4, email = $5, phone = $6,"
               " web = $7, version = version + 1 WHERE id = $1",
    [JUDGE] = "UPDATE provider SET quality = $2, quality_note = $3, quality_by = $4,"
              " quality_on = $5, version = version + 1 WHERE id = $1",
    [END_FACILITATORS] = "UPDATE facilitator SET ended_on = $2, version = version + 1"
                         " WHERE provider_id = $1 AND ended_on IS NULL",
    [END] = "UPDATE provider SET ended_on = $2, version = version + 1 WHERE id = $1",
};

const char *const provider_kinds[PROVIDER_KINDS] = {
    "in-trust",         "in-school",    "local authority or partnership",
    "teaching school",  "ITT provider", "exam board",
    "higher education", "commercial",   "National College",
    "consultant",       "other",
};

bool provider_kind_is_known(const char *kind)
{
    for (int i = 0; i < PROVIDER_KINDS; i++)
        if (str_eq_c(str_of(kind), provider_kinds[i]))
            return true;
    return false;
}

static const char *const QUALITIES[PROVIDER_QUALITIES] = {"not looked at", "approved", "avoid"};

const char *provider_quality_name(enum provider_quality quality)
{
    return QUALITIES[quality];
}

enum err provider_quality_parse(struct str s, enum provider_quality *ret)
{
    for (int i = 0; i < PROVIDER_QUALITIES; i++)
        if (str_eq_c(s, QUALITIES[i])) {
            *ret = (enum provider_quality)i;
            return OK;
        }
    return ERR_INVALID;
}

static struct provider read_provider(const struct rows *rows, struct arena *arena)
{
    struct provider provider = {
        .id = {rows_int(rows, 0)},
        .fields = {rows_text(rows, 1, arena), rows_text(rows, 2, arena), rows_text(rows, 3, arena),
                   rows_text(rows, 4, arena), rows_text(rows, 5, arena), rows_text(rows, 6, arena)},
        .quality_note = rows_text(rows, 8, arena),
        .quality_by = rows_text(rows, 9, arena),
        .quality_on = rows_day(rows, 10),
        .ended_on = rows_day(rows, 11),
        .version = (int)rows_int(rows, 12),
    };
    CHECK(provider_quality_parse(rows_str(rows, 7), &provider.quality) == OK);
    return provider;
}

enum err provider_find(struct store *store, struct provider_id id, struct arena *arena,
                       struct provider *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct provider provider = read_provider(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = provider;
    return err;
}

enum err provider_list(struct store *store, const struct provider_filter *filter,
                       struct arena *arena, struct provider_list *ret)
{
    size_t room = (size_t)filter->limit + 1;
    struct provider_list list = {ARENA_ARRAY(arena, struct provider, room), 0, 0};
    const char *quality = filter->quality < 0 ? "" : QUALITIES[filter->quality];
    struct rows rows = store_query(store, SQL[LIST],
                                   PARAMS(p_text(filter->q ? filter->q : ""),
                                          p_text(filter->kind ? filter->kind : ""), p_text(quality),
                                          p_int(filter->limit + 1), p_int(filter->after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_provider(&rows, arena);
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

/* ---- what may be said of it ---- */

static void check_contacts(const struct provider_fields *fields, struct refusal *why)
{
    static const struct text_rule contact = {"contact", "The contact", PROVIDER_TEXT_CHARS_MAX,
                                             false, false};
    static const struct text_rule phone = {"phone", "The phone number", PROVIDER_TEXT_CHARS_MAX,
                                           false, false};
    static const struct text_rule web = {"web", "The web address", PROVIDER_TEXT_CHARS_MAX, false,
                                         false};
    struct str address = str_of(fields->web);
    text_rule_check(&contact, fields->contact, why);
    text_rule_check(&phone, fields->phone, why);
    text_rule_check(&web, fields->web, why);
    if (address.n && !str_starts(address, STR("https://")) && !str_starts(address, STR("http://")))
        refuse_field(why, "web", "Enter a web address that begins with https://, or none.");
    if (*fields->email && !person_email_is_valid(str_of(fields->email)))
        refuse_field(why, "email", "Enter a mail address like name@provider.org, or none.");
}

static enum err check_fields(struct store *store, const struct provider_fields *fields,
                             struct provider_id id, struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", PROVIDER_NAME_CHARS_MAX, true, false};
    int64_t other = 0;
    text_rule_check(&name, fields->name, why);
    if (!provider_kind_is_known(fields->kind))
        refuse_field(why, "kind", "Choose what kind of provider it is.");
    check_contacts(fields, why);
    enum err err = refusal_check(why);
    if (err == OK)
        err = store_find_int(store, SQL[NAMED], PARAMS(p_text(fields->name), p_int(id.v)), &other);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    why->other_id = other;
    refuse_field(why, "name", "There is a provider of that name already.");
    return refuse(why, ERR_CONFLICT, "name-taken",
                  "There is a provider of that name already. Look for it in the list.");
}

enum err provider_create(struct store *store, const struct provider_fields *f, struct refusal *why,
                         struct provider_id *ret)
{
    enum err err = check_fields(store, f, (struct provider_id){0}, why);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(f->name), p_text(f->kind), p_text(f->contact),
                                             p_text(f->email), p_text(f->phone), p_text(f->web)),
                                      &ret->v)
                     : err;
}

/* ---- change, judge, end ---- */

static enum err find_to_change(struct store *store, struct provider_id id, int version,
                               struct refusal *why)
{
    struct provider provider;
    enum err err = provider_find(store, id, why->arena, &provider);
    if (err == OK)
        err = refusal_check_version(why, version, provider.version);
    if (err == OK && !day_is_none(provider.ended_on))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This provider is no longer used, so it cannot be changed. Add it anew.");
    return err;
}

enum err provider_change(struct store *store, struct provider_id id, int version,
                         const struct provider_fields *f, struct refusal *why)
{
    enum err err = find_to_change(store, id, version, why);
    if (err == OK)
        err = check_fields(store, f, id, why);
    return err == OK ? store_exec(store, SQL[CHANGE],
                                  PARAMS(p_int(id.v), p_text(f->name), p_text(f->kind),
                                         p_text(f->contact), p_text(f->email), p_text(f->phone),
                                         p_text(f->web)))
                     : err;
}

enum err provider_judge(struct store *store, struct provider_id id, int version,
                        const struct provider_judgement *j, struct refusal *why)
{
    const struct text_rule note = {"note", "The reason", PROVIDER_NOTE_CHARS_MAX,
                                   j->quality == PROVIDER_AVOID, true};
    enum err err = find_to_change(store, id, version, why);
    if (err != OK)
        return err;
    text_rule_check(&note, j->note, why);
    if (day_is_none(j->on))
        refuse_field(why, "on", "Enter the day it was looked at.");
    err = refusal_check(why);
    return err == OK ? store_exec(store, SQL[JUDGE],
                                  PARAMS(p_int(id.v), p_text(QUALITIES[j->quality]),
                                         p_text(j->note), p_id_or_null(j->by.v), p_day(j->on)))
                     : err;
}

enum err provider_end(struct store *store, struct provider_id id, int version, struct day on,
                      struct refusal *why)
{
    enum err err = find_to_change(store, id, version, why);
    if (err == OK)
        err = store_exec(store, SQL[END_FACILITATORS], PARAMS(p_int(id.v), p_day(on)));
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(on))) : err;
}
