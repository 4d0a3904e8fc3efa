/* DESIGN: a draw for reading: who is in the hat, who was drawn, and nothing of its secret. */
#include <stdlib.h>

#include "draw_list.h"
#include "spark_store.h"

/* As anybody may know it. */
static struct draw_round public_round(struct draw_round round)
{
    if (!round.ended_at.v)
        round.record = round.secret = NULL;
    return round;
}

enum err draw_rounds(struct store *store, struct event_id event, struct arena *arena,
                     struct draw_rounds *ret)
{
    struct draw_rounds list;
    enum err err = draw_store_rounds(store, event, arena, &list);
    if (err != OK)
        return err;
    for (int i = 0; i < list.count; i++)
        list.items[i] = public_round(list.items[i]);
    *ret = list;
    return OK;
}

enum err draw_has_record(struct store *store, struct event_id event, bool *ret)
{
    return draw_store_has_record(store, event, ret);
}

/* ---- how far it has got ---- */

/* Who stands where in the order of drawing, by their steps: a no-show is taken from its end. */
struct sequence {
    struct draw_slot slots[DRAW_TALKS_MAX];
    int count;
    int last; /* index into slots; -1: nobody, or the one who was is not there */
    bool absent[DRAW_TALKS_MAX];
};

static void follow_step(struct sequence *sequence, const struct draw_step *step)
{
    if (step->kind == DRAW_DRAWN) {
        sequence->last = sequence->count;
        sequence->slots[sequence->count++] =
            (struct draw_slot){step->talk, step->room, step->start_s};
    } else if (step->kind == DRAW_NO_SHOW) {
        sequence->last = -1;
        sequence->count--;
        sequence->absent[step->talk] = true;
    }
}

static void follow_record(const struct draw_record *record, struct sequence *sequence)
{
    *sequence = (struct sequence){.last = -1};
    for (int i = 0; i < record->order.count; i++)
        sequence->slots[sequence->count++] = record->order.slots[i];
    for (int i = 0; i < record->step_count; i++)
        follow_step(sequence, &record->steps[i]);
}

/* ---- the whole night ---- */

struct looking {
    struct store *store;
    struct arena *arena;
    struct draw_scene scene;
    struct draw_row row;
    struct draw_record record;
    struct sequence sequence;
    enum draw_place places[DRAW_TALKS_MAX];
};

static enum err find_talk(const struct looking *looking, int64_t id, struct talk *ret)
{
    for (int i = 0; i < looking->scene.talk_count; i++) {
        if (looking->scene.talks[i].id.v == id) {
            *ret = looking->scene.talks[i];
            return OK;
        }
    }
    enum err err = talk_store_find(looking->store, (struct talk_id){id}, looking->arena, ret);
    return err == OK ? talk_store_presenters(looking->store, looking->arena, ret) : err;
}

static struct draw_need need_of(const struct draw_scene *scene, int64_t id)
{
    for (int i = 0; i < scene->needs.count; i++) {
        if (scene->needs.items[i].pin.talk.v == id)
            return scene->needs.items[i];
    }
    return (struct draw_need){.pin = {.talk = {id}}};
}

/* The order was drawn in seconds from the doors, and moves with its event. */
static void set_slot(const struct looking *looking, const struct draw_slot *slot,
                     struct draw_entry *entry)
{
    const struct event_fields *when = &looking->scene.scene.event.fields;
    entry->starts_at = instant_add(when->starts_at, slot->start_s);
    entry->room = looking->scene.scene.settings.rooms[slot->room].name;
}

static enum err fill_entry(const struct looking *looking, int index, struct draw_entry *entry)
{
    const struct draw_talk *talk = &looking->record.list.talks[index];
    struct draw_need need = need_of(&looking->scene, talk->id);
    *entry = (struct draw_entry){
        .pin = need.pin,
        .first_timer = need.first_timer,
        .place = looking->places[index],
        .was_absent = looking->sequence.absent[index],
    };
    const struct draw_slot fixed = {index, talk->room, talk->start_s};
    if (talk->room != DRAW_NONE)
        set_slot(looking, &fixed, entry);
    for (int i = 0; i < looking->sequence.count; i++) {
        if (looking->sequence.slots[i].talk != index)
            continue;
        entry->nth = i + 1;
        set_slot(looking, &looking->sequence.slots[i], entry);
    }
    return find_talk(looking, talk->id, &entry->talk);
}

/* As drawn, then by id. */
static int by_drawing(const void *left, const void *right)
{
    const struct draw_entry *a = left, *b = right;
    if (a->nth != b->nth)
        return !a->nth ? 1 : !b->nth ? -1 : a->nth - b->nth;
    return a->talk.id.v < b->talk.id.v ? -1 : a->talk.id.v > b->talk.id.v;
}

static enum err fill_entries(const struct looking *looking, struct draw_night *night)
{
    int count = looking->record.list.talk_count;
    enum err err = OK;
    night->entries = ARENA_ARRAY(looking->arena, struct draw_entry, (size_t)count + 1);
    for (int i = 0; err == OK && i < count; i++)
        err = fill_entry(looking, i, &night->entries[night->count++]);
    if (err == OK)
        qsort(night->entries, (size_t)count, sizeof *night->entries, by_drawing);
    night->last = looking->sequence.last; /* drawn ones come first, in the order of drawing */
    night->steps = looking->record.step_count;
    return err;
}

/* Nothing is drawn yet: the list as it would be closed now. */
static enum err look_ahead(struct looking *looking, struct draw_night *night, struct refusal *why)
{
    enum err err = draw_list_build(looking->store, &looking->scene, why, &looking->record.list);
    looking->row.doors_at = looking->scene.scene.event.fields.starts_at;
    if (err == ERR_LIMIT) {
        night->trouble = why->detail;
        return OK;
    }
    if (err != OK)
        return err;
    night->trouble = draw_list_trouble(&looking->scene, &looking->record.list, looking->arena);
    for (int i = 0; i < looking->record.list.talk_count; i++)
        looking->places[i] =
            looking->record.list.talks[i].room == DRAW_NONE ? DRAW_IN_HAT : DRAW_FIXED;
    return OK;
}

/* What the record of a closed list has come to. */
static enum err look_back(struct looking *looking, struct draw_night *night)
{
    struct refusal unused;
    struct draw *draw = NULL;
    refusal_init(&unused, looking->arena);
    enum err err = draw_record_parse(str_of(looking->row.round.record), &unused, &looking->record);
    if (err == OK && looking->record.mode == DRAW_ONE_BY_ONE)
        err = draw_record_take_up(&looking->record, looking->arena, &draw);
    if (err == ERR_INVALID) { /* of an algorithm that is gone, or damaged: no reason to stop */
        looking->record = (struct draw_record){.event = 0};
        night->over = night->lost = true;
        return OK;
    }
    if (err != OK)
        return err;
    int hat[DRAW_TALKS_MAX];
    night->over = !draw || draw_rules_hat(draw, hat) == 0;
    for (int i = 0; i < looking->record.list.talk_count; i++)
        looking->places[i] = draw ? draw_rules_place_of(draw, i)
                             : looking->record.list.talks[i].room == DRAW_NONE ? DRAW_SPOKEN
                                                                               : DRAW_FIXED;
    follow_record(&looking->record, &looking->sequence);
    return OK;
}

enum err draw_find(struct store *store, struct event_id event, struct arena *arena,
                   struct draw_night *ret)
{
    struct looking looking = {.store = store, .arena = arena, .sequence = {.last = -1}};
    struct draw_night night = {.event = event, .last = -1};
    struct refusal why;
    refusal_init(&why, arena);
    enum err err = draw_list_scene(store, event, &why, &looking.scene);
    if (err != OK)
        return err;
    err = draw_store_latest(store, event, arena, &looking.row);
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK)
        err = looking.row.round.record ? look_back(&looking, &night)
                                       : look_ahead(&looking, &night, &why);
    if (err == OK)
        err = fill_entries(&looking, &night);
    if (err != OK)
        return err;
    night.version = looking.row.version;
    night.order = looking.scene.scene.settings.order;
    night.first_timer_weight = looking.scene.weight;
    night.round = public_round(looking.row.round);
    *ret = night;
    return OK;
}

/* ---- for a screen ---- */

enum err draw_speaker(struct store *store, struct event_id event, struct arena *arena,
                      struct draw_speaker *ret)
{
    struct draw_row row = {.id = 0};
    struct draw_record record;
    struct sequence sequence = {.last = -1};
    struct spark_settings settings;
    struct refusal unused;
    refusal_init(&unused, arena);
    enum err err = draw_store_latest(store, event, arena, &row);
    if (err == ERR_NOT_FOUND)
        err = OK;
    if (err == OK)
        err = spark_store_find(store, event, arena, &settings);
    if (err == OK && row.round.record) {
        if (draw_record_parse(str_of(row.round.record), &unused, &record) == OK)
            follow_record(&record, &sequence); /* else it says nothing of anybody */
    }
    if (err != OK)
        return err;
    struct draw_speaker speaker = {
        .round = public_round(row.round), .anybody = sequence.last >= 0, .nth = sequence.count};
    if (speaker.anybody) {
        const struct draw_slot *slot = &sequence.slots[sequence.last];
        struct looking looking = {.store = store, .arena = arena};
        speaker.room = settings.rooms[slot->room].name;
        err = find_talk(&looking, record.list.talks[slot->talk].id, &speaker.talk);
    }
    if (err == OK)
        *ret = speaker;
    return err;
}
