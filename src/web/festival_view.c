/* DESIGN: religious festivals in words, for whoever looks at a date. */
#include "festival_view.h"

#include "embedded.h"
#include "words.h"

static const char FESTIVALS[] = "festivals.csv";

enum err festival_view_read(struct arena *arena, struct festivals *ret)
{
    return festival_read(embedded_find(embedded_data, FESTIVALS), arena, ret);
}

const char *festival_view_words(struct arena *arena, const struct festival_hit *hit)
{
    static const char MAY[] = "Some people may not be able to come.";
    const char *name = hit->festival->name, *on = words_date(arena, hit->festival->on);
    switch (hit->how) {
    case FESTIVAL_EVE:
        return arena_printf(arena, "%s begins at sunset on the evening before %s. %s", name, on,
                            MAY);
    case FESTIVAL_NEAR:
        return arena_printf(arena, "%s is expected on %s, perhaps a day earlier or later. %s", name,
                            on, MAY);
    default:
        return arena_printf(arena, "%s is on %s. %s", name, on, MAY);
    }
}
