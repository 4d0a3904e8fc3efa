/* DESIGN: the list's filters: from a query, back into an address, and in words. */
#include "event_ask.h"

#include <string.h>

#include "buf.h"
#include "refusal.h"
#include "view.h"
#include "words.h"

enum { LINK_BYTES_MAX = 2048, Q_CHARS_MAX = 80 };

const char *event_kind_words(enum event_kind kind)
{
    static const char *const WORDS[EVENT_KINDS] = {
        [EVENT_COURSE] = "Course",         [EVENT_TWILIGHT] = "Twilight",
        [EVENT_INSET] = "INSET day",       [EVENT_SPARK] = "SPARK",
        [EVENT_CONFERENCE] = "Conference", [EVENT_GROUP] = "Learning group",
        [EVENT_MEETING] = "Meeting",       [EVENT_OBSERVATION] = "Observation",
        [EVENT_VISIT] = "Visit",           [EVENT_PROTECTED_TIME] = "Protected time",
        [EVENT_READING] = "To read"};
    return WORDS[kind];
}

/* ---- from a query ---- */

/* "1794480300-12": where the page before ended. */
static bool read_cursor(struct str text, struct event_cursor *ret)
{
    struct str rest = text, starts;
    int64_t starts_at, id;
    if (text.n == 0)
        return true;
    if (!str_split(&rest, '-', &starts) || !rest.p || str_parse_int(starts, &starts_at) != OK ||
        str_parse_int(rest, &id) != OK)
        return false;
    *ret = (struct event_cursor){{starts_at}, id};
    return true;
}

static bool read_kind(struct str text, int *ret)
{
    enum event_kind kind;
    if (text.n == 0)
        return true;
    if (event_kind_parse(text, &kind) != OK)
        return false;
    *ret = (int)kind;
    return true;
}

enum err event_ask_read(const struct form *query, struct refusal *why, struct event_ask *ret)
{
    struct arena *arena = why->arena;
    struct event_ask ask = {.q = form_text(query, "q", arena),
                            .kind = EVENT_ANY_KIND,
                            .from = DAY_NONE,
                            .places = str_eq_c(form_find(query, "places"), "yes")};
    struct str school = str_of(form_text(query, "school", arena));
    struct str from = str_of(form_text(query, "from", arena));
    bool good = read_kind(str_of(form_text(query, "kind", arena)), &ask.kind) &&
                read_cursor(str_of(form_text(query, "after", arena)), &ask.after) &&
                (!school.n || str_parse_int(school, &ask.school.v) == OK) &&
                (!from.n || day_parse(from, &ask.from) == OK) &&
                str_utf8_count(str_of(ask.q)) <= Q_CHARS_MAX;
    if (!good)
        return refuse(why, ERR_INVALID, "bad-filter",
                      "That list cannot be shown: its address has a filter that is not one of "
                      "ours. Go to Events and choose again.");
    *ret = ask;
    return OK;
}

/* ---- into an address ---- */

const char *event_ask_link(const struct event_ask *ask, struct event_cursor after,
                           struct arena *arena)
{
    struct buf link;
    char from[DAY_TEXT_MAX] = "";
    buf_init(&link, LINK_BYTES_MAX);
    if (!day_is_none(ask->from))
        day_format(ask->from, from);
    buf_add_c(&link, "/events");
    view_link_word(&link, "q", ask->q);
    if (ask->kind != EVENT_ANY_KIND)
        view_link_word(&link, "kind", event_kind_name((enum event_kind)ask->kind));
    view_link_number(&link, "school", ask->school.v);
    view_link_word(&link, "from", from);
    view_link_word(&link, "places", ask->places ? "yes" : "");
    if (after.id)
        view_link_word(
            &link, "after",
            arena_printf(arena, "%lld-%lld", (long long)after.starts_at.v, (long long)after.id));
    return view_link_end(&link, arena);
}

/* ---- in words ---- */

static const char *joined(struct arena *arena, const char *a, const char *b)
{
    return *a ? arena_printf(arena, "%s, %s", a, b) : b;
}

const char *event_ask_summary(const struct event_ask *ask, const char *school, struct arena *arena)
{
    const char *words = "";
    if (ask->kind != EVENT_ANY_KIND)
        words = event_kind_words((enum event_kind)ask->kind);
    if (school)
        words = joined(arena, words, school);
    if (!day_is_none(ask->from))
        words = joined(arena, words,
                       arena_printf(arena, "from %s", words_date_plain(arena, ask->from)));
    return ask->places ? joined(arena, words, "places left") : words;
}

const char *event_ask_empty(const struct event_ask *ask, const char *school, struct arena *arena)
{
    bool any = ask->kind == EVENT_ANY_KIND;
    const char *text =
        arena_printf(arena, "No %s", any ? "event" : event_kind_words((enum event_kind)ask->kind));
    if (*ask->q)
        text = arena_printf(arena, "%s called “%s”", text, ask->q);
    if (school)
        text = arena_printf(arena, "%s at %s", text, school);
    if (ask->places)
        text = arena_printf(arena, "%s with places left", text);
    if (day_is_none(ask->from))
        return arena_printf(arena, "%s is planned.", text);
    return arena_printf(arena, "%s is planned from %s on.", text,
                        words_date_plain(arena, ask->from));
}
