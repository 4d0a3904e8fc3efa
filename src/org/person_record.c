/* DESIGN: the record of one person: names, mailbox, last day. */
#include "person_record.h"

#include <string.h>

#include "employment.h"

enum { FIND, INSERT_FORMER, UPDATE, EMAIL_TAKEN, FORMER, SET_LEFT, SET_GONE };
static const char *const SQL[] = {
    [FIND] = "SELECT name, coalesce(email, ''), left_on, coalesce(gone_at, 0),"
             " coalesce(merged_into, 0), version FROM person WHERE id = $1",
    [INSERT_FORMER] = "INSERT INTO former_name (person_id, name, until_on) VALUES ($1, $2, $3)",
    [UPDATE] = "UPDATE person SET name = $2, email = $3, version = version + 1 WHERE id = $1",
    [EMAIL_TAKEN] = "SELECT id FROM person WHERE email = $1 AND id <> $2",
    [FORMER] = "SELECT name FROM former_name WHERE person_id = $1 ORDER BY until_on DESC, id DESC"
               " LIMIT 20",
    [SET_LEFT] = "UPDATE person SET left_on = $2, version = version + 1 WHERE id = $1",
    [SET_GONE] = "UPDATE person SET gone_at = $2 WHERE id = $1",
};

enum err person_record_find(struct store *store, struct person_id id, struct arena *arena,
                            struct person_record *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct person_record record = {
        .id = id,
        .name = rows_text(&rows, 0, arena),
        .email = rows_text(&rows, 1, arena),
        .left_on = rows_day(&rows, 2),
        .gone_at = rows_instant(&rows, 3),
        .merged_into = {rows_int(&rows, 4)},
        .version = (int)rows_int(&rows, 5),
    };
    err = rows_end(&rows);
    if (err == OK)
        err = employment_first_day(store, id, &record.first_day);
    if (err == OK)
        *ret = record;
    return err;
}

/* ---- names ---- */

static enum err check_names(struct store *store, const struct person_names *names, int64_t but_not,
                            struct refusal *why)
{
    const char *email = names->email ? names->email : "";
    struct str name = str_of(names->name);
    int64_t other;
    if (!str_has_ink(name))
        refuse_field(why, "name", "Enter their name.");
    else if (!str_is_utf8(name) || str_has_controls(name, false) || str_has_unseen(name))
        refuse_field(why, "name",
                     "The name has characters that cannot be seen. Type it again instead of "
                     "pasting it.");
    else if (str_utf8_count(name) > PERSON_NAME_CHARS_MAX)
        refuse_field(why, "name", "Shorten the name to at most %d characters.",
                     PERSON_NAME_CHARS_MAX);
    if (email[0] && !person_email_is_valid(str_of(email)))
        refuse_field(why, "email",
                     "Enter a mail address like name@school.example, or leave it empty.");
    enum err err = refusal_check(why);
    if (err != OK || !email[0])
        return err;
    err = store_find_int(store, SQL[EMAIL_TAKEN], PARAMS(p_text(email), p_int(but_not)), &other);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    why->other_id = other;
    refuse_field(why, "email",
                 "Somebody else has this address. Search for it among the people; "
                 "if they are the same, merge the two records.");
    return refuse(why, ERR_CONFLICT, "email-taken",
                  "Somebody else has this mail address. Search for it among the people; if they "
                  "are the same person, merge the two records.");
}

enum err person_record_create(struct store *store, const struct person_names *names,
                              struct instant now, struct refusal *why, struct person_id *ret)
{
    const struct person_new fresh = {names->name, names->email};
    enum err err = check_names(store, names, 0, why);
    return err == OK ? person_insert(store, &fresh, now, ret) : err;
}

enum err person_record_change(struct store *store, struct person_id id, int version,
                              const struct person_names *names, struct day today,
                              struct refusal *why)
{
    struct person_record record;
    enum err err = person_record_find(store, id, why->arena, &record);
    if (err == OK && version && version != record.version)
        return refuse(
            why, ERR_STALE, "stale",
            "Somebody changed this person since you read it. Read it again, then decide.");
    if (err == OK)
        err = check_names(store, names, id.v, why);
    if (err == OK && strcmp(names->name, record.name) != 0)
        err = store_exec(store, SQL[INSERT_FORMER],
                         PARAMS(p_int(id.v), p_text(record.name), p_day(today)));
    if (err != OK)
        return err;
    return store_exec(store, SQL[UPDATE],
                      PARAMS(p_int(id.v), p_text(names->name),
                             p_text(names->email && names->email[0] ? names->email : NULL)));
}

enum err person_record_former_names(struct store *store, struct person_id id, struct arena *arena,
                                    const char *ret[static FORMER_NAMES_MAX], int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[FORMER], PARAMS(p_int(id.v)));
    while (rows_next(&rows))
        ret[count++] = rows_text(&rows, 0, arena);
    *ret_count = count;
    return rows_end(&rows);
}

enum err person_record_set_left(struct store *store, struct person_id id, struct day left_on)
{
    return store_exec(store, SQL[SET_LEFT], PARAMS(p_int(id.v), p_day(left_on)));
}

enum err person_record_set_gone(struct store *store, struct person_id id, struct instant gone_at)
{
    return store_exec(store, SQL[SET_GONE], PARAMS(p_int(id.v), p_id_or_null(gone_at.v)));
}
