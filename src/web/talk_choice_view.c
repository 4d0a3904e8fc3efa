/* DESIGN: the page of talks one wants to hear: my evening in order, ticks, and counts for
 * organisers.
 */
#include "talk_choice_view.h"

#include "programme_sheet.h"
#include "view_event.h"
#include "words.h"

enum err talk_choice_page_find(struct ctx *ctx, int64_t event, struct talk_choice_page *ret)
{
    struct event found;
    struct event_id id = {event};
    enum err err = spark_find(ctx, id, &found);
    if (err == OK)
        err = spark_evening_find(ctx, &found, &ret->evening);
    if (err == OK)
        err = talk_choice_comes(ctx->store, id, ctx->actor.person, &ret->comes);
    if (err == OK)
        err = talk_choice_list(ctx->store, id, ctx->actor.person, &ret->chosen);
    if (err != OK)
        return err;
    ret->demand = (struct talk_demand){0};
    ret->counts = event_may(ctx, ACTION_EVENT_ATTENDEES, &found);
    return ret->counts ? talk_choice_count(ctx->store, id, ctx->arena, &ret->demand) : OK;
}

static const char *field_of(struct arena *arena, const struct talk *talk)
{
    return arena_printf(arena, "talk_%lld", (long long)talk->id.v);
}

/* Every talk one can hear: those with a time, then those that have none yet. */
static int count_talks(const struct programme *programme)
{
    return programme->count + programme->unplaced_count;
}

static const struct talk *talk_at(const struct programme *programme, int i)
{
    return i < programme->count ? &programme->items[i].talk
                                : &programme->unplaced[i - programme->count];
}

int talk_choice_read(struct ctx *ctx, const struct talk_choice_page *page, const struct form *typed,
                     struct talk_id *ret)
{
    int count = 0, all = count_talks(&page->evening.programme);
    for (int i = 0; i < all && count < TALK_LIST_MAX; i++) {
        const struct talk *talk = talk_at(&page->evening.programme, i);
        if (form_has(typed, field_of(ctx->arena, talk)))
            ret[count++] = talk->id;
    }
    return count;
}

/* ---- my evening ---- */

static bool is_mine(const struct ctx *ctx, const struct talk_choice_page *page,
                    const struct programme_item *item)
{
    return talk_chosen_has(&page->chosen, item->talk.id) ||
           talk_gives(&item->talk, ctx->actor.person);
}

/* Nobody hears both: the room of the first is not free for changing over before the second begins
 * (programme specification, S1). */
static bool overlap(const struct programme_item *a, const struct programme_item *b,
                    int changeover_s)
{
    return a->starts_at.v < b->ends_at.v + changeover_s &&
           b->starts_at.v < a->ends_at.v + changeover_s && a->room != b->room;
}

/* "Ten words a day"; the first that cannot be heard as well, NULL if there is none. */
static const char *clash_of(const struct ctx *ctx, const struct talk_choice_page *page,
                            const struct programme_item *item)
{
    const struct programme *programme = &page->evening.programme;
    for (int i = 0; i < programme->count; i++) {
        const struct programme_item *other = &programme->items[i];
        if (other != item && is_mine(ctx, page, other) &&
            overlap(item, other, page->evening.settings.pack.changeover_s))
            return other->talk.title;
    }
    return NULL;
}

static json_t *stop_view(struct ctx *ctx, const struct talk_choice_page *page,
                         const struct programme_item *item)
{
    const struct programme *programme = &page->evening.programme;
    const char *clash = clash_of(ctx, page, item);
    json_t *view = json_pack("{s:s, s:s, s:s, s:s, s:b}", "time",
                             words_time_range(ctx->arena, item->starts_at, item->ends_at), "title",
                             item->talk.title, "room", programme->rooms[item->room].name,
                             "presenters", spark_presenters(ctx->arena, &item->talk), "mine",
                             talk_gives(&item->talk, ctx->actor.person));
    if (clash)
        json_object_set_new(view, "clash", json_string(clash));
    return view;
}

/* One's talks in the order in which one hears them, with what everybody has between them: keynotes,
 * breaks. None before the programme is announced, for its times may still move. */
static json_t *evening_view(struct ctx *ctx, const struct talk_choice_page *page)
{
    const struct programme *programme = &page->evening.programme;
    json_t *list = json_array(), *row;
    json_t *rows = programme_sheet_rows(ctx->arena, &page->evening, SHEET_ALL_ROOMS);
    int mine = 0;
    size_t i;
    json_array_foreach(rows, i, row)
    {
        const struct talk_id id = {json_integer_value(json_object_get(row, "talk_id"))};
        const struct programme_item *item = id.v ? spark_item_of(programme, id) : NULL;
        if (item && is_mine(ctx, page, item))
            mine += json_array_append_new(list, stop_view(ctx, page, item)) == 0;
        else if (!item)
            json_array_append(list, row);
    }
    json_decref(rows);
    if (!mine || !programme->announced)
        json_array_clear(list);
    return list;
}

/* ---- the form ---- */

/* ", Main hall", where there are several rooms */
static const char *where_of(struct ctx *ctx, const struct programme *programme,
                            const struct programme_item *item)
{
    return programme->room_count > 1
               ? arena_printf(ctx->arena, ", %s", programme->rooms[item->room].name)
               : "";
}

static const char *hint_of(struct ctx *ctx, const struct talk_choice_page *page,
                           const struct talk *talk)
{
    const struct programme_item *item = spark_item_of(&page->evening.programme, talk->id);
    const char *category = policy_pack_category(&page->evening.policy, talk->category);
    const char *at =
        item && page->evening.programme.announced
            ? arena_printf(ctx->arena, "%s%s. ", words_time(ctx->arena, item->starts_at),
                           where_of(ctx, &page->evening.programme, item))
            : "";
    return arena_printf(ctx->arena, "%s%s. %s, %s", at, spark_presenters(ctx->arena, talk),
                        words_duration(ctx->arena, talk->minutes),
                        category ? category : talk->category);
}

static json_t *option_view(struct ctx *ctx, const struct talk_choice_page *page,
                           const struct talk *talk, const struct form *typed)
{
    const char *field = field_of(ctx->arena, talk);
    bool ticked = typed ? form_has(typed, field) : talk_chosen_has(&page->chosen, talk->id);
    json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "name", field, "text", talk->title, "hint",
                             hint_of(ctx, page, talk), "checked", ticked);
    if (*talk->abstract)
        json_object_set_new(view, "about", json_string(talk->abstract));
    return view;
}

static json_t *options_view(struct ctx *ctx, const struct talk_choice_page *page,
                            const struct form *typed)
{
    json_t *options = json_array();
    const struct programme *programme = &page->evening.programme;
    for (int i = 0; i < count_talks(programme); i++)
        if (!talk_gives(talk_at(programme, i), ctx->actor.person))
            json_array_append_new(options, option_view(ctx, page, talk_at(programme, i), typed));
    return options;
}

/* What keeps whoever asks from choosing; NULL: nothing does. */
static const char *stop_words(struct ctx *ctx, const struct talk_choice_page *page)
{
    const struct event *event = &page->evening.event;
    if (event->status == EVENT_CANCELLED)
        return "This event is cancelled.";
    if (event->status == EVENT_DRAFT)
        return "Talks can be chosen once the event is published.";
    if (ctx->now.v >= event->fields.ends_at.v)
        return "This event is over.";
    if (!page->comes)
        return "Those who come choose what they want to hear. Book a place first, then come back.";
    return count_talks(&page->evening.programme)
               ? NULL
               : "There are no talks to choose from yet. Come back when some are in the programme.";
}

/* ---- how many ---- */

static const struct talk *talk_of(const struct programme *programme, struct talk_id id)
{
    for (int i = 0; i < count_talks(programme); i++)
        if (talk_at(programme, i)->id.v == id.v)
            return talk_at(programme, i);
    return NULL;
}

static json_t *demand_view(struct ctx *ctx, const struct talk_choice_page *page)
{
    json_t *rows = json_array();
    for (int i = 0; i < page->demand.count; i++) {
        const struct talk_wanted *wanted = &page->demand.items[i];
        const struct talk *talk = talk_of(&page->evening.programme, wanted->talk);
        if (talk)
            json_array_append_new(
                rows, json_pack("{s:s, s:s}", "title", talk->title, "people",
                                words_count(ctx->arena, wanted->people, "person", "people")));
    }
    return rows;
}

static void add_counts(struct ctx *ctx, const struct talk_choice_page *page, json_t *view)
{
    json_t *counts = json_pack(
        "{s:s}", "text",
        page->demand.people
            ? arena_printf(
                  ctx->arena,
                  "%s chosen. Who chose what is told to nobody; those who no longer come "
                  "do not count.",
                  words_count(ctx->arena, page->demand.people, "person has", "people have"))
            : "Nobody has chosen yet. The arranger then has no clashes to avoid.");
    view_list(counts, "rows", demand_view(ctx, page));
    json_object_set_new(view, "counts", counts);
}

json_t *talk_choice_view(struct ctx *ctx, const struct talk_choice_page *page,
                         const struct form *typed)
{
    const struct event *event = &page->evening.event;
    const char *stop = stop_words(ctx, page);
    json_t *view = view_new("Talks you want to hear");
    view_back(view, event_href(ctx, EVENT_SPARK, event->id), event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    view_list(view, "evening", evening_view(ctx, page));
    json_object_set_new(view, "announced", json_boolean(page->evening.programme.announced));
    json_object_set_new(view, "arranged",
                        json_boolean(page->evening.settings.order == SPARK_ARRANGED));
    if (stop)
        json_object_set_new(view, "stop", json_string(stop));
    else {
        json_t *form = json_object(), *options = options_view(ctx, page, typed);
        if (json_array_size(options) > TALK_CHOICES_MAX)
            json_object_set_new(form, "most", json_integer(TALK_CHOICES_MAX));
        const char *error = view_field_error(&ctx->why, "talks");
        if (error)
            json_object_set_new(form, "error", json_string(error));
        view_list(form, "options", options);
        json_object_set_new(view, "open", form);
    }
    if (page->counts)
        add_counts(ctx, page, view);
    view_errors(view, &ctx->why);
    return view;
}
