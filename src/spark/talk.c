/* DESIGN: talks: book, withdraw, find, each in one transaction with its mail and the line behind.
 */
#include "talk.h"

#include "event_rules.h"
#include "policy_use.h"
#include "spark_store.h"
#include "talk_offer_store.h"
#include "talk_reserve.h"
#include "talk_scene.h"

const char *const talk_categories[3] = {"good practice", "personal insight",
                                        "practical innovation"};

static const char *const STATUSES[] = {"confirmed", "waiting", "withdrawn", "draft",
                                       "requested", "offered", "declined"};

const char *talk_status_name(enum talk_status status)
{
    return STATUSES[status];
}

struct talk_presenter *talk_presenter_of(const struct talk *talk, struct person_id person)
{
    for (int i = 0; i < talk->presenter_count; i++)
        if (talk->presenters[i].person.v == person.v)
            return &talk->presenters[i];
    return NULL;
}

bool talk_gives(const struct talk *talk, struct person_id person)
{
    const struct talk_presenter *presenter = talk_presenter_of(talk, person);
    return presenter && !presenter->asked;
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

const char *talk_kit_there(struct arena *arena, const struct spark_settings *settings)
{
    const char *text = "";
    for (int i = 0; i < settings->pack.room_count; i++) {
        const struct talk_room *room = &settings->rooms[i];
        if (*room->kit)
            text = arena_printf(arena, "%s%s%s", text, *text ? "; " : "", room->kit);
        if (*room->kit && *room->name && settings->pack.room_count > 1)
            text = arena_printf(arena, "%s (%s)", text, room->name);
    }
    return text;
}

/* ---- book ---- */

static void set_needs(const struct talk_needs *needs, struct talk *talk)
{
    if (!needs)
        return;
    talk->arrive_at = needs->from;
    talk->leave_at = needs->to;
    talk->kit = needs->kit;
    talk->theme = needs->theme;
}

static enum err read_request(struct store *store, struct instant now,
                             const struct talk_scene *scene, const struct talk_request *request,
                             struct refusal *why, struct talk *ret)
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
    set_needs(request->needs, &talk);
    if (request->needs)
        talk_scene_check_needs(scene, &talk, why);
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

/* A slot, the line, or a proposal; nothing is written. */
static enum err settle(const struct talk_scene *scene, struct talk *talk, struct refusal *why)
{
    talk->status = scene->settings.intake == SPARK_CALL ? TALK_REQUESTED : TALK_WAITING;
    if (talk->status == TALK_REQUESTED)
        return OK;
    bool fits = talk_scene_fits(scene, talk, talk->minutes, why->arena);
    talk->status = fits ? TALK_CONFIRMED : TALK_WAITING;
    if (fits || scene->event.fields.waiting_list)
        return OK;
    if (scene->settings.drawing)
        return refuse(why, ERR_CONFLICT, "drawing",
                      "The speakers are being drawn and the list is closed. There is no waiting "
                      "list, so come and listen.");
    const char *kept_for = talk_scene_kept_for(scene, talk, talk->minutes, why->arena);
    if (*kept_for)
        return refuse(
            why, ERR_CONFLICT, "kept",
            "The places that are left are kept for %s, and there is no waiting list. Look "
            "again later.",
            kept_for);
    return refuse(why, ERR_CONFLICT, "does-not-fit",
                  "No %d-minute slot is left and there is no waiting list. Try a shorter talk, or "
                  "look again later.",
                  talk->minutes);
}

/* Its row stands: those who give it, and its slot if it has one. */
static enum err enter(struct store *store, struct instant now, struct talk_scene *scene,
                      struct talk *talk, struct arena *arena)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_cast_join(store, talk, arena, &talk->presenters[i]);
    if (err == OK)
        err = spark_store_recount(store, talk->event);
    if (err != OK || talk->status != TALK_CONFIRMED)
        return err;
    talk_scene_count(scene, talk, talk->minutes, 1);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_seat(store, now, scene, talk, &talk->presenters[i], arena);
    return err == OK ? talk_scene_place(store, now, scene, talk, PROGRAMME_BOOKED, arena) : err;
}

static enum err save(struct store *store, struct instant now, struct talk_scene *scene,
                     struct talk *talk, struct arena *arena)
{
    enum err err = talk_store_insert(store, now, talk);
    if (err == OK)
        err = policy_use_add(store, "talks.categories", talk->category);
    return err == OK ? enter(store, now, scene, talk, arena) : err;
}

/* What a presenter hears of a talk that was just offered. */
static enum notice_kind kind_of(const struct talk *talk, const struct talk_presenter *presenter)
{
    if (presenter->asked)
        return NOTICE_JOINT_PRESENTER;
    if (talk->status == TALK_WAITING)
        return NOTICE_TALK_WAITING;
    return talk->status == TALK_REQUESTED ? NOTICE_TALK_REQUESTED : NOTICE_TALK_CONFIRMED;
}

static enum err tell_booked(struct store *store, struct instant now, const struct event *event,
                            const struct talk *talk, struct talk_news *news, struct arena *arena)
{
    enum err err = talk_notice_by(store, arena, news);
    news->had_place = talk->status == TALK_CONFIRMED;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        news->kind = kind_of(talk, &talk->presenters[i]);
        err = talk_notice_one(store, now, event, talk, &talk->presenters[i], news);
    }
    return err;
}

/* It was saved: what it says of itself, to its presenters too. */
static enum err finish(struct store *store, struct instant now, const struct talk_scene *scene,
                       struct talk *talk, struct person_id by, struct arena *arena,
                       struct talk_placed *ret)
{
    struct talk_news news = {.by = by};
    enum err err = talk_scene_explain(store, scene, arena, talk);
    if (err == OK)
        err = tell_booked(store, now, &scene->event, talk, &news, arena);
    if (err == OK)
        *ret = (struct talk_placed){talk->id, talk->status, talk->position, talk->why};
    return err;
}

/* Who presents, and whether it has room; somebody in line may have become free since. */
static enum err admit(struct store *store, struct instant now, struct talk_scene *scene,
                      struct talk *talk, struct person_id by, struct refusal *why)
{
    enum err err = check_cast(store, scene, talk, by, why);
    if (err == OK)
        err = call_check(store, now, talk, NULL, why);
    if (err == OK)
        err = talk_scene_mark(store, scene, talk);
    if (err == OK)
        err = talk_scene_promote(store, now, scene, why->arena);
    return err == OK ? settle(scene, talk, why) : err;
}

static enum err keep_draft(struct store *store, struct instant now, struct talk_scene *scene,
                           struct talk *talk, struct refusal *why, struct talk_placed *ret)
{
    struct talk_rows drafts;
    talk->status = TALK_DRAFT;
    enum err err = talk_store_drafts(store, talk->event, talk->person, why->arena, &drafts);
    if (err == OK && drafts.count >= TALK_DRAFTS_MAX)
        return refuse(why, ERR_CONFLICT, "too-many",
                      "You keep %d drafts for this event already. Delete one on its page first.",
                      TALK_DRAFTS_MAX);
    if (err == OK)
        err = save(store, now, scene, talk, why->arena);
    if (err == OK)
        *ret = (struct talk_placed){.id = talk->id, .status = TALK_DRAFT};
    return err;
}

enum err talk_book(struct store *store, struct instant now, const struct talk_request *request,
                   struct refusal *why, struct talk_placed *ret)
{
    struct talk_scene scene;
    struct talk talk;
    enum err err = talk_scene_find(store, request->event, request->sees_drafts, why, &scene);
    if (err == OK)
        err = read_request(store, now, &scene, request, why, &talk);
    if (err == OK)
        err = event_rules_bookable(&scene.event, now, why);
    if (err == OK && request->draft)
        return keep_draft(store, now, &scene, &talk, why, ret);
    if (err == OK)
        err = admit(store, now, &scene, &talk, request->by, why);
    if (err == OK)
        err = save(store, now, &scene, &talk, why->arena);
    return err == OK ? finish(store, now, &scene, &talk, request->by, why->arena, ret) : err;
}

/* ---- a draft that is offered ---- */

static enum err find_draft(struct store *store, struct talk_id id, struct refusal *why,
                           struct talk *ret)
{
    enum err err = talk_store_find(store, id, why->arena, ret);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such talk. Yours are on the event's page, drafts too.");
    if (err == OK && ret->status != TALK_DRAFT)
        return refuse(why, ERR_CONFLICT, "submitted",
                      "This talk was offered already. See on the event's page how it stands.");
    return err == OK ? talk_store_presenters(store, why->arena, ret) : err;
}

static enum err offer(struct store *store, struct instant now, struct talk_scene *scene,
                      struct talk *talk, struct arena *arena)
{
    talk->booked_at = talk->queued_at = now;
    enum err err = talk_store_update(store, now, talk);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_store_delete_presenter(store, talk, talk->presenters[i].person);
    return err == OK ? enter(store, now, scene, talk, arena) : err;
}

/* A draft may have lain for months. */
static enum err check_works(struct store *store, struct instant now, const struct talk *talk,
                            struct refusal *why)
{
    bool works = true;
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        err = talk_cast_works(store, now, presenter->person, why->arena, &works);
        if (err == OK && !works)
            refuse_field(why, presenter->lead ? "person_id" : "co_presenters",
                         "%s has left the trust. Take them off the talk, then offer it.",
                         presenter->name);
    }
    return err == OK ? refusal_check(why) : err;
}

enum err talk_submit(struct store *store, struct instant now, struct talk_id id,
                     struct person_id by, struct refusal *why, struct talk_placed *ret)
{
    struct talk_scene scene;
    struct talk talk;
    enum err err = find_draft(store, id, why, &talk);
    if (err == OK)
        err = talk_scene_find(store, talk.event, true, why, &scene);
    if (err == OK)
        err = event_rules_bookable(&scene.event, now, why);
    if (err == OK)
        err = check_works(store, now, &talk, why);
    if (err == OK)
        err = admit(store, now, &scene, &talk, by, why);
    if (err == OK)
        err = offer(store, now, &scene, &talk, why->arena);
    return err == OK ? finish(store, now, &scene, &talk, by, why->arena, ret) : err;
}

enum err talk_drafts(struct store *store, struct event_id event, struct person_id person,
                     struct arena *arena, struct talk_drafts *ret)
{
    struct talk_rows rows;
    enum err err = talk_store_drafts(store, event, person, arena, &rows);
    for (int i = 0; err == OK && i < rows.count; i++)
        err = talk_store_presenters(store, arena, &rows.items[i]);
    if (err == OK)
        *ret = (struct talk_drafts){rows.items, rows.count};
    return err;
}

/* ---- withdraw ---- */

static enum err take_back(struct store *store, struct instant now, const struct talk_scene *scene,
                          struct talk *talk, const struct talk_news *news, struct arena *arena)
{
    bool had_slot = talk_status_has_slot(talk->status);
    struct talk_reserve reserve;
    enum err err = talk_reserve_begin(store, now, scene, talk, arena, &reserve);
    if (err == OK)
        err = talk_store_withdraw(store, now, talk);
    if (err == OK && had_slot)
        err = talk_scene_displace(store, now, scene, talk, news->by, arena);
    if (err == OK && had_slot)
        err = talk_offer_store_renew(store, talk->event);
    if (err == OK)
        err = spark_store_recount(store, talk->event);
    if (err == OK)
        err = talk_notice_all(store, now, &scene->event, talk, news);
    if (err != OK || !had_slot)
        return err;
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_unseat(store, talk, &talk->presenters[i]);
    if (err == OK)
        err = talk_reserve_call(store, now, &reserve, talk, arena);
    if (err == OK)
        err = talk_promote_freed(store, now, talk->presenters, talk->presenter_count, arena);
    if (err == OK)
        err = talk_reserve_tell(store, now, &reserve, talk, news->by, arena);
    return err == OK ? talk_reserve_move(store, now, &reserve, talk, arena) : err;
}

enum err talk_check_withdraw(struct store *store, struct instant now, const struct talk *talk,
                             struct refusal *why)
{
    struct talk_scene scene;
    enum err err = talk_scene_find(store, talk->event, true, why, &scene);
    return err == OK ? talk_reserve_check(store, now, &scene, talk, why) : err;
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
                      "There is no such talk. Yours are on the event's page, drafts too.");
    if (err != OK || talk.status == TALK_WITHDRAWN || talk.status == TALK_DECLINED)
        return err;
    if (talk.status == TALK_DRAFT)
        return talk_store_delete(store, id);
    err = talk_scene_find(store, talk.event, true, why, &scene);
    if (err == OK)
        err = talk_reserve_check(store, now, &scene, &talk, why);
    if (err == OK)
        err = talk_store_presenters(store, why->arena, &talk);
    news.had_place = talk.status == TALK_CONFIRMED;
    if (err == OK)
        err = talk_notice_by(store, why->arena, &news);
    return err == OK ? take_back(store, now, &scene, &talk, &news, why->arena) : err;
}
