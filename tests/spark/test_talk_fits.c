/* DESIGN: talks that need more than minutes: what is confirmed can be placed, beside a search that
 * tries every order; who waits is told what stood in the way. */
#include "fixture.h"

#include <string.h>

#include "programme.h"
#include "programme_board.h"
#include "spark_room.h"
#include "talk.h"
#include "token.h"

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "quarantine_size_mb=8:malloc_context_size=2";
}

enum {
    PEOPLE = 8,
    MINUTES = 20,
    CHANGEOVER = 60,
    STEPS = 240,
    EVENINGS = 3,
    TALKS_MAX = 16,
    RULES_MAX = 8,
};

static const struct talk_lengths LENGTHS = {{4, 7}, 2};

struct evening {
    struct fixture f;
    struct event_id id;
    struct instant from; /* of the block, and of the event */
};

/* Two rooms for twenty minutes from the start of the event; only the Hall has a screen. */
static void open_evening(struct evening *e, enum spark_order order)
{
    struct event_fields fields = fixture_event_fields(&e->f);
    struct spark_fields spark = spark_event_defaults();
    fields.kind = EVENT_SPARK;
    e->from = fields.starts_at;
    fields.ends_at = instant_add(e->from, 3600);
    spark.changeover_s = CHANGEOVER;
    spark.talks_a_person = 2;
    spark.order = (int)order;
    spark.rooms[0] = (struct talk_room){"Hall", 50, "screen"};
    spark.rooms[1] = (struct talk_room){"Library", 30, ""};
    spark.room_count = 2;
    spark.blocks[spark.block_count++] =
        (struct spark_span){e->from, instant_add(e->from, MINUTES * 60)};
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[0], &fields, &spark,
                                 fixture_why(&e->f), &e->id));
    fixture_publish(&e->f, e->id);
}

static void start(struct evening *e)
{
    *e = (struct evening){.id = {0}};
    fixture_init(&e->f, PEOPLE);
    open_evening(e, SPARK_ARRANGED);
}

/* Minutes after the start; 0: no matter. */
struct wish {
    int person, minutes, from, to;
    const char *kit;
};

static enum err book(struct evening *e, const struct wish *wish, struct talk_placed *ret)
{
    const struct talk_needs needs = {
        {wish->from ? e->from.v + (int64_t)wish->from * 60 : 0},
        {wish->to ? e->from.v + (int64_t)wish->to * 60 : 0},
        wish->kit,
        "",
    };
    const struct talk_request request = {.event = e->id,
                                         .person = e->f.people[wish->person],
                                         .by = e->f.people[wish->person],
                                         .title = "Ten words a day",
                                         .category = talk_categories[0],
                                         .minutes = wish->minutes,
                                         .needs = &needs,
                                         .lengths = &LENGTHS};
    return fixture_job(&e->f, talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), ret));
}

static struct talk_placed booked(struct evening *e, const struct wish *wish)
{
    struct talk_placed placed = {0};
    assert_ok(book(e, wish, &placed));
    return placed;
}

static struct talk found(struct evening *e, struct talk_id id)
{
    struct talk talk = {0};
    assert_ok(talk_find(e->f.store, id, e->f.arena, &talk));
    return talk;
}

/* ---- every order ---- */

struct plain_talk {
    int64_t id, person;
    int minutes, from, to;
    bool screen, confirmed;
};

struct plain_rule {
    bool before;
    int64_t first, second;
};

struct search {
    struct plain_talk talks[TALKS_MAX];
    int count;
    struct plain_rule rules[RULES_MAX];
    int rule_count;
    bool done[TALKS_MAX];
    int free_at[2], person_free_at[TALKS_MAX]; /* by room; by talk: its person */
    int64_t last[2];                           /* by room: the talk before */
};

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int free_at(const struct search *s, int talk)
{
    int at = s->talks[talk].from;
    for (int i = 0; i < s->count; i++) {
        if (s->done[i] && s->talks[i].person == s->talks[talk].person)
            at = larger(at, s->person_free_at[i]);
    }
    return at;
}

static bool has_talk(const struct search *s, int64_t id)
{
    for (int i = 0; i < s->count; i++) {
        if (s->talks[i].id == id)
            return true;
    }
    return false;
}

/* When the talk may begin by its rules of order, in that room from then; MINUTES: not now. */
static int ordered_at(const struct search *s, int talk, int room, int at)
{
    for (int r = 0; r < s->rule_count; r++) {
        const struct plain_rule *rule = &s->rules[r];
        if (rule->second != s->talks[talk].id || !rule->before || !has_talk(s, rule->first))
            continue;
        for (int i = 0; i < s->count; i++) {
            if (s->talks[i].id == rule->first)
                at = larger(at, s->done[i] ? s->person_free_at[i] : MINUTES);
        }
    }
    for (int r = 0; r < s->rule_count; r++) {
        const struct plain_rule *rule = &s->rules[r];
        if (!rule->before && rule->second == s->talks[talk].id && rule->first == s->last[room] &&
            at == s->free_at[room])
            return at + 1;
    }
    return at;
}

/* Talks by their starts, each as soon as room, person and order allow: if there is a plan, one like
 * this is there. */
static bool can_place(struct search *s, int left)
{
    if (left == 0)
        return true;
    for (int i = 0; i < s->count; i++) {
        const struct plain_talk *talk = &s->talks[i];
        for (int room = 0; !s->done[i] && room < (talk->screen ? 1 : 2); room++) {
            struct search before = *s;
            int at = ordered_at(s, i, room, larger(s->free_at[room], free_at(s, i)));
            int over = at + talk->minutes + CHANGEOVER / 60;
            if (at + talk->minutes > talk->to || over > MINUTES)
                continue;
            s->done[i] = true;
            s->free_at[room] = s->person_free_at[i] = over;
            s->last[room] = talk->id;
            if (can_place(s, left - 1))
                return true;
            *s = before;
        }
    }
    return false;
}

static int read_talks(struct evening *e, struct plain_talk *ret)
{
    int count = 0;
    struct rows rows = store_query(
        e->f.store,
        "SELECT id, person_id, minutes, coalesce((arrive_at - $2) / 60, 0),"
        " coalesce((leave_at - $2) / 60, 60), kit = 'screen', status = 'confirmed' FROM talk"
        " WHERE event_id = $1 AND status IN ('confirmed', 'waiting') ORDER BY id",
        PARAMS(p_int(e->id.v), p_instant(e->from)));
    while (rows_next(&rows)) {
        assert_true(count < TALKS_MAX);
        ret[count++] = (struct plain_talk){rows_int(&rows, 0),      rows_int(&rows, 1),
                                           (int)rows_int(&rows, 2), (int)rows_int(&rows, 3),
                                           (int)rows_int(&rows, 4), rows_int(&rows, 5) != 0,
                                           rows_int(&rows, 6) != 0};
    }
    assert_ok(rows_end(&rows));
    return count;
}

static int read_rules(struct evening *e, struct plain_rule *ret)
{
    int count = 0;
    struct rows rows = store_query(
        e->f.store,
        "SELECT kind = 'before', first_id, second_id FROM talk_rule WHERE event_id = $1",
        PARAMS(p_int(e->id.v)));
    while (rows_next(&rows)) {
        assert_true(count < RULES_MAX);
        ret[count++] =
            (struct plain_rule){rows_int(&rows, 0) != 0, rows_int(&rows, 1), rows_int(&rows, 2)};
    }
    assert_ok(rows_end(&rows));
    return count;
}

/* All that are confirmed, and one more; -1: none more. */
static bool fits_with(struct evening *e, const struct plain_talk *talks, int count, int more)
{
    struct search s = {.count = 0};
    s.rule_count = read_rules(e, s.rules);
    for (int i = 0; i < count; i++) {
        if (talks[i].confirmed || i == more)
            s.talks[s.count++] = talks[i];
    }
    return can_place(&s, s.count);
}

/* ---- random evenings ---- */

static struct wish any_wish(void)
{
    struct wish wish = {(int)token_below(PEOPLE), token_below(2) ? 4 : 7, 0, 0, ""};
    if (token_below(3) == 0)
        wish.from = 1 + (int)token_below(12);
    if (token_below(3) == 0)
        wish.to = (wish.from ? wish.from : 1) + 7 + (int)token_below(8);
    if (token_below(3) == 0)
        wish.kit = "screen";
    return wish;
}

static void withdraw_any(struct evening *e, const struct plain_talk *talks, int count)
{
    if (count)
        assert_ok(talk_withdraw(e->f.store, e->f.now,
                                (struct talk_id){talks[token_below((uint32_t)count)].id},
                                (struct person_id){0}, fixture_why(&e->f)));
}

/* Every time that is shown is one that may be. */
static void check_programme(struct evening *e, int confirmed)
{
    struct programme programme;
    assert_ok(programme_find(e->f.store, e->id, e->f.arena, &programme));
    assert_int_equal(programme.count, confirmed);
    assert_int_equal(programme.unplaced_count, 0);
    for (int i = 0; i < programme.count; i++) {
        const struct programme_item *item = &programme.items[i];
        assert_true(item->starts_at.v >= item->talk.arrive_at.v && item->starts_at.v >= e->from.v);
        assert_true(!item->talk.leave_at.v || item->ends_at.v <= item->talk.leave_at.v);
        assert_true(item->room == 0 || !*item->talk.kit);
        for (int k = 0; k < i; k++) {
            const struct programme_item *other = &programme.items[k];
            bool apart = other->ends_at.v + CHANGEOVER <= item->starts_at.v ||
                         item->ends_at.v + CHANGEOVER <= other->starts_at.v;
            bool alone = other->room != item->room && other->talk.person.v != item->talk.person.v;
            assert_true(apart || alone);
        }
    }
}

static void check_evening(struct evening *e, int *waited_for_needs)
{
    struct plain_talk talks[TALKS_MAX];
    int count = read_talks(e, talks), confirmed = 0;
    assert_true(fits_with(e, talks, count, -1));
    for (int i = 0; i < count; i++) {
        confirmed += talks[i].confirmed;
        if (talks[i].confirmed)
            continue;
        assert_false(fits_with(e, talks, count, i));
        *waited_for_needs +=
            strstr(found(e, (struct talk_id){talks[i].id}).why, " is free, so") == NULL;
    }
    check_programme(e, confirmed);
}

static void test_what_is_confirmed_can_be_placed(void **state)
{
    struct evening e;
    int waited_for_needs = 0;
    (void)state;
    start(&e);
    for (int i = 0; i < STEPS; i++) {
        struct plain_talk talks[TALKS_MAX];
        struct talk_placed placed = {0};
        const struct wish wish = any_wish();
        int count = read_talks(&e, talks);
        e.f.now.v++;
        if (count < TALKS_MAX - 4 && token_below(5) > 1) {
            enum err err = book(&e, &wish, &placed);
            assert_true(err == OK || err == ERR_CONFLICT);
        } else {
            withdraw_any(&e, talks, count);
        }
        check_evening(&e, &waited_for_needs);
        if (i % (STEPS / EVENINGS) == STEPS / EVENINGS - 1)
            open_evening(&e, SPARK_ARRANGED);
        arena_reset(e.f.arena);
    }
    assert_true(waited_for_needs > STEPS / 20);
    fixture_done(&e.f);
}

/* ---- order ---- */

static struct programme_board board_of(struct evening *e)
{
    const struct event_viewer viewer = {.all_drafts = true};
    struct programme_board board;
    struct event event;
    assert_ok(event_find(e->f.store, &viewer, e->id, e->f.arena, &event));
    assert_ok(programme_board_find(e->f.store, &event, e->f.arena, &board));
    return board;
}

/* A rule between two talks, kept only if everybody who has a slot still has one with it. */
static void order_any(struct evening *e, const struct plain_talk *talks, int count)
{
    const struct programme_board board = board_of(e);
    struct board_rule rule = {.before = token_below(2)};
    if (board.rule_count && token_below(5) == 0) {
        assert_ok(
            programme_board_rule_remove(e->f.store, e->f.now, e->id, &board.rules[0], e->f.arena));
        return;
    }
    if (board.talk_count < 2 || board.rule_count == RULES_MAX)
        return;
    rule.first = board.talks[token_below((uint32_t)board.talk_count)].id;
    rule.second = board.talks[token_below((uint32_t)board.talk_count)].id;
    if (rule.first.v == rule.second.v)
        return;
    assert_ok(programme_board_rule_add(e->f.store, &board, &rule, fixture_why(&e->f)));
    if (!fits_with(e, talks, count, -1))
        assert_ok(programme_board_rule_remove(e->f.store, e->f.now, e->id, &rule, e->f.arena));
}

/* H8 and H9 count at booking too, not first on the board. */
static void test_what_is_confirmed_can_be_ordered(void **state)
{
    struct evening e;
    int waited_for_needs = 0, ruled = 0;
    (void)state;
    start(&e);
    for (int i = 0; i < STEPS; i++) {
        struct plain_talk talks[TALKS_MAX];
        struct plain_rule rules[RULES_MAX];
        struct talk_placed placed = {0};
        const struct wish wish = any_wish();
        int count = read_talks(&e, talks);
        uint32_t dice = token_below(8);
        e.f.now.v++;
        if (dice < 3)
            order_any(&e, talks, count);
        else if (dice < 6 && count < TALKS_MAX - 4)
            (void)book(&e, &wish, &placed);
        else
            withdraw_any(&e, talks, count);
        check_evening(&e, &waited_for_needs);
        ruled += read_rules(&e, rules) > 0;
        if (i % (STEPS / EVENINGS) == STEPS / EVENINGS - 1)
            open_evening(&e, SPARK_ARRANGED);
        arena_reset(e.f.arena);
    }
    assert_true(ruled > STEPS / 3);
    fixture_done(&e.f);
}

/* Two of seven minutes and three of four, and room for one more of four: but not behind each other
 * as they are to be. */
static void test_who_waits_for_the_order(void **state)
{
    static const struct wish first[] = {
        {0, 7, 0, 0, ""}, {1, 7, 0, 16, ""}, {2, 4, 0, 0, ""}, {3, 4, 0, 18, ""}, {4, 4, 0, 0, ""}};
    static const int before[][2] = {{0, 1}, {0, 2}, {2, 3}};
    struct evening e;
    struct talk_id talks[COUNT_OF(first)];
    (void)state;
    start(&e);
    for (size_t i = 0; i < COUNT_OF(first); i++)
        talks[i] = booked(&e, &first[i]).id;
    const struct programme_board board = board_of(&e);
    struct board_rule rule = {.before = true};
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        rule.first = talks[before[i][0]];
        rule.second = talks[before[i][1]];
        assert_ok(programme_board_rule_add(e.f.store, &board, &rule, fixture_why(&e.f)));
    }
    const struct talk_placed waits = booked(&e, &(struct wish){5, 4, 0, 0, ""});
    assert_int_equal(waits.status, TALK_WAITING);
    assert_string_equal(waits.why, "No 4-minute slot is free that keeps the order it was set in "
                                   "with other talks, so the talk waits as number 1 in line.");
    /* whoever waited for the order moves up when it is given up */
    assert_ok(programme_board_rule_remove(e.f.store, e.f.now, e.id, &rule, e.f.arena));
    assert_int_equal(found(&e, waits.id).status, TALK_CONFIRMED);
    fixture_done(&e.f);
}

/* ---- in words ---- */

static void test_why_it_waits(void **state)
{
    static const struct {
        struct wish first[2], waits;
        const char *why;
    } cases[] = {
        {{{0, 7, 0, 8, ""}, {1, 7, 0, 8, ""}},
         {2, 7, 0, 8, ""},
         "No 7-minute slot is free while its presenters can be there, so the talk waits as number "
         "1 in line."},
        {{{0, 7, 0, 0, "screen"}, {1, 7, 0, 0, "screen"}},
         {2, 7, 0, 0, "Screen"},
         "No 7-minute slot is free in a room with what it needs, so the talk waits as number 1 in "
         "line."},
        {{{0, 7, 1, 8, ""}, {1, 7, 0, 0, ""}},
         {0, 7, 2, 12, ""},
         "No 7-minute slot is free while its presenters can be there, so the talk waits as number "
         "1 in line."},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct evening e;
        start(&e);
        for (int k = 0; k < 2; k++)
            assert_int_equal(booked(&e, &cases[i].first[k]).status, TALK_CONFIRMED);
        const struct talk_placed waits = booked(&e, &cases[i].waits);
        assert_int_equal(waits.status, TALK_WAITING);
        assert_string_equal(waits.why, cases[i].why);
        assert_string_equal(found(&e, waits.id).why, cases[i].why);
        fixture_done(&e.f);
    }
}

/* Page, API and booking ask the same. */
static void test_one_answer(void **state)
{
    struct evening e;
    struct programme programme;
    struct spark_room room;
    (void)state;
    start(&e);
    const struct talk first = found(&e, booked(&e, &(struct wish){0, 7, 0, 8, ""}).id);
    (void)booked(&e, &(struct wish){1, 7, 0, 8, ""});
    assert_ok(programme_find(e.f.store, e.id, e.f.arena, &programme));
    assert_ok(spark_room_left(e.f.store, e.id, &LENGTHS, &room));
    assert_int_equal(room.more[1], 2);
    assert_true(programme_fits(&programme, NULL, 7, e.f.arena));
    assert_true(programme_fits(&programme, &first, 4, e.f.arena));
    struct talk early = first;
    early.id.v = 0;
    early.status = TALK_WAITING;
    assert_false(programme_fits(&programme, &early, 4, e.f.arena));
    fixture_done(&e.f);
}

/* What somebody needs may change as long as a slot is left. */
static void test_needs_of_a_confirmed_talk(void **state)
{
    struct evening e;
    struct talk_placed placed;
    (void)state;
    start(&e);
    (void)booked(&e, &(struct wish){0, 7, 0, 8, ""});
    (void)booked(&e, &(struct wish){1, 7, 0, 8, ""});
    const struct talk_placed third = booked(&e, &(struct wish){2, 7, 0, 0, ""});
    struct talk_needs needs = {{0}, instant_add(e.from, 9 * 60), "", ""};
    const struct talk_edit edit = {.talk = third.id,
                                   .needs = &needs,
                                   .co_presenter_count = TALK_UNCHANGED,
                                   .lengths = &LENGTHS};
    assert_int_equal(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed),
                     ERR_CONFLICT);
    assert_string_equal(e.f.why.slug, "does-not-fit");
    needs.to = instant_add(e.from, 16 * 60);
    assert_ok(talk_change(e.f.store, e.f.now, &edit, fixture_why(&e.f), &placed));
    assert_int_equal(placed.status, TALK_CONFIRMED);
    fixture_done(&e.f);
}

/* ---- who goes first ---- */

static void test_a_school_without_a_talk_goes_first(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct talk_placed given[4];
    for (int i = 0; i < 4; i++) /* Oak Primary School takes all */
        given[i] = booked(&e, &(struct wish){i / 2 * 2, 7, 0, 0, ""});
    e.f.now.v++;
    const struct talk_placed oak = booked(&e, &(struct wish){4, 7, 0, 0, ""});
    e.f.now.v++;
    const struct talk_placed ash = booked(&e, &(struct wish){5, 7, 0, 0, ""});
    assert_string_equal(found(&e, ash.id).why,
                        "No 7-minute slot is free, so the talk waits as number 1 in line.");
    assert_string_equal(found(&e, oak.id).why,
                        "No 7-minute slot is free, so the talk waits as number 2 in line, behind "
                        "talks of schools that have none yet.");
    assert_ok(talk_withdraw(e.f.store, e.f.now, given[0].id, e.f.people[0], fixture_why(&e.f)));
    assert_int_equal(found(&e, ash.id).status, TALK_CONFIRMED);
    assert_int_equal(found(&e, oak.id).status, TALK_WAITING);
    fixture_done(&e.f);
}

/* Where lots decide nobody is told a time before; the board has one for everybody. */
static void test_no_times_before_the_lots(void **state)
{
    static const enum spark_order orders[] = {SPARK_SHUFFLED, SPARK_DRAWN};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(orders); i++) {
        struct evening e = {.id = {0}};
        struct programme programme;
        fixture_init(&e.f, PEOPLE);
        open_evening(&e, orders[i]);
        (void)booked(&e, &(struct wish){0, 7, 0, 0, ""});
        assert_ok(programme_find(e.f.store, e.id, e.f.arena, &programme));
        assert_int_equal(programme.count, 0);
        assert_int_equal(programme.unplaced_count, 1);
        assert_ok(programme_find_drafted(e.f.store, e.id, e.f.arena, &programme));
        assert_int_equal(programme.count, 1);
        fixture_done(&e.f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_confirmed_can_be_placed),
        cmocka_unit_test(test_what_is_confirmed_can_be_ordered),
        cmocka_unit_test(test_who_waits_for_the_order),
        cmocka_unit_test(test_why_it_waits),
        cmocka_unit_test(test_one_answer),
        cmocka_unit_test(test_needs_of_a_confirmed_talk),
        cmocka_unit_test(test_a_school_without_a_talk_goes_first),
        cmocka_unit_test(test_no_times_before_the_lots),
    };
    support_init();
    token_seed(20261112);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
