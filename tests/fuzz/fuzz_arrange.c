/* DESIGN: instances of the arranger on any bytes: refused by a field, or read back as written; and
 * whatever is read is arranged without a fault, the engine's best as the judge counts it. */
#include <string.h>

#include "arrange.h"
#include "check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Sizes at which a few moves take no time. */
static bool is_small(const struct arrange_instance *instance)
{
    return instance->talk_count <= 12 && instance->room_count <= 3 &&
           instance->attendee_count <= 20;
}

static void check_plan(const struct arrange_instance *instance, enum arrange_mode mode,
                       struct arena *arena)
{
    struct arrange_plan plan;
    struct arrange_report report;
    struct arrange_options options = {.mode = mode, .moves = 200, .moved_max = 2};
    arrange_run(instance, &options, arena, &plan);
    CHECK(plan.slot_count == instance->talk_count);
    arrange_judge(instance, plan.slots, arena, &report);
    CHECK(!plan.proven_best || report.break_count == 0);
    CHECK(report.break_count > 0 || report.points >= report.unavoidable);
    CHECK(arrange_plan_format(instance, &plan, arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct arrange_instance instance, again;
    struct refusal why;
    refusal_init(&why, arena);
    struct str text = {(const char *)data, size};
    if (arrange_instance_parse(text, arena, &why, &instance) != OK) {
        CHECK(why.field_count == 1 && *why.fields[0].field && *why.fields[0].message);
    } else {
        const char *form = arrange_instance_format(&instance, arena);
        CHECK(arrange_instance_parse(str_of(form), arena, &why, &again) == OK);
        CHECK(strcmp(form, arrange_instance_format(&again, arena)) == 0);
        for (int mode = ARRANGE_FRESH; is_small(&instance) && mode <= ARRANGE_IMPROVE; mode++)
            check_plan(&instance, (enum arrange_mode)mode, arena);
    }
    arena_free(arena);
    return 0;
}
