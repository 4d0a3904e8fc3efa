/* DESIGN: libical judges what we write, and writes the same bytes once its folding is redone. */
#include "ics_read.h"

#include <libical/ical.h>

#include "ics_rules.h"
#include "ics_sample.h"
#include "token.h"
#include "tz.h"

static struct ics_read parse(struct arena *arena, struct str bytes)
{
    struct ics_read read = {0};
    assert_ok(ics_read_parse(arena, bytes, &read));
    return read;
}

static void test_judges_ours(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct ics_event events[ICS_STATE_COUNT];
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        static const char *const uids[] = {
            "00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-8000-000000000002", "00000000-0000-4000-8000-000000000003",
            "00000000-0000-4000-8000-000000000004", "00000000-0000-4000-8000-000000000005"};
        bool deadline = i == ICS_STATE_DEADLINE;
        events[i] = deadline ? ics_sample_deadline() : ics_sample_event();
        events[i].state = (enum ics_state)i;
        events[i].uid = uids[i];
    }
    struct buf out = ics_sample_write(ICS_FEED, events, COUNT_OF(events));
    struct ics_read read = parse(arena, buf_str(&out));
    assert_int_equal(read.error_count, 0);
    assert_true(read.permitted);
    assert_null(read.fault);
    assert_string_equal(read.method, "PUBLISH");
    assert_int_equal(read.event_count, COUNT_OF(events));
    assert_string_equal(read.events[2].summary, "Waiting list: Questioning in maths; a workshop");
    assert_string_equal(read.events[2].status, "TENTATIVE");
    buf_done(&out);
    arena_free(arena);
}

/* Section 12b: what a file must lack is what the check misses in it. */
static void test_judges_file(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct ics_event event = ics_sample_event();
    struct buf out = ics_sample_write(ICS_FILE, &event, 1);
    struct ics_read read = parse(arena, buf_str(&out));
    assert_int_equal(read.error_count, 0);
    assert_false(read.permitted);
    assert_non_null(strstr(read.fault, "ORGANIZER"));
    buf_done(&out);
    arena_free(arena);
}

#define CALENDAR(lines)                                                                            \
    STR("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//Y//EN\r\nMETHOD:PUBLISH\r\n"               \
        "BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\nSEQUENCE:3\r\nSUMMARY:S\r\n"         \
        "ORGANIZER:mailto:a@b.example\r\n" lines "END:VEVENT\r\nEND:VCALENDAR\r\n")

static void test_judges_faults(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct ics_read read = parse(arena, CALENDAR("DTSTART:20260101T000000Z\r\nSTATUS:PERHAPS\r\n"));
    assert_false(read.permitted);
    assert_non_null(strstr(read.fault, "STATUS"));
    read = parse(arena, CALENDAR("DTSTART:tomorrow\r\n"));
    assert_true(read.error_count > 0);
    read = parse(arena, CALENDAR("DTSTART:20261345T300000Z\r\n"));
    assert_false(read.events[0].placed);
    read = parse(arena, CALENDAR("SUMMARY:twice\r\nDTSTART:20260101T000000Z\r\n"));
    assert_false(read.permitted);
    assert_int_equal(ics_read_parse(arena, STR(""), &read), ERR_INVALID);
    assert_int_equal(ics_read_parse(arena, STR("<html></html>"), &read), ERR_INVALID);
    assert_int_equal(ics_read_parse(arena, STR("BEGIN:VCARD\r\nEND:VCARD\r\n"), &read),
                     ERR_INVALID);
    assert_int_equal(ics_read_parse(arena, STR("BEGIN:VCALENDAR\r\n\0END:VCALENDAR\r\n"), &read),
                     ERR_INVALID);
    arena_free(arena);
}

static void test_places(void **state)
{
    (void)state;
    static const struct {
        struct str bytes;
        bool placed, all_day;
        int64_t from, to;
    } rows[] = {
        {CALENDAR("DTSTART:20260701T150000Z\r\nDTEND:20260701T160000Z\r\n"), true, false,
         1782918000, 1782921600},
        {CALENDAR("DTSTART;TZID=Europe/London:20260701T160000\r\n"
                  "DTEND;TZID=Europe/London:20260701T170000\r\n"),
         true, false, 1782918000, 1782921600},
        {CALENDAR("DTSTART;VALUE=DATE:20260701\r\nDTEND;VALUE=DATE:20260702\r\n"), true, true,
         1782864000, 1782950400},
        {CALENDAR("DTSTART:20260701T160000\r\nDTEND:20260701T170000\r\n"), false, false, 0, 0},
        {CALENDAR("DTSTART;TZID=Europe/Paris:20260701T160000\r\n"
                  "DTEND;TZID=Europe/Paris:20260701T170000\r\n"),
         false, false, 0, 0},
        {CALENDAR("DTSTART;VALUE=DATE:20260701\r\nDTEND:20260701T170000Z\r\n"), false, true, 0, 0},
        {CALENDAR("DTSTART:20260701T150000Z\r\n"), false, false, 0, 0},
    };
    struct arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct ics_read read = parse(arena, rows[i].bytes);
        assert_int_equal(read.event_count, 1);
        assert_int_equal(read.events[0].sequence, 3);
        assert_null(read.events[0].status);
        assert_int_equal(read.events[0].placed, rows[i].placed);
        if (!rows[i].placed)
            continue;
        assert_int_equal(read.events[0].all_day, rows[i].all_day);
        assert_int_equal(read.events[0].starts_at.v, rows[i].from);
        assert_int_equal(read.events[0].ends_at.v, rows[i].to);
    }
    arena_free(arena);
}

/* A small generator with a fixed beginning: the same events in each run. */
static uint32_t draw(uint32_t *seed, uint32_t limit)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (uint32_t)(((uint64_t)*seed * limit) >> 32);
}

/* Pieces that trouble writers: escapes, line ends, several bytes, invalid ones, long words. */
static struct str draw_text(struct arena *arena, uint32_t *seed, uint32_t pieces_max)
{
    static const char *const pieces[] = {"a",
                                         "talk",
                                         " ",
                                         "  ",
                                         ",",
                                         ";",
                                         "\\",
                                         "\\n",
                                         ":",
                                         "\n",
                                         "\r\n",
                                         "\xc3\xab",
                                         "\xe2\x82\xac",
                                         "\xf0\x9f\x8e\x93",
                                         "\xff",
                                         "\t",
                                         "\"",
                                         "\x01",
                                         "-",
                                         "^",
                                         "Donaudampfschifffahrtsgesellschaft",
                                         "https://a.example/x/y?z=1",
                                         "\xe2\x80\xa8",
                                         "\xe2\x80\xae",
                                         "BEGIN:VEVENT"};
    struct buf buf;
    buf_init(&buf, 1 << 16);
    for (uint32_t i = draw(seed, pieces_max + 1); i > 0; i--)
        buf_add_c(&buf, pieces[draw(seed, COUNT_OF(pieces))]);
    struct str text = arena_str(arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

/* Between 2020 and 2045, by the minute, never in the night of a clock change. */
static struct instant draw_instant(uint32_t *seed)
{
    struct day day = day_add(day_of(2020, 1, 1), (int)draw(seed, 9490));
    return instant_add(tz_at(day, 4, 0), 60 * (int64_t)draw(seed, 19 * 60));
}

static struct ics_event draw_event(struct arena *arena, uint32_t *seed)
{
    struct ics_event event = ics_sample_event();
    event.uid = arena_printf(arena, "%08x-%04x-4000-8000-%012x", draw(seed, UINT32_MAX),
                             draw(seed, 65536), draw(seed, UINT32_MAX));
    event.seq = (int)draw(seed, 100);
    event.created = draw_instant(seed);
    event.modified = draw_instant(seed);
    event.all_day = draw(seed, 4) == 0;
    event.day_from = tz_day(draw_instant(seed));
    event.day_to = day_add(event.day_from, (int)draw(seed, 5));
    event.starts_at = draw_instant(seed);
    event.ends_at = instant_add(event.starts_at, 60 * (int64_t)(1 + draw(seed, 50)));
    event.summary = draw_text(arena, seed, 40);
    event.description = draw_text(arena, seed, 120);
    event.location = draw_text(arena, seed, 10);
    event.link = draw(seed, 2) ? STR("https://a.example/j;x=1,2") : STR("");
    event.category = (enum ics_category)draw(seed, ICS_CATEGORY_COUNT);
    event.state = (enum ics_state)draw(seed, ICS_STATE_COUNT);
    event.private = draw(seed, 2);
    event.organizer_name = draw_text(arena, seed, 6);
    event.attendee_name = draw_text(arena, seed, 6);
    return event;
}

/* Cleaned as one C string: the same cleaning, then libical's own writing. */
static char *cleaned(struct arena *arena, struct str raw, size_t chars_max)
{
    char *text = arena_alloc(arena, 4 * chars_max + 1);
    text[ics_clean(raw, chars_max, text)] = '\0';
    return text;
}

static struct icaltimetype ical_local(struct instant t)
{
    struct local local = tz_local(t);
    struct civil date = day_civil(local.day);
    return (struct icaltimetype){.year = date.year,
                                 .month = date.month,
                                 .day = date.day,
                                 .hour = local.hour,
                                 .minute = local.minute,
                                 .second = local.second};
}

static struct icaltimetype ical_utc(struct instant t)
{
    return icaltime_from_timet_with_zone((time_t)t.v, 0, icaltimezone_get_utc_timezone());
}

static struct icaltimetype ical_date(struct day day)
{
    struct civil date = day_civil(day);
    return (struct icaltimetype){
        .year = date.year, .month = date.month, .day = date.day, .is_date = 1};
}

static void add_ical_times(icalcomponent *c, const struct ics_event *event)
{
    bool day = event->all_day;
    struct icaltimetype from = day ? ical_date(event->day_from) : ical_local(event->starts_at);
    struct icaltimetype to =
        day ? ical_date(day_add(event->day_to, 1)) : ical_local(event->ends_at);
    icalproperty *start = icalproperty_new_dtstart(from), *end = icalproperty_new_dtend(to);
    if (!day) {
        icalproperty_add_parameter(start, icalparameter_new_tzid(TZ_NAME));
        icalproperty_add_parameter(end, icalparameter_new_tzid(TZ_NAME));
    }
    icalcomponent_add_property(c, start);
    icalcomponent_add_property(c, end);
}

static void add_ical_text(icalcomponent *c, icalproperty *property, const char *text)
{
    if (*text)
        icalcomponent_add_property(c, property);
    else
        icalproperty_free(property);
}

static void add_ical_description(struct arena *arena, icalcomponent *c,
                                 const struct ics_event *event)
{
    size_t room = ICS_DESCRIPTION_CHARS - (event->link.n ? event->link.n + 1 : 0);
    const char *text = cleaned(arena, event->description, room);
    const char *link = arena_str_c(arena, event->link);
    text = arena_printf(arena, "%s%s%s", text, *text && *link ? "\n" : "", link);
    add_ical_text(c, icalproperty_new_description(text), text);
}

/* Section 6 once more, in libical's words. */
static void add_ical_state(icalcomponent *c, const struct ics_event *event, bool cancel)
{
    static const struct {
        icalproperty_status status;
        icalproperty_transp transp;
        const char *busy;
    } rows[ICS_STATE_COUNT] = {
        {ICAL_STATUS_CONFIRMED, ICAL_TRANSP_OPAQUE, "BUSY"},
        {ICAL_STATUS_CONFIRMED, ICAL_TRANSP_TRANSPARENT, "FREE"},
        {ICAL_STATUS_TENTATIVE, ICAL_TRANSP_TRANSPARENT, "TENTATIVE"},
        {ICAL_STATUS_TENTATIVE, ICAL_TRANSP_TRANSPARENT, "TENTATIVE"},
        {ICAL_STATUS_CANCELLED, ICAL_TRANSP_TRANSPARENT, "FREE"},
        {ICAL_STATUS_CONFIRMED, ICAL_TRANSP_TRANSPARENT, "FREE"},
    };
    static const char *const words[ICS_CATEGORY_COUNT] = {
        "CPD", "Twilight", "INSET", "SPARK", "Conversation", "Deadline", "Protected"};
    size_t row = cancel ? ICS_STATE_CANCELLED : event->state;
    icalproperty *busy = icalproperty_new_x(rows[row].busy);
    icalproperty_set_x_name(busy, "X-MICROSOFT-CDO-BUSYSTATUS");
    icalcomponent_add_property(c, icalproperty_new_categories(words[event->category]));
    icalcomponent_add_property(c, icalproperty_new_status(rows[row].status));
    icalcomponent_add_property(c, icalproperty_new_transp(rows[row].transp));
    icalcomponent_add_property(c, busy);
    icalcomponent_add_property(
        c, icalproperty_new_class(event->private ? ICAL_CLASS_PRIVATE : ICAL_CLASS_PUBLIC));
}

/* A common name with the characters of section 4.1 replaced. */
static char *ical_name(struct arena *arena, struct str raw)
{
    char *text = cleaned(arena, raw, 200);
    for (char *at = text; *at; at++)
        *at = (char)(*at == '"' ? '\'' : *at == '^' || *at == '\n' ? ' ' : *at);
    return cleaned(arena, str_of(text), 200);
}

static void add_ical_people(struct arena *arena, icalcomponent *c, const struct ics_event *event,
                            enum ics_form form)
{
    const char *name = ical_name(arena, event->organizer_name);
    icalproperty *organizer = icalproperty_new_organizer(
        arena_printf(arena, "mailto:%s", arena_str_c(arena, event->organizer_email)));
    if (*name)
        icalproperty_add_parameter(organizer, icalparameter_new_cn(name));
    icalcomponent_add_property(c, organizer);
    if (form == ICS_FEED)
        return;
    name = ical_name(arena, event->attendee_name);
    icalproperty *attendee = icalproperty_new_attendee(
        arena_printf(arena, "mailto:%s", arena_str_c(arena, event->attendee_email)));
    icalproperty_add_parameter(attendee, icalparameter_new_cutype(ICAL_CUTYPE_INDIVIDUAL));
    icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_NEEDSACTION));
    icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    if (*name)
        icalproperty_add_parameter(attendee, icalparameter_new_cn(name));
    icalcomponent_add_property(c, attendee);
}

/* The VEVENT of section 5 as a tree of libical's. */
static icalcomponent *ical_event(struct arena *arena, const struct ics_event *event,
                                 enum ics_form form)
{
    static const char *const prefixes[ICS_STATE_COUNT] = {
        "", "", "Waiting list: ", "Provisional: ", "Cancelled: ", "Deadline: "};
    const char *prefix = form == ICS_CANCEL ? "" : prefixes[event->state];
    const char *title = cleaned(arena, event->summary, 200 - strlen(prefix));
    const char *location = cleaned(arena, event->location, ICS_LOCATION_CHARS);
    icalcomponent *c = icalcomponent_new_vevent();
    icalcomponent_add_property(c, icalproperty_new_uid(event->uid));
    icalcomponent_add_property(c, icalproperty_new_dtstamp(ical_utc(event->modified)));
    icalcomponent_add_property(c, icalproperty_new_created(ical_utc(event->created)));
    icalcomponent_add_property(c, icalproperty_new_lastmodified(ical_utc(event->modified)));
    icalcomponent_add_property(c, icalproperty_new_sequence(event->seq));
    add_ical_times(c, event);
    icalcomponent_add_property(c, icalproperty_new_summary(arena_printf(
                                      arena, "%s%s", prefix, *title ? title : "Untitled")));
    add_ical_description(arena, c, event);
    add_ical_text(c, icalproperty_new_location(location), location);
    icalcomponent_add_property(c, icalproperty_new_url(arena_str_c(arena, event->url)));
    add_ical_state(c, event, form == ICS_CANCEL);
    add_ical_people(arena, c, event, form);
    return c;
}

/* libical's text without its folds, folded again by the plain rule. */
static void refold(struct str text, struct buf *out)
{
    struct buf lines;
    buf_init(&lines, 1 << 20);
    for (size_t i = 0; i < text.n; i++) {
        if (i + 2 < text.n && memcmp(text.p + i, "\r\n ", 3) == 0)
            i += 2;
        else
            buf_add_char(&lines, text.p[i]);
    }
    struct str rest = buf_str(&lines), line;
    while (str_split(&rest, '\n', &line) && rest.p) {
        line.n--;
        for (size_t room = 75; line.n > room; room = 74) {
            size_t n = room;
            while (!str_is_utf8(str_first(line, n)))
                n--;
            buf_add(out, line.p, n);
            buf_add_c(out, "\r\n ");
            line = str_from(line, n);
        }
        buf_add_str(out, line);
        buf_add_c(out, "\r\n");
    }
    buf_done(&lines);
}

static void assert_equal(struct buf *ours, struct buf *theirs)
{
    bool same = str_eq(buf_str(ours), buf_str(theirs));
    if (!same)
        print_message("ours:\n%s\nlibical's:\n%s\n", buf_cstr(ours), buf_cstr(theirs));
    assert_true(same);
}

static void assert_same_bytes(struct arena *arena, const struct ics_event *event,
                              enum ics_form form)
{
    struct buf ours, theirs;
    buf_init(&ours, 1 << 20);
    buf_init(&theirs, 1 << 20);
    assert_ok(ics_write_event(&ours, event, form));
    icalcomponent *c = ical_event(arena, event, form);
    char *text = icalcomponent_as_ical_string_r(c);
    assert_null(strstr(text, "ERROR: No Value"));
    refold(str_of(text), &theirs);
    assert_equal(&ours, &theirs);
    icalmemory_free_buffer(text);
    icalcomponent_free(c);
    buf_done(&ours);
    buf_done(&theirs);
}

/* Section 12a: both writers give the same bytes. */
static void test_same_as_libical(void **state)
{
    (void)state;
    static const enum ics_form forms[] = {ICS_FEED, ICS_REQUEST, ICS_CANCEL};
    struct arena *arena = arena_new();
    uint32_t seed = 20260901;
    for (int i = 0; i < 1500; i++) {
        struct ics_event event = draw_event(arena, &seed);
        assert_same_bytes(arena, &event, forms[i % 3]);
        arena_reset(arena);
    }
    arena_free(arena);
}

/* The calendar's own properties, up to the zone (libical writes its rules' parts in another order).
 * Names without , and ; as libical leaves those raw in X- values; the golden files hold the others.
 */
static void test_same_calendar(void **state)
{
    (void)state;
    struct ics_calendar calendar = {ICS_FEED, STR("My year"), STR("Places and talks"), STR("teal")};
    struct buf ours, theirs;
    buf_init(&ours, 1 << 20);
    buf_init(&theirs, 1 << 20);
    ics_write_begin(&ours, &calendar);
    ics_write_end(&ours);
    icalcomponent *c = icalparser_parse_string(buf_cstr(&ours));
    char *text = icalcomponent_as_ical_string_r(c);
    refold(str_of(text), &theirs);
    ours.n = (size_t)(strstr(buf_cstr(&ours), "BEGIN:VTIMEZONE") - ours.p);
    theirs.n = (size_t)(strstr(buf_cstr(&theirs), "BEGIN:VTIMEZONE") - theirs.p);
    assert_equal(&ours, &theirs);
    icalmemory_free_buffer(text);
    icalcomponent_free(c);
    buf_done(&ours);
    buf_done(&theirs);
}

/* What is written is read back: 300 events in one feed, every rule of section 12a on its bytes. */
static void test_round_trip(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    static struct ics_event events[300];
    uint32_t seed = 7;
    for (size_t i = 0; i < COUNT_OF(events); i++)
        events[i] = draw_event(arena, &seed);
    struct buf out = ics_sample_write(ICS_FEED, events, COUNT_OF(events));
    assert_null(ics_rules_broken(buf_str(&out)));
    struct ics_read read = parse(arena, buf_str(&out));
    assert_int_equal(read.error_count, 0);
    assert_true(read.permitted);
    assert_int_equal(read.event_count, COUNT_OF(events));
    for (size_t i = 0; i < COUNT_OF(events); i++) {
        const struct ics_event *e = &events[i];
        const struct ics_read_event *got = &read.events[i];
        int64_t from = e->all_day ? e->day_from.v * INT64_C(86400) : e->starts_at.v;
        int64_t to = e->all_day ? (e->day_to.v + 1) * INT64_C(86400) : e->ends_at.v;
        assert_true(got->placed);
        assert_string_equal(got->uid, e->uid);
        assert_int_equal(got->sequence, e->seq);
        assert_int_equal(got->all_day, e->all_day);
        assert_int_equal(got->starts_at.v, from);
        assert_int_equal(got->ends_at.v, to);
    }
    buf_done(&out);
    arena_free(arena);
}

int main(void)
{
    support_init();
    ics_read_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judges_ours),     cmocka_unit_test(test_judges_file),
        cmocka_unit_test(test_judges_faults),   cmocka_unit_test(test_places),
        cmocka_unit_test(test_same_as_libical), cmocka_unit_test(test_same_calendar),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
