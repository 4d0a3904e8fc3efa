/* DESIGN: what was counted and proven, said so that a tired teacher understands it. */
#include "arrange_words.h"

#include <ctype.h>
#include <string.h>

enum { HOUR_S = 3600, MINUTE_S = 60, DAY_MINUTES = 1440 };

const char *arrange_words_number(int number, struct arena *arena)
{
    static const char *const SMALL[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    if (number >= 0 && number < (int)(sizeof SMALL / sizeof *SMALL))
        return SMALL[number];
    return arena_printf(arena, "%d", number);
}

static const char *capital(const char *text, struct arena *arena)
{
    char *copy = arena_strdup(arena, text);
    *copy = (char)toupper((unsigned char)*copy);
    return copy;
}

const char *arrange_words_time(const struct arrange_names *names, int at_s, struct arena *arena)
{
    if (names->doors_minute < 0)
        return arena_printf(arena, "%d:%02d after doors", at_s / MINUTE_S, at_s % MINUTE_S);
    int minute = (names->doors_minute + at_s / MINUTE_S) % DAY_MINUTES, second = at_s % MINUTE_S;
    int hour = minute / 60 % 12 ? minute / 60 % 12 : 12;
    const char *half = minute / 60 < 12 ? "am" : "pm";
    if (second)
        return arena_printf(arena, "%d:%02d:%02d%s", hour, minute % 60, second, half);
    return arena_printf(arena, "%d:%02d%s", hour, minute % 60, half);
}

const char *arrange_words_length(int duration_s, struct arena *arena)
{
    if (duration_s % MINUTE_S)
        return arena_printf(arena, "%d-second", duration_s);
    return arena_printf(arena, "%d-minute", duration_s / MINUTE_S);
}

/* "a screen and sound" */
static const char *kit_words(const struct arrange_instance *instance, uint32_t kit,
                             struct arena *arena)
{
    const char *text = "";
    int left = __builtin_popcount(kit);
    for (int i = 0; i < instance->kit_count; i++) {
        if (!(kit & UINT32_C(1) << i))
            continue;
        left--;
        text = arena_printf(arena, "%s%s%s", text, instance->kit[i],
                            left > 1   ? ", "
                            : left > 0 ? " and "
                                       : "");
    }
    return text;
}

/* Who has to be there: the presenter's name, else of which talk. */
static const char *who(const struct arrange_names *names, int talk, struct arena *arena)
{
    if (names->people && names->people[talk])
        return names->people[talk];
    return arena_printf(arena, "the presenter of %s", names->talks[talk]);
}

static const char *raw_rule(const struct arrange_instance *instance,
                            const struct arrange_names *names, const struct arrange_rule *rule,
                            struct arena *arena)
{
    const struct arrange_talk *talk = &instance->talks[rule->talks[0]];
    const char *a = names->talks[rule->talks[0]];
    const char *b = rule->talks[1] < 0 ? "" : names->talks[rule->talks[1]];
    const char *person = who(names, rule->talks[0], arena);
    switch (rule->kind) {
    case RULE_GIVEN:
        return arena_printf(arena, "%s has a slot", a);
    case RULE_ARRIVAL:
        return arena_printf(arena, "%s arrives at %s", person,
                            arrange_words_time(names, talk->arrive_s, arena));
    case RULE_LEAVING:
        return arena_printf(arena, "%s has to leave by %s", person,
                            arrange_words_time(names, talk->leave_s, arena));
    case RULE_KIT:
        return arena_printf(arena, "%s needs a room with %s", a,
                            kit_words(instance, talk->kit, arena));
    case RULE_PINNED:
        return arena_printf(arena, "%s is pinned to %s in %s", a,
                            arrange_words_time(names, talk->pin.start_s, arena),
                            names->rooms[talk->pin.room]);
    case RULE_OWN:
        return arena_printf(arena, "%s and %s have a presenter in common", a, b);
    case RULE_BEFORE:
        return arena_printf(arena, "%s comes before %s", a, b);
    case RULE_NOT_AFTER:
        return arena_printf(arena, "%s does not follow directly on %s", b, a);
    case RULE_KINDS:
        break;
    }
    return "";
}

const char *arrange_words_rule(const struct arrange_instance *instance,
                               const struct arrange_names *names, const struct arrange_rule *rule,
                               struct arena *arena)
{
    return arena_printf(arena, "%s.", capital(raw_rule(instance, names, rule, arena), arena));
}

/* ---- counting ---- */

/* " between 5:40pm and 6:20pm in a room with screen" */
static const char *window_words(const struct arrange_instance *instance,
                                const struct arrange_names *names,
                                const struct arrange_count *count, struct arena *arena)
{
    const char *text = "", *to = arrange_words_time(names, count->to_s, arena);
    if (count->from_s > 0 && count->to_s < instance->length_s)
        text = arena_printf(arena, " between %s and %s",
                            arrange_words_time(names, count->from_s, arena), to);
    else if (count->from_s > 0)
        text = arena_printf(arena, " from %s on", arrange_words_time(names, count->from_s, arena));
    else if (count->to_s < instance->length_s)
        text = arena_printf(arena, " that ends by %s", to);
    if (count->kit)
        text = arena_printf(arena, "%s in a room with %s", text,
                            kit_words(instance, count->kit, arena));
    return text;
}

static const char *rooms_words(const struct arrange_count *count, struct arena *arena)
{
    if (count->room_count == 0)
        return "no room has it";
    if (count->room_count == 1)
        return "the one room holds";
    return arena_printf(arena, "the %s rooms hold", arrange_words_number(count->room_count, arena));
}

const char *arrange_words_count(const struct arrange_instance *instance,
                                const struct arrange_names *names,
                                const struct arrange_count *count, struct arena *arena)
{
    const char *wanted = capital(arrange_words_number(count->talk_count, arena), arena);
    const char *window = window_words(instance, names, count, arena);
    const char *rooms = rooms_words(count, arena);
    const char *need = count->talk_count == 1 ? "talk needs" : "talks need";
    if (!count->duration_s)
        return arena_printf(arena,
                            "%s %s a slot%s, %d minutes with their changeovers; %s %d minutes.",
                            wanted, need, window, (count->wanted + MINUTE_S - 1) / MINUTE_S, rooms,
                            count->places / MINUTE_S);
    const char *length = arrange_words_length(count->duration_s, arena);
    if (count->room_count == 0)
        return arena_printf(arena, "%s %s a %s slot%s; %s.", wanted, need, length, window, rooms);
    return arena_printf(arena, "%s %s a %s slot%s; %s %s.", wanted, need, length, window, rooms,
                        count->places ? arrange_words_number(count->places, arena) : "none");
}

/* ---- ways out ---- */

static const char *window_way(const struct arrange_names *names,
                              const struct arrange_conflict *conflict,
                              const struct arrange_way *way, struct arena *arena)
{
    const struct arrange_rule *rule = &conflict->rules[way->rule];
    bool arrival = rule->kind == RULE_ARRIVAL;
    return arena_printf(arena, "It would work if %s could %s %s.",
                        who(names, rule->talks[0], arena), arrival ? "be there at" : "stay until",
                        arrange_words_time(names, way->until_s, arena));
}

const char *arrange_words_way(const struct arrange_instance *instance,
                              const struct arrange_names *names,
                              const struct arrange_conflict *conflict, int index,
                              struct arena *arena)
{
    if (index < conflict->way_count)
        return window_way(names, conflict, &conflict->ways[index], arena);
    index -= conflict->way_count;
    if (conflict->block >= 0 && index-- == 0)
        return arena_printf(
            arena, "It would work if the talks that end at %s went on until %s.",
            arrange_words_time(names, instance->blocks[conflict->block].end_s, arena),
            arrange_words_time(names, conflict->block_s, arena));
    if (conflict->room_more && index == 0)
        return "It would work with one more room that has what these talks need.";
    return NULL;
}

/* ---- who waits ---- */

const char *arrange_words_turn(const struct arrange_instance *instance,
                               const struct arrange_turn *turn, struct arena *arena)
{
    static const char *const ENDS[] = {
        [WAIT_NOT] = "",
        [WAIT_FULL] = "was left",
        [WAIT_WINDOW] = "was left that ends before its presenter leaves",
        [WAIT_KIT] = "was left in a room with what it needs",
        [WAIT_OWN] = "was left in which its presenters have no other talk",
        [WAIT_ORDER] = "was left that keeps the order it was set in with other talks",
        [WAIT_PINNED] = "was left where it is pinned",
        [WAIT_TOGETHER] = "was left that meets its times, its kit and its order together",
        [WAIT_NOT_FOUND] = "was found; that is no proof that there is none",
    };
    const char *end = ENDS[turn->wait];
    if (turn->wait == WAIT_NOT)
        return "It has a slot.";
    if (turn->wait == WAIT_WINDOW && turn->rule == RULE_ARRIVAL)
        end = "was left that begins after its presenter arrives";
    return arena_printf(arena, "When its turn came, no %s slot %s.%s",
                        arrange_words_length(instance->talks[turn->talk].duration_s, arena), end,
                        turn->short_fits ? " A shorter talk would still fit." : "");
}
