/* DESIGN: the SPARK page in each of its states: what is mine, what is offered, what is over. */
#include "coordinator_view.h"
#include "draw.h"
#include "event_more_view.h"
#include "event_rules.h"
#include "keynote_gate.h"
#include "programme_was.h"
#include "proposal.h"
#include "question_view.h"
#include "slides_view.h"
#include "spark_mine.h"
#include "spark_offer.h"
#include "spark_tonight.h"
#include "spark_view.h"
#include "stage_talk.h"
#include "talk_library_view.h"
#include "talk_offer_view.h"
#include "talk_public_view.h"
#include "talk_swap_view.h"
#include "thanks_view.h"
#include "view.h"
#include "view_event_place.h"
#include "words.h"

/* ---- what is offered ---- */

static json_t *nothing(const char *heading, const char *text)
{
    return json_pack("{s:s, s:s}", "heading", heading, "text", text);
}

static bool comes(const struct event *event)
{
    bool has_place = event->my_booking && booking_status_has_place(event->my_booking_status);
    return has_place || (event->my_talk && !event->my_talk_waits);
}

/* Why no talk can be offered now; NULL if one can. */
static json_t *no_talks(struct ctx *ctx, const struct event *event)
{
    const struct event_fields *f = &event->fields;
    if (event->status == EVENT_CANCELLED)
        return nothing("No talks", "This event is cancelled, and its talks with it.");
    if (event->status == EVENT_DRAFT)
        return nothing("No talks yet", "Talks can be offered once the event is published.");
    switch (event_rules_window(event, ctx->now)) {
    case EVENT_WINDOW_STARTED:
        return nothing("It has begun", "Talks can no longer be offered. Come and listen.");
    case EVENT_WINDOW_CLOSED:
        return nothing("The programme is closed",
                       arena_printf(ctx->arena, "Talks could be offered until %s.%s",
                                    words_moment(ctx->arena, f->booking_closes_at),
                                    comes(event) ? " Come and listen." : ""));
    case EVENT_WINDOW_BEFORE:
        return nothing("Talks open later",
                       arena_printf(ctx->arena, "You can offer a talk from %s.",
                                    words_moment(ctx->arena, f->booking_opens_at)));
    case EVENT_WINDOW_OPEN:
        break;
    }
    if (!event_may(ctx, ACTION_EVENT_BOOK, event))
        return nothing("Talks", "Colleagues who teach and support in the trust give them. Your "
                                "role does not include it.");
    return NULL;
}

static bool is_full(const struct spark_evening *evening)
{
    for (int i = 0; i < evening->lengths.count; i++)
        if (evening->words.room.more[i] > 0)
            return false;
    return true;
}

static void add_offer(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    const struct event *event = &evening->event;
    json_t *none = no_talks(ctx, event);
    bool drawing = evening->settings.drawing;
    bool full = drawing || is_full(evening);
    bool call = evening->settings.intake == SPARK_CALL;
    if (!none && call) {
        json_object_set_new(view, "offer", spark_offer_to_propose(ctx, evening));
        return;
    }
    if (!none && full && !event->fields.waiting_list)
        none = nothing(drawing ? "The speakers are being drawn" : "The programme is full",
                       "There is no waiting list. Come and listen.");
    if (none)
        json_object_set_new(view, "no_talks", none);
    else
        json_object_set_new(view, "offer",
                            full ? spark_offer_to_wait(drawing) : spark_offer(ctx, evening));
}

/* A second talk, where the event allows more than one (SP-04, setting). */
static bool may_have_more(struct ctx *ctx, const struct spark_evening *evening, size_t talks)
{
    return (size_t)evening->settings.talks_a_person > talks &&
           event_rules_window(&evening->event, ctx->now) == EVENT_WINDOW_OPEN &&
           evening->event.status == EVENT_PUBLISHED &&
           event_may(ctx, ACTION_EVENT_BOOK, &evening->event);
}

/* What they give, and what they were asked to give; false if there is nothing. */
static bool add_mine(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    json_t *talks = spark_mine(ctx, evening);
    bool more = may_have_more(ctx, evening, json_array_size(talks));
    if (json_array_size(talks) == 0) {
        json_decref(talks);
        return false;
    }
    json_object_set_new(view, "another", json_boolean(more));
    json_object_set_new(view, "my_talk", talks);
    return true;
}

/* ---- drafts, and what was not taken ---- */

static enum err add_drafts(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    struct talk_drafts drafts;
    json_t *list = json_array();
    enum err err =
        talk_drafts(ctx->store, evening->event.id, ctx->actor.person, ctx->arena, &drafts);
    for (int i = 0; err == OK && i < drafts.count; i++)
        json_array_append_new(list,
                              json_pack("{s:I, s:s, s:s}", "id", (json_int_t)drafts.items[i].id.v,
                                        "title", drafts.items[i].title, "details",
                                        spark_mine_details(ctx, evening, &drafts.items[i])));
    view_list(view, "drafts", list);
    return err;
}

static enum err add_declined(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    struct proposals declined;
    if (ctx->now.v >= evening->event.fields.starts_at.v) /* they were told, and it is past */
        return OK;
    enum err err = proposal_list_declined(ctx->store, evening->event.id, ctx->actor.person,
                                          ctx->arena, &declined);
    json_t *list = json_array();
    for (int i = 0; err == OK && i < declined.count; i++) {
        const struct proposal *p = &declined.items[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "title", p->talk.title, "word",
                                              p->word, "by", p->decided_by));
    }
    view_list(view, "declined", list);
    return err;
}

/* For who decides: how many wait. */
static void add_proposals(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    int count = evening->programme.requested_count;
    if (evening->settings.intake != SPARK_CALL ||
        !event_may(ctx, ACTION_EVENT_EDIT, &evening->event))
        return;
    const char *text = count ? arena_printf(ctx->arena, "Decide on %s",
                                            words_count(ctx->arena, count, "proposal", "proposals"))
                             : "Proposals";
    json_object_set_new(view, "proposals", json_pack("{s:s}", "text", text));
}

static enum err add_call(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    enum err err = add_drafts(ctx, evening, view);
    if (err == OK)
        err = add_declined(ctx, evening, view);
    if (err == OK)
        add_proposals(ctx, evening, view);
    return err;
}

/* ---- the page ---- */

static bool is_live(struct ctx *ctx, const struct event *event)
{
    enum event_window window = event_rules_window(event, ctx->now);
    return event->status != EVENT_CANCELLED &&
           (window == EVENT_WINDOW_OPEN || window == EVENT_WINDOW_BEFORE);
}

/* A confirmed talk that waits for a longer form counts once, as confirmed. */
static void count_talks(const struct programme *programme, int counts[static TALK_STATUSES])
{
    for (int i = 0; i < programme->count; i++)
        counts[programme->items[i].talk.status]++;
    for (int i = 0; i < programme->unplaced_count; i++)
        counts[programme->unplaced[i].status]++;
    for (int i = 0; i < programme->waiting_count; i++)
        counts[TALK_WAITING] += programme->waiting[i].status == TALK_WAITING;
}

/* "4 talks given, 1 not given. 69 of 100 places booked." */
static const char *text_afterwards(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    int missed = 0;
    struct talk_spoken spoken;
    if (stage_talk_list_spoken(ctx->store, event->id, ctx->arena, &spoken) != OK)
        return NULL;
    for (int i = 0; i < evening->programme.count; i++)
        missed += !talk_spoken_has(&spoken, evening->programme.items[i].talk.id);
    for (int i = 0; i < evening->programme.unplaced_count; i++)
        missed += !talk_spoken_has(&spoken, evening->programme.unplaced[i].id);
    return arena_printf(
        ctx->arena, "%s given%s. %d of %s booked.",
        spoken.count ? words_count(ctx->arena, spoken.count, "talk", "talks") : "No talks",
        missed ? arena_printf(ctx->arena, ", %d not given", missed) : "", event->taken,
        words_count(ctx->arena, event->fields.capacity, "place", "places"));
}

/* "6 proposals wait for you. 7 talks confirmed, 1 asked for a yes, 2 waiting. 69 of 100 places
 * booked."; NULL where places say it. */
static const char *coordinator_text(struct ctx *ctx, const struct spark_evening *evening)
{
    const struct event *event = &evening->event;
    int counts[TALK_STATUSES] = {0}, asked = evening->programme.requested_count;
    if (event_status_is_on(event->status) && ctx->now.v >= event->fields.ends_at.v)
        return text_afterwards(ctx, evening);
    if (event->status != EVENT_PUBLISHED)
        return NULL;
    count_talks(&evening->programme, counts);
    int talks = counts[TALK_CONFIRMED], offered = counts[TALK_OFFERED];
    int waiting = counts[TALK_WAITING];
    return arena_printf(ctx->arena, "%s%s confirmed, %s%s waiting. %d of %s booked.",
                        !asked ? ""
                        : asked == 1
                            ? "1 proposal waits for you. "
                            : arena_printf(ctx->arena, "%d proposals wait for you. ", asked),
                        talks ? words_count(ctx->arena, talks, "talk", "talks") : "No talks",
                        offered ? arena_printf(ctx->arena, "%d asked for a yes, ", offered) : "",
                        waiting ? arena_printf(ctx->arena, "%d", waiting) : "none", event->taken,
                        words_count(ctx->arena, event->fields.capacity, "place", "places"));
}

static enum err add_parts(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    const struct event *event = &evening->event;
    json_t *places = NULL, *coordinator = NULL;
    enum err err = event_places_view(ctx, event, &places);
    if (err == OK)
        err = coordinator_view(ctx, event, coordinator_text(ctx, evening), &coordinator);
    if (err != OK) {
        json_decref(places);
        return err;
    }
    json_object_set_new(view, "places", places);
    if (coordinator)
        json_object_set_new(view, "coordinator", coordinator);
    return OK;
}

/* ---- around it ---- */

static void add_link(struct ctx *ctx, const struct event *event, json_t *links, const char *path,
                     const char *text)
{
    json_array_append_new(
        links, json_pack("{s:s, s:s}", "href",
                         arena_printf(ctx->arena, "/spark/%lld/%s", (long long)event->id.v, path),
                         "text", text));
}

/* Pages for those who come, and for whoever organises it. */
static enum err add_links(struct ctx *ctx, const struct spark_evening *evening, json_t *links)
{
    const struct event *event = &evening->event;
    bool drawn = false;
    bool over = ctx->now.v >= event->fields.ends_at.v;
    if (!event_status_is_on(event->status))
        return OK;
    enum err err = draw_has_record(ctx->store, event->id, &drawn);
    if (!over && comes(event))
        add_link(ctx, event, links, "choices", "Choose the talks you want to hear");
    else if (event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        add_link(ctx, event, links, "choices", "How many want to hear which talk");
    if (ctx->now.v >= event->fields.starts_at.v)
        add_link(ctx, event, links, "questions",
                 over ? "Questions and answers" : "Ask a speaker a question");
    if (evening->settings.order != SPARK_ARRANGED)
        add_link(ctx, event, links, "draw/record",
                 "The order is drawn by lot: how, and how to check it");
    else if (drawn)
        add_link(ctx, event, links, "draw/record",
                 "The order was drawn by lot, and changed since: how, and how to check it");
    if (over && permission_scope(&ctx->actor, ACTION_EVENT_VIEW).trust)
        json_array_append_new(links, json_pack("{s:s, s:s}", "href", "/spark/library", "text",
                                               "Library of all SPARK talks"));
    return err;
}

/* What its link is called once it is more than the programme so far. */
static enum err add_programme(struct ctx *ctx, const struct spark_evening *evening, json_t *view)
{
    struct spark_evening past = *evening;
    enum err err = programme_was(ctx, &past);
    const char *was = programme_was_words(&past, ctx->now);
    if (was || evening->programme.announced)
        json_object_set_new(view, "programme", json_string(was ? was : "Programme"));
    return err;
}

/* Anything in the card of talks once it has begun or is called off: that stands in the card of
 * places. */
static bool has_own(const json_t *view)
{
    return json_object_get(view, "my_talk") || json_is_true(json_object_get(view, "has_drafts")) ||
           json_is_true(json_object_get(view, "has_declined"));
}

enum err spark_show_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct spark_evening evening;
    bool off = event->status == EVENT_CANCELLED;
    bool begun = ctx->now.v >= event->fields.starts_at.v && !off;
    enum err err = spark_evening_find(ctx, event, &evening);
    if (err != OK)
        return err;
    json_t *view = view_new(event->fields.title);
    view_back(view, "/events", "Events");
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    if (is_live(ctx, event))
        json_object_set_new(view, "room", spark_room_view(&evening.words));
    if (!add_mine(ctx, &evening, view) && !begun)
        add_offer(ctx, &evening, view);
    view_list(view, "keynotes", keynote_view_list(ctx->arena, &evening.settings));
    json_t *links = json_array();
    err = add_links(ctx, &evening, links);
    view_list(view, "links", links);
    if (err == OK)
        err = add_programme(ctx, &evening, view);
    if (err == OK)
        err = spark_tonight_view(ctx, event, view);
    if (err == OK)
        err = add_call(ctx, &evening, view);
    json_object_set_new(view, "talks_over", json_boolean((begun || off) && !has_own(view)));
    if (err == OK)
        err = talk_offer_view_mine(ctx, json_object_get(view, "my_talk"));
    if (err == OK)
        err = talk_swap_view_mine(ctx, &evening, json_object_get(view, "my_talk"));
    if (err == OK)
        err = slides_view_mine(ctx, &evening, json_object_get(view, "my_talk"));
    if (err == OK)
        err = question_view_mine(ctx, event, json_object_get(view, "my_talk"));
    if (err == OK)
        err = talk_public_view_mine(ctx, event, json_object_get(view, "my_talk"));
    if (err == OK)
        err = question_view_event(ctx, event, view);
    if (err == OK)
        err = talk_library_of_event(ctx, event, view);
    if (err == OK)
        err = thanks_view_step(ctx, event, view);
    if (err == OK)
        err = add_parts(ctx, &evening, view);
    if (err == OK)
        err = event_place_view(ctx, event, view);
    if (err == OK)
        err = event_more_view(ctx, event, view);
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}
