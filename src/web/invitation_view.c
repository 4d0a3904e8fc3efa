/* DESIGN: whether the viewer has to come, or is invited. */
#include "invitation_view.h"

#include "audience.h"

enum err invitation_view(struct ctx *ctx, const struct event *event, json_t *places)
{
    struct invitation invitation;
    json_t *booked = json_object_get(places, "booked"), *open = json_object_get(places, "open");
    if (event->fields.attendance == ATTENDANCE_VOLUNTARY)
        return OK;
    enum err err =
        audience_find_invitation(ctx->store, event->id, ctx->actor.person, ctx->arena, &invitation);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK && booked && invitation.required)
        json_object_update_new(
            booked, json_pack("{s:b, s:s}", "required", 1, "text",
                              "You have to come to this event. If you cannot, ask the organiser to "
                              "excuse you."));
    if (err == OK && open && !invitation.declined)
        json_object_set_new(
            open, "decline",
            json_string(arena_printf(ctx->arena, "/events/%lld/decline", (long long)event->id.v)));
    return err;
}
