/* Finding events by words (issue 4, Finding): the index beside a naive search through the same
 * fields, what keeps it, who may find what, and what is typed that is no word. */
#include <string.h>

#include "event_list_sql.h"
#include "event_people.h"
#include "fixture.h"

/* ---- asking ---- */

static struct event_list find_as(struct fixture *f, const struct event_viewer *viewer,
                                 const char *words)
{
    const struct event_filter filter = {
        .kind = EVENT_ANY_KIND, .q = str_of(words), .now = f->now, .limit = 100};
    struct event_list list;
    enum err err = event_list(f->store, viewer, &filter, f->arena, &list);
    if (err != OK)
        fail_msg("“%s”: %s %s", words, err_name(err), store_error(f->store));
    return list;
}

static struct event_list find_words(struct fixture *f, const char *words)
{
    return find_as(f, &(struct event_viewer){{0}}, words);
}

static bool is_in(const struct event_list *list, struct event_id id)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].id.v == id.v)
            return true;
    return false;
}

static bool finds(struct fixture *f, const char *words, struct event_id id)
{
    struct event_list list = find_words(f, words);
    return is_in(&list, id);
}

/* Rows of the index that are not what they index, and the other way round. */
static int64_t index_faults(struct fixture *f)
{
    return fixture_count(f,
                         "SELECT count(*) + $1 FROM (SELECT * FROM event_words EXCEPT"
                         " SELECT rowid, * FROM event_search)",
                         0) +
           fixture_count(f,
                         "SELECT count(*) + $1 FROM (SELECT rowid, * FROM event_search EXCEPT"
                         " SELECT * FROM event_words)",
                         0);
}

static struct person_id name_person(struct fixture *f, int person, const char *name)
{
    CHECK(store_exec(f->store, "UPDATE person SET name = $2 WHERE id = $1",
                     PARAMS(p_int(f->people[person].v), p_text(name))) == OK);
    return f->people[person];
}

static void add_organiser(struct fixture *f, struct event_id event, struct person_id person)
{
    assert_ok(event_organiser_add(f->store, f->now, event, person, fixture_why(f)));
}

/* ---- a naive search: fold, split, look at the beginning of each word ---- */

enum { TEXT_MAX = 400, FIELDS = 5 };

/* Latin letters with a sign, as the words below have them. */
static char fold(uint32_t code)
{
    static const struct {
        uint32_t code;
        char plain;
    } SIGNS[] = {{0xeb, 'e'}, {0xe9, 'e'}, {0xc9, 'e'}, {0xf6, 'o'}, {0xfc, 'u'}, {0xe0, 'a'}};
    for (size_t i = 0; i < COUNT_OF(SIGNS); i++)
        if (SIGNS[i].code == code)
            return SIGNS[i].plain;
    if (code >= 'A' && code <= 'Z')
        return (char)(code - 'A' + 'a');
    return (char)((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') ? code : ' ');
}

/* Apostrophes part words, or are nothing. */
static void fold_text(const char *text, bool joined, char ret[static TEXT_MAX])
{
    struct str s = str_of(text);
    uint32_t code;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i += str_utf8_next(s, i, &code)) {
        CHECK(str_utf8_next(s, i, &code) > 0 && n + 1 < TEXT_MAX);
        if (!joined || (code != '\'' && code != 0x2019))
            ret[n++] = fold(code);
    }
    ret[n] = '\0';
}

/* Does a word of `text` begin with `word`? */
static bool has(const char *text, struct str word)
{
    struct str rest = str_of(text), part;
    while (str_split(&rest, ' ', &part))
        if (str_starts(part, word))
            return true;
    return false;
}

/* Two parts of one word with an apostrophe have to follow each other. */
static bool has_pair(const char *text, struct str first, struct str second)
{
    struct str rest = str_of(text), part, before = {0};
    while (str_split(&rest, ' ', &part)) {
        if (part.n == 0)
            continue;
        if (before.p && str_eq(before, first) && str_starts(part, second))
            return true;
        before = part;
    }
    return false;
}

static bool word_is_in(const char *const fields[static FIELDS], const char *typed)
{
    char apart[TEXT_MAX], joined[TEXT_MAX], field[TEXT_MAX], field_joined[TEXT_MAX];
    struct str rest, first, second;
    fold_text(typed, false, apart);
    fold_text(typed, true, joined);
    for (int i = 0; i < FIELDS; i++) {
        fold_text(fields[i], false, field);
        fold_text(fields[i], true, field_joined);
        rest = str_of(apart);
        str_split(&rest, ' ', &first);
        bool pair = str_split(&rest, ' ', &second) && second.n;
        if (pair ? has_pair(field, first, second) : has(field, str_trim(str_of(apart))))
            return true;
        /* no apostrophe: the same word; places and themes are not joined */
        if (i < 3 && has(field_joined, str_trim(str_of(joined))))
            return true;
    }
    return false;
}

/* ---- a made-up trust of words ---- */

static const char *const WORDS[] = {"Mathematics", "Zoë",  "reading", "O'Brien",   "phonics",
                                    "Teachers",    "café", "Year",    "Teacher's", "écriture",
                                    "Münster",     "6",    "SEND",    "talk-in",   "maths"};
static const char *const TYPED[] = {"math",    "zoe",      "ZOË",    "o'b",  "obrien", "O’Brien",
                                    "read",    "teachers", "cafe",   "year", "6",      "ecri",
                                    "munster", "send",     "talk",   "in",   "m",      "teacher's",
                                    "xyz",     "brien",    "phonic", "hall", "oak"};

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static const char *random_title(struct fixture *f, unsigned *seed)
{
    const char *title = WORDS[next_random(seed) % COUNT_OF(WORDS)];
    for (unsigned i = next_random(seed) % 3; i; i--)
        title = arena_printf(f->arena, "%s %s", title, WORDS[next_random(seed) % COUNT_OF(WORDS)]);
    return title;
}

static const char *random_query(struct fixture *f, unsigned *seed, const char *ret[static 2])
{
    ret[0] = TYPED[next_random(seed) % COUNT_OF(TYPED)];
    ret[1] = next_random(seed) % 2 ? TYPED[next_random(seed) % COUNT_OF(TYPED)] : NULL;
    return ret[1] ? arena_printf(f->arena, "%s  %s", ret[0], ret[1]) : ret[0];
}

static void test_same_as_a_naive_search(void **state)
{
    enum { EVENTS = 60, QUERIES = 2000 };
    static const char *titles[EVENTS], *people[EVENTS];
    struct event_id ids[EVENTS];
    struct fixture f;
    unsigned seed = 4;
    int hits = 0;
    (void)state;
    fixture_init(&f, 4);
    for (int i = 0; i < EVENTS; i++) {
        struct event_fields fields = fixture_event_fields(&f);
        fields.title = titles[i] = random_title(&f, &seed);
        fields.starts_at = instant_add(fields.starts_at, i * 86400);
        fields.ends_at = instant_add(fields.ends_at, i * 86400);
        ids[i] = fixture_event(&f, &fields);
        people[i] = i % 4 == 0 ? "Zoë O'Brien" : "";
        if (*people[i])
            add_organiser(&f, ids[i], name_person(&f, 0, people[i]));
    }
    for (int n = 0; n < QUERIES; n++) {
        const char *words[2];
        const char *query = random_query(&f, &seed, words);
        struct event_list list = find_words(&f, query);
        for (int i = 0; i < EVENTS; i++) {
            const char *const fields[FIELDS] = {titles[i], people[i], "", "",
                                                "Oak Primary School, Hall"};
            bool wanted =
                word_is_in(fields, words[0]) && (!words[1] || word_is_in(fields, words[1]));
            if (is_in(&list, ids[i]) != wanted)
                fail_msg("“%s” in “%s”, %s: %d", query, titles[i], people[i], wanted);
            hits += wanted;
        }
    }
    assert_true(hits > QUERIES);
    fixture_done(&f);
}

/* ---- the index follows what it indexes ---- */

static void test_the_index_follows(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = "Phonics";
    struct event_id id = fixture_event(&f, &fields);
    assert_true(finds(&f, "phonics", id));
    assert_true(finds(&f, "oak prim hall", id));
    const struct {
        const char *words, *sql;
        bool before;
    } steps[] = {
        {"reading", "UPDATE event SET title = 'Reading' WHERE id = $1", false},
        {"phonics", "SELECT $1", false},
        {"library", "UPDATE event SET room = 'Library' WHERE id = $1", false},
        {"ash", "UPDATE event SET host_school_id = 2 WHERE id = $1", false},
        {"elm", "UPDATE school SET name = 'Elm Academy' WHERE id = 2 AND $1 > 0", false},
        {"studio", "UPDATE event_session SET room = 'Studio 2' WHERE event_id = $1", false},
        {"priya", "UPDATE person SET name = 'Priya Shah' WHERE id = 2 AND $1 > 0", false},
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        assert_false(finds(&f, steps[i].words, id));
        assert_ok(store_exec(f.store, steps[i].sql, PARAMS(p_int(id.v))));
        assert_int_equal(finds(&f, steps[i].words, id), i != 1 && i != 6);
    }
    add_organiser(&f, id, (struct person_id){2});
    assert_true(finds(&f, "shah studio elm", id));
    assert_ok(store_exec(f.store, "UPDATE person SET name = 'Priya Mehta' WHERE id = 2", PARAMS()));
    assert_true(finds(&f, "mehta", id));
    assert_false(finds(&f, "shah", id));
    assert_ok(event_organiser_remove(f.store, id, (struct person_id){2}));
    assert_false(finds(&f, "mehta", id));
    assert_int_equal(index_faults(&f), 0);
    fixture_done(&f);
}

/* Who leads is found by name, who only comes is not; undone with what it indexes. */
static void test_who_leads_and_who_comes(void **state)
{
    struct fixture f;
    struct booking_placed placed;
    (void)state;
    fixture_init(&f, 4);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    struct person_id leads = name_person(&f, 0, "Amélie Stone"),
                     comes = name_person(&f, 1, "Bruno Field");
    const struct event_leading leading = {id, leads, {0}, PART_LEADER, f.people[2]};
    assert_ok(fixture_job(&f, event_leader_put(f.store, f.now, &leading, fixture_why(&f))));
    const struct booking_request request = {.event = id, .person = comes};
    assert_ok(fixture_job(&f, booking_book(f.store, f.now, &request, fixture_why(&f), &placed)));
    assert_true(finds(&f, "amelie", id));
    assert_false(finds(&f, "bruno", id));
    assert_ok(store_savepoint(f.store));
    assert_ok(event_leader_remove(f.store, f.now, &leading, fixture_why(&f)));
    assert_false(finds(&f, "amelie", id));
    store_rollback_savepoint(f.store);
    assert_true(finds(&f, "amelie", id));
    assert_int_equal(index_faults(&f), 0);
    fixture_done(&f);
}

/* ---- order, filters, readers ---- */

static void test_what_is_to_come_comes_first(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = "Reading";
    fields.starts_at = instant_add(f.now, -10 * 86400);
    fields.ends_at = instant_add(fields.starts_at, 3600);
    struct event_id past = fixture_event(&f, &fields);
    fields = fixture_event_fields(&f);
    fields.title = "Maths";
    fields.room = "Reading room";
    struct event_id by_room = fixture_event(&f, &fields);
    fields.title = "Reading";
    fields.room = "Hall";
    struct event_id by_title = fixture_event(&f, &fields);
    struct event_list list = find_words(&f, "reading");
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].id.v, by_title.v);
    assert_int_equal(list.items[1].id.v, by_room.v);
    assert_int_equal(list.items[2].id.v, past.v);
    /* the same a page at a time */
    struct event_filter page = {
        .kind = EVENT_ANY_KIND, .q = STR("reading"), .now = f.now, .limit = 1};
    for (int i = 0; i < 3; i++) {
        struct event_list one;
        assert_ok(event_list(f.store, &(struct event_viewer){{0}}, &page, f.arena, &one));
        assert_int_equal(one.items[0].id.v, list.items[i].id.v);
        assert_int_equal(one.next.id, i < 2 ? i + 1 : 0);
        page.after = one.next;
    }
    fixture_done(&f);
}

static void test_found_by_whom(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = "Secret plans";
    struct event_id draft = fixture_draft(&f, &fields);
    struct event_id open = fixture_event(&f, &fields);
    const struct {
        struct event_viewer viewer;
        bool draft, open;
    } rows[] = {
        {{.person = f.people[1]}, false, true},
        {{.all_drafts = true}, true, true},
        {{.draft_schools = &f.oak, .draft_school_count = 1}, true, true},
        {{.draft_schools = &f.ash, .draft_school_count = 1}, false, true},
        {{.only_opened = true}, false, false},
        {{.only_opened = true, .opened = {{open.v}, 1}}, false, true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct event_list list = find_as(&f, &rows[i].viewer, "secret");
        assert_int_equal(is_in(&list, draft), rows[i].draft);
        assert_int_equal(is_in(&list, open), rows[i].open);
    }
    add_organiser(&f, draft, f.people[1]);
    struct event_list list = find_as(&f, &rows[0].viewer, "secret");
    assert_true(is_in(&list, draft));
    fixture_done(&f);
}

/* "free" is what may be booked now (event_rules_window), beside the rule itself. */
static void test_free_is_what_can_be_booked(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 2);
    struct event_fields fields = fixture_event_fields(&f);
    struct event_id ids[32];
    for (int i = 0; i < 32; i++) {
        struct event_fields one = fields;
        one.capacity = i & 1 ? 5 : 0;
        one.starts_at = instant_add(f.now, i & 2 ? 86400 : -86400);
        one.ends_at = instant_add(one.starts_at, 3600);
        if (i & 4)
            one.booking_opens_at = instant_add(f.now, i & 8 ? 3600 : -3 * 86400);
        if (i & 16)
            one.booking_closes_at = instant_add(f.now, i & 8 ? 2 * 3600 : -60);
        ids[i] = fixture_draft(&f, &fields);
        assert_ok(store_exec(f.store,
                             "UPDATE event SET capacity = $2, starts_at = $3, ends_at = $4,"
                             " booking_opens_at = $5, booking_closes_at = $6, status = $7, seq = 1"
                             " WHERE id = $1",
                             PARAMS(p_int(ids[i].v), p_int(one.capacity), p_instant(one.starts_at),
                                    p_instant(one.ends_at), p_id_or_null(one.booking_opens_at.v),
                                    p_id_or_null(one.booking_closes_at.v),
                                    p_text(i % 5 ? "published" : "closed"))));
    }
    const struct event_filter filter = {
        .kind = EVENT_ANY_KIND, .free = true, .now = f.now, .limit = 100};
    struct event_list list;
    assert_ok(event_list(f.store, &(struct event_viewer){{0}}, &filter, f.arena, &list));
    assert_true(list.count > 0);
    for (int i = 0; i < 32; i++) {
        struct event event = fixture_find(&f, ids[i]);
        assert_int_equal(is_in(&list, ids[i]),
                         event.status == EVENT_PUBLISHED && event.places_left > 0 &&
                             event_rules_window(&event, f.now) == EVENT_WINDOW_OPEN);
    }
    fixture_done(&f);
}

/* ---- what is no word ---- */

/* None of it is the index's own language, and none of it is an error. */
static void test_anything_can_be_typed(void **state)
{
    static const char *const HOSTILE[] = {
        "\"",       "\"\"",      "*",      "phonics*",
        "^phonics", "NEAR(a b)", "a AND",  "OR",
        "NOT x",    "title:",    "-title", "{title} : a",
        "(",        ")",         "a\"b*",  "'",
        "''''",     "’’",        "%",      "_",
        "; DROP",   "$1",        "+",      "a + b",
        "\xff\xfe", "\xc3",      "🎉",      "\x01\x02",
        "—",        "......",    "a:b:c",  "phonics\" OR *",
        "\\",       "[]",        "<b>",    "NULL",
    };
    static const char SIGNS[] = "\"*^:()+-' NEARORAND{}";
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct event_fields fields = fixture_event_fields(&f);
    fields.title = "Plain";
    struct event_id id = fixture_event(&f, &fields);
    for (size_t i = 0; i < COUNT_OF(HOSTILE); i++) {
        struct event_list list = find_words(&f, HOSTILE[i]);
        assert_false(is_in(&list, id));
    }
    unsigned seed = 9;
    for (int n = 0; n < 5000; n++) {
        char junk[24];
        size_t count = next_random(&seed) % sizeof junk;
        for (size_t i = 0; i < count; i++)
            junk[i] =
                n % 2 ? (char)next_random(&seed) : SIGNS[next_random(&seed) % (sizeof SIGNS - 1)];
        const struct event_filter filter = {
            .kind = EVENT_ANY_KIND, .q = str_make(junk, count), .now = f.now, .limit = 5};
        struct event_list list;
        assert_ok(event_list(f.store, &(struct event_viewer){{0}}, &filter, f.arena, &list));
    }
    fixture_done(&f);
}

/* ---- quick ---- */

/* The plan looks words up in the index and goes from there to events by their id. */
static void test_no_search_reads_all_events(void **state)
{
    struct fixture f;
    (void)state;
    fixture_init(&f, 1);
    struct rows rows =
        store_query(f.store, "EXPLAIN QUERY PLAN " EVENT_LIST_SEARCH,
                    PARAMS(p_int(0), p_int(0), p_int(0), p_int(0), p_int(0), p_int(0), p_int(0),
                           p_int(0), p_int(0), p_int(0), p_int(0), p_int(0), p_int(0), p_int(0),
                           p_int(0), p_int(0), p_int(0), p_int(0), p_int(0)));
    int index = 0, scans = 0;
    while (rows_next(&rows)) {
        const char *step = rows_text(&rows, 3, f.arena);
        index += strstr(step, "event_search VIRTUAL TABLE INDEX") != NULL;
        scans += strncmp(step, "SCAN ", 5) == 0 && !strstr(step, "VIRTUAL TABLE") &&
                 strcmp(step, "SCAN f") != 0;
    }
    assert_ok(rows_end(&rows));
    assert_int_equal(index, 1);
    assert_int_equal(scans, 0);
    fixture_done(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_a_naive_search),
        cmocka_unit_test(test_the_index_follows),
        cmocka_unit_test(test_who_leads_and_who_comes),
        cmocka_unit_test(test_what_is_to_come_comes_first),
        cmocka_unit_test(test_found_by_whom),
        cmocka_unit_test(test_free_is_what_can_be_booked),
        cmocka_unit_test(test_anything_can_be_typed),
        cmocka_unit_test(test_no_search_reads_all_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
