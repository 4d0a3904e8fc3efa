/* DESIGN: the list of events: what a reader may know of, by filters, in order of time or of how
 * well it fits what was typed. */
#include "check.h"
#include "event_about.h"
#include "event_list_sql.h"
#include "event_row.h"
#include "event_search.h"
#include "event_session.h"
#include "event_store.h"

enum { LIST, SEARCH, PHASES };
static const char *const SQL[] = {
    [LIST] = EVENT_SELECT "WHERE (e.starts_at, e.id) > ($2, $3) AND" EVENT_LIST_FILTERS
                          " AND e.parent_id IS NULL ORDER BY e.starts_at, e.id LIMIT $11",
    [SEARCH] = EVENT_LIST_SEARCH,
    [PHASES] = "SELECT min(a.phase) FROM event_about a JOIN event e ON e.id = a.event_id"
               " WHERE a.phase <> '' AND " EVENT_SEEN_BY_ALL
               " GROUP BY a.phase COLLATE NOCASE ORDER BY 1 COLLATE NOCASE LIMIT 50",
};

/* ",4,17,": what the list's statement looks for "," || id || "," in. */
static const char *joined_schools(const struct event_viewer *viewer, struct arena *arena)
{
    const char *joined = ",";
    for (int i = 0; i < viewer->draft_school_count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)viewer->draft_schools[i].v);
    return joined;
}

/* The same of the events that are opened to a guest; "" for those who know of all. */
static const char *joined_opened(const struct event_viewer *viewer, struct arena *arena)
{
    if (!viewer->only_opened)
        return "";
    const char *joined = ",";
    for (int i = 0; i < viewer->opened.count; i++)
        joined = arena_printf(arena, "%s%lld,", joined, (long long)viewer->opened.ids[i]);
    return joined;
}

/* Sessions of an event lie within a year, so none that ends after `from` starts earlier. */
static int64_t first_start(const struct event_filter *filter)
{
    return filter->from.v ? filter->from.v - EVENT_SESSIONS_DAYS_MAX * INT64_C(86400) : INT64_MIN;
}

static struct param word(const char *text)
{
    return p_text(text ? text : "");
}

/* match: what the index is asked for; "" for a list by time. */
static struct rows query(struct store *store, const struct event_viewer *viewer,
                         const struct event_filter *f, const char *match, struct arena *arena)
{
    int64_t start = f->after.id ? f->after.starts_at.v : first_start(f);
    return store_query(
        store, SQL[*match ? SEARCH : LIST],
        PARAMS(p_int(viewer->person.v), p_int(start), p_int(f->after.id), p_int(viewer->all_drafts),
               p_text(joined_schools(viewer, arena)),
               word(f->kind == EVENT_ANY_KIND ? "" : event_kind_name((enum event_kind)f->kind)),
               p_instant(f->from), p_instant(f->to), p_int(f->school.v), p_text(match),
               p_int(f->limit + 1), p_text(joined_opened(viewer, arena)),
               word(f->status ? event_status_name(*f->status) : ""), word(f->type), word(f->theme),
               word(f->level), word(f->phase), p_int(f->free), p_instant(f->now)));
}

static enum err list(struct store *store, const struct event_viewer *viewer,
                     const struct event_filter *filter, const char *match, struct arena *arena,
                     struct event_list *ret)
{
    CHECK(filter->limit >= 1 && filter->limit <= EVENT_LIST_MAX);
    struct event_list found;
    struct rows rows = query(store, viewer, filter, match, arena);
    enum err err = event_row_list(&rows, filter->limit, arena, &found);
    if (err != OK)
        return err;
    if (*match && found.next.id) /* of a search: how many come before */
        found.next = (struct event_cursor){.id = filter->after.id + filter->limit};
    *ret = found;
    return OK;
}

/* The policy's themes, whose keys events hold; NULL where there are none. */
static enum err find_themes(struct store *store, struct school_id school, struct arena *arena,
                            const struct policy_list **ret)
{
    struct policy_pack pack;
    enum err err = event_about_pack(store, school, arena, &pack);
    *ret = err == OK ? policy_list_find(&pack, "themes") : NULL;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err event_list(struct store *store, const struct event_viewer *viewer,
                    const struct event_filter *filter, struct arena *arena, struct event_list *ret)
{
    const struct policy_list *themes;
    if (filter->q.n == 0)
        return list(store, viewer, filter, "", arena, ret);
    enum err err = find_themes(store, filter->school, arena, &themes);
    const char *match = err == OK ? event_search_match(filter->q, themes, arena) : "";
    if (err == OK && *match)
        return list(store, viewer, filter, match, arena, ret);
    if (err == OK)
        *ret = (struct event_list){.count = 0};
    return err;
}

enum err event_list_between(struct store *store, struct instant from, struct instant to,
                            enum event_scope scope, struct school_id school, struct arena *arena,
                            struct event_list *ret)
{
    return event_store_between(store, from, to, scope, school, arena, ret);
}

enum err event_list_workshops(struct store *store, struct event_id day, struct arena *arena,
                              struct event_list *ret)
{
    return event_store_workshops(store, day, arena, ret);
}

enum err event_list_phases(struct store *store, struct arena *arena, const char ***ret,
                           int *ret_count)
{
    const char **phases = ARENA_ARRAY(arena, const char *, EVENT_PHASES_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[PHASES], PARAMS());
    while (count < EVENT_PHASES_MAX && rows_next(&rows))
        phases[count++] = rows_text(&rows, 0, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    *ret = phases;
    *ret_count = count;
    return OK;
}
