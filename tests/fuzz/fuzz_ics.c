/* DESIGN: whatever people typed, the written calendar keeps every rule of ics_rules.h. */
#include <stdlib.h>
#include <string.h>

#include "../feed/ics_rules.h"
#include "check.h"
#include "ics.h"
#include "tz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    CHECK(tz_init() == OK);
    return 0;
}

static uint32_t take_number(struct str *rest, size_t bytes)
{
    uint32_t value = 0;
    for (size_t i = 0; i < bytes && i < rest->n; i++)
        value = value << 8 | (unsigned char)rest->p[i];
    *rest = str_from(*rest, bytes);
    return value;
}

/* Texts are separated by RS, a control character like others. */
static struct str take_text(struct str *rest)
{
    struct str text = {"", 0};
    (void)str_split(rest, '\x1e', &text);
    return text;
}

/* ics_clean says the same when it is asked again, and escaping is all that ics_clean_text adds. */
static void check_cleaning(struct str raw)
{
    static char once[4 * 4000], twice[4 * 4000], escaped[4 * 4000];
    size_t n = ics_clean(raw, 4000, once), at = 0;
    CHECK(str_is_utf8((struct str){once, n}) && n <= sizeof once);
    CHECK(ics_clean((struct str){once, n}, 4000, twice) == n && memcmp(once, twice, n) == 0);
    size_t m = ics_clean_text(raw, 4000, escaped);
    for (size_t i = 0; i < m; i++, at++) {
        char c = escaped[i];
        if (c == '\\') {
            c = escaped[++i];
            c = (char)(c == 'n' ? '\n' : c);
        }
        CHECK(at < n && once[at] == c);
    }
    CHECK(at == n);
}

static struct ics_event take_event(struct str *rest)
{
    uint32_t bits = take_number(rest, 4);
    struct ics_event event = {
        .uid = "00000000-0000-4000-8000-000000000001",
        .seq = (int)(bits >> 16 & 0xff),
        .category = (enum ics_category)(bits % ICS_CATEGORY_COUNT),
        .state = (enum ics_state)(bits / 16 % ICS_STATE_COUNT),
        .private = bits >> 8 & 1,
        .all_day = bits >> 9 & 1,
        .created = {1600000000},
        .modified = {take_number(rest, 4)},
    };
    event.starts_at.v = take_number(rest, 4);
    event.ends_at.v = event.starts_at.v + take_number(rest, 3);
    event.day_from.v = (int32_t)take_number(rest, 2);
    event.day_to.v = event.day_from.v + (int32_t)take_number(rest, 1);
    event.summary = take_text(rest);
    event.description = take_text(rest);
    event.location = take_text(rest);
    event.organizer_name = take_text(rest);
    event.attendee_name = take_text(rest);
    event.organizer_email = bits >> 10 & 1 ? take_text(rest) : STR("cpd@demo.example");
    event.attendee_email = bits >> 11 & 1 ? take_text(rest) : STR("zoe@demo.example");
    event.url = bits >> 12 & 1 ? take_text(rest) : STR("https://a.example/");
    event.link = bits >> 13 & 1 ? take_text(rest) : STR("");
    return event;
}

static void write_twice(struct buf *out, const struct ics_event *event, enum ics_form form)
{
    size_t before = out->n;
    enum err err = ics_write_event(out, event, form);
    CHECK(err == ics_event_check(event, form));
    CHECK(err == OK || out->n == before);
    struct ics_event again = *event;
    again.uid = "00000000-0000-4000-8000-000000000002";
    CHECK(ics_write_event(out, &again, form) == err);
    CHECK(out->n - before == 0 || (out->n - before) % 2 == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size};
    struct buf out;
    buf_init(&out, 1 << 20);
    check_cleaning(rest);
    struct ics_calendar calendar = {.form = (enum ics_form)(take_number(&rest, 1) % 4)};
    struct ics_event event = take_event(&rest);
    calendar.name = take_text(&rest);
    calendar.description = take_text(&rest);
    calendar.color = take_text(&rest);
    ics_write_begin(&out, &calendar);
    write_twice(&out, &event, calendar.form);
    ics_write_end(&out);
    const char *broken = ics_rules_broken(buf_str(&out));
    if (broken)
        check_failed(broken, __FILE__, __LINE__);
    buf_done(&out);
    return 0;
}
