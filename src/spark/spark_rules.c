/* DESIGN: pure judgement on a SPARK event's settings: its room, its changeover, its blocks. */
#include "spark_rules.h"

#include "event_rules.h"

static int chosen(int given, int now, int fallback)
{
    return given != SPARK_UNSET ? given : now != SPARK_UNSET ? now : fallback;
}

/* As said; else as it was if it had a name of its own; else the event's. */
static const char *room_of(const struct spark_draft *draft)
{
    if (draft->spark->room)
        return draft->spark->room;
    if (draft->now && !str_eq(str_of(draft->now->room), str_of(draft->fields_now->room)))
        return draft->now->room;
    return draft->fields->room ? draft->fields->room : "";
}

static void plan_numbers(const struct spark_draft *draft, struct refusal *why,
                         struct spark_settings *settings)
{
    static const struct text_rule room = {"room", "The room", EVENT_ROOM_CHARS_MAX, false, false};
    const struct spark_fields *spark = draft->spark;
    const struct spark_settings *now = draft->now;
    settings->pack.changeover_s =
        chosen(spark->changeover_s, now ? now->pack.changeover_s : SPARK_UNSET,
               SPARK_CHANGEOVER_DEFAULT_S);
    settings->seats = chosen(spark->seats, now ? now->seats : SPARK_UNSET, draft->fields->capacity);
    settings->talks_a_person =
        chosen(spark->talks_a_person, now ? now->talks_a_person : SPARK_UNSET, 1);
    settings->room = room_of(draft);
    if (spark->room)
        text_rule_check(&room, spark->room, why);
    if (spark->room_count > 1)
        refuse_field(why, "rooms",
                     "Only one room can be used for now, until programmes for several rooms can "
                     "be arranged. Enter one room.");
    if (settings->pack.changeover_s < 0 || settings->pack.changeover_s > SPARK_CHANGEOVER_MAX_S)
        refuse_field(why, "changeover_s", "Enter a changeover from 0 to 900 seconds.");
    if (settings->seats < 0 || settings->seats > EVENT_CAPACITY_MAX)
        refuse_field(why, "seats", "Enter a number of seats from 0 to 10,000.");
    if (settings->talks_a_person < 1 || settings->talks_a_person > SPARK_TALKS_A_PERSON_MAX)
        refuse_field(why, "talks_a_person", "Enter how many talks a person may give, 1 to %d.",
                     SPARK_TALKS_A_PERSON_MAX);
}

static void use_given(const struct spark_draft *draft, struct refusal *why, struct pack *pack)
{
    const struct spark_fields *spark = draft->spark;
    int64_t before = draft->fields->starts_at.v, end = draft->fields->ends_at.v;
    if (spark->block_count > PACK_BLOCKS_MAX) {
        refuse_field(why, "blocks", "Enter at most %d blocks.", PACK_BLOCKS_MAX);
        return;
    }
    for (int i = 0; i < spark->block_count; i++) {
        int64_t from = spark->blocks[i].starts_at.v, to = spark->blocks[i].ends_at.v;
        if (from < before || to > end || to <= from) {
            refuse_field(why, "blocks",
                         "Block %d must lie inside the event, end after it starts, and not begin "
                         "before the block in front of it is over.",
                         i + 1);
            return;
        }
        pack->blocks[pack->block_count++] = (struct pack_block){from, to};
        before = to;
    }
}

/* Half of the fixed minutes first, half last; an odd one goes to the welcome. */
static void use_fixed(const struct event_fields *fields, int fixed_minutes, struct refusal *why,
                      struct pack *pack)
{
    int64_t length_s = fields->ends_at.v - fields->starts_at.v;
    if (fixed_minutes < 0) {
        refuse_field(why, "fixed_minutes",
                     "Enter the minutes for welcome, break and close, 0 or "
                     "more.");
        return;
    }
    if ((int64_t)fixed_minutes * 60 >= length_s) {
        refuse_field(why, "fixed_minutes",
                     "Welcome, break and close take %d minutes, and the event lasts %d: no time "
                     "is left for talks.",
                     fixed_minutes, (int)(length_s / 60));
        return;
    }
    pack->blocks[0].start_s = fields->starts_at.v + (fixed_minutes + 1) / 2 * 60;
    pack->blocks[0].end_s = fields->ends_at.v - fixed_minutes / 2 * 60;
    pack->block_count = 1;
}

static void move_blocks(const struct spark_draft *draft, struct refusal *why, struct pack *pack)
{
    const struct pack *old = &draft->now->pack;
    int64_t later_s = draft->fields->starts_at.v - draft->fields_now->starts_at.v;
    int64_t end_later_s = draft->fields->ends_at.v - draft->fields_now->ends_at.v;
    for (int i = 0; i < old->block_count; i++) {
        struct pack_block *block = &pack->blocks[i];
        block->start_s = old->blocks[i].start_s + later_s;
        block->end_s = old->blocks[i].end_s + (old->block_count == 1 ? end_later_s : later_s);
        if (block->end_s <= block->start_s || block->end_s > draft->fields->ends_at.v) {
            refuse_field(why, "ends_at",
                         "The event is too short for its blocks of talks. Enter a later end, or "
                         "change the blocks.");
            return;
        }
    }
    pack->block_count = old->block_count;
}

void spark_rules_plan(const struct spark_draft *draft, struct refusal *why,
                      struct spark_settings *ret)
{
    struct spark_settings settings = {0};
    const struct spark_fields *spark = draft->spark;
    const struct event_fields *fields = draft->fields;
    plan_numbers(draft, why, &settings);
    if (fields->starts_at.v && fields->ends_at.v > fields->starts_at.v) {
        if (spark->block_count && spark->fixed_minutes != SPARK_UNSET)
            refuse_field(why, "blocks", "Enter either fixed minutes or blocks, not both.");
        else if (spark->block_count)
            use_given(draft, why, &settings.pack);
        else if (draft->now && spark->fixed_minutes == SPARK_UNSET)
            move_blocks(draft, why, &settings.pack);
        else
            use_fixed(fields,
                      chosen(spark->fixed_minutes, SPARK_UNSET, SPARK_FIXED_DEFAULT_MINUTES), why,
                      &settings.pack);
    }
    *ret = settings;
}
