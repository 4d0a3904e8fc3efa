/* DESIGN: the server's side of reading somebody's own calendar: the child's lines, not trusted. */
#include "ics_busy.h"

#include "check.h"

static const struct {
    const char *fault, *sentence;
} FAULTS[] = {
    {"nul", "This is not a calendar file: it holds bytes that text does not. Export the calendar "
            "again as .ics."},
    {"large", "This calendar file is too large: 10 MB is the most. Export one school year of it."},
    {"deep", "This calendar file is nested in a way no calendar program writes. Export it again "
             "as .ics."},
    {"no-calendar",
     "There is no whole calendar in this file. Export the calendar as .ics and choose that file."},
    {"many", "This calendar is too full to be read: it repeats too often, or takes more than 5,000 "
             "separate times in two years. Export one school year of it, or fewer calendars."},
    {"zone", "This calendar file has times in a time zone that it does not explain. Export it "
             "again from your calendar program, which writes its time zones into the file."},
};
static const char FAILED[] = "This calendar file could not be read: it is broken, or takes too "
                             "long. Export it again as .ics.";

static enum err refuse_fault(struct refusal *why, struct str fault)
{
    for (size_t i = 0; i < COUNT_OF(FAULTS); i++)
        if (str_eq_c(fault, FAULTS[i].fault))
            return refuse(why, ERR_INVALID, "bad-file", "%s", FAULTS[i].sentence);
    return refuse(why, ERR_INVALID, "bad-file", "%s", FAILED);
}

static bool take_number(struct str *rest, int64_t *ret)
{
    struct str word;
    return str_split(rest, ' ', &word) && str_parse_int(word, ret) == OK;
}

/* In the window, after the stretch before, not longer than any may be. */
static bool read_span(struct str rest, const struct own_calendar_reading *reading,
                      struct own_calendar_span *ret)
{
    struct own_calendar_span span;
    int64_t least = reading->count ? reading->spans[reading->count - 1].to.v : reading->from.v;
    if (!take_number(&rest, &span.from.v) || !take_number(&rest, &span.to.v) || rest.p)
        return false;
    if (span.from.v < least || span.to.v <= span.from.v || span.to.v > reading->to.v ||
        span.to.v - span.from.v > OWN_CALENDAR_SPAN_S)
        return false;
    *ret = span;
    return true;
}

static enum err read_line(struct str line, bool is_last, struct own_calendar_reading *reading,
                          struct refusal *why)
{
    struct str rest = line, word = {NULL, 0};
    int64_t left_out;
    str_split(&rest, ' ', &word);
    if (is_last && str_eq_c(word, "fault"))
        return refuse_fault(why, rest);
    if (is_last && str_eq_c(word, "end") && take_number(&rest, &left_out) && !rest.p &&
        left_out <= ICS_BUSY_BYTES_MAX) {
        reading->left_out = (int)left_out;
        return OK;
    }
    if (is_last || !str_eq_c(word, "busy") || reading->count == OWN_CALENDAR_SPANS_MAX ||
        !read_span(rest, reading, &reading->spans[reading->count]))
        return refuse_fault(why, STR(""));
    reading->count++;
    return OK;
}

enum err ics_busy_read(struct str lines, struct instant from, struct instant to,
                       struct arena *arena, struct own_calendar_reading *ret, struct refusal *why)
{
    struct own_calendar_reading reading = {
        .from = from,
        .to = to,
        .spans = ARENA_ARRAY(arena, struct own_calendar_span, OWN_CALENDAR_SPANS_MAX)};
    struct str rest = lines, line;
    enum err err = OK;
    if (!lines.n || lines.p[lines.n - 1] != '\n')
        return refuse_fault(why, STR("")); /* it did not come to its end */
    rest.n--;
    while (err == OK && str_split(&rest, '\n', &line))
        err = read_line(line, rest.p == NULL, &reading, why);
    if (err == OK)
        *ret = reading;
    return err;
}
