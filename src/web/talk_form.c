/* DESIGN: the form of a talk: which lengths there are room for, and what was typed. */
#include <string.h>

#include "check.h"
#include "event_rules.h"
#include "talk_view.h"
#include "topic_view.h"
#include "view.h"
#include "view_event.h"
#include "words.h"

/* ---- lengths ---- */

/* Has nobody decided on it yet? Then it takes no room, whatever its length. */
static bool is_open(const struct spark_evening *evening, const struct talk *talk)
{
    if (talk)
        return talk->status == TALK_DRAFT || talk->status == TALK_REQUESTED;
    return evening->settings.intake == SPARK_CALL;
}

/* "room for 2", "waiting list, 3 before you"; NULL: not to be had. */
static const char *new_state(struct arena *arena, const struct spark_evening *evening, int minutes)
{
    const struct spark_room *room = &evening->words.room;
    int more = spark_room_more(room, &evening->lengths, minutes);
    if (more > 0)
        return arena_printf(arena, "room for %d", more);
    if (!evening->event.fields.waiting_list)
        return NULL;
    if (room->waiting == 0)
        return "waiting list, nobody before you";
    return arena_printf(arena, "waiting list, %d before you", room->waiting);
}

/* The same of a talk that is there already. */
static const char *own_state(struct arena *arena, const struct spark_evening *evening,
                             const struct talk *talk, int minutes)
{
    bool waits = talk->status == TALK_WAITING;
    if (minutes == talk->minutes && waits)
        return arena_printf(arena, "you are %s in line", spark_ordinal(arena, talk->position));
    if (minutes == talk->minutes)
        return "as it is now";
    if (minutes == talk->wanted_minutes)
        return arena_printf(arena, "you are %s in line, and keep your %d minutes until then",
                            spark_ordinal(arena, talk->position), talk->minutes);
    if (programme_fits(&evening->programme, talk, minutes, arena))
        return waits ? "it fits now" : "it fits";
    if (waits)
        return "does not fit either, you keep your place in line";
    return evening->event.fields.waiting_list ? "no room now" : NULL;
}

static const char *state_of(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk, int minutes)
{
    if (is_open(evening, talk))
        return "";
    if (!talk)
        return new_state(ctx->arena, evening, minutes);
    if (event_rules_window(&evening->event, ctx->now) == EVENT_WINDOW_OPEN)
        return own_state(ctx->arena, evening, talk, minutes);
    return minutes == talk->minutes ? "can no longer be changed" : NULL;
}

/* One radio; the first one's id is the field's name, so that errors lead to it. */
static void add_option(struct arena *arena, json_t *options, const char *name, const char *value,
                       const char *text, bool checked)
{
    size_t count = json_array_size(options);
    const char *id = count ? arena_printf(arena, "%s-%zu", name, count + 1) : name;
    json_array_append_new(options, json_pack("{s:s, s:s, s:s, s:b}", "id", id, "value", value,
                                             "text", text, "checked", checked));
}

static json_t *lengths_view(struct ctx *ctx, const struct spark_evening *evening,
                            const struct talk *talk, int chosen)
{
    json_t *options = json_array();
    for (int i = evening->lengths.count - 1; i >= 0; i--) {
        int minutes = evening->lengths.minutes[i];
        const char *wanted = arena_printf(ctx->arena, "%d", minutes);
        bool stands = talk && talk->minutes == minutes;
        if (!stands && !call_invites(evening->call.lengths, wanted))
            continue;
        const char *state = state_of(ctx, evening, talk, minutes);
        if (state)
            add_option(ctx->arena, options, "minutes", arena_printf(ctx->arena, "%d", minutes),
                       arena_printf(ctx->arena, "%s%s%s", words_duration(ctx->arena, minutes),
                                    *state ? ": " : "", state),
                       minutes == chosen);
    }
    return options;
}

bool talk_form_has_lengths(const struct spark_evening *evening)
{
    if (is_open(evening, NULL))
        return evening->lengths.count > 0;
    for (int i = 0; i < evening->lengths.count; i++)
        if (evening->words.room.more[i] > 0 || evening->event.fields.waiting_list)
            return true;
    return false;
}

/* ---- the other fields ---- */

static json_t *categories_view(struct arena *arena, const struct spark_evening *evening,
                               const char *chosen)
{
    const struct policy_pack *policy = &evening->policy;
    json_t *options = json_array();
    for (int i = 0; i < policy->category_count; i++) {
        const char *key = policy->categories[i].key;
        bool checked = chosen && strcmp(chosen, key) == 0;
        if (checked || call_invites(evening->call.categories, key))
            add_option(arena, options, "category", key, policy->categories[i].label, checked);
    }
    return options;
}

static const char *either(const char *typed, const char *stands)
{
    return typed ? typed : stands ? stands : "";
}

/* The joint presenters there are, each to be ticked. */
static json_t *stays_view(struct arena *arena, const struct talk *talk,
                          const struct talk_input *input)
{
    json_t *stays = json_array();
    for (int i = 0; talk && i < talk->presenter_count; i++) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        bool stays_on = !input || !input->emails || talk_input_stays(input, presenter->person);
        if (!presenter->lead)
            json_array_append_new(
                stays, json_pack("{s:s, s:s, s:b}", "name",
                                 talk_input_stays_name(arena, presenter->person), "text",
                                 presenter->asked ? arena_printf(arena, "%s (has not said yes yet)",
                                                                 presenter->name)
                                                  : presenter->name,
                                 "checked", stays_on));
    }
    return stays;
}

/* "Jo Carter, lee@school.example": those on the talk (of whom some may have been unticked), and who
 * joins. */
static const char *with_text(struct arena *arena, const struct talk *talk,
                             const struct talk_input *input)
{
    const char *text = input ? input->emails : "";
    for (int i = talk->presenter_count - 1; text && i >= 0; i--) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        if (!presenter->lead && (!input || talk_input_stays(input, presenter->person)))
            text = arena_printf(arena, "%s%s%s", presenter->name, *text ? ", " : "", text);
    }
    return text;
}

static const char *time_of(struct arena *arena, struct instant at)
{
    return at.v ? words_time(arena, at) : NULL;
}

/* What the form shows: what was typed, else what stands, else nothing. */
static struct talk_input values_of(struct arena *arena, const struct talk *talk,
                                   const struct talk_input *input)
{
    struct talk_input none = {.minutes = 0}, values;
    const struct talk_input *typed = input ? input : &none;
    values = *typed;
    values.title = either(typed->title, talk ? talk->title : NULL);
    values.abstract = either(typed->abstract, talk ? talk->abstract : NULL);
    values.category = either(typed->category, talk ? talk->category : NULL);
    values.emails = either(typed->emails, NULL);
    values.from = either(typed->from, talk ? time_of(arena, talk->arrive_at) : NULL);
    values.to = either(typed->to, talk ? time_of(arena, talk->leave_at) : NULL);
    values.kit = either(typed->kit, talk ? talk->kit : NULL);
    values.theme = either(typed->theme, talk ? talk->theme : NULL);
    if (values.minutes == 0 && talk)
        values.minutes = talk->wanted_minutes ? talk->wanted_minutes : talk->minutes;
    return values;
}

/* ---- errors ---- */

/* The use case names the joint presenters as the API does, and fields in its own order. */
static void sort_errors(struct refusal *why)
{
    static const char *const order[] = {
        "minutes",      "title", "abstract", "category", "co_presenter", "available_from",
        "available_to", "kit",   "theme",    "phase",    "subject",      "focus"};
    struct refusal_field sorted[REFUSAL_FIELDS_MAX];
    int count = 0;
    for (int i = 0; i < why->field_count; i++) {
        struct refusal_field *field = &why->fields[i];
        if (strcmp(field->field, "co_presenters") == 0)
            field->field = "co_presenter";
        if (strcmp(field->field, "category") == 0)
            field->message = "Choose what you are sharing."; /* the radios have the trust's words */
    }
    for (size_t o = 0; o < COUNT_OF(order); o++)
        for (int i = 0; i < why->field_count; i++)
            if (strcmp(why->fields[i].field, order[o]) == 0)
                sorted[count++] = why->fields[i];
    if (count == 0 && why->field_count > 0 && !why->detail)
        why->detail = why->fields[0].message; /* of what the form has no field for */
    memcpy(why->fields, sorted, sizeof sorted[0] * (size_t)count);
    why->field_count = count;
}

static json_t *form_of(json_t *view)
{
    return json_object_get(view, "form");
}

/* A call's proposal may be kept for later, until it is submitted. */
static void add_buttons(json_t *form, const struct talk *talk, bool call)
{
    bool draft = talk && talk->status == TALK_DRAFT;
    const char *button = draft || (!talk && call) ? "Propose this talk"
                         : talk                   ? "Save my talk"
                                                  : "Offer this talk";
    json_object_set_new(form, "button", json_string(button));
    if (draft)
        json_object_set_new(form, "submits", json_true());
    if (draft || (!talk && call))
        json_object_set_new(
            form, "later",
            json_pack("{s:s, s:s}", "name", draft ? "keep" : "draft", "text", "Save it for later"));
}

/* Others on the same subject are named, kindly; nobody is turned away for it. */
static void add_near(struct ctx *ctx, const struct spark_evening *evening, const struct talk *talk,
                     const char *title, json_t *form)
{
    const struct talk typed = {
        .id = {talk ? talk->id.v : 0}, .title = title, .theme = talk ? talk->theme : ""};
    const char *near = topic_view_near(ctx, evening, &typed, false);
    if (near)
        json_object_set_new(form, "near", json_string(near));
}

static void add_word(json_t *options, struct arena *arena, struct str word, const char *chosen)
{
    const char *text = arena_str_c(arena, word);
    json_array_append_new(options, json_pack("{s:s, s:s, s:b}", "value", text, "text",
                                             word.n ? text : "None of these", "selected",
                                             str_eq_c(word, chosen)));
}

/* One of those that the call names: a theme, a phase … */
struct choice {
    const char *name, *label, *list, *chosen;
};

/* The call's own; what the talk has already stays among them. */
static void add_choice(struct ctx *ctx, const struct choice *choice, json_t *choices)
{
    struct str rest = str_of(choice->list), word;
    const char *error = view_field_error(&ctx->why, choice->name);
    if (!rest.n)
        return;
    json_t *options = json_array();
    add_word(options, ctx->arena, str_of(""), choice->chosen);
    while (str_split(&rest, ',', &word))
        if (str_trim(word).n)
            add_word(options, ctx->arena, str_trim(word), choice->chosen);
    if (*choice->chosen && !call_invites(choice->list, choice->chosen))
        add_word(options, ctx->arena, str_of(choice->chosen), choice->chosen);
    json_array_append_new(choices, json_pack("{s:s, s:s, s:o, s:s*}", "name", choice->name, "label",
                                             choice->label, "options", options, "error", error));
}

static void add_choices(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk, const struct talk_input *values, json_t *view)
{
    const struct talk_topic stands = talk_input_stands(ctx, talk);
    json_t *choices = json_array();
    add_choice(ctx, &(struct choice){"theme", "Theme", evening->call.themes, values->theme},
               choices);
    for (int i = 0; i < TALK_TOPICS; i++) {
        const enum talk_topic_kind kind = (enum talk_topic_kind)i;
        add_choice(ctx,
                   &(struct choice){talk_topic_name(kind), talk_topic_label(kind),
                                    talk_topic_list(&evening->call, kind),
                                    either(values->topic.words[i], stands.words[i])},
                   choices);
    }
    json_object_set_new(form_of(view), "choices", choices);
}

/* Few have any: folded away unless something stands there. */
static void add_needs(struct ctx *ctx, const struct spark_evening *evening,
                      const struct talk_input *values, json_t *view)
{
    const char *there = talk_kit_there(ctx->arena, &evening->settings);
    view_field(view, "available_from", values->from, &ctx->why);
    view_field(view, "available_to", values->to, &ctx->why);
    json_t *kit = view_field(view, "kit", values->kit, &ctx->why);
    if (*there)
        json_object_set_new(kit, "there", json_string(there));
    bool open = *values->from || *values->to || *values->kit || refusal_names(&ctx->why, "kit");
    json_object_set_new(form_of(view), "needs_open", json_boolean(open));
}

static void add_stays(struct arena *arena, const struct talk *talk, const struct talk_input *input,
                      json_t *form)
{
    json_t *stays = stays_view(arena, talk, input);
    if (json_array_size(stays))
        json_object_set_new(form, "stays", json_pack("{s:o}", "people", stays));
    else
        json_decref(stays);
}

/* Those a typed name may mean, each to be ticked. */
static void add_joins(const struct talk_input *input, json_t *form)
{
    json_t *people = json_array();
    for (int i = 0; input && i < input->join_count; i++)
        json_array_append_new(people,
                              json_pack("{s:s, s:s, s:b}", "name", input->joins[i].name, "text",
                                        input->joins[i].text, "checked", input->joins[i].ticked));
    if (json_array_size(people))
        json_object_set_new(form, "joins", json_pack("{s:O}", "people", people));
    json_decref(people);
}

json_t *talk_form_view(struct ctx *ctx, const struct spark_evening *evening,
                       const struct talk *talk, const struct talk_input *input)
{
    struct arena *arena = ctx->arena;
    const struct event *event = &evening->event;
    struct talk_input values = values_of(arena, talk, input);
    const char *home = event_href(ctx, EVENT_SPARK, event->id);
    const char *action = talk ? arena_printf(arena, "/talks/%lld", (long long)talk->id.v)
                              : arena_printf(arena, "%s/talk", home);
    sort_errors(&ctx->why);
    bool call = evening->settings.intake == SPARK_CALL, draft = talk && talk->status == TALK_DRAFT;
    json_t *view = view_new(draft  ? "Your draft"
                            : talk ? "Change my talk"
                            : call ? "Propose a talk"
                                   : "Give a talk");
    view_back(view, home, event->fields.title);
    json_object_set_new(view, "event", event_facts_view(ctx, event));
    json_object_set_new(view, "room", spark_room_view(&evening->words));
    json_object_set_new(view_field(view, "minutes", "", &ctx->why), "options",
                        lengths_view(ctx, evening, talk, values.minutes));
    view_field(view, "title", values.title, &ctx->why);
    view_field(view, "abstract", values.abstract, &ctx->why);
    json_object_set_new(view_field(view, "category", "", &ctx->why), "options",
                        categories_view(arena, evening, values.category));
    view_field(view, "co_presenter", values.emails, &ctx->why);
    add_stays(arena, talk, input, form_of(view));
    add_joins(input, form_of(view));
    add_choices(ctx, evening, talk, &values, view);
    add_needs(ctx, evening, &values, view);
    json_object_set_new(form_of(view), "action", json_string(action));
    add_buttons(form_of(view), talk, call);
    add_near(ctx, evening, talk, values.title, form_of(view));
    if (talk)
        json_object_set_new(
            form_of(view), "version",
            json_string(arena_printf(
                arena, "%d", input && input->version > 0 ? input->version : talk->version)));
    view_errors(view, &ctx->why);
    return view;
}

/* ---- stale ---- */

static bool add_row(json_t *rows, const char *label, const char *theirs, const char *yours)
{
    if (!yours || strcmp(theirs, yours) == 0)
        return false;
    json_array_append_new(rows, json_pack("{s:s, s:s, s:s}", "label", label, "theirs",
                                          *theirs ? theirs : "Nothing", "yours",
                                          *yours ? yours : "Nothing"));
    return true;
}

static void add_hidden(json_t *hidden, const char *name, const char *value)
{
    if (value)
        json_array_append_new(hidden, json_pack("{s:s, s:s}", "name", name, "value", value));
}

static const char *minutes_text(struct arena *arena, int minutes)
{
    return minutes > 0 ? arena_printf(arena, "%d", minutes) : NULL;
}

static json_t *stale_rows(struct arena *arena, const struct spark_evening *evening,
                          const struct talk *talk, const struct talk_topic *stands,
                          const struct talk_input *input)
{
    json_t *rows = json_array();
    const char *category = input->category;
    const char *yours = category ? policy_pack_category(&evening->policy, category) : NULL;
    const char *theirs = policy_pack_category(&evening->policy, talk->category);
    int minutes = talk->wanted_minutes ? talk->wanted_minutes : talk->minutes;
    add_row(rows, "Minutes", minutes_text(arena, minutes), minutes_text(arena, input->minutes));
    add_row(rows, "Title", talk->title, input->title);
    add_row(rows, "What colleagues take away", talk->abstract, input->abstract);
    add_row(rows, "What you share", theirs ? theirs : talk->category, yours ? yours : category);
    add_row(rows, "With", with_text(arena, talk, NULL), with_text(arena, talk, input));
    add_row(rows, "Not before", either(NULL, time_of(arena, talk->arrive_at)), input->from);
    add_row(rows, "Done by", either(NULL, time_of(arena, talk->leave_at)), input->to);
    add_row(rows, "Needed in the room", talk->kit, input->kit);
    add_row(rows, "Theme", talk->theme, input->theme);
    for (int i = 0; i < TALK_TOPICS; i++)
        add_row(rows, talk_topic_label((enum talk_topic_kind)i), stands->words[i],
                input->topic.words[i]);
    return rows;
}

json_t *talk_stale_view(struct ctx *ctx, const struct spark_evening *evening,
                        const struct talk *talk, const struct talk_input *input, bool *ret_differs)
{
    struct arena *arena = ctx->arena;
    json_t *view = view_new("Changed meanwhile"), *hidden = json_array();
    const struct talk_topic stands = talk_input_stands(ctx, talk);
    json_t *rows = stale_rows(arena, evening, talk, &stands, input);
    const char *home = event_href(ctx, EVENT_SPARK, evening->event.id);
    *ret_differs = json_array_size(rows) > 0;
    view_back(view, home, evening->event.fields.title);
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string("This was changed while you were typing"));
    json_object_set_new(view, "text",
                        json_string(arena_printf(arena, "Your talk was changed at %s.",
                                                 words_time(arena, talk->modified_at))));
    json_object_set_new(view, "rows", rows);
    json_object_set_new(view, "action",
                        json_string(arena_printf(arena, "/talks/%lld", (long long)talk->id.v)));
    add_hidden(hidden, "version", minutes_text(arena, talk->version));
    add_hidden(hidden, "minutes", minutes_text(arena, input->minutes));
    add_hidden(hidden, "title", input->title);
    add_hidden(hidden, "abstract", input->abstract);
    add_hidden(hidden, "category", input->category);
    add_hidden(hidden, "co_presenter", input->emails);
    for (int i = 0; i < input->stay_count; i++)
        add_hidden(hidden, talk_input_stays_name(arena, input->co_presenters[i]), "yes");
    for (int i = 0; i < input->join_count; i++)
        add_hidden(hidden, input->joins[i].name, input->joins[i].ticked ? "yes" : NULL);
    add_hidden(hidden, "available_from", input->from);
    add_hidden(hidden, "available_to", input->to);
    add_hidden(hidden, "kit", input->kit);
    add_hidden(hidden, "theme", input->theme);
    for (int i = 0; i < TALK_TOPICS; i++)
        add_hidden(hidden, talk_topic_name((enum talk_topic_kind)i), input->topic.words[i]);
    json_object_set_new(view, "hidden", hidden);
    json_object_set_new(view, "keep",
                        json_pack("{s:s, s:s}", "text", "Keep what is there", "href", home));
    return view;
}
