/* DESIGN: what the people of the demo have done of the cycle so far. */
#include "calendar.h"
#include "conversation.h"
#include "deadline.h"
#include "demo.h"
#include "tz.h"

/* By 2 November most have done what was due; every seventh is late with something. */
static enum err do_what_was_due(struct demo *demo, struct person_id person, bool late)
{
    struct instant now = demo_at(demo, 10, 9, 16, 0);
    struct deadline_list list;
    struct refusal why;
    refusal_init(&why, demo->arena);
    enum err err = deadline_list(demo->store, person, now, demo->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct deadline *d = &list.items[i];
        if (day_is_none(d->due_on) || d->due_on.v > demo_day(demo, 10, 25).v ||
            d->status == DEADLINE_EXEMPT || (late && d->kind == DEADLINE_CONVERSATION))
            continue;
        struct instant done = tz_at(day_add(d->due_on, -2), 16, 0);
        err = d->kind == DEADLINE_STAGE
                  ? deadline_complete(demo->store, person, d->id, done, &why)
                  : conversation_hold(demo->store, person,
                                      (struct conversation_id){d->conversation_id}, 0, tz_day(done),
                                      done, &why);
    }
    return err;
}

enum err demo_cycle(struct demo *demo)
{
    enum err err =
        deadline_sync(demo->store, (struct person_id){0}, demo->cycle, demo_at(demo, 9, 1, 9, 0));
    for (int i = 0; err == OK && i < demo->count; i++)
        err = do_what_was_due(demo, demo->people[i], i > 8 && i % 7 == 0);
    return err;
}
