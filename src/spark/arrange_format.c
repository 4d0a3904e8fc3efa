/* DESIGN: instances and plans as the bytes that name them: one key order, no spaces, no clock. */
#include <string.h>

#include "arrange_order.h"
#include "buf.h"
#include "check.h"
#include "token.h"

enum { FORMAT_BYTES_MAX = 8 << 20 };

static const char ENGINE[] = "1";

static const char *sep(int i)
{
    return i ? "," : "";
}

static const char *take_text(struct buf *out, struct arena *arena)
{
    CHECK(!out->full);
    const char *text = arena_str_c(arena, buf_str(out));
    buf_done(out);
    return text;
}

/* ---- the instance ---- */

static void add_kit(const struct arrange_instance *instance, uint32_t bits, struct buf *out)
{
    int n = 0;
    buf_add_c(out, "\"kit\":[");
    for (int i = 0; i < instance->kit_count; i++)
        if (bits & UINT32_C(1) << i) {
            buf_add_c(out, sep(n++));
            buf_add_json(out, str_of(instance->kit[i]));
        }
    buf_add_char(out, ']');
}

static void add_event(const struct arrange_instance *instance, struct buf *out)
{
    buf_printf(out,
               "{\"sparkd_instance\":1,\"event\":{\"length_s\":%d,\"changeover_s\":%d,"
               "\"theme_mode\":\"%s\"},\"blocks\":[",
               instance->length_s, instance->changeover_s,
               instance->theme_mode == THEME_SPREAD ? "spread" : "cluster");
    for (int i = 0; i < instance->block_count; i++)
        buf_printf(out, "%s{\"id\":%lld,\"start_s\":%d,\"end_s\":%d}", sep(i),
                   (long long)instance->blocks[i].id, instance->blocks[i].start_s,
                   instance->blocks[i].end_s);
    buf_add_c(out, "],\"rooms\":[");
    for (int i = 0; i < instance->room_count; i++) {
        buf_printf(out, "%s{\"id\":%lld,\"seats\":%d,", sep(i), (long long)instance->rooms[i].id,
                   instance->rooms[i].seats);
        add_kit(instance, instance->rooms[i].kit, out);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void add_slot(const struct arrange_instance *instance, const char *key,
                     const struct arrange_slot *slot, struct buf *out)
{
    if (slot->room >= 0)
        buf_printf(out, ",\"%s\":{\"room\":%lld,\"start_s\":%d}", key,
                   (long long)instance->rooms[slot->room].id, slot->start_s);
}

static void add_talk(const struct arrange_instance *instance, const struct arrange_talk *talk,
                     struct buf *out)
{
    buf_printf(out, "{\"id\":%lld,\"duration_s\":%d,\"school\":%lld,\"theme\":%lld,",
               (long long)talk->id, talk->duration_s, (long long)talk->school,
               (long long)talk->theme);
    add_kit(instance, talk->kit, out);
    buf_printf(out, ",\"arrive_s\":%d,\"leave_s\":%d,\"presenters\":[", talk->arrive_s,
               talk->leave_s);
    for (int i = 0; i < talk->presenter_count; i++)
        buf_printf(out, "%s%lld", sep(i), (long long)talk->presenters[i]);
    buf_add_char(out, ']');
    add_slot(instance, "announced", &talk->announced, out);
    add_slot(instance, "pin", &talk->pin, out);
    if (talk->booked_at)
        buf_printf(out, ",\"booked_at\":%lld", (long long)talk->booked_at);
    if (talk->waited)
        buf_add_c(out, ",\"waited\":true");
    buf_add_char(out, '}');
}

static void add_pairs(const struct arrange_instance *instance, const char *key,
                      const struct arrange_pair *pairs, int count, struct buf *out)
{
    buf_printf(out, ",\"%s\":[", key);
    for (int i = 0; i < count; i++)
        buf_printf(out, "%s[%lld,%lld]", sep(i), (long long)instance->talks[pairs[i].first].id,
                   (long long)instance->talks[pairs[i].second].id);
    buf_add_char(out, ']');
}

static void add_choices(const struct arrange_instance *instance, struct buf *out)
{
    buf_add_c(out, ",\"choices\":[");
    for (int i = 0; i < instance->attendee_count; i++) {
        const struct arrange_attendee *attendee = &instance->attendees[i];
        buf_printf(out, "%s[", sep(i));
        for (int k = 0; k < attendee->count; k++)
            buf_printf(out, "%s%lld", sep(k), (long long)instance->talks[attendee->talks[k]].id);
        buf_add_char(out, ']');
    }
    buf_add_char(out, ']');
}

/* Those that differ from the defaults. */
static void add_points(const struct arrange_instance *instance, struct buf *out)
{
    struct arrange_points here = instance->points, usual = arrange_points_default();
    int n = 0;
    for (int i = 0; i < ARRANGE_POINTS_COUNT; i++)
        if (*arrange_points_at(&here, i) != *arrange_points_at(&usual, i))
            buf_printf(out, "%s\"%s\":%d", n++ ? "," : ",\"points\":{", arrange_points_name(i),
                       *arrange_points_at(&here, i));
    if (n)
        buf_add_char(out, '}');
}

static void *copy(struct arena *arena, const void *items, size_t size)
{
    void *same = arena_alloc(arena, size ? size : 1);
    if (size)
        memcpy(same, items, size);
    return same;
}

/* The same in order, leaving the caller's as it is. */
static struct arrange_instance ordered(const struct arrange_instance *instance, struct arena *arena)
{
    struct arrange_instance own = *instance;
#define COPY(list, count) own.list = copy(arena, own.list, sizeof *own.list * (size_t)own.count)
    COPY(blocks, block_count);
    COPY(rooms, room_count);
    COPY(talks, talk_count);
    COPY(before, before_count);
    COPY(not_after, not_after_count);
    COPY(attendees, attendee_count);
#undef COPY
    arrange_instance_order(&own, arena);
    return own;
}

const char *arrange_instance_format(const struct arrange_instance *instance, struct arena *arena)
{
    struct arena *own = arena_new();
    struct arrange_instance i = ordered(instance, own);
    struct buf out;
    buf_init(&out, FORMAT_BYTES_MAX);
    add_event(&i, &out);
    buf_add_c(&out, ",\"talks\":[");
    for (int k = 0; k < i.talk_count; k++) {
        buf_add_c(&out, sep(k));
        add_talk(&i, &i.talks[k], &out);
    }
    buf_add_char(&out, ']');
    add_pairs(&i, "before", i.before, i.before_count, &out);
    add_pairs(&i, "not_after", i.not_after, i.not_after_count, &out);
    add_choices(&i, &out);
    add_points(&i, &out);
    buf_add_char(&out, '}');
    arena_free(own);
    return take_text(&out, arena);
}

const char *arrange_instance_sha256(const struct arrange_instance *instance, struct arena *arena)
{
    struct arena *own = arena_new();
    char hex[SHA256_HEX_MAX];
    token_sha256_hex(str_of(arrange_instance_format(instance, own)), hex);
    arena_free(own);
    return arena_strdup(arena, hex);
}

/* ---- the plan ---- */

static void add_slots(const struct arrange_instance *instance, const struct arrange_plan *plan,
                      struct buf *out)
{
    int n = 0, waiting = 0;
    buf_add_c(out, ",\"slots\":[");
    for (int i = 0; i < plan->slot_count; i++)
        if (plan->slots[i].room >= 0)
            buf_printf(out, "%s{\"talk\":%lld,\"room\":%lld,\"start_s\":%d}", sep(n++),
                       (long long)instance->talks[i].id,
                       (long long)instance->rooms[plan->slots[i].room].id, plan->slots[i].start_s);
    buf_add_c(out, "],\"waiting\":[");
    for (int i = 0; i < plan->slot_count; i++)
        if (plan->slots[i].room < 0)
            buf_printf(out, "%s%lld", sep(waiting++), (long long)instance->talks[i].id);
    buf_add_char(out, ']');
}

static void add_breaks(const struct arrange_instance *instance, const struct arrange_report *report,
                       struct buf *out)
{
    buf_add_c(out, ",\"report\":{\"hard\":[");
    for (int i = 0; i < report->break_count; i++) {
        const struct arrange_break *b = &report->breaks[i];
        buf_printf(out, "%s{\"rule\":\"%s\",\"talks\":[%lld", sep(i), arrange_hard_id(b->rule),
                   (long long)instance->talks[b->talks[0]].id);
        if (b->talks[1] >= 0)
            buf_printf(out, ",%lld", (long long)instance->talks[b->talks[1]].id);
        buf_add_c(out, "]}");
    }
    buf_add_char(out, ']');
}

static void add_report(const struct arrange_instance *instance, const struct arrange_report *report,
                       struct buf *out)
{
    add_breaks(instance, report, out);
    buf_printf(out, ",\"points\":%d,\"unavoidable\":%d,\"terms\":{", report->points,
               report->unavoidable);
    for (int i = 0; i < TERM_TERMS; i++)
        buf_printf(out, "%s\"%s\":%d", sep(i), arrange_term_name(i), report->terms[i]);
    buf_printf(out, "},\"attend\":[%d,%d]}", report->attended, report->wished);
}

const char *arrange_plan_format(const struct arrange_instance *instance,
                                const struct arrange_plan *plan, struct arena *arena)
{
    struct arena *own = arena_new();
    struct arrange_report report;
    struct buf out;
    buf_init(&out, FORMAT_BYTES_MAX);
    arrange_judge(instance, plan->slots, own, &report);
    buf_printf(&out,
               "{\"sparkd_plan\":1,\"instance_sha256\":\"%s\",\"engine\":\"%s\",\"seed\":%llu,"
               "\"moves_planned\":%lld,\"moves_done\":%lld,\"proven_best\":%s",
               arrange_instance_sha256(instance, own), ENGINE, (unsigned long long)plan->seed,
               (long long)plan->moves_planned, (long long)plan->moves_done,
               plan->proven_best ? "true" : "false");
    add_slots(instance, plan, &out);
    add_report(instance, &report, &out);
    buf_add_char(&out, '}');
    arena_free(own);
    return take_text(&out, arena);
}
