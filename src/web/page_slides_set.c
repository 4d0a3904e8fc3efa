/* DESIGN: the slides of an evening for its chair: one numbered list, one download, one cut-off. */
#include "check.h"
#include "file_ask.h"
#include "move_view.h"
#include "page.h"
#include "sheet.h"
#include "slides_set.h"
#include "slides_zip.h"
#include "spark_view.h"
#include "stage_gate.h"
#include "tz.h"
#include "words.h"

static enum err find(struct ctx *ctx, int64_t id, struct event *event, struct slides_set *set)
{
    enum err err = stage_gate_run(ctx, id, event);
    return err == OK ? slides_set_find(ctx->store, event->id, ctx->actor.person, ctx->arena, set)
                     : err;
}

/* ---- the list ---- */

static json_t *tag_of(const struct slides *slides)
{
    if (!slides_are_given(slides))
        return view_tag("Missing", "wait");
    if (slides->late)
        return view_tag("Came late", "wait");
    return slides->without ? view_tag("No slides", "quiet") : view_tag("Here", "good");
}

static json_t *item_view(struct ctx *ctx, const struct slides_item *item)
{
    const struct slides *slides = &item->slides;
    json_t *view = json_pack("{s:s, s:s, s:o}", "title", item->talk->title, "presenters",
                             spark_presenters(ctx->arena, item->talk), "tag", tag_of(slides));
    if (item->number)
        json_object_update_new(view, json_pack("{s:s, s:s}", "number",
                                               arena_printf(ctx->arena, "%02d", item->number),
                                               "time", words_time(ctx->arena, item->starts_at)));
    if (slides->file.id.v)
        json_object_set_new(
            view, "file",
            json_pack("{s:s, s:s, s:s}", "href",
                      arena_printf(ctx->arena, "/files/%lld", (long long)slides->file.id.v), "name",
                      slides->file.name, "note",
                      file_ask_size(ctx->arena, slides->file.size_bytes)));
    if (*slides->link)
        json_object_set_new(view, "link", json_string(slides->link));
    return view;
}

/* [{heading, items}]: one a room, then those without a time. */
static json_t *rooms_view(struct ctx *ctx, const struct slides_set *set)
{
    json_t *rooms = json_array(), *items = NULL;
    for (int i = 0; i < set->count; i++) {
        const struct slides_item *item = &set->items[i];
        bool placed = item->number > 0;
        const struct slides_item *before = i ? &set->items[i - 1] : NULL;
        bool same = before && before->room == item->room && (before->number > 0) == placed &&
                    before->called == item->called;
        if (!same) {
            items = json_array();
            json_array_append_new(rooms, json_pack("{s:s, s:o}", "heading",
                                                   slides_set_heading(set, item), "items", items));
        }
        json_array_append_new(items, item_view(ctx, item));
    }
    return rooms;
}

static const char *summary_text(struct ctx *ctx, const struct slides_set *set)
{
    const char *talks = words_count(ctx->arena, set->count, "talk", "talks");
    const char *late = set->late ? arena_printf(ctx->arena, " %d came late.", set->late) : "";
    if (!set->count)
        return "No talk has a slot yet.";
    if (!set->missing)
        return arena_printf(ctx->arena, "All is here for %s.%s", talks, late);
    return arena_printf(ctx->arena, "Nothing has come yet for %d of %s.%s", set->missing, talks,
                        late);
}

/* What is other than in the set they took away; NULL: nothing. */
static const char *changed_text(struct ctx *ctx, const struct slides_set *set)
{
    const char *newer =
        set->newer
            ? arena_printf(ctx->arena, "%s came or changed",
                           words_count(ctx->arena, set->newer, "talk’s slides", "talks’ slides"))
            : "";
    if (!set->taken_at.v || (!set->order_changed && !set->newer))
        return NULL;
    return arena_printf(ctx->arena, "Since you took the set away on %s, %s%s%s. Take it again.",
                        words_moment(ctx->arena, set->taken_at),
                        set->order_changed ? "talks have other numbers" : "",
                        set->order_changed && set->newer ? "; " : "", newer);
}

/* ---- the cut-off ---- */

static const struct sheet_field CUTOFF = {
    SHEET_MOMENT,
    "closes_at",
    "Until when are slides handed in? (optional)",
    "Leave it empty for no cut-off. Whoever has handed in nothing is reminded once, three days "
    "before. What comes later is still taken, and marked.",
    NULL,
    0,
    false};

static struct form values_of(struct ctx *ctx, struct instant closes_at)
{
    struct form values = sheet_values(ctx->arena);
    if (!closes_at.v)
        return values;
    struct local at = tz_local(closes_at);
    sheet_put_day(&values, ctx->arena, "closes_at", at.day);
    sheet_put(&values, ctx->arena, "closes_at_time",
              arena_printf(ctx->arena, "%02d:%02d", at.hour, at.minute));
    return values;
}

static bool may_set(const struct ctx *ctx, const struct event *event)
{
    return event_may(ctx, ACTION_EVENT_EDIT, event) && ctx->now.v < event->fields.starts_at.v;
}

static void add_cutoff(struct ctx *ctx, const struct event *event, const struct slides_set *set,
                       const struct form *typed, json_t *view)
{
    const struct form now = values_of(ctx, set->closes_at);
    if (set->closes_at.v)
        json_object_set_new(view, "until",
                            json_string(arena_printf(ctx->arena, "To be handed in by %s.",
                                                     words_moment(ctx->arena, set->closes_at))));
    if (!may_set(ctx, event))
        return;
    json_object_set_new(
        view, "cutoff",
        json_pack("{s:o, s:s}", "field", sheet_field_view(ctx, &CUTOFF, typed ? typed : &now),
                  "action",
                  arena_printf(ctx->arena, "/spark/%lld/slides", (long long)event->id.v)));
}

/* ---- the page ---- */

/* typed NULL: as it stands. */
static enum err show(struct ctx *ctx, int64_t id, const struct form *typed, json_t **ret)
{
    struct event event;
    struct slides_set set;
    enum err err = find(ctx, id, &event, &set);
    if (err != OK)
        return err;
    json_t *view = view_new("Slides of the evening");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld", (long long)event.id.v),
              event.fields.title);
    json_object_set_new(view, "summary", json_string(summary_text(ctx, &set)));
    const char *changed = changed_text(ctx, &set);
    if (changed)
        json_object_set_new(view, "changed", json_string(changed));
    if (!set.programme.announced && set.count)
        json_object_set_new(view, "unannounced", json_true());
    json_object_set_new(
        view, "zip",
        json_string(arena_printf(ctx->arena, "/spark/%lld/slides.zip", (long long)event.id.v)));
    view_list(view, "rooms", rooms_view(ctx, &set));
    add_cutoff(ctx, &event, &set, typed, view);
    if (typed)
        view_errors(view, &ctx->why);
    *ret = view;
    return OK;
}

enum err page_slides_set(struct ctx *ctx, const struct request *request, struct response *response)
{
    json_t *view;
    enum err err = show(ctx, request->id, NULL, &view);
    if (err != OK)
        return err;
    if (str_eq_c(form_find(&request->query, "done"), "cutoff"))
        view_flash(view, "Saved. Presenters see it on the page of their slides.");
    return response_page(response, "spark/slides_set.html", view);
}

static struct instant read_cutoff(struct ctx *ctx, const struct form *typed)
{
    static const char *const PARTS[] = {"closes_at_day", "closes_at_month", "closes_at_year",
                                        "closes_at_time"};
    bool empty = true;
    for (size_t i = 0; i < COUNT_OF(PARTS); i++)
        empty = empty && !str_trim(form_find(typed, PARTS[i])).n;
    return empty ? (struct instant){0} : move_view_moment(ctx, typed, "closes_at");
}

enum err page_slides_cutoff(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err != OK)
        return err;
    struct instant closes_at = read_cutoff(ctx, &request->form);
    err = slides_cutoff_put(ctx->store, ctx->now, &event, ctx->actor.person, closes_at, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld/slides?done=cutoff",
                                 (long long)event.id.v);
    if (err != ERR_INVALID && err != ERR_CONFLICT)
        return err;
    enum err shown = show(ctx, request->id, &request->form, &view);
    return shown == OK ? response_page_refused(response, err, "spark/slides_set.html", view)
                       : shown;
}

/* ---- the download ---- */

static enum err note(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct slides_set set;
    (void)response; /* its bytes were made by the step before */
    enum err err = find(ctx, request->id, &event, &set);
    return err == OK ? slides_set_take(ctx->store, ctx->now, &set, ctx->actor.person) : err;
}

enum err page_slides_zip(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct slides_set set;
    enum err err = find(ctx, request->id, &event, &set);
    if (err == OK)
        err = slides_zip_answer(ctx, response, &event, &set);
    if (err == OK)
        response->then_write = note;
    return err;
}
