/* DESIGN: which religious festivals a time falls on. */
#include "festival.h"

#include "tz.h"

static const char HEADER[] = "date,name,how";

static enum err read_how(struct str text, enum festival_how *ret)
{
    static const char *const NAMES[] = {"", "eve", "near"};
    for (int i = 0; i < 3; i++)
        if (str_eq_c(text, NAMES[i])) {
            *ret = (enum festival_how)i;
            return OK;
        }
    return ERR_INVALID;
}

static enum err read_line(struct str line, struct arena *arena, struct festival *ret)
{
    struct str date, name;
    if (!str_split(&line, ',', &date) || !str_split(&line, ',', &name) || !name.n || !line.p)
        return ERR_INVALID;
    enum err err = day_parse(date, &ret->on);
    ret->name = arena_str_c(arena, name);
    return err == OK ? read_how(line, &ret->how) : err;
}

enum err festival_read(struct str csv, struct arena *arena, struct festivals *ret)
{
    struct festivals all = {NULL, 0};
    struct str line;
    int room = 0;
    if (!str_split(&csv, '\n', &line) || !str_eq_c(line, HEADER))
        return ERR_INVALID;
    while (str_split(&csv, '\n', &line)) {
        if (!line.n && !csv.p)
            break;
        if (all.count == room)
            all.items = arena_grow(arena, all.items, sizeof *all.items, 128, &room);
        struct festival *one = &all.items[all.count++];
        enum err err = read_line(line, arena, one);
        if (err != OK)
            return err;
        if (all.count > 1 && one->on.v < one[-1].on.v)
            return ERR_INVALID;
    }
    *ret = all;
    return OK;
}

/* Of a day on which the event is; evening: it lasts into the evening of that day. */
static bool falls(const struct festival *f, struct day day, bool evening, enum festival_how *ret)
{
    int64_t after = f->on.v - day.v;
    *ret = f->how == FESTIVAL_EVE && after == 1 ? FESTIVAL_EVE
           : f->how == FESTIVAL_NEAR            ? FESTIVAL_NEAR
                                                : FESTIVAL_ON;
    switch (f->how) {
    case FESTIVAL_EVE:
        return after == 0 || (after == 1 && evening);
    case FESTIVAL_NEAR:
        return after >= -1 && after <= 1;
    default:
        return after == 0;
    }
}

int festival_find(const struct festivals *all, struct instant from, struct instant to,
                  struct festival_hit ret[static FESTIVAL_HITS_MAX])
{
    const struct day first = tz_day(from);
    const struct local end = tz_local(to);
    int count = 0;
    for (int i = 0; i < all->count && count < FESTIVAL_HITS_MAX; i++) {
        enum festival_how how = FESTIVAL_ON;
        bool found = false;
        for (struct day day = first; !found && day.v <= end.day.v; day = day_add(day, 1)) {
            bool evening = day.v < end.day.v || end.hour >= FESTIVAL_EVE_HOUR;
            found = falls(&all->items[i], day, evening, &how);
        }
        if (found)
            ret[count++] = (struct festival_hit){&all->items[i], how};
    }
    return count;
}
