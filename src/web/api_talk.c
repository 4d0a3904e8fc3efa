/* DESIGN: talks in the API: booked, changed, withdrawn. */
#include "api.h"
#include "api_gate.h"
#include "joint.h"
#include "json_input.h"
#include "json_view.h"
#include "spark_view.h"
#include "talk.h"
#include "talk_input.h"
#include "viewer.h"

static json_t *talk_json(struct ctx *ctx, const struct talk *talk, bool inside)
{
    const struct talk_topic topic = talk_input_stands(ctx, talk);
    json_t *view = json_view_talk(talk, inside);
    for (int i = 0; i < TALK_TOPICS; i++)
        json_object_set_new(view, talk_topic_name((enum talk_topic_kind)i),
                            json_string(topic.words[i]));
    return view;
}

static enum err answer_talk(struct ctx *ctx, struct response *response, int status,
                            struct talk_id id)
{
    struct talk talk;
    enum err err = talk_find(ctx->store, id, ctx->arena, &talk);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, talk.version);
    bool inside = talk_presenter_of(&talk, ctx->actor.person) != NULL;
    json_t *view = talk_json(ctx, &talk, inside);
    return status == 201 ? api_gate_created(ctx, response, view, "talks", id.v)
                         : response_json(response, status, view);
}

/* Ids of the body as people; NULL and `otherwise` if it does not name them. */
static void read_co_presenters(const struct json_input *in, int otherwise,
                               const struct person_id **ret, int *ret_count)
{
    int64_t *ids;
    int count;
    *ret = NULL;
    *ret_count = otherwise;
    if (!json_input_ids(in, "co_presenters", TALK_CO_PRESENTERS_MAX, &ids, &count))
        return;
    struct person_id *people =
        ARENA_ARRAY(in->reader->why->arena, struct person_id, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        people[i].v = ids[i];
    *ret = people;
    *ret_count = count;
}

static void read_topic(const struct json_input *in, struct talk_topic *topic)
{
    for (int i = 0; i < TALK_TOPICS; i++)
        json_input_text(in, talk_topic_name((enum talk_topic_kind)i), &topic->words[i]);
}

/* Are they words of the event's call? What is not makes the use case refuse too, with all fields.
 */
static enum err check_topic(struct ctx *ctx, struct event_id event, const struct talk *stands,
                            const struct talk_topic *typed)
{
    struct call call;
    const struct talk_topic before = talk_input_stands(ctx, stands);
    enum err err = call_find(ctx->store, event, ctx->arena, &call);
    if (err == OK)
        talk_topic_check(&call, &before, typed, &ctx->why);
    return err;
}

/* What the body says of its slot, the rest as it is in *needs; false: nothing. */
static bool read_needs(const struct json_input *in, struct talk_needs *needs)
{
    bool from = json_input_instant_or_null(in, "available_from", &needs->from);
    bool to = json_input_instant_or_null(in, "available_to", &needs->to);
    bool kit = json_input_text(in, "kit", &needs->kit);
    bool theme = json_input_text(in, "theme", &needs->theme);
    return from || to || kit || theme;
}

/* ---- booking ---- */

static enum err read_request(struct ctx *ctx, const struct request *request,
                             struct response *response, struct talk_request *wish,
                             struct talk_needs *needs, struct talk_topic *topic)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_require(&in, "title minutes category");
    json_input_text(&in, "title", &wish->title);
    json_input_text(&in, "abstract", &wish->abstract);
    json_input_text(&in, "category", &wish->category);
    json_input_int(&in, "minutes", &wish->minutes);
    json_input_bool(&in, "draft", &wish->draft);
    if (read_needs(&in, needs))
        wish->needs = needs;
    read_topic(&in, topic);
    read_co_presenters(&in, 0, &wish->co_presenters, &wish->co_presenter_count);
    return json_input_end(&reader, response);
}

enum err api_talk_create(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_lengths lengths;
    struct talk_request wish = {.event = {request->id},
                                .person = ctx->actor.person,
                                .by = ctx->actor.person,
                                .lengths = &lengths};
    struct talk_needs needs = {.kit = "", .theme = ""};
    struct talk_topic topic = {{NULL}};
    struct talk_placed placed;
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = spark_find(ctx, wish.event, &event);
    if (err == OK && !event_may(ctx, ACTION_EVENT_BOOK, &event))
        return refuse(&ctx->why, ERR_DENIED, "not-eligible",
                      "SPARK is for the staff of the trust, and your role is none of theirs. Ask "
                      "the organiser if you should present.");
    if (err == OK)
        err = read_request(ctx, request, response, &wish, &needs, &topic);
    if (err == OK)
        err = spark_lengths(ctx->store, ctx->arena, &lengths);
    if (err == OK)
        err = check_topic(ctx, event.id, NULL, &topic);
    if (err != OK)
        return err;
    wish.sees_drafts = event_may(ctx, ACTION_EVENT_EDIT, &event);
    err = talk_book(ctx->store, ctx->now, &wish, &ctx->why, &placed);
    if (err == OK)
        err = talk_topic_put(ctx->store, placed.id, &topic, ctx->arena);
    return err == OK ? answer_talk(ctx, response, 201, placed.id) : err;
}

/* ---- looking ---- */

/* What the programme shows is for all; what waits or was withdrawn, for its presenters and whoever
 * may see who is booked. */
static enum err find_seen(struct ctx *ctx, int64_t id, struct talk *ret_talk,
                          struct event *ret_event)
{
    enum err err = talk_find(ctx->store, (struct talk_id){id}, ctx->arena, ret_talk);
    if (err == OK)
        err = spark_find(ctx, ret_talk->event, ret_event);
    if (err == OK && ret_talk->status == TALK_DRAFT && ret_talk->person.v != ctx->actor.person.v)
        return ERR_NOT_FOUND;
    if (err == OK && !talk_status_has_slot(ret_talk->status) &&
        !talk_presenter_of(ret_talk, ctx->actor.person) &&
        !event_may(ctx, ACTION_EVENT_ATTENDEES, ret_event))
        return ERR_NOT_FOUND;
    return err;
}

enum err api_talk_show(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk talk;
    struct event event;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_seen(ctx, request->id, &talk, &event);
    if (err != OK)
        return err;
    api_gate_tag(ctx, response, talk.version);
    bool inside =
        talk_presenter_of(&talk, ctx->actor.person) || event_may(ctx, ACTION_EVENT_EDIT, &event);
    return response_json(response, 200, talk_json(ctx, &talk, inside));
}

/* ---- changing ---- */

/* For those who present it, as on the pages. */
static enum err find_own(struct ctx *ctx, const struct request *request, struct talk *ret)
{
    struct event event;
    enum err err = api_gate_write(ctx);
    if (err == OK)
        err = find_seen(ctx, request->id, ret, &event);
    if (err == OK &&
        (!talk_presenter_of(ret, ctx->actor.person) || !event_may(ctx, ACTION_EVENT_BOOK, &event)))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Only those who present this talk can change it. Ask one of them.");
    return err;
}

static bool is_lead(const struct ctx *ctx, const struct talk *talk)
{
    return talk->person.v == ctx->actor.person.v;
}

static enum err read_edit(struct ctx *ctx, const struct request *request, struct response *response,
                          struct talk_needs *needs, struct talk_topic *topic,
                          struct talk_edit *edit)
{
    struct json_reader reader = {.why = &ctx->why};
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_text(&in, "title", &edit->title);
    json_input_text(&in, "abstract", &edit->abstract);
    json_input_text(&in, "category", &edit->category);
    if (json_input_int(&in, "minutes", &edit->minutes) && edit->minutes == 0)
        edit->minutes = -1; /* 0 is "unchanged" to the use case, and no length of a talk */
    json_input_bool(&in, "wait_for_longer", &edit->wait_for_longer);
    if (read_needs(&in, needs))
        edit->needs = needs;
    read_topic(&in, topic);
    read_co_presenters(&in, TALK_UNCHANGED, &edit->co_presenters, &edit->co_presenter_count);
    return json_input_end(&reader, response);
}

enum err api_talk_change(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct talk_lengths lengths;
    struct talk_edit edit = {.by = ctx->actor.person, .lengths = &lengths};
    struct talk_placed placed;
    struct talk talk;
    enum err err = find_own(ctx, request, &talk);
    if (err == OK && !is_lead(ctx, &talk))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "%s offered this talk, so only they can change it. Ask them.",
                      talk.presenters[0].name);
    if (err == OK)
        err = api_gate_match(ctx, request, response, talk.version, &edit.version);
    struct talk_needs needs = {0};
    struct talk_topic topic = {{NULL}};
    if (err == OK)
        needs = (struct talk_needs){talk.arrive_at, talk.leave_at, talk.kit, talk.theme};
    if (err == OK)
        err = read_edit(ctx, request, response, &needs, &topic, &edit);
    if (err == OK)
        err = spark_lengths(ctx->store, ctx->arena, &lengths);
    if (err == OK)
        err = check_topic(ctx, talk.event, &talk, &topic);
    if (err != OK)
        return err;
    edit.talk = talk.id;
    err = talk_change(ctx->store, ctx->now, &edit, &ctx->why, &placed);
    if (err == OK)
        err = talk_topic_put(ctx->store, talk.id, &topic, ctx->arena);
    return err == OK ? answer_talk(ctx, response, 200, talk.id) : err;
}

/* Whoever gives it with others leaves it; who offered it withdraws it, unless they say that it goes
 * on. */
enum err api_talk_withdraw(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    struct talk talk;
    enum err err = api_gate_query(ctx, request, response);
    if (err == OK)
        err = find_own(ctx, request, &talk);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, talk.version);
    if (err != OK)
        return err;
    bool leaves = !is_lead(ctx, &talk) || str_eq_c(form_find(&request->query, "goes_on"), "yes");
    err = leaves ? talk_leave(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why)
                 : talk_withdraw(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why);
    return err == OK ? response_json(response, 204, NULL) : err;
}

/* ---- a draft that is offered ---- */

enum err api_talk_submit(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    struct talk talk;
    struct talk_placed placed;
    enum err err = find_own(ctx, request, &talk);
    if (err == OK && !is_lead(ctx, &talk))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "%s offered this talk, so only they can do this. Ask them.",
                      talk.presenters[0].name);
    if (err == OK)
        err = api_gate_fresh(ctx, request, response, talk.version);
    if (err == OK)
        err = json_input_end(&reader, response);
    if (err == OK)
        err = talk_submit(ctx->store, ctx->now, talk.id, ctx->actor.person, &ctx->why, &placed);
    return err == OK ? answer_talk(ctx, response, 200, talk.id) : err;
}

/* ---- a joint presenter answers ---- */

enum err api_talk_joint(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct json_reader reader = {.why = &ctx->why};
    const char *answer = "";
    struct talk talk;
    enum err err = find_own(ctx, request, &talk);
    if (err != OK)
        return err;
    const struct json_input in = json_input_of(&reader, request->json);
    json_input_text(&in, "answer", &answer);
    bool yes = str_eq_c(str_of(answer), "yes");
    if (!yes && !str_eq_c(str_of(answer), "no"))
        refuse_field(&ctx->why, "answer", "Say yes or no.");
    err = json_input_end(&reader, response);
    if (err == OK)
        err = joint_answer(ctx->store, ctx->now, talk.id, ctx->actor.person, yes, &ctx->why);
    return err == OK ? answer_talk(ctx, response, 200, talk.id) : err;
}
