/* DESIGN: what is said after an evening: who spoke, what they share, how many came, what is next.
 */
#include "thanks_view.h"

#include "event_rules.h"
#include "talk_library_view.h"
#include "tz.h"
#include "view_event.h"
#include "words.h"

bool thanks_is_due(const struct ctx *ctx, const struct event *event)
{
    return event_status_is_on(event->status) && ctx->now.v >= event->fields.ends_at.v;
}

/* ---- who spoke ---- */

enum err thanks_library(struct ctx *ctx, const struct event *event, struct library *ret)
{
    const struct library_filter filter = {
        .event = event->id, .q = "", .category = "", .theme = "", .limit = TALK_LIBRARY_MAX};
    return talk_library_list(ctx->store, ctx->now, &filter, ctx->arena, ret);
}

const struct library_entry *thanks_shared(const struct library *library, struct talk_id talk)
{
    for (int i = 0; i < library->count; i++)
        if (library->items[i].talk.id.v == talk.v)
            return &library->items[i];
    return NULL;
}

/* Title and names are the programme's; all else is there for those who said yes. */
static json_t *talk_view(struct ctx *ctx, const struct thanks_talk *given,
                         const struct library_entry *shared)
{
    const struct talk *talk = &given->talk;
    json_t *view = json_pack("{s:s, s:s, s:b}", "title", talk->title, "presenters",
                             spark_presenters(ctx->arena, talk), "reserve", given->reserve);
    if (talk_gives(talk, ctx->actor.person))
        json_object_set_new(view, "mine", json_pack("{s:I}", "id", (json_int_t)talk->id.v));
    if (shared && *shared->recommendations)
        json_object_set_new(view, "recommends", json_string(shared->recommendations));
    if (shared && *shared->slides_link)
        json_object_set_new(view, "slides", json_string(shared->slides_link));
    return view;
}

static json_t *keynote_view(struct ctx *ctx, const struct keynote *keynote)
{
    return json_pack("{s:s, s:s}", "title", keynote->title, "presenters",
                     arena_printf(ctx->arena, "%s, our guest", keynote->guest));
}

static enum err add_talks(struct ctx *ctx, const struct event *event, const struct thanks *thanks,
                          json_t *view)
{
    struct library library;
    json_t *talks = json_array();
    enum err err = thanks_library(ctx, event, &library);
    for (int i = 0; i < thanks->keynotes.count; i++)
        json_array_append_new(talks, keynote_view(ctx, &thanks->keynotes.items[i]));
    for (int i = 0; err == OK && i < thanks->count; i++)
        json_array_append_new(talks, talk_view(ctx, &thanks->talks[i],
                                               thanks_shared(&library, thanks->talks[i].talk.id)));
    view_list(view, "talks", talks);
    return err;
}

/* "a keynote by Dr Ada Quill", "2 keynotes by Dr Ada Quill and Jo Finch"; "": none was given. */
static const char *keynotes_words(struct arena *arena, const struct keynotes *keynotes)
{
    const char *who = "";
    for (int i = 0; i < keynotes->count; i++)
        who = arena_printf(arena, "%s%s%s", who,
                           i == 0                    ? ""
                           : i + 1 < keynotes->count ? ", "
                                                     : " and ",
                           keynotes->items[i].guest);
    return keynotes->count
               ? arena_printf(arena, "%s by %s",
                              keynotes->count == 1
                                  ? "a keynote"
                                  : words_count(arena, keynotes->count, "keynote", "keynotes"),
                              who)
               : "";
}

/* "46 people came. We heard 9 talks by 11 colleagues of 6 schools, and a keynote by Dr Ada Quill."
 */
static const char *numbers_words(struct arena *arena, const struct thanks *thanks)
{
    const char *talks = "", *keynotes = keynotes_words(arena, &thanks->keynotes);
    const char *came =
        arena_printf(arena, "%s %s.", words_count(arena, thanks->came, "person", "people"),
                     thanks->counted ? "came" : "had a place or gave a talk");
    if (!thanks->count && !*keynotes)
        return came;
    if (thanks->count)
        talks = arena_printf(arena, "%s by %s of %s",
                             words_count(arena, thanks->count, "talk", "talks"),
                             words_count(arena, thanks->speakers, "colleague", "colleagues"),
                             words_count(arena, thanks->schools, "school", "schools"));
    return arena_printf(arena, "%s We heard %s%s%s.", came, talks,
                        *talks && *keynotes ? ", and " : "", keynotes);
}

/* ---- what comes next ---- */

enum err thanks_next_event(struct ctx *ctx, const struct event *event, struct event *ret)
{
    static const enum event_status published = EVENT_PUBLISHED;
    const struct event_viewer viewer = event_viewer_of(ctx);
    const struct event_filter filter = {
        .kind = EVENT_SPARK, .from = ctx->now, .status = &published, .now = ctx->now, .limit = 2};
    struct event_list list;
    enum err err = event_list(ctx->store, &viewer, &filter, ctx->arena, &list);
    if (err != OK)
        return err;
    for (int i = 0; i < list.count; i++)
        if (list.items[i].id.v != event->id.v) {
            *ret = list.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

bool thanks_may_give(struct ctx *ctx, const struct event *next)
{
    return !next->my_talk && event_rules_window(next, ctx->now) == EVENT_WINDOW_OPEN &&
           event_may(ctx, ACTION_EVENT_BOOK, next);
}

static enum err add_next(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event next;
    enum err err = thanks_next_event(ctx, event, &next);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err == OK)
        json_object_set_new(view, "next",
                            json_pack("{s:I, s:s, s:s, s:s, s:b}", "id", (json_int_t)next.id.v,
                                      "title", next.fields.title, "when",
                                      event_when_words(ctx, &next), "where", next.place, "give",
                                      thanks_may_give(ctx, &next)));
    return err;
}

/* ---- the page ---- */

/* For its organisers: the word, then the mail. */
static json_t *organiser_view(struct ctx *ctx, const struct thanks *thanks)
{
    json_t *view =
        json_pack("{s:b, s:b}", "written", *thanks->word != '\0', "counted", thanks->counted);
    if (thanks->sent_at.v)
        json_object_set_new(
            view, "sent",
            json_string(arena_printf(ctx->arena, "Sent to %s on %s.",
                                     words_count(ctx->arena, thanks->sent_to, "person", "people"),
                                     words_moment(ctx->arena, thanks->sent_at))));
    return view;
}

static enum err fill(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct thanks thanks;
    enum err err = thanks_find(ctx->store, event->id, ctx->arena, &thanks);
    if (err != OK)
        return err;
    json_object_set_new(view, "numbers", json_string(numbers_words(ctx->arena, &thanks)));
    if (*thanks.word)
        json_object_set_new(view, "word",
                            json_pack("{s:s, s:s}", "text", thanks.word, "by", thanks.by));
    if (thanks.answered)
        json_object_set_new(view, "answered",
                            json_string(words_count(ctx->arena, thanks.answered,
                                                    "question was answered for everybody",
                                                    "questions were answered for everybody")));
    if (event_may(ctx, ACTION_EVENT_EDIT, event))
        json_object_set_new(view, "organiser", organiser_view(ctx, &thanks));
    err = add_talks(ctx, event, &thanks, view);
    return err == OK ? add_next(ctx, event, view) : err;
}

enum err thanks_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    json_t *view = view_new("Thank you");
    enum err err = OK;
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "day",
                        json_string(words_date(ctx->arena, tz_day(event->fields.starts_at))));
    if (thanks_is_due(ctx, event))
        err = fill(ctx, event, view);
    else
        json_object_set_new(view, "nothing",
                            json_string(event_status_is_on(event->status)
                                            ? "This page is for afterwards: it names everybody who "
                                              "spoke, once the event is over."
                                            : "This event did not take place."));
    if (err == OK)
        *ret = view;
    else
        json_decref(view);
    return err;
}

/* ---- on the event's own page ---- */

enum err thanks_view_step(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct instant sent;
    if (!thanks_is_due(ctx, event))
        return OK;
    enum err err = thanks_when_sent(ctx->store, event->id, &sent);
    if (err != OK)
        return err;
    bool next = event_may(ctx, ACTION_EVENT_EDIT, event) && !sent.v;
    json_object_set_new(view, "thanks",
                        json_pack("{s:b, s:s}", "next", next && !json_object_get(view, "tonight"),
                                  "text", next ? "It is over: thank everybody" : "See who spoke"));
    return OK;
}
