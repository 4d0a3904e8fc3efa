/* DESIGN: what a room has and lacks, in words. */
#include "room_words.h"

const char *room_words_has(struct arena *arena, unsigned has, const char *between)
{
    const char *words = "";
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (has & ROOM_HAS(i))
            words =
                arena_printf(arena, "%s%s%s", words, *words ? between : "", room_features[i].text);
    return words;
}

const char *room_words_missing(struct arena *arena, const struct room *room)
{
    const char *words = NULL;
    if (day_is_none(room->checked_on))
        return NULL;
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (room_features[i].missing && !(room->fields.has & ROOM_HAS(i)))
            words = words ? arena_printf(arena, "%s, %s", words, room_features[i].missing)
                          : room_features[i].missing;
    return words ? arena_printf(arena, "%s.", words) : NULL;
}
