/* DESIGN: what is kept of talks for colleagues, with each presenter's own yes. */
#include "talk_library.h"

#include "audit.h"
#include "check.h"
#include "stage_talk.h"
#include "talk_spoken_sql.h"
#include "talk_store.h"
#include "text_rule.h"

/* $1 now: its event is over and nobody's yes is missing. */
#define KEPT                                                                                       \
    " FROM talk t JOIN event e ON e.id = t.event_id LEFT JOIN talk_after a ON a.talk_id = t.id"    \
    " LEFT JOIN talk_slides s ON s.talk_id = t.id"                                                 \
    " WHERE " TALK_SPOKE " AND e.status NOT IN ('draft', 'cancelled') AND e.ends_at <= $1"         \
    " AND EXISTS (SELECT 1 FROM talk_share y WHERE y.talk_id = t.id)"                              \
    " AND NOT EXISTS (SELECT 1 FROM talk_presenter m WHERE m.talk_id = t.id"                       \
    " AND m.nth IS NOT NULL AND m.answer = 'yes' AND NOT EXISTS (SELECT 1 FROM talk_share y"       \
    " WHERE y.talk_id = t.id AND y.person_id = m.person_id))"

enum { FIND, MISSING, HAS_AGREED, INSERT, UPDATE, AGREE, DISAGREE, LIST, THEMES, HAS_SLIDES };
static const char *const SQL[] = {
    [FIND] = "SELECT recommendations, version, with_slides FROM talk_after WHERE talk_id = $1",
    [MISSING] = "SELECT count(*) FROM talk_presenter m WHERE m.talk_id = $1 AND m.nth IS NOT NULL"
                " AND m.answer = 'yes'"
                " AND NOT EXISTS (SELECT 1 FROM talk_share s WHERE s.talk_id = m.talk_id"
                " AND s.person_id = m.person_id)",
    [HAS_AGREED] = "SELECT 1 FROM talk_share WHERE talk_id = $1 AND person_id = $2",
    [INSERT] = "INSERT INTO talk_after (talk_id, recommendations, changed_at, with_slides)"
               " VALUES ($1, $2, $3, $4)",
    [UPDATE] = "UPDATE talk_after SET recommendations = $2, changed_at = $3, with_slides = $4,"
               " version = version + 1 WHERE talk_id = $1",
    [AGREE] = "INSERT INTO talk_share (talk_id, person_id, agreed_at) VALUES ($1, $2, $3)"
              " ON CONFLICT DO NOTHING",
    [DISAGREE] = "DELETE FROM talk_share WHERE talk_id = $1 AND person_id = $2",
    [LIST] = "SELECT t.id, coalesce(a.recommendations, ''), CASE WHEN a.with_slides = 1 THEN"
             " coalesce(s.link, '') ELSE '' END, e.title, e.starts_at, (SELECT max(l.id)"
             " FROM file_link l WHERE l.noun = 'talk' AND l.noun_id = t.id"
             " AND a.with_slides = 1)" KEPT " AND ($2 = 0 OR t.event_id = $2)"
             " AND ($3 = '' OR t.category = $3) AND ($4 = '' OR t.theme = $4 COLLATE NOCASE)"
             " AND ($5 = 0 OR EXISTS (SELECT 1 FROM talk_presenter m JOIN employment w"
             " ON w.person_id = m.person_id WHERE m.talk_id = t.id AND m.answer = 'yes' AND "
             "w.school_id = $5))"
             " AND ($6 = '' OR instr(lower(t.title || ' ' || t.abstract || ' ' ||"
             " coalesce(a.recommendations, '')), lower($6)) > 0)"
             " ORDER BY e.starts_at DESC, t.title COLLATE NOCASE, t.id LIMIT $7 OFFSET $8",
    [THEMES] = "SELECT DISTINCT t.theme" KEPT " AND t.theme <> '' ORDER BY t.theme COLLATE NOCASE"
               " LIMIT 100",
    [HAS_SLIDES] = "SELECT 1" KEPT " AND t.id = $2 AND a.with_slides = 1",
};

/* ---- of one talk ---- */

static enum err read_words(struct store *store, struct talk_id talk, struct arena *arena,
                           struct talk_after *after)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(talk.v)), &rows);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    after->recommendations = rows_text(&rows, 0, arena);
    after->version = (int)rows_int(&rows, 1);
    after->with_slides = rows_int(&rows, 2) != 0;
    return rows_end(&rows);
}

enum err talk_after_find(struct store *store, const struct talk *talk, struct person_id person,
                         struct arena *arena, struct talk_after *ret)
{
    struct talk_after after = {.recommendations = ""};
    int64_t missing = 0, agreed = 0;
    enum err err = read_words(store, talk->id, arena, &after);
    if (err == OK)
        err = slides_find(store, talk, arena, &after.slides);
    if (err == OK)
        err = store_find_int(store, SQL[MISSING], PARAMS(p_int(talk->id.v)), &missing);
    if (err == OK)
        err = store_find_int(store, SQL[HAS_AGREED], PARAMS(p_int(talk->id.v), p_int(person.v)),
                             &agreed);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    after.agreed = err == OK;
    after.missing = (int)missing;
    *ret = after;
    return OK;
}

static void check_words(const struct talk_after_edit *edit, struct refusal *why)
{
    static const struct text_rule words = {"recommendations", "What you recommend",
                                           TALK_RECOMMENDATIONS_CHARS_MAX, false, true};
    text_rule_check(&words, edit->recommendations, why);
}

static enum err keep_words(struct store *store, struct instant now,
                           const struct talk_after_edit *edit, const struct talk_after *before)
{
    return store_exec(store, SQL[before->version ? UPDATE : INSERT],
                      PARAMS(p_int(edit->talk->id.v), p_text(edit->recommendations), p_instant(now),
                             p_int(edit->with_slides)));
}

static enum err keep_answer(struct store *store, struct instant now,
                            const struct talk_after_edit *edit, const struct talk_after *before)
{
    if (edit->agrees == before->agreed)
        return OK;
    enum err err =
        edit->agrees
            ? store_exec(store, SQL[AGREE],
                         PARAMS(p_int(edit->talk->id.v), p_int(edit->by.v), p_instant(now)))
            : store_exec(store, SQL[DISAGREE], PARAMS(p_int(edit->talk->id.v), p_int(edit->by.v)));
    return err == OK ? audit_add(store, now, edit->by, edit->agrees ? "talk-share" : "talk-unshare",
                                 edit->talk->id.v, "")
                     : err;
}

enum err talk_after_save(struct store *store, struct instant now,
                         const struct talk_after_edit *edit, struct refusal *why)
{
    const struct slides_edit slides = {
        .talk = edit->talk, .by = edit->by, .link = edit->slides_link};
    struct talk_after before;
    bool spoke = false;
    enum err err = talk_after_find(store, edit->talk, edit->by, why->arena, &before);
    if (err == OK)
        err = stage_talk_spoke(store, edit->talk->id, &spoke);
    if (err == OK && !spoke && !edit->agrees)
        return keep_answer(store, now, edit, &before);
    if (err == OK && !spoke)
        return refuse(why, ERR_CONFLICT, "not-in-programme",
                      "This talk is not in the programme, so there is nothing to share.");
    if (err == OK)
        err = refusal_check_version(why, edit->version, before.version);
    if (err == OK)
        check_words(edit, why); /* refused with the link, together */
    if (err == OK)
        err = slides_put_link(store, now, &slides, "slides_link", why);
    if (err == OK)
        err = keep_words(store, now, edit, &before);
    return err == OK ? keep_answer(store, now, edit, &before) : err;
}

/* ---- the library ---- */

static enum err read_ids(struct store *store, struct instant now,
                         const struct library_filter *filter, struct arena *arena,
                         struct library *list)
{
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_instant(now), p_int(filter->event.v), p_text(filter->category),
                           p_text(filter->theme), p_int(filter->school.v), p_text(filter->q),
                           p_int(filter->limit + 1), p_int(filter->after)));
    while (rows_next(&rows)) {
        if (list->count == filter->limit) {
            list->next = filter->after + filter->limit;
            continue;
        }
        list->items[list->count++] =
            (struct library_entry){.talk = {.id = {rows_int(&rows, 0)}},
                                   .recommendations = rows_text(&rows, 1, arena),
                                   .slides_link = rows_text(&rows, 2, arena),
                                   .event_title = rows_text(&rows, 3, arena),
                                   .event_at = rows_instant(&rows, 4),
                                   .slides_file = {rows_int(&rows, 5)}};
    }
    return rows_end(&rows);
}

enum err talk_library_list(struct store *store, struct instant now,
                           const struct library_filter *filter, struct arena *arena,
                           struct library *ret)
{
    CHECK(filter->limit >= 1 && filter->limit <= TALK_LIBRARY_MAX);
    struct library list = {ARENA_ARRAY(arena, struct library_entry, (size_t)filter->limit), 0, 0};
    enum err err = read_ids(store, now, filter, arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        struct talk *talk = &list.items[i].talk;
        err = talk_store_find(store, talk->id, arena, talk);
        if (err == OK)
            err = talk_store_presenters(store, arena, talk);
    }
    if (err == OK)
        *ret = list;
    return err;
}

enum err talk_library_has_slides(struct store *store, struct instant now, struct talk_id talk,
                                 bool *ret)
{
    int64_t found = 0;
    enum err err =
        store_find_int(store, SQL[HAS_SLIDES], PARAMS(p_instant(now), p_int(talk.v)), &found);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = err == OK;
    return OK;
}

enum err talk_library_themes(struct store *store, struct instant now, struct arena *arena,
                             const char ***ret, int *ret_count)
{
    const char **themes = ARENA_ARRAY(arena, const char *, TALK_LIBRARY_MAX);
    int count = 0;
    struct rows rows = store_query(store, SQL[THEMES], PARAMS(p_instant(now)));
    while (rows_next(&rows))
        themes[count++] = rows_text(&rows, 0, arena);
    enum err err = rows_end(&rows);
    if (err == OK) {
        *ret = themes;
        *ret_count = count;
    }
    return err;
}
