/* DESIGN: an event's files and what was written about it, on its page. */
#include "event_more_view.h"

#include "event_message.h"
#include "file_ask.h"
#include "file_gate.h"
#include "moved_view.h"
#include "postponement.h"
#include "viewer.h"
#include "words.h"

const char *event_message_to_words(int to)
{
    static const char *const WORDS[MESSAGE_TOS] = {
        [MESSAGE_BOOKED] = "everyone who has a place",
        [MESSAGE_AND_WAITING] = "everyone who has a place, and who waits for one",
        [MESSAGE_PRESENTERS] = "everyone who presents, leads or assists",
    };
    return WORDS[to];
}

enum err event_messages_view(struct ctx *ctx, const struct event *event, json_t **ret)
{
    struct event_messages list;
    json_t *items = json_array();
    bool all = event_may(ctx, ACTION_EVENT_EDIT, event);
    enum err err = event_message_list(ctx->store, event, ctx->actor.person, all, ctx->arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        const struct event_message *m = &list.items[i];
        const char *count = words_count(ctx->arena, m->recipients, "person", "people");
        const char *to =
            arena_printf(ctx->arena, "to %s (%s)", event_message_to_words((int)m->to), count);
        json_array_append_new(items, json_pack("{s:s, s:s, s:s}", "who",
                                               arena_printf(ctx->arena, "%s, %s", m->by,
                                                            words_moment(ctx->arena, m->sent_at)),
                                               "to", to, "text", m->text));
    }
    if (err == OK)
        *ret = items;
    else
        json_decref(items);
    return err;
}

/* Who has no place learns that there are files, not what they are. */
static enum err papers_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    json_t *papers = NULL;
    bool opens = file_gate_opens_event(ctx, event);
    enum err err =
        file_ask_view(ctx, (struct file_owner){FILE_OF_EVENT, event->id.v}, false, &papers);
    if (err != OK || !json_array_size(papers)) {
        json_decref(papers);
        return err;
    }
    int count = (int)json_array_size(papers);
    if (opens)
        json_object_set_new(view, "papers", json_pack("{s:O}", "files", papers));
    else
        json_object_set_new(
            view, "papers_note",
            json_string(arena_printf(ctx->arena, "There %s %s for those who have a place.",
                                     count == 1 ? "is" : "are",
                                     words_count(ctx->arena, count, "file", "files"))));
    json_decref(papers);
    return OK;
}

/* Who had a place when it was put off is asked again. */
static enum err add_moved(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct booking booking;
    json_t *moved = NULL;
    if (!event->my_booking)
        return OK;
    enum err err =
        booking_find(ctx->store, (struct booking_id){event->my_booking}, ctx->arena, &booking);
    if (err == OK)
        err = moved_view(ctx, &booking, &moved);
    if (err == OK && moved)
        json_object_set_new(view, "moved", moved);
    return err;
}

/* Whoever sees who is coming finds what they said of the new day. */
static enum err add_answers(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct postponements list;
    if (!event_may(ctx, ACTION_EVENT_ATTENDEES, event))
        return OK;
    enum err err = postponement_list(ctx->store, event->id, ctx->arena, &list);
    if (err == OK && list.count)
        json_object_set_new(view, "answers_href",
                            json_string(arena_printf(ctx->arena, "/events/%lld/postponements",
                                                     (long long)event->id.v)));
    return err;
}

/* Of what is read there is none. */
static void add_register(struct ctx *ctx, const struct event *event, json_t *view)
{
    if (event->fields.kind == EVENT_READING || !event_status_is_on(event->status) ||
        !event_may(ctx, ACTION_REGISTER_VIEW, event))
        return;
    json_object_set_new(
        view, "register_href",
        json_string(arena_printf(ctx->arena, "/events/%lld/register", (long long)event->id.v)));
}

enum err event_more_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    json_t *messages = NULL;
    add_register(ctx, event, view);
    enum err err = papers_view(ctx, event, view);
    if (err == OK)
        err = add_answers(ctx, event, view);
    if (err == OK)
        err = add_moved(ctx, event, view);
    if (err == OK)
        err = event_messages_view(ctx, event, &messages);
    if (err == OK)
        view_list(view, "messages", messages);
    return err;
}
