/* DESIGN: the values of a booking's or a talk's mail, and its invitation. */
#include "compose_part.h"

#include <string.h>

#include "check.h"
#include "invite.h"
#include "tz.h"
#include "words.h"

enum { CALENDAR_BYTES_MAX = 64 * 1024, CODE_GROUP = 5 };

enum calendar_part { CALENDAR_NONE, CALENDAR_REQUEST, CALENDAR_CANCEL };

/* What each kind carries (calendar specification, section 9) and where it leads. */
static const struct {
    enum calendar_part calendar;
    bool cancels_a_place;      /* CANCEL only if there was one */
    const char *action, *path; /* %lld: the event */
    const char *reason;
} KINDS[NOTICE_KINDS] = {
    [NOTICE_CODE] = {.reason = "You get this because somebody asked to sign in with your address."},
    [NOTICE_BOOKING_CONFIRMED] = {CALENDAR_REQUEST, false, "See or cancel your booking",
                                  "/bookings", "You get this because you have a booking."},
    [NOTICE_BOOKING_WAITING] = {CALENDAR_NONE, false, "See where you stand", "/bookings",
                                "You get this because you asked for a place."},
    [NOTICE_BOOKING_PROMOTED] = {CALENDAR_REQUEST, false, "See or cancel your booking", "/bookings",
                                 "You get this because you were on the waiting list."},
    [NOTICE_BOOKING_CANCELLED] = {CALENDAR_CANCEL, true, "See the event", "/events/%lld",
                                  "You get this because you had asked for a place."},
    [NOTICE_TALK_CONFIRMED] = {CALENDAR_REQUEST, false, "Change or withdraw your talk",
                               "/spark/%lld", "You get this because you booked a talk."},
    [NOTICE_TALK_WAITING] = {CALENDAR_NONE, false, "See where you stand", "/spark/%lld",
                             "You get this because you asked for a slot."},
    [NOTICE_TALK_PROMOTED] = {CALENDAR_REQUEST, false, "Change or withdraw your talk",
                              "/spark/%lld", "You get this because you were on the waiting list."},
    [NOTICE_TALK_CHANGED] = {CALENDAR_REQUEST, false, "See your talk", "/spark/%lld",
                             "You get this because you present this talk."},
    [NOTICE_TALK_WITHDRAWN] = {CALENDAR_CANCEL, true, "See the programme", "/spark/%lld/programme",
                               "You get this because you were to present this talk."},
    [NOTICE_JOINT_PRESENTER] = {CALENDAR_REQUEST, false, "See the talk", "/spark/%lld",
                                "You get this because you were named as a presenter."},
    [NOTICE_EVENT_CHANGED] = {CALENDAR_REQUEST, false, "See the event", "/events/%lld",
                              "You get this because you are booked on this event."},
    [NOTICE_EVENT_CANCELLED] = {CALENDAR_CANCEL, false, "See other events", "/events",
                                "You get this because you were booked on this event."},
    [NOTICE_SIGN_IN_CHANGED] = {CALENDAR_NONE, false, "See your sign-in", "/sessions",
                                "You get this whenever something about your sign-in changes."},
    [NOTICE_BREAK_GLASS] = {CALENDAR_NONE, false, "See who reads your record", "/audit/mine",
                            "You get this because it is your record."},
};

static const char *page_path(const struct notice *notice, struct arena *arena)
{
    const char *path = KINDS[notice->kind].path, *mark = strstr(path, "%lld");
    if (!mark)
        return path;
    return arena_printf(arena, "%.*s%lld%s", (int)(mark - path), path, (long long)notice->event_id,
                        mark + strlen("%lld"));
}

/* ---- the invitation ---- */

static enum calendar_part judge_calendar(const struct composing *composing,
                                         const struct notice *notice)
{
    enum calendar_part part = KINDS[notice->kind].calendar;
    bool waits = notice->position > 0 &&
                 (notice->kind == NOTICE_EVENT_CHANGED || notice->kind == NOTICE_EVENT_CANCELLED);
    if (waits || !notice->uid || !composing->person.invitations)
        return CALENDAR_NONE;
    if (KINDS[notice->kind].cancels_a_place && !notice->had_place)
        return CALENDAR_NONE;
    return part;
}

static enum ics_category category_of(const struct notice *notice)
{
    static const struct {
        const char *kind;
        enum ics_category category;
    } rows[] = {{"spark", ICS_CATEGORY_SPARK},
                {"twilight", ICS_CATEGORY_TWILIGHT},
                {"inset", ICS_CATEGORY_INSET}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq_c(str_of(notice->event_kind), rows[i].kind))
            return rows[i].category;
    return ICS_CATEGORY_CPD;
}

static struct ics_event make_event(const struct composing *composing, const struct notice *notice,
                                   const char *url)
{
    struct arena *arena = composing->arena;
    const char *summary = notice->event_title, *description = "";
    if (notice->talk_title) { /* as in the feeds: one entry, one title */
        summary = arena_printf(arena, "%s: your %d-minute talk", summary, notice->minutes);
        description = arena_printf(arena, "Your talk: %s", notice->talk_title);
    }
    return (struct ics_event){
        .uid = notice->uid,
        .created = composing->row->queued_at,
        .modified = composing->row->queued_at,
        .seq = notice->seq,
        .starts_at = notice->starts_at,
        .ends_at = notice->ends_at,
        .summary = str_of(summary),
        .description = str_of(description),
        .location = str_of(notice->place),
        .link = str_of(url),
        .url = str_of(url),
        .category = category_of(notice),
        .state = ICS_STATE_BOOKED,
        .organizer_name = str_of(composing->trust.name),
        .organizer_email = str_of(composing->trust.mailbox),
        .attendee_name = str_of(notice->to_name),
        .attendee_email = str_of(notice->to_email),
    };
}

/* What no calendar takes is told in words alone. */
static void add_calendar(struct composing *composing, const struct notice *notice,
                         struct draft *draft)
{
    enum calendar_part part = judge_calendar(composing, notice);
    if (part == CALENDAR_NONE)
        return;
    enum invite_method method = part == CALENDAR_CANCEL ? INVITE_CANCEL : INVITE_REQUEST;
    const char *url = arena_printf(composing->arena, "%s%s", composing->options->base_url,
                                   page_path(notice, composing->arena));
    struct ics_event event = make_event(composing, notice, url);
    struct buf out;
    buf_init(&out, CALENDAR_BYTES_MAX);
    if (invite_write(&out, method, &event) == OK && !out.full) {
        draft->method = invite_method_name(method);
        draft->calendar = arena_str(composing->arena, buf_str(&out));
    }
    buf_done(&out);
}

/* ---- the words' values ---- */

static void put_number(json_t *view, const char *key, int number)
{
    if (number > 0)
        CHECK(json_object_set_new(view, key, json_integer(number)) == 0);
}

static void put_times(struct arena *arena, const struct notice *notice, json_t *view)
{
    if (notice->starts_at.v == 0)
        return;
    const char *when = words_when(arena, notice->starts_at, notice->ends_at);
    view_put(view, "date", view_short_date(arena, tz_day(notice->starts_at)));
    view_put(view, "when", when);
    view_add_fact(view, "When", when);
}

static void put_talk(struct arena *arena, const struct notice *notice, json_t *view)
{
    if (!notice->talk_title)
        return;
    const char *length = words_duration(arena, notice->minutes);
    put_number(view, "minutes", notice->minutes);
    put_number(view, "wanted_minutes", notice->wanted_minutes);
    view_put(view, "minutes_words", length);
    view_add_fact(view, "Talk", notice->talk_title);
    view_add_fact(view, "Length", notice->minutes > 0 ? length : NULL);
}

/* Ten characters are easier to type in two groups. */
static void put_code(struct arena *arena, const struct notice *notice, json_t *view)
{
    struct str code = str_of(notice->detail);
    const char *shown = notice->detail;
    if (code.n == 2 * CODE_GROUP)
        shown = arena_printf(arena, "%.*s-%s", CODE_GROUP, code.p, code.p + CODE_GROUP);
    view_put(view, "code", shown);
}

static json_t *make_view(struct composing *composing, const struct notice *notice)
{
    json_t *view = json_object();
    struct arena *arena = composing->arena;
    view_put(view, "reason", KINDS[notice->kind].reason);
    if (notice->kind == NOTICE_CODE) {
        put_code(arena, notice, view);
        return view;
    }
    view_put(view, "event", notice->event_title);
    view_put(view, "by", notice->by);
    if (notice->ends_at.v && !notice->starts_at.v)
        view_put(view, "until", words_moment(arena, notice->ends_at));
    view_put(view, "detail", notice->detail);
    put_number(view, "position", notice->position);
    put_number(view, "had_place", notice->had_place);
    view_add_fact(view, "Event", notice->event_title);
    put_times(arena, notice, view);
    view_add_fact(view, "Where", notice->place);
    put_talk(arena, notice, view);
    view_set_link(composing, view, "action", KINDS[notice->kind].action, page_path(notice, arena));
    return view;
}

enum err compose_notice(struct composing *composing, struct draft *ret)
{
    struct notice notice = {0};
    enum err err = notice_read(composing->row, composing->arena, &notice);
    if (err == ERR_BUG)
        composing->why = "its values cannot be read";
    if (err != OK)
        return err == ERR_BUG ? ERR_INVALID : err;
    if (notice.kind == NOTICE_CODE && !notice.detail) {
        composing->why = "its code is gone";
        return ERR_NOT_FOUND;
    }
    *ret = (struct draft){
        .view = make_view(composing, &notice),
        .kind = composing->row->kind,
        .to_name = notice.to_name,
    };
    add_calendar(composing, &notice, ret);
    return OK;
}
