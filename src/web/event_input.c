/* DESIGN: the form of an event: typed words to fields, with every fault named. */
#include "event_input.h"

#include <string.h>

#include "check.h"
#include "event_rules.h"
#include "tz.h"
#include "words.h"

/* ---- typed to fields ---- */

struct reader {
    const struct form *form;
    struct refusal *why;
};

static const char *text_of(const struct reader *reader, const char *name)
{
    return form_text(reader->form, name, reader->why->arena);
}

/* Browsers end lines with CR LF; we keep LF. */
static const char *lines_of(const struct reader *reader, const char *name)
{
    char *text = arena_strdup(reader->why->arena, text_of(reader, name)), *out = text;
    for (const char *p = text; *p; p++)
        if (*p != '\r')
            *out++ = *p;
    *out = '\0';
    return text;
}

/* ---- dates and times ---- */

enum given { GIVEN_NOTHING, GIVEN_WRONG, GIVEN_RIGHT };

/* NAME_day, NAME_month, NAME_year. */
static enum given read_date(const struct reader *reader, const char *name, struct day *ret)
{
    struct arena *arena = reader->why->arena;
    struct str day = str_of(text_of(reader, arena_printf(arena, "%s_day", name)));
    struct str month = str_of(text_of(reader, arena_printf(arena, "%s_month", name)));
    struct str year = str_of(text_of(reader, arena_printf(arena, "%s_year", name)));
    if (!day.n && !month.n && !year.n)
        return GIVEN_NOTHING;
    if (words_parse_date(day, month, year, ret) == OK)
        return GIVEN_RIGHT;
    refuse_field(reader->why, name, "There is no such date. %s",
                 year.n == 2 ? "Enter the year with four figures, like 2026."
                             : "Enter a day, a month and a year, like 12 November 2026.");
    return GIVEN_WRONG;
}

/* A wall time to its instant; nothing in a school happens while the clocks change. */
static bool read_wall(const struct reader *reader, struct local wall, const char *field,
                      struct instant *ret)
{
    const char *date = words_date(reader->why->arena, wall.day);
    enum err err = tz_instant(wall, ret);
    if (err == ERR_CONFLICT)
        refuse_field(reader->why, field,
                     "The clocks go back then: %02d:%02d comes twice on %s. Choose another time.",
                     wall.hour, wall.minute, date);
    else if (err != OK)
        refuse_field(reader->why, field,
                     "The clocks go forward then: there is no %02d:%02d on %s. Choose another "
                     "time.",
                     wall.hour, wall.minute, date);
    return err == OK;
}

/* A required time of day; verb: "starts" */
static bool read_clock(const struct reader *reader, const char *name, const char *verb,
                       struct local *ret)
{
    struct str typed = str_of(text_of(reader, name));
    const char *half = words_ask_half(reader->why->arena, typed);
    if (half)
        refuse_field(reader->why, name, "%s", half);
    else if (typed.n == 0)
        refuse_field(reader->why, name, "Enter when it %s, like 15:45 or 3:45pm.", verb);
    else if (words_parse_time(typed, &ret->hour, &ret->minute) != OK)
        refuse_field(reader->why, name,
                     "Enter when it %s as a time of the day, like 15:45 or 3:45pm.", verb);
    else
        return true;
    return false;
}

/* One date for both; an end at midnight, or after a night, is on the next day. */
static void read_times(const struct reader *reader, struct event_fields *fields)
{
    struct local start = {.second = 0}, end = {.second = 0};
    struct day day;
    enum given date = read_date(reader, "date", &day);
    if (date == GIVEN_NOTHING)
        refuse_field(reader->why, "date", "Enter the date of the event.");
    bool starts = read_clock(reader, "start", "starts", &start);
    bool ends = read_clock(reader, "end", "ends", &end);
    if (date != GIVEN_RIGHT)
        return;
    bool next_day = form_int(reader->form, "nights", 0) == 1 || (end.hour == 0 && end.minute == 0);
    start.day = day;
    end.day = day_add(day, next_day);
    if (starts)
        read_wall(reader, start, "start", &fields->starts_at);
    if (ends)
        read_wall(reader, end, "end", &fields->ends_at);
}

/* Four fields that are all empty or all filled; v 0 if empty. */
static void read_moment(const struct reader *reader, const char *name, struct instant *ret)
{
    struct local wall = {.second = 0};
    struct str time = str_of(text_of(reader, arena_printf(reader->why->arena, "%s_time", name)));
    enum given date = read_date(reader, name, &wall.day);
    if (date == GIVEN_WRONG || (date == GIVEN_NOTHING && time.n == 0))
        return;
    if (date == GIVEN_NOTHING)
        refuse_field(reader->why, name, "Enter the date too, or leave the time empty.");
    else if (time.n == 0)
        refuse_field(reader->why, name, "Enter the time too, like 08:00.");
    else if (words_parse_time(time, &wall.hour, &wall.minute) != OK)
        refuse_field(reader->why, name, "Enter the time like 08:00 or 4:30pm.");
    else
        read_wall(reader, wall, name, ret);
}

/* ---- numbers and choices ---- */

/* A whole number up to max, or `empty` for nothing; label: "how many places there are". */
static int read_number(const struct reader *reader, const char *name, int max, int empty,
                       const char *label)
{
    struct str typed = str_of(text_of(reader, name));
    int64_t value;
    if (typed.n == 0 && empty != INT32_MIN)
        return empty;
    if (str_parse_int(typed, &value) == OK && value <= max)
        return (int)value;
    refuse_field(reader->why, name, "Enter %s as a whole number, at most %d.", label, max);
    return -1;
}

/* "1", "1.5", "0.25" in minutes; nothing is none. */
int event_input_hours(const struct form *form, struct refusal *why)
{
    const struct reader with = {form, why}, *reader = &with;
    struct str rest = str_of(text_of(reader, "hours")), whole = STR(""), part = STR("");
    int64_t hours = 0, hundredths = 0;
    if (rest.n == 0)
        return 0;
    bool has_part = str_split(&rest, '.', &whole) && rest.p && str_split(&rest, '.', &part);
    bool good = !rest.p && whole.n <= 2 && str_parse_int(whole, &hours) == OK &&
                (!has_part || (part.n <= 2 && str_parse_int(part, &hundredths) == OK));
    if (good && part.n == 1)
        hundredths *= 10;
    if (good)
        return (int)(hours * 60 + (hundredths * 60 + 50) / 100);
    refuse_field(reader->why, "hours", "Enter the hours it counts as, like 1 or 1.5.");
    return -1;
}

bool event_input_needs_pack(const struct form *form)
{
    struct str kind = str_trim(form_find(form, "kind"));
    enum event_kind known;
    return kind.n && event_kind_parse(kind, &known) != OK;
}

/* One of the engine's kinds, or one of the policy's activities, which has a kind that fits it. */
static void read_kind(const struct reader *reader, const struct policy_pack *pack,
                      struct event_fields *fields)
{
    const char *typed = text_of(reader, "kind");
    const struct policy_list *list = pack ? policy_list_find(pack, "activities") : NULL;
    const struct policy_item *item = list ? policy_list_item(list, typed) : NULL;
    fields->type = "";
    if (event_kind_parse(str_of(typed), &fields->kind) == OK)
        return;
    if (!item)
        refuse_field(reader->why, "kind", "Choose what kind of event this is.");
    else {
        fields->type = typed;
        fields->kind = event_kind_of(item);
    }
}

static void read_choices(const struct reader *reader, struct event_fields *fields)
{
    struct str ticked = str_of(text_of(reader, "waiting_list"));
    if (event_attendance_parse(str_of(text_of(reader, "attendance")), &fields->attendance) != OK)
        refuse_field(reader->why, "attendance", "Choose who comes.");
    fields->waiting_list = str_eq_c(ticked, "yes");
    if (ticked.n && !fields->waiting_list)
        refuse_field(reader->why, "waiting_list", "Tick the box or leave it.");
    fields->school.v = form_int(reader->form, "school", 0);
    if (fields->school.v <= 0)
        refuse_field(reader->why, "school", "Choose the host school.");
}

/* What a form does not send stays as it is by itself: nothing counts, a clash is refused. */
static void read_settings(const struct reader *reader, struct event_fields *fields)
{
    struct str counts = str_of(text_of(reader, "counts")), clash = str_of(text_of(reader, "clash"));
    fields->approval = str_eq_c(str_of(text_of(reader, "approval")), "yes");
    fields->fresh_first = str_eq_c(str_of(text_of(reader, "fresh_first")), "yes");
    fields->clash_warns = str_eq_c(clash, "warn");
    if (counts.n && event_counts_parse(counts, &fields->counts) != OK)
        refuse_field(reader->why, "counts", "Choose what its hours count toward.");
    if (clash.n && !fields->clash_warns && !str_eq_c(clash, "block"))
        refuse_field(reader->why, "clash", "Choose what happens to whoever is busy then.");
    fields->offer_min = read_number(reader, "offer", EVENT_OFFER_MAX_MIN, 0,
                                    "for how many minutes a free place is offered");
    fields->withdraw_h = read_number(reader, "withdraw", EVENT_WITHDRAW_MAX_H, 0,
                                     "how many hours before it nobody may withdraw");
}

/* What a form does not send stays as it is. */
static void read_ways(const struct reader *reader, struct spark_fields *spark)
{
    struct str typed[] = {str_of(text_of(reader, "intake")), str_of(text_of(reader, "order")),
                          str_of(text_of(reader, "themes"))};
    enum spark_intake intake;
    enum spark_order order;
    enum spark_themes themes;
    if (typed[0].n && spark_intake_parse(typed[0], &intake) != OK)
        refuse_field(reader->why, "intake", "Choose how talks come in.");
    else if (typed[0].n)
        spark->intake = (int)intake;
    if (typed[1].n && spark_order_parse(typed[1], &order) != OK)
        refuse_field(reader->why, "order", "Choose how the order is made.");
    else if (typed[1].n)
        spark->order = (int)order;
    if (typed[2].n && spark_themes_parse(typed[2], &themes) != OK)
        refuse_field(reader->why, "themes", "Choose where talks of one theme go.");
    else if (typed[2].n)
        spark->themes = (int)themes;
}

static struct spark_fields read_spark(const struct reader *reader)
{
    struct spark_fields spark = spark_event_defaults();
    spark.fixed_minutes = read_number(reader, "fixed_minutes", 24 * 60, SPARK_UNSET,
                                      "the minutes that are not for talks");
    spark.changeover_s = read_number(reader, "changeover_s", SPARK_CHANGEOVER_MAX_S, SPARK_UNSET,
                                     "the seconds between talks");
    read_ways(reader, &spark);
    return spark;
}

/* ---- names ---- */

static const struct {
    const char *rule, *form;
} NAMES[] = {
    {"starts_at", "start"},
    {"ends_at", "end"},
    {"host_school", "school"},
    {"booking_opens_at", "opens"},
    {"booking_closes_at", "closes"},
    {"rooms", "room"},
    {"blocks", "fixed_minutes"},
    {"seats", "capacity"},
    {"type", "kind"},
    {"offer_minutes", "offer"},
    {"fresh_schools_first", "fresh_first"},
    {"withdraw_hours", "withdraw"},
    {"about.cost_pence", "cost"},
    {"about.provider_id", "provider"},
};

static const char *form_name(const char *rule)
{
    for (size_t i = 0; i < COUNT_OF(NAMES); i++)
        if (strcmp(NAMES[i].rule, rule) == 0)
            return NAMES[i].form;
    return strncmp(rule, "about.", 6) == 0 ? rule + 6 : rule;
}

void event_input_rename(struct refusal *why)
{
    for (int i = 0; i < why->field_count; i++)
        why->fields[i].field = form_name(why->fields[i].field);
}

/* What the rules say beside what could not be read: each field speaks once, and a time whose date
 * is wrong not at all. */
static void add_rules(const struct event_input *input, struct refusal *why)
{
    struct refusal rules;
    refusal_init(&rules, why->arena);
    event_rules_check(&input->fields, &rules);
    event_about_check(&input->about, &rules);
    for (int i = 0; i < rules.field_count; i++) {
        const char *name = form_name(rules.fields[i].field);
        bool of_date = strcmp(name, "start") == 0 || strcmp(name, "end") == 0;
        if (!refusal_names(why, name) && !(of_date && refusal_names(why, "date")))
            refuse_field(why, name, "%s", rules.fields[i].message);
    }
}

/* As the fields stand on the page, so that the summary reads from top to bottom. */
static void sort_refusal(struct refusal *why)
{
    static const char *const ORDER[] = {
        "kind",         "title",       "purpose",  "date",       "start",      "end",
        "school",       "room",        "capacity", "audience",   "objectives", "methods",
        "expectations", "attendance",  "strand",   "hours",      "counts",     "waiting_list",
        "approval",     "fresh_first", "opens",    "closes",     "clash",      "offer",
        "withdraw",     "provider",    "cost",     "level",      "theme",      "phase",
        "subject",      "mode",        "standard", "evaluation", "emerging",   "fixed_minutes",
        "changeover_s"};
    int done = 0;
    for (size_t i = 0; i < COUNT_OF(ORDER); i++)
        for (int j = done; j < why->field_count; j++)
            if (strcmp(why->fields[j].field, ORDER[i]) == 0) {
                struct refusal_field field = why->fields[j];
                memmove(&why->fields[done + 1], &why->fields[done],
                        (size_t)(j - done) * sizeof field);
                why->fields[done++] = field;
            }
}

enum err event_input_read(const struct form *form, const struct policy_pack *pack,
                          struct refusal *why, struct event_input *ret)
{
    const struct reader reader = {form, why};
    struct event_input input = {.spark = spark_event_defaults()};
    struct event_fields *fields = &input.fields;
    int64_t version = form_int(form, "version", 0);
    read_kind(&reader, pack, fields);
    read_choices(&reader, fields);
    read_settings(&reader, fields);
    input.about = event_about_input_read(form, why);
    fields->title = text_of(&reader, "title");
    fields->purpose = lines_of(&reader, "purpose");
    read_times(&reader, fields);
    fields->room = text_of(&reader, "room");
    fields->capacity = read_number(&reader, "capacity", EVENT_CAPACITY_MAX, INT32_MIN,
                                   "how many places there are");
    fields->hours_min = event_input_hours(form, why);
    read_moment(&reader, "opens", &fields->booking_opens_at);
    read_moment(&reader, "closes", &fields->booking_closes_at);
    if (fields->kind == EVENT_SPARK && !refusal_names(why, "kind"))
        input.spark = read_spark(&reader);
    input.version = version > INT32_MAX ? INT32_MAX : (int)version;
    add_rules(&input, why);
    sort_refusal(why);
    enum err err = refusal_check(why);
    if (err == OK)
        *ret = input;
    return err;
}
