/* DESIGN: a SPARK evening's pages: what it is, its programme, and the programme as JSON. */
#include "check.h"
#include "page.h"
#include "programme_json.h"
#include "spark_view.h"
#include "talk_view.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* ---- the evening ---- */

/* What `?done=` says after a change of a talk; other words are the events pages'. */
static void talk_flash(json_t *view, const struct request *request)
{
    static const struct {
        const char *word, *text;
    } DONE[] = {
        {"talk-confirmed", "Your talk is in the programme."},
        {"talk-waiting", "Your talk is on the waiting list."},
        {"talk-proposed", "Thank you: your proposal has arrived. We write to you when the "
                          "organisers have decided."},
        {"talk-draft", "Your draft is kept. Nobody sees it but you."},
        {"talk-discarded", "Your draft is deleted."},
        {"talk-saved", "Your talk is saved."},
        {"talk-length", "Your talk has its new length."},
        {"talk-in-line", "You are in line for the longer form, and keep what you have until then."},
        {"talk-wait-ended", "You no longer wait for a longer form."},
        {"talk-withdrawn", "Your talk is withdrawn. A confirmation is on its way to your email."},
        {"talk-left", "You have stepped down from the talk."},
        {"talk-shared", "Saved. You said yes to sharing your talk in the library."},
        {"talk-not-shared", "Saved. Nothing of your talk is shared."},
    };
    struct str word = form_find(&request->query, "done");
    for (size_t i = 0; i < COUNT_OF(DONE); i++)
        if (str_eq_c(word, DONE[i].word))
            view_flash(view, DONE[i].text);
}

enum err page_spark(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view = NULL;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err != OK)
        return err;
    err = talk_done_view(ctx, request, &event, &view);
    if (err == OK)
        return response_page(response, "spark/talk_done.html", view);
    if (err == ERR_NOT_FOUND)
        err = spark_show_view(ctx, &event, &view);
    if (err != OK)
        return err;
    event_flash(view, request);
    talk_flash(view, request);
    return response_page(response, "spark/show.html", view);
}

/* ---- the programme ---- */

/* One row of the sheet; the talks and what lies between them are put in order of time. */
struct row {
    struct instant at;
    json_t *view;
};

struct sheet {
    struct arena *arena;
    struct row *rows;
    int count;
};

static void add_row(struct sheet *sheet, struct instant at, json_t *view)
{
    struct row *row = &sheet->rows[sheet->count++];
    while (row > sheet->rows && row[-1].at.v > at.v) {
        row[0] = row[-1];
        row--;
    }
    *row = (struct row){at, view};
}

static void add_fixed(struct sheet *sheet, const char *title, struct instant from,
                      struct instant to)
{
    if (to.v - from.v < 60)
        return;
    add_row(sheet, from,
            json_pack("{s:s, s:s, s:s, s:s, s:b}", "time", words_time(sheet->arena, from), "title",
                      title, "presenters", "", "minutes",
                      arena_printf(sheet->arena, "%lld", (long long)(to.v - from.v) / 60), "fixed",
                      1));
}

/* Welcome, breaks and close: what the blocks leave of the event (SP-02). */
static void add_fixed_rows(struct sheet *sheet, const struct spark_evening *evening)
{
    const struct pack *pack = &evening->settings.pack;
    struct instant at = evening->event.fields.starts_at;
    for (int i = 0; i < pack->block_count; i++) {
        add_fixed(sheet, i == 0 ? "Welcome" : "Break", at,
                  (struct instant){pack->blocks[i].start_s});
        at.v = pack->blocks[i].end_s;
    }
    add_fixed(sheet, "Close", at, evening->event.fields.ends_at);
}

static void add_talk(struct sheet *sheet, const struct spark_evening *evening,
                     const struct programme_item *item)
{
    const struct talk *talk = &item->talk;
    const struct programme *programme = &evening->programme;
    const char *category = policy_pack_category(&evening->policy, talk->category);
    const char *room = programme->room_count > 1 ? programme->rooms[item->room].name : NULL;
    add_row(sheet, item->starts_at,
            json_pack("{s:s, s:s, s:s, s:s, s:s, s:s*}", "time",
                      words_time(sheet->arena, item->starts_at), "title", talk->title, "presenters",
                      spark_presenters(sheet->arena, talk), "minutes",
                      arena_printf(sheet->arena, "%d", talk->minutes), "category",
                      category ? category : talk->category, "room", room));
}

static json_t *items_view(struct arena *arena, const struct spark_evening *evening)
{
    int room = evening->programme.count + PACK_BLOCKS_MAX + 1;
    struct sheet sheet = {arena, ARENA_ARRAY(arena, struct row, (size_t)room), 0};
    json_t *items = json_array();
    for (int i = 0; i < evening->programme.count; i++)
        add_talk(&sheet, evening, &evening->programme.items[i]);
    add_fixed_rows(&sheet, evening);
    for (int i = 0; i < sheet.count; i++)
        json_array_append_new(items, sheet.rows[i].view);
    return items;
}

static json_t *waiting_view(struct arena *arena, const struct programme *programme)
{
    json_t *list = json_array();
    for (int i = 0; i < programme->waiting_count; i++) {
        const struct talk *talk = &programme->waiting[i];
        const char *minutes = talk->wanted_minutes
                                  ? arena_printf(arena, "%d minutes instead of %d",
                                                 talk->wanted_minutes, talk->minutes)
                                  : words_duration(arena, talk->minutes);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "title", talk->title, "presenters",
                                              spark_presenters(arena, talk), "minutes", minutes));
    }
    return list;
}

/* "Programme as it stands on Monday 2 November 2026" */
static const char *status_text(struct ctx *ctx, const struct event *event)
{
    if (event->status == EVENT_CANCELLED)
        return "This event is cancelled";
    if (ctx->now.v >= event->fields.ends_at.v)
        return "Programme as it was";
    return arena_printf(ctx->arena, "Programme as it stands on %s",
                        words_date(ctx->arena, tz_day(ctx->now)));
}

static json_t *programme_view(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    json_t *view = view_new("Programme");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "status", json_string(status_text(ctx, event)));
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    if (evening->programme.room_count == 1)
        json_object_set_new(view, "caption", json_string(evening->programme.rooms[0].name));
    json_object_set_new(view, "has_talks", json_boolean(evening->programme.count > 0));
    json_object_set_new(view, "items", items_view(ctx->arena, evening));
    json_object_set_new(view, "empty",
                        json_string(event->status == EVENT_CANCELLED
                                        ? "There are no talks."
                                        : "No talk has been offered yet. Yours could be the "
                                          "first."));
    if (event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        view_list(view, "waiting", waiting_view(ctx->arena, &evening->programme));
    return view;
}

enum err page_programme(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    struct spark_evening evening;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = spark_evening_find(ctx, &event, &evening);
    return err == OK
               ? response_page(response, "spark/programme.html", programme_view(ctx, &evening))
               : err;
}

enum err page_programme_json(struct ctx *ctx, const struct request *request,
                             struct response *response)
{
    struct event event;
    json_t *json;
    enum err err = spark_find(ctx, (struct event_id){request->id}, &event);
    if (err == OK)
        err = programme_json(ctx, &event, &json);
    return err == OK ? response_json(response, 200, json) : err;
}
