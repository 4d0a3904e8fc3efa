/* DESIGN: a talk as typed: texts, minutes and presenters, before the use cases judge it. */
#include "talk_input.h"

#include <string.h>

#include "joint.h"
#include "person_pick.h"
#include "spark_view.h"
#include "tz.h"
#include "viewer.h"
#include "words.h"

/* Trimmed, its line breaks as one LF each: forms send CR LF (HTML, 4.10.21). */
static const char *clean_text(struct arena *arena, struct str text)
{
    struct str s = str_trim(text);
    char *out = arena_str_c(arena, s);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
            continue;
        out[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
    }
    out[n] = '\0';
    return out;
}

static const char *text_field(const struct ctx *ctx, const struct request *request,
                              const char *name)
{
    struct str value = form_find(&request->form, name);
    return value.p ? clean_text(ctx->arena, value) : NULL;
}

static int int_field(const struct request *request, const char *name)
{
    if (!form_has(&request->form, name))
        return 0;
    int64_t value = form_int(&request->form, name, -1);
    return value > 0 && value <= INT32_MAX ? (int)value : -1;
}

static void add_person(struct talk_input *input, struct person_id person)
{
    if (input->co_presenter_count <= TALK_CO_PRESENTERS_MAX)
        input->co_presenters[input->co_presenter_count++] = person;
}

/* ---- who gives it too ---- */

const char *talk_input_stays_name(struct arena *arena, struct person_id person)
{
    return arena_printf(arena, "stays_%lld", (long long)person.v);
}

bool talk_input_stays(const struct talk_input *input, struct person_id person)
{
    for (int i = 0; i < input->stay_count; i++)
        if (input->co_presenters[i].v == person.v)
            return true;
    return false;
}

/* By person, since not everybody has an address, and who has left none that counts. */
static void read_stays(struct ctx *ctx, const struct request *request, const struct talk *stands,
                       struct talk_input *input)
{
    input->co_presenter_count = 0;
    for (int i = 0; stands && i < stands->presenter_count; i++) {
        const struct talk_presenter *presenter = &stands->presenters[i];
        const char *name = talk_input_stays_name(ctx->arena, presenter->person);
        if (!presenter->lead && form_has(&request->form, name))
            add_person(input, presenter->person);
    }
    input->stay_count = input->co_presenter_count;
}

static const struct talk_presenter *with_email(const struct talk *talk, struct str email)
{
    for (int i = 0; talk && i < talk->presenter_count; i++)
        if (str_eq_nocase(str_of(talk->presenters[i].email), email))
            return &talk->presenters[i];
    return NULL;
}

/* An address tells no more than that somebody has it (PR-04). */
static enum err add_email(struct ctx *ctx, const struct talk *stands, struct str email,
                          struct talk_input *input)
{
    struct person person;
    const struct talk_presenter *presenter = with_email(stands, email);
    enum err err = ERR_NOT_FOUND;
    if (presenter) {
        if (!talk_input_stays(input, presenter->person))
            add_person(input, presenter->person);
        return OK;
    }
    if (person_email_is_valid(email))
        err = person_find_by_email(ctx->store, email, tz_day(ctx->now), ctx->arena, &person);
    if (err == OK)
        add_person(input, person.id);
    if (err != ERR_NOT_FOUND)
        return err;
    if (ctx->why.field_count == 0)
        refuse_field(&ctx->why, "co_presenters",
                     "Nobody at this trust has that address. Check the spelling.");
    return OK;
}

/* Those of a name that means nobody exactly are shown to be chosen from; is one? */
static bool choose(struct ctx *ctx, const struct request *request, const struct person_pick *pick,
                   struct talk_input *input)
{
    bool chosen = false;
    for (int i = 0; i < pick->count && input->join_count < TALK_JOINS_MAX; i++) {
        const struct choice *choice = &pick->choices[i];
        struct talk_join join = {arena_printf(ctx->arena, "joins_%s", choice->value), choice->text,
                                 false};
        struct person_id person = {0};
        join.ticked = form_has(&request->form, join.name) &&
                      str_parse_int(str_of(choice->value), &person.v) == OK;
        if (join.ticked && !talk_input_stays(input, person))
            add_person(input, person);
        chosen = chosen || join.ticked;
        input->joins[input->join_count++] = join;
    }
    return chosen;
}

/* Whoever sees colleagues' names may name them. */
static enum err add_name(struct ctx *ctx, const struct request *request, const char *name,
                         struct talk_input *input)
{
    struct person_pick pick = {.count = 0};
    enum err err = permission_scope(&ctx->actor, ACTION_PERSON_LIST).trust
                       ? person_pick_named(ctx, name, 0, &pick)
                       : OK;
    if (err != OK)
        return err;
    if (pick.person.v && !talk_input_stays(input, pick.person))
        add_person(input, pick.person);
    if (pick.person.v || choose(ctx, request, &pick, input) ||
        refusal_names(&ctx->why, "co_presenters"))
        return OK;
    if (pick.count)
        refuse_field(&ctx->why, "co_presenters",
                     "Choose whom you mean by “%s”, or enter more of the name.", name);
    else
        refuse_field(&ctx->why, "co_presenters",
                     "Nobody at this trust is called “%s”. Check the spelling, or enter their work "
                     "email.",
                     name);
    return OK;
}

static enum err read_emails(struct ctx *ctx, const struct request *request,
                            const struct talk *stands, struct talk_input *input)
{
    struct str rest = str_of(input->emails), part;
    enum err err = OK;
    int looked_up = 0;
    while (err == OK && looked_up <= TALK_CO_PRESENTERS_MAX && str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (part.n == 0)
            continue;
        err = str_find(part, '@') >= 0
                  ? add_email(ctx, stands, part, input)
                  : add_name(ctx, request, arena_str_c(ctx->arena, part), input);
        looked_up++;
    }
    return err;
}

enum err talk_input_read_form(struct ctx *ctx, const struct request *request,
                              const struct talk *stands, struct talk_input *ret)
{
    *ret = (struct talk_input){
        .title = text_field(ctx, request, "title"),
        .abstract = text_field(ctx, request, "abstract"),
        .category = text_field(ctx, request, "category"),
        .minutes = int_field(request, "minutes"),
        .co_presenter_count = TALK_UNCHANGED,
        .emails = text_field(ctx, request, "co_presenter"),
        .from = text_field(ctx, request, "available_from"),
        .to = text_field(ctx, request, "available_to"),
        .kit = text_field(ctx, request, "kit"),
        .theme = text_field(ctx, request, "theme"),
        .version = int_field(request, "version"),
        .wait_for_longer = form_has(&request->form, "wait"),
        .draft = form_has(&request->form, "draft"),
        .submit = form_has(&request->form, "submit"),
    };
    for (int i = 0; i < TALK_TOPICS; i++)
        ret->topic.words[i] = text_field(ctx, request, talk_topic_name((enum talk_topic_kind)i));
    if (!ret->emails)
        return OK;
    read_stays(ctx, request, stands, ret);
    return read_emails(ctx, request, stands, ret);
}

/* ---- what its slot has to meet ---- */

/* Typed as it was shown, it stays what it was, seconds and all. */
static void read_time(struct ctx *ctx, const struct event *event, const char *name,
                      const char *text, struct instant *at)
{
    struct day day = tz_day(event->fields.starts_at);
    struct instant typed = {0};
    if (!text || (at->v && strcmp(text, words_time(ctx->arena, *at)) == 0))
        return;
    if (*text && words_parse_time_on(str_of(text), day, &typed) != OK)
        refuse_field(&ctx->why, name, "Enter a time of the day, like 4:15pm, or leave it empty.");
    *at = typed;
}

void talk_input_needs(struct ctx *ctx, const struct event *event, const struct talk *stands,
                      struct talk_input *input)
{
    struct talk_needs needs = {.kit = "", .theme = ""};
    if (!input->from && !input->to && !input->kit && !input->theme)
        return;
    if (stands)
        needs =
            (struct talk_needs){stands->arrive_at, stands->leave_at, stands->kit, stands->theme};
    read_time(ctx, event, "available_from", input->from, &needs.from);
    read_time(ctx, event, "available_to", input->to, &needs.to);
    needs.kit = input->kit ? input->kit : needs.kit;
    needs.theme = input->theme ? input->theme : needs.theme;
    input->needs = needs;
    input->has_needs = true;
}

struct talk_topic talk_input_stands(struct ctx *ctx, const struct talk *talk)
{
    struct talk_topic topic = {{"", "", ""}};
    if (talk && talk_topic_find(ctx->store, talk->id, ctx->arena, &topic) != OK)
        return (struct talk_topic){{"", "", ""}};
    return topic;
}

/* ---- for the use cases ---- */

struct talk_request talk_input_request(const struct ctx *ctx, const struct talk_input *input,
                                       const struct event *event,
                                       const struct talk_lengths *lengths)
{
    return (struct talk_request){
        .event = event->id,
        .person = ctx->actor.person,
        .by = ctx->actor.person,
        .sees_drafts = event_may(ctx, ACTION_EVENT_EDIT, event),
        .title = input->title,
        .abstract = input->abstract,
        .category = input->category,
        .minutes = input->minutes,
        .co_presenters = input->co_presenters,
        .co_presenter_count = input->co_presenter_count > 0 ? input->co_presenter_count : 0,
        .lengths = lengths,
        .needs = input->has_needs ? &input->needs : NULL,
        .draft = input->draft,
    };
}

struct talk_edit talk_input_edit(const struct ctx *ctx, const struct talk_input *input,
                                 struct talk_id talk, const struct talk_lengths *lengths)
{
    return (struct talk_edit){
        .talk = talk,
        .by = ctx->actor.person,
        .version = input->version,
        .title = input->title,
        .abstract = input->abstract,
        .category = input->category,
        .minutes = input->minutes,
        .co_presenters = input->co_presenters,
        .co_presenter_count = input->co_presenter_count,
        .needs = input->has_needs ? &input->needs : NULL,
        .wait_for_longer = input->wait_for_longer,
        .lengths = lengths,
    };
}

enum err talk_find_own(struct ctx *ctx, struct talk_id id, enum talk_part part, struct talk *ret)
{
    struct talk talk;
    struct event event;
    enum err err = talk_find(ctx->store, id, ctx->arena, &talk);
    if (err != OK)
        return err;
    if (!talk_presenter_of(&talk, ctx->actor.person) ||
        (talk.status == TALK_DRAFT && talk.person.v != ctx->actor.person.v))
        return ERR_NOT_FOUND;
    err = spark_find(ctx, talk.event, &event);
    if (err != OK)
        return err;
    if (!event_may(ctx, ACTION_EVENT_BOOK, &event))
        return ERR_DENIED;
    if (part == TALK_PART_PRESENTER && joint_is_asked(&talk, ctx->actor.person))
        return refuse(&ctx->why, ERR_DENIED, "not-answered",
                      "%s asks you to give this talk together. Say yes to it first.",
                      talk.presenters[0].name);
    if (part == TALK_PART_LEAD && talk.person.v != ctx->actor.person.v)
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "%s offered this talk, so only they can do this. Ask them.",
                      talk.presenters[0].name);
    *ret = talk;
    return OK;
}
