/* DESIGN: the server's side of reading a stranger's calendar file: the child's lines, not trusted.
 */
#include "ics_dates.h"

#include <jansson.h>
#include <string.h>

#include "check.h"

static const struct {
    const char *fault, *sentence;
} FAULTS[] = {
    {"nul", "This is not a calendar file: it holds bytes that text does not. Export the calendar "
            "again as .ics, or type the dates."},
    {"large", "This calendar file is too large. Export one school year of it."},
    {"deep", "This calendar file is nested in a way no calendar program writes. Export it again "
             "as .ics, or type the dates."},
    {"no-calendar",
     "There is no whole calendar in this file. Export the calendar as .ics, or type the "
     "dates."},
    {"many", "This calendar file holds more than 2,000 all-day entries. Export one school year of "
             "it."},
};
static const char FAILED[] = "This calendar file could not be read: it is broken, or takes too "
                             "long. Export it again as .ics, or type the dates.";

static enum err refuse_fault(struct refusal *why, const char *fault)
{
    for (size_t i = 0; fault && i < COUNT_OF(FAULTS); i++)
        if (strcmp(FAULTS[i].fault, fault) == 0)
            return refuse(why, ERR_INVALID, "bad-file", "%s", FAULTS[i].sentence);
    return refuse(why, ERR_INVALID, "bad-file", "%s", FAILED);
}

static bool read_entry(const json_t *line, struct arena *arena, struct date_entry *ret)
{
    const char *name = json_string_value(json_object_get(line, "name"));
    const char *from = json_string_value(json_object_get(line, "from"));
    const char *to = json_string_value(json_object_get(line, "to"));
    struct date_entry entry;
    if (!name || !from || !to || day_parse(str_of(from), &entry.from) != OK ||
        day_parse(str_of(to), &entry.to) != OK || entry.to.v < entry.from.v)
        return false;
    struct str text = str_trim(str_of(name));
    if (!text.n || text.n > SPAN_NAME_BYTES_MAX || str_has_controls(text, false))
        return false;
    entry.name = arena_str_c(arena, text);
    *ret = entry;
    return true;
}

/* The last line: {"timed": 3, "repeating": 0}, or {"fault": "nul"}. */
static enum err read_end(const json_t *line, struct ics_dates *dates, struct refusal *why)
{
    const json_t *timed = json_object_get(line, "timed");
    const json_t *repeating = json_object_get(line, "repeating");
    if (!json_is_integer(timed) || !json_is_integer(repeating))
        return refuse_fault(why, json_string_value(json_object_get(line, "fault")));
    dates->timed = (int)json_integer_value(timed);
    dates->repeating = (int)json_integer_value(repeating);
    return OK;
}

static enum err read_line(struct str line, bool is_last, struct arena *arena,
                          struct ics_dates *dates, struct refusal *why)
{
    json_t *json = json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES, NULL);
    enum err err = OK;
    if (!json_is_object(json))
        err = refuse_fault(why, NULL);
    else if (is_last)
        err = read_end(json, dates, why);
    else if (dates->count < ICS_DATES_MAX && read_entry(json, arena, &dates->items[dates->count]))
        dates->count++;
    else
        err = refuse_fault(why, NULL);
    json_decref(json);
    return err;
}

enum err ics_dates_read(struct str lines, struct arena *arena, struct ics_dates *ret,
                        struct refusal *why)
{
    struct ics_dates dates = {.items = ARENA_ARRAY(arena, struct date_entry, ICS_DATES_MAX)};
    struct str rest = lines, line;
    enum err err = OK;
    if (!lines.n || lines.p[lines.n - 1] != '\n')
        return refuse_fault(why, NULL); /* it did not come to its end */
    rest.n--;
    while (err == OK && str_split(&rest, '\n', &line))
        err = read_line(line, rest.p == NULL, arena, &dates, why);
    if (err == OK)
        *ret = dates;
    return err;
}
