/* DESIGN: a call's proposals: the coordinator accepts what fits and declines with a kind word. */
#include "proposal.h"

#include "event_rules.h"
#include "spark_store.h"
#include "talk_scene.h"
#include "talk_spoken_sql.h"

#define PROPOSAL_SELECT                                                                            \
    "SELECT t.id, coalesce(d.decided_at, 0), coalesce(d.accepted, 0), coalesce(d.word, ''),"       \
    " coalesce(p.name, ''), " TALK_IS_FIRST " FROM talk t JOIN event e ON e.id = t.event_id"       \
    " LEFT JOIN talk_decision d ON d.talk_id = t.id"                                               \
    " LEFT JOIN person p ON p.id = d.decided_by WHERE t.event_id = $1 AND "

enum { LIST, LIST_DECLINED, LIST_OPEN, DECIDE };
static const char *const SQL[] = {
    [LIST] =
        PROPOSAL_SELECT "(t.status = 'requested' OR d.talk_id IS NOT NULL)"
                        " ORDER BY t.status <> 'requested', CASE WHEN t.status = 'requested' THEN"
                        " t.queued_at ELSE -d.decided_at END, t.id LIMIT $2",
    [LIST_DECLINED] = PROPOSAL_SELECT "t.status = 'declined' AND t.person_id = $2"
                                      " ORDER BY d.decided_at DESC, t.id DESC LIMIT $3",
    [LIST_OPEN] = "SELECT e.id, e.title, count(*) FROM talk t JOIN event e ON e.id = t.event_id"
                  " WHERE t.status = 'requested' AND e.starts_at > $1"
                  " AND e.status IN ('published', 'closed') GROUP BY e.id"
                  " ORDER BY e.starts_at, e.id LIMIT $2",
    [DECIDE] = "INSERT INTO talk_decision (talk_id, accepted, word, decided_at, decided_by)"
               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (talk_id) DO UPDATE SET"
               " accepted = excluded.accepted, word = excluded.word,"
               " decided_at = excluded.decided_at, decided_by = excluded.decided_by",
};

/* ---- deciding ---- */

static void check_verdict(const struct proposal_verdict *verdict, struct refusal *why)
{
    const struct text_rule word = {"word", "A kind word", PROPOSAL_WORD_CHARS_MAX, !verdict->accept,
                                   true};
    if (verdict->count < 1 || verdict->count > PROPOSALS_MAX)
        refuse_field(why, "talks", "Tick the proposals you decide on.");
    text_rule_check(&word, verdict->word ? verdict->word : "", why);
}

static enum err check_time(const struct event *event, struct instant now, struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event is cancelled.");
    if (now.v >= event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has begun, so nothing more can be decided.");
    return OK;
}

/* What was declined can still be accepted: its organiser may change their mind. */
static enum err find_open(struct store *store, const struct proposal_verdict *verdict,
                          struct talk_id id, struct refusal *why, struct talk *ret)
{
    struct talk talk = {0};
    enum err err = talk_store_find(store, id, why->arena, &talk);
    if (err == ERR_NOT_FOUND || (err == OK && talk.event.v != verdict->event.v))
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such proposal for this event. Look at the list again.");
    bool open = talk.status == TALK_REQUESTED || (verdict->accept && talk.status == TALK_DECLINED);
    if (err == OK && !open)
        return refuse(why, ERR_CONFLICT, "decided",
                      "Somebody decided on “%s” already, or it was withdrawn. Look at the list "
                      "again.",
                      talk.title);
    if (err == OK)
        err = talk_store_presenters(store, why->arena, &talk);
    if (err == OK)
        *ret = talk;
    return err;
}

static bool has_word(const struct proposal_verdict *verdict)
{
    return verdict->word && *verdict->word;
}

static enum err decline(struct store *store, struct instant now, const struct talk_scene *scene,
                        struct talk *talk, struct talk_news news)
{
    talk->status = TALK_DECLINED;
    news.kind = NOTICE_TALK_DECLINED;
    enum err err = talk_store_update(store, now, talk);
    if (err == OK)
        err = talk_store_free_presenters(store, talk->id);
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, &news) : err;
}

static enum err put_in_line(struct store *store, struct instant now, const struct talk_scene *scene,
                            struct talk *talk, struct talk_news news, struct arena *arena)
{
    news.kind = NOTICE_TALK_WAITING;
    enum err err = talk_store_update(store, now, talk);
    if (err == OK)
        err = talk_scene_explain(store, scene, arena, talk);
    news.accepted = true;
    if (news.detail)
        news.detail =
            arena_printf(arena, "%s%s%s\n\n%s", news.by_name ? news.by_name : "",
                         news.by_name ? " writes:\n" : "", news.detail, talk->why ? talk->why : "");
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, &news) : err;
}

/* A talk that was declined is in no leaver's way: who has left since is off it now. */
static enum err drop_leavers(struct store *store, struct instant now, struct talk *talk,
                             struct refusal *why)
{
    bool works = true;
    enum err err = OK;
    int stay = 0;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct talk_presenter presenter = talk->presenters[i];
        err = talk_cast_works(store, now, presenter.person, why->arena, &works);
        if (err == OK && !works && presenter.lead)
            return refuse(why, ERR_CONFLICT, "left",
                          "%s has left the trust, so “%s” cannot be accepted any more.",
                          presenter.name, talk->title);
        if (err == OK && !works)
            err = talk_store_delete_presenter(store, talk, presenter.person);
        else
            talk->presenters[stay++] = presenter;
    }
    talk->presenter_count = stay;
    return err;
}

/* Its presenters stand up again after it was declined, unless they give another talk by now. */
static enum err revive(struct store *store, struct instant now, const struct talk_scene *scene,
                       struct talk *talk, struct refusal *why)
{
    struct talk_live_of live;
    enum err err = drop_leavers(store, now, talk, why);
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        struct talk_presenter *presenter = &talk->presenters[i];
        err = talk_store_live_of(store, talk->event, presenter->person, &live);
        if (err == OK && live.count >= scene->settings.talks_a_person)
            return refuse(why, ERR_CONFLICT, "already-booked",
                          "%s has offered another talk by now, so “%s” cannot be accepted as well.",
                          presenter->name, talk->title);
        if (err == OK)
            err = talk_store_delete_presenter(store, talk, presenter->person);
        if (err == OK)
            err = talk_cast_join(store, talk, why->arena, presenter);
    }
    return err;
}

static enum err accept(struct store *store, struct instant now, struct talk_scene *scene,
                       struct talk *talk, struct talk_news news, struct refusal *why)
{
    struct arena *arena = why->arena;
    bool given = false, declined = talk->status == TALK_DECLINED;
    talk->status = TALK_WAITING;
    news.kind = NOTICE_TALK_ACCEPTED;
    news.had_place = true;
    enum err err = declined ? revive(store, now, scene, talk, why) : OK;
    if (err == OK)
        err = talk_scene_try(store, now, scene, &news, arena, talk, &given);
    if (err != OK || given)
        return err;
    news.had_place = false;
    return put_in_line(store, now, scene, talk, news, arena);
}

static enum err decide_one(struct store *store, struct instant now, struct talk_scene *scene,
                           const struct proposal_verdict *verdict, const struct talk_news *news,
                           struct talk *talk, struct refusal *why)
{
    enum err err = verdict->accept ? accept(store, now, scene, talk, *news, why)
                                   : decline(store, now, scene, talk, *news);
    return err == OK ? store_exec(store, SQL[DECIDE],
                                  PARAMS(p_int(talk->id.v), p_int(verdict->accept),
                                         p_text(verdict->word ? verdict->word : ""), p_instant(now),
                                         p_int(verdict->by.v)))
                     : err;
}

static enum err find_all(struct store *store, const struct proposal_verdict *verdict,
                         struct refusal *why, struct talk *talks)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < verdict->count; i++)
        err = find_open(store, verdict, verdict->talks[i], why, &talks[i]);
    return err;
}

static enum err decide_all(struct store *store, struct instant now, struct talk_scene *scene,
                           const struct proposal_verdict *verdict, struct talk *talks,
                           struct refusal *why, struct proposal_outcome *ret)
{
    struct talk_news news = {.by = verdict->by, .detail = has_word(verdict) ? verdict->word : NULL};
    enum err err = talk_notice_by(store, why->arena, &news);
    for (int i = 0; err == OK && i < verdict->count; i++) {
        err = decide_one(store, now, scene, verdict, &news, &talks[i], why);
        ret->accepted += talks[i].status == TALK_CONFIRMED;
        ret->waiting += talks[i].status == TALK_WAITING;
        ret->declined += talks[i].status == TALK_DECLINED;
    }
    return err == OK ? spark_store_recount(store, verdict->event) : err;
}

enum err proposal_decide(struct store *store, struct instant now,
                         const struct proposal_verdict *verdict, struct refusal *why,
                         struct proposal_outcome *ret)
{
    struct talk_scene scene;
    struct proposal_outcome outcome = {0};
    enum err err = talk_scene_find(store, verdict->event, true, why, &scene);
    if (err != OK)
        return err;
    check_verdict(verdict, why);
    err = refusal_check(why);
    if (err == OK)
        err = check_time(&scene.event, now, why);
    if (err != OK)
        return err;
    struct talk *talks = ARENA_ARRAY(why->arena, struct talk, (size_t)verdict->count);
    err = find_all(store, verdict, why, talks);
    if (err == OK)
        err = decide_all(store, now, &scene, verdict, talks, why, &outcome);
    if (err == OK)
        *ret = outcome;
    return err;
}

/* ---- reading ---- */

static void read_list(struct rows *rows, struct arena *arena, struct proposals *list)
{
    int room = 0;
    while (rows_next(rows)) {
        if (list->count == room)
            list->items = arena_grow(arena, list->items, sizeof *list->items, 16, &room);
        list->items[list->count++] = (struct proposal){
            .talk = {.id = {rows_int(rows, 0)}},
            .decided_at = rows_instant(rows, 1),
            .accepted = rows_int(rows, 2) != 0,
            .word = rows_text(rows, 3, arena),
            .decided_by = rows_text(rows, 4, arena),
            .first_timer = rows_int(rows, 5) != 0,
        };
    }
}

static enum err list(struct store *store, struct rows rows, struct arena *arena,
                     struct proposals *ret)
{
    struct proposals found = {0};
    read_list(&rows, arena, &found);
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < found.count; i++) {
        struct talk *talk = &found.items[i].talk;
        err = talk_store_find(store, talk->id, arena, talk);
        if (err == OK)
            err = talk_store_presenters(store, arena, talk);
    }
    if (err == OK)
        *ret = found;
    return err;
}

enum err proposal_list(struct store *store, struct event_id event, struct arena *arena,
                       struct proposals *ret)
{
    return list(store, store_query(store, SQL[LIST], PARAMS(p_int(event.v), p_int(PROPOSALS_MAX))),
                arena, ret);
}

enum err proposal_list_declined(struct store *store, struct event_id event, struct person_id person,
                                struct arena *arena, struct proposals *ret)
{
    return list(store,
                store_query(store, SQL[LIST_DECLINED],
                            PARAMS(p_int(event.v), p_int(person.v), p_int(TALK_DRAFTS_MAX))),
                arena, ret);
}

enum err proposal_list_open(struct store *store, struct instant now, struct arena *arena,
                            struct proposals_open_list *ret)
{
    struct proposals_open_list list = {.count = 0};
    struct rows rows =
        store_query(store, SQL[LIST_OPEN], PARAMS(p_instant(now), p_int(PROPOSALS_OPEN_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = (struct proposals_open){.event = {rows_int(&rows, 0)},
                                                           .title = rows_text(&rows, 1, arena),
                                                           .count = (int)rows_int(&rows, 2)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}
