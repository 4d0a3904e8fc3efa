/* DESIGN: pure judgement on a SPARK event's settings: its rooms, its changeover, its blocks. */
#include "spark_rules.h"

#include <string.h>
#include <strings.h>

#include "event_rules.h"
#include "keynote_rules.h"

static int chosen(int given, int now, int fallback)
{
    return given != SPARK_UNSET ? given : now != SPARK_UNSET ? now : fallback;
}

static const struct talk_room *room_now(const struct spark_draft *draft, int i)
{
    return draft->now && i < draft->now->pack.room_count ? &draft->now->rooms[i] : NULL;
}

/* As said; else as it was if it had a name of its own; else the event's. */
static const char *name_of(const struct spark_draft *draft, int i)
{
    const struct talk_room *now = room_now(draft, i);
    if (i < draft->spark->room_count && draft->spark->rooms[i].name)
        return draft->spark->rooms[i].name;
    if (now && (i > 0 || !str_eq(str_of(now->name), str_of(draft->fields_now->room))))
        return now->name;
    return i == 0 && draft->fields->room ? draft->fields->room : "";
}

static struct talk_room room_of(const struct spark_draft *draft, int i)
{
    static const struct talk_room unsaid = {.seats = SPARK_UNSET};
    const struct talk_room *given =
        i < draft->spark->room_count ? &draft->spark->rooms[i] : &unsaid;
    const struct talk_room *now = room_now(draft, i);
    return (struct talk_room){
        .name = name_of(draft, i),
        .seats = chosen(given->seats, now ? now->seats : SPARK_UNSET, draft->fields->capacity),
        .kit = given->kit ? given->kit
               : now      ? now->kit
                          : ""};
}

static bool is_named_twice(const struct talk_room *rooms, int i)
{
    for (int k = 0; k < i; k++) {
        if (strcasecmp(rooms[k].name, rooms[i].name) == 0)
            return true;
    }
    return false;
}

static void check_room(const struct talk_room *rooms, int i, bool alone, struct refusal *why)
{
    static const struct text_rule name = {"rooms", "The room", EVENT_ROOM_CHARS_MAX, false, false};
    static const struct text_rule kit = {"rooms", "The room's kit", SPARK_KIT_CHARS_MAX, false,
                                         false};
    text_rule_check(&name, rooms[i].name, why);
    text_rule_check(&kit, rooms[i].kit, why);
    if (!alone && !*rooms[i].name)
        refuse_field(why, "rooms", "Give each room a name, so that everybody finds it.");
    else if (is_named_twice(rooms, i))
        refuse_field(why, "rooms", "Two rooms are called “%s”. Give each a name of its own.",
                     rooms[i].name);
    if (rooms[i].seats < 0 || rooms[i].seats > EVENT_CAPACITY_MAX)
        refuse_field(why, alone ? "seats" : "rooms", "Enter a number of seats from 0 to 10,000.");
}

static void plan_rooms(const struct spark_draft *draft, struct refusal *why,
                       struct spark_settings *settings)
{
    int now = draft->now ? draft->now->pack.room_count : 1;
    int count = draft->spark->room_count ? draft->spark->room_count : now;
    if (count > PACK_ROOMS_MAX) {
        refuse_field(why, "rooms", "Enter at most %d rooms.", PACK_ROOMS_MAX);
        count = PACK_ROOMS_MAX;
    }
    settings->pack.room_count = count;
    for (int i = 0; i < count; i++) {
        settings->rooms[i] = room_of(draft, i);
        check_room(settings->rooms, i, count == 1, why);
    }
}

static void plan_numbers(const struct spark_draft *draft, struct refusal *why,
                         struct spark_settings *settings)
{
    const struct spark_fields *spark = draft->spark;
    const struct spark_settings *now = draft->now;
    settings->pack.changeover_s = chosen(
        spark->changeover_s, now ? now->pack.changeover_s : SPARK_UNSET,
        settings->pack.room_count > 1 ? SPARK_CHANGEOVER_ROOMS_S : SPARK_CHANGEOVER_DEFAULT_S);
    settings->talks_a_person =
        chosen(spark->talks_a_person, now ? now->talks_a_person : SPARK_UNSET, 1);
    if (settings->pack.changeover_s < 0 || settings->pack.changeover_s > SPARK_CHANGEOVER_MAX_S)
        refuse_field(why, "changeover_s", "Enter a changeover from 0 to 900 seconds.");
    if (settings->talks_a_person < 1 || settings->talks_a_person > SPARK_TALKS_A_PERSON_MAX)
        refuse_field(why, "talks_a_person", "Enter how many talks a person may give, 1 to %d.",
                     SPARK_TALKS_A_PERSON_MAX);
}

static void plan_ways(const struct spark_draft *draft, struct spark_settings *settings)
{
    const struct spark_fields *spark = draft->spark;
    const struct spark_settings *now = draft->now;
    settings->intake = (enum spark_intake)chosen(
        spark->intake, now ? (int)now->intake : SPARK_UNSET, SPARK_INSTANT);
    settings->order =
        (enum spark_order)chosen(spark->order, now ? (int)now->order : SPARK_UNSET, SPARK_ARRANGED);
    settings->themes = (enum spark_themes)chosen(
        spark->themes, now ? (int)now->themes : SPARK_UNSET, SPARK_SPREAD);
    settings->published = now ? now->published : 0;
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
    const struct spark_settings *old = draft->now;
    int64_t later_s = draft->fields->starts_at.v - draft->fields_now->starts_at.v;
    int64_t end_later_s = draft->fields->ends_at.v - draft->fields_now->ends_at.v;
    for (int i = 0; i < old->span_count; i++) {
        struct pack_block *block = &pack->blocks[i];
        block->start_s = old->spans[i].start_s + later_s;
        block->end_s = old->spans[i].end_s + (old->span_count == 1 ? end_later_s : later_s);
        if (block->end_s <= block->start_s || block->end_s > draft->fields->ends_at.v) {
            refuse_field(why, "ends_at",
                         "The event is too short for its blocks of talks. Enter a later end, or "
                         "change the blocks.");
            return;
        }
    }
    pack->block_count = old->span_count;
}

/* Each has to have its room, and its time within the event. */
static void check_keynotes(const struct spark_draft *draft, const struct spark_settings *settings,
                           struct refusal *why)
{
    for (int i = 0; i < settings->keynotes.count; i++) {
        const struct keynote *keynote = &settings->keynotes.items[i];
        if (keynote->room > settings->pack.room_count)
            refuse_field(why, "rooms", "The keynote “%s” is in one of these rooms. Move it first.",
                         keynote->title);
        if (keynote_ends_at(keynote).v > draft->fields->ends_at.v)
            refuse_field(why, "ends_at",
                         "The keynote “%s” would go on after the event. Move it first.",
                         keynote->title);
    }
}

/* They go along with the event, and their time is taken out of its blocks. */
static void plan_keynotes(const struct spark_draft *draft, struct refusal *why,
                          struct spark_settings *settings)
{
    struct pack *pack = &settings->pack;
    settings->span_count = pack->block_count;
    memcpy(settings->spans, pack->blocks, sizeof settings->spans);
    if (!draft->now)
        return;
    settings->keynotes = draft->now->keynotes;
    for (int i = 0; i < settings->keynotes.count; i++) {
        struct keynote *keynote = &settings->keynotes.items[i];
        keynote->starts_at = instant_add(keynote->starts_at, draft->fields->starts_at.v -
                                                                 draft->fields_now->starts_at.v);
    }
    check_keynotes(draft, settings, why);
    if (!keynote_rules_cut(settings->spans, settings->span_count, &settings->keynotes, pack))
        refuse_field(why, "blocks", "With the keynotes these are more than %d blocks.",
                     PACK_BLOCKS_MAX);
    if (settings->span_count && !pack->block_count)
        refuse_field(why, "blocks", "The keynotes leave no time for talks.");
}

void spark_rules_plan(const struct spark_draft *draft, struct refusal *why,
                      struct spark_settings *ret)
{
    struct spark_settings settings = {0};
    const struct spark_fields *spark = draft->spark;
    const struct event_fields *fields = draft->fields;
    plan_rooms(draft, why, &settings);
    plan_numbers(draft, why, &settings);
    plan_ways(draft, &settings);
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
        plan_keynotes(draft, why, &settings);
    }
    *ret = settings;
}
