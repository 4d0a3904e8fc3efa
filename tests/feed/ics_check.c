/* DESIGN: libical as a judge of a feed on standard input, alone: exit 0 if it finds nothing. */
/* cc ics_check.c $(pkg-config --cflags --libs libical); calendar specification, section 12b. */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static int count_errors(icalcomponent *component)
{
    int count = icalcomponent_count_properties(component, ICAL_XLICERROR_PROPERTY);
    for (icalcomponent *c = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT); c;
         c = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        count += count_errors(c);
    return count;
}

/* All of standard input, NUL-ended. */
static char *read_input(void)
{
    size_t n = 0, capacity = 1 << 16;
    char *text = malloc(capacity + 1);
    while (text && (n += fread(text + n, 1, capacity - n, stdin)) == capacity) {
        char *more = realloc(text, (capacity *= 2) + 1);
        if (!more)
            free(text);
        text = more;
    }
    if (text)
        text[n] = '\0';
    return text;
}

int main(void)
{
    char *text = read_input();
    icalcomponent *calendar = text ? icalparser_parse_string(text) : NULL;
    if (!calendar) {
        fprintf(stderr, "not a calendar\n");
        free(text);
        return 1;
    }
    int errors = count_errors(calendar), permitted = icalrestriction_check(calendar);
    char *again = icalcomponent_as_ical_string_r(calendar);
    if (errors || !permitted)
        fprintf(stderr, "%d errors, %s\n%s", errors, permitted ? "permitted" : "not permitted",
                again);
    icalmemory_free_buffer(again);
    icalcomponent_free(calendar);
    free(text);
    return errors || !permitted;
}
