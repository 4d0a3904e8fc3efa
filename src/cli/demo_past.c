/* DESIGN: the registers of what has been in the demo: who was there, late, excused or absent. */
#include "demo_past.h"

#include "register.h"
#include "token.h"

enum {
    DAY_S = 86400,
    OPEN_DAYS = 4,   /* the latest registers are still to be closed */
    TYPED_IN_S = 60, /* between two marks */
    ABSENT_ONE_IN = 14,
    LATE_ONE_IN = 11,
    LATE_MIN = 10,
};

/* Visitors play the first of the people: they were there, whole. */
static bool is_persona(const struct demo *demo, struct person_id person)
{
    for (int i = 0; i < DEMO_PERSONAS; i++)
        if (demo->people[i].v == person.v)
            return true;
    return false;
}

static void draw_mark(const struct demo *demo, const struct register_row *row,
                      struct register_mark *mark)
{
    uint32_t dice = token_below(ABSENT_ONE_IN * LATE_ONE_IN);
    bool leads = row->part != PART_ATTENDEE;
    mark->mark = REGISTER_HERE;
    if (leads || is_persona(demo, row->person))
        return;
    if (dice % ABSENT_ONE_IN == 0)
        mark->mark = dice % 2 ? REGISTER_ABSENT : REGISTER_EXCUSED;
    else if (dice % LATE_ONE_IN == 0)
        mark->late_min = LATE_MIN;
}

static enum err take(struct demo *demo, struct arena *scratch, const struct event *event,
                     const struct register_state *state, struct person_id by)
{
    struct register_roll roll;
    struct refusal why;
    struct register_marked marked;
    struct instant at = state->starts_at;
    enum err err = register_roll(demo->store, event->id, state->session, scratch, &roll);
    for (int i = 0; err == OK && i < roll.count; i++) {
        struct register_mark mark = {.event = event->id,
                                     .session = state->session,
                                     .person = roll.items[i].person,
                                     .how = event->fields.kind == EVENT_INSET ? REGISTER_PAPER
                                                                              : REGISTER_DOOR,
                                     .by = by};
        at = instant_add(at, TYPED_IN_S);
        draw_mark(demo, &roll.items[i], &mark);
        err = register_mark(demo->store, at, &mark, demo_fresh(scratch, &why), &marked);
    }
    return err;
}

static enum err close(struct demo *demo, struct arena *scratch, const struct event *event,
                      const struct register_state *state, struct person_id by)
{
    struct refusal why;
    const struct register_closing closing = {
        .event = event->id, .session = state->session, .by = by};
    struct instant at = instant_add(state->ends_at, DAY_S / 12);
    if (state->ends_at.v > instant_add(demo_present(demo), -OPEN_DAYS * DAY_S).v)
        return OK;
    return register_close(demo->store, at, &closing, demo_fresh(scratch, &why));
}

static enum err hold(struct demo *demo, struct arena *scratch, const struct event *event,
                     struct person_id by)
{
    struct register_states states;
    enum err err = register_list(demo->store, event->id, scratch, &states);
    for (int i = 0; err == OK && i < states.count; i++) {
        if (states.items[i].ends_at.v >= demo_present(demo).v)
            continue;
        err = take(demo, scratch, event, &states.items[i], by);
        if (err == OK)
            err = close(demo, scratch, event, &states.items[i], by);
    }
    return err;
}

static bool has_register(const struct demo *demo, const struct event *event)
{
    return event->fields.kind != EVENT_READING && event->status == EVENT_PUBLISHED &&
           event->fields.starts_at.v < demo_present(demo).v;
}

enum err demo_past(struct demo *demo, struct arena *scratch, const struct demo_made *made)
{
    static const struct event_viewer everything = {.all_drafts = true};
    struct event_list list = {ARENA_NEW(scratch, struct event), 1, {{0}, 0}};
    enum err err =
        made->series.v
            ? series_list(demo->store, made->series, (struct person_id){0}, scratch, &list)
            : event_find(demo->store, &everything, made->event, scratch, list.items);
    for (int i = 0; err == OK && i < list.count; i++)
        if (has_register(demo, &list.items[i]))
            err = hold(demo, scratch, &list.items[i], demo->schools[made->host].leader);
    return err;
}
