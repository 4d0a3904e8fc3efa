/* DESIGN: the stages of an evening: read with their programme, and added to act by act. */
#include "stage.h"

#include "slot_rules.h"
#include "stage_call.h"
#include "stage_register.h"
#include "stage_rules.h"
#include "stage_talk.h"
#include "talk_rules.h"

enum { ACTS, MARK, ADD, FORGET_TALKS, FORGET_ACTS };
static const char *const SQL[] = {
    [ACTS] =
        "SELECT room, kind, talk_id, other_id, at, keynote_id FROM stage_act WHERE event_id = $1"
        " ORDER BY room, seq LIMIT $2",
    [MARK] = "SELECT (SELECT count(*) FROM stage_act a WHERE a.event_id = s.event_id), s.version"
             " FROM spark_event s WHERE s.event_id = $1",
    [ADD] = "INSERT INTO stage_act (event_id, room, seq, kind, talk_id, other_id, at, by_id, "
            "keynote_id)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    [FORGET_TALKS] = "DELETE FROM stage_talk WHERE event_id = $1",
    [FORGET_ACTS] = "DELETE FROM stage_act WHERE event_id = $1",
};

/* ---- reading ---- */

struct acts {
    struct stage_act *items; /* by room, in order */
    int count;
    int first[PACK_ROOMS_MAX + 1]; /* of each room, from 0; the last: behind all */
};

static enum err read_acts(struct store *store, struct event_id event, struct arena *arena,
                          struct acts *acts)
{
    int size = 0, room = 0;
    struct rows rows = store_query(store, SQL[ACTS], PARAMS(p_int(event.v), p_int(STAGE_ACTS_MAX)));
    while (rows_next(&rows)) {
        struct stage_act act = {.talk = {rows_int(&rows, 2)},
                                .other = {rows_int(&rows, 3)},
                                .at = rows_instant(&rows, 4),
                                .keynote = {rows_int(&rows, 5)}};
        if (stage_kind_parse(rows_str(&rows, 1), &act.kind) != OK)
            continue;
        if (acts->count == size)
            acts->items = arena_grow(arena, acts->items, sizeof act, 64, &size);
        while (room < (int)rows_int(&rows, 0))
            acts->first[room++] = acts->count;
        acts->items[acts->count++] = act;
    }
    while (room <= PACK_ROOMS_MAX)
        acts->first[room++] = acts->count;
    return rows_end(&rows);
}

enum err stage_mark(struct store *store, struct event_id event, struct stage_mark *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[MARK], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err;
    struct stage_mark mark = {(int)rows_int(&rows, 0), (int)rows_int(&rows, 1)};
    err = rows_end(&rows);
    if (err == OK)
        *ret = mark;
    return err;
}

static struct stage_slot slot_of(const struct talk *talk, struct instant starts_at)
{
    return (struct stage_slot){talk->id, talk->minutes, starts_at, talk->arrive_at};
}

static void fill_room(const struct programme *programme, int room, struct arena *arena,
                      struct stage_plan *plan)
{
    struct stage_slot *slots = ARENA_ARRAY(arena, struct stage_slot, programme->count + 1);
    struct stage_slot *reserves =
        ARENA_ARRAY(arena, struct stage_slot, programme->waiting_count + 1);
    *plan = (struct stage_plan){.slots = slots,
                                .reserves = reserves,
                                .keynotes = &programme->settings->keynotes,
                                .nth = room + 1,
                                .pack = &programme->settings->pack,
                                .keeps_times = programme->room_count > 1,
                                .goes_on = programme->drawing && programme->unplaced_count > 0,
                                .closes_at = instant_add(programme->ends_at, STAGE_AFTER_S)};
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *item = &programme->items[i];
        if (item->room == room)
            slots[plan->count++] = slot_of(&item->talk, item->starts_at);
    }
    for (int i = 0; i < programme->waiting_count; i++)
        if (programme->waiting[i].status == TALK_WAITING)
            reserves[plan->reserve_count++] = slot_of(&programme->waiting[i], (struct instant){0});
}

enum err stage_find(struct store *store, struct instant now, struct event_id event,
                    struct arena *arena, struct stage *ret)
{
    struct acts *acts = ARENA_NEW(arena, struct acts);
    struct stage stage = {.event = event};
    enum err err = programme_find_plain(store, event, arena, &stage.programme);
    if (err == OK)
        err = read_acts(store, event, arena, acts);
    if (err != OK)
        return err;
    stage.version = acts->count;
    stage.rooms = ARENA_ARRAY(arena, struct stage_room, stage.programme.room_count + 1);
    for (int i = 0; i < stage.programme.room_count; i++) {
        struct stage_plan plan;
        fill_room(&stage.programme, i, arena, &plan);
        stage_rules_fold(&plan, acts->items + acts->first[i], acts->first[i + 1] - acts->first[i],
                         now, arena, &stage.rooms[i]);
        const struct stage_room *room = &stage.rooms[i];
        stage.runs |= room->last != STAGE_KINDS && room->phase != STAGE_OVER;
    }
    stage_keynote_share(&stage);
    *ret = stage;
    return OK;
}

enum err stage_keynotes_given(struct store *store, struct event_id event, struct arena *arena,
                              struct keynotes *ret)
{
    const struct instant whenever = {0}; /* what was heard does not depend on it */
    struct stage stage;
    enum err err = stage_find(store, whenever, event, arena, &stage);
    if (err != OK)
        return err;
    const struct keynotes *all = &stage.programme.settings->keynotes;
    struct keynotes given = {.count = 0};
    for (int i = 0; i < all->count; i++) {
        const struct stage_room *room = &stage.rooms[all->items[i].room - 1];
        if (room->heard[i].v || room->last == STAGE_KINDS)
            given.items[given.count++] = all->items[i];
    }
    *ret = given;
    return OK;
}

const struct talk *stage_talk(const struct stage *stage, struct talk_id id)
{
    const struct programme *programme = &stage->programme;
    for (int i = 0; i < programme->count; i++)
        if (programme->items[i].talk.id.v == id.v)
            return &programme->items[i].talk;
    for (int i = 0; i < programme->waiting_count; i++)
        if (programme->waiting[i].id.v == id.v)
            return &programme->waiting[i];
    return NULL;
}

const struct stage_row *stage_row_of(const struct stage *stage, struct talk_id id, int *ret_room)
{
    for (int room = 0; room < stage->programme.room_count; room++)
        for (int i = 0; i < stage->rooms[room].count; i++)
            if (stage->rooms[room].rows[i].talk.v == id.v) {
                *ret_room = room;
                return &stage->rooms[room].rows[i];
            }
    return NULL;
}

/* ---- a reserve ---- */

/* Are all its presenters free of other stages then (H7)? */
static bool is_free(const struct stage *stage, const struct talk *talk, struct instant from,
                    struct instant to)
{
    for (int room = 0; room < stage->programme.room_count; room++) {
        for (int i = 0; i < stage->rooms[room].count; i++) {
            const struct stage_row *row = &stage->rooms[room].rows[i];
            const struct talk *other = stage_talk(stage, row->talk);
            struct instant start = row->part == STAGE_ON ? row->started : row->estimate;
            bool counts = row->part == STAGE_ON || row->part == STAGE_TO_COME;
            if (counts && other && start.v < to.v &&
                instant_add(start, (int64_t)row->minutes * 60).v > from.v &&
                talk_rules_share_presenter(talk, other))
                return false;
        }
    }
    return true;
}

/* Could it be given in that talk's place: no longer, its presenters there and free, its kit in the
 * room (H4, H5, H6)? */
static bool fits_instead(const struct stage *stage, int room, const struct stage_row *absent,
                         const struct talk *talk, struct arena *arena)
{
    int unused;
    struct instant from = absent->estimate, to = instant_add(from, (int64_t)talk->minutes * 60);
    return talk->status == TALK_WAITING && talk->minutes <= absent->minutes &&
           !stage_row_of(stage, talk->id, &unused) && talk->arrive_at.v <= from.v &&
           (!talk->leave_at.v || talk->leave_at.v >= to.v) &&
           !slot_rules_missing_kit(arena, talk->kit, stage->programme.rooms[room].kit) &&
           is_free(stage, talk, from, to);
}

static struct talk_id find_reserve(const struct stage *stage, int room, struct talk_id absent,
                                   struct arena *arena)
{
    int unused;
    const struct stage_row *row = stage_row_of(stage, absent, &unused);
    for (int i = 0; row && i < stage->programme.waiting_count; i++)
        if (fits_instead(stage, room, row, &stage->programme.waiting[i], arena))
            return stage->programme.waiting[i].id;
    return (struct talk_id){0};
}

/* ---- an act ---- */

static enum err check_event(const struct event *event, struct instant now, struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event has been cancelled.");
    if (!event_status_is_on(event->status))
        return refuse(why, ERR_CONFLICT, "not-published",
                      "This event is not published yet. Publish it first.");
    if (now.v < event->fields.starts_at.v - STAGE_BEFORE_S)
        return refuse(why, ERR_CONFLICT, "too-early",
                      "It is too early: the stage opens two hours before the event.");
    if (now.v > event->fields.ends_at.v + STAGE_AFTER_S)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "It is too late: the stage closed six hours after the event.");
    return OK;
}

/* The act that is asked for, with whom it is about. */
static struct stage_act act_of(const struct stage *stage, const struct stage_request *request,
                               struct instant now, struct arena *arena)
{
    const struct stage_room *room = &stage->rooms[request->room - 1];
    struct stage_act act = {.kind = request->kind, .at = now};
    bool about = request->kind == STAGE_START || request->kind == STAGE_SKIP ||
                 request->kind == STAGE_NO_SHOW || request->kind == STAGE_SWAP;
    if (request->kind == STAGE_KEYNOTE)
        act.keynote = request->keynote.v ? request->keynote : room->next_keynote;
    if (!about)
        return act;
    act.talk = request->talk;
    if (!act.talk.v && room->next >= 0)
        act.talk = room->rows[room->next].talk;
    if (request->kind == STAGE_SWAP && room->next >= 0 && room->next + 1 < room->count)
        act.other = room->rows[room->next + 1].talk;
    if (request->kind == STAGE_NO_SHOW)
        act.other = find_reserve(stage, request->room - 1, act.talk, arena);
    return act;
}

static enum err add_act(struct store *store, const struct stage_request *request, int seq,
                        const struct stage_act *act)
{
    return store_exec(store, SQL[ADD],
                      PARAMS(p_int(request->event.v), p_int(request->room), p_int(seq),
                             p_text(stage_kind_name(act->kind)), p_id_or_null(act->talk.v),
                             p_id_or_null(act->other.v), p_instant(act->at), p_int(request->by.v),
                             p_id_or_null(act->keynote.v)));
}

/* The last act there was in that room; false: none. */
static bool last_act(const struct acts *acts, int room, struct stage_act *ret)
{
    if (acts->first[room] == acts->first[room - 1])
        return false;
    *ret = acts->items[acts->first[room] - 1];
    return true;
}

/* Was it done by the same press, once more? */
static bool is_done(const struct stage_request *request, int version, const struct stage_act *last)
{
    return request->version == version - 1 && last->kind == request->kind &&
           (!request->talk.v || request->talk.v == last->talk.v) &&
           (!request->keynote.v || request->keynote.v == last->keynote.v);
}

static enum err do_act(struct store *store, struct instant now, const struct stage *stage,
                       const struct stage_request *request, struct refusal *why,
                       struct stage_done *ret)
{
    const struct stage_room *room = &stage->rooms[request->room - 1];
    if (request->kind == STAGE_NO_SHOW && stage->programme.drawing)
        return refuse(why, ERR_CONFLICT, "stage",
                      "Speakers are drawn by lot, one at a time. Say “Not here” on the page of the "
                      "draw: the talk goes back into the hat, and the next can be drawn.");
    const struct stage_act act = act_of(stage, request, now, why->arena);
    const char *hindrance = stage_rules_check(room, &act);
    if (hindrance)
        return refuse(why, ERR_CONFLICT, "stage", "%s", hindrance);
    enum err err = add_act(store, request, room->version, &act);
    if (err == OK)
        err = stage_talk_keep(store, now, request->event, why->arena);
    if (err == OK)
        err = stage_register_follow(store, now, request->event, request->by, why->arena);
    if (err == OK)
        *ret = (struct stage_done){.version = room->version + 1,
                                   .reserve =
                                       act.kind == STAGE_NO_SHOW ? act.other : (struct talk_id){0}};
    return err;
}

/* Does whoever asks know how it stands, and mean it? */
static enum err check_press(const struct stage_request *request, int version,
                            const struct stage_act *last, struct instant now, struct refusal *why)
{
    enum err err = refusal_check_version(why, request->version, version);
    if (err == OK && request->by_hand && stage_rules_is_tap(request->kind, last, now))
        return refuse(why, ERR_CONFLICT, "second-tap",
                      "A button was pressed here only just now, so this was taken for the second "
                      "tap of a double one, and nothing was done. If you mean it, press again.");
    return err;
}

enum err stage_clear(struct store *store, struct event_id event)
{
    enum err err = store_exec(store, SQL[FORGET_TALKS], PARAMS(p_int(event.v)));
    return err == OK ? store_exec(store, SQL[FORGET_ACTS], PARAMS(p_int(event.v))) : err;
}

enum err stage_act(struct store *store, struct instant now, const struct stage_request *request,
                   struct refusal *why, struct stage_done *ret)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct event event;
    struct stage stage;
    struct acts *acts = ARENA_NEW(why->arena, struct acts);
    struct stage_act last;
    enum err err = event_find(store, &viewer, request->event, why->arena, &event);
    if (err == OK)
        err = stage_find(store, now, request->event, why->arena, &stage);
    if (err == OK)
        err = read_acts(store, request->event, why->arena, acts);
    if (err == OK)
        err = check_event(&event, now, why);
    if (err != OK)
        return err;
    if (request->room < 1 || request->room > stage.programme.room_count)
        return refuse_field(why, "room", "Choose one of the event's rooms.");
    int version = stage.rooms[request->room - 1].version;
    if (!last_act(acts, request->room, &last))
        last = (struct stage_act){.kind = STAGE_KINDS};
    else if (is_done(request, version, &last)) {
        *ret = (struct stage_done){.version = version, .reserve = last.other, .before = true};
        return OK;
    }
    err = check_press(request, version, &last, now, why);
    now = last.at.v > now.v ? last.at : now;
    if (err == OK)
        err = do_act(store, now, &stage, request, why, ret);
    if (err != OK || (request->kind != STAGE_NO_SHOW && request->kind != STAGE_UNDO))
        return err;
    return stage_call_tell(store, now, &event, &stage, why->arena);
}
