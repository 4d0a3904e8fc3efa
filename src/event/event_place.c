/* DESIGN: what is said of an event's place, and to whom. */
#include "event_place.h"

#include "booking_online.h"
#include "text_rule.h"

enum { FIND, PUT };
static const char *const SQL[] = {
    [FIND] = "SELECT online_link, getting_in, catering, equipment, needs, version"
             " FROM event_place WHERE event_id = $1",
    [PUT] = "INSERT INTO event_place (event_id, online_link, getting_in, catering, equipment,"
            " needs, version) VALUES ($1, $2, $3, $4, $5, $6, 2) ON CONFLICT (event_id) DO UPDATE"
            " SET online_link = excluded.online_link, getting_in = excluded.getting_in,"
            " catering = excluded.catering, equipment = excluded.equipment,"
            " needs = excluded.needs, version = event_place.version + 1",
};

enum err event_place_find(struct store *store, struct event_id event, struct arena *arena,
                          struct event_place *ret)
{
    struct rows rows;
    struct event_place place = {"", "", "", "", "", 1};
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err == OK) {
        place = (struct event_place){rows_text(&rows, 0, arena), rows_text(&rows, 1, arena),
                                     rows_text(&rows, 2, arena), rows_text(&rows, 3, arena),
                                     rows_text(&rows, 4, arena), (int)rows_int(&rows, 5)};
        err = rows_end(&rows);
    }
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = place;
    return OK;
}

static void check(const struct event_place *place, struct refusal *why)
{
    static const struct text_rule link = {"online_link", "The link", EVENT_PLACE_LINK_CHARS_MAX,
                                          false, false};
    static const struct text_rule getting_in = {"getting_in", "How to get in",
                                                EVENT_PLACE_TEXT_CHARS_MAX, false, true};
    static const struct text_rule catering = {"catering", "Food and drink",
                                              EVENT_PLACE_TEXT_CHARS_MAX, false, true};
    static const struct text_rule equipment = {"equipment", "What has to be ready",
                                               EVENT_PLACE_TEXT_CHARS_MAX, false, true};
    static const struct text_rule needs = {"needs", "The note", EVENT_PLACE_TEXT_CHARS_MAX, false,
                                           true};
    text_rule_check(&link, place->online_link, why);
    text_rule_check(&getting_in, place->getting_in, why);
    text_rule_check(&catering, place->catering, why);
    text_rule_check(&equipment, place->equipment, why);
    text_rule_check(&needs, place->needs, why);
    if (*place->online_link && !str_starts(str_of(place->online_link), STR("https://")))
        refuse_field(why, "online_link", "Enter a link that begins with https://, or none.");
}

/* Nobody who is booked online is left with a place that is nowhere. */
static enum err check_link(struct store *store, struct instant now, struct event_id event,
                           const struct event_place *before, const struct event_place *after,
                           struct refusal *why)
{
    const char *who = NULL;
    if (!*before->online_link || *after->online_link)
        return OK;
    enum err err = booking_online_left_out(store, now, event, ONLINE_BY_LINK, why->arena, &who);
    if (err == OK && who)
        refuse_field(why, "online_link",
                     "%s. Keep a link, or write to them first: each can come to the room instead, "
                     "or give the place up.",
                     who);
    return err;
}

enum err event_place_put(struct store *store, struct instant now, struct event_id event,
                         int version, const struct event_place *place, struct refusal *why)
{
    struct event_place before;
    enum err err = event_place_find(store, event, why->arena, &before);
    if (err == OK)
        err = refusal_check_version(why, version, before.version);
    if (err != OK)
        return err;
    check(place, why);
    err = check_link(store, now, event, &before, place, why);
    if (err == OK)
        err = refusal_check(why);
    return err == OK ? store_exec(store, SQL[PUT],
                                  PARAMS(p_int(event.v), p_text(place->online_link),
                                         p_text(place->getting_in), p_text(place->catering),
                                         p_text(place->equipment), p_text(place->needs)))
                     : err;
}

bool event_place_opens_link(const struct event *event)
{
    bool comes = event->my_booking && (event->my_booking_status == BOOKING_CONFIRMED ||
                                       event->my_booking_status == BOOKING_ATTENDED);
    bool leads = event->my_booking && event->my_part != PART_ATTENDEE;
    return comes || leads || event->organised || (event->my_talk && !event->my_talk_waits);
}
