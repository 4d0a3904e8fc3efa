/* DESIGN: whose places at an event somebody arranges. */
#include "places_gate.h"

#include "booking_gate.h"
#include "person_gate.h"
#include "status_view.h"

bool places_gate_may(const struct ctx *ctx, const struct event *event)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_EVENT_BOOK_OTHERS);
    return event_may(ctx, ACTION_EVENT_EDIT, event) || scope.trust || scope.school_count > 0;
}

static enum err schools_of(struct ctx *ctx, struct places_seen *seen)
{
    if (seen->edits)
        return school_list(ctx->store, ctx->arena, &seen->schools, &seen->school_count);
    return status_view_schools(ctx, ACTION_EVENT_BOOK_OTHERS, &seen->schools, &seen->school_count);
}

enum err places_gate_find(struct ctx *ctx, int64_t id, struct places_seen *ret)
{
    struct places_seen seen = {.edits = false};
    enum err err = event_find_seen(ctx, id, &seen.event);
    if (err != OK)
        return err;
    seen.edits = event_may(ctx, ACTION_EVENT_EDIT, &seen.event);
    err = schools_of(ctx, &seen);
    if (err == OK && !seen.edits && !seen.school_count)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Places are arranged by the event's organisers, and by whoever leads "
                      "development at a school for its people. Ask one of them.");
    if (err == OK)
        *ret = seen;
    return err;
}

enum err places_gate_people(struct ctx *ctx, const struct places_seen *seen,
                            const struct booking_group *group)
{
    struct person_seen person;
    enum err err = OK;
    for (int i = 0; err == OK && !seen->edits && i < group->count; i++) {
        err = person_gate_find(ctx, group->people[i].v, &person);
        if (err == OK)
            err = booking_gate_for(ctx, &seen->event, group->people[i]);
        else if (err == ERR_NOT_FOUND)
            err = refuse_field(&ctx->why, "person_ids", "One of them is not known here.");
    }
    return err;
}
