/* DESIGN: drawing lots at an event: what was chosen and committed to, and each thing done to it. */
#include "draw.h"

#include <string.h>

#include "audit.h"
#include "draw_late.h"
#include "draw_list.h"
#include "programme_publish.h"
#include "spark_store.h"

/* ---- choosing ---- */

enum err draw_follow(struct store *store, struct instant now, struct event_id event,
                     enum spark_order order)
{
    struct arena *arena = arena_new();
    struct draw_row row;
    enum err err = order == SPARK_ARRANGED ? OK : draw_store_latest(store, event, arena, &row);
    if (err == ERR_NOT_FOUND)
        err = draw_store_commit(store, now, event, 1);
    arena_free(arena);
    return err;
}

static void check_choice(const struct draw_choice *choice, const struct draw_scene *scene,
                         struct refusal *why)
{
    if (choice->first_timer_weight < 1 || choice->first_timer_weight > DRAW_WEIGHT_MAX)
        refuse_field(why, "first_timer_weight", "Choose a number from 1 to %d.", DRAW_WEIGHT_MAX);
    for (int i = 0; i < choice->pin_count; i++) {
        if (choice->pins[i].room < 0 ||
            choice->pins[i].room > scene->scene.settings.pack.room_count)
            refuse_field(why, "pins", "Choose one of the event’s rooms.");
    }
}

/* Lots are being drawn: the list is closed, and the record is not given out yet. */
static bool is_running(const struct draw_row *row)
{
    return row->round.closed_at.v && !row->round.ended_at.v;
}

enum err draw_check_order(const struct spark_settings *now, enum spark_order order,
                          struct refusal *why)
{
    if (order == now->order)
        return OK;
    if (now->drawing) {
        refuse(why, ERR_CONFLICT, "drawing",
               "The list is closed and the order is being drawn. End the draw first.");
        refuse_field(why, "order", "It is being drawn: end the draw first.");
        return ERR_CONFLICT;
    }
    if (order == SPARK_DRAWN && now->published) {
        refuse(why, ERR_CONFLICT, "announced",
               "The programme is announced, and its speakers know their times. Speakers are drawn "
               "one at a time only where no time was promised.");
        refuse_field(why, "order", "The programme is announced: its speakers know their times.");
        return ERR_CONFLICT;
    }
    return OK;
}

enum err draw_check_still(const struct spark_settings *now, struct refusal *why)
{
    if (!now->drawing)
        return OK;
    return refuse(why, ERR_CONFLICT, "drawing",
                  "The speakers are being drawn, for the rooms and times that were fixed before. "
                  "End the draw before you change them.");
}

enum err draw_choose(struct store *store, struct instant now, const struct draw_choice *choice,
                     struct refusal *why)
{
    struct draw_scene scene;
    struct draw_row row = {.id = 0};
    enum err err = draw_list_scene(store, choice->event, why, &scene);
    if (err == OK)
        err = draw_store_latest(store, choice->event, why->arena, &row);
    if (err != OK && (err != ERR_NOT_FOUND || why->slug))
        return err;
    if (is_running(&row))
        return refuse(why, ERR_CONFLICT, "drawing",
                      "The list is closed and the order is being drawn. End the draw first.");
    err = draw_check_order(&scene.scene.settings, choice->order, why);
    if (err != OK)
        return err;
    check_choice(choice, &scene, why);
    err = refusal_check(why);
    if (err == OK)
        err = draw_store_set(store, choice);
    if (err == ERR_NOT_FOUND)
        return refuse_field(why, "pins", "Choose among the talks that have a slot.");
    return err == OK ? draw_follow(store, now, choice->event, choice->order) : err;
}

/* ---- what is done ---- */

/* One deed on its way. */
struct doing {
    struct store *store;
    struct instant now;
    const struct draw_deed *deed;
    struct refusal *why;
    struct draw_scene scene;
    struct draw_row row;
    struct draw_record record; /* once the list is closed */
    struct draw *draw;         /* of a live draw, after its steps */
    bool lost;                 /* what is kept of it cannot be computed any more */
};

static struct instant at(const struct doing *doing, int s)
{
    return instant_add(doing->row.doors_at, s);
}

/* Second s of the record as a slot of the programme. */
static struct programme_slot slot_of(const struct doing *doing, int talk, int room, int start_s)
{
    const struct draw_list *list = &doing->record.list;
    return (struct programme_slot){
        .talk = {list->talks[talk].id},
        .room = (int)list->rooms[room],
        .starts_at = at(doing, start_s),
        .pinned = list->talks[talk].room != DRAW_NONE,
    };
}

/* A new programme of what was drawn beside what was fixed. */
static enum err add_programme(struct doing *doing, const struct draw_slot *drawn, int count)
{
    const struct draw_list *list = &doing->record.list;
    struct programme_slots slots = {
        ARENA_ARRAY(doing->why->arena, struct programme_slot, (size_t)list->talk_count + 1), 0};
    for (int i = 0; i < list->talk_count; i++) {
        const struct draw_talk *talk = &list->talks[i];
        if (talk->room != DRAW_NONE)
            slots.items[slots.count++] = slot_of(doing, i, talk->room, talk->start_s);
    }
    for (int i = 0; i < count; i++)
        slots.items[slots.count++] = slot_of(doing, drawn[i].talk, drawn[i].room, drawn[i].start_s);
    const struct programme_draft draft = {doing->deed->event, PROGRAMME_DRAWN, doing->deed->by,
                                          &slots};
    return programme_version_add(doing->store, doing->now, &draft, &doing->row.version);
}

/* The whole order stands for everybody, and whoever's time it changes is told once. */
static enum err announce_order(struct doing *doing)
{
    const struct event *event = &doing->scene.scene.event;
    const struct draw_order *order = &doing->record.order;
    struct programme_board board;
    enum err err = add_programme(doing, order->slots, order->count);
    if (err == OK)
        err = programme_board_find(doing->store, event, doing->why->arena, &board);
    return err == OK ? programme_publish_drawn(doing->store, doing->now, event, &board,
                                               doing->deed->by, doing->why)
                     : err;
}

/* The first speaker: who comes after is nobody's to know, so the programme holds nobody else. */
static enum err announce_first(struct doing *doing, const struct draw_slot *drawn)
{
    enum err err = add_programme(doing, drawn, 1);
    return err == OK ? programme_version_publish(doing->store, doing->now, doing->deed->event,
                                                 doing->row.version)
                     : err;
}

static enum err room_changed(const struct doing *doing)
{
    return talk_room_changed(doing->store, doing->now, doing->deed->event, doing->why->arena);
}

static enum err save(struct doing *doing, bool ends)
{
    if (ends)
        doing->row.round.ended_at = doing->now;
    if (!doing->lost)
        doing->row.round.record = draw_record_format(&doing->record, doing->why->arena);
    enum err err = draw_store_save(doing->store, doing->now, doing->deed->by, &doing->row);
    const struct audit_entry entry = {.actor = doing->deed->by,
                                      .action = "draw-act",
                                      .object_id = doing->deed->event.v,
                                      .detail = draw_act_name(doing->deed->act)};
    if (err == OK)
        err = audit_record(doing->store, doing->now, &entry);
    return err == OK && ends ? room_changed(doing) : err;
}

static enum err check_open(const struct doing *doing, enum draw_mode mode)
{
    const struct event *event = &doing->scene.scene.event;
    if (doing->now.v >= event->fields.ends_at.v)
        return refuse(doing->why, ERR_CONFLICT, "past",
                      "The event is over, so there is nothing left to draw.");
    if (mode == DRAW_WHOLE && doing->now.v >= event->fields.starts_at.v)
        return refuse(doing->why, ERR_CONFLICT, "not-now",
                      "The evening has begun, and a whole order is drawn before it. Keep the order "
                      "as it stands; the chair changes it on the remote.");
    if (!event_status_is_on(event->status))
        return refuse(doing->why, ERR_CONFLICT, "not-published",
                      "The order is drawn once the event is published.");
    if (doing->scene.talk_count == 0)
        return refuse(doing->why, ERR_CONFLICT, "nothing-to-draw",
                      "Nobody has a slot yet, so there is nothing to draw.");
    return OK;
}

/* Closes the list: from here on it is part of the seed. */
static enum err close_list(struct doing *doing, enum draw_mode mode)
{
    enum err err = check_open(doing, mode);
    if (err != OK)
        return err;
    doing->record = (struct draw_record){
        .event = doing->deed->event.v, .round = doing->row.round.round, .mode = mode};
    memcpy(doing->record.secret, doing->row.round.secret, sizeof doing->record.secret);
    doing->row.doors_at = doing->scene.scene.event.fields.starts_at;
    err = draw_list_build(doing->store, &doing->scene, doing->why, &doing->record.list);
    if (err != OK)
        return err;
    const char *trouble = draw_list_trouble(&doing->scene, &doing->record.list, doing->why->arena);
    if (trouble)
        return refuse(doing->why, ERR_CONFLICT, "no-order", "%s", trouble);
    draw_record_seed(&doing->record, doing->why->arena);
    return OK;
}

static enum err run_whole(struct doing *doing)
{
    if (doing->scene.scene.settings.order != SPARK_SHUFFLED)
        return refuse(doing->why, ERR_CONFLICT, "not-drawn",
                      "The order of this event is not shuffled. Choose that first.");
    if (doing->row.round.closed_at.v)
        return refuse(doing->why, ERR_CONFLICT, "over",
                      "The order is drawn already. Draw again under a new commitment if talks have "
                      "changed.");
    enum err err = close_list(doing, DRAW_WHOLE);
    if (err == OK && draw_record_draw(&doing->record, doing->why->arena) != OK)
        return refuse(doing->why, ERR_CONFLICT, "no-order",
                      "No order was found that keeps everything. Take away a rule or a pin.");
    if (err == OK)
        err = announce_order(doing);
    return err == OK ? save(doing, true) : err;
}

/* ---- one at a time ---- */

static enum err refuse_stale(const struct doing *doing)
{
    return refuse(doing->why, ERR_STALE, "stale",
                  "Somebody was quicker: the draw has gone on meanwhile. Look at how it stands "
                  "before you go on.");
}

/* What is kept is given out as it is, and a new draw can be prepared: nothing else is left. */
static enum err refuse_lost(struct doing *doing)
{
    doing->lost = true;
    return refuse(
        doing->why, ERR_CONFLICT, "lost",
        "What was drawn so far cannot be computed any more, so nothing can be drawn after "
        "it. End this draw, and go on without lots or with a new one.");
}

/* The live draw after its steps. */
static enum err resume(struct doing *doing)
{
    int seen = doing->deed->seen;
    if (doing->lost)
        return refuse_lost(doing);
    if (seen >= 0 && seen != doing->record.step_count)
        return refuse_stale(doing);
    if (doing->record.step_count == DRAW_STEPS_MAX)
        return refuse(doing->why, ERR_LIMIT, "over", "This draw is full. End it.");
    enum err err = draw_record_take_up(&doing->record, doing->why->arena, &doing->draw);
    return err == ERR_INVALID ? refuse_lost(doing) : err;
}

static void add_step(struct doing *doing, const struct draw_step *step)
{
    struct draw_record *record = &doing->record;
    struct draw_step *steps =
        ARENA_ARRAY(doing->why->arena, struct draw_step, (size_t)record->step_count + 1);
    for (int i = 0; i < record->step_count; i++)
        steps[i] = record->steps[i];
    steps[record->step_count++] = *step;
    record->steps = steps;
}

/* The announced programme loses that talk, or gets the slot. */
static enum err step_programme(struct doing *doing, int talk, const struct programme_slot *put)
{
    const struct programme_step step = {doing->deed->event,
                                        PROGRAMME_DRAWN,
                                        doing->deed->by,
                                        {doing->record.list.talks[talk].id},
                                        put};
    return programme_version_step(doing->store, doing->now, &step, doing->why->arena);
}

/* Who has withdrawn their talk since the list was closed is in the hat no more. */
static enum err drop_withdrawn(struct doing *doing)
{
    const struct draw_list *list = &doing->record.list;
    enum err err = OK;
    for (int i = 0; err == OK && i < list->talk_count; i++) {
        struct draw_step step;
        int64_t id = list->talks[i].id;
        bool here = false;
        for (int k = 0; k < doing->scene.talk_count; k++)
            here |= doing->scene.talks[k].id.v == id;
        if (here || draw_rules_place_of(doing->draw, i) != DRAW_IN_HAT)
            continue;
        err = draw_rules_withdraw(doing->draw, i, &step);
        add_step(doing, &step);
    }
    return err;
}

enum { OPENS_BEFORE_S = 3600 };

static enum err begin_live(struct doing *doing)
{
    if (doing->scene.scene.settings.order != SPARK_DRAWN)
        return refuse(doing->why, ERR_CONFLICT, "not-drawn",
                      "The speakers of this event are not drawn one at a time. Choose that first.");
    if (doing->now.v < doing->scene.scene.event.fields.starts_at.v - OPENS_BEFORE_S)
        return refuse(doing->why, ERR_CONFLICT, "not-now",
                      "Speakers are drawn on the evening, from an hour before it starts.");
    return close_list(doing, DRAW_ONE_BY_ONE);
}

/* Who has to leave is drawn by the time it is, not by the plan's. */
static enum err set_late(struct doing *doing)
{
    const struct draw_clock clock = {doing->draw, &doing->record.list, doing->row.doors_at,
                                     doing->now};
    int late_s[DRAW_ROOMS_MAX];
    struct stage stage;
    enum err err =
        stage_find(doing->store, doing->now, doing->deed->event, doing->why->arena, &stage);
    if (err != OK)
        return err;
    draw_late_compute(&clock, &stage, late_s);
    draw_rules_set_late(doing->draw, late_s);
    return OK;
}

static enum err run_next(struct doing *doing)
{
    struct draw_step step;
    bool begins = !doing->row.round.closed_at.v;
    enum err err = begins ? begin_live(doing) : OK;
    if (err == OK)
        err = resume(doing);
    if (err == OK)
        err = drop_withdrawn(doing);
    if (err == OK)
        err = set_late(doing);
    if (err != OK)
        return err;
    if (draw_rules_next(doing->draw, &step) != OK)
        return refuse(doing->why, ERR_CONFLICT, "over",
                      "Nobody is left to draw. End the draw, and its record is given out.");
    add_step(doing, &step);
    const struct draw_slot drawn = {step.talk, step.room, step.start_s};
    const struct programme_slot put = slot_of(doing, step.talk, step.room, step.start_s);
    err = begins ? announce_first(doing, &drawn) : step_programme(doing, step.talk, &put);
    return err == OK ? save(doing, false) : err;
}

static enum err note_no_show(struct doing *doing)
{
    struct draw_step step;
    enum err err = resume(doing);
    if (err != OK)
        return err;
    if (draw_rules_no_show(doing->draw, &step) != OK)
        return refuse(doing->why, ERR_CONFLICT, "not-now",
                      "Nobody is up who could be missing. Draw the next speaker first.");
    add_step(doing, &step);
    err = step_programme(doing, step.talk, NULL);
    return err == OK ? save(doing, false) : err;
}

static int index_of(const struct draw_list *list, int64_t id)
{
    for (int i = 0; i < list->talk_count; i++) {
        if (list->talks[i].id == id)
            return i;
    }
    return DRAW_NONE;
}

static enum err note_withdrawn(struct doing *doing)
{
    struct draw_step step;
    int talk = index_of(&doing->record.list, doing->deed->talk.v);
    enum err err = resume(doing);
    if (err != OK)
        return err;
    if (draw_rules_withdraw(doing->draw, talk, &step) != OK)
        return refuse(doing->why, ERR_CONFLICT, "not-in-hat",
                      "That talk is not to be drawn any more, so it cannot be taken out.");
    add_step(doing, &step);
    return save(doing, false);
}

static enum err end_draw(struct doing *doing)
{
    enum err err = resume(doing);
    if (err != OK && !doing->lost)
        return err;
    if (doing->lost)
        refusal_init(doing->why, doing->why->arena); /* it ends as it is */
    else
        draw_record_end(&doing->record, doing->draw, doing->why->arena);
    return save(doing, true);
}

static enum err run_again(struct doing *doing)
{
    if (!doing->row.round.ended_at.v)
        return refuse(doing->why, ERR_CONFLICT, "drawing",
                      "The commitment that stands was not used up. Draw with it first.");
    enum err err =
        draw_store_commit(doing->store, doing->now, doing->deed->event, doing->row.round.round + 1);
    const struct audit_entry entry = {.actor = doing->deed->by,
                                      .action = "draw-act",
                                      .object_id = doing->deed->event.v,
                                      .detail = draw_act_name(doing->deed->act)};
    return err == OK ? audit_record(doing->store, doing->now, &entry) : err;
}

/* The round and its record so far; needs the list closed for what goes on with it. */
static enum err take_up(struct doing *doing, bool running)
{
    struct refusal unused;
    refusal_init(&unused, doing->why->arena);
    enum err err =
        draw_store_latest(doing->store, doing->deed->event, doing->why->arena, &doing->row);
    if (err == ERR_NOT_FOUND)
        return refuse(doing->why, ERR_CONFLICT, "not-drawn",
                      "The order of this event is not drawn by lots. Choose that first.");
    if (err != OK || !running)
        return err;
    if (!is_running(&doing->row))
        return refuse(doing->why, ERR_CONFLICT, doing->row.round.ended_at.v ? "over" : "not-now",
                      doing->row.round.ended_at.v ? "This draw is over. Its record is given out."
                                                  : "Nobody has been drawn yet.");
    doing->lost = draw_record_parse(str_of(doing->row.round.record), &unused, &doing->record) != OK;
    return OK;
}

enum err draw_do(struct store *store, struct instant now, const struct draw_deed *deed,
                 struct refusal *why)
{
    static enum err (*const RUN[DRAW_ACTS])(struct doing *) = {
        [DRAW_ACT_ORDER] = run_whole,      [DRAW_ACT_NEXT] = run_next,
        [DRAW_ACT_NO_SHOW] = note_no_show, [DRAW_ACT_WITHDRAWN] = note_withdrawn,
        [DRAW_ACT_END] = end_draw,         [DRAW_ACT_AGAIN] = run_again,
    };
    struct doing doing = {.store = store, .now = now, .deed = deed, .why = why};
    enum err err = draw_list_scene(store, deed->event, why, &doing.scene);
    if (err == OK)
        err = take_up(&doing, false);
    bool goes_on = deed->act == DRAW_ACT_NO_SHOW || deed->act == DRAW_ACT_WITHDRAWN ||
                   deed->act == DRAW_ACT_END ||
                   (deed->act == DRAW_ACT_NEXT && doing.row.round.closed_at.v);
    if (err == OK && goes_on)
        err = take_up(&doing, true);
    if (err == OK)
        err = RUN[deed->act](&doing);
    /* The schema's own word: a slot that the lots mean to give is not free. */
    return err == ERR_CONFLICT && !why->slug
               ? refuse(why, ERR_CONFLICT, "not-now",
                        "The programme was changed meanwhile, and two talks would be in one room "
                        "at once. Look at the programme board, make room there, then draw again.")
               : err;
}
