/* DESIGN: a workshop is an event under its day: made, changed and published with it. */
#include "workshop.h"

#include "booking_place.h"
#include "event_rules.h"
#include "event_store.h"
#include "workshop_store.h"

bool workshop_is_on(const struct workshop *workshop)
{
    return workshop->status == EVENT_PUBLISHED || workshop->status == EVENT_CLOSED;
}

const struct workshop *workshop_in(const struct workshop_list *list, struct event_id id)
{
    for (int i = 0; i < list->count; i++)
        if (list->items[i].id.v == id.v)
            return &list->items[i];
    return NULL;
}

enum err workshop_list(struct store *store, struct event_id day, struct person_id person,
                       struct arena *arena, struct workshop_list *ret)
{
    return workshop_store_list(store, day, person, arena, ret);
}

enum err workshop_find_block(struct store *store, struct event_id event, struct block_id *ret)
{
    struct event_id same_as;
    return workshop_store_find(store, event, ret, &same_as);
}

/* ---- judging ---- */

static void name_same(const struct workshop_list *list, struct event_id self,
                      const struct workshop_fields *fields, struct refusal *why)
{
    const struct workshop *other = workshop_in(list, fields->same_as);
    if (!fields->same_as.v)
        return;
    if (!other || other->id.v == self.v)
        refuse_field(why, "same_as", "Choose another workshop of this day.");
    else if (other->run_of.v != other->id.v)
        refuse_field(why, "same_as",
                     "The workshop “%s” is itself one that repeats another. Choose that one.",
                     other->title);
    else if (other->block.v == fields->block.v)
        refuse_field(why, "same_as",
                     "The workshop “%s” is in the same block. A workshop runs again in another.",
                     other->title);
    for (int i = 0; i < list->count; i++)
        if (self.v && list->items[i].run_of.v == self.v && list->items[i].id.v != self.v)
            refuse_field(why, "same_as",
                         "The workshop “%s” already repeats this one, so this one repeats none.",
                         list->items[i].title);
}

/* self v 0: a new one */
static enum err check(struct store *store, const struct event *day, struct event_id self,
                      const struct workshop_fields *fields, struct refusal *why, struct block *ret)
{
    struct workshop_list list;
    enum err err = workshop_store_check_day(day, why);
    if (err == OK)
        err = workshop_store_list(store, day->id, (struct person_id){0}, why->arena, &list);
    if (err != OK)
        return err;
    if (!self.v && list.count == WORKSHOPS_MAX)
        return refuse(why, ERR_LIMIT, "too-many", "A day has %d workshops at most.", WORKSHOPS_MAX);
    if (fields->capacity < 1)
        refuse_field(why, "capacity", "Enter how many people it has room for: 1 or more.");
    name_same(&list, self, fields, why);
    err = block_find(store, fields->block, ret, why->arena);
    if (err == ERR_NOT_FOUND || (err == OK && ret->day.v != day->id.v))
        return refuse_field(why, "block_id", "Choose a block of this day.");
    return err == OK ? refusal_check(why) : err;
}

/* ---- making ---- */

static struct event_fields fields_of(const struct event *day, const struct block *block,
                                     const struct workshop_fields *w, enum event_counts counts)
{
    return (struct event_fields){
        .kind = day->fields.kind,
        .type = day->fields.type,
        .title = w->title,
        .purpose = w->purpose,
        .school = day->fields.school,
        .room = w->room,
        .in = w->in,
        .starts_at = block->fields.starts_at,
        .ends_at = block->fields.ends_at,
        .capacity = w->capacity,
        .attendance = ATTENDANCE_VOLUNTARY,
        .hours_min = (int)((block->fields.ends_at.v - block->fields.starts_at.v) / 60),
        .counts = counts,
    };
}

/* No more people than the room of the register seats. */
static enum err check_seats(struct store *store, const struct event_fields *fields,
                            struct refusal *why)
{
    struct room room;
    if (!fields->in.v)
        return OK;
    enum err err = room_find(store, fields->in, why->arena, &room);
    if (err == OK && fields->capacity > room.fields.seats)
        return refuse_field(why, "capacity",
                            "%s seats %d. Enter %d or fewer, or choose another "
                            "room.",
                            room.fields.name, room.fields.seats, room.fields.seats);
    return err == ERR_NOT_FOUND ? OK : err; /* event_room_settle refuses it */
}

/* It has its room once it is under its day, which may be in that room too. */
static enum err create_under(struct store *store, struct instant now, struct person_id actor,
                             const struct event *day, const struct event_fields *wanted,
                             const struct workshop_fields *fields, struct refusal *why,
                             struct event_id *ret)
{
    struct event_fields first = *wanted;
    first.in.v = 0;
    enum err err = event_create(store, now, actor, &first, why, ret);
    if (err == OK)
        err = workshop_store_put(store, *ret, day->id, fields);
    return err == OK && wanted->in.v ? event_update(store, now, *ret, 0, wanted, why) : err;
}

enum err workshop_create(struct store *store, struct instant now, struct person_id actor,
                         struct event_id day_id, const struct workshop_fields *fields,
                         struct refusal *why, struct event_id *ret)
{
    struct event day;
    struct block block;
    struct choosing choosing;
    struct event_id id = {0};
    enum err err = event_store_find(store, (struct person_id){0}, day_id, why->arena, &day);
    if (err == OK)
        err = check(store, &day, id, fields, why, &block);
    if (err == OK)
        err = choosing_find(store, day_id, &choosing);
    if (err != OK)
        return err;
    const struct event_fields wanted = fields_of(&day, &block, fields, choosing.counts);
    err = check_seats(store, &wanted, why);
    if (err == OK)
        err = create_under(store, now, actor, &day, &wanted, fields, why, &id);
    if (err == OK && event_status_is_on(day.status))
        err = event_publish(store, now, id, 0, why);
    if (err == OK)
        *ret = id;
    return err;
}

/* ---- changing ---- */

static enum err check_stays(const struct event *event, struct block_id from,
                            struct event_id was_same, const struct workshop_fields *to,
                            struct refusal *why)
{
    if (!event->taken || (from.v == to->block.v && was_same.v == to->same_as.v))
        return OK;
    return refuse(why, ERR_CONFLICT, "chosen",
                  "%d people have chosen it, so it stays in its block. Cancel it, and add a new "
                  "one to the other block.",
                  event->taken);
}

enum err workshop_update(struct store *store, struct instant now, struct event_id id, int version,
                         const struct workshop_fields *fields, struct refusal *why)
{
    struct event event, day;
    struct block block;
    struct block_id from;
    struct event_id same_as;
    enum err err = workshop_store_find(store, id, &from, &same_as);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, id, why->arena, &event);
    if (err == OK)
        err = event_check_version(&event, version, why);
    if (err == OK)
        err = event_store_find(store, (struct person_id){0}, event.parent, why->arena, &day);
    if (err == OK)
        err = check(store, &day, id, fields, why, &block);
    if (err == OK)
        err = check_stays(&event, from, same_as, fields, why);
    if (err == OK)
        err = workshop_store_put(store, id, day.id, fields);
    if (err != OK)
        return err;
    struct event_fields to = fields_of(&day, &block, fields, event.fields.counts);
    to.type = event.fields.type;
    if (to.in.v && to.in.v == event.fields.in.v) /* it stays there */
        to.room = event.fields.room;
    return event_update(store, now, id, version, &to, why);
}

enum err workshop_settle(struct store *store, const struct event *before,
                         struct event_fields *fields, struct refusal *why)
{
    struct block_id id;
    struct block block;
    if (!before->parent.v)
        return OK;
    enum err err = workshop_find_block(store, before->id, &id);
    if (err == OK)
        err = block_find(store, id, &block, why->arena);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    if (fields->starts_at.v != block.fields.starts_at.v ||
        fields->ends_at.v != block.fields.ends_at.v)
        return refuse_field(
            why, "starts_at",
            "A workshop is when its block is: “%s”, %s. Change the block instead.",
            block.fields.name,
            event_rules_when(why->arena, block.fields.starts_at, block.fields.ends_at));
    fields->waiting_list = fields->approval = fields->clash_warns = fields->fresh_first = false;
    fields->attendance = ATTENDANCE_VOLUNTARY;
    fields->offer_min = fields->withdraw_h = 0;
    fields->booking_opens_at = fields->booking_closes_at = (struct instant){0};
    return check_seats(store, fields, why);
}

/* ---- with the day ---- */

enum err workshop_publish_all(struct store *store, struct instant now, const struct event *day,
                              struct refusal *why)
{
    struct workshop_ids ids;
    enum err err = workshop_store_drafts(store, day->id, &ids, why->arena);
    for (int i = 0; err == OK && i < ids.count; i++)
        err = event_publish(store, now, ids.items[i], 0, why);
    return err;
}

enum err workshop_follow_cancel(struct store *store, struct event_id event)
{
    return workshop_store_hand_on(store, event);
}

enum err workshop_check_single(struct store *store, const struct event *event, struct refusal *why)
{
    struct block_id block;
    if (!event->parent.v)
        return OK;
    enum err err = workshop_find_block(store, event->id, &block);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    return refuse(why, ERR_CONFLICT, "choose",
                  "This is a workshop of a day. Choose your workshops on the page of that day, all "
                  "in one step.");
}

enum err workshop_give_back(struct store *store, struct instant now, struct event_id day,
                            struct person_id person, struct arena *arena)
{
    int64_t ids[BLOCKS_MAX];
    int count = 0;
    struct booking_row row;
    enum err err = workshop_store_chosen(store, day, person, ids, &count);
    for (int i = 0; err == OK && i < count; i++) {
        err = booking_store_find(store, (struct booking_id){ids[i]}, arena, &row);
        if (err == OK)
            err = booking_store_end(store, now, &row, BOOKING_WITHDRAWN, "");
        if (err == OK)
            err = booking_place_give_time(store, &row);
    }
    return err;
}
