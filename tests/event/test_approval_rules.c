/* DESIGN: who decides, what comes next and when, by tables and beside a naive reading of the rule.
 */
#include "approval_rules.h"

#include <stdio.h>
#include <stdlib.h>

#include "embedded.h"
#include "support.h"

enum { ME = 1 };

/*
 * Candidates as words: "2" is person 2 who holds the role; "3+2" stands in at rank 2; j: a junior
 * of whom they stand in for; a: away. Expected: who decides.
 */
static const struct {
    const char *why, *candidates;
    bool last;
    const char *holders;
} HOLDERS[] = {
    {"whoever holds the role", "2 3", false, "2 3"},
    {"nobody", "", false, ""},
    {"never who asks", "1 2", false, "2"},
    {"nobody else holds it", "1", false, ""},
    {"those who are away leave it to the others", "2a 3", false, "3"},
    {"a deputy while all of them are away", "2a 3a 4+2 5+3", false, "4"},
    {"the next deputy if that one is away too", "2a 4+2a 5+3", false, "5"},
    {"all away: it waits for those who hold it", "2a 4+2a", false, "2"},
    {"no deputy decides for the one above them", "1 4+2j", false, ""},
    {"but somebody above may", "1 4+2 5+3j", false, "4"},
    {"a deputy's own request goes to the holder", "2 1+2j", false, "2"},
    {"a deputy who asks in the holder's absence", "2a 1+2j", false, "2"},
    {"coordinators stand in at the last step", "1 6+50 7+60", true, "6"},
    {"at no other", "1 6+50", false, ""},
    {"not while somebody is here", "2 6+50", true, "2"},
    {"in the absence of all", "2a 6+50", true, "6"},
};

static int parse_candidates(const char *text, struct approval_candidate *ret)
{
    int count = 0;
    for (const char *p = text; *p;) {
        struct approval_candidate *c = &ret[count++];
        int rank = 1, used = 0;
        long person = 0;
        CHECK(sscanf(p, "%ld%n", &person, &used) == 1);
        p += used;
        if (sscanf(p, "+%d%n", &rank, &used) == 1)
            p += used;
        *c = (struct approval_candidate){.person = {person}, .rank = rank, .is_role = rank == 1};
        for (; *p && *p != ' '; p++) {
            c->junior |= *p == 'j';
            c->away |= *p == 'a';
        }
        p += *p == ' ';
    }
    return count;
}

static void each_step_has_its_people(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(HOLDERS); i++) {
        struct approval_candidate candidates[8];
        bool holds[8];
        char got[64] = "";
        int n = parse_candidates(HOLDERS[i].candidates, candidates), at = 0;
        int count =
            approval_rules_holders(candidates, n, (struct person_id){ME}, HOLDERS[i].last, holds);
        for (int k = 0; k < n; k++)
            if (holds[k]) {
                at += snprintf(got + at, sizeof got - (size_t)at, "%s%d", at ? " " : "",
                               (int)candidates[k].person.v);
                count--;
            }
        if (strcmp(got, HOLDERS[i].holders) != 0 || count)
            fail_msg("%s: \"%s\", not \"%s\"", HOLDERS[i].why, got, HOLDERS[i].holders);
    }
}

/* ---- the same, said in another way ---- */

static bool naive_may(const struct approval_candidate *all, int n, int i, bool last)
{
    bool own = false;
    for (int k = 0; k < n; k++)
        own |= all[k].is_role && all[k].person.v == ME;
    if (all[i].person.v == ME || (all[i].junior && own))
        return false;
    return last || all[i].rank < APPROVAL_RANK_LAST;
}

/* Nobody who may is before them: those who are here before those who are not, then by rank. */
static bool naive_holds(const struct approval_candidate *all, int n, int i, bool last)
{
    if (!naive_may(all, n, i, last))
        return false;
    for (int k = 0; k < n; k++) {
        int key_k = all[k].rank + (all[k].away ? 1000 : 0);
        int key_i = all[i].rank + (all[i].away ? 1000 : 0);
        if (naive_may(all, n, k, last) && key_k < key_i)
            return false;
    }
    return true;
}

static void random_candidates_agree_with_a_naive_reading(void **state)
{
    static const int RANKS[] = {1, 1, 2, 3, 11, 50, 60};
    enum { ROUNDS = 200000, MOST = 6 };
    unsigned seed = 7;
    int someone = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        struct approval_candidate all[MOST];
        bool holds[MOST];
        int n = rand_r(&seed) % (MOST + 1), marked = 0;
        bool last = rand_r(&seed) % 2;
        for (int i = 0; i < n; i++) {
            int rank = RANKS[rand_r(&seed) % COUNT_OF(RANKS)];
            all[i] = (struct approval_candidate){{i + (rand_r(&seed) % 2 ? 1 : 2)},
                                                 rank,
                                                 rank == 1 || rank == 11,
                                                 rank == 3 && rand_r(&seed) % 2,
                                                 rand_r(&seed) % 3 == 0};
        }
        int count = approval_rules_holders(all, n, (struct person_id){ME}, last, holds);
        for (int i = 0; i < n; i++) {
            assert_int_equal(holds[i], naive_holds(all, n, i, last));
            marked += holds[i];
        }
        assert_int_equal(count, marked);
        someone += count > 0;
    }
    assert_in_range(someone, ROUNDS / 2, ROUNDS - 1);
}

/* ---- which step is next ---- */

static void the_next_step_is_one_that_somebody_holds(void **state)
{
    static const struct {
        const char *held; /* one digit a step */
        int from, next;
    } rows[] = {
        {"111", -1, 0}, {"011", -1, 1}, {"001", -1, 2}, {"000", -1, 2}, /* the last waits */
        {"111", 0, 1},  {"101", 0, 2},  {"100", 0, 2},  {"111", 2, -1},
        {"1", -1, 0},   {"0", -1, 0},   {"1", 0, -1},   {"10", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        bool held[8] = {false};
        int n = (int)strlen(rows[i].held);
        for (int k = 0; k < n; k++)
            held[k] = rows[i].held[k] == '1';
        if (approval_rules_next(held, n, rows[i].from) != rows[i].next)
            fail_msg("%s from %d", rows[i].held, rows[i].from);
    }
}

/* ---- routes ---- */

static struct policy_pack pack_of(const char *name, struct arena *arena)
{
    struct policy_pack pack;
    struct refusal why;
    struct str text = {NULL, 0};
    refusal_init(&why, arena);
    for (const struct embedded *file = embedded_policies; file->name; file++)
        if (strcmp(file->name, name) == 0)
            text = file->text;
    assert_non_null(text.p);
    assert_ok(policy_pack_check(name, text, &pack, &why));
    return pack;
}

/* AP-11, AP-15; Y:52, Y:78; where a policy is silent, sparkd's own. */
static void each_policy_has_its_route(void **state)
{
    static const struct {
        const char *pack;
        enum approval_kind kind;
        const char *who;
        int days;
        const char *criteria;
    } rows[] = {
        {"bronte.json", APPROVAL_FUNDING, "line manager, cpd leader, head, ", 5,
         "prioritisation_criteria"},
        {"step.json", APPROVAL_FUNDING, "line manager, cpd leader, head, ", 5,
         "prioritisation_criteria"},
        {"robert-carre.json", APPROVAL_FUNDING, "line manager, cpd leader, head, ", 5,
         "prioritisation_criteria"},
        {"symphony.json", APPROVAL_FUNDING, "slt*, ", 5, "best_value"},
        {"symphony.json", APPROVAL_PATTERN, "cpd leader, head, governing body, ", 10, "best_value"},
        {"bronte.json", APPROVAL_PATTERN, "cpd leader, head, governing body, ", 10,
         "prioritisation_criteria"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena *arena = arena_new();
        struct policy_pack pack = pack_of(rows[i].pack, arena);
        struct approval_route route = approval_route(&pack, rows[i].kind, arena);
        const char *who = "";
        for (int k = 0; k < route.count; k++)
            who = arena_printf(arena, "%s%s%s, ", who, route.steps[k].who,
                               route.steps[k].recommends ? "*" : "");
        assert_string_equal(who, rows[i].who);
        assert_int_equal(route.step_days, rows[i].days);
        assert_string_equal(approval_criteria(&pack)->kind->key, rows[i].criteria);
        arena_free(arena);
    }
}

static void dear_requests_go_further(void **state)
{
    int from[] = {0, 100, 500}, steps[3];
    const struct approval_route route = {.from_pounds = from, .count = 3};
    int dear[] = {600, 900};
    const struct approval_route all_dear = {.from_pounds = dear, .count = 2};
    (void)state;
    assert_int_equal(approval_rules_steps(&route, 9999, steps), 1);
    assert_int_equal(approval_rules_steps(&route, 10000, steps), 2);
    assert_int_equal(approval_rules_steps(&route, 50000, steps), 3);
    assert_int_equal(steps[2], 2);
    assert_int_equal(approval_rules_steps(&all_dear, 0, steps), 1); /* somebody always decides */
    assert_int_equal(steps[0], 1);
}

/* ---- days ---- */

/* School days of autumn 2026 with a half-term: counted one by one. */
static void a_step_has_school_days(void **state)
{
    static const struct span spans[] = {
        {SPAN_TERM, "Autumn", {0}, {0}},
        {SPAN_HALF_TERM, "Half-term", {0}, {0}},
    };
    struct span own[2];
    struct arena *arena = arena_new();
    (void)state;
    memcpy(own, spans, sizeof own);
    own[0].from = support_day("2026-09-01");
    own[0].to = support_day("2026-12-18");
    own[1].from = support_day("2026-10-26");
    own[1].to = support_day("2026-10-30");
    struct calendar calendar = calendar_compute(own, 2, NULL, 0, arena);
    for (struct day from = own[0].from; from.v < support_day("2026-12-04").v;
         from = day_add(from, 1))
        for (int n = 1; n <= 10; n++) {
            struct day naive = from;
            for (int left = n; left > 0;) {
                naive = day_add(naive, 1);
                left -= calendar_is_school_day(calendar, naive);
            }
            assert_int_equal(approval_rules_due(calendar, from, n).v, naive.v);
        }
    const struct calendar none = {NULL, 0};
    assert_int_equal(approval_rules_due(none, support_day("2026-11-06"), 5).v,
                     support_day("2026-11-13").v); /* weekdays from a Friday */
    arena_free(arena);
}

/* ---- what may be asked ---- */

static struct approval_fields good(void)
{
    return (struct approval_fields){.title = "Reading conference",
                                    .provider = "",
                                    .from = support_day("2026-11-20"),
                                    .to = support_day("2026-11-20"),
                                    .travel = "",
                                    .outcome = "A plan for reading aloud",
                                    .in_trust_note = "",
                                    .criteria = ""};
}

static void each_wrong_field_is_named(void **state)
{
    struct arena *arena = arena_new();
    struct refusal why;
    struct approval_fields f = good();
    (void)state;
    refusal_init(&why, arena);
    assert_ok(approval_check(&f, &why));
    f.title = f.outcome = "";
    f.to = support_day("2026-11-19");
    f.cost_pence = -1;
    f.travel_pence = APPROVAL_PENCE_MAX + 1;
    f.cover_amount = 201;
    f.miles = 2001;
    f.payer = f.in_trust = -1;
    assert_int_equal(approval_check(&f, &why), ERR_INVALID);
    static const char *const names[] = {"title", "outcome",     "to",
                                        "cost",  "travel_cost", "cover_needed",
                                        "miles", "payer",       "in_trust"};
    assert_int_equal(why.field_count, COUNT_OF(names));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        assert_string_equal(why.fields[i].field, names[i]);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_step_has_its_people),
        cmocka_unit_test(random_candidates_agree_with_a_naive_reading),
        cmocka_unit_test(the_next_step_is_one_that_somebody_holds),
        cmocka_unit_test(each_policy_has_its_route),
        cmocka_unit_test(dear_requests_go_further),
        cmocka_unit_test(a_step_has_school_days),
        cmocka_unit_test(each_wrong_field_is_named),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
