/* DESIGN: one deadline in words, with its one button. */
#include "deadline_view.h"

#include "tz.h"
#include "view.h"
#include "words.h"

static const char *due_words(struct ctx *ctx, const struct deadline *d)
{
    bool talk = d->kind == DEADLINE_CONVERSATION;
    if (d->status == DEADLINE_DONE)
        return arena_printf(ctx->arena, "%s %s", talk ? "Held on" : "Done on",
                            words_date(ctx->arena, d->done_on));
    if (day_is_none(d->due_on))
        return "No date: the school's calendar has no school day for it yet";
    const char *date = words_date(ctx->arena, d->due_on);
    return arena_printf(ctx->arena, d->status == DEADLINE_LATE ? "Was due on %s" : "By %s", date);
}

static const char *with_words(struct ctx *ctx, const struct deadline_list *list,
                              const struct deadline *d)
{
    if (d->kind != DEADLINE_CONVERSATION || !list->pd_mentor_name)
        return NULL;
    if (!d->starts_at.v || d->status == DEADLINE_DONE)
        return arena_printf(ctx->arena, "With %s", list->pd_mentor_name);
    return arena_printf(ctx->arena, "With %s, %s%s%s", list->pd_mentor_name,
                        words_when(ctx->arena, d->starts_at, d->ends_at),
                        d->room && d->room[0] ? ", " : "", d->room ? d->room : "");
}

static json_t *tag_of(struct ctx *ctx, const struct deadline *d)
{
    int left = day_is_none(d->due_on) ? 0 : d->due_on.v - tz_day(ctx->now).v;
    switch (d->status) {
    case DEADLINE_DONE:
        return view_tag("Done", "good");
    case DEADLINE_LATE:
        return view_tag(
            arena_printf(ctx->arena, "Late by %s", words_count(ctx->arena, -left, "day", "days")),
            "quiet");
    case DEADLINE_OPEN:
        return left == 0   ? view_tag("Due today", "wait")
               : left < 15 ? view_tag(arena_printf(ctx->arena, "Due in %s",
                                                   words_count(ctx->arena, left, "day", "days")),
                                      "wait")
                           : view_tag("Due", "wait");
    case DEADLINE_COMING:
    case DEADLINE_EXEMPT:
        break;
    }
    return view_tag("Coming", "quiet");
}

json_t *deadline_view(struct ctx *ctx, const struct deadline_list *list, const struct deadline *d)
{
    const char *with = with_words(ctx, list, d);
    bool may_do = d->status == DEADLINE_OPEN || d->status == DEADLINE_LATE;
    json_t *view = json_pack("{s:I, s:s, s:s, s:s, s:b, s:b, s:o}", "id", (json_int_t)d->id.v,
                             "label", d->label, "due", due_words(ctx, d), "button",
                             d->kind == DEADLINE_CONVERSATION ? "We have had it" : "Mark as done",
                             "may_do", may_do, "may_undo", d->may_undo, "tag", tag_of(ctx, d));
    if (with)
        json_object_set_new(view, "with", json_string(with));
    if (d->conversation_id && d->status != DEADLINE_DONE && !list->exempt && list->pd_mentor_name)
        json_object_set_new(view, "time",
                            json_pack("{s:s, s:s}", "href",
                                      arena_printf(ctx->arena, "/conversations/%lld/time",
                                                   (long long)d->conversation_id),
                                      "text", d->starts_at.v ? "Change the time" : "Pick a time"));
    return view;
}

enum err deadline_view_mentees(struct ctx *ctx, json_t *view)
{
    struct person *mentees;
    int count;
    enum err err = person_mentees(ctx->store, ctx->actor.person, tz_day(ctx->now), ctx->arena,
                                  &mentees, &count);
    if (err == OK && count)
        json_object_set_new(view, "mentees",
                            json_pack("{s:s, s:s}", "href", "/mentees", "text",
                                      arena_printf(ctx->arena, "Your mentees (%d)", count)));
    return err;
}
