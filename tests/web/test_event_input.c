/* DESIGN: the form of an event: what is refused, where and in which words, and the way there and
 * back. */
#include "event_input.h"

#include "support.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* A form that is in order; each case changes some of its fields. */
static const struct form_field GOOD[] = {
    {STR("kind"), STR("twilight")},
    {STR("title"), STR("Questioning")},
    {STR("purpose"), STR("One.\r\nTwo.")},
    {STR("date_day"), STR("12")},
    {STR("date_month"), STR("nov")},
    {STR("date_year"), STR("2026")},
    {STR("start"), STR("3:45pm")},
    {STR("end"), STR("17:15")},
    {STR("school"), STR("2")},
    {STR("room"), STR("Hall")},
    {STR("capacity"), STR("30")},
    {STR("waiting_list"), STR("yes")},
    {STR("attendance"), STR("voluntary")},
    {STR("hours"), STR("1.5")},
};

static void put(struct form *form, struct str name, struct str value)
{
    for (int i = 0; i < form->count; i++) {
        if (str_eq(form->fields[i].name, name)) {
            form->fields[i].value = value;
            return;
        }
    }
    form->fields[form->count++] = (struct form_field){name, value};
}

/* The good form with "name=value name=value" changed; "_" stands for a space, nothing for empty. */
static struct form form_with(const char *changes)
{
    struct form form = {ARENA_ARRAY(arena, struct form_field, 64), 0};
    struct str rest = str_of(changes), change;
    for (size_t i = 0; i < COUNT_OF(GOOD); i++)
        put(&form, GOOD[i].name, GOOD[i].value);
    while (str_split(&rest, ' ', &change)) {
        long at = str_find(change, '=');
        if (at < 0)
            continue;
        char *value = arena_str_c(arena, str_from(change, (size_t)at + 1));
        for (char *p = strchr(value, '_'); p; p = strchr(p, '_'))
            *p = ' ';
        put(&form, str_first(change, (size_t)at), str_of(value));
    }
    return form;
}

struct bad {
    const char *changes, *field, *words;
};

static const struct bad BAD[] = {
    {"kind=", "kind", "Choose what kind"},
    {"kind=party", "kind", "Choose what kind"},
    {"title=", "title", "Enter it"},
    {"date_day= date_month= date_year=", "date", "Enter the date of the event"},
    {"date_day=31", "date", "There is no such date"},
    {"date_month=smarch", "date", "There is no such date"},
    {"date_year=26", "date", "There is no such date. Enter the year with four figures"},
    {"start=", "start", "Enter when it starts, like"},
    {"start=3:45", "start", "as a time of the day"},
    {"end=5.15", "end", "Is 5.15 in the morning or in the afternoon?"},
    {"end=5.15", "end", "5:15am or 5:15pm"},
    {"start=25:00", "start", "as a time of the day"},
    {"end=", "end", "Enter when it ends, like"},
    {"end=soon", "end", "as a time of the day"},
    {"end=15:15", "end", "must be after the start"},
    {"end=15:45", "end", "must be after the start"},
    {"nights=1", "end", "24 hours at most"},
    /* the clocks go forward on 28 March 2027 at 1:00, back on 31 October 2027 at 2:00 */
    {"date_day=28 date_month=3 date_year=2027 start=01:30 end=4pm", "start", "no 01:30 on Sunday"},
    {"date_day=28 date_month=3 date_year=2027 start=00:30 end=01:30", "end", "no 01:30 on Sunday"},
    {"date_day=31 date_month=10 date_year=2027 start=01:30 end=4pm", "start", "comes twice"},
    {"school=", "school", "Choose the host school"},
    {"school=0", "school", "Choose the host school"},
    {"school=x", "school", "Choose the host school"},
    {"capacity=", "capacity", "whole number"},
    {"capacity=-1", "capacity", "whole number"},
    {"capacity=10001", "capacity", "at most 10000"},
    {"capacity=2.5", "capacity", "whole number"},
    {"capacity=99999999999999999999", "capacity", "whole number"},
    {"waiting_list=no", "waiting_list", "Tick"},
    {"attendance=", "attendance", "Choose who comes"},
    {"attendance=forced", "attendance", "Choose who comes"},
    {"kind=spark attendance=required", "attendance", "never required"},
    {"hours=two", "hours", "like 1 or 1.5"},
    {"hours=1.5.1", "hours", "like 1 or 1.5"},
    {"hours=1.255", "hours", "like 1 or 1.5"},
    {"hours=-1", "hours", "like 1 or 1.5"},
    {"hours=25", "hours", "from 0 to 24"},
    {"opens_day=31 opens_month=11 opens_year=2026 opens_time=8am", "opens", "no such date"},
    {"opens_day=1 opens_month=11 opens_year=2026", "opens", "Enter the time too"},
    {"opens_time=08:00", "opens", "Enter the date too"},
    {"opens_day=1 opens_month=11 opens_year=2026 opens_time=8", "opens", "Enter the time like"},
    {"opens_day=13 opens_month=11 opens_year=2026 opens_time=08:00", "opens", "before the event"},
    {"opens_day=31 opens_month=10 opens_year=2027 opens_time=01:15", "opens", "comes twice"},
    {"closes_day=13 closes_month=11 closes_year=2026 closes_time=08:00", "closes",
     "before the event is over"},
    {"kind=spark fixed_minutes=twenty", "fixed_minutes", "whole number"},
    {"kind=spark changeover_s=901", "changeover_s", "at most 900"},
};

static bool is_said(const struct refusal *why, const struct bad *bad)
{
    for (int i = 0; i < why->field_count; i++)
        if (strcmp(why->fields[i].field, bad->field) == 0 &&
            strstr(why->fields[i].message, bad->words))
            return true;
    return false;
}

static void test_each_fault_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(BAD); i++) {
        struct refusal why;
        struct event_input input = {.version = -7};
        const struct form form = form_with(BAD[i].changes);
        refusal_init(&why, arena);
        if (event_input_read(&form, NULL, &why, &input) != ERR_INVALID || !is_said(&why, &BAD[i]))
            fail_msg("\"%s\": %d faults, the first \"%s: %s\"", BAD[i].changes, why.field_count,
                     why.field_count ? why.fields[0].field : "",
                     why.field_count ? why.fields[0].message : "");
        /* One fault, one sentence, and nothing handed out. */
        if (why.field_count != 1)
            fail_msg("\"%s\": \"%s\" is refused too", BAD[i].changes, why.fields[1].field);
        assert_int_equal(input.version, -7);
    }
}

static void test_all_faults_at_once(void **state)
{
    (void)state;
    struct refusal why;
    struct event_input input;
    const struct form empty = {NULL, 0};
    static const char *const FIELDS[] = {"kind", "title",  "date",     "start",
                                         "end",  "school", "capacity", "attendance"};
    refusal_init(&why, arena);
    assert_int_equal(event_input_read(&empty, NULL, &why, &input), ERR_INVALID);
    assert_int_equal(why.field_count, COUNT_OF(FIELDS));
    for (size_t i = 0; i < COUNT_OF(FIELDS); i++) /* in the order of the page */
        assert_string_equal(why.fields[i].field, FIELDS[i]);
}

static struct event_input read_good(const char *changes)
{
    struct refusal why;
    struct event_input input = {.version = -7};
    const struct form form = form_with(changes);
    refusal_init(&why, arena);
    if (event_input_read(&form, NULL, &why, &input) != OK)
        fail_msg("\"%s\" is refused: %s", changes, why.fields[0].message);
    return input;
}

static void test_good_form(void **state)
{
    (void)state;
    struct event_input input = read_good("version=4 kind=spark fixed_minutes= changeover_s=90");
    const struct event_fields *f = &input.fields;
    assert_int_equal(input.version, 4);
    assert_int_equal(f->kind, EVENT_SPARK);
    assert_string_equal(f->title, "Questioning");
    assert_string_equal(f->purpose, "One.\nTwo.");
    assert_int_equal(f->starts_at.v, support_at("2026-11-12T15:45").v);
    assert_int_equal(f->ends_at.v, support_at("2026-11-12T17:15").v);
    assert_int_equal(f->school.v, 2);
    assert_int_equal(f->capacity, 30);
    assert_true(f->waiting_list);
    assert_int_equal(f->attendance, ATTENDANCE_VOLUNTARY);
    assert_int_equal(f->hours_min, 90);
    assert_int_equal(f->booking_opens_at.v, 0);
    assert_int_equal(f->booking_closes_at.v, 0);
    assert_int_equal(input.spark.fixed_minutes, SPARK_UNSET);
    assert_int_equal(input.spark.changeover_s, 90);
}

/* What is said of talks counts for SPARK alone; a version too large is no version 0. */
static void test_what_is_passed_over(void **state)
{
    (void)state;
    struct event_input input = read_good("fixed_minutes=many version=4294967296");
    assert_int_equal(input.spark.fixed_minutes, SPARK_UNSET);
    assert_int_equal(input.version, INT32_MAX);
    input = read_good("waiting_list= hours=");
    assert_false(input.fields.waiting_list);
    assert_int_equal(input.fields.hours_min, 0);
}

static void test_ends_at_midnight_or_after(void **state)
{
    (void)state;
    struct event_input input = read_good("start=8pm end=midnight");
    assert_int_equal(input.fields.ends_at.v, support_at("2026-11-13T00:00").v);
    input = read_good("start=8pm end=midnight nights=1");
    assert_int_equal(input.fields.ends_at.v, support_at("2026-11-13T00:00").v);
    input = read_good("start=8pm end=7am nights=1");
    assert_int_equal(input.fields.ends_at.v, support_at("2026-11-13T07:00").v);
}

/* ---- and back ---- */

static struct event event_of(const struct event_input *input)
{
    return (struct event){.fields = input->fields, .version = 9};
}

static void check_same(const struct event_fields *a, const struct event_fields *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_string_equal(a->title, b->title);
    assert_string_equal(a->purpose, b->purpose);
    assert_int_equal(a->school.v, b->school.v);
    assert_string_equal(a->room, b->room);
    assert_int_equal(a->starts_at.v, b->starts_at.v);
    assert_int_equal(a->ends_at.v, b->ends_at.v);
    assert_int_equal(a->capacity, b->capacity);
    assert_int_equal(a->attendance, b->attendance);
    assert_int_equal(a->hours_min, b->hours_min);
    assert_int_equal(a->waiting_list, b->waiting_list);
    assert_int_equal(a->booking_opens_at.v, b->booking_opens_at.v);
    assert_int_equal(a->booking_closes_at.v, b->booking_closes_at.v);
    assert_int_equal(a->counts, b->counts);
    assert_int_equal(a->approval, b->approval);
    assert_int_equal(a->clash_warns, b->clash_warns);
    assert_int_equal(a->fresh_first, b->fresh_first);
    assert_int_equal(a->offer_min, b->offer_min);
    assert_int_equal(a->withdraw_h, b->withdraw_h);
}

static void check_same_about(const struct event_about *a, const struct event_about *b)
{
    assert_string_equal(a->methods, b->methods);
    assert_string_equal(a->objectives, b->objectives);
    assert_string_equal(a->expectations, b->expectations);
    assert_string_equal(a->audience, b->audience);
    assert_string_equal(a->level, b->level);
    assert_string_equal(a->theme, b->theme);
    assert_string_equal(a->phase, b->phase);
    assert_string_equal(a->subject, b->subject);
    assert_string_equal(a->evaluation, b->evaluation);
    assert_string_equal(a->emerging, b->emerging);
    assert_int_equal(a->mode, b->mode);
    assert_int_equal(a->strand, b->strand);
    assert_int_equal(a->standard, b->standard);
    assert_int_equal(a->provider.v, b->provider.v);
    assert_int_equal(a->cost_pence, b->cost_pence);
}

static void check_round_trip(const char *changes)
{
    struct refusal why;
    struct event_input input = read_good(changes), again = {.version = 0};
    const struct event event = event_of(&input);
    const struct form form = event_input_form(&event, &input.about, NULL, arena);
    struct str unknown;
    refusal_init(&why, arena);
    assert_ok(form_check_known(&form, EVENT_INPUT_FIELDS, &unknown));
    assert_ok(event_input_read(&form, NULL, &why, &again));
    assert_int_equal(again.version, 9);
    check_same(&again.fields, &input.fields);
    check_same_about(&again.about, &input.about);
}

static void test_written_reads_the_same(void **state)
{
    (void)state;
    check_round_trip("");
    check_round_trip("waiting_list= hours= purpose= room= capacity=0 attendance=invited");
    check_round_trip(
        "counts=directed clash=warn approval=yes fresh_first=yes offer=1440 withdraw=24");
    check_round_trip("audience=All objectives=Ask methods=Try expectations=Bring level=team "
                     "theme=wellbeing phase=KS3 subject=Maths evaluation=at_once emerging=Snow "
                     "mode=online strand=governors standard_1=yes standard_5=yes provider=3 "
                     "cost=1,250.05");
    check_round_trip("start=8pm end=midnight");
    check_round_trip("start=8pm end=06:59 nights=1");
    check_round_trip("start=00:00 end=00:00");
    check_round_trip("date_day=1 date_month=9 date_year=2027 start=1am end=03:05");
    check_round_trip("opens_day=1 opens_month=11 opens_year=2026 opens_time=00:00 "
                     "closes_day=12 closes_month=nov closes_year=2026 closes_time=midday");
}

/* Every number of minutes survives its decimal hours. */
static void test_hours_read_the_same(void **state)
{
    (void)state;
    struct event_input input = read_good("");
    for (int minutes = 0; minutes <= 24 * 60; minutes++) {
        struct refusal why;
        struct event_input again = {.version = 0};
        struct event event = event_of(&input);
        event.fields.hours_min = minutes;
        const struct form form = event_input_form(&event, &input.about, NULL, arena);
        refusal_init(&why, arena);
        assert_ok(event_input_read(&form, NULL, &why, &again));
        assert_int_equal(again.fields.hours_min, minutes);
    }
}

static void test_fixed_minutes_of_blocks(void **state)
{
    (void)state;
    struct event_input input = read_good("kind=spark");
    const struct event event = event_of(&input);
    int64_t start_s = event.fields.starts_at.v, end_s = event.fields.ends_at.v;
    static const struct {
        int first_s, last_s;
        const char *typed; /* NULL: nothing is */
    } CASES[] = {{600, 600, "20"}, {660, 600, "21"}, {0, 0, "0"}, {600, 0, NULL}, {630, 570, NULL}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        const struct spark_settings settings = {
            .pack = {.changeover_s = 120},
            .span_count = 1,
            .spans = {{start_s + CASES[i].first_s, end_s - CASES[i].last_s}}};
        const struct form form = event_input_form(&event, &input.about, &settings, arena);
        struct str typed = form_find(&form, "fixed_minutes");
        assert_true((typed.p == NULL) == (CASES[i].typed == NULL));
        if (typed.p)
            assert_str(typed, CASES[i].typed);
        assert_str(form_find(&form, "changeover_s"), "120");
    }
}

static void test_rename(void **state)
{
    (void)state;
    struct refusal why;
    refusal_init(&why, arena);
    refuse_field(&why, "host_school", "x");
    refuse_field(&why, "title", "y");
    event_input_rename(&why);
    assert_string_equal(why.fields[0].field, "school");
    assert_string_equal(why.fields[1].field, "title");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_fault_is_named),
        cmocka_unit_test(test_all_faults_at_once),
        cmocka_unit_test(test_good_form),
        cmocka_unit_test(test_what_is_passed_over),
        cmocka_unit_test(test_ends_at_midnight_or_after),
        cmocka_unit_test(test_written_reads_the_same),
        cmocka_unit_test(test_hours_read_the_same),
        cmocka_unit_test(test_fixed_minutes_of_blocks),
        cmocka_unit_test(test_rename),
    };
    support_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
