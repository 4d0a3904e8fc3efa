/* DESIGN: choices made beside a plan are told from choices made without one, and lead back to it.
 */
#include "support.h"

#include "arrange_guide.h"

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

enum { TALKS = 120, ROOMS = 4, PEOPLE = 3000, CHOICES = 7, SLOT_S = 150 };

/* In the plan that was seen talk i is at the i / ROOMS-th start. */
static bool runs_beside_one_of(const struct arrange_attendee *who, int talk)
{
    for (int i = 0; i < who->count; i++)
        if (who->talks[i] / ROOMS == talk / ROOMS)
            return true;
    return false;
}

static bool is_chosen(const struct arrange_attendee *who, int talk)
{
    for (int i = 0; i < who->count; i++)
        if (who->talks[i] == talk)
            return true;
    return false;
}

static void choose(struct arrange_instance *instance, bool beside_a_plan)
{
    struct arrange_dice dice = {7};
    for (int i = 0; i < PEOPLE; i++) {
        struct arrange_attendee *who = &instance->attendees[i];
        while (who->count < CHOICES) {
            int talk = arrange_dice_below(&dice, TALKS);
            if (!is_chosen(who, talk) && !(beside_a_plan && runs_beside_one_of(who, talk)))
                who->talks[who->count++] = talk;
        }
    }
}

static struct arrange_instance evening(bool beside_a_plan)
{
    struct arrange_instance instance = {
        .length_s = SLOT_S * TALKS / ROOMS,
        .changeover_s = 30,
        .points = arrange_points_default(),
        .blocks = ARENA_NEW(arena, struct arrange_block),
        .block_count = 1,
        .rooms = ARENA_ARRAY(arena, struct arrange_room, ROOMS),
        .room_count = ROOMS,
        .talks = ARENA_ARRAY(arena, struct arrange_talk, TALKS),
        .talk_count = TALKS,
        .attendees = ARENA_ARRAY(arena, struct arrange_attendee, PEOPLE),
        .attendee_count = PEOPLE,
    };
    instance.points.pace = 0; /* all are short */
    *instance.blocks = (struct arrange_block){.id = 1, .end_s = instance.length_s};
    for (int i = 0; i < ROOMS; i++)
        instance.rooms[i] = (struct arrange_room){.id = i + 1, .seats = PEOPLE};
    for (int i = 0; i < TALKS; i++)
        instance.talks[i] = (struct arrange_talk){
            .id = i + 1,
            .duration_s = SLOT_S - 30,
            .leave_s = instance.length_s,
            .presenters = {1000 + i},
            .presenter_count = 1,
            .pin.room = -1,
            .announced.room = -1,
        };
    choose(&instance, beside_a_plan);
    return instance;
}

static bool is_there(const struct arrange_instance *instance)
{
    const struct arrange_options options = {.moves = 1};
    return arrange_guide_is_there(arrange_state_new(instance, &options, arena), arena);
}

static void test_told_from_chance(void **state)
{
    (void)state;
    struct arrange_instance seen = evening(true), unseen = evening(false);
    assert_true(is_there(&seen));
    assert_false(is_there(&unseen));
    seen.points.clash = 0;
    assert_false(is_there(&seen));
    seen.points.clash = 3;
    assert_true(is_there(&seen));
    seen.attendee_count = 0;
    assert_false(is_there(&seen));
}

static struct arrange_plan arrange(const struct arrange_instance *instance, int64_t moves)
{
    struct arrange_plan plan;
    struct arrange_progress progress = {0};
    const struct arrange_options options = {.seed = 1, .moves = moves, .progress = &progress};
    arrange_run(instance, &options, arena, &plan);
    assert_true(atomic_load(&progress.points) >= 0);
    return plan;
}

/* Nearly everybody hears all they chose, as in the plan that was seen; the same again. */
static void test_leads_back(void **state)
{
    (void)state;
    struct arrange_instance seen = evening(true);
    struct arrange_plan plan = arrange(&seen, 250000), again = arrange(&seen, 250000);
    struct arrange_report report;
    arrange_judge(&seen, plan.slots, arena, &report);
    assert_int_equal(report.break_count, 0);
    assert_true(report.attended * 1000 >= report.wished * 995);
    for (int i = 0; i < TALKS; i++) {
        assert_int_equal(plan.slots[i].room, again.slots[i].room);
        assert_int_equal(plan.slots[i].start_s, again.slots[i].start_s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_told_from_chance, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_leads_back, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
