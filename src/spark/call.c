/* DESIGN: what an event calls for, the places it keeps, and who is a first-timer. */
#include "call.h"

#include <stdio.h>
#include <string.h>

#include "call_scene.h"
#include "event_rules.h"
#include "talk_scene.h"
#include "talk_spoken_sql.h"
#include "text_rule.h"
#include "tz.h"

enum { FIND, PUT, KEPT, HELD, SPOKE_BEFORE, DUE, OPEN, SHIFT, COPY };
static const char *const SQL[] = {
    [FIND] = "SELECT words, closes_on, categories, lengths, phases, subjects, focuses, themes,"
             " first_timers, short_places, short_until, short_open, version FROM spark_call"
             " WHERE event_id = $1",
    [PUT] = "INSERT INTO spark_call (event_id, words, closes_on, categories, lengths, phases,"
            " subjects, focuses, themes, first_timers, short_places, short_until, short_minutes,"
            " version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)"
            " ON CONFLICT (event_id) DO UPDATE SET words = excluded.words,"
            " closes_on = excluded.closes_on, categories = excluded.categories,"
            " lengths = excluded.lengths, phases = excluded.phases, subjects = excluded.subjects,"
            " focuses = excluded.focuses, themes = excluded.themes,"
            " first_timers = excluded.first_timers, short_places = excluded.short_places,"
            " short_until = excluded.short_until, short_minutes = excluded.short_minutes,"
            " short_open = 0, version = version + 1",
    [KEPT] = "SELECT first_timers, CASE WHEN short_open THEN 0 ELSE short_places END,"
             " short_minutes FROM spark_call WHERE event_id = $1"
             " AND first_timers + short_places > 0",
    [HELD] = "SELECT t.minutes, " TALK_IS_FIRST ", count(*) FROM talk t JOIN event e"
             " ON e.id = t.event_id WHERE t.event_id = $1 AND t.status IN ('confirmed', 'offered')"
             " GROUP BY 1, 2 LIMIT 120",
    [SPOKE_BEFORE] = "SELECT 1 FROM event e WHERE e.id = $2 AND " TALK_SPOKEN_BEFORE("$1", "$3"),
    [DUE] = "SELECT event_id FROM spark_call WHERE short_open = 0 AND short_places > 0"
            " AND short_until < $1 ORDER BY short_until, event_id LIMIT 1",
    [OPEN] = "UPDATE spark_call SET short_open = 1 WHERE event_id = $1",
    /* of no day: none */
    [SHIFT] = "UPDATE spark_call SET closes_on = closes_on + $2, short_until = short_until + $2"
              " WHERE event_id = $1",
    [COPY] = "INSERT INTO spark_call (event_id, words, closes_on, categories, lengths, phases,"
             " subjects, focuses, themes, first_timers, short_places, short_until, short_minutes,"
             " version) SELECT $2, words, closes_on + $3, categories, lengths, phases, subjects,"
             " focuses, themes, first_timers, short_places, short_until + $3, short_minutes, 1"
             " FROM spark_call WHERE event_id = $1",
};

/* ---- looking ---- */

static struct call nothing_said(struct event_id event)
{
    return (struct call){.event = event,
                         .words = "",
                         .closes_on = DAY_NONE,
                         .categories = "",
                         .lengths = "",
                         .phases = "",
                         .subjects = "",
                         .focuses = "",
                         .themes = "",
                         .short_until = DAY_NONE};
}

enum err call_find(struct store *store, struct event_id event, struct arena *arena,
                   struct call *ret)
{
    struct rows rows;
    struct call call = nothing_said(event);
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err == OK) {
        call.words = rows_text(&rows, 0, arena);
        call.closes_on = rows_day(&rows, 1);
        call.categories = rows_text(&rows, 2, arena);
        call.lengths = rows_text(&rows, 3, arena);
        call.phases = rows_text(&rows, 4, arena);
        call.subjects = rows_text(&rows, 5, arena);
        call.focuses = rows_text(&rows, 6, arena);
        call.themes = rows_text(&rows, 7, arena);
        call.first_timers = (int)rows_int(&rows, 8);
        call.short_places = (int)rows_int(&rows, 9);
        call.short_until = rows_day(&rows, 10);
        call.short_open = rows_int(&rows, 11) != 0;
        call.version = (int)rows_int(&rows, 12);
        err = rows_end(&rows);
    } else if (err == ERR_NOT_FOUND) {
        err = OK;
    }
    if (err == OK)
        *ret = call;
    return err;
}

bool call_closes_first(const struct call *call, const struct event *event)
{
    struct instant booking = event->fields.booking_closes_at;
    return !day_is_none(call->closes_on) && (!booking.v || call->closes_on.v < tz_day(booking).v);
}

bool call_is_over(const struct call *call, struct instant now)
{
    return !day_is_none(call->closes_on) && tz_day(now).v > call->closes_on.v;
}

static enum err read_held(struct store *store, struct event_id event, struct call_kept *kept)
{
    struct rows rows = store_query(store, SQL[HELD], PARAMS(p_int(event.v)));
    while (rows_next(&rows))
        call_rules_hold(kept, (int)rows_int(&rows, 0), rows_int(&rows, 1) != 0,
                        (int)rows_int(&rows, 2));
    return rows_end(&rows);
}

enum err call_kept_find(struct store *store, struct event_id event, struct call_kept *ret)
{
    struct call_kept kept = {0};
    struct rows rows;
    enum err err = store_find(store, SQL[KEPT], PARAMS(p_int(event.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = kept;
        return OK;
    }
    if (err != OK)
        return err;
    kept.first_timers = (int)rows_int(&rows, 0);
    kept.short_places = (int)rows_int(&rows, 1);
    kept.minutes = (int)rows_int(&rows, 2);
    err = rows_end(&rows);
    if (err == OK)
        err = read_held(store, event, &kept);
    if (err == OK)
        *ret = kept;
    return err;
}

enum err call_left(struct store *store, struct event_id event, struct call_left *ret)
{
    struct call_kept kept;
    enum err err = call_kept_find(store, event, &kept);
    if (err != OK)
        return err;
    int open = call_rules_open(&kept);
    int first = kept.first_timers - kept.first < open ? kept.first_timers - kept.first : open;
    first = first > 0 ? first : 0;
    *ret = (struct call_left){first, open - first};
    return OK;
}

static enum err has_spoken(struct store *store, const struct talk *talk, struct person_id person,
                           bool *ret)
{
    int64_t one;
    enum err err =
        store_find_int(store, SQL[SPOKE_BEFORE],
                       PARAMS(p_int(person.v), p_int(talk->event.v), p_int(talk->id.v)), &one);
    *ret = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

enum err call_first_timer(struct store *store, const struct talk *talk, bool *ret)
{
    bool spoke = false;
    enum err err = OK;
    for (int i = 0; err == OK && !spoke && i < talk->presenter_count; i++)
        if (!talk->presenters[i].asked)
            err = has_spoken(store, talk, talk->presenters[i].person, &spoke);
    if (err == OK)
        *ret = !spoke;
    return err;
}

/* ---- what is offered to it ---- */

static bool same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool invites_minutes(const struct call *call, int minutes)
{
    char text[16];
    snprintf(text, sizeof text, "%d", minutes);
    return call_invites(call->lengths, text);
}

/* The longer form that a talk waits for is asked for like the one it has. */
static void check_wanted(const struct call *call, const struct talk *talk,
                         const struct talk *before, struct refusal *why)
{
    bool minutes = !(before && before->minutes == talk->minutes);
    bool longer =
        talk->wanted_minutes && !(before && before->wanted_minutes == talk->wanted_minutes);
    bool theme = talk->theme && *talk->theme && !(before && same(before->theme, talk->theme));
    if ((minutes && !invites_minutes(call, talk->minutes)) ||
        (longer && !invites_minutes(call, talk->wanted_minutes)))
        refuse_field(why, "minutes",
                     "This event calls for talks of %s minutes. Choose one of them.",
                     call->lengths);
    if (talk->category && !(before && same(before->category, talk->category)) &&
        !call_invites(call->categories, talk->category))
        refuse_field(why, "category", "This event calls for %s. Choose one of them.",
                     call->categories);
    if (theme && !call_invites(call->themes, talk->theme))
        refuse_field(why, "theme", "This event calls for: %s. Choose one of them.", call->themes);
}

enum err call_check(struct store *store, struct instant now, const struct talk *talk,
                    const struct talk *before, struct refusal *why)
{
    struct call call;
    enum err err = call_find(store, talk->event, why->arena, &call);
    if (err != OK)
        return err;
    if (!before && call_is_over(&call, now))
        return refuse(why, ERR_CONFLICT, "call-closed",
                      "The call for talks has closed. Come and listen, or ask the organiser.");
    check_wanted(&call, talk, before, why);
    return refusal_check(why);
}

/* ---- saying it ---- */

static void check_numbers(const struct call *call, struct refusal *why)
{
    if (call->first_timers < 0 || call->first_timers > CALL_PLACES_MAX)
        refuse_field(why, "first_timers", "Enter 0 to %d places.", CALL_PLACES_MAX);
    if (call->short_places < 0 || call->short_places > CALL_PLACES_MAX)
        refuse_field(why, "short_places", "Enter 0 to %d places.", CALL_PLACES_MAX);
}

static void check_days(const struct call *call, const struct event *event, struct refusal *why)
{
    struct day on = tz_day(event->fields.starts_at);
    if (!day_is_none(call->closes_on) && call->closes_on.v > on.v)
        refuse_field(why, "closes_on",
                     "Enter the day of the event or one before it, or leave it empty.");
    if (call->short_places > 0 && day_is_none(call->short_until))
        refuse_field(why, "short_until", "Enter the last day on which they are kept.");
    if (!day_is_none(call->short_until) && call->short_until.v > on.v)
        refuse_field(why, "short_until", "Enter the day of the event or one before it.");
}

static void check_known(const struct call *call, const struct talk_lengths *lengths,
                        struct refusal *why)
{
    struct str rest = str_of(call->categories), part;
    while (str_split(&rest, ',', &part)) {
        bool known = str_trim(part).n == 0;
        for (int i = 0; i < 3; i++)
            known = known || str_eq_c(str_trim(part), talk_categories[i]);
        if (!known)
            refuse_field(why, "categories", "Choose among the kinds of talk there are.");
    }
    rest = str_of(call->lengths);
    while (str_split(&rest, ',', &part)) {
        int64_t minutes = 0;
        bool known = str_trim(part).n == 0;
        bool number = str_parse_int(str_trim(part), &minutes) == OK;
        for (int i = 0; number && i < lengths->count; i++)
            known = known || minutes == lengths->minutes[i];
        if (!known)
            refuse_field(why, "lengths", "Choose among the lengths the trust has.");
    }
}

static struct call clean(const struct call *typed, struct refusal *why)
{
    static const struct text_rule words = {"words", "The invitation", CALL_WORDS_CHARS_MAX, false,
                                           true};
    struct call call = *typed;
    call.words = call.words ? call.words : "";
    text_rule_check(&words, call.words, why);
    call.categories = call_rules_list(call.categories, "categories", why);
    call.lengths = call_rules_list(call.lengths, "lengths", why);
    call.phases = call_rules_list(call.phases, "phases", why);
    call.subjects = call_rules_list(call.subjects, "subjects", why);
    call.focuses = call_rules_list(call.focuses, "focuses", why);
    call.themes = call_rules_list(call.themes, "themes", why);
    if (call.short_places == 0)
        call.short_until = DAY_NONE;
    return call;
}

static enum err put(struct store *store, const struct call *call,
                    const struct talk_lengths *lengths)
{
    const struct talk_lengths invited = call_lengths(call, lengths);
    return store_exec(store, SQL[PUT],
                      PARAMS(p_int(call->event.v), p_text(call->words), p_day(call->closes_on),
                             p_text(call->categories), p_text(call->lengths), p_text(call->phases),
                             p_text(call->subjects), p_text(call->focuses), p_text(call->themes),
                             p_int(call->first_timers), p_int(call->short_places),
                             p_day(call->short_until), p_int(invited.minutes[0])));
}

static bool keeps_same(const struct call *a, const struct call *b)
{
    return a->first_timers == b->first_timers && a->short_places == b->short_places &&
           a->short_until.v == b->short_until.v;
}

enum err call_save(struct store *store, struct instant now, const struct call_change *change,
                   struct refusal *why)
{
    struct talk_scene scene;
    struct call before;
    enum err err = talk_scene_find(store, change->call.event, true, why, &scene);
    if (err == OK)
        err = call_find(store, change->call.event, why->arena, &before);
    if (err == OK && change->call.version)
        err = refusal_check_version(why, change->call.version, before.version);
    if (err != OK)
        return err;
    const struct call call = clean(&change->call, why);
    check_numbers(&call, why);
    check_days(&call, &scene.event, why);
    check_known(&call, change->lengths, why);
    err = refusal_check(why);
    if (err == OK)
        err = put(store, &call, change->lengths);
    if (err != OK)
        return err;
    return keeps_same(&before, &call) ? talk_promote(store, now, why->arena)
                                      : talk_room_changed(store, now, call.event, why->arena);
}

/* ---- the day is over ---- */

enum err call_open_due(struct store *store, struct instant now, int limit, struct arena *arena,
                       bool *ret_more)
{
    struct event_id event;
    for (int i = 0; i < limit; i++) {
        enum err err = store_find_int(store, SQL[DUE], PARAMS(p_day(tz_day(now))), &event.v);
        *ret_more = err == OK;
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = store_exec(store, SQL[OPEN], PARAMS(p_int(event.v)));
        if (err == OK)
            err = talk_room_changed(store, now, event, arena);
        if (err != OK)
            return err;
    }
    return OK;
}

/* ---- another day, another event ---- */

enum err call_shift(struct store *store, struct event_id event, int days)
{
    return store_exec(store, SQL[SHIFT], PARAMS(p_int(event.v), p_int(days)));
}

enum err call_copy(struct store *store, struct event_id from, struct event_id to, int days)
{
    return store_exec(store, SQL[COPY], PARAMS(p_int(from.v), p_int(to.v), p_int(days)));
}
