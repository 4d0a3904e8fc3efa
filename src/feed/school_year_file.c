/* DESIGN: a school's terms and INSET days as a calendar file. */
#include "school_year_file.h"

#include <string.h>

#include "ics.h"
#include "token.h"
#include "trust.h"

/* A UUID that follows from the school and the row (RFC 9562 5.8, version 8). */
static const char *uid_of(struct arena *arena, const struct school_year *year,
                          const struct school_span *row)
{
    char hex[SHA256_HEX_MAX];
    const char *name = arena_printf(arena, "school %lld date %lld", (long long)year->school.v,
                                    (long long)row->id.v);
    token_sha256_hex(str_of(name), hex);
    return arena_printf(arena, "%.8s-%.4s-8%.3s-a%.3s-%.12s", hex, hex + 8, hex + 12, hex + 15,
                        hex + 18);
}

static struct ics_event event_of(struct arena *arena, const struct trust *trust,
                                 const struct school *school, const struct school_year *year,
                                 const struct school_span *row, struct instant now)
{
    return (struct ics_event){
        .uid = uid_of(arena, year, row),
        .created = now,
        .modified = now,
        .all_day = true,
        .day_from = row->span.from,
        .day_to = row->span.to,
        .summary = str_of(row->span.name),
        .location = str_of(school->name),
        .category = row->span.kind == SPAN_INSET ? ICS_CATEGORY_INSET : ICS_CATEGORY_CPD,
        .state = ICS_STATE_PUBLISHED,
        .organizer_name = str_of(trust->name),
        .organizer_email = str_of(trust->mailbox),
    };
}

enum err school_year_file_write(struct store *store, const struct school *school,
                                const struct school_year *year, struct instant now,
                                struct arena *arena, struct buf *out)
{
    struct trust trust;
    enum err err = trust_find(store, arena, &trust);
    if (err != OK)
        return err;
    const char *name =
        arena_printf(arena, "%s: %s", school->name, school_year_name(arena, year->year));
    ics_write_begin(out, &(struct ics_calendar){.form = ICS_FEED, .name = str_of(name)});
    for (int i = 0; err == OK && i < year->count; i++) {
        struct ics_event event = event_of(arena, &trust, school, year, &year->spans[i], now);
        err = ics_write_event(out, &event, ICS_FEED);
    }
    ics_write_end(out);
    return err == OK && out->full ? ERR_BUG : err;
}
