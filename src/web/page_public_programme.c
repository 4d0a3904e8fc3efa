/* DESIGN: a programme without signing in: the page, its JSON and schedule.xml, and who opens it. */
#include <stdlib.h>

#include "check.h"
#include "flash.h"
#include "page.h"
#include "programme_sheet.h"
#include "public_gate.h"
#include "qr_svg.h"
#include "question.h"
#include "schedule_xml.h"
#include "sheet.h"
#include "snapshot.h"
#include "talk_input.h"
#include "token.h"
#include "tz.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* Ids of keynotes in schedule.xml lie beyond those of talks. */
enum { XML_BYTES_MAX = 4 << 20, KEYNOTE_IDS = 1000000000 };

/* ---- the page ---- */

static const char *status_words(struct ctx *ctx, const struct spark_evening *evening)
{
    if (!evening->programme.announced)
        return "Not announced yet";
    return ctx->now.v >= evening->event.fields.ends_at.v ? "Programme as it was announced"
                                                         : "Programme";
}

/* Of every talk alike: who was not there is nobody's business. */
static void add_asking(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    if (!evening->programme.announced)
        return;
    if (question_is_open(&evening->event, ctx->now))
        json_object_set_new(view, "ask", json_true());
    else if (ctx->now.v < evening->event.fields.starts_at.v)
        json_object_set_new(view, "ask_later", json_true());
}

static enum err add_qr(struct ctx *ctx, const char *address, json_t *view)
{
    const char *qr = NULL;
    enum err err = qr_svg(address, "QR code: this programme on a phone", ctx->arena, &qr);
    if (err == OK)
        json_object_set_new(view, "qr_html", json_string(qr));
    return err;
}

enum err page_public_programme(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct public_scene scene;
    enum err err = public_gate_find(ctx, request->name, &scene);
    if (err != OK)
        return err;
    const struct spark_evening *evening = &scene.evening;
    json_t *view = view_new(evening->event.fields.title);
    json_object_set_new(view, "status", json_string(status_words(ctx, evening)));
    json_object_set_new(view, "when", json_string(event_when_words(ctx, &evening->event)));
    json_object_set_new(view, "school", json_string(evening->event.school_name));
    json_object_set_new(view, "address", json_string(scene.address));
    json_object_set_new(
        view, "has_talks",
        json_boolean(evening->programme.count > 0 || evening->settings.keynotes.count > 0));
    if (evening->programme.room_count > 1)
        json_object_set_new(view, "grid", programme_sheet_grid(ctx->arena, evening));
    else
        json_object_set_new(view, "one",
                            json_pack("{s:s, s:o}", "name", programme_sheet_room(evening, 0),
                                      "items", programme_sheet_rows(ctx->arena, evening, 0)));
    add_asking(ctx, evening, view);
    err = add_qr(ctx, scene.address, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "spark/public_programme.html", view);
}

/* ---- for programs ---- */

/* Fetched again and again by apps: kept by its reader, asked for each time, for a yes taken back is
 * gone at once. */
static void answer_bytes(struct ctx *ctx, const struct request *request, struct response *response,
                         const char *type, struct str bytes)
{
    char hex[SHA256_HEX_MAX];
    token_sha256_hex(bytes, hex);
    const char *etag = arena_printf(ctx->arena, "\"%s\"", hex);
    response->cacheable = true;
    response_header(ctx, response, "Cache-Control: private, no-cache");
    response_header(ctx, response, "ETag: %s", etag);
    if (snapshot_tags_match(request->if_none_match, etag)) {
        response->status = 304;
        return;
    }
    response->body = bytes;
    response->content_type = type;
}

static json_t *item_json(const struct spark_evening *evening, const struct programme_item *item)
{
    char from[INSTANT_TEXT_MAX], to[INSTANT_TEXT_MAX];
    json_t *people = json_array();
    tz_format(item->starts_at, from);
    tz_format(item->ends_at, to);
    for (int i = 0; i < item->talk.presenter_count; i++)
        json_array_append_new(people, json_pack("{s:s, s:s}", "name", item->talk.presenters[i].name,
                                                "school", item->talk.presenters[i].school_name));
    return json_pack("{s:s, s:s, s:s, s:i, s:s, s:o}", "room",
                     programme_sheet_room(evening, item->room), "starts_at", from, "ends_at", to,
                     "minutes", item->talk.minutes, "title", item->talk.title, "presenters",
                     people);
}

static json_t *keynotes_json(const struct spark_evening *evening)
{
    json_t *list = json_array();
    for (int i = 0; i < evening->settings.keynotes.count; i++) {
        const struct keynote *keynote = &evening->settings.keynotes.items[i];
        char from[INSTANT_TEXT_MAX], to[INSTANT_TEXT_MAX];
        tz_format(keynote->starts_at, from);
        tz_format(keynote_ends_at(keynote), to);
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:i, s:s, s:s}", "room",
                                              programme_sheet_room(evening, keynote->room - 1),
                                              "starts_at", from, "ends_at", to, "minutes",
                                              keynote->minutes, "title", keynote->title, "guest",
                                              keynote->guest));
    }
    return list;
}

enum err page_public_json(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct public_scene scene;
    char from[INSTANT_TEXT_MAX], to[INSTANT_TEXT_MAX];
    enum err err = public_gate_find(ctx, request->name, &scene);
    if (err != OK)
        return err;
    const struct spark_evening *evening = &scene.evening;
    json_t *items = json_array();
    for (int i = 0; i < evening->programme.count; i++)
        json_array_append_new(items, item_json(evening, &evening->programme.items[i]));
    tz_format(evening->event.fields.starts_at, from);
    tz_format(evening->event.fields.ends_at, to);
    json_t *json =
        json_pack("{s:s, s:s, s:s, s:b, s:s, s:o, s:o}", "title", evening->event.fields.title,
                  "starts_at", from, "ends_at", to, "announced", evening->programme.announced,
                  "url", scene.address, "keynotes", keynotes_json(evening), "items", items);
    char *text = json_dumps(json, JSON_COMPACT);
    CHECK(text);
    answer_bytes(ctx, request, response, "application/json",
                 str_of(arena_str_c(ctx->arena, str_of(text))));
    free(text);
    json_decref(json);
    return OK;
}

static struct schedule_talk talk_of(struct arena *arena, const struct spark_evening *evening,
                                    const struct programme_item *item)
{
    const struct talk *talk = &item->talk;
    const char *category = policy_pack_category(&evening->policy, talk->category);
    const char **people = ARENA_ARRAY(arena, const char *, (size_t)talk->presenter_count + 1);
    for (int i = 0; i < talk->presenter_count; i++)
        people[i] = talk->presenters[i].name;
    return (struct schedule_talk){.id = talk->id.v,
                                  .room = item->room,
                                  .starts_at = item->starts_at,
                                  .ends_at = item->ends_at,
                                  .title = talk->title,
                                  .track = !talk->presenter_count ? ""
                                           : category             ? category
                                                                  : talk->category,
                                  .people = people,
                                  .people_count = talk->presenter_count};
}

static struct schedule_talk keynote_of_schedule(struct arena *arena, const struct keynote *keynote)
{
    const char **guest = ARENA_NEW(arena, const char *);
    *guest = keynote->guest;
    return (struct schedule_talk){.id = KEYNOTE_IDS + keynote->id.v,
                                  .room = keynote->room - 1,
                                  .starts_at = keynote->starts_at,
                                  .ends_at = keynote_ends_at(keynote),
                                  .title = keynote->title,
                                  .track = "Keynote",
                                  .people = guest,
                                  .people_count = 1,
                                  .keynote = true};
}

/* Talks and keynotes by start; how many. */
static int fill_talks(struct arena *arena, const struct spark_evening *evening,
                      struct schedule_talk *ret)
{
    const struct programme *programme = &evening->programme;
    const struct keynotes *keynotes = &evening->settings.keynotes;
    int count = 0, k = 0;
    for (int i = 0; i < programme->count; i++) {
        for (; k < keynotes->count &&
               keynotes->items[k].starts_at.v < programme->items[i].starts_at.v;
             k++)
            ret[count++] = keynote_of_schedule(arena, &keynotes->items[k]);
        ret[count++] = talk_of(arena, evening, &programme->items[i]);
    }
    for (; k < keynotes->count; k++)
        ret[count++] = keynote_of_schedule(arena, &keynotes->items[k]);
    return count;
}

static struct schedule schedule_of(struct ctx *ctx, const struct public_scene *scene)
{
    const struct spark_evening *evening = &scene->evening;
    const struct programme *programme = &evening->programme;
    const struct event *event = &evening->event;
    const char **rooms = ARENA_ARRAY(ctx->arena, const char *, (size_t)programme->room_count + 1);
    struct schedule_talk *talks =
        ARENA_ARRAY(ctx->arena, struct schedule_talk, (size_t)programme->count + KEYNOTES_MAX + 1);
    for (int r = 0; r < programme->room_count; r++)
        rooms[r] = programme_sheet_room(evening, r);
    int count = fill_talks(ctx->arena, evening, talks);
    return (struct schedule){
        event->id.v,
        event->uid,
        programme->version,
        event->fields.title,
        event->school_name,
        scene->address,
        event->fields.starts_at,
        event->fields.ends_at,
        rooms,
        programme->room_count,
        talks,
        count,
    };
}

enum err page_public_schedule(struct ctx *ctx, const struct request *request,
                              struct response *response)
{
    struct public_scene scene;
    struct buf out;
    enum err err = public_gate_find(ctx, request->name, &scene);
    if (err != OK)
        return err;
    const struct schedule schedule = schedule_of(ctx, &scene);
    buf_init(&out, XML_BYTES_MAX);
    schedule_xml_format(&schedule, &out);
    err = out.full ? ERR_LIMIT : OK;
    if (err == OK)
        answer_bytes(ctx, request, response, "application/xml; charset=utf-8",
                     arena_str(ctx->arena, buf_str(&out)));
    buf_done(&out);
    return err;
}

/* ---- opened and closed ---- */

static enum err add_counts(struct ctx *ctx, const struct event *event, json_t *view)
{
    int named = 0;
    struct programme programme;
    enum err err = programme_find_plain(ctx->store, event->id, ctx->arena, &programme);
    if (err == OK)
        err = public_programme_named(ctx->store, event->id, &named);
    if (err != OK)
        return err;
    const char *all =
        words_count(ctx->arena, programme.count + programme.unplaced_count, "talk", "talks");
    json_object_set_new(
        view, "agreed",
        json_string(arena_printf(ctx->arena, "Of %s, %d %s somebody who agreed to be named.", all,
                                 named, named == 1 ? "has" : "have")));
    json_object_set_new(view, "early", json_boolean(!programme.announced));
    return OK;
}

static enum err public_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct instant opened_at;
    enum err err = public_programme_find(ctx->store, event->id, &opened_at);
    if (err != OK)
        return err;
    json_t *view = view_new("Public programme");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "id", json_integer(event->id.v));
    err = add_counts(ctx, event, view);
    if (err == OK && opened_at.v) {
        const char *address = public_gate_address(ctx, event, opened_at);
        json_object_set_new(view, "open", json_pack("{s:s}", "address", address));
        json_object_set_new(view, "unread",
                            json_boolean(!public_programme_check(event, opened_at, ctx->now)));
        err = add_qr(ctx, address, json_object_get(view, "open"));
    }
    if (err != OK) {
        json_decref(view);
        return err;
    }
    *ret = view;
    return OK;
}

static const struct flash DONE[] = {
    {"opened", "The programme is open to whoever has its address."},
    {"closed", "The programme is closed. Its old address never works again."},
};

enum err page_public_ask(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    json_t *view;
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = public_view(ctx, &event, &view);
    if (err != OK)
        return err;
    FLASH_SHOW(view, request, DONE);
    return response_page(response, "spark/public.html", view);
}

enum err page_public_save(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct event event;
    bool open = str_eq_c(form_find(&request->form, "open"), "yes");
    enum err err = spark_find_editable(ctx, request->id, &event);
    if (err == OK)
        err = public_programme_open(ctx->store, ctx->now, event.id, ctx->actor.person, open);
    return err == OK ? response_redirect(ctx, response, "/spark/%lld/public?done=%s",
                                         (long long)request->id, open ? "opened" : "closed")
                     : err;
}

/* ---- a presenter's yes ---- */

static const struct sheet_field FIELDS[] = {
    {SHEET_TICK, "agrees", "Yes, name me on the public programme",
     "Your name, your school and, if the talk is yours, its title. Anybody with the address reads "
     "it, without signing in. You can take it back here at any time, at once.",
     NULL, 0, false},
};

static struct sheet sheet_of(struct ctx *ctx, const struct talk *talk)
{
    return (struct sheet){
        .title = "Your name on the public programme",
        .intro = arena_printf(ctx->arena,
                              "“%s”. An organiser may open the programme to people who do not "
                              "sign in. Without your yes it says “A talk” and nobody’s name.",
                              talk->title),
        .action = arena_printf(ctx->arena, "/talks/%lld/public", (long long)talk->id.v),
        .button = "Save",
        .back_href = event_href(ctx, EVENT_SPARK, talk->event),
        .back_text = "The event",
        .fields = FIELDS,
        .count = COUNT_OF(FIELDS),
    };
}

enum err page_talk_public(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    bool agrees = false;
    struct form values = sheet_values(ctx->arena);
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err == OK)
        err = public_programme_agrees(ctx->store, talk.id, ctx->actor.person, &agrees);
    if (err != OK)
        return err;
    if (agrees)
        sheet_put(&values, ctx->arena, "agrees", "yes");
    const struct sheet sheet = sheet_of(ctx, &talk);
    return response_page(response, "form.html", sheet_view(ctx, &sheet, &values));
}

enum err page_talk_public_save(struct ctx *ctx, const struct request *request,
                               struct response *response)
{
    struct talk talk;
    const struct public_consent consent = {&talk, ctx->actor.person,
                                           form_has(&request->form, "agrees")};
    enum err err = talk_find_own(ctx, (struct talk_id){request->id}, TALK_PART_PRESENTER, &talk);
    if (err != OK)
        return err;
    err = public_programme_agree(ctx->store, ctx->now, &consent, &ctx->why);
    if (err == OK)
        return response_redirect(ctx, response, "/spark/%lld?done=%s", (long long)talk.event.v,
                                 consent.agrees ? "talk-public" : "talk-not-public");
    const struct sheet sheet = sheet_of(ctx, &talk);
    return sheet_refused(ctx, &sheet, &request->form, NULL, err, response);
}
