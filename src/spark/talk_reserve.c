/* DESIGN: "I can't come tonight": until when, who speaks instead, and who is told. */
#include "talk_reserve.h"

#include "event_people.h"
#include "event_rules.h"
#include "spark_store.h"
#include "stage.h"
#include "tz.h"

enum { TOLD_MAX = EVENT_ORGANISERS_MAX + EVENT_LEADERS_MAX };

/* Whoever works here on day $2 and has a mailbox, but for $3; $1: the event. */
#define REACHED                                                                                    \
    "SELECT p.id, p.name, p.email FROM person p WHERE coalesce(p.email, '') <> ''"                 \
    " AND coalesce(p.left_on, $2) >= $2 AND p.id <> $3 AND p.id IN ("
#define IN_ORDER ") ORDER BY p.id LIMIT $4"
/* Of a grant g. */
#define IN_FORCE "coalesce(g.from_on, $2) <= $2 AND coalesce(g.to_on, $2) >= $2"

/* Whom the event's page names where nobody was made its organiser. */
#define HOST_LEADER                                                                                \
    "SELECT g.person_id FROM role_grant g JOIN event e ON e.host_school_id = g.school_id"          \
    " WHERE e.id = $1 AND g.role = 'cpd_leader' AND " IN_FORCE

/* Who learns of it: the first of these of whom anybody is reached; and whoever leads the event or
 * has pressed something on its stage. */
enum { ORGANISERS, MAKER, LEADER, DEPUTIES, COORDINATORS, RUNNING, TOLD = RUNNING };
static const char *const SQL[] = {
    [ORGANISERS] = REACHED "SELECT person_id FROM event_organiser WHERE event_id = $1" IN_ORDER,
    [MAKER] =
        REACHED "SELECT created_by FROM event WHERE id = $1 UNION " HOST_LEADER
                " AND NOT EXISTS (SELECT 1 FROM event_organiser WHERE event_id = $1)" IN_ORDER,
    [LEADER] = REACHED HOST_LEADER IN_ORDER,
    [DEPUTIES] = REACHED "SELECT g.person_id FROM role_grant g JOIN event e"
                         " ON e.host_school_id = g.school_id WHERE e.id = $1"
                         " AND g.role = 'cpd_deputy' AND " IN_FORCE IN_ORDER,
    [COORDINATORS] =
        REACHED "SELECT g.person_id FROM role_grant g WHERE $1 > 0 AND g.school_id IS"
                " NULL AND g.role IN ('trust_coordinator', 'cpd_leader') AND " IN_FORCE IN_ORDER,
    [RUNNING] = REACHED "SELECT person_id FROM booking WHERE event_id = $1 AND ended_at IS NULL"
                        " AND part <> 'attendee' UNION SELECT by_id FROM stage_act"
                        " WHERE event_id = $1" IN_ORDER,
};

enum err talk_reserve_begin(struct store *store, struct instant now, const struct talk_scene *scene,
                            const struct talk *talk, struct arena *arena, struct talk_reserve *ret)
{
    const struct event_fields *when = &scene->event.fields;
    struct talk_reserve reserve = {.today = tz_day(now).v >= tz_day(when->starts_at).v};
    for (int i = 0; i < scene->slots.count; i++) {
        if (scene->slots.items[i].talk.v == talk->id.v)
            reserve.freed = scene->slots.items[i];
    }
    enum err err =
        reserve.today ? talk_store_live(store, scene->event.id, arena, &reserve.before) : OK;
    if (err == OK && reserve.today)
        err = programme_find_plain(store, scene->event.id, arena, &reserve.programme);
    if (err == OK)
        *ret = reserve;
    return err;
}

/* ---- until when ---- */

static enum err refuse_late(struct refusal *why, const char *sentence)
{
    return refuse(why, ERR_CONFLICT, "too-late", "%s", sentence);
}

static enum err check_stage(const struct stage *stage, const struct talk *talk, struct instant now,
                            struct refusal *why)
{
    int room = 0;
    const struct stage_row *row = stage_row_of(stage, talk->id, &room);
    if (!row)
        return OK;
    if (row->part == STAGE_ON)
        return refuse_late(why, "The talk has begun, so it can no longer be withdrawn.");
    if (row->part != STAGE_TO_COME)
        return refuse_late(why, "The evening has gone past this talk, so there is nothing to "
                                "withdraw any more.");
    if (stage->rooms[room].phase == STAGE_BEFORE && row->floor.v && now.v >= row->floor.v)
        return refuse_late(why, "By the programme the talk has begun. If you are not there, tell "
                                "whoever chairs the evening.");
    return OK;
}

enum err talk_reserve_check(struct store *store, struct instant now, const struct talk_scene *scene,
                            const struct talk *talk, struct refusal *why)
{
    const struct event_fields *when = &scene->event.fields;
    struct stage stage;
    if (now.v < when->starts_at.v - STAGE_BEFORE_S)
        return OK;
    if (now.v >= when->ends_at.v)
        return refuse_late(why, "The event is over, so there is nothing to withdraw any more.");
    enum err err = stage_find(store, now, talk->event, why->arena, &stage);
    return err == OK ? check_stage(&stage, talk, now, why) : err;
}

/* ---- who speaks instead ---- */

static enum err speak_instead(struct store *store, struct instant now,
                              const struct talk_scene *scene, const struct programme_slot *slot,
                              struct talk *talk, struct arena *arena)
{
    const struct talk_news news = {.kind = NOTICE_TALK_PROMOTED, .had_place = true};
    const struct programme_step step = {scene->event.id, PROGRAMME_PROMOTED, {0}, talk->id, slot};
    talk->status = TALK_CONFIRMED;
    enum err err = talk_store_update(store, now, talk);
    for (int i = 0; err == OK && i < talk->presenter_count; i++)
        err = talk_scene_seat(store, now, scene, talk, &talk->presenters[i], arena);
    if (err == OK)
        err = programme_version_step(store, now, &step, arena);
    if (err == OK)
        err = spark_store_recount(store, talk->event);
    return err == OK ? talk_notice_all(store, now, &scene->event, talk, &news) : err;
}

static enum err call_one(struct store *store, struct instant now, const struct talk_scene *scene,
                         const struct stage *stage, const struct programme_slot *freed,
                         struct talk *talk, struct arena *arena, bool *ret)
{
    const struct slot_scene slots = {&scene->settings, &scene->talks, &scene->slots, &scene->rules};
    struct programme_slot slot = *freed;
    const struct talk_presenter *taken;
    struct clash clash;
    int unused;
    slot.talk = talk->id;
    slot.pinned = false;
    enum err err = talk_store_presenters(store, arena, talk);
    if (err != OK || talk->status != TALK_WAITING || stage_row_of(stage, talk->id, &unused) ||
        !slot_rules_holds(&slots, talk, &slot, arena))
        return err;
    err = talk_scene_taken(store, scene, talk, arena, &taken, &clash);
    if (err != ERR_NOT_FOUND)
        return err;
    *ret = true;
    return speak_instead(store, now, scene, &slot, talk, arena);
}

enum err talk_reserve_call(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct arena *arena)
{
    struct talk_scene scene;
    struct stage stage;
    struct talk_queue queue;
    struct refusal unused;
    struct talk talk;
    bool called = false;
    refusal_init(&unused, arena);
    if (!reserve->today || reserve->freed.room == 0)
        return OK;
    enum err err = talk_scene_find(store, gone->event, true, &unused, &scene);
    if (err != OK || now.v < scene.event.fields.starts_at.v || scene.settings.drawing)
        return err;
    err = stage_find(store, now, gone->event, arena, &stage);
    if (err == OK)
        err = talk_queue_find(store, gone->event, arena, &queue);
    for (struct talk_id id; err == OK && !called && (id = talk_queue_next(&queue)).v;) {
        err = talk_store_find(store, id, arena, &talk);
        if (err == OK)
            err = call_one(store, now, &scene, &stage, &reserve->freed, &talk, arena, &called);
    }
    return err;
}

/* ---- who is told ---- */

static bool had_slot(const struct talk_rows *rows, struct talk_id id)
{
    for (int i = 0; i < rows->count; i++) {
        if (rows->items[i].id.v == id.v)
            return talk_status_has_slot(rows->items[i].status);
    }
    return false;
}

static enum err instead_words(struct store *store, const struct talk_reserve *reserve,
                              const struct talk *gone, struct arena *arena, const char **ret)
{
    struct talk_rows after;
    enum err err = talk_store_live(store, gone->event, arena, &after);
    *ret = "Nobody in line fits the gap, so it stays free.";
    for (int i = 0; err == OK && i < after.count; i++) {
        const struct talk *talk = &after.items[i];
        if (!talk_status_has_slot(talk->status) || had_slot(&reserve->before, talk->id))
            continue;
        *ret = arena_printf(arena,
                            talk->status == TALK_OFFERED
                                ? "%s is asked to give “%s”, %d minutes, instead."
                                : "%s gives “%s”, %d minutes, instead.",
                            talk->presenters[0].name, talk->title, talk->minutes);
        break;
    }
    return err;
}

static enum err tell_one(struct store *store, struct instant now, const struct event *event,
                         const struct talk_reserve *reserve, const struct talk *gone,
                         const struct talk_spot *place, struct notice *notice)
{
    notice->kind = NOTICE_TALK_CALLED_OFF;
    notice->object_id = gone->id.v;
    notice->seq = gone->seq;
    notice->event_id = event->id.v;
    notice->event_title = event->fields.title;
    notice->event_kind = event_kind_name(event->fields.kind);
    notice->place = place->at.room;
    notice->starts_at = place->at.starts_at;
    notice->ends_at = place->at.ends_at;
    notice->expected_at = place->expected_at;
    notice->talk_title = gone->title;
    notice->minutes = gone->minutes;
    notice->by = reserve->gone ? reserve->gone : gone->presenters[0].name;
    return notice_queue(store, now, notice);
}

struct telling {
    struct notice notices[TOLD_MAX];
    int count;
};

static bool has(const struct telling *telling, int64_t person)
{
    for (int i = 0; i < telling->count; i++)
        if (telling->notices[i].to.v == person)
            return true;
    return false;
}

static enum err find_told(struct store *store, const char *sql, const struct param *params,
                          struct arena *arena, struct telling *ret)
{
    struct rows rows = store_query(store, sql, params);
    while (rows_next(&rows))
        if (ret->count < TOLD_MAX && !has(ret, rows_int(&rows, 0)))
            ret->notices[ret->count++] = (struct notice){.to = {rows_int(&rows, 0)},
                                                         .to_name = rows_text(&rows, 1, arena),
                                                         .to_email = rows_text(&rows, 2, arena)};
    return rows_end(&rows);
}

static enum err find_all(struct store *store, struct instant now, struct event_id event,
                         struct person_id away, struct arena *arena, struct telling *ret)
{
    const struct param *params =
        PARAMS(p_int(event.v), p_day(tz_day(now)), p_int(away.v), p_int(TOLD_MAX));
    enum err err = OK;
    for (int who = 0; err == OK && ret->count == 0 && who < TOLD; who++)
        err = find_told(store, SQL[who], params, arena, ret);
    return err == OK ? find_told(store, SQL[RUNNING], params, arena, ret) : err;
}

enum err talk_reserve_tell(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct person_id by, struct arena *arena)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct event event;
    struct telling telling = {.count = 0};
    struct talk_spot place;
    const char *instead = NULL;
    /* who runs the evening and takes another off it knows; who cannot come does not run it */
    const struct person_id away =
        reserve->gone || talk_presenter_of(gone, by) ? by : (struct person_id){0};
    if (!reserve->today)
        return OK;
    enum err err = event_find(store, &viewer, gone->event, arena, &event);
    if (err == OK && reserve->goes_on)
        instead = reserve->goes_on;
    else if (err == OK)
        err = instead_words(store, reserve, gone, arena, &instead);
    if (err == OK)
        err = find_all(store, now, gone->event, away, arena, &telling);
    if (err == OK)
        talk_notice_place(&reserve->programme, &event, gone->id, arena, &place);
    for (int i = 0; err == OK && i < telling.count; i++) {
        telling.notices[i].detail = instead;
        if (telling.notices[i].to.v != by.v)
            err = tell_one(store, now, &event, reserve, gone, &place, &telling.notices[i]);
    }
    return err;
}

/* ---- who moves ---- */

static const struct programme_item *item_of(const struct programme *programme, struct talk_id talk)
{
    for (int i = 0; i < programme->count; i++)
        if (programme->items[i].talk.id.v == talk.v)
            return &programme->items[i];
    return NULL;
}

/* Its seq rises, for this mail may not be the first of the kind. */
static enum err tell_moved(struct store *store, struct instant now, const struct event *event,
                           struct talk_id id, struct arena *arena)
{
    const struct talk_news news = {.kind = NOTICE_TALK_CHANGED,
                                   .had_place = true,
                                   .detail =
                                       "Somebody else cannot come, so those behind them move. "
                                       "Times stay about right until they are announced."};
    struct talk talk;
    enum err err = talk_store_find(store, id, arena, &talk);
    if (err == OK)
        err = talk_store_presenters(store, arena, &talk);
    if (err == OK)
        err = talk_store_update(store, now, &talk);
    return err == OK ? talk_notice_all(store, now, event, &talk, &news) : err;
}

enum err talk_reserve_move(struct store *store, struct instant now,
                           const struct talk_reserve *reserve, const struct talk *gone,
                           struct arena *arena)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct programme after;
    struct event event;
    if (!reserve->today || reserve->programme.announced)
        return OK;
    enum err err = event_find(store, &viewer, gone->event, arena, &event);
    if (err == OK)
        err = programme_find_plain(store, gone->event, arena, &after);
    for (int i = 0; err == OK && i < after.count; i++) {
        const struct programme_item *item = &after.items[i];
        const struct programme_item *was = item_of(&reserve->programme, item->talk.id);
        if (!was || was->starts_at.v <= now.v || item->talk.status != TALK_CONFIRMED)
            continue;
        if (was->starts_at.v != item->starts_at.v || was->room != item->room)
            err = tell_moved(store, now, &event, item->talk.id, arena);
    }
    return err;
}
