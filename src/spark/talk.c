/* DESIGN: talks: book, withdraw, find, each in one transaction with its mail and the line behind.
 */
#include "talk.h"

#include "event_rules.h"
#include "policy_use.h"
#include "spark_store.h"
#include "talk_scene.h"

const char *const talk_categories[3] = {"good practice", "personal insight",
                                        "practical innovation"};

static const char *const STATUSES[] = {"confirmed", "waiting", "withdrawn", "draft",
                                       "requested", "offered", "declined"};

const char *talk_status_name(enum talk_status status)
{
    return STATUSES[status];
}

bool talk_status_has_slot(enum talk_status status)
{
    return status == TALK_CONFIRMED || status == TALK_OFFERED;
}

enum err talk_status_parse(struct str s, enum talk_status *ret)
{
    for (int i = 0; i < TALK_STATUSES; i++) {
        if (str_eq_c(s, STATUSES[i])) {
            *ret = (enum talk_status)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

enum err talk_find(struct store *store, struct talk_id id, struct arena *arena, struct talk *ret)
{
    struct talk_scene scene;
    struct refusal unused;
    struct talk talk;
    refusal_init(&unused, arena);
    enum err err = talk_store_find(store, id, arena, &talk);
    if (err == OK)
        err = talk_scene_find(store, talk.event, true, &unused, &scene);
    if (err == OK)
        err = talk_store_presenters(store, arena, &talk);
    if (err == OK)
        err = talk_scene_explain(store, &scene, arena, &talk);
    if (err == OK)
        *ret = talk;
    return err;
}

/* ---- book ---- */

static enum err read_request(struct store *store, struct instant now,
                             const struct talk_request *request, struct refusal *why,
                             struct talk *ret)
{
    const struct talk_cast cast = {request->person, request->co_presenters,
                                   request->co_presenter_count};
    struct talk talk = {
        .event = request->event,
        .person = request->person,
        .title = request->title ? request->title : "",
        .abstract = request->abstract ? request->abstract : "",
        .category = request->category,
        .minutes = request->minutes,
        .booked_at = now,
        .queued_at = now,
        .version = 1,
    };
    talk_rules_check_words(talk.title, talk.abstract, talk.category, why);
    talk_rules_check_minutes(talk.minutes, request->lengths, why);
    enum err err = talk_cast_find(store, now, &cast, why, &talk);
    if (err == OK)
        err = refusal_check(why);
    if (err == OK)
        *ret = talk;
    return err;
}

static enum err check_cast(struct store *store, const struct talk_scene *scene,
                           const struct talk *talk, struct person_id by, struct refusal *why)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_cast_check(store, scene, &talk->presenters[i], by, why);
    return err;
}

/* A slot or the line: nothing is written. */
static enum err settle(const struct talk_scene *scene, struct talk *talk, struct refusal *why)
{
    talk->status = TALK_WAITING;
    bool fits = talk_scene_fits(scene, talk, talk->minutes, why->arena);
    talk->status = fits ? TALK_CONFIRMED : TALK_WAITING;
    if (fits || scene->event.fields.waiting_list)
        return OK;
    return refuse(why, ERR_CONFLICT, "does-not-fit",
                  "No %d-minute slot is left and there is no waiting list. Try a shorter talk, or "
                  "look again later.",
                  talk->minutes);
}

static enum err save(struct store *store, struct instant now, struct talk_scene *scene,
                     struct talk *talk, struct arena *arena)
{
    enum err err = talk_store_insert(store, now, talk);
    if (err == OK)
        err = policy_use_add(store, "talks.categories", talk->category);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_cast_join(store, talk, arena, &talk->presenters[i]);
    if (err == OK)
        err = spark_store_recount(store, talk->event);
    if (err != OK || talk->status != TALK_CONFIRMED)
        return err;
    pack_rules_add(&scene->confirmed, talk->minutes, 1);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_seat(store, now, scene, talk, &talk->presenters[i], arena);
    return err == OK ? talk_scene_place(store, now, scene, talk, PROGRAMME_BOOKED, arena) : err;
}

static enum err tell_booked(struct store *store, struct instant now, const struct event *event,
                            const struct talk *talk, struct talk_news *news, struct arena *arena)
{
    enum err err = talk_notice_by(store, arena, news);
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        bool confirmed = talk->status == TALK_CONFIRMED;
        news->kind = !confirmed                 ? NOTICE_TALK_WAITING
                     : talk->presenters[i].lead ? NOTICE_TALK_CONFIRMED
                                                : NOTICE_JOINT_PRESENTER;
        news->had_place = confirmed;
        err = talk_notice_one(store, now, event, talk, &talk->presenters[i], news);
    }
    return err;
}

enum err talk_book(struct store *store, struct instant now, const struct talk_request *request,
                   struct refusal *why, struct talk_placed *ret)
{
    struct talk_scene scene;
    struct talk talk;
    struct talk_news news = {.by = request->by};
    enum err err = talk_scene_find(store, request->event, request->sees_drafts, why, &scene);
    if (err == OK)
        err = read_request(store, now, request, why, &talk);
    if (err == OK)
        err = event_rules_bookable(&scene.event, now, why);
    if (err == OK)
        err = check_cast(store, &scene, &talk, request->by, why);
    if (err == OK) /* somebody in line may have become free since */
        err = talk_scene_promote(store, now, &scene, why->arena);
    if (err == OK)
        err = settle(&scene, &talk, why);
    if (err == OK)
        err = save(store, now, &scene, &talk, why->arena);
    if (err == OK)
        err = talk_scene_explain(store, &scene, why->arena, &talk);
    if (err == OK)
        err = tell_booked(store, now, &scene.event, &talk, &news, why->arena);
    if (err == OK)
        *ret = (struct talk_placed){talk.id, talk.status, talk.position, talk.why};
    return err;
}

/* ---- withdraw ---- */

static enum err take_back(struct store *store, struct instant now, const struct talk_scene *scene,
                          struct talk *talk, const struct talk_news *news, struct arena *arena)
{
    bool had_slot = talk_status_has_slot(talk->status);
    enum err err = talk_store_withdraw(store, now, talk);
    if (err == OK && had_slot)
        err = talk_scene_displace(store, now, scene, talk, news->by, arena);
    if (err == OK)
        err = spark_store_recount(store, talk->event);
    if (err == OK)
        err = talk_notice_all(store, now, &scene->event, talk, news);
    if (err != OK || !had_slot)
        return err;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_unseat(store, talk, &talk->presenters[i]);
    if (err != OK)
        return err;
    return talk_promote_freed(store, now, talk->presenters, talk->presenter_count, arena);
}

enum err talk_withdraw(struct store *store, struct instant now, struct talk_id id,
                       struct person_id by, struct refusal *why)
{
    struct talk_scene scene;
    struct talk talk;
    struct talk_news news = {.kind = NOTICE_TALK_WITHDRAWN, .by = by};
    enum err err = talk_store_find(store, id, why->arena, &talk);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such talk. Look under My bookings for yours.");
    if (err != OK || talk.status == TALK_WITHDRAWN)
        return err;
    err = talk_scene_find(store, talk.event, true, why, &scene);
    if (err == OK && now.v >= scene.event.fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The event has started, so the talk can no longer be withdrawn. Tell the "
                      "organiser.");
    if (err == OK)
        err = talk_store_presenters(store, why->arena, &talk);
    news.had_place = talk.status == TALK_CONFIRMED;
    if (err == OK)
        err = talk_notice_by(store, why->arena, &news);
    return err == OK ? take_back(store, now, &scene, &talk, &news, why->arena) : err;
}
