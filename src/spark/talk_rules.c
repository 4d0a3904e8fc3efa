/* DESIGN: pure judgement on talks: their words, their length, why one waits. */
#include "talk_rules.h"

#include "check.h"
#include "event_rules.h"

void talk_rules_check_words(const char *title, const char *abstract, const char *category,
                            struct refusal *why)
{
    static const struct text_rule title_rule = {"title", "The title", TALK_TITLE_CHARS_MAX, true,
                                                false};
    static const struct text_rule abstract_rule = {"abstract", "The abstract",
                                                   TALK_ABSTRACT_CHARS_MAX, false, true};
    text_rule_check(&title_rule, title, why);
    text_rule_check(&abstract_rule, abstract, why);
    for (size_t i = 0; i < COUNT_OF(talk_categories); i++) {
        if (category && str_eq(str_of(category), str_of(talk_categories[i])))
            return;
    }
    refuse_field(why, "category", "Choose what the talk shares: %s, %s or %s.", talk_categories[0],
                 talk_categories[1], talk_categories[2]);
}

/* "2 or 7" */
static const char *lengths_text(const struct talk_lengths *lengths, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < lengths->count; i++) {
        const char *between = i == 0 ? "" : i == lengths->count - 1 ? " or " : ", ";
        text = arena_printf(arena, "%s%s%d", text, between, lengths->minutes[i]);
    }
    return text;
}

void talk_rules_check_minutes(int minutes, const struct talk_lengths *lengths, struct refusal *why)
{
    for (int i = 0; i < lengths->count; i++) {
        if (minutes == lengths->minutes[i])
            return;
    }
    refuse_field(why, "minutes", "Choose a talk of %s minutes.", lengths_text(lengths, why->arena));
}

bool talk_rules_fits(const struct pack *pack, const struct pack_talks *confirmed, int minutes)
{
    struct pack_talks with = *confirmed;
    pack_rules_add(&with, minutes, 1);
    return with.count <= PACK_TALKS_MAX && pack_rules_fits(pack, &with);
}

bool talk_rules_fits_longer(const struct pack *pack, const struct pack_talks *confirmed, int from,
                            int to)
{
    struct pack_talks with = *confirmed;
    pack_rules_add(&with, from, -1);
    pack_rules_add(&with, to, 1);
    return pack_rules_fits(pack, &with);
}

static const char *why_while_drawing(struct arena *arena, const struct talk *talk)
{
    if (talk->status == TALK_CONFIRMED)
        return arena_printf(arena,
                            "You keep your %d-minute slot; the speakers are being drawn, so no "
                            "talk gets longer until that is over, and you are number %d in line.",
                            talk->minutes, talk->position);
    return arena_printf(arena,
                        "The speakers are being drawn and the list is closed, so the talk waits as "
                        "number %d in line.",
                        talk->position);
}

bool talk_rules_share_presenter(const struct talk *a, const struct talk *b)
{
    for (int i = 0; i < a->presenter_count; i++) {
        for (int k = 0; k < b->presenter_count; k++) {
            if (a->presenters[i].person.v == b->presenters[k].person.v)
                return true;
        }
    }
    return false;
}

/* "No 7-minute slot is free …" */
static const char *lack_words(enum arrange_wait wait)
{
    switch (wait) {
    case WAIT_WINDOW:
        return " while its presenters can be there";
    case WAIT_KIT:
        return " in a room with what it needs";
    case WAIT_OWN:
        return " while its presenters give no other talk";
    case WAIT_ORDER:
        return " that keeps the order it was set in with other talks";
    case WAIT_TOGETHER:
        return " that meets its times, its kit and its presenters’ other talks together";
    default:
        return "";
    }
}

/* "number 3 in line, behind …" */
static const char *place_words(const struct talk *talk, enum talk_ahead ahead, struct arena *arena)
{
    static const char *const BEHIND[] = {
        [AHEAD_NOBODY] = "",
        [AHEAD_SCHOOLS] = ", behind talks of schools that have none yet",
        [AHEAD_WAITED] = ", behind those who were left waiting last time",
    };
    return arena_printf(arena, "number %d in line%s", talk->position, BEHIND[ahead]);
}

const char *talk_rules_why(struct arena *arena, const struct talk *talk,
                           const struct talk_hindrance *hindrance)
{
    bool kept = hindrance->kept_for && *hindrance->kept_for;
    const char *lack = lack_words(hindrance->wait);
    const char *place = place_words(talk, hindrance->ahead, arena);
    if (hindrance->drawing)
        return why_while_drawing(arena, talk);
    if (kept && talk->status != TALK_CONFIRMED)
        return arena_printf(arena,
                            "The places that are left are kept for %s, so the talk waits as %s.",
                            hindrance->kept_for, place);
    if (talk->status == TALK_CONFIRMED)
        return arena_printf(
            arena, "You keep your %d-minute slot; %d minutes do not fit yet%s, and you are %s.",
            talk->minutes, talk->wanted_minutes, lack, place);
    if (hindrance->event_title)
        return arena_printf(arena,
                            "%s is at “%s” at that time, so the talk waits as %s until they are "
                            "free.",
                            hindrance->name, hindrance->event_title, place);
    if (hindrance->name)
        return arena_printf(arena,
                            "%s has something else in the calendar at that time, so the talk waits "
                            "as %s until they are free.",
                            hindrance->name, place);
    if (hindrance->wait == WAIT_NOT) /* the line moves no longer, or has not yet */
        return arena_printf(arena, "The talk waits as %s.", place);
    return arena_printf(arena, "No %d-minute slot is free%s, so the talk waits as %s.",
                        talk->minutes, lack, place);
}
