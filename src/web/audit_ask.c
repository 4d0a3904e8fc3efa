/* DESIGN: the record's filters: from a query, back into an address. */
#include "audit_ask.h"

#include <string.h>

#include "buf.h"
#include "check.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { LINK_BYTES_MAX = 4096, Q_CHARS_MAX = 80 };

enum err audit_ask_date(struct str text, struct day *ret)
{
    char mark = str_find(text, '/') >= 0 ? '/' : ' ';
    struct str rest = text, parts[3], part;
    int count = 0;
    if (day_parse(text, ret) == OK)
        return OK;
    while (str_split(&rest, mark, &part)) {
        if (!str_trim(part).n)
            continue;
        if (count == 3)
            return ERR_INVALID;
        parts[count++] = str_trim(part);
    }
    return count == 3 ? words_parse_date(parts[0], parts[1], parts[2], ret) : ERR_INVALID;
}

static struct day read_date(struct ctx *ctx, const char *name, const char *typed)
{
    struct day day = DAY_NONE;
    if (*typed && audit_ask_date(str_of(typed), &day) != OK)
        refuse_field(&ctx->why, name, "Enter a date, like 2 November 2026.");
    return day;
}

static void read_cursor(struct ctx *ctx, const char *typed, int64_t ret[static 2])
{
    struct str rest = str_of(typed), first;
    if (*typed && (!str_split(&rest, '-', &first) || !rest.p ||
                   str_parse_int(first, &ret[0]) != OK || str_parse_int(rest, &ret[1]) != OK))
        refuse_field(&ctx->why, "after", "Go back to the first page of the list.");
}

enum err audit_ask_read(struct ctx *ctx, const struct request *request, struct audit_ask *ret)
{
    struct audit_ask ask = {.q = query_text(ctx, request, "q"),
                            .action = query_text(ctx, request, "action"),
                            .from = query_text(ctx, request, "from"),
                            .to = query_text(ctx, request, "to")};
    const char *person = query_text(ctx, request, "person");
    ask.from_day = read_date(ctx, "from", ask.from);
    ask.to_day = read_date(ctx, "to", ask.to);
    read_cursor(ctx, query_text(ctx, request, "after"), ask.after);
    if (*person && (str_parse_int(str_of(person), &ask.person.v) != OK || ask.person.v < 1))
        refuse_field(&ctx->why, "person", "Choose somebody from the list.");
    if (*ask.action && !audit_words_find(ask.action))
        refuse_field(&ctx->why, "action", "Choose an action from the list.");
    if (str_utf8_count(str_of(ask.q)) > Q_CHARS_MAX)
        refuse_field(&ctx->why, "q", "Enter a name of at most %d characters.", Q_CHARS_MAX);
    if (!day_is_none(ask.from_day) && !day_is_none(ask.to_day) && ask.to_day.v < ask.from_day.v)
        refuse_field(&ctx->why, "to", "The last day must not be before the first.");
    *ret = ask;
    return refusal_check(&ctx->why);
}

/* The clocks change after one o'clock: midnight always is. */
static struct instant midnight(struct day day)
{
    struct instant at = {0};
    CHECK(tz_instant((struct local){.day = day}, &at) == OK);
    return at;
}

struct audit_query audit_ask_query(const struct audit_ask *ask, int limit)
{
    return (struct audit_query){
        .person = ask->person,
        .action = ask->action,
        .from = day_is_none(ask->from_day) ? (struct instant){0} : midnight(ask->from_day),
        .until = day_is_none(ask->to_day) ? (struct instant){0} : midnight(day_add(ask->to_day, 1)),
        .before_at = ask->after[0],
        .before_id = ask->after[1],
        .limit = limit,
    };
}

const char *audit_ask_link(const struct audit_ask *ask, const char *path, const char *after,
                           struct arena *arena)
{
    struct buf link;
    buf_init(&link, LINK_BYTES_MAX);
    buf_add_c(&link, path);
    view_link_word(&link, "q", ask->q);
    view_link_number(&link, "person", ask->person.v);
    view_link_word(&link, "action", ask->action);
    view_link_word(&link, "from", ask->from);
    view_link_word(&link, "to", ask->to);
    view_link_word(&link, "after", after);
    return view_link_end(&link, arena);
}
