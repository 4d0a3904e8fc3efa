/* DESIGN: the library of SPARK talks, and the page on which a presenter says what is shared. */
#include <string.h>

#include "check.h"
#include "page.h"
#include "school.h"
#include "sheet.h"
#include "talk_input.h"
#include "talk_library_view.h"
#include "view_event.h"

/* ---- the library ---- */

static const char *link_of(struct ctx *ctx, const struct library_filter *f, int after)
{
    struct buf link;
    buf_init(&link, 2048);
    buf_add_c(&link, "/spark/library");
    view_link_word(&link, "q", f->q);
    view_link_word(&link, "category", f->category);
    view_link_word(&link, "theme", f->theme);
    view_link_number(&link, "school", f->school.v);
    view_link_number(&link, "event", f->event.v);
    view_link_number(&link, "after", after);
    return view_link_end(&link, ctx->arena);
}

static enum err fill_schools(struct ctx *ctx, const struct library_filter *f, json_t *options)
{
    struct school *schools;
    int count = 0;
    enum err err = school_list(ctx->store, ctx->arena, &schools, &count);
    view_option(options, "", "Any school", !f->school.v);
    for (int i = 0; err == OK && i < count; i++)
        view_option_id(options, schools[i].id.v, schools[i].name, schools[i].id.v == f->school.v);
    return err;
}

static enum err fill_themes(struct ctx *ctx, const struct library_filter *f, json_t *options)
{
    const char **themes;
    int count = 0;
    enum err err = talk_library_themes(ctx->store, ctx->now, ctx->arena, &themes, &count);
    view_option(options, "", "Any theme", !*f->theme);
    for (int i = 0; err == OK && i < count; i++)
        view_option(options, themes[i], themes[i], strcmp(themes[i], f->theme) == 0);
    return err;
}

static enum err fill_categories(struct ctx *ctx, const struct library_filter *f, json_t *options)
{
    struct policy_pack policy;
    enum err err = policy_pack_find(ctx->store, ctx->arena, &policy);
    view_option(options, "", "Any category", !*f->category);
    for (size_t i = 0; err == OK && i < COUNT_OF(talk_categories); i++) {
        const char *text = policy_pack_category(&policy, talk_categories[i]);
        view_option(options, talk_categories[i], text ? text : talk_categories[i],
                    strcmp(f->category, talk_categories[i]) == 0);
    }
    return err;
}

static enum err fill_filter(struct ctx *ctx, const struct library_filter *f, json_t *view)
{
    json_t *schools = json_array(), *themes = json_array(), *categories = json_array();
    json_object_set_new(view, "filter",
                        json_pack("{s:s, s:o, s:o, s:o}", "q", f->q, "schools", schools, "themes",
                                  themes, "categories", categories));
    enum err err = fill_schools(ctx, f, schools);
    if (err == OK)
        err = fill_themes(ctx, f, themes);
    return err == OK ? fill_categories(ctx, f, categories) : err;
}

static enum err library_view(struct ctx *ctx, const struct library_filter *f, json_t *view)
{
    struct library library;
    json_t *rows;
    enum err err = talk_library_list(ctx->store, ctx->now, f, ctx->arena, &library);
    if (err == OK)
        err = talk_library_rows(ctx, &library, true, &rows);
    if (err != OK)
        return err;
    int before = f->after > f->limit ? f->after - f->limit : 0;
    view_list(view, "kept", rows);
    view_pages(view, f->after, library.count, f->after ? link_of(ctx, f, before) : NULL,
               library.next ? link_of(ctx, f, library.next) : NULL);
    return fill_filter(ctx, f, view);
}

enum err page_library(struct ctx *ctx, const struct request *request, struct response *response)
{
    const struct library_filter filter = talk_library_filter(ctx, request);
    enum err err = talk_library_gate(ctx);
    if (err != OK)
        return err;
    json_t *view = view_new("Library of SPARK talks");
    view_back(view, "/events?kind=spark", "SPARK events");
    err = library_view(ctx, &filter, view);
    if (err == OK)
        return response_page(response, "spark/library.html", view);
    json_decref(view);
    return err;
}

/* ---- what a presenter shares ---- */

static const struct sheet_field FIELDS[] = {
    {SHEET_AREA, "recommendations", "What do you recommend to colleagues? (optional)",
     "Books, tools, a first step to try. Up to 2,000 characters, plain text. Name no pupil.", NULL,
     0, false},
    {SHEET_TEXT, "slides_link", "Link to your slides (optional)",
     "Begins with https://. One that you handed in for the evening stands here. Check that "
     "colleagues of other schools can open it.",
     NULL, 0, false},
    {SHEET_TICK, "with_slides", "Share the slides too",
     "The link above and the file you handed in, also what you hand in later. Without this tick "
     "they stay with those who run the evening.",
     NULL, 0, false},
    {SHEET_TICK, "agrees", "Yes, share this talk in the library",
     "Colleagues in the trust then find your name, the title and summary, and what you recommend. "
     "You can take it back here at any time, at once.",
     NULL, 0, false},
};

static const char *intro_of(struct ctx *ctx, const struct talk *talk,
                            const struct talk_after *after)
{
    const char *rest = talk->presenter_count < 2 ? ""
                       : after->missing == 0
                           ? " All of you have said yes."
                           : " It is shared once each of you has said yes for themselves.";
    const struct stored_file *file = &after->slides.file;
    const char *slides =
        file->id.v ? arena_printf(ctx->arena, " You handed in the file %s.", file->name) : "";
    return arena_printf(ctx->arena, "“%s”. Nothing is shared unless you say yes.%s%s", talk->title,
                        rest, slides);
}

static struct sheet sheet_of(struct ctx *ctx, const struct talk *talk,
                             const struct talk_after *after)
{
    return (struct sheet){
        .title = "Share what you showed",
        .intro = intro_of(ctx, talk, after),
        .action = arena_printf(ctx->arena, "/talks/%lld/after", (long long)talk->id.v),
        .button = "Save",
        .back_href = event_href(ctx, EVENT_SPARK, talk->event),
        .back_text = "The event",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
        .version = after->version,
    };
}

static struct form values_of(struct ctx *ctx, const struct talk_after *after)
{
    struct form values = sheet_values(ctx->arena);
    sheet_put(&values, ctx->arena, "recommendations", after->recommendations);
    sheet_put(&values, ctx->arena, "slides_link", after->slides.link);
    if (after->with_slides)
        sheet_put(&values, ctx->arena, "with_slides", "yes");
    if (after->agreed)
        sheet_put(&values, ctx->arena, "agrees", "yes");
    return values;
}

static enum err find_mine(struct ctx *ctx, int64_t id, struct talk *talk, struct talk_after *after)
{
    enum err err = talk_find_own(ctx, (struct talk_id){id}, TALK_PART_PRESENTER, talk);
    return err == OK ? talk_after_find(ctx->store, talk, ctx->actor.person, ctx->arena, after)
                     : err;
}

enum err page_talk_after(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct talk_after after;
    enum err err = find_mine(ctx, request->id, &talk, &after);
    if (err != OK)
        return err;
    const struct form values = values_of(ctx, &after);
    const struct sheet sheet = sheet_of(ctx, &talk, &after);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_talk_after_save(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct talk talk;
    struct talk_after after;
    enum err err = find_mine(ctx, request->id, &talk, &after);
    if (err != OK)
        return err;
    const struct talk_after_edit edit = {
        .talk = &talk,
        .by = ctx->actor.person,
        .version = after.version ? sheet_version(&request->form) : 0,
        .recommendations = sheet_lines(ctx->arena, &request->form, "recommendations"),
        .slides_link = field_text(ctx, request, "slides_link"),
        .with_slides = form_has(&request->form, "with_slides"),
        .agrees = form_has(&request->form, "agrees"),
    };
    if (*edit.slides_link && strcmp(edit.slides_link, after.slides.link) != 0 && !edit.with_slides)
        refuse_field(&ctx->why, "with_slides",
                     "You entered a link. Tick this to share it, or leave the link as it was.");
    err = talk_after_save(ctx->store, ctx->now, &edit, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld?done=%s", (long long)talk.event.v,
                                 edit.agrees ? "talk-shared" : "talk-not-shared");
    const struct form theirs = values_of(ctx, &after);
    const struct sheet sheet = sheet_of(ctx, &talk, &after);
    return sheet_refused(ctx, &sheet, &request->form, &theirs, err, response);
}
