/* DESIGN: whom a required event would ask for more hours than there are. */
#include "asking_view.h"

#include "calendar.h"
#include "check.h"
#include "hours_view.h"
#include "status_view.h"
#include "tz.h"
#include "words.h"

enum { OVER_SHOWN = 10 };

bool asking_may_be_too_much(const struct event *event)
{
    return event->fields.attendance == ATTENDANCE_REQUIRED && event->fields.hours_min > 0 &&
           event->fields.counts != EVENT_COUNTS_NOTHING && event->status != EVENT_CANCELLED;
}

static bool has_to_come(const struct audience_people *people, struct person_id person)
{
    for (int i = 0; i < people->count; i++)
        if (people->items[i].person.v == person.v)
            return audience_has_to_come(&people->items[i]);
    return false;
}

struct over {
    const struct audience_people *people;
    json_t *texts;
    int count; /* some of them may not be shown */
};

static enum err add_school(struct ctx *ctx, struct school_id school,
                           const struct ledger_asking *asking, struct over *over)
{
    struct ledger_over_list list;
    enum err err = ledger_list_over(ctx->store, school, asking, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const char *text = hours_view_ask(ctx->arena, list.items[i].name, &list.items[i].ask);
        if (!text || !has_to_come(over->people, list.items[i].person))
            continue;
        if (over->count++ < OVER_SHOWN)
            json_array_append_new(over->texts, json_pack("{s:s}", "text", text));
    }
    return err;
}

static enum err add_schools(struct ctx *ctx, const struct event *event, struct over *over)
{
    struct ledger_asking asking = {.year = calendar_year(tz_day(event->fields.starts_at)),
                                   .minutes = event->fields.hours_min,
                                   .leave_out = event->id.v};
    struct school *schools;
    int count;
    CHECK(hours_counts_parse(str_of(event_counts_name(event->fields.counts)), &asking.counts) ==
          OK);
    enum err err = status_view_schools(ctx, ACTION_HOURS_VIEW, &schools, &count);
    for (int i = 0; err == OK && i < count; i++)
        err = add_school(ctx, schools[i].id, &asking, over);
    return err;
}

enum err asking_view(struct ctx *ctx, const struct event *event,
                     const struct audience_people *people, json_t *view)
{
    struct over over = {people, json_array(), 0};
    enum err err = asking_may_be_too_much(event) ? add_schools(ctx, event, &over) : OK;
    if (err == OK && over.count > OVER_SHOWN)
        json_object_set_new(
            view, "over_more",
            json_string(words_count(ctx->arena, over.count - OVER_SHOWN, "more person would be",
                                    "more people would be")));
    view_list(view, "over", over.texts);
    return err;
}
