/* DESIGN: the demo's schools and people, plainly made up. */
#include "calendar.h"
#include "check.h"
#include "demo.h"
#include "embedded.h"
#include "token.h"
#include "tz.h"

static const char *const SCHOOLS[] = {
    "Ashby Park School",      "Millbrook Primary School", "Kingsmead Academy",
    "Fernhill Infant School", "Harbour View School",      "Thornfield High School",
    "St Swithun's Academy",   "Oakridge Special School",  "Larkfield Sixth Form College",
    "Weirside Junior School", "Copperfield Nursery",      "Brook Lane Primary School",
};
/* The school year of the demo's tables in conf/data. */
enum { TABLES_YEAR = 2026 };

static const char *const FIRST_NAMES[] = {
    "Amira", "Ben",    "Chloe", "Daniel", "Ella",   "Farah", "George",  "Hannah", "Imran",  "Jess",
    "Kofi",  "Lucy",   "Milo",  "Nadia",  "Owen",   "Poppy", "Quentin", "Rosa",   "Sanjay", "Tess",
    "Uma",   "Victor", "Wendy", "Xavier", "Yasmin", "Zack",  "Alice",   "Bruno",  "Carys",  "Dev",
};
static const char *const LAST_NAMES[] = {
    "Appleby", "Birch",  "Cole",  "Dale",   "Elmwood",   "Frost", "Grove", "Heath",
    "Ives",    "Jarvis", "Kerr",  "Lark",   "Marsh",     "North", "Oakes", "Pike",
    "Quill",   "Reed",   "Stone", "Thorne", "Underhill", "Vale",  "Wren",  "Yates",
};

struct persona {
    const char *email, *name;
    int school; /* index; -1: none */
    const char *staff_group, *role_category;
    enum role role;
    bool trust_wide;
};

/* Every demo trust has these, whatever its size (contract, section 1). */
static const struct persona PERSONAS[] = {
    {"staff@demo.example", "Ana Bell", 0, "teaching", "main scale", ROLE_STAFF, false},
    {"mentor@demo.example", "Sam Green", 0, "teaching", "upper pay range", ROLE_STAFF, false},
    {"leader@demo.example", "Priya Shah", 0, "teaching", "leadership", ROLE_CPD_LEADER, false},
    {"other@demo.example", "Jo Carter", 1, "teaching", "main scale", ROLE_STAFF, false},
    {"ect@demo.example", "Kit Rowe", 1, "teaching", "main scale", ROLE_STAFF, false},
    {"head@demo.example", "Mel Thorne", 0, "teaching", "headteacher", ROLE_HEAD, false},
    {"coordinator@demo.example", "Robin Hale", 0, "teaching", "leadership", ROLE_TRUST_COORDINATOR,
     true},
    {"governor@demo.example", "Noor Aziz", 0, "governance", "", ROLE_GOVERNOR, false},
    {"admin@demo.example", "Lee Okoro", 0, "administration", "", ROLE_ADMINISTRATOR, true},
};

struct day demo_day(const struct demo *demo, int month, int day)
{
    return day_of(month >= 9 ? demo->year : demo->year + 1, month, day);
}

struct instant demo_at(const struct demo *demo, int month, int day, int hour, int minute)
{
    return tz_at(demo_day(demo, month, day), hour, minute);
}

struct day demo_moved(const struct demo *demo, struct day day)
{
    struct span span = {.from = day, .to = day};
    calendar_shift_year(&span, 1, TABLES_YEAR, demo->year);
    return span.from;
}

struct day demo_spark_day(const struct demo *demo)
{
    return demo_moved(demo, day_of(TABLES_YEAR, 11, 12));
}

struct instant demo_present(const struct demo *demo)
{
    return tz_at(day_add(demo_spark_day(demo), -10), 16, 10);
}

struct refusal *demo_fresh(struct arena *arena, struct refusal *why)
{
    refusal_init(why, arena);
    return why;
}

static const char *school_name(const struct demo *demo, int i)
{
    int known = (int)COUNT_OF(SCHOOLS);
    return i < known ? SCHOOLS[i]
                     : arena_printf(demo->arena, "%s %d", SCHOOLS[i % known], i / known + 1);
}

static enum err add_calendar(struct demo *demo, struct school_id school)
{
    static const char file[] = "demo-calendar-2026.csv";
    struct refusal why;
    struct span *spans;
    int count;
    refusal_init(&why, demo->arena);
    enum err err = calendar_parse_year(file, embedded_find(embedded_data, file), demo->arena,
                                       &spans, &count, &why);
    if (err != OK)
        return err;
    calendar_shift_year(spans, count, TABLES_YEAR, demo->year);
    return calendar_insert_year(demo->store, school, spans, count);
}

static enum err add_schools(struct demo *demo)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < demo->school_count; i++) {
        struct demo_school *school = &demo->schools[i];
        school->name = school_name(demo, i);
        err = school_insert(demo->store, school->name,
                            arena_printf(demo->arena, "%d Example Road, Larkfield", i * 7 + 3),
                            &school->id);
        if (err == OK)
            err = add_calendar(demo, school->id);
    }
    return err;
}

struct newcomer {
    const char *name, *email, *staff_group, *role_category;
    int school, working_days;
};

static enum err add_person(struct demo *demo, const struct newcomer *who, struct person_id *ret)
{
    struct person_new person = {who->name, who->email};
    struct employment job = {demo->schools[who->school].id, who->staff_group, who->role_category,
                             who->working_days};
    enum err err = person_insert(demo->store, &person, demo_at(demo, 9, 1, 8, 0), ret);
    return err == OK ? person_employ(demo->store, *ret, &job) : err;
}

static enum err add_grant(struct demo *demo, struct person_id person, enum role role,
                          struct school_id school)
{
    return grant_insert(demo->store, person, (struct grant){role, school}, DAY_NONE);
}

static void count_in(struct demo *demo, struct person_id person, int school)
{
    demo->people[demo->count] = person;
    demo->people_schools[demo->count++] = demo->schools[school].id;
    demo->schools[school].staff++;
}

static enum err add_persona(struct demo *demo, const struct persona *p)
{
    int school = p->school < demo->school_count ? p->school : 0;
    struct newcomer who = {p->name,          p->email, p->staff_group,
                           p->role_category, school,   WORKING_DAYS_ALL};
    struct person_id id;
    enum err err = add_person(demo, &who, &id);
    if (err == OK && p->role != ROLE_GOVERNOR && p->role != ROLE_STAFF)
        err = add_grant(demo, id, ROLE_STAFF, (struct school_id){0});
    if (err == OK)
        err = add_grant(demo, id, p->role,
                        p->trust_wide ? (struct school_id){0} : demo->schools[school].id);
    if (err == OK && p->role != ROLE_GOVERNOR)
        count_in(demo, id, school);
    if (p->role == ROLE_CPD_LEADER)
        demo->schools[school].leader = id;
    if (p->role == ROLE_HEAD)
        demo->schools[school].head = id;
    if (p->role == ROLE_GOVERNOR)
        demo->governor = id;
    if (p->role == ROLE_TRUST_COORDINATOR)
        demo->coordinator = id;
    return err;
}

static enum err add_personas(struct demo *demo)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < COUNT_OF(PERSONAS); i++)
        err = add_persona(demo, &PERSONAS[i]);
    if (err != OK)
        return err;
    demo->staff = demo->people[0];
    demo->mentor = demo->people[1];
    demo->ect = demo->people[4];
    return demo_induction(demo);
}

static enum err add_other(struct demo *demo, int n)
{
    static const char *const groups[] = {"teaching", "teaching", "teaching", "classroom support",
                                         "administration"};
    const char *first = FIRST_NAMES[token_below(COUNT_OF(FIRST_NAMES))];
    const char *last = LAST_NAMES[token_below(COUNT_OF(LAST_NAMES))];
    int school = n % demo->school_count;
    /* One in six works Monday to Wednesday. */
    int days = token_below(6) == 0 ? 63 : WORKING_DAYS_ALL;
    struct newcomer who = {
        .name = arena_printf(demo->arena, "%s %s", first, last),
        .email = arena_printf(demo->arena, "%c%c%s%d@demo.example", first[0] | 32, last[0] | 32,
                              last + 1, n + 1),
        .staff_group = groups[token_below(COUNT_OF(groups))],
        .role_category = "main scale",
        .school = school,
        .working_days = days,
    };
    struct person_id id;
    bool leads = !demo->schools[school].leader.v;
    bool heads = !leads && !demo->schools[school].head.v;
    if (leads || heads)
        who = (struct newcomer){who.name,   who.email,
                                "teaching", heads ? "headteacher" : "leadership",
                                school,     WORKING_DAYS_ALL};
    enum err err = add_person(demo, &who, &id);
    if (err == OK)
        err = add_grant(demo, id, ROLE_STAFF, demo->schools[school].id);
    if (err == OK && leads)
        err = add_grant(demo, id, ROLE_CPD_LEADER, demo->schools[school].id);
    if (err == OK && heads)
        err = add_grant(demo, id, ROLE_HEAD, demo->schools[school].id);
    if (leads)
        demo->schools[school].leader = id;
    if (heads)
        demo->schools[school].head = id;
    if (err == OK)
        count_in(demo, id, school);
    return err;
}

/* Everybody's mentor is somebody of the same school who is not in induction; Ana's is Sam. */
static enum err add_mentors(struct demo *demo)
{
    struct day from = demo_day(demo, 9, 1);
    enum err err = person_set_pd_mentor(demo->store, demo->staff, demo->mentor, from);
    for (int i = 1; err == OK && i < demo->count; i++) {
        int j = i;
        do
            j = (j + 1) % demo->count;
        while (demo->people_schools[j].v != demo->people_schools[i].v ||
               demo->people[j].v == demo->ect.v); /* in induction: mentors nobody */
        if (j != i)
            err = person_set_pd_mentor(demo->store, demo->people[i], demo->people[j], from);
    }
    return err;
}

enum err demo_people(struct demo *demo)
{
    int others = demo->people_count - (int)COUNT_OF(PERSONAS);
    demo->people = ARENA_ARRAY(demo->arena, struct person_id, (size_t)demo->people_count + 9);
    demo->people_schools =
        ARENA_ARRAY(demo->arena, struct school_id, (size_t)demo->people_count + 9);
    enum err err = add_schools(demo);
    if (err == OK)
        err = add_personas(demo);
    for (int i = 0; err == OK && i < others - DEMO_NOT_STAFF; i++)
        err = add_other(demo, i);
    if (err == OK)
        err = add_mentors(demo);
    return err == OK ? demo_variety(demo) : err;
}
