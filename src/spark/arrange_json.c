/* DESIGN: an instance read from JSON, strictly: what is not in the form is refused by its field. */
#include <jansson.h>
#include <string.h>

#include "arrange_order.h"
#include "check.h"

enum {
    INSTANCE_BYTES_MAX = 4 << 20,
    DAY_S = 86400,
    CHANGEOVER_MAX_S = 3600,
    SEATS_MAX = 100000,
    KIT_NAME_BYTES_MAX = 40,
    POINTS_MAX = 100,
};

/* Where a value stands: "talks[3].duration_s". */
struct place {
    const struct place *up;
    const char *key; /* NULL: an element */
    int index;
};

struct reader {
    struct arena *arena;
    struct refusal *why;
    struct arrange_instance *ret;
};

static const char *place_text(const struct place *place, struct arena *arena)
{
    if (!place)
        return "";
    const char *above = place_text(place->up, arena);
    if (!place->key)
        return arena_printf(arena, "%s[%d]", above, place->index);
    return arena_printf(arena, "%s%s%s", above, *above ? "." : "", place->key);
}

static enum err bad(const struct reader *r, const struct place *place, const char *what)
{
    const char *text = place_text(place, r->arena);
    return refuse_field(r->why, *text ? text : "instance", "%s", what);
}

/* ---- single values ---- */

static enum err read_int(const struct reader *r, const struct place *place, const json_t *value,
                         int64_t least, int64_t most, int64_t *ret)
{
    if (!value)
        return bad(r, place, "is missing");
    if (!json_is_integer(value))
        return bad(r, place, "is not a whole number");
    int64_t number = json_integer_value(value);
    if (number < least || number > most)
        return bad(r, place,
                   arena_printf(r->arena, "is not between %lld and %lld", (long long)least,
                                (long long)most));
    *ret = number;
    return OK;
}

/* One member with a whole number, and where it goes. */
struct number_spec {
    const char *key;
    int64_t least, most;
    int *small; /* one of the two */
    int64_t *large;
};

static enum err read_numbers(const struct reader *r, const struct place *above,
                             const json_t *object, const struct number_spec *specs, bool optional)
{
    for (; specs->key; specs++) {
        struct place place = {above, specs->key, 0};
        const json_t *value = json_object_get(object, specs->key);
        int64_t number = 0;
        if (!value && optional)
            continue;
        enum err err = read_int(r, &place, value, specs->least, specs->most, &number);
        if (err != OK)
            return err;
        if (specs->small)
            *specs->small = (int)number;
        else
            *specs->large = number;
    }
    return OK;
}

/* An object with no other members than these. */
static enum err check_object(const struct reader *r, const struct place *place, json_t *value,
                             const char *const *names)
{
    const char *key;
    json_t *member;
    if (!value)
        return bad(r, place, "is missing");
    if (!json_is_object(value))
        return bad(r, place, "is not an object");
    json_object_foreach(value, key, member)
    {
        int i = 0;
        while (names[i] && strcmp(names[i], key) != 0)
            i++;
        if (!names[i]) {
            struct place at = {place, arena_strdup(r->arena, key), 0};
            return bad(r, &at, "is not known here");
        }
    }
    return OK;
}

static enum err check_array(const struct reader *r, const struct place *place, const json_t *value,
                            int least, int most, int *ret_count)
{
    if (!value)
        return bad(r, place, "is missing");
    if (!json_is_array(value))
        return bad(r, place, "is not a list");
    size_t count = json_array_size(value);
    if (count < (size_t)least || count > (size_t)most)
        return bad(r, place, arena_printf(r->arena, "does not have %d to %d items", least, most));
    *ret_count = (int)count;
    return OK;
}

/* ---- lists: one reader an item ---- */

typedef enum err (*item_reader)(const struct reader *r, const struct place *place, json_t *value,
                                void *item);

struct list_spec {
    const char *key;
    int least, most;
    size_t item_size;
    item_reader read;
    void **items; /* of the instance */
    int *count;
};

static enum err read_list(const struct reader *r, const json_t *top, const struct list_spec *spec)
{
    struct place place = {NULL, spec->key, 0};
    json_t *array = json_object_get(top, spec->key);
    int count = 0;
    enum err err = check_array(r, &place, array, spec->least, spec->most, &count);
    if (err != OK)
        return err;
    char *items = arena_alloc(r->arena, spec->item_size * (size_t)(count ? count : 1));
    for (int i = 0; i < count && err == OK; i++) {
        struct place at = {&place, NULL, i};
        err = spec->read(r, &at, json_array_get(array, i), items + spec->item_size * (size_t)i);
    }
    *spec->items = items;
    *spec->count = count;
    return err;
}

/* ---- kit ---- */

static enum err kit_bit(const struct reader *r, const struct place *place, const json_t *value,
                        uint32_t *ret)
{
    struct arrange_instance *instance = r->ret;
    struct str name = json_is_string(value)
                          ? str_make(json_string_value(value), json_string_length(value))
                          : STR("");
    if (name.n == 0 || name.n > KIT_NAME_BYTES_MAX || str_has_controls(name, false))
        return bad(r, place, "is not the name of a thing, 1 to 40 bytes on one line");
    int i = 0;
    while (i < instance->kit_count && !str_eq_c(name, instance->kit[i]))
        i++;
    if (i == ARRANGE_KIT_MAX)
        return bad(r, place, "is one kind of kit too many: 32 can be told apart");
    if (i == instance->kit_count)
        instance->kit[instance->kit_count++] = arena_str_c(r->arena, name);
    *ret = UINT32_C(1) << i;
    return OK;
}

static enum err read_kit(const struct reader *r, const struct place *above, const json_t *object,
                         uint32_t *ret)
{
    struct place place = {above, "kit", 0};
    const json_t *array = json_object_get(object, "kit");
    uint32_t bits = 0, bit = 0;
    int count = 0;
    enum err err = check_array(r, &place, array, 0, ARRANGE_KIT_MAX, &count);
    for (int i = 0; i < count && err == OK; i++) {
        struct place at = {&place, NULL, i};
        err = kit_bit(r, &at, json_array_get(array, i), &bit);
        if (err == OK && (bits & bit))
            err = bad(r, &at, "stands there twice");
        bits |= bit;
    }
    if (err == OK)
        *ret = bits;
    return err;
}

/* ---- blocks, rooms ---- */

static enum err read_block(const struct reader *r, const struct place *place, json_t *value,
                           void *item)
{
    struct arrange_block *block = item;
    static const char *const names[] = {"id", "start_s", "end_s", NULL};
    const struct number_spec specs[] = {
        {"id", 0, INT64_MAX, NULL, &block->id},
        {"start_s", 0, r->ret->length_s, &block->start_s, NULL},
        {"end_s", 0, r->ret->length_s, &block->end_s, NULL},
        {0},
    };
    enum err err = check_object(r, place, value, names);
    if (err == OK)
        err = read_numbers(r, place, value, specs, false);
    if (err == OK && block->end_s <= block->start_s)
        err = bad(r, place, "ends before it has begun");
    return err;
}

static enum err read_room(const struct reader *r, const struct place *place, json_t *value,
                          void *item)
{
    struct arrange_room *room = item;
    static const char *const names[] = {"id", "seats", "kit", NULL};
    const struct number_spec specs[] = {
        {"id", 0, INT64_MAX, NULL, &room->id},
        {"seats", 0, SEATS_MAX, &room->seats, NULL},
        {0},
    };
    enum err err = check_object(r, place, value, names);
    if (err == OK)
        err = read_numbers(r, place, value, specs, false);
    return err == OK ? read_kit(r, place, value, &room->kit) : err;
}

/* ---- talks ---- */

static int find_room(const struct arrange_instance *instance, int64_t id)
{
    for (int i = 0; i < instance->room_count; i++)
        if (instance->rooms[i].id == id)
            return i;
    return -1;
}

static int find_talk(const struct arrange_instance *instance, int64_t id)
{
    for (int i = 0; i < instance->talk_count; i++)
        if (instance->talks[i].id == id)
            return i;
    return -1;
}

static enum err read_slot(const struct reader *r, const struct place *above, const json_t *talk,
                          const char *key, struct arrange_slot *ret)
{
    struct place place = {above, key, 0}, at = {&place, "room", 0};
    static const char *const names[] = {"room", "start_s", NULL};
    json_t *value = json_object_get(talk, key);
    int64_t room = 0;
    const struct number_spec specs[] = {
        {"room", 0, INT64_MAX, NULL, &room},
        {"start_s", 0, r->ret->length_s, &ret->start_s, NULL},
        {0},
    };
    ret->room = -1;
    if (!value)
        return OK;
    enum err err = check_object(r, &place, value, names);
    if (err == OK)
        err = read_numbers(r, &place, value, specs, false);
    if (err != OK)
        return err;
    ret->room = find_room(r->ret, room);
    return ret->room < 0 ? bad(r, &at, "is no room of this instance") : OK;
}

static enum err read_presenters(const struct reader *r, const struct place *above,
                                const json_t *object, struct arrange_talk *talk)
{
    struct place place = {above, "presenters", 0};
    const json_t *array = json_object_get(object, "presenters");
    enum err err = check_array(r, &place, array, 0, ARRANGE_PRESENTERS_MAX, &talk->presenter_count);
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        struct place at = {&place, NULL, i};
        err = read_int(r, &at, json_array_get(array, i), 0, INT64_MAX, &talk->presenters[i]);
        for (int k = 0; err == OK && k < i; k++)
            if (talk->presenters[k] == talk->presenters[i])
                err = bad(r, &at, "stands there twice");
    }
    return err;
}

static enum err read_waited(const struct reader *r, const struct place *above, const json_t *object,
                            bool *ret)
{
    struct place place = {above, "waited", 0};
    const json_t *value = json_object_get(object, "waited");
    if (value && !json_is_boolean(value))
        return bad(r, &place, "is neither true nor false");
    *ret = json_is_true(value);
    return OK;
}

static enum err read_talk_numbers(const struct reader *r, const struct place *place,
                                  const json_t *value, struct arrange_talk *talk)
{
    const int length_s = r->ret->length_s;
    const struct number_spec needed[] = {
        {"id", 0, INT64_MAX, NULL, &talk->id},
        {"duration_s", 1, length_s, &talk->duration_s, NULL},
        {"school", 0, INT64_MAX, NULL, &talk->school},
        {"theme", 0, INT64_MAX, NULL, &talk->theme},
        {"arrive_s", 0, length_s, &talk->arrive_s, NULL},
        {"leave_s", 0, length_s, &talk->leave_s, NULL},
        {0},
    };
    const struct number_spec optional[] = {
        {"booked_at", 0, INT64_MAX, NULL, &talk->booked_at},
        {0},
    };
    enum err err = read_numbers(r, place, value, needed, false);
    return err == OK ? read_numbers(r, place, value, optional, true) : err;
}

static enum err read_talk(const struct reader *r, const struct place *place, json_t *value,
                          void *item)
{
    struct arrange_talk *talk = item;
    static const char *const names[] = {
        "id",         "duration_s", "school",    "theme",     "kit",    "arrive_s", "leave_s",
        "presenters", "pin",        "announced", "booked_at", "waited", NULL,
    };
    enum err err = check_object(r, place, value, names);
    if (err == OK)
        err = read_talk_numbers(r, place, value, talk);
    if (err == OK)
        err = read_kit(r, place, value, &talk->kit);
    if (err == OK)
        err = read_presenters(r, place, value, talk);
    if (err == OK)
        err = read_slot(r, place, value, "pin", &talk->pin);
    if (err == OK)
        err = read_slot(r, place, value, "announced", &talk->announced);
    return err == OK ? read_waited(r, place, value, &talk->waited) : err;
}

/* ---- rules and choices: lists of talks ---- */

static enum err read_talk_id(const struct reader *r, const struct place *place, const json_t *value,
                             int *ret)
{
    int64_t id = 0;
    enum err err = read_int(r, place, value, 0, INT64_MAX, &id);
    if (err != OK)
        return err;
    *ret = find_talk(r->ret, id);
    return *ret < 0 ? bad(r, place, "is no talk of this instance") : OK;
}

static enum err read_pair(const struct reader *r, const struct place *place, json_t *value,
                          void *item)
{
    struct arrange_pair *pair = item;
    struct place first = {place, NULL, 0}, second = {place, NULL, 1};
    int count = 0;
    enum err err = check_array(r, place, value, 2, 2, &count);
    if (err == OK)
        err = read_talk_id(r, &first, json_array_get(value, 0), &pair->first);
    if (err == OK)
        err = read_talk_id(r, &second, json_array_get(value, 1), &pair->second);
    if (err == OK && pair->first == pair->second)
        err = bad(r, place, "names one talk twice");
    return err;
}

static enum err read_attendee(const struct reader *r, const struct place *place, json_t *value,
                              void *item)
{
    struct arrange_attendee *attendee = item;
    enum err err = check_array(r, place, value, 1, ARRANGE_CHOICES_MAX, &attendee->count);
    for (int i = 0; err == OK && i < attendee->count; i++) {
        struct place at = {place, NULL, i};
        err = read_talk_id(r, &at, json_array_get(value, i), &attendee->talks[i]);
        for (int k = 0; err == OK && k < i; k++)
            if (attendee->talks[k] == attendee->talks[i])
                err = bad(r, &at, "stands there twice");
    }
    return err;
}

/* ---- the whole ---- */

static enum err read_event(const struct reader *r, const json_t *top)
{
    struct arrange_instance *ret = r->ret;
    static const char *const names[] = {"length_s", "changeover_s", "theme_mode", NULL};
    struct place place = {NULL, "event", 0}, mode = {&place, "theme_mode", 0};
    json_t *event = json_object_get(top, "event");
    const struct number_spec specs[] = {
        {"length_s", 1, DAY_S, &ret->length_s, NULL},
        {"changeover_s", 0, CHANGEOVER_MAX_S, &ret->changeover_s, NULL},
        {0},
    };
    enum err err = check_object(r, &place, event, names);
    if (err == OK)
        err = read_numbers(r, &place, event, specs, false);
    if (err != OK)
        return err;
    const char *text = json_string_value(json_object_get(event, "theme_mode"));
    if (!text || (strcmp(text, "spread") != 0 && strcmp(text, "cluster") != 0))
        return bad(r, &mode, "is neither \"spread\" nor \"cluster\"");
    ret->theme_mode = *text == 's' ? THEME_SPREAD : THEME_CLUSTER;
    return OK;
}

static enum err read_points(const struct reader *r, const json_t *top)
{
    struct arrange_points *p = &r->ret->points;
    struct place place = {NULL, "points", 0};
    json_t *value = json_object_get(top, "points");
    const char *names[ARRANGE_POINTS_COUNT + 1] = {NULL};
    struct number_spec specs[ARRANGE_POINTS_COUNT + 1] = {{0}};
    *p = arrange_points_default();
    if (!value)
        return OK;
    for (int i = 0; i < ARRANGE_POINTS_COUNT; i++) {
        names[i] = arrange_points_name(i);
        specs[i] = (struct number_spec){names[i], 0, POINTS_MAX, arrange_points_at(p, i), NULL};
    }
    enum err err = check_object(r, &place, value, names);
    return err == OK ? read_numbers(r, &place, value, specs, true) : err;
}

static enum err read_lists(const struct reader *r, const json_t *top)
{
    struct arrange_instance *ret = r->ret;
    const struct list_spec specs[] = {
        {"blocks", 1, ARRANGE_BLOCKS_MAX, sizeof *ret->blocks, read_block, (void **)&ret->blocks,
         &ret->block_count},
        {"rooms", 1, ARRANGE_ROOMS_MAX, sizeof *ret->rooms, read_room, (void **)&ret->rooms,
         &ret->room_count},
        {"talks", 0, ARRANGE_TALKS_MAX, sizeof *ret->talks, read_talk, (void **)&ret->talks,
         &ret->talk_count},
        {"before", 0, ARRANGE_RULES_MAX, sizeof *ret->before, read_pair, (void **)&ret->before,
         &ret->before_count},
        {"not_after", 0, ARRANGE_RULES_MAX, sizeof *ret->not_after, read_pair,
         (void **)&ret->not_after, &ret->not_after_count},
        {"choices", 0, ARRANGE_ATTENDEES_MAX, sizeof *ret->attendees, read_attendee,
         (void **)&ret->attendees, &ret->attendee_count},
    };
    enum err err = OK;
    for (size_t i = 0; i < COUNT_OF(specs) && err == OK; i++)
        err = read_list(r, top, &specs[i]);
    return err;
}

static enum err read_top(const struct reader *r, json_t *top)
{
    static const char *const names[] = {
        "sparkd_instance", "event",     "blocks",  "rooms",  "talks",
        "before",          "not_after", "choices", "points", NULL,
    };
    int64_t form;
    struct place place = {NULL, "sparkd_instance", 0};
    enum err err = check_object(r, NULL, top, names);
    if (err == OK)
        err = read_int(r, &place, json_object_get(top, "sparkd_instance"), 1, 1, &form);
    if (err == OK)
        err = read_event(r, top);
    if (err == OK)
        err = read_points(r, top);
    return err == OK ? read_lists(r, top) : err;
}

enum err arrange_instance_parse(struct str json, struct arena *arena, struct refusal *why,
                                struct arrange_instance *ret)
{
    struct arrange_instance instance = {0};
    struct reader reader = {arena, why, &instance};
    json_error_t fault;
    if (json.n > INSTANCE_BYTES_MAX)
        return refuse_field(why, "instance", "is larger than 4 MiB");
    json_t *top = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &fault);
    if (!top)
        return refuse_field(why, "instance", "is not JSON: line %d: %s", fault.line, fault.text);
    enum err err = read_top(&reader, top);
    json_decref(top);
    if (err == OK) {
        arrange_instance_order(&instance, arena);
        err = arrange_instance_check(&instance, why);
    }
    if (err == OK)
        *ret = instance;
    return err;
}
