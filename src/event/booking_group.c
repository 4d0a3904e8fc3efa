/* DESIGN: several people booked in one go: all of them or nobody, or whoever fits. */
#include "booking_group.h"

static enum err check(const struct booking_group *group, struct refusal *why)
{
    if (group->count < 1)
        return refuse_field(why, "person_ids", "Choose who is to be booked.");
    if (group->count > BOOKING_GROUP_MAX)
        return refuse_field(why, "person_ids", "Choose at most %d people at a time.",
                            BOOKING_GROUP_MAX);
    for (int i = 0; i < group->count; i++)
        for (int j = 0; j < i; j++)
            if (group->people[i].v == group->people[j].v)
                return refuse_field(why, "person_ids", "Name each of them once.");
    return OK;
}

/* What is a matter of this one person, and no fault of the whole. */
static bool is_theirs(enum err err, const struct refusal *why)
{
    return ((err == ERR_CONFLICT || err == ERR_DENIED) && why->slug) || err == ERR_INVALID;
}

static enum err book_one(struct store *store, struct instant now, const struct booking_group *group,
                         struct person_id person, struct arena *arena,
                         struct booking_group_item *item)
{
    const struct booking_request request = {.event = group->event,
                                            .person = person,
                                            .by = group->by,
                                            .online = group->online,
                                            .sees_drafts = group->sees_drafts};
    struct refusal why;
    refusal_init(&why, arena);
    *item = (struct booking_group_item){.person = person, .name = ""};
    enum err err = store_savepoint(store);
    if (err != OK)
        return err;
    err = booking_book(store, now, &request, &why, &item->placed);
    if (err == OK)
        return store_release(store);
    store_rollback_savepoint(store);
    if (!is_theirs(err, &why))
        return err;
    item->slug = why.slug;
    item->detail = why.detail && *why.detail ? why.detail
                   : why.field_count         ? why.fields[0].message
                                             : "";
    return OK;
}

static enum err name_of(struct store *store, struct booking_group_item *item, struct arena *arena)
{
    struct person person;
    enum err err = person_find(store, item->person, arena, &person);
    if (err == OK)
        item->name = person.name;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err book_each(struct store *store, struct instant now,
                          const struct booking_group *group, struct arena *arena,
                          struct booking_group_result *result)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < group->count; i++) {
        struct booking_group_item *item = &result->items[result->count++];
        err = book_one(store, now, group, group->people[i], arena, item);
        if (err == OK)
            err = name_of(store, item, arena);
        bool waits = item->placed.id.v && item->placed.status == BOOKING_WAITING;
        result->waiting += waits;
        result->placed += item->placed.id.v && !waits;
    }
    return err;
}

/* Nobody has anything then; who only got a wait is said to have found no place. */
static void take_back(struct booking_group_result *result)
{
    for (int i = 0; i < result->count; i++) {
        struct booking_group_item *item = &result->items[i];
        if (item->placed.id.v && item->placed.status == BOOKING_WAITING) {
            item->slug = "full";
            item->detail = "There is no place left.";
        }
        item->placed = (struct booking_placed){0};
    }
    result->placed = result->waiting = 0;
    result->done = false;
}

enum err booking_group_book(struct store *store, struct instant now,
                            const struct booking_group *group, struct refusal *why,
                            struct booking_group_result *ret)
{
    struct booking_group_result *result = ARENA_NEW(why->arena, struct booking_group_result);
    enum err err = check(group, why);
    if (err == OK)
        err = store_savepoint(store);
    if (err != OK)
        return err;
    result->done = true;
    err = book_each(store, now, group, why->arena, result);
    bool undone = err == OK && group->all && result->placed < group->count;
    if (err == OK && !undone)
        err = store_release(store);
    else
        store_rollback_savepoint(store);
    if (undone)
        take_back(result);
    if (err == OK)
        *ret = *result;
    return err;
}
