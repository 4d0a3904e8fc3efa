/* DESIGN: the page on which a presenter hands in what is shown with their talk. */
#include "file_ask.h"
#include "page.h"
#include "sheet.h"
#include "slides.h"
#include "spark_view.h"
#include "talk_input.h"
#include "words.h"

enum { MB = 1 << 20 };

/* One talk for one of its presenters, with what was handed in. */
struct handing {
    struct talk talk;
    struct event event;
    struct slides slides;
    struct instant closes_at;
};

static enum err find(struct ctx *ctx, int64_t id, struct handing *ret)
{
    struct talk_id talk = {id};
    enum err err = talk_find_own(ctx, talk, TALK_PART_PRESENTER, &ret->talk);
    if (err == OK)
        err = spark_find(ctx, ret->talk.event, &ret->event);
    if (err == OK)
        err = slides_find(ctx->store, &ret->talk, ctx->arena, &ret->slides);
    return err == OK ? slides_cutoff_find(ctx->store, ret->talk.event, &ret->closes_at) : err;
}

/* ---- showing ---- */

static const char *until_text(struct ctx *ctx, const struct handing *handing)
{
    struct instant at = handing->closes_at;
    if (handing->talk.status == TALK_WAITING || handing->talk.status == TALK_REQUESTED)
        return "Your talk has no slot yet, so nothing is due. What you hand in is kept with it, "
               "and the organisers have it once you speak.";
    if (ctx->now.v >= handing->event.fields.ends_at.v)
        return "The evening is over. What is here can still be changed.";
    if (!at.v)
        return "Please hand them in before the evening, so that all slides are ready on one "
               "computer.";
    return ctx->now.v <= at.v
               ? arena_printf(ctx->arena, "Please hand them in by %s.",
                              words_moment(ctx->arena, at))
               : arena_printf(ctx->arena,
                              "They were wanted by %s. What comes now is still taken, and the "
                              "organisers see that it is late.",
                              words_moment(ctx->arena, at));
}

static json_t *tag_of(const struct slides *slides)
{
    if (!slides_are_given(slides))
        return view_tag("Nothing yet", "wait");
    if (slides->late)
        return view_tag("Came late", "wait");
    return slides->without ? view_tag("No slides", "quiet") : view_tag("Handed in", "good");
}

static void add_file(struct ctx *ctx, const struct handing *handing, json_t *view)
{
    const struct stored_file *file = &handing->slides.file;
    if (!file->id.v)
        return;
    json_object_set_new(
        view, "file",
        json_pack("{s:s, s:s, s:s, s:s}", "name", file->name, "href",
                  arena_printf(ctx->arena, "/files/%lld", (long long)file->id.v), "remove",
                  arena_printf(ctx->arena, "/files/%lld/remove", (long long)file->id.v), "note",
                  arena_printf(ctx->arena, "%s, %s", file_kind_words(file->kind),
                               file_ask_size(ctx->arena, file->size_bytes))));
}

/* typed NULL: as it stands. */
static void add_form(struct ctx *ctx, const struct handing *handing, const struct form *typed,
                     json_t *view)
{
    const struct file_limits *limits = &ctx->site->file_limits;
    const char *link = typed ? form_text(typed, "link", ctx->arena) : handing->slides.link;
    bool without = typed ? form_has(typed, "without") : handing->slides.without;
    view_field(view, "file", "", &ctx->why);
    view_field(view, "link", link, &ctx->why);
    json_t *tick = view_field(view, "without", "yes", &ctx->why);
    json_object_set_new(tick, "checked", json_boolean(without));
    json_object_set_new(
        view, "hint",
        json_string(arena_printf(ctx->arena,
                                 "PDF, PowerPoint, OpenDocument or a picture, at most %lld MB. "
                                 "Leave out names and pictures of pupils.",
                                 (long long)(limits->file_bytes / MB))));
    if (ctx->why.field_count || ctx->why.detail)
        view_errors(view, &ctx->why);
}

static json_t *show(struct ctx *ctx, const struct handing *handing, const struct form *typed)
{
    const struct talk *talk = &handing->talk;
    json_t *view = view_new("Your slides");
    view_back(view, arena_printf(ctx->arena, "/spark/%lld", (long long)talk->event.v),
              handing->event.fields.title);
    json_object_set_new(view, "talk",
                        json_pack("{s:I, s:s, s:s, s:o}", "id", (json_int_t)talk->id.v, "title",
                                  talk->title, "until", until_text(ctx, handing), "tag",
                                  tag_of(&handing->slides)));
    add_file(ctx, handing, view);
    add_form(ctx, handing, typed, view);
    return view;
}

enum err page_slides(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct handing handing;
    struct str done = form_find(&request->query, "done");
    enum err err = find(ctx, request->id, &handing);
    if (err != OK)
        return err;
    json_t *view = show(ctx, &handing, NULL);
    if (str_eq_c(done, "slides"))
        view_flash(view, talk_status_has_slot(handing.talk.status)
                             ? "Saved. The organisers have it."
                             : "Saved with your talk.");
    else if (str_eq_c(done, "removed"))
        view_flash(view, "The file is removed.");
    return response_page(response, "spark/slides.html", view);
}

/* ---- handing in ---- */

/* The page again, with what was typed; a file has to be chosen again, as browsers have it. */
static enum err refused(struct ctx *ctx, const struct request *request, enum err why,
                        struct response *response)
{
    struct handing handing;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    enum err err = find(ctx, request->id, &handing);
    return err == OK ? response_page_refused(response, why, "spark/slides.html",
                                             show(ctx, &handing, &request->form))
                     : err;
}

static enum err keep(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct handing handing;
    enum err err = find(ctx, request->id, &handing);
    if (err != OK)
        return err;
    struct slides_edit edit = {
        .talk = &handing.talk,
        .by = ctx->actor.person,
        .link = field_text(ctx, request, "link"),
        .without = form_has(&request->form, "without"),
    };
    if (ctx->brought)
        err = file_ask_add(ctx, (struct file_owner){FILE_OF_TALK, request->id}, &edit.file);
    if (err == OK)
        err = slides_put(ctx->store, ctx->now, &edit, &ctx->why);
    return err == OK ? response_redirect(ctx, response, "/talks/%lld/slides?done=slides",
                                         (long long)request->id)
                     : refused(ctx, request, err, response);
}

/* A file goes to the disk first, while nobody waits for the writer. */
enum err page_slides_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct handing handing;
    enum err err = find(ctx, request->id, &handing);
    if (err == OK && upload_find(request->upload, "file")) {
        err = file_ask_put(ctx, request);
        if (err == OK)
            err = slides_check_kind(ctx->brought->kind, &ctx->why);
        if (err != OK)
            return refused(ctx, request, err, response);
    }
    if (err == OK)
        response->then_write = keep;
    return err;
}
