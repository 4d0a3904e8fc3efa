/* DESIGN: events, bookings, talks, deadlines and conversations as calendars show them. */
#include "feed_events.h"

#include "token.h"
#include "tz.h"
#include "words.h"

static const enum ics_category CATEGORIES[EVENT_KINDS] = {
    [EVENT_COURSE] = ICS_CATEGORY_CPD,     [EVENT_TWILIGHT] = ICS_CATEGORY_TWILIGHT,
    [EVENT_INSET] = ICS_CATEGORY_INSET,    [EVENT_SPARK] = ICS_CATEGORY_SPARK,
    [EVENT_CONFERENCE] = ICS_CATEGORY_CPD, [EVENT_GROUP] = ICS_CATEGORY_CPD,
    [EVENT_MEETING] = ICS_CATEGORY_CPD,    [EVENT_OBSERVATION] = ICS_CATEGORY_CPD,
    [EVENT_VISIT] = ICS_CATEGORY_CPD,      [EVENT_PROTECTED_TIME] = ICS_CATEGORY_CPD,
    [EVENT_READING] = ICS_CATEGORY_CPD,
};

static struct ics_event base(const struct feed_words *words)
{
    return (struct ics_event){.organizer_name = str_of(words->trust.name),
                              .organizer_email = str_of(words->trust.mailbox)};
}

static const char *page_of(const struct feed_words *words, enum event_kind kind, int64_t id)
{
    return arena_printf(words->arena, "%s/%s/%lld", words->base_url,
                        kind == EVENT_SPARK ? "spark" : "events", (long long)id);
}

static bool stays(const struct feed_words *words, struct instant cancelled_at,
                  struct instant ends_at)
{
    return ics_cancelled_stays(tz_day(cancelled_at), tz_day(ends_at), words->today);
}

bool feed_event_of_event(const struct feed_words *words, const struct event *event,
                         struct ics_event *ret)
{
    const struct event_fields *fields = &event->fields;
    bool cancelled = event->status == EVENT_CANCELLED;
    if (cancelled && !stays(words, event->cancelled_at, fields->ends_at))
        return false;
    struct str page = str_of(page_of(words, fields->kind, event->id.v));
    *ret = base(words);
    ret->uid = event->uid;
    ret->created = event->created_at;
    ret->modified = event->modified_at;
    ret->seq = event->seq;
    ret->starts_at = fields->starts_at;
    ret->ends_at = fields->ends_at;
    ret->summary = str_of(fields->title);
    ret->description = str_of(fields->purpose);
    ret->location = str_of(event->place);
    ret->link = ret->url = page;
    ret->category = CATEGORIES[fields->kind];
    ret->state = cancelled                      ? ICS_STATE_CANCELLED
                 : event->status == EVENT_DRAFT ? ICS_STATE_PROVISIONAL
                                                : ICS_STATE_PUBLISHED;
    return true;
}

/* What it is for, and the way in for who has a place: this feed is theirs alone. */
static const char *booking_words(const struct feed_words *words, const struct booking *booking)
{
    if (!*booking->online_link)
        return booking->event_purpose;
    return arena_printf(words->arena, "Take part online: %s%s%s", booking->online_link,
                        *booking->event_purpose ? "\n" : "", booking->event_purpose);
}

/* Whoever takes part online is nowhere else: calendars open the link there. */
static const char *booking_place(const struct booking *booking)
{
    if (!booking->online)
        return booking->place;
    return *booking->online_link ? booking->online_link : "Online";
}

bool feed_event_of_booking(const struct feed_words *words, const struct booking *booking,
                           struct ics_event *ret)
{
    bool cancelled = !booking_status_is_live(booking->status);
    if (cancelled && !stays(words, booking->ended_at, booking->ends_at))
        return false;
    struct str page = str_of(page_of(words, booking->event_kind, booking->event.v));
    *ret = base(words);
    ret->uid = booking->uid;
    ret->created = booking->booked_at;
    ret->modified = booking->modified_at;
    ret->seq = booking->seq;
    ret->starts_at = booking->starts_at;
    ret->ends_at = booking->ends_at;
    ret->summary = str_of(booking->event_title);
    ret->description = str_of(booking_words(words, booking));
    ret->location = str_of(booking_place(booking));
    ret->link = ret->url = page;
    ret->category = CATEGORIES[booking->event_kind];
    ret->state = cancelled ? ICS_STATE_CANCELLED
                 : booking->status == BOOKING_CONFIRMED || booking->status == BOOKING_ATTENDED ||
                         booking->status == BOOKING_ABSENT
                     ? ICS_STATE_BOOKED
                     : ICS_STATE_WAITING;
    return true;
}

/* What it is, and where the evening has moved it to. */
static const char *talk_words(const struct feed_words *words, const struct talk_entry *talk)
{
    const char *title = arena_printf(words->arena, "Your talk: %s", talk->title);
    if (!talk->expected_at.v)
        return title;
    const char *time = words_time(words->arena, talk->expected_at);
    if (!talk->announced_at.v)
        return arena_printf(words->arena, "%s\nAs the evening goes, you speak at about %s.", title,
                            time);
    return arena_printf(words->arena,
                        "%s\nAs the evening goes, you speak at about %s. The programme says %s.",
                        title, time, words_time(words->arena, talk->announced_at));
}

bool feed_event_of_talk(const struct feed_words *words, const struct talk_entry *talk,
                        struct ics_event *ret)
{
    bool cancelled = talk->status == TALK_WITHDRAWN;
    if (talk->status == TALK_DRAFT || talk->status == TALK_DECLINED)
        return false;
    if (cancelled && !stays(words, talk->withdrawn_at, talk->ends_at))
        return false;
    *ret = base(words);
    ret->uid = talk->uid;
    ret->created = talk->booked_at;
    ret->modified = talk->modified_at;
    ret->seq = talk->seq;
    ret->starts_at = talk->starts_at;
    ret->ends_at = talk->ends_at;
    ret->summary = str_of(
        arena_printf(words->arena, "%s: your %d-minute talk", talk->event_title, talk->minutes));
    ret->description = str_of(talk_words(words, talk));
    ret->location = str_of(talk->place);
    ret->link = ret->url = str_of(page_of(words, EVENT_SPARK, talk->event.v));
    ret->category = ICS_CATEGORY_SPARK;
    ret->state = cancelled                        ? ICS_STATE_CANCELLED
                 : talk->asked                    ? ICS_STATE_PROVISIONAL
                 : talk->spoke                    ? ICS_STATE_BOOKED
                 : talk->status == TALK_WAITING   ? ICS_STATE_WAITING
                 : talk->status != TALK_CONFIRMED ? ICS_STATE_PROVISIONAL
                                                  : ICS_STATE_BOOKED;
    return true;
}

bool feed_event_of_evening(const struct feed_words *words, const struct talk_entry *talk,
                           struct ics_event *ret)
{
    char *uid = ARENA_ARRAY(words->arena, char, UUID_TEXT_MAX);
    if (talk->status != TALK_CONFIRMED || talk->asked || !talk->announced_at.v)
        return false;
    token_uuid_of(talk->uid, "evening", uid);
    *ret = base(words);
    ret->uid = uid;
    ret->created = talk->booked_at;
    ret->modified = talk->modified_at;
    ret->seq = talk->seq;
    ret->starts_at = talk->event_starts_at;
    ret->ends_at = talk->event_ends_at;
    ret->summary = str_of(talk->event_title);
    ret->description = str_of(talk->event_purpose);
    ret->location = str_of(talk->event_place);
    ret->link = ret->url = str_of(page_of(words, EVENT_SPARK, talk->event.v));
    ret->category = ICS_CATEGORY_SPARK;
    ret->state = ICS_STATE_BOOKED;
    return true;
}

/* The label and nothing of the plan (NO-04); gone once it is done. */
bool feed_event_of_deadline(const struct feed_words *words, const struct deadline *deadline,
                            struct ics_event *ret)
{
    if (day_is_none(deadline->due_on) || deadline->status == DEADLINE_DONE ||
        deadline->status == DEADLINE_EXEMPT)
        return false;
    *ret = base(words);
    ret->uid = deadline->uid;
    ret->created = deadline->created_at;
    ret->modified = deadline->modified_at;
    ret->seq = deadline->seq;
    ret->all_day = true;
    ret->day_from = ret->day_to = deadline->due_on;
    ret->summary = str_of(deadline->label);
    ret->link = ret->url = str_of(arena_printf(words->arena, "%s/deadlines", words->base_url));
    ret->category = ICS_CATEGORY_DEADLINE;
    ret->state = ICS_STATE_DEADLINE;
    ret->private = deadline->kind == DEADLINE_CONVERSATION;
    return true;
}

bool feed_event_of_conversation(const struct feed_words *words,
                                const struct conversation *conversation, struct ics_event *ret)
{
    if (!conversation->starts_at.v)
        return false;
    *ret = base(words);
    ret->uid = conversation->uid;
    ret->created = conversation->created_at;
    ret->modified = conversation->modified_at;
    ret->seq = conversation->seq;
    ret->starts_at = conversation->starts_at;
    ret->ends_at = conversation->ends_at;
    ret->summary = str_of(conversation->label);
    ret->location = str_of(conversation->room);
    ret->link = ret->url = str_of(arena_printf(words->arena, "%s/deadlines", words->base_url));
    ret->category = ICS_CATEGORY_CONVERSATION;
    ret->state = ICS_STATE_BOOKED;
    ret->private = true;
    return true;
}
