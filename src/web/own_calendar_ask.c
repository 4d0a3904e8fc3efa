/* DESIGN: a person's own calendar file: read by a child, kept as busy or free, removed. */
#include "own_calendar_ask.h"

#include "audit.h"
#include "booking.h"
#include "ics_child.h"
#include "tz.h"
#include "upload.h"

enum err own_calendar_ask_read(struct ctx *ctx, const struct request *request)
{
    const struct upload_file *file = upload_find(request->upload, "file");
    struct own_calendar_reading *reading = ARENA_NEW(ctx->arena, struct own_calendar_reading);
    struct instant from, to;
    if (!file || !file->bytes.n)
        return refuse_field(&ctx->why, "file", "Choose a calendar file (.ics) of yours.");
    own_calendar_window(tz_day(ctx->now), &from, &to);
    enum err err = ics_child_read_busy(ics_child_program(ctx->arena), file->bytes, from, to,
                                       ICS_CHILD_WALL_MS, ctx->arena, reading, &ctx->why);
    if (err == OK)
        ctx->own_calendar = reading;
    return err;
}

/* Something less in the calendar may be a place elsewhere. */
static enum err note(struct ctx *ctx, const char *action)
{
    struct person_id person = ctx->actor.person;
    enum err err = booking_promote_person(ctx->store, ctx->now, person, ctx->arena);
    return err == OK ? audit_add(ctx->store, ctx->now, person, action, person.v, "") : err;
}

enum err own_calendar_ask_keep(struct ctx *ctx)
{
    enum err err = own_calendar_put(ctx->store, ctx->now, ctx->actor.person, ctx->own_calendar);
    return err == OK ? note(ctx, "own-calendar-put") : err;
}

enum err own_calendar_ask_remove(struct ctx *ctx)
{
    enum err err = own_calendar_delete(ctx->store, ctx->actor.person);
    return err == OK ? note(ctx, "own-calendar-remove") : err;
}
