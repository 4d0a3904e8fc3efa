/* DESIGN: the arranger asked for an order: how, how far it is, what would change, taken or left. */
#include "arrange_gate.h"
#include "audit.h"
#include "check.h"
#include "compute_desk.h"
#include "page.h"
#include "programme_board_view.h"
#include "programme_sheet.h"
#include "sheet.h"
#include "view.h"
#include "words.h"

/* ---- asking ---- */

static const struct choice MODES[] = {
    {"arrange", "Find the best order from scratch"},
    {"repair", "Move only what must move, so that no rule is broken"},
    {"improve", "Improve what is there, and move only a few talks"},
};
static const struct choice EFFORTS[] = {
    {"quick", "Quick: about a second"},
    {"normal", "Normal: a few seconds"},
    {"patient", "Patient: up to a minute, for many rooms"},
};
static const struct sheet_field FIELDS[] = {
    {SHEET_RADIOS, "mode", "What should it look for?", "What you pinned stays where it is.", MODES,
     COUNT_OF(MODES), false},
    {SHEET_TEXT, "moved_max", "At most how many talks may move?",
     "Only for the last of these three.", NULL, 0, true},
    {SHEET_RADIOS, "effort", "How long may it look?", NULL, EFFORTS, COUNT_OF(EFFORTS), false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct board_scene *scene)
{
    return (struct sheet){
        .title = "Arrange for me",
        .intro = arena_printf(
            ctx->arena, "%s You see what would change, and why, before anything does.",
            scene->report.wished ? "It keeps talks apart that one person wants to hear, and looks "
                                   "for a good mixture."
                                 : board_wishes_words(ctx->arena, &scene->report)),
        .action = board_href(ctx, scene->event.id, "/arrange"),
        .button = "Look for an order",
        .back_href = board_href(ctx, scene->event.id, ""),
        .back_text = "Programme board",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_arrange_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct board_scene scene;
    struct form values = sheet_values(ctx->arena);
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &scene);
    sheet_put(&values, ctx->arena, "mode", scene.board.settings.published ? "repair" : "arrange");
    sheet_put(&values, ctx->arena, "moved_max", "5");
    sheet_put(&values, ctx->arena, "effort", "normal");
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

static enum err read_ask(struct ctx *ctx, const struct request *request, struct arrange_ask *ret)
{
    static const int64_t MOVES[] = {ARRANGE_MOVES_QUICK, ARRANGE_MOVES_NORMAL,
                                    ARRANGE_MOVES_PATIENT};
    struct str effort = form_find(&request->form, "effort");
    size_t i = 0;
    *ret = (struct arrange_ask){.moved_max = (int)form_int(&request->form, "moved_max", 0)};
    if (arrange_job_mode_parse(form_find(&request->form, "mode"), &ret->mode) != OK)
        refuse_field(&ctx->why, "mode", "Choose what it shall do.");
    while (i < COUNT_OF(EFFORTS) && !str_eq_c(effort, EFFORTS[i].value))
        i++;
    if (i == COUNT_OF(EFFORTS))
        return refuse_field(&ctx->why, "effort", "Choose how long it may look.");
    ret->moves = MOVES[i];
    return refusal_check(&ctx->why);
}

enum err page_arrange_start(struct ctx *ctx, const struct request *request,
                            struct response *response)
{
    struct board_scene scene;
    struct arrange_ask ask;
    int64_t job = 0;
    enum err err = board_scene_find(ctx, request->id, &scene);
    if (err != OK)
        return err;
    const struct sheet sheet = sheet_of(ctx, &scene);
    err = read_ask(ctx, request, &ask);
    if (err == OK)
        err = arrange_job_start(ctx->store, ctx->now, &scene.board, &ask, ctx->actor.person,
                                &ctx->why, &job);
    if (err != OK)
        return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
    response->arranges = job;
    return response_redirect(ctx, response, "/arranging/%lld", (long long)job);
}

/* ---- how far it is ---- */

static void add_progress(struct ctx *ctx, const struct compute_seen *at, json_t *view)
{
    const struct compute_seen seen = *at;
    bool runs = seen.moves_planned > 0;
    int percent = runs ? (int)(seen.moves_done * 100 / seen.moves_planned) : 0;
    const char *text =
        !runs       ? "It begins in a moment."
        : seen.hard ? arena_printf(ctx->arena, "Best so far: %s broken.",
                                   words_count(ctx->arena, seen.hard, "rule is", "rules are"))
                    : arena_printf(ctx->arena, "Best so far: %d points, and no rule is broken.",
                                   seen.points);
    json_object_set_new(view, "running", json_pack("{s:i, s:s}", "percent", percent, "text", text));
    json_object_set_new(view, "reloads_soon", json_true());
}

/* ---- what would change ---- */

static json_t *change_view(struct ctx *ctx, const struct programme_board *board, int talk,
                           const struct arrange_slot *to)
{
    return json_pack("{s:s, s:s, s:s, s:s}", "title", board->talks[talk].title, "presenters",
                     board_presenters(ctx->arena, &board->talks[talk]), "before",
                     board_slot_words(ctx->arena, board, &board->plan[talk]), "now",
                     board_slot_words(ctx->arena, board, to));
}

static json_t *changes_view(struct ctx *ctx, const struct programme_board *board,
                            const struct arrange_slot *plan)
{
    json_t *list = json_array();
    for (int i = 0; i < board->talk_count; i++) {
        const struct arrange_slot *was = &board->plan[i];
        if (plan[i].room != was->room || (was->room >= 0 && plan[i].start_s != was->start_s))
            json_array_append_new(list, change_view(ctx, board, i, &plan[i]));
    }
    return list;
}

/* ---- what it would be then ---- */

static json_t *rows_view(struct ctx *ctx, const struct programme_board *board,
                         const struct arrange_slot *plan, int room, int block)
{
    int talks[ARRANGE_TALKS_MAX];
    int count = board_rules_list(&board->instance, plan, room, block, talks);
    json_t *rows = json_array();
    for (int i = 0; i < count; i++) {
        const struct talk *talk = &board->talks[talks[i]];
        json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s}", "time",
                                              board_time(ctx->arena, board, plan[talks[i]].start_s),
                                              "title", talk->title, "presenters",
                                              board_presenters(ctx->arena, talk), "length",
                                              words_duration(ctx->arena, talk->minutes)));
    }
    return rows;
}

static json_t *blocks_view(struct ctx *ctx, const struct programme_board *board,
                           const struct arrange_slot *plan, int room)
{
    json_t *blocks = json_array();
    for (int b = 0; b < board->instance.block_count; b++) {
        const struct arrange_block *span = &board->instance.blocks[b];
        const char *idle = board_idle_words(ctx->arena, board, plan, room, b);
        json_t *block =
            json_pack("{s:s, s:s*}", "times",
                      words_time_range(ctx->arena, instant_add(board->doors, span->start_s),
                                       instant_add(board->doors, span->end_s)),
                      "idle", idle);
        view_list(block, "rows", rows_view(ctx, board, plan, room, b));
        json_array_append_new(blocks, block);
    }
    return blocks;
}

static json_t *result_view(struct ctx *ctx, const struct board_scene *scene,
                           const struct arrange_slot *plan)
{
    const struct programme_board *board = &scene->board;
    json_t *rooms = json_array();
    for (int r = 0; r < board->instance.room_count; r++)
        json_array_append_new(rooms, json_pack("{s:s, s:o}", "room",
                                               programme_sheet_room_name(
                                                   board->settings.rooms[r].name, &scene->event),
                                               "blocks", blocks_view(ctx, board, plan, r)));
    return rooms;
}

static json_t *terms_view(struct ctx *ctx, const struct arrange_report *before,
                          const struct arrange_report *after)
{
    json_t *list = json_array();
    for (int t = 0; t < TERM_TERMS; t++) {
        if (before->terms[t] || after->terms[t])
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:s}", "text", board_term_words((enum arrange_term)t),
                                "before", arena_printf(ctx->arena, "%d", before->terms[t]), "after",
                                arena_printf(ctx->arena, "%d", after->terms[t])));
    }
    return list;
}

static json_t *broken_view(struct ctx *ctx, const struct programme_board *board,
                           const struct arrange_slot *plan, const struct arrange_report *report)
{
    json_t *list = json_array();
    for (int i = 0; i < report->break_count; i++)
        json_array_append_new(
            list, json_pack("{s:s}", "text",
                            board_words_sentence(ctx->arena, board, plan, &report->breaks[i])));
    return list;
}

/* Fewer rules broken, or as many and fewer points. */
static bool is_better(const struct arrange_report *before, const struct arrange_report *after)
{
    if (after->break_count != before->break_count)
        return after->break_count < before->break_count;
    return after->points < before->points;
}

static const char *verdict(struct ctx *ctx, const struct arrange_report *before,
                           const struct arrange_report *after)
{
    if (!is_better(before, after))
        return "It found nothing better than what is on the board.";
    if (after->break_count)
        return "It found no order that keeps every rule. This is the nearest it came.";
    if (before->break_count)
        return arena_printf(ctx->arena, "No rule is broken any more. %d points.", after->points);
    return arena_printf(ctx->arena, "%d points instead of %d. Less is better.", after->points,
                        before->points);
}

static enum err add_offer(struct ctx *ctx, const struct arrange_scene *scene, json_t *view)
{
    struct arrange_slot *plan;
    struct arrange_report report;
    const struct programme_board *board = &scene->board.board;
    enum err err = arrange_job_plan(ctx->store, scene->job.id, board, ctx->arena, &plan);
    if (err != OK)
        return err;
    programme_board_judge(board, plan, ctx->arena, &report);
    json_t *offer = json_pack("{s:s, s:s}", "verdict", verdict(ctx, &scene->board.report, &report),
                              "wishes", board_wishes_words(ctx->arena, &report));
    if (report.wished)
        json_object_set_new(
            offer, "wishes_before",
            json_string(arena_printf(ctx->arena, "On the board now: %d of %d.",
                                     scene->board.report.attended, scene->board.report.wished)));
    json_t *changes = changes_view(ctx, board, plan);
    const char *uneven = board_rooms_words(ctx->arena, board, plan);
    if (uneven)
        json_object_set_new(offer, "uneven", json_string(uneven));
    json_object_set_new(offer, "moved",
                        json_string(words_count(ctx->arena, (int64_t)json_array_size(changes),
                                                "talk would move", "talks would move")));
    if (is_better(&scene->board.report, &report))
        json_object_set_new(offer, "better", json_true());
    view_list(offer, "changes", changes);
    json_object_set_new(offer, "result", result_view(ctx, &scene->board, plan));
    view_list(offer, "terms", terms_view(ctx, &scene->board.report, &report));
    view_list(offer, "broken", broken_view(ctx, board, plan, &report));
    json_object_set_new(view, "offer", offer);
    return OK;
}

static enum err job_view(struct ctx *ctx, const struct arrange_scene *scene, json_t **ret)
{
    static const char *const TITLES[] = {"Looking for an order", "An order for you",
                                         "The arranger did not finish",
                                         "An order, as far as it got"};
    const struct arrange_job *job = &scene->job;
    const struct event *event = &scene->board.event;
    bool nothing = job->state == JOB_CANCELLED && !job->has_plan;
    json_t *view = view_new(nothing ? "No order was found" : TITLES[job->state]);
    enum err err = OK;
    view_back(view, board_href(ctx, event->id, ""), "Programme board");
    json_object_update_new(view, json_pack("{s:I, s:I, s:s}", "id", (json_int_t)job->id, "event",
                                           (json_int_t)event->id.v, "title", event->fields.title));
    struct compute_seen seen = {.moves_planned = 0};
    bool runs = compute_desk_look(ctx->site->desk, COMPUTE_ORDER, job->id, &seen);
    if (job->state == JOB_RUNNING || (runs && !job->has_plan))
        add_progress(ctx, &seen, view);
    else if (job->state == JOB_FAILED)
        json_object_set_new(view, "failed", json_true());
    else if (!job->has_plan)
        json_object_set_new(view, "stopped", json_true());
    else if (job->accepted_at.v || job->number != scene->board.board.version.number)
        json_object_set_new(view, "old", json_true());
    else
        err = add_offer(ctx, scene, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}

enum err page_arranging(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct arrange_scene scene;
    json_t *view;
    enum err err = arrange_gate(ctx, request->id, &scene);
    if (err == OK)
        err = job_view(ctx, &scene, &view);
    return err == OK ? response_page(response, "spark/arranging.html", view) : err;
}

/* ---- taken, left, stopped ---- */

enum err page_arranging_accept(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct arrange_scene scene;
    json_t *view;
    enum err err = arrange_gate(ctx, request->id, &scene);
    if (err != OK)
        return err;
    err = arrange_job_accept(ctx->store, ctx->now, &scene.job, &scene.board.board,
                             ctx->actor.person, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "%s?done=arranged",
                                 board_href(ctx, scene.board.event.id, ""));
    if (err != ERR_CONFLICT && err != ERR_STALE)
        return err;
    enum err shown = job_view(ctx, &scene, &view);
    if (shown != OK)
        return shown;
    view_errors(view, &ctx->why);
    return response_page_refused(response, err, "spark/arranging.html", view);
}

enum err page_arranging_stop(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct arrange_scene scene;
    enum err err = arrange_gate(ctx, request->id, &scene);
    if (err == OK)
        err = arrange_job_cancel(ctx->store, ctx->now, scene.job.id);
    if (err != OK)
        return err;
    response->arrange_stops = scene.job.id;
    return response_redirect(ctx, response, "/arranging/%lld", (long long)scene.job.id);
}
