/* DESIGN: who may take away or remove a file: its noun's own gate is asked. */
#include "file_gate.h"

#include "activity_gate.h"
#include "spark_view.h"
#include "stage_gate.h"
#include "talk_input.h"
#include "talk_library.h"
#include "viewer.h"

/* ---- evidence of an activity ---- */

static enum err find_of_activity(struct ctx *ctx, int64_t id, bool removes)
{
    struct activity activity;
    return activity_gate_find(ctx, id, removes ? ACTION_ACTIVITY_KEEP : ACTION_ACTIVITY_VIEW,
                              &activity);
}

/* ---- papers of an event ---- */

bool file_gate_opens_event(const struct ctx *ctx, const struct event *event)
{
    bool has_place = event->my_booking && booking_status_has_place(event->my_booking_status);
    bool speaks = event->my_talk && !event->my_talk_waits;
    return event->fields.kind == EVENT_READING || has_place || speaks ||
           event_may(ctx, ACTION_EVENT_EDIT, event);
}

static enum err find_of_event(struct ctx *ctx, int64_t id, bool removes)
{
    struct event event;
    if (removes)
        return event_find_editable(ctx, id, &event);
    enum err err = event_find_seen(ctx, id, &event);
    if (err != OK)
        return err;
    if (file_gate_opens_event(ctx, &event))
        return OK;
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "The files of this event are for those who have a place. Book one first.");
}

/* ---- slides of a talk ---- */

/* Its presenters; who runs the evening; everybody who sees the event, once it is shared. */
static enum err find_of_talk(struct ctx *ctx, int64_t id, bool removes)
{
    struct talk talk;
    struct event event;
    bool shared = false;
    enum err err = talk_find(ctx->store, (struct talk_id){id}, ctx->arena, &talk);
    if (err != OK)
        return err;
    if (talk_presenter_of(&talk, ctx->actor.person))
        return talk_find_own(ctx, talk.id, TALK_PART_PRESENTER, &talk);
    err = spark_find(ctx, talk.event, &event);
    if (err == OK)
        err = talk_library_has_slides(ctx->store, ctx->now, talk.id, &shared);
    if (err != OK)
        return err;
    if (!shared && !stage_gate_may_run(ctx, &event))
        return ERR_NOT_FOUND;
    return removes ? refuse(&ctx->why, ERR_DENIED, "not-allowed",
                            "Only who presents the talk removes its slides. Ask them.")
                   : OK;
}

static const struct {
    enum err (*find)(struct ctx *ctx, int64_t id, bool removes);
    const char *noun, *page; /* /noun/{id}page */
} GATES[FILE_NOUNS] = {
    [FILE_OF_ACTIVITY] = {find_of_activity, "activities", ""},
    [FILE_OF_EVENT] = {find_of_event, "events", ""},
    [FILE_OF_TALK] = {find_of_talk, "talks", "/slides"},
};

static enum err find(struct ctx *ctx, int64_t id, bool removes, struct stored_file *ret)
{
    struct stored_file file;
    enum err err = stored_file_find(ctx->store, (struct file_link_id){id}, ctx->arena, &file);
    if (err == OK)
        err = GATES[file.owner.noun].find(ctx, file.owner.id, removes);
    if (err == OK)
        *ret = file;
    return err;
}

enum err file_gate_find(struct ctx *ctx, int64_t id, struct stored_file *ret)
{
    return find(ctx, id, false, ret);
}

enum err file_gate_remove(struct ctx *ctx, int64_t id, struct stored_file *ret)
{
    return find(ctx, id, true, ret);
}

enum err file_gate_end(struct ctx *ctx, const struct stored_file *file)
{
    const struct file_owner *owner = &file->owner;
    enum err err = stored_file_remove(ctx->store, file->id);
    return err == OK && owner->noun == FILE_OF_TALK
               ? slides_note_removal(ctx->store, ctx->now, (struct talk_id){owner->id},
                                     ctx->actor.person)
               : err;
}

const char *file_gate_home(const struct ctx *ctx, const struct stored_file *file)
{
    return arena_printf(ctx->arena, "/%s/%lld%s", GATES[file->owner.noun].noun,
                        (long long)file->owner.id, GATES[file->owner.noun].page);
}
