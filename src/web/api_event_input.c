/* DESIGN: an event from JSON: what is sent, over what stands. */
#include "api_event_input.h"

#include <string.h>

#include "check.h"
#include "event_rules.h"
#include "json_input.h"

static const char SPARK_FIELDS[] = "changeover_s fixed_minutes blocks rooms talks_a_person intake "
                                   "order themes booking_opens_at booking_closes_at";

enum { OBJECTS_MAX = 100 };

struct api_event_input api_event_input_new(void)
{
    return (struct api_event_input){
        /* The kind must be sent; until then what is said of SPARK may be right. */
        .fields = {.kind = EVENT_SPARK, .attendance = ATTENDANCE_VOLUNTARY, .waiting_list = true},
        .about = event_about_new(),
        .spark = spark_event_defaults(),
    };
}

struct school_id api_event_input_host(const struct request *request, struct school_id otherwise)
{
    const json_t *host = json_object_get(request->json, "host_school");
    return json_is_integer(host) ? (struct school_id){json_integer_value(host)} : otherwise;
}

/* ---- the event ---- */

static void read_choices(const struct json_input *in, struct event_fields *fields)
{
    const char *text;
    if (json_input_text(in, "counts", &text) &&
        event_counts_parse(str_of(text), &fields->counts) != OK)
        json_input_refuse(in, "counts", "Choose nothing, inset or directed.");
    if (json_input_text(in, "clash", &text)) {
        fields->clash_warns = strcmp(text, "warn") == 0;
        if (!fields->clash_warns && strcmp(text, "block") != 0)
            json_input_refuse(in, "clash", "Choose block or warn.");
    }
    if (json_input_text(in, "attendance", &text) &&
        event_attendance_parse(str_of(text), &fields->attendance) != OK)
        json_input_refuse(in, "attendance", "Choose required, invited or voluntary.");
}

/* A kind of the engine's, or a key of the policy's activities, which has a kind that fits it and
 * becomes the type (contract, section 5). */
static enum err read_kind(struct ctx *ctx, const struct json_input *in, struct event_fields *fields)
{
    const char *text;
    struct policy_pack pack;
    if (!json_input_text(in, "kind", &text) || event_kind_parse(str_of(text), &fields->kind) == OK)
        return OK;
    enum err err = event_about_pack(ctx->store, fields->school, ctx->arena, &pack);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    const struct policy_list *list = err == OK ? policy_list_find(&pack, "activities") : NULL;
    const struct policy_item *item = list ? policy_list_item(list, text) : NULL;
    if (item && event_kind_offers(item)) {
        fields->kind = event_kind_of(item);
        fields->type = text;
    } else {
        json_input_refuse(in, "kind",
                          "Choose course, twilight, inset, spark, conference, group, meeting, "
                          "observation, visit, protected time, reading, or a kind of activity that "
                          "the policy has and that is booked.");
    }
    return OK;
}

static void read_settings(const struct json_input *in, struct event_fields *fields)
{
    json_input_bool(in, "approval", &fields->approval);
    json_input_bool(in, "fresh_schools_first", &fields->fresh_first);
    json_input_int(in, "offer_minutes", &fields->offer_min);
    json_input_int(in, "withdraw_hours", &fields->withdraw_h);
}

static void read_fields(const struct json_input *in, struct event_fields *fields)
{
    read_choices(in, fields);
    read_settings(in, fields);
    json_input_text(in, "type", &fields->type);
    json_input_text(in, "title", &fields->title);
    json_input_text(in, "purpose", &fields->purpose);
    json_input_id(in, "host_school", &fields->school.v);
    json_input_text(in, "room", &fields->room);
    json_input_instant(in, "starts_at", &fields->starts_at);
    json_input_instant(in, "ends_at", &fields->ends_at);
    json_input_int(in, "capacity", &fields->capacity);
    json_input_bool(in, "waiting_list", &fields->waiting_list);
    json_input_hours(in, "hours", &fields->hours_min);
    json_input_instant_or_null(in, "booking_opens_at", &fields->booking_opens_at);
    json_input_instant_or_null(in, "booking_closes_at", &fields->booking_closes_at);
}

/* Once all are read: the event starts with the first and ends with the last. */
static void take_times(const struct json_input *in, struct api_event_input *input)
{
    struct instant from = input->sessions[0].starts_at, to = input->sessions[0].ends_at;
    for (int i = 1; i < input->session_count; i++) {
        const struct event_session_fields *s = &input->sessions[i];
        from = s->starts_at.v < from.v ? s->starts_at : from;
        to = s->ends_at.v > to.v ? s->ends_at : to;
    }
    bool starts = json_input_has(in, "starts_at"), ends = json_input_has(in, "ends_at");
    if ((starts && from.v != input->fields.starts_at.v) ||
        (ends && to.v != input->fields.ends_at.v))
        json_input_refuse(in, "sessions",
                          "The first session must start and the last one end with the event. Send "
                          "the same times.");
    input->fields.starts_at = from;
    input->fields.ends_at = to;
}

/* A single one without times is the event itself. */
static void read_sessions(const struct json_input *in, struct api_event_input *input)
{
    struct json_input *items;
    int count;
    if (!json_input_objects(in, "sessions", "id starts_at ends_at room", EVENT_SESSIONS_MAX, &items,
                            &count))
        return;
    for (int i = 0; i < count; i++) {
        struct event_session_fields *s = &input->sessions[i];
        *s = (struct event_session_fields){.room = ""};
        if (count == 1)
            *s = (struct event_session_fields){0, input->fields.starts_at, input->fields.ends_at,
                                               ""};
        else
            json_input_require(&items[i], "starts_at ends_at");
        json_input_id(&items[i], "id", &s->id);
        json_input_instant(&items[i], "starts_at", &s->starts_at);
        json_input_instant(&items[i], "ends_at", &s->ends_at);
        json_input_text(&items[i], "room", &s->room);
    }
    input->session_count = count;
    if (in->reader->why->field_count == 0)
        take_times(in, input);
}

/* ---- SPARK ---- */

/* SPARK_UNSET is a number too, so what is below zero is refused before it can be taken for it. */
static void read_number(const struct json_input *in, const char *name, int *ret)
{
    int number;
    if (!json_input_int(in, name, &number))
        return;
    if (number < 0)
        json_input_refuse(in, name, "Send a number from 0 on.");
    else
        *ret = number;
}

static void read_blocks(const struct json_input *in, struct spark_fields *spark)
{
    struct json_input *items;
    int count;
    if (!json_input_objects(in, "blocks", "starts_at ends_at", PACK_BLOCKS_MAX, &items, &count))
        return;
    for (int i = 0; i < count; i++) {
        json_input_require(&items[i], "starts_at ends_at");
        json_input_instant(&items[i], "starts_at", &spark->blocks[i].starts_at);
        json_input_instant(&items[i], "ends_at", &spark->blocks[i].ends_at);
    }
    spark->block_count = count;
}

static void read_rooms(const struct json_input *in, struct spark_fields *spark)
{
    static const struct text_rule name = {"spark.rooms", "The room's name", EVENT_ROOM_CHARS_MAX,
                                          true, false};
    struct json_input *items;
    int count;
    if (!json_input_objects(in, "rooms", "name seats kit", PACK_ROOMS_MAX, &items, &count))
        return;
    spark->room_count = count;
    for (int i = 0; i < count; i++) {
        struct talk_room *room = &spark->rooms[i];
        *room = (struct talk_room){.seats = SPARK_UNSET};
        if (json_input_text(&items[i], "name", &room->name))
            text_rule_check(&name, room->name, in->reader->why);
        json_input_text(&items[i], "kit", &room->kit);
        read_number(&items[i], "seats", &room->seats);
    }
}

/* The three ways of an evening; each is one of a few words. */
static void read_ways(const struct json_input *in, struct spark_fields *spark)
{
    enum spark_intake intake;
    enum spark_order order;
    enum spark_themes themes;
    const char *text;
    if (json_input_text(in, "intake", &text)) {
        if (spark_intake_parse(str_of(text), &intake) == OK)
            spark->intake = (int)intake;
        else
            json_input_refuse(in, "intake", "Choose instant or call.");
    }
    if (json_input_text(in, "order", &text)) {
        if (spark_order_parse(str_of(text), &order) == OK)
            spark->order = (int)order;
        else
            json_input_refuse(in, "order", "Choose arranged, shuffled or drawn.");
    }
    if (json_input_text(in, "themes", &text)) {
        if (spark_themes_parse(str_of(text), &themes) == OK)
            spark->themes = (int)themes;
        else
            json_input_refuse(in, "themes", "Choose spread or cluster.");
    }
}

static void read_spark(const struct json_input *body, struct api_event_input *input)
{
    struct json_input in;
    struct spark_fields *spark = &input->spark;
    if (!json_input_object(body, "spark", SPARK_FIELDS, &in))
        return;
    if (input->fields.kind != EVENT_SPARK) {
        json_input_refuse(body, "spark", "Only a SPARK event has this. Leave it out.");
        return;
    }
    input->has_spark = true;
    read_number(&in, "changeover_s", &spark->changeover_s);
    read_number(&in, "fixed_minutes", &spark->fixed_minutes);
    read_number(&in, "talks_a_person", &spark->talks_a_person);
    read_blocks(&in, spark);
    read_rooms(&in, spark);
    read_ways(&in, spark);
    json_input_instant_or_null(&in, "booking_opens_at", &input->fields.booking_opens_at);
    json_input_instant_or_null(&in, "booking_closes_at", &input->fields.booking_closes_at);
}

/* ---- all of it ---- */

enum err api_event_input_read(struct ctx *ctx, const struct request *request,
                              struct response *response, bool creates,
                              struct api_event_input *input)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    if (creates)
        json_input_require(&in, "kind title host_school starts_at ends_at capacity");
    read_fields(&in, &input->fields);
    enum err err = read_kind(ctx, &in, &input->fields);
    if (err != OK)
        return err;
    api_event_about_read(&in, input);
    read_sessions(&in, input);
    read_spark(&in, input);
    return json_input_end(&reader, response);
}

void api_event_input_rename(struct refusal *why)
{
    static const struct {
        const char *rule, *body;
    } names[] = {
        {"rooms", "spark.rooms"},
        {"seats", "spark.rooms"},
        {"blocks", "spark.blocks"},
        {"changeover_s", "spark.changeover_s"},
        {"fixed_minutes", "spark.fixed_minutes"},
        {"talks_a_person", "spark.talks_a_person"},
    };
    for (int i = 0; i < why->field_count; i++)
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (strcmp(why->fields[i].field, names[k].rule) == 0)
                why->fields[i].field = names[k].body;
}
