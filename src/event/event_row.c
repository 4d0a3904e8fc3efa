/* DESIGN: a row of an event, the same for every statement that finds some. */
#include "event_row.h"

#include "check.h"
#include "event_rules.h"

static struct event_fields read_fields(const struct rows *rows, struct arena *arena)
{
    struct event_fields fields = {
        .title = rows_text(rows, 2, arena),
        .purpose = rows_text(rows, 3, arena),
        .school = {rows_int(rows, 4)},
        .room = rows_text(rows, 5, arena),
        .starts_at = rows_instant(rows, 6),
        .ends_at = rows_instant(rows, 7),
        .capacity = (int)rows_int(rows, 8),
        .hours_min = (int)rows_int(rows, 10),
        .waiting_list = rows_int(rows, 11) != 0,
        .booking_opens_at = rows_instant(rows, 12),
        .booking_closes_at = rows_instant(rows, 13),
        .type = rows_text(rows, 15, arena),
        .approval = rows_int(rows, 31) != 0,
        .clash_warns = str_eq_c(rows_str(rows, 32), "warn"),
        .fresh_first = rows_int(rows, 33) != 0,
        .offer_min = (int)rows_int(rows, 34),
        .withdraw_h = (int)rows_int(rows, 35),
        .in = {rows_int(rows, 40)},
    };
    CHECK(event_kind_parse(rows_str(rows, 1), &fields.kind) == OK);
    CHECK(event_attendance_parse(rows_str(rows, 9), &fields.attendance) == OK);
    CHECK(event_counts_parse(rows_str(rows, 30), &fields.counts) == OK);
    return fields;
}

struct event event_row_read(const struct rows *rows, struct arena *arena)
{
    struct event event = {
        .id = {rows_int(rows, 0)},
        .fields = read_fields(rows, arena),
        .uid = rows_text(rows, 14, arena),
        .school_name = rows_text(rows, 16, arena),
        .taken = (int)rows_int(rows, 17),
        .waiting = (int)rows_int(rows, 18),
        .cancelled_at = rows_instant(rows, 20),
        .created_by = {rows_int(rows, 21)},
        .version = (int)rows_int(rows, 22),
        .seq = (int)rows_int(rows, 23),
        .created_at = rows_instant(rows, 24),
        .modified_at = rows_instant(rows, 25),
        .my_booking = rows_int(rows, 26),
        .my_talk = rows_int(rows, 28),
        .my_talk_status = rows_text(rows, 29, arena),
        .parent = {rows_int(rows, 36)},
        .session_count = (int)rows_int(rows, 37),
        .series = rows_int(rows, 38),
        .series_on = rows_day(rows, 39),
        .organised = rows_int(rows, 43) != 0,
        .cancel_reason = rows_text(rows, 44, arena),
    };
    event.my_talk_waits = str_eq_c(str_of(event.my_talk_status), "waiting") ||
                          str_eq_c(str_of(event.my_talk_status), "requested");
    CHECK(booking_status_parse(rows_str(rows, 27), &event.my_booking_status) == OK);
    CHECK(booking_part_parse(rows_str(rows, 42), &event.my_part) == OK);
    CHECK(event_status_parse(rows_str(rows, 19), &event.status) == OK);
    event.places_left = event.fields.capacity - event.taken;
    event.place = event_rules_place(arena, rows_text(rows, 45, arena), rows_text(rows, 41, arena));
    return event;
}

enum err event_row_list(struct rows *rows, int limit, struct arena *arena, struct event_list *ret)
{
    struct event_list list = {0};
    int room = 0;
    while (list.count < limit && rows_next(rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 32, &room);
        list.items[list.count++] = event_row_read(rows, arena);
    }
    if (list.count == limit && rows_next(rows)) {
        const struct event *last = &list.items[limit - 1];
        list.next = (struct event_cursor){last->fields.starts_at, last->id.v};
    }
    enum err err = rows_end(rows);
    if (err == OK)
        *ret = list;
    return err;
}
