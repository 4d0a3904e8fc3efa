/* DESIGN: emergency readings in words, and who has to do with which. */
#include "break_glass_view.h"

#include "tz.h"
#include "view.h"
#include "words.h"

enum { OWN_SHOWN = 20 };

static json_t *tag_of(enum break_glass_state state)
{
    static const struct {
        const char *text, *kind;
    } tags[] = {
        [BREAK_GLASS_ASKED] = {"Waits for a second person", "wait"},
        [BREAK_GLASS_OPEN] = {"Open now", "mine"},
        [BREAK_GLASS_OVER] = {"Over", "quiet"},
        [BREAK_GLASS_ENDED] = {"Ended", "quiet"},
        [BREAK_GLASS_LAPSED] = {"Nobody agreed", "quiet"},
    };
    return view_tag(tags[state].text, tags[state].kind);
}

static const char *name_or_you(const struct ctx *ctx, struct person_id person, const char *name)
{
    return person.v == ctx->actor.person.v ? "you" : name;
}

static void put_story(struct ctx *ctx, const struct break_glass *glass, json_t *view)
{
    json_t *lines = json_array();
    json_array_append_new(
        lines, json_string(arena_printf(ctx->arena, "Asked for by %s, %s, for %s",
                                        name_or_you(ctx, glass->asked_by, glass->asked_by_name),
                                        words_moment(ctx->arena, glass->asked_at),
                                        words_count(ctx->arena, glass->hours, "hour", "hours"))));
    if (glass->approved_at.v)
        json_array_append_new(lines,
                              json_string(arena_printf(
                                  ctx->arena, "Agreed to by %s, %s. %s %s",
                                  name_or_you(ctx, glass->approved_by, glass->approved_by_name),
                                  words_moment(ctx->arena, glass->approved_at),
                                  glass->state == BREAK_GLASS_OPEN ? "Open until" : "It was to end",
                                  words_moment(ctx->arena, glass->ends_at))));
    if (glass->ended_at.v)
        json_array_append_new(
            lines, json_string(arena_printf(ctx->arena, "Ended by %s, %s",
                                            name_or_you(ctx, glass->ended_by, glass->ended_by_name),
                                            words_moment(ctx->arena, glass->ended_at))));
    json_object_set_new(view, "lines", lines);
}

json_t *break_glass_view(struct ctx *ctx, const struct break_glass *glass)
{
    bool asked = glass->state == BREAK_GLASS_ASKED, open = glass->state == BREAK_GLASS_OPEN;
    bool mine = glass->asked_by.v == ctx->actor.person.v;
    json_t *view =
        json_pack("{s:I, s:s, s:s, s:o}", "id", (json_int_t)glass->id, "person", glass->person_name,
                  "reason", glass->reason, "tag", tag_of(glass->state));
    put_story(ctx, glass, view);
    json_object_set_new(view, "may_approve", json_boolean(asked && !mine));
    json_object_set_new(view, "may_end", json_boolean(asked || open));
    json_object_set_new(view, "end_text",
                        json_string(open   ? "End it now"
                                    : mine ? "Withdraw it"
                                           : "Decline"));
    if (open && mine)
        json_object_set_new(view, "record",
                            json_string(arena_printf(ctx->arena, "/people/%lld/record",
                                                     (long long)glass->person.v)));
    return view;
}

enum err break_glass_view_own(struct ctx *ctx, json_t *view)
{
    struct break_glass_list list;
    json_t *glasses = json_array();
    enum err err =
        break_glass_list(ctx->store, ctx->actor.person, 0, OWN_SHOWN, ctx->now, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++)
        json_array_append_new(glasses, break_glass_view(ctx, &list.items[i]));
    view_list(view, "glasses", glasses);
    return err;
}

/* ---- who has to do with it ---- */

static enum err has_right(struct ctx *ctx, struct person_id person, bool *ret)
{
    struct object object;
    enum err err =
        permission_person(ctx->store, &ctx->actor, person, tz_day(ctx->now), ctx->arena, &object);
    if (err == OK)
        *ret = may(&ctx->actor, ACTION_BREAK_GLASS, &object);
    return err;
}

static enum err deny(struct ctx *ctx)
{
    return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                  "Only heads of the person's school and trust coordinators may ask for or agree "
                  "to reading a record in an emergency. Administrators never may.");
}

enum err break_glass_gate(struct ctx *ctx, struct person_id person)
{
    bool right = false;
    enum err err = has_right(ctx, person, &right);
    return err == OK && !right ? deny(ctx) : err;
}

enum err break_glass_find_judged(struct ctx *ctx, int64_t id, struct break_glass *ret)
{
    struct break_glass glass;
    bool right = false;
    enum err err = break_glass_find(ctx->store, id, ctx->now, ctx->arena, &glass);
    if (err == OK)
        err = has_right(ctx, glass.person, &right);
    if (err == OK && !right)
        return glass.person.v == ctx->actor.person.v ? deny(ctx) : ERR_NOT_FOUND;
    if (err == OK)
        *ret = glass;
    return err;
}

enum err break_glass_list_judged(struct ctx *ctx, struct break_glass_list *ret)
{
    const struct permission_scope scope = permission_scope(&ctx->actor, ACTION_BREAK_GLASS);
    struct break_glass_list list = {.count = 0}, all;
    if (!scope.trust && !scope.school_count)
        return deny(ctx);
    enum err err = break_glass_list(ctx->store, (struct person_id){0}, 0, BREAK_GLASSES_SHOWN,
                                    ctx->now, ctx->arena, &all);
    list.items = ARENA_ARRAY(ctx->arena, struct break_glass, BREAK_GLASSES_SHOWN);
    for (int i = 0; err == OK && i < all.count; i++) {
        bool right = false;
        err = has_right(ctx, all.items[i].person, &right);
        if (right)
            list.items[list.count++] = all.items[i];
    }
    if (err == OK)
        *ret = list;
    return err;
}
