/* DESIGN: why a talk is where it is, in words with their points. */
#include "arrange_why.h"

#include <stdlib.h>

/* "nine more people miss a talk they chose" */
static const struct {
    const char *one, *many; /* after "one more", "nine fewer" */
} TERMS[TERM_TERMS] = {
    [TERM_CLASH] = {"person misses a talk they chose", "people miss a talk they chose"},
    [TERM_SCHOOL] = {"pair of talks from one school in a row",
                     "pairs of talks from one school in a row"},
    [TERM_THEME] = {"pair of neighbours whose themes do not suit",
                    "pairs of neighbours whose themes do not suit"},
    [TERM_PACE] = {"row of three talks of one length", "rows of three talks of one length"},
    [TERM_SEATS] = {"person without a seat", "people without a seat"},
    [TERM_DEAD_AIR] = {"gap", "gaps"},
};

static int points_of(const struct arrange_instance *instance, enum arrange_term term)
{
    const struct arrange_points *p = &instance->points;
    const int points[TERM_TERMS] = {p->clash, p->school,   p->theme, p->pace,
                                    p->seats, p->dead_air, 1};
    return points[term] ? points[term] : 1;
}

static const char *term_words(const struct arrange_instance *instance, enum arrange_term term,
                              int delta, struct arena *arena)
{
    int count = abs(delta) / points_of(instance, term);
    if (term == TERM_CHANGED)
        return delta > 0 ? "further from what was announced" : "nearer to what was announced";
    return arena_printf(arena, "%s %s %s", arrange_words_number(count, arena),
                        delta > 0 ? "more" : "fewer",
                        count == 1 ? TERMS[term].one : TERMS[term].many);
}

const char *arrange_why_alternative(const struct arrange_instance *instance,
                                    const struct arrange_names *names,
                                    const struct arrange_alternative *alternative,
                                    struct arena *arena)
{
    const char *text =
        arena_printf(arena, "%s in %s", arrange_words_time(names, alternative->slot.start_s, arena),
                     names->rooms[alternative->slot.room]);
    const char *join = ": ";
    if (alternative->other >= 0)
        text = arena_printf(arena, "%s, changing places with %s", text,
                            names->talks[alternative->other]);
    for (int i = 0; i < TERM_TERMS; i++) {
        if (!alternative->terms[i])
            continue;
        text =
            arena_printf(arena, "%s%s%s", text, join,
                         term_words(instance, (enum arrange_term)i, alternative->terms[i], arena));
        join = ", ";
    }
    if (alternative->points == 0)
        return arena_printf(arena, "%s (no better and no worse).", text);
    return arena_printf(arena, "%s (%+d).", text, alternative->points);
}

struct ruled_out {
    int count, of;
    const char *one, *many;
};

const char *arrange_why_ruled_out(const struct arrange_names *names, const struct arrange_why *why,
                                  int talk, int index, struct arena *arena)
{
    const char *who = names->people && names->people[talk] ? names->people[talk] : "its presenter";
    const struct ruled_out rows[] = {
        {why->before_arrival, why->starts, arena_printf(arena, "start is before %s arrives", who),
         arena_printf(arena, "starts are before %s arrives", who)},
        {why->after_leaving, why->starts,
         arena_printf(arena, "start would end after %s has to leave", who),
         arena_printf(arena, "starts would end after %s has to leave", who)},
        {why->rooms_without_kit, why->rooms, "room lacks what it needs",
         "rooms lack what it needs"},
        {why->exchanges_ruled_out, why->exchanges,
         "talk of its length cannot change places with it: a rule would break",
         "talks of its length cannot change places with it: a rule would break"},
        {why->free_ruled_out, why->free_slots, "free slot would break a rule",
         "free slots would break a rule"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].count && index-- == 0)
            return arena_printf(arena, "%d of %d %s.", rows[i].count, rows[i].of,
                                rows[i].of == 1 ? rows[i].one : rows[i].many);
    return NULL;
}
