/* DESIGN: the demo's school year: its programme entered, booked, decided, and what became of it. */
#include "check.h"
#include "demo_book.h"
#include "demo_event.h"
#include "demo_past.h"
#include "demo_workshops.h"
#include "spark_event.h"
#include "tz.h"

/* Why what was called off was, by its number in the programme. */
static const char *const REASONS[] = {
    "Too few of you could come on that day.",
    "The speaker cannot come. We are looking for a day in the spring.",
};

static enum err call_off(struct demo *demo, struct arena *scratch, const struct demo_made *made)
{
    struct refusal why;
    struct instant at = instant_add(demo_present(demo), -4 * 86400);
    if (!demo_plan_says(made->plan, DEMO_CANCELLED))
        return OK;
    if (at.v >= made->starts_at.v)
        at = instant_add(made->starts_at, -2 * 86400);
    const struct spark_ending ending = {.event = made->event,
                                        .reason = REASONS[made->plan->numbers[DEMO_CANCELLED] - 1]};
    return spark_event_call_off(demo->store, at, &ending, demo_fresh(scratch, &why));
}

static enum err open_to_some(struct demo *demo, const struct demo_made *made)
{
    struct instant opens = demo_talks_from(made->plan, tz_day(made->starts_at));
    enum err err = demo_plan_says(made->plan, DEMO_GUEST) ? demo_guest(demo, made->event.v) : OK;
    if (err == OK && demo_plan_says(made->plan, DEMO_KEYNOTE))
        err = demo_keynote(
            demo, made->event.v, opens,
            instant_add(made->starts_at, made->plan->numbers[DEMO_KEYNOTE] * INT64_C(60)));
    if (err == OK && demo_plan_says(made->plan, DEMO_TALKS))
        err = demo_talks(demo, made->event.v, opens);
    if (err == OK && demo_plan_says(made->plan, DEMO_CALL))
        err = demo_proposals(demo, made->event.v, opens);
    if (err == OK && demo_plan_says(made->plan, DEMO_GIVEN))
        err = demo_given(demo, made->event.v, opens, made->starts_at);
    return err;
}

typedef enum err each_made(struct demo *, struct arena *, const struct demo_made *);

/* Words of a step are forgotten with it. */
static enum err for_each(struct demo *demo, const struct demo_made_list *all, each_made *step)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < all->count; i++) {
        struct arena *scratch = arena_new();
        err = step(demo, scratch, &all->items[i]);
        arena_free(scratch);
    }
    return err;
}

static enum err enter_all(struct demo *demo, struct demo_made_list *all)
{
    struct demo_programme programme;
    enum err err = demo_programme_read(demo, &programme);
    for (int i = 0; err == OK && i < programme.count; i++) {
        struct arena *scratch = arena_new();
        err = demo_event_enter(demo, scratch, &programme.items[i], all);
        arena_free(scratch);
    }
    return err;
}

enum err demo_year(struct demo *demo)
{
    struct demo_made_list all = {NULL, 0, 0};
    struct arena *scratch = arena_new();
    enum err err = enter_all(demo, &all);
    for (int i = 0; err == OK && i < all.count; i++)
        err = open_to_some(demo, &all.items[i]);
    if (err == OK)
        err = for_each(demo, &all, demo_workshops);
    if (err == OK)
        err = for_each(demo, &all, demo_book);
    if (err == OK)
        err = for_each(demo, &all, call_off);
    if (err == OK)
        err = for_each(demo, &all, demo_decide);
    if (err == OK)
        err = demo_requests(demo, scratch);
    if (err == OK)
        err = for_each(demo, &all, demo_past);
    arena_free(scratch);
    return err;
}
