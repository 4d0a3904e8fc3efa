/* DESIGN: the register of rooms and venues: seats, what they have, whether they are in use. */
#include "room.h"

#include "check.h"
#include "text_rule.h"

#define ROOM_SELECT                                                                                \
    "SELECT r.id, coalesce(r.school_id, 0), r.name, r.address, r.seats, r.equipment, r.notes,"     \
    " coalesce(s.name, ''), r.checked_on, r.ended_on, r.version,"                                  \
    " coalesce((SELECT group_concat(f.feature, ' ') FROM room_feature f WHERE f.room_id = r.id),"  \
    " '') FROM room r LEFT JOIN school s ON s.id = r.school_id "

enum { FIND, LIST, NAMED, INSERT, CHANGE, CLEAR, ADD, END };
static const char *const SQL[] = {
    [FIND] = ROOM_SELECT "WHERE r.id = $1",
    [LIST] = ROOM_SELECT
    "WHERE ($1 = 0 OR r.school_id = $1) AND ($2 = 0 OR r.school_id IS NULL) AND r.seats >= $3"
    " AND (r.ended_on IS NOT NULL) = $4 AND $5 = (SELECT count(*) FROM room_feature f"
    " WHERE f.room_id = r.id AND instr($6, ' ' || f.feature || ' ') > 0)"
    " ORDER BY r.school_id IS NULL, s.name, r.name COLLATE NOCASE, r.id LIMIT $7 OFFSET $8",
    [NAMED] = "SELECT id FROM room WHERE coalesce(school_id, 0) = $1 AND name = $2 COLLATE NOCASE"
              " AND id <> $3 AND ended_on IS NULL LIMIT 1",
    [INSERT] = "INSERT INTO room (school_id, name, address, seats, equipment, notes, checked_on)"
               " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
    [CHANGE] = "UPDATE room SET name = $2, address = $3, seats = $4, equipment = $5, notes = $6,"
               " checked_on = coalesce($7, checked_on), version = version + 1 WHERE id = $1",
    [CLEAR] = "DELETE FROM room_feature WHERE room_id = $1",
    [ADD] = "INSERT INTO room_feature (room_id, feature) VALUES ($1, $2)",
    [END] = "UPDATE room SET ended_on = $2, version = version + 1 WHERE id = $1",
};

const struct room_feature_words room_features[ROOM_FEATURES] = {
    [ROOM_STEP_FREE] = {"step_free", "Step-free access", "step-free access"},
    [ROOM_ACCESSIBLE_TOILET] = {"accessible_toilet", "Accessible toilet nearby",
                                "accessible toilet nearby"},
    [ROOM_HEARING_LOOP] = {"hearing_loop", "Hearing loop", "hearing loop"},
    [ROOM_ADJUSTABLE_LIGHT] = {"adjustable_light", "Light that can be dimmed or brightened", NULL},
    [ROOM_QUIET_SPACE] = {"quiet_space", "A quiet room nearby", NULL},
    [ROOM_SCREEN] = {"screen", "Projector or large screen", "projector or large screen"},
    [ROOM_SOUND] = {"sound", "Microphone and loudspeakers", NULL},
    [ROOM_WIFI] = {"wifi", "Wi-Fi for visitors", "Wi-Fi for visitors"},
    [ROOM_SOCKETS] = {"sockets", "Sockets at the seats", NULL},
    [ROOM_MOVABLE_TABLES] = {"movable_tables", "Tables that can be moved", NULL},
    [ROOM_REFRESHMENTS] = {"refreshments", "A place for food and drink", NULL},
    [ROOM_PARKING] = {"parking", "Car park", "car park"},
    [ROOM_ACCESSIBLE_PARKING] = {"accessible_parking", "Blue Badge parking", "Blue Badge parking"},
    [ROOM_CYCLE_STANDS] = {"cycle_stands", "Cycle stands", NULL},
    [ROOM_PUBLIC_TRANSPORT] = {"public_transport", "Bus or train within ten minutes' walk", NULL},
};

enum err room_feature_parse(struct str s, enum room_feature *ret)
{
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (str_eq_c(s, room_features[i].key)) {
            *ret = (enum room_feature)i;
            return OK;
        }
    return ERR_INVALID;
}

/* ---- reading ---- */

static unsigned read_features(struct str words)
{
    unsigned has = 0;
    struct str word;
    enum room_feature feature = ROOM_STEP_FREE;
    while (words.n) {
        str_split(&words, ' ', &word);
        CHECK(room_feature_parse(word, &feature) == OK);
        has |= ROOM_HAS(feature);
    }
    return has;
}

static struct room read_room(const struct rows *rows, struct arena *arena)
{
    struct room room = {
        .id = {rows_int(rows, 0)},
        .fields = {.school = {rows_int(rows, 1)},
                   .name = rows_text(rows, 2, arena),
                   .address = rows_text(rows, 3, arena),
                   .seats = (int)rows_int(rows, 4),
                   .has = read_features(rows_str(rows, 11)),
                   .equipment = rows_text(rows, 5, arena),
                   .notes = rows_text(rows, 6, arena)},
        .school_name = rows_text(rows, 7, arena),
        .checked_on = rows_day(rows, 8),
        .ended_on = rows_day(rows, 9),
        .version = (int)rows_int(rows, 10),
    };
    room.place = arena_printf(arena, "%s, %s", room.fields.name,
                              room.fields.school.v ? room.school_name : room.fields.address);
    return room;
}

enum err room_find(struct store *store, struct room_id id, struct arena *arena, struct room *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct room room = read_room(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = room;
    return err;
}

/* " parking wifi ": what the list's statement looks for " " || feature || " " in. */
static const char *joined(unsigned has, struct arena *arena, int *ret_count)
{
    const char *words = " ";
    int count = 0;
    for (int i = 0; i < ROOM_FEATURES; i++)
        if (has & ROOM_HAS(i)) {
            words = arena_printf(arena, "%s%s ", words, room_features[i].key);
            count++;
        }
    *ret_count = count;
    return words;
}

enum err room_list(struct store *store, const struct room_filter *filter, struct arena *arena,
                   struct room_list *ret)
{
    struct room_list list = {ARENA_ARRAY(arena, struct room, (size_t)filter->limit + 1), 0, 0};
    int wanted;
    const char *features = joined(filter->has, arena, &wanted);
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_int(filter->school.v), p_int(filter->outside), p_int(filter->seats),
                           p_int(filter->ended), p_int(wanted), p_text(features),
                           p_int(filter->limit + 1), p_int(filter->after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_room(&rows, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > filter->limit) {
        list.count = filter->limit;
        list.next = filter->after + filter->limit;
    }
    *ret = list;
    return OK;
}

/* ---- what may be said of it ---- */

static enum err check_school(struct store *store, struct school_id id, struct refusal *why)
{
    struct school school;
    enum err err = id.v ? school_find(store, id, why->arena, &school) : OK;
    if (err == ERR_NOT_FOUND || (err == OK && id.v && !day_is_none(school.ended_on))) {
        refuse_field(why, "school", "Choose a school of the trust, or a venue outside.");
        return OK;
    }
    return err;
}

static void check_texts(const struct room_fields *fields, struct refusal *why)
{
    static const struct text_rule name = {"name", "The name", ROOM_NAME_CHARS_MAX, true, false};
    static const struct text_rule equipment = {"equipment", "What else is there",
                                               ROOM_TEXT_CHARS_MAX, false, true};
    static const struct text_rule notes = {"notes", "The note", ROOM_TEXT_CHARS_MAX, false, true};
    const struct text_rule address = {"address", "The address", ROOM_ADDRESS_CHARS_MAX,
                                      fields->school.v == 0, false};
    text_rule_check(&name, fields->name, why);
    text_rule_check(&address, fields->address, why);
    text_rule_check(&equipment, fields->equipment, why);
    text_rule_check(&notes, fields->notes, why);
    if (fields->seats < 1 || fields->seats > ROOM_SEATS_MAX)
        refuse_field(why, "seats", "Enter how many people can sit there, from 1 to %d.",
                     ROOM_SEATS_MAX);
}

static enum err check_fields(struct store *store, const struct room_fields *fields,
                             struct room_id id, struct refusal *why)
{
    int64_t other = 0;
    check_texts(fields, why);
    enum err err = refusal_check(why);
    if (err == OK)
        err = store_find_int(store, SQL[NAMED],
                             PARAMS(p_int(fields->school.v), p_text(fields->name), p_int(id.v)),
                             &other);
    if (err != OK)
        return err == ERR_NOT_FOUND ? OK : err;
    why->other_id = other;
    refuse_field(why, "name", "There is a room of that name already.");
    return refuse(why, ERR_CONFLICT, "name-taken",
                  "There is a room of that name already. Give this one another name.");
}

/* ---- keeping it ---- */

static enum err put_features(struct store *store, struct room_id id,
                             const struct room_fields *fields)
{
    if (!fields->checked)
        return OK;
    enum err err = store_exec(store, SQL[CLEAR], PARAMS(p_int(id.v)));
    for (int i = 0; err == OK && i < ROOM_FEATURES; i++)
        if (fields->has & ROOM_HAS(i))
            err = store_exec(store, SQL[ADD], PARAMS(p_int(id.v), p_text(room_features[i].key)));
    return err;
}

enum err room_create(struct store *store, struct day today, const struct room_fields *f,
                     struct refusal *why, struct room_id *ret)
{
    struct room_id id = {0};
    enum err err = check_school(store, f->school, why);
    if (err == OK)
        err = check_fields(store, f, id, why);
    if (err == OK)
        err = store_find_int(store, SQL[INSERT],
                             PARAMS(p_id_or_null(f->school.v), p_text(f->name), p_text(f->address),
                                    p_int(f->seats), p_text(f->equipment), p_text(f->notes),
                                    p_day(f->checked ? today : DAY_NONE)),
                             &id.v);
    if (err == OK)
        err = put_features(store, id, f);
    if (err == OK)
        *ret = id;
    return err;
}

static enum err find_to_change(struct store *store, struct room_id id, int version,
                               struct refusal *why, struct room *ret)
{
    enum err err = room_find(store, id, why->arena, ret);
    if (err == OK)
        err = refusal_check_version(why, version, ret->version);
    if (err == OK && !day_is_none(ret->ended_on))
        return refuse(why, ERR_CONFLICT, "ended",
                      "This room is no longer used, so it cannot be changed. Add it anew.");
    return err;
}

enum err room_change(struct store *store, struct day today, struct room_id id, int version,
                     const struct room_fields *fields, struct refusal *why)
{
    struct room room;
    struct room_fields f = *fields;
    enum err err = find_to_change(store, id, version, why, &room);
    if (err != OK)
        return err;
    f.school = room.fields.school;
    err = check_fields(store, &f, id, why);
    if (err == OK)
        err = store_exec(store, SQL[CHANGE],
                         PARAMS(p_int(id.v), p_text(f.name), p_text(f.address), p_int(f.seats),
                                p_text(f.equipment), p_text(f.notes),
                                p_day(f.checked ? today : DAY_NONE)));
    return err == OK ? put_features(store, id, &f) : err;
}

enum err room_end(struct store *store, struct room_id id, int version, struct day on,
                  struct refusal *why)
{
    struct room room;
    enum err err = find_to_change(store, id, version, why, &room);
    return err == OK ? store_exec(store, SQL[END], PARAMS(p_int(id.v), p_day(on))) : err;
}
