/* DESIGN: printed cards with an injected clock: who may have one, until when, each code once. */
#include "code_card.h"

#include "room.h"

static const struct sealed_key key = {{7}};

struct kitchen {
    struct person person;
    struct school_id school;
};

/* Somebody without a mailbox, at a school with an autumn and a spring term. */
static struct kitchen open_kitchen(struct room *room)
{
    struct kitchen kitchen = {.school = {0}};
    struct employment job = {
        .staff_group = "other support", .role_category = "", .working_days = WORKING_DAYS_ALL};
    assert_ok(school_insert(room->store, "Ash", "", &job.school));
    assert_ok(store_exec(room->store,
                         "INSERT INTO school_span (school_id, kind, name, from_on, to_on) VALUES"
                         " ($1, 'term', 'Autumn', $2, $3), ($1, 'term', 'Spring', $4, $5)",
                         PARAMS(p_int(job.school.v), p_day(support_day("2026-09-02")),
                                p_day(support_day("2026-12-18")), p_day(support_day("2027-01-04")),
                                p_day(support_day("2027-03-26")))));
    struct person_id id = room_add(room, "Rosa Pike", "", ROLE_STAFF);
    assert_ok(person_employ(room->store, id, &job));
    assert_ok(person_find(room->store, id, room->arena, &kitchen.person));
    kitchen.school = job.school;
    return kitchen;
}

static struct code_card_made make(struct room *room, const struct kitchen *kitchen)
{
    struct code_card_made made;
    assert_ok(code_card_make(room->store, &key, &kitchen->person, room->leader, room->now, &made));
    return made;
}

static int64_t try_at(struct room *room, const char *number, const char *code, int64_t later_s)
{
    struct person_id person = {-1};
    assert_ok(code_card_try(room->store, &key, str_of(number), str_of(code),
                            instant_add(room->now, later_s), &room->why, &person));
    return person.v;
}

static void each_code_works_once_in_any_order(void **state)
{
    static const int order[CODE_CARD_CODES] = {3, 0, 9, 1, 2, 4, 8, 7, 6, 5};
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made made = make(room, &kitchen);
    struct code_card card;
    for (int i = 0; i < CODE_CARD_CODES; i++) {
        room->now = instant_add(room->now, DAY_S);
        const char *code = made.codes[order[i]];
        assert_int_equal(try_at(room, made.number, code, 0), kitchen.person.id.v);
        assert_int_equal(try_at(room, made.number, code, 60), 0);
        assert_ok(code_card_find(room->store, kitchen.person.id, room->now, &card));
        assert_int_equal(card.left, CODE_CARD_CODES - 1 - i);
    }
}

static void what_is_typed(void **state)
{
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made made = make(room, &kitchen);
    const char *number = arena_printf(room->arena, " %.4s %s", made.number, made.number + 4);
    const char *code = arena_printf(room->arena, "%.4s-%s ", made.codes[0], made.codes[0] + 4);
    assert_int_equal(try_at(room, number, code, 0), kitchen.person.id.v);
    assert_int_equal(try_at(room, made.number, "", 0), 0);
    assert_int_equal(try_at(room, "", made.codes[1], 0), 0);
    assert_int_equal(try_at(room, "1234567", made.codes[1], 0), 0);
    assert_int_equal(try_at(room, "12345678x", made.codes[1], 0), 0);
}

/* Five tries a card in 15 minutes, in the same words for a card nobody has. */
static void five_tries_then_it_rests(void **state)
{
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made made = make(room, &kitchen);
    const char *words = NULL;
    for (int i = 0; i < CODE_CARD_TRIES; i++)
        assert_int_equal(try_at(room, made.number, "00000000", i), 0);
    words = room->why.fields[0].message;
    assert_int_equal(try_at(room, made.number, made.codes[0], 800), 0);
    assert_string_equal(room->why.fields[room->why.field_count - 1].message, words);
    assert_int_equal(try_at(room, made.number, made.codes[0], 900), kitchen.person.id.v);
    refusal_init(&room->why, room->arena);
    assert_int_equal(try_at(room, made.number[0] == '0' ? "10000000" : "00000000", "00000000", 0),
                     0);
    assert_string_equal(room->why.fields[0].message, words);
}

static void a_new_card_ends_the_old(void **state)
{
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made old = make(room, &kitchen), fresh = make(room, &kitchen);
    assert_int_equal(try_at(room, old.number, old.codes[0], 0), 0);
    assert_int_equal(try_at(room, fresh.number, fresh.codes[0], 0), kitchen.person.id.v);
    assert_ok(code_card_end(room->store, kitchen.person.id, room->now));
    assert_int_equal(try_at(room, fresh.number, fresh.codes[1], 0), 0);
    assert_int_equal(code_card_end(room->store, kitchen.person.id, room->now), ERR_NOT_FOUND);
}

/* Until the end of the term, of the next one in its last fortnight, at most 180 days. */
static void it_lasts_until_the_end_of_the_term(void **state)
{
    static const struct {
        const char *made, *last;
    } rows[] = {
        {"2026-11-02T16:10", "2026-12-18"}, {"2026-12-04T09:00", "2026-12-18"},
        {"2026-12-05T09:00", "2027-03-26"}, {"2026-12-25T09:00", "2027-03-26"},
        {"2026-09-02T09:00", "2026-12-18"}, {"2027-03-20T09:00", "2027-09-16"},
        {"2026-05-01T09:00", "2026-10-28"},
    };
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        room->now = support_at(rows[i].made);
        struct code_card_made made = make(room, &kitchen);
        assert_int_equal(made.last_day.v, support_day(rows[i].last).v);
        int64_t to_end = made.expires_at.v - room->now.v;
        assert_int_equal(try_at(room, made.number, made.codes[0], to_end), 0);
        assert_int_equal(try_at(room, made.number, made.codes[0], to_end - 1), kitchen.person.id.v);
    }
}

static void only_for_people_without_a_mailbox(void **state)
{
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct person staff;
    assert_ok(code_card_check(room->store, &kitchen.person, room->now, &room->why));
    assert_ok(person_find(room->store, room->staff, room->arena, &staff));
    assert_int_equal(code_card_check(room->store, &staff, room->now, &room->why), ERR_CONFLICT);
    assert_string_equal(room->why.slug, "has-mailbox");
    assert_ok(
        grant_insert(room->store, kitchen.person.id, (struct grant){ROLE_SLT, {0}}, DAY_NONE));
    assert_int_equal(code_card_check(room->store, &kitchen.person, room->now, &room->why),
                     ERR_CONFLICT);
    assert_string_equal(room->why.slug, "privileged");
}

static void it_is_over_when_the_work_is(void **state)
{
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made made = make(room, &kitchen);
    assert_ok(store_exec(room->store, "UPDATE employment SET ends_on = $1 WHERE person_id = $2",
                         PARAMS(p_day(support_day("2026-11-02")), p_int(kitchen.person.id.v))));
    assert_int_equal(try_at(room, made.number, made.codes[0], 0), kitchen.person.id.v);
    assert_int_equal(try_at(room, made.number, made.codes[1], DAY_S), 0);
    assert_int_equal(
        code_card_check(room->store, &kitchen.person, instant_add(room->now, DAY_S), &room->why),
        ERR_CONFLICT);
    assert_string_equal(room->why.slug, "has-left");
}

static void no_code_is_kept_and_no_key_no_entry(void **state)
{
    static const struct sealed_key other = {{8}};
    struct room *room = *state;
    struct kitchen kitchen = open_kitchen(room);
    struct code_card_made made = make(room, &kitchen);
    char plain[SHA256_HEX_MAX];
    struct person_id person;
    int64_t n = -1;
    token_sha256_hex(str_of(made.codes[0]), plain);
    assert_ok(store_find_int(room->store,
                             "SELECT count(*) FROM code_card_code WHERE digest IN ($1, $2)",
                             PARAMS(p_text(made.codes[0]), p_text(plain)), &n));
    assert_int_equal(n, 0);
    assert_ok(code_card_try(room->store, &other, str_of(made.number), str_of(made.codes[0]),
                            room->now, &room->why, &person));
    assert_int_equal(person.v, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROOM(each_code_works_once_in_any_order),  IN_ROOM(what_is_typed),
        IN_ROOM(five_tries_then_it_rests),           IN_ROOM(a_new_card_ends_the_old),
        IN_ROOM(it_lasts_until_the_end_of_the_term), IN_ROOM(only_for_people_without_a_mailbox),
        IN_ROOM(it_is_over_when_the_work_is),        IN_ROOM(no_code_is_kept_and_no_key_no_entry),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
