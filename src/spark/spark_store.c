/* DESIGN: the SQL of a SPARK event's settings, its rooms and its blocks. */
#include "spark_store.h"

#include "check.h"
#include "keynote_rules.h"
#include "keynote_store.h"

#define USED(changeover)                                                                           \
    "(SELECT coalesce(sum(t.minutes * 60 + " changeover "), 0) FROM talk t"                        \
    " WHERE t.event_id = $1 AND t.status IN ('confirmed', 'offered'))"

enum {
    FIND,
    BLOCKS,
    ROOMS,
    INSERT,
    UPDATE,
    DELETE_BLOCKS,
    INSERT_BLOCK,
    DELETE_ROOMS,
    INSERT_ROOM,
    RECOUNT,
    PUBLISH
};
static const char *const SQL[] = {
    [FIND] = "SELECT changeover_s, talks_a_person, room_s, used_s, version, intake, order_mode,"
             " theme_mode, published_id, EXISTS (SELECT 1 FROM draw_round d WHERE d.event_id = $1"
             " AND d.closed_at IS NOT NULL AND d.ended_at IS NULL)"
             " FROM spark_event WHERE event_id = $1",
    [BLOCKS] = "SELECT starts_at, ends_at FROM spark_block WHERE event_id = $1"
               " ORDER BY position LIMIT 8",
    [ROOMS] = "SELECT name, seats, kit FROM talk_room WHERE event_id = $1"
              " ORDER BY position LIMIT 24",
    [INSERT] = "INSERT INTO spark_event (event_id, changeover_s, talks_a_person, room_s, intake,"
               " order_mode, theme_mode) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [UPDATE] = "UPDATE spark_event SET changeover_s = $2, talks_a_person = $3, room_s = $4,"
               " intake = $5, order_mode = $6, theme_mode = $7, version = version + 1,"
               " used_s = " USED("$2") " WHERE event_id = $1",
    [DELETE_BLOCKS] = "DELETE FROM spark_block WHERE event_id = $1",
    [INSERT_BLOCK] = "INSERT INTO spark_block (event_id, position, starts_at, ends_at)"
                     " VALUES ($1, $2, $3, $4)",
    [DELETE_ROOMS] = "DELETE FROM talk_room WHERE event_id = $1",
    [INSERT_ROOM] = "INSERT INTO talk_room (event_id, position, name, seats, kit)"
                    " VALUES ($1, $2, $3, $4, $5)",
    [RECOUNT] = "UPDATE spark_event SET version = version + 1,"
                " used_s = " USED("spark_event.changeover_s") " WHERE event_id = $1",
    [PUBLISH] = "UPDATE spark_event SET published_id = $2, version = version + 1"
                " WHERE event_id = $1",
};

static enum err read_blocks(struct store *store, struct spark_settings *settings)
{
    struct rows rows = store_query(store, SQL[BLOCKS], PARAMS(p_int(settings->event.v)));
    while (rows_next(&rows))
        settings->spans[settings->span_count++] =
            (struct pack_block){rows_int(&rows, 0), rows_int(&rows, 1)};
    return rows_end(&rows);
}

static enum err read_rooms(struct store *store, struct arena *arena,
                           struct spark_settings *settings)
{
    struct rows rows = store_query(store, SQL[ROOMS], PARAMS(p_int(settings->event.v)));
    while (rows_next(&rows))
        settings->rooms[settings->pack.room_count++] = (struct talk_room){
            rows_text(&rows, 0, arena), (int)rows_int(&rows, 1), rows_text(&rows, 2, arena)};
    return rows_end(&rows);
}

enum err spark_store_find(struct store *store, struct event_id event, struct arena *arena,
                          struct spark_settings *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err != OK)
        return err;
    struct spark_settings settings = {
        .event = event,
        .pack = {.changeover_s = (int)rows_int(&rows, 0)},
        .talks_a_person = (int)rows_int(&rows, 1),
        .room_s = rows_int(&rows, 2),
        .used_s = rows_int(&rows, 3),
        .version = (int)rows_int(&rows, 4),
        .published = rows_int(&rows, 8),
        .drawing = rows_int(&rows, 9) != 0,
    };
    CHECK(spark_intake_parse(rows_str(&rows, 5), &settings.intake) == OK);
    CHECK(spark_order_parse(rows_str(&rows, 6), &settings.order) == OK);
    CHECK(spark_themes_parse(rows_str(&rows, 7), &settings.themes) == OK);
    err = rows_end(&rows);
    if (err == OK)
        err = read_blocks(store, &settings);
    if (err == OK)
        err = read_rooms(store, arena, &settings);
    if (err == OK)
        err = keynote_store_list(store, event, arena, &settings.keynotes);
    if (err != OK)
        return err;
    /* never more of them than there may be: keynote_save and spark_rules_plan see to it */
    keynote_rules_cut(settings.spans, settings.span_count, &settings.keynotes, &settings.pack);
    *ret = settings;
    return OK;
}

/* ---- changes ---- */

static enum err save_blocks(struct store *store, const struct spark_settings *settings)
{
    enum err err = store_exec(store, SQL[DELETE_BLOCKS], PARAMS(p_int(settings->event.v)));
    for (int i = 0; err == OK && i < settings->span_count; i++)
        err =
            store_exec(store, SQL[INSERT_BLOCK],
                       PARAMS(p_int(settings->event.v), p_int(i + 1),
                              p_int(settings->spans[i].start_s), p_int(settings->spans[i].end_s)));
    return err;
}

static enum err save_rooms(struct store *store, const struct spark_settings *settings)
{
    enum err err = store_exec(store, SQL[DELETE_ROOMS], PARAMS(p_int(settings->event.v)));
    for (int i = 0; err == OK && i < settings->pack.room_count; i++) {
        const struct talk_room *room = &settings->rooms[i];
        err = store_exec(store, SQL[INSERT_ROOM],
                         PARAMS(p_int(settings->event.v), p_int(i + 1), p_text(room->name),
                                p_int(room->seats), p_text(room->kit)));
    }
    return err;
}

static enum err save(struct store *store, const char *sql, const struct spark_settings *settings)
{
    enum err err = store_exec(store, sql,
                              PARAMS(p_int(settings->event.v), p_int(settings->pack.changeover_s),
                                     p_int(settings->talks_a_person),
                                     p_int(pack_rules_room_s(&settings->pack)),
                                     p_text(spark_intake_name(settings->intake)),
                                     p_text(spark_order_name(settings->order)),
                                     p_text(spark_themes_name(settings->themes))));
    if (err == OK)
        err = save_blocks(store, settings);
    return err == OK ? save_rooms(store, settings) : err;
}

enum err spark_store_insert(struct store *store, const struct spark_settings *settings)
{
    return save(store, SQL[INSERT], settings);
}

enum err spark_store_update(struct store *store, const struct spark_settings *settings)
{
    return save(store, SQL[UPDATE], settings);
}

enum err spark_store_recount(struct store *store, struct event_id event)
{
    return store_exec(store, SQL[RECOUNT], PARAMS(p_int(event.v)));
}

enum err spark_store_publish(struct store *store, struct event_id event, int64_t version)
{
    return store_exec(store, SQL[PUBLISH], PARAMS(p_int(event.v), p_int(version)));
}
