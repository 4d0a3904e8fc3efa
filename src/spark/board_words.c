/* DESIGN: broken rules in the words of whoever arranges the talks. */
#include "check.h"
#include "programme_board.h"
#include "slot_rules.h"
#include "tz.h"

/* "4:08pm", as the board beside it tells times. */
static const char *clock_at(struct arena *arena, const struct programme_board *board, int64_t s)
{
    struct local local = tz_local(instant_add(board->doors, s));
    int hour = local.hour % 12 ? local.hour % 12 : 12;
    const char *half = local.hour < 12 ? "am" : "pm";
    return local.minute ? arena_printf(arena, "%d:%02d%s", hour, local.minute, half)
                        : arena_printf(arena, "%d%s", hour, half);
}

static const char *title_of(const struct programme_board *board, int talk)
{
    return board->talks[talk].title;
}

/* Who stands up, for a sentence: one name, or "its presenters". */
static const char *who(const struct talk *talk)
{
    return talk->presenter_count == 1 ? talk->presenters[0].name : "the last of its presenters";
}

static const char *first_to_go(const struct talk *talk)
{
    return talk->presenter_count == 1 ? talk->presenters[0].name : "one of its presenters";
}

static const char *shared(const struct talk *a, const struct talk *b)
{
    for (int i = 0; i < a->presenter_count; i++)
        for (int k = 0; k < b->presenter_count; k++)
            if (a->presenters[i].person.v == b->presenters[k].person.v)
                return a->presenters[i].name;
    return "the same person";
}

static const char *in_block(struct arena *arena, const struct programme_board *board,
                            const struct arrange_slot *slot)
{
    const struct arrange_instance *instance = &board->instance;
    int block = board_rules_block(instance, slot->start_s);
    if (slot->start_s < instance->blocks[block].start_s)
        return arena_printf(arena, "begins before %s, when the talks begin",
                            clock_at(arena, board, instance->blocks[block].start_s));
    return arena_printf(arena, "does not end, with the changeover, by %s, when the block is over",
                        clock_at(arena, board, instance->blocks[block].end_s));
}

static const char *alone(struct arena *arena, const struct programme_board *board,
                         const struct arrange_slot *slot, enum arrange_hard rule, int i)
{
    const struct talk *talk = &board->talks[i];
    const struct talk_room *room = &board->settings.rooms[slot->room < 0 ? 0 : slot->room];
    switch (rule) {
    case HARD_IN_BLOCK:
        return in_block(arena, board, slot);
    case HARD_ARRIVAL:
        return arena_printf(arena, "begins before %s, when %s arrives",
                            clock_at(arena, board, board->instance.talks[i].arrive_s), who(talk));
    case HARD_LEAVING:
        return arena_printf(arena, "ends after %s, when %s has to leave",
                            clock_at(arena, board, board->instance.talks[i].leave_s),
                            first_to_go(talk));
    case HARD_KIT:
        return arena_printf(arena, "needs %s, and %s has none",
                            slot_rules_missing_kit(arena, talk->kit, room->kit), room->name);
    case HARD_PINNED:
        return "is not where it was pinned";
    default:
        return "has no slot yet";
    }
}

const char *board_words_break(struct arena *arena, const struct programme_board *board,
                              const struct arrange_slot *plan, const struct arrange_break *broken,
                              int talk)
{
    bool is_first = broken->talks[0] == talk;
    int other = is_first ? broken->talks[1] : broken->talks[0];
    if (other < 0)
        return alone(arena, board, &plan[talk], broken->rule, talk);
    const char *title = title_of(board, other);
    switch (broken->rule) {
    case HARD_OWN_TALKS:
        return arena_printf(arena, "is given by %s, who gives “%s” at that time",
                            shared(&board->talks[talk], &board->talks[other]), title);
    case HARD_BEFORE:
        return arena_printf(arena, is_first ? "has to come before “%s”" : "has to come after “%s”",
                            title);
    case HARD_NOT_AFTER:
        return arena_printf(
            arena, is_first ? "must not come right before “%s”" : "must not come right after “%s”",
            title);
    default:
        return arena_printf(arena, "is in one room with “%s” at the same time", title);
    }
}

const char *board_words_sentence(struct arena *arena, const struct programme_board *board,
                                 const struct arrange_slot *plan,
                                 const struct arrange_break *broken)
{
    int talk = broken->talks[0];
    return arena_printf(arena, "“%s” %s.", title_of(board, talk),
                        board_words_break(arena, board, plan, broken, talk));
}
