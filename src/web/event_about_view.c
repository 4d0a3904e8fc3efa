/* DESIGN: what an event's page says it is about, as far as it was said. */
#include "event_about_view.h"

#include "activity_view.h"
#include "check.h"
#include "pd_standard.h"
#include "view.h"
#include "words.h"

static json_t *texts_view(const struct event_about *about)
{
    const struct {
        const char *title, *text;
    } texts[] = {
        {"Whom it is meant for", about->audience},
        {"What you will be able to do", about->objectives},
        {"How it works", about->methods},
        {"What is expected of you", about->expectations},
        {"Why it was added late", about->emerging},
    };
    json_t *list = json_array();
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (*texts[i].text)
            json_array_append_new(
                list, json_pack("{s:s, s:s}", "title", texts[i].title, "text", texts[i].text));
    return list;
}

static void add(json_t *facts, const char *label, const char *text)
{
    if (*text)
        json_array_append_new(facts, json_pack("{s:s, s:s}", "label", label, "text", text));
}

/* The one everybody expects is not said. */
static const char *mode_words(enum event_mode mode)
{
    static const char *const WORDS[EVENT_MODES] = {[MODE_IN_PERSON] = "",
                                                   [MODE_ONLINE] = "Online",
                                                   [MODE_BOTH] = "Here, or online",
                                                   [MODE_OWN_TIME] =
                                                       "When it suits you, by the end"};
    return WORDS[mode];
}

static const char *strand_words(enum event_strand strand)
{
    static const char *const WORDS[EVENT_STRANDS] = {[STRAND_STAFF] = "",
                                                     [STRAND_GOVERNORS] = "Governors and trustees",
                                                     [STRAND_EVERYONE] = "Staff and governors"};
    return WORDS[strand];
}

static const char *standard_words(struct arena *arena, int standard)
{
    const char *text = "";
    for (int i = 0; i < PD_STANDARD_PARTS; i++)
        if (standard & (1 << i))
            text = arena_printf(arena, "%s%s%s.", text, *text ? " " : "", pd_standard_words[i]);
    return text;
}

static enum err add_provider(struct ctx *ctx, json_t *facts, const struct event_about *about)
{
    struct provider provider;
    enum err err = about->provider.v
                       ? provider_find(ctx->store, about->provider, ctx->arena, &provider)
                       : ERR_NOT_FOUND;
    if (err == OK)
        add(facts, "Provided by", provider.fields.name);
    return err == ERR_NOT_FOUND ? OK : err;
}

/* In the words of the policy of the host school. */
static enum err add_words(struct ctx *ctx, json_t *facts, const struct event *event,
                          const struct event_about *about)
{
    struct policy_pack pack;
    if (!*about->theme && !*about->level)
        return OK;
    enum err err = event_about_pack(ctx->store, event->fields.school, ctx->arena, &pack);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    add(facts, "Theme", activity_view_item(ctx, &pack, "themes", about->theme));
    add(facts, "Level", activity_view_item(ctx, &pack, "levels", about->level));
    return OK;
}

static enum err facts_view(struct ctx *ctx, const struct event *event,
                           const struct event_about *about, json_t *facts)
{
    add(facts, "Programme", strand_words(about->strand));
    enum err err = add_words(ctx, facts, event, about);
    add(facts, "Phase", about->phase);
    add(facts, "Subject", about->subject);
    add(facts, "How to take part", mode_words(about->mode));
    if (err == OK)
        err = add_provider(ctx, facts, about);
    if (about->cost_pence)
        add(facts, "Cost of a place",
            arena_printf(ctx->arena, "£%d.%02d", about->cost_pence / 100, about->cost_pence % 100));
    add(facts, "Why it is good development", standard_words(ctx->arena, about->standard));
    return err;
}

enum err event_about_view(struct ctx *ctx, const struct event *event, json_t *view)
{
    struct event_about about;
    json_t *facts = json_array();
    enum err err = event_about_find(ctx->store, event->id, ctx->arena, &about);
    if (err == OK)
        err = facts_view(ctx, event, &about, facts);
    if (err != OK) {
        json_decref(facts);
        return err;
    }
    view_list(view, "facts", facts);
    view_list(view, "about", texts_view(&about));
    return OK;
}
