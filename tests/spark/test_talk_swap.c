/* DESIGN: slots that presenters exchange: asked, agreed, performed as one, refused, overtaken
 * (SP-11).
 */
#include "fixture.h"

#include "programme.h"
#include "programme_version.h"
#include "spark_event.h"
#include "talk_swap.h"

enum { PEOPLE = 6, TALKS = 5, COORDINATOR = 5 };

/* Five announced talks of 2 and 7 minutes, in one room, by the first five people. */
struct evening {
    struct fixture f;
    struct event_id spark;
    struct talk_id talks[TALKS];
    struct talk_swap_id swap;
};

static const struct talk_lengths LENGTHS = {{2, 7}, 2};
static const int MINUTES[TALKS] = {7, 7, 7, 2, 2};

static void offer(struct evening *e, int person, const struct talk_needs *needs)
{
    const struct talk_request request = {.event = e->spark,
                                         .person = e->f.people[person],
                                         .by = e->f.people[person],
                                         .title = arena_printf(e->f.arena, "Talk %d", person),
                                         .category = talk_categories[0],
                                         .minutes = MINUTES[person],
                                         .needs = needs,
                                         .lengths = &LENGTHS};
    struct talk_placed placed = {0};
    assert_ok(talk_book(e->f.store, e->f.now, &request, fixture_why(&e->f), &placed));
    e->talks[person] = placed.id;
    e->f.now.v++;
}

/* In the order of booking; with that talk fixed, -1: none. */
static void announce(struct evening *e, int pinned)
{
    struct programme programme = {0};
    struct programme_slot items[TALKS];
    struct programme_slots slots = {items, 0};
    int64_t id = 0;
    assert_ok(programme_find(e->f.store, e->spark, e->f.arena, &programme));
    for (; slots.count < programme.count; slots.count++) {
        const struct programme_item *item = &programme.items[slots.count];
        bool fixed = pinned >= 0 && item->talk.id.v == e->talks[pinned].v;
        items[slots.count] =
            (struct programme_slot){item->talk.id, item->room + 1, item->starts_at, fixed};
    }
    const struct programme_draft draft = {e->spark, PROGRAMME_ARRANGED, e->f.people[COORDINATOR],
                                          &slots};
    assert_ok(programme_version_add(e->f.store, e->f.now, &draft, &id));
    assert_ok(programme_version_publish(e->f.store, e->f.now, e->spark, id));
}

static void open_evening(struct evening *e)
{
    struct spark_fields spark = spark_event_defaults();
    *e = (struct evening){.spark = {0}};
    fixture_init(&e->f, PEOPLE);
    struct event_fields fields = fixture_event_fields(&e->f);
    fields.kind = EVENT_SPARK;
    spark.fixed_minutes = 30;
    assert_ok(spark_event_create(e->f.store, e->f.now, e->f.people[COORDINATOR], &fields, &spark,
                                 fixture_why(&e->f), &e->spark));
    fixture_publish(&e->f, e->spark);
}

static void start(struct evening *e)
{
    open_evening(e);
    for (int i = 0; i < TALKS; i++)
        offer(e, i, NULL);
    announce(e, -1);
}

/* Second of the talk's slot after the event's start; -1: none. */
static int64_t at(struct evening *e, int talk)
{
    struct programme_place place;
    struct event event = fixture_find(&e->f, e->spark);
    enum err err = programme_version_place(e->f.store, e->talks[talk], e->f.arena, &place);
    return err == OK ? place.starts_at.v - event.fields.starts_at.v : -1;
}

static enum err ask(struct evening *e, const int *talks, int count)
{
    struct talk_id ids[8] = {{0}};
    for (int i = 0; i < count; i++)
        ids[i] = e->talks[talks[i]];
    const struct talk_swap_request request = {e->spark, ids, count};
    return fixture_job(&e->f,
                       talk_swap_ask(e->f.store, e->f.now, &request, fixture_why(&e->f), &e->swap));
}

static enum err answer(struct evening *e, int person, bool yes)
{
    const struct talk_swap_answer said = {e->swap, e->f.people[person], yes};
    return fixture_job(&e->f, talk_swap_answer(e->f.store, e->f.now, &said, fixture_why(&e->f)));
}

static enum talk_swap_status status(struct evening *e)
{
    struct talk_swap swap = {.status = TALK_SWAP_STATUSES};
    assert_ok(talk_swap_find(e->f.store, e->swap, e->f.arena, &swap));
    return swap.status;
}

static void clockwork(struct evening *e)
{
    bool more = true;
    while (more)
        assert_ok(talk_swap_end_due(e->f.store, e->f.now, 10, e->f.arena, &more));
}

static int64_t mails(struct evening *e, const char *kind, int person)
{
    return fixture_mails(&e->f, kind, e->f.people[person]);
}

#define ASK(e, ...)                                                                                \
    ask(e, (const int[]){__VA_ARGS__}, sizeof((const int[]){__VA_ARGS__}) / sizeof(int))

static void assert_slug(struct evening *e, enum err err, enum err wanted, const char *slug)
{
    assert_int_equal(err, wanted);
    assert_string_equal(e->f.why.slug, slug);
}

/* ---- two ---- */

static void two_swap_when_both_say_yes(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    int64_t one = at(&e, 0), other = at(&e, 1), third = at(&e, 2);
    assert_ok(ASK(&e, 0, 1));
    assert_int_equal(mails(&e, "swap-asked", 1), 1);
    assert_int_equal(mails(&e, "swap-asked", 0), 0);
    assert_int_equal(at(&e, 0), one);
    assert_ok(answer(&e, 0, true)); /* said already: nothing new */
    assert_int_equal(status(&e), TALK_SWAP_OPEN);
    int seq = 0;
    struct talk talk = {0};
    assert_ok(talk_find(e.f.store, e.talks[0], e.f.arena, &talk));
    seq = talk.seq;
    assert_ok(answer(&e, 1, true));
    assert_int_equal(status(&e), TALK_SWAP_DONE);
    assert_int_equal(at(&e, 0), other);
    assert_int_equal(at(&e, 1), one);
    assert_int_equal(at(&e, 2), third);
    assert_ok(talk_find(e.f.store, e.talks[0], e.f.arena, &talk));
    assert_true(talk.seq > seq); /* its calendar entry is new */
    for (int i = 0; i < TALKS; i++)
        assert_int_equal(mails(&e, "swap-done", i), i < 2);
    assert_ok(answer(&e, 1, true));
    assert_int_equal(mails(&e, "swap-done", 1), 1);
    assert_slug(&e, answer(&e, 0, false), ERR_CONFLICT, "swap-over");
    assert_int_equal(answer(&e, 2, true), ERR_NOT_FOUND);
    clockwork(&e);
    assert_int_equal(status(&e), TALK_SWAP_DONE);
    fixture_done(&e.f);
}

static void the_board_that_is_worked_on_follows(void **state)
{
    struct evening e;
    struct programme_version announced = {0}, latest = {0};
    struct programme_slots slots = {0};
    int64_t draft = 0;
    (void)state;
    start(&e);
    assert_ok(programme_version_latest(e.f.store, e.spark, e.f.arena, &announced));
    assert_ok(programme_version_slots(e.f.store, announced.id, e.f.arena, &slots));
    slots.items[4].pinned = true;
    const struct programme_draft work = {e.spark, PROGRAMME_PINNED, {0}, &slots};
    assert_ok(programme_version_add(e.f.store, e.f.now, &work, &draft));
    int64_t one = at(&e, 0), other = at(&e, 1);
    assert_ok(ASK(&e, 0, 1));
    assert_ok(answer(&e, 1, true));
    assert_ok(programme_version_latest(e.f.store, e.spark, e.f.arena, &latest));
    assert_int_equal(latest.published_at.v, 0);
    assert_int_equal(latest.why, PROGRAMME_SWAPPED);
    assert_ok(programme_version_slots(e.f.store, latest.id, e.f.arena, &slots));
    assert_int_equal(slots.count, TALKS);
    assert_int_equal(slots.items[0].talk.v, e.talks[1].v);
    assert_int_equal(slots.items[1].talk.v, e.talks[0].v);
    assert_true(slots.items[4].pinned);
    assert_int_equal(at(&e, 0), other);
    assert_int_equal(at(&e, 1), one);
    fixture_done(&e.f);
}

/* ---- a chain ---- */

static void a_chain_turns_as_one(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    int64_t was[TALKS];
    for (int i = 0; i < TALKS; i++)
        was[i] = at(&e, i);
    assert_ok(ASK(&e, 2, 0, 1));
    assert_ok(answer(&e, 1, true));
    assert_int_equal(at(&e, 1), was[1]); /* not all have said yes */
    assert_ok(answer(&e, 0, true));
    assert_int_equal(at(&e, 2), was[0]);
    assert_int_equal(at(&e, 0), was[1]);
    assert_int_equal(at(&e, 1), was[2]);
    assert_int_equal(at(&e, 3), was[3]);
    fixture_done(&e.f);
}

static void a_no_leaves_everything(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    int64_t one = at(&e, 0);
    assert_ok(ASK(&e, 0, 1, 2));
    assert_ok(answer(&e, 1, true));
    assert_ok(answer(&e, 2, false));
    assert_int_equal(status(&e), TALK_SWAP_REFUSED);
    assert_int_equal(at(&e, 0), one);
    assert_int_equal(mails(&e, "swap-over", 0), 1);
    assert_int_equal(mails(&e, "swap-over", 1), 1);
    assert_int_equal(mails(&e, "swap-over", 2), 0);
    assert_ok(answer(&e, 2, false)); /* again: no change */
    assert_slug(&e, answer(&e, 1, false), ERR_CONFLICT, "swap-over");
    assert_ok(ASK(&e, 1, 2)); /* they are free for another */
    assert_ok(answer(&e, 1, false));
    assert_int_equal(status(&e), TALK_SWAP_TAKEN_BACK);
    assert_int_equal(mails(&e, "swap-over", 2), 1);
    fixture_done(&e.f);
}

/* ---- overtaken ---- */

static void a_withdrawn_talk_ends_it(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(ASK(&e, 0, 1));
    assert_ok(talk_withdraw(e.f.store, e.f.now, e.talks[1], e.f.people[1], fixture_why(&e.f)));
    clockwork(&e);
    assert_int_equal(status(&e), TALK_SWAP_OVERTAKEN);
    assert_int_equal(mails(&e, "swap-over", 0), 1);
    assert_int_equal(mails(&e, "swap-over", 1), 0);
    fixture_done(&e.f);
}

static void a_moved_talk_ends_it_with_the_yes(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(ASK(&e, 0, 1));
    struct talk_swap_id first = e.swap;
    assert_slug(&e, ASK(&e, 2, 1), ERR_CONFLICT, "swap-open");
    int64_t id = 0, other = at(&e, 1);
    struct programme_version latest = {0};
    struct programme_slots slots = {0};
    assert_ok(programme_version_latest(e.f.store, e.spark, e.f.arena, &latest));
    assert_ok(programme_version_slots(e.f.store, latest.id, e.f.arena, &slots));
    struct talk_id kept = slots.items[1].talk;
    slots.items[1].talk = slots.items[2].talk;
    slots.items[2].talk = kept;
    const struct programme_draft draft = {e.spark, PROGRAMME_MOVED, {0}, &slots};
    assert_ok(programme_version_add(e.f.store, e.f.now, &draft, &id));
    assert_ok(programme_version_publish(e.f.store, e.f.now, e.spark, id));
    assert_ok(answer(&e, 1, true));
    assert_int_equal(status(&e), TALK_SWAP_OVERTAKEN);
    assert_int_equal(at(&e, 2), other);
    assert_int_equal(mails(&e, "swap-done", 0), 0);
    assert_ok(ASK(&e, 2, 1));
    assert_true(e.swap.v != first.v);
    fixture_done(&e.f);
}

/* The organisers fixed one of them meanwhile, where it stands: nobody was told, for no time moved.
 */
static void a_pinned_slot_ends_it_with_the_yes(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    assert_ok(ASK(&e, 0, 1));
    int64_t id = 0, stands = at(&e, 1);
    struct programme_version latest = {0};
    struct programme_slots slots = {0};
    assert_ok(programme_version_latest(e.f.store, e.spark, e.f.arena, &latest));
    assert_ok(programme_version_slots(e.f.store, latest.id, e.f.arena, &slots));
    for (int i = 0; i < slots.count; i++)
        slots.items[i].pinned = slots.items[i].pinned || slots.items[i].talk.v == e.talks[1].v;
    const struct programme_draft draft = {e.spark, PROGRAMME_MOVED, {0}, &slots};
    assert_ok(programme_version_add(e.f.store, e.f.now, &draft, &id));
    assert_ok(programme_version_publish(e.f.store, e.f.now, e.spark, id));
    assert_ok(answer(&e, 1, true));
    assert_int_equal(status(&e), TALK_SWAP_OVERTAKEN);
    assert_int_equal(at(&e, 1), stands);
    fixture_done(&e.f);
}

static void it_ends_when_the_event_begins(void **state)
{
    struct evening e;
    (void)state;
    start(&e);
    struct event event = fixture_find(&e.f, e.spark);
    assert_ok(ASK(&e, 0, 1));
    e.f.now = instant_add(event.fields.starts_at, -1);
    clockwork(&e);
    assert_int_equal(status(&e), TALK_SWAP_OPEN);
    e.f.now = event.fields.starts_at;
    clockwork(&e);
    assert_int_equal(status(&e), TALK_SWAP_OVERTAKEN);
    assert_slug(&e, ASK(&e, 0, 1), ERR_CONFLICT, "too-late");
    fixture_done(&e.f);
}

/* ---- what is no swap ---- */

static void what_does_not_hold_is_not_asked(void **state)
{
    struct evening e;
    (void)state;
    open_evening(&e);
    struct event event = fixture_find(&e.f, e.spark);
    const struct talk_needs leaves = {.to = instant_add(event.fields.starts_at, 1500), .kit = ""};
    for (int i = 0; i < TALKS; i++)
        offer(&e, i, i == 0 ? &leaves : NULL);
    assert_slug(&e, ASK(&e, 0, 1), ERR_CONFLICT, "not-announced");
    announce(&e, 4);
    assert_slug(&e, ASK(&e, 0, 2), ERR_CONFLICT, "does-not-hold");
    assert_non_null(strstr(e.f.why.detail, "has to leave"));
    assert_slug(&e, ASK(&e, 2, 0), ERR_CONFLICT, "does-not-hold");
    assert_null(strstr(e.f.why.detail, "leave")); /* nobody else's business */
    assert_slug(&e, ASK(&e, 2, 3), ERR_CONFLICT, "does-not-hold");
    assert_non_null(strstr(e.f.why.detail, "too long"));
    assert_slug(&e, ASK(&e, 3, 4), ERR_CONFLICT, "pinned");
    assert_slug(&e, ASK(&e, 1), ERR_INVALID, "validation");
    assert_slug(&e, ASK(&e, 1, 2, 1), ERR_INVALID, "validation");
    assert_slug(&e, ASK(&e, 0, 1, 2, 3, 4, 0, 1), ERR_INVALID, "validation");
    assert_true(fixture_refused(&e.f, "talks"));
    assert_int_equal(fixture_mails(&e.f, "swap-asked", (struct person_id){0}), 0);
    fixture_done(&e.f);
}

static void choices_say_what_would_hold(void **state)
{
    struct evening e;
    struct talk_swap_choices choices = {0};
    (void)state;
    start(&e);
    const struct talk_swap_request request = {e.spark, &e.talks[1], 1};
    assert_ok(talk_swap_choose(e.f.store, e.f.now, &request, fixture_why(&e.f), &choices));
    assert_int_equal(choices.count, TALKS - 1);
    for (int i = 0; i < choices.count; i++) { /* behind the last there is room for a longer one */
        const struct talk *talk = choices.items[i].talk;
        assert_int_equal(choices.items[i].closes,
                         talk->minutes == 7 || talk->id.v == e.talks[TALKS - 1].v);
    }
    fixture_done(&e.f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_swap_when_both_say_yes),
        cmocka_unit_test(the_board_that_is_worked_on_follows),
        cmocka_unit_test(a_chain_turns_as_one),
        cmocka_unit_test(a_no_leaves_everything),
        cmocka_unit_test(a_withdrawn_talk_ends_it),
        cmocka_unit_test(a_moved_talk_ends_it_with_the_yes),
        cmocka_unit_test(a_pinned_slot_ends_it_with_the_yes),
        cmocka_unit_test(it_ends_when_the_event_begins),
        cmocka_unit_test(what_does_not_hold_is_not_asked),
        cmocka_unit_test(choices_say_what_would_hold),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
