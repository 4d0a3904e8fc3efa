/* DESIGN: the list's filters: from a query, back into an address, and in words. */
#include "event_ask.h"

#include <string.h>

#include "buf.h"
#include "check.h"
#include "refusal.h"
#include "tz.h"
#include "view.h"
#include "words.h"

enum { LINK_BYTES_MAX = 4096, Q_CHARS_MAX = 80 };

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

static bool read_day(struct str text, struct day *ret)
{
    return text.n == 0 || day_parse(text, ret) == OK;
}

/* A key, or a word, of ours: short. */
static bool is_short(const struct event_ask *ask)
{
    const char *const texts[] = {ask->q, ask->type, ask->theme, ask->level, ask->phase};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (str_utf8_count(str_of(texts[i])) > Q_CHARS_MAX)
            return false;
    return true;
}

enum err event_ask_read(const struct form *query, struct refusal *why, struct event_ask *ret)
{
    struct arena *arena = why->arena;
    struct event_ask ask = {.q = form_text(query, "q", arena),
                            .type = form_text(query, "type", arena),
                            .theme = form_text(query, "theme", arena),
                            .level = form_text(query, "level", arena),
                            .phase = form_text(query, "phase", arena),
                            .kind = EVENT_ANY_KIND,
                            .from = DAY_NONE,
                            .to = DAY_NONE,
                            .free = str_eq_c(form_find(query, "free"), "1")};
    struct str school = str_of(form_text(query, "school", arena));
    bool good = read_kind(str_of(form_text(query, "kind", arena)), &ask.kind) &&
                read_cursor(str_of(form_text(query, "after", arena)), &ask.after) &&
                (!school.n || str_parse_int(school, &ask.school.v) == OK) &&
                read_day(str_of(form_text(query, "from", arena)), &ask.from) &&
                read_day(str_of(form_text(query, "to", arena)), &ask.to) && is_short(&ask);
    if (!good)
        return refuse(why, ERR_INVALID, "bad-filter",
                      "That list cannot be shown: its address has a filter that is not one of "
                      "ours. Go to Events and choose again.");
    *ret = ask;
    return OK;
}

struct event_filter event_ask_filter(const struct event_ask *ask, struct instant now, int limit)
{
    struct event_filter filter = {
        .kind = ask->kind,
        .school = ask->school,
        .q = str_of(ask->q),
        .type = ask->type,
        .theme = ask->theme,
        .level = ask->level,
        .phase = ask->phase,
        .free = ask->free,
        .now = now,
        .after = ask->after,
        .limit = limit,
    };
    if (!day_is_none(ask->from))
        filter.from = tz_at(ask->from, 4, 0);
    else if (!*ask->q)
        filter.from = now;
    if (!day_is_none(ask->to))
        filter.to = tz_at(day_add(ask->to, 1), 4, 0);
    return filter;
}

/* ---- into an address ---- */

static void add_day(struct buf *link, const char *name, struct day day)
{
    char text[DAY_TEXT_MAX] = "";
    if (!day_is_none(day))
        day_format(day, text);
    view_link_word(link, name, text);
}

static void add_filters(struct buf *link, const char *path, const struct event_ask *ask)
{
    buf_init(link, LINK_BYTES_MAX);
    buf_add_c(link, path);
    view_link_word(link, "q", ask->q);
    view_link_word(link, "type", ask->type);
    if (ask->kind != EVENT_ANY_KIND)
        view_link_word(link, "kind", event_kind_name((enum event_kind)ask->kind));
    view_link_number(link, "school", ask->school.v);
    view_link_word(link, "theme", ask->theme);
    view_link_word(link, "phase", ask->phase);
    view_link_word(link, "level", ask->level);
    add_day(link, "from", ask->from);
    add_day(link, "to", ask->to);
    view_link_word(link, "free", ask->free ? "1" : "");
}

const char *event_ask_link_to(const char *path, const struct event_ask *ask, struct arena *arena)
{
    struct buf link;
    add_filters(&link, path, ask);
    return view_link_end(&link, arena);
}

const char *event_ask_link(const struct event_ask *ask, struct event_cursor after,
                           struct arena *arena)
{
    struct buf link;
    add_filters(&link, "/events", ask);
    if (after.id)
        view_link_word(
            &link, "after",
            arena_printf(arena, "%lld-%lld", (long long)after.starts_at.v, (long long)after.id));
    return view_link_end(&link, arena);
}

/* ---- in words ---- */

/* A key that nobody can name any more still says itself. */
static const char *named(struct arena *arena, const char *name, const char *key)
{
    return words_begin(arena, name ? name : key);
}

int event_ask_parts(const struct event_ask *ask, const struct event_ask_names *names,
                    struct arena *arena, struct event_ask_part ret[static EVENT_ASK_PARTS_MAX])
{
    struct event_ask all = *ask;
    int count = 0;
    all.after = (struct event_cursor){.id = 0};
    struct event_ask q = all, kind = all, type = all, school = all, theme = all, level = all,
                     phase = all, from = all, to = all, free = all;
    q.q = type.type = theme.theme = level.level = phase.phase = "";
    kind.kind = EVENT_ANY_KIND;
    school.school.v = 0;
    from.from = to.to = DAY_NONE;
    free.free = false;
    if (*ask->q)
        ret[count++] = (struct event_ask_part){arena_printf(arena, "“%s”", ask->q), q};
    if (ask->kind != EVENT_ANY_KIND)
        ret[count++] = (struct event_ask_part){event_kind_words((enum event_kind)ask->kind), kind};
    if (*ask->type)
        ret[count++] = (struct event_ask_part){named(arena, names->type, ask->type), type};
    if (ask->school.v)
        ret[count++] = (struct event_ask_part){names->school ? names->school : "A school", school};
    if (*ask->theme)
        ret[count++] = (struct event_ask_part){named(arena, names->theme, ask->theme), theme};
    if (*ask->phase)
        ret[count++] = (struct event_ask_part){ask->phase, phase};
    if (*ask->level)
        ret[count++] = (struct event_ask_part){named(arena, names->level, ask->level), level};
    if (!day_is_none(ask->from))
        ret[count++] = (struct event_ask_part){
            arena_printf(arena, "From %s", words_date_plain(arena, ask->from)), from};
    if (!day_is_none(ask->to))
        ret[count++] = (struct event_ask_part){
            arena_printf(arena, "Until %s", words_date_plain(arena, ask->to)), to};
    if (ask->free)
        ret[count++] = (struct event_ask_part){"Places left", free};
    return count;
}
