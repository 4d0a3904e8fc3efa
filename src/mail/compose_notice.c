/* DESIGN: the values of a booking's or a talk's mail, and its invitation. */
#include "compose_part.h"

#include <string.h>

#include "check.h"
#include "invite.h"
#include "tz.h"
#include "words.h"

enum { CALENDAR_BYTES_MAX = 64 * 1024, CODE_GROUP = 5 };

#define APPROVAL_PATH "/requests/%lld"

enum calendar_part { CALENDAR_NONE, CALENDAR_REQUEST, CALENDAR_CANCEL, CALENDAR_FILE };

/* What each kind carries (calendar specification, section 9) and where it leads. */
static const struct {
    enum calendar_part calendar;
    bool cancels_a_place;      /* CANCEL only if there was one */
    const char *action, *path; /* %lld: the event, the request or the talk */
    const char *reason;
} KINDS[NOTICE_KINDS] = {
    [NOTICE_CODE] = {.reason = "You get this because somebody asked to sign in with your address."},
    [NOTICE_BOOKING_CONFIRMED] = {CALENDAR_REQUEST, false, "See or cancel your booking",
                                  "/bookings", "You get this because you have a booking."},
    [NOTICE_BOOKING_WAITING] = {CALENDAR_NONE, false, "See where you stand", "/bookings",
                                "You get this because you asked for a place."},
    [NOTICE_BOOKING_PROMOTED] = {CALENDAR_REQUEST, false, "See or cancel your booking", "/bookings",
                                 "You get this because you were on the waiting list."},
    [NOTICE_BOOKING_OFFERED] = {CALENDAR_NONE, false, "Say yes or no", "/bookings",
                                "You get this because you were on the waiting list."},
    [NOTICE_BOOKING_REQUESTED] = {CALENDAR_NONE, false, "See or cancel your request", "/bookings",
                                  "You get this because you asked for a place."},
    [NOTICE_BOOKING_DECLINED] = {CALENDAR_NONE, false, "See other events", "/events",
                                 "You get this because you asked for a place."},
    [NOTICE_BOOKING_SWAPPED] = {CALENDAR_REQUEST, false, "See your bookings", "/bookings",
                                "You get this because you swapped your place."},
    [NOTICE_BOOKING_ASKED] = {CALENDAR_NONE, false, "Say yes or no", "/bookings",
                              "You get this because a colleague named you."},
    [NOTICE_BOOKING_ANSWERED] = {CALENDAR_NONE, false, "See your bookings", "/bookings",
                                 "You get this because you asked a colleague."},
    [NOTICE_BOOKING_CANCELLED] = {CALENDAR_CANCEL, true, "See the event", "/events/%lld",
                                  "You get this because you had asked for a place."},
    [NOTICE_TALK_CONFIRMED] = {CALENDAR_REQUEST, false, "Change or withdraw your talk",
                               "/spark/%lld", "You get this because you booked a talk."},
    [NOTICE_TALK_WAITING] = {CALENDAR_NONE, false, "See where you stand", "/spark/%lld",
                             "You get this because you asked for a slot."},
    [NOTICE_TALK_REQUESTED] = {CALENDAR_NONE, false, "Change or withdraw it", "/spark/%lld",
                               "You get this because you proposed a talk."},
    [NOTICE_TALK_DECLINED] = {CALENDAR_NONE, false, "See the event", "/spark/%lld",
                              "You get this because you proposed a talk."},
    [NOTICE_TALK_ACCEPTED] = {CALENDAR_REQUEST, false, "Change or withdraw your talk",
                              "/spark/%lld", "You get this because you proposed a talk."},
    [NOTICE_TALK_PROMOTED] = {CALENDAR_REQUEST, false, "Change or withdraw your talk",
                              "/spark/%lld", "You get this because you were on the waiting list."},
    [NOTICE_TALK_CHANGED] = {CALENDAR_REQUEST, false, "See your talk", "/spark/%lld",
                             "You get this because you present this talk."},
    [NOTICE_TALK_SLOT] = {CALENDAR_REQUEST, false, "See the programme", "/spark/%lld/programme",
                          "You get this because you present this talk."},
    [NOTICE_TALK_WITHDRAWN] = {CALENDAR_CANCEL, true, "See the programme", "/spark/%lld/programme",
                               "You get this because you were to present this talk."},
    [NOTICE_JOINT_PRESENTER] = {CALENDAR_NONE, false, "Say yes or no", "/talks/%lld/joint",
                                "You get this because a colleague named you."},
    [NOTICE_JOINT_NO] = {CALENDAR_NONE, false, "See or change your talk", "/spark/%lld",
                         "You get this because you asked a colleague."},
    [NOTICE_EVENT_CHANGED] = {CALENDAR_REQUEST, false, "See the event", "/events/%lld",
                              "You get this because you are booked on this event."},
    [NOTICE_EVENT_CANCELLED] = {CALENDAR_CANCEL, false, "See other events", "/events",
                                "You get this because you were booked on this event."},
    [NOTICE_SIGN_IN_CHANGED] = {CALENDAR_NONE, false, "See your sign-in", "/sessions",
                                "You get this whenever something about your sign-in changes."},
    [NOTICE_APPROVAL_WAITS] = {CALENDAR_NONE, false, "See the request", APPROVAL_PATH,
                               "You get this because it is for you to decide."},
    [NOTICE_APPROVAL_ASKED] = {CALENDAR_NONE, false, "Answer the question", APPROVAL_PATH,
                               "You get this because it is your request."},
    [NOTICE_APPROVAL_ANSWER] = {CALENDAR_NONE, false, "See the answer", APPROVAL_PATH,
                                "You get this because it is your request."},
    [NOTICE_APPROVAL_COVER] = {CALENDAR_NONE, false, "See who covers", APPROVAL_PATH,
                               "You get this because it is your request."},
    [NOTICE_APPROVAL_ARRANGE] = {CALENDAR_NONE, false, "See what is to be covered", APPROVAL_PATH,
                                 "You get this because you arrange cover."},
    [NOTICE_BREAK_GLASS] = {CALENDAR_NONE, false, "See who reads your record", "/audit/mine",
                            "You get this because it is your record."},
    [NOTICE_SERIES_BOOKED] = {CALENDAR_FILE, false, "See or cancel your bookings", "/bookings",
                              "You get this because you are in this group."},
    [NOTICE_SERIES_CHANGED] = {CALENDAR_FILE, false, "See your bookings", "/bookings",
                               "You get this because you are booked on these dates."},
    [NOTICE_SERIES_CANCELLED] = {CALENDAR_FILE, false, "See your bookings", "/bookings",
                                 "You get this because you were booked on these dates."},
    [NOTICE_EVENT_REQUIRED] = {CALENDAR_REQUEST, false, "See the event", "/events/%lld",
                               "You get this because the event is required of you."},
    [NOTICE_EVENT_INVITED] = {CALENDAR_NONE, false, "See it and answer", "/events/%lld",
                              "You get this because the organiser invited you."},
    [NOTICE_EVENT_POSTPONED] = {CALENDAR_REQUEST, false, "Say whether you can come", "/events/%lld",
                                "You get this because you are booked on this event."},
    [NOTICE_CLOSURE] = {CALENDAR_FILE, false, "See your bookings", "/bookings",
                        "You get this because you were booked on these events."},
    [NOTICE_MESSAGE] = {CALENDAR_NONE, false, "See the event", "/events/%lld",
                        "You get this because you are coming to this event, or wait for a place."},
    [NOTICE_READING_ASKED] = {CALENDAR_NONE, false, "Open it", "/readings/%lld",
                              "You get this because you are asked to read it."},
    [NOTICE_READING_DUE] = {CALENDAR_NONE, false, "Open it", "/readings/%lld",
                            "You get this because you are asked to read it."},
    [NOTICE_CHOICE_REMINDER] = {CALENDAR_NONE, false, "Choose your workshops",
                                "/events/%lld/choose",
                                "You get this because you have a place on this day."},
    [NOTICE_CHOICE_PLACED] = {CALENDAR_NONE, false, "See your workshops", "/events/%lld/choose",
                              "You get this because you had not chosen your workshops."},
    [NOTICE_QUESTIONS] = {CALENDAR_NONE, false, "Read and answer", "/spark/%lld/questions",
                          "You get this, at most once a day, because you gave this talk."},
    [NOTICE_QUESTION_ANSWERED] = {CALENDAR_NONE, false, "Read the answer", "/spark/%lld/questions",
                                  "You get this because you asked a question."},
    [NOTICE_SLIDES_DUE] = {CALENDAR_NONE, false, "Hand in my slides", "/talks/%lld/slides",
                           "You get this once, because you present this talk."},
    [NOTICE_THANKS] = {CALENDAR_NONE, false, "See the page of thanks", "/spark/%lld/thanks",
                       "You get this because you were there."},
    [NOTICE_SHARE] = {CALENDAR_NONE, false, "Give a talk", "/spark/%lld/talk",
                      "You get this once a year at most, after your final conversation."},
    [NOTICE_EVENT_MOVED] = {CALENDAR_NONE, false, "See the event", "/events/%lld",
                            "You get this because you wait for a place or a slot there, or "
                            "proposed a talk."},
    [NOTICE_DIGEST] = {CALENDAR_NONE, false, "See them and book", "/events/for-me",
                       "You get this at most once a week in term, and only if there is something "
                       "new for you."},
    [NOTICE_TALK_OFFERED] = {CALENDAR_NONE, false, "Say yes or no", "/talks/%lld/offer",
                             "You get this because your talk was on the waiting list."},
    [NOTICE_TALK_OFFER_OVER] = {CALENDAR_NONE, false, "See where you stand", "/spark/%lld",
                                "You get this because your talk is on the waiting list."},
    [NOTICE_TALK_CALLED_OFF] = {CALENDAR_NONE, false, "Run the evening", "/spark/%lld/remote",
                                "You get this because you organise or run this event."},
    [NOTICE_TALK_CALLED] = {CALENDAR_NONE, false, "Who speaks now", "/spark/%lld/now",
                            "You get this because your talk was on the waiting list."},
    [NOTICE_TALK_CALL_OVER] = {CALENDAR_NONE, false, "Who speaks now", "/spark/%lld/now",
                               "You get this because your talk is on the waiting list."},
    [NOTICE_TALK_LEFT] = {CALENDAR_CANCEL, true, "See the programme", "/spark/%lld/programme",
                          "You get this because you were to present this talk."},
    [NOTICE_JOINT_LEFT] = {CALENDAR_NONE, false, "See or change your talk", "/spark/%lld",
                           "You get this because you present this talk."},
    [NOTICE_SWAP_ASKED] = {CALENDAR_NONE, false, "Say yes or no", "/swaps/%lld",
                           "You get this because a colleague asks about your slot."},
    [NOTICE_SWAP_DONE] = {CALENDAR_REQUEST, false, "See the programme", "/spark/%lld/programme",
                          "You get this because you present this talk."},
    [NOTICE_SWAP_OVER] = {CALENDAR_NONE, false, "See your talk", "/spark/%lld",
                          "You get this because you were asked, or asked, to swap slots."},
};

static bool is_of_approval(enum notice_kind kind)
{
    return kind >= NOTICE_APPROVAL_WAITS && kind <= NOTICE_APPROVAL_ARRANGE;
}

static bool is_of_reading(enum notice_kind kind)
{
    return kind == NOTICE_READING_ASKED || kind == NOTICE_READING_DUE;
}

static const char *page_path(const struct notice *notice, struct arena *arena)
{
    const char *path = KINDS[notice->kind].path, *mark = strstr(path, "%lld");
    if (!mark)
        return path;
    bool of_object = is_of_approval(notice->kind) || notice->kind == NOTICE_SLIDES_DUE ||
                     notice->kind == NOTICE_TALK_OFFERED ||
                     notice->kind == NOTICE_JOINT_PRESENTER || notice->kind == NOTICE_SWAP_ASKED;
    int64_t id = of_object ? notice->object_id : notice->event_id;
    return arena_printf(arena, "%.*s%lld%s", (int)(mark - path), path, (long long)id,
                        mark + strlen("%lld"));
}

/* ---- the invitation ---- */

static enum calendar_part judge_calendar(const struct composing *composing,
                                         const struct notice *notice)
{
    enum calendar_part part = KINDS[notice->kind].calendar;
    bool waits = (notice->position > 0 || notice->tentative) &&
                 (notice->kind == NOTICE_EVENT_CHANGED || notice->kind == NOTICE_EVENT_CANCELLED ||
                  notice->kind == NOTICE_EVENT_POSTPONED);
    if (waits || (!notice->uid && !notice->date_count) || !composing->person.invitations)
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

static enum err write_invitation(struct composing *composing, struct ics_event *event,
                                 enum calendar_part part, struct draft *draft, struct buf *out)
{
    enum invite_method method = part == CALENDAR_CANCEL ? INVITE_CANCEL : INVITE_REQUEST;
    enum err err = invite_write(out, method, event);
    if (err == OK && !out->full) {
        draft->method = invite_method_name(method);
        draft->calendar = arena_str(composing->arena, buf_str(out));
    }
    return err;
}

/* An invitation is for one entry alone (RFC 5546, 3.2.2): several times go as a file. */
static enum err write_dates(struct composing *composing, const struct notice *notice,
                            struct ics_event event, struct draft *draft, struct buf *out)
{
    const struct ics_calendar calendar = {.form = ICS_FILE};
    bool cancels = KINDS[notice->kind].calendar == CALENDAR_CANCEL;
    enum err err = OK;
    ics_write_begin(out, &calendar);
    for (int i = 0; err == OK && i < notice->date_count; i++) {
        const struct notice_date *date = &notice->dates[i];
        char *uid = ARENA_ARRAY(composing->arena, char, UUID_TEXT_MAX);
        notice_date_uid(notice->uid, date, uid);
        event.uid = uid;
        event.seq = notice->uid ? notice->seq : date->seq;
        event.starts_at = date->starts_at;
        event.ends_at = date->ends_at;
        event.location = str_of(date->place);
        if (date->title)
            event.summary = str_of(date->title);
        event.state = cancels || date->ended ? ICS_STATE_CANCELLED : ICS_STATE_BOOKED;
        if (!date->waits)
            err = ics_write_event(out, &event, ICS_FILE);
    }
    ics_write_end(out);
    if (err == OK && !out->full)
        draft->calendar = arena_str(composing->arena, buf_str(out));
    return err;
}

/* What no calendar takes is told in words alone. */
static void add_calendar(struct composing *composing, const struct notice *notice,
                         struct draft *draft)
{
    enum calendar_part part = judge_calendar(composing, notice);
    if (part == CALENDAR_NONE)
        return;
    const char *url = arena_printf(composing->arena, "%s%s", composing->options->base_url,
                                   page_path(notice, composing->arena));
    struct ics_event event = make_event(composing, notice, url);
    struct buf out;
    enum err err;
    buf_init(&out, CALENDAR_BYTES_MAX);
    if (notice->date_count)
        err = write_dates(composing, notice, event, draft, &out);
    else
        err = write_invitation(composing, &event, part, draft, &out);
    if (err != OK) /* said in words then */
        draft->calendar = STR("");
    buf_done(&out);
}

/* ---- the words' values ---- */

static void put_number(json_t *view, const char *key, int number)
{
    if (number > 0)
        CHECK(json_object_set_new(view, key, json_integer(number)) == 0);
}

/* "6 dates", the first of them, and a line for each. */
static void put_dates(struct arena *arena, const struct notice *notice, json_t *view)
{
    const struct notice_date *first = &notice->dates[0];
    const char *count = words_count(arena, notice->date_count, "date", "dates");
    view_put(view, "date", count);
    view_put(view, "when",
             notice->date_count == 1
                 ? words_when(arena, first->starts_at, first->ends_at)
                 : arena_printf(arena, "%s, the first on %s", count,
                                words_when(arena, first->starts_at, first->ends_at)));
    for (int i = 0; i < notice->date_count; i++) {
        const struct notice_date *date = &notice->dates[i];
        bool elsewhere =
            date->place && *date->place &&
            (date->title || (notice->place && strcmp(date->place, notice->place) != 0));
        view_add_fact(view, words_date_plain(arena, tz_day(date->starts_at)),
                      arena_printf(arena, "%s%s%s%s%s%s%s%s%s", date->title ? date->title : "",
                                   date->title ? ", " : "",
                                   words_time_range(arena, date->starts_at, date->ends_at),
                                   elsewhere ? ", " : "", elsewhere ? date->place : "",
                                   date->waits ? ", waiting list" : "",
                                   date->ended ? ", cancelled" : "", date->why ? ". " : "",
                                   date->why ? date->why : ""));
    }
}

static void put_times(struct arena *arena, const struct notice *notice, json_t *view)
{
    if (notice->date_count)
        put_dates(arena, notice, view);
    if (notice->date_count || notice->starts_at.v == 0)
        return;
    const char *when = words_when(arena, notice->starts_at, notice->ends_at);
    if (notice->expected_at.v)
        when = arena_printf(arena, "%s, about %s", words_date(arena, tz_day(notice->expected_at)),
                            words_time(arena, notice->expected_at));
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
    view_put(view, "talk_title", notice->talk_title);
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

/* Where one press ends it, without signing in (RFC 8058). */
static const char *digest_path(const struct notice *notice, struct arena *arena)
{
    return arena_printf(arena, "/digest/stop/%s", notice->detail ? notice->detail : "");
}

/* Mail that nobody asked for ends by its own link (RFC 8058). */
static bool is_of_list(enum notice_kind kind)
{
    return kind == NOTICE_DIGEST || kind == NOTICE_SHARE;
}

/* Whoever had to come, or was to lead, had asked for nothing. */
static const char *reason_of(const struct notice *notice)
{
    if (notice->kind == NOTICE_BOOKING_CANCELLED && notice->required)
        return "You get this because the event was required of you.";
    if (notice->kind == NOTICE_BOOKING_CANCELLED && notice->leads)
        return "You get this because you were to lead this event, or to help with it.";
    return KINDS[notice->kind].reason;
}

/* Nobody is asked whether they can do what they have to. */
static const char *action_of(const struct notice *notice)
{
    if (notice->kind == NOTICE_EVENT_POSTPONED && notice->required)
        return "See the event";
    return KINDS[notice->kind].action;
}

static json_t *make_view(struct composing *composing, const struct notice *notice)
{
    json_t *view = json_object();
    struct arena *arena = composing->arena;
    view_put(view, "reason", reason_of(notice));
    if (notice->kind == NOTICE_CODE) {
        put_code(arena, notice, view);
        return view;
    }
    view_put(view, "event", notice->event_title);
    view_put(view, "by", notice->by);
    if (is_of_reading(notice->kind)) /* the whole of its last day */
        view_put(view, "until", words_date(arena, tz_day(instant_add(notice->ends_at, -1))));
    else if (notice->until.v)
        view_put(view, "until", words_moment(arena, notice->until));
    else if (notice->ends_at.v && !notice->starts_at.v)
        view_put(view, "until", words_moment(arena, notice->ends_at));
    view_put(view, "detail", notice->detail);
    put_number(view, "position", notice->position);
    put_number(view, "had_place", notice->had_place);
    put_number(view, "required", notice->required);
    put_number(view, "accepted", notice->accepted);
    put_number(view, "leads", notice->leads);
    put_number(view, "today",
               notice->starts_at.v &&
                   tz_day(composing->row->queued_at).v == tz_day(notice->starts_at).v);
    put_number(view, "tentative", notice->tentative);
    put_number(view, "today", tz_day(composing->now).v == tz_day(notice->starts_at).v);
    put_number(view, "spark", category_of(notice) == ICS_CATEGORY_SPARK);
    if (!is_of_approval(notice->kind))
        view_add_fact(view, "Event", notice->event_title);
    put_times(arena, notice, view);
    view_add_fact(view, "Where", notice->place);
    view_add_fact(view, "Online", notice->online_link);
    put_talk(arena, notice, view);
    view_set_link(composing, view, "action", action_of(notice), page_path(notice, arena));
    if (notice->kind == NOTICE_DIGEST) {
        view_put(view, "date", words_count(arena, notice->date_count, "new event", "new events"));
        view_set_link(composing, view, "second", "Stop this weekly mail",
                      digest_path(notice, arena));
    } else if (is_of_list(notice->kind)) {
        view_set_link(composing, view, "second", "No mail of this kind any more",
                      digest_path(notice, arena));
    }
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
    if (is_of_list(notice.kind)) {
        ret->is_list_mail = true;
        ret->stop_path = digest_path(&notice, composing->arena);
    }
    add_calendar(composing, &notice, ret);
    return OK;
}
