/* DESIGN: the addresses of events and talks, and of one's own year. */
#include "event_input.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    /* mine */
    GET("home", "/", LANE_READ, WHO_PERSON, page_home),
    GET("deadlines", "/deadlines", LANE_READ, WHO_PERSON, page_deadlines),
    POST("deadline-done", "/deadlines/{id}/done", "from", page_deadline_done),
    POST("deadline-undo", "/deadlines/{id}/undo", "from", page_deadline_undo),
    GET("conversation-time", "/conversations/{id}/time", LANE_READ, WHO_PERSON,
        page_conversation_time),
    POST("conversation-agree", "/conversations/{id}/time",
         "version date_day date_month date_year start room", page_conversation_agree),
    GET("mentees", "/mentees", LANE_READ, WHO_PERSON, page_mentees),
    GET("calendar", "/calendar", LANE_READ, WHO_PERSON, page_calendar),
    POST("feed-make", "/calendar", "scope", page_feed_make),
    GET("feed-end-ask", "/calendar/{id}/end", LANE_READ, WHO_PERSON, page_feed_end_ask),
    POST("feed-end", "/calendar/{id}/end", "", page_feed_end),

    /* events and bookings */
    GET("events", "/events", LANE_READ, WHO_PERSON, page_events),
    GET("event-new", "/events/new", LANE_READ, WHO_PERSON, page_event_new),
    POST("event-create", "/events/new", EVENT_INPUT_FIELDS, page_event_create),
    GET("event", "/events/{id}", LANE_READ, WHO_PERSON, page_event),
    POST("event-book", "/events/{id}/book", "", page_event_book),
    GET("event-edit", "/events/{id}/edit", LANE_READ, WHO_PERSON, page_event_edit),
    POST("event-save", "/events/{id}/edit", EVENT_INPUT_FIELDS, page_event_save),
    POST("event-publish", "/events/{id}/publish", "", page_event_publish),
    GET("event-cancel-ask", "/events/{id}/cancel", LANE_READ, WHO_PERSON, page_event_cancel_ask),
    POST("event-cancel", "/events/{id}/cancel", "", page_event_cancel),
    GET("bookings", "/bookings", LANE_READ, WHO_PERSON, page_bookings),
    GET("booking-cancel-ask", "/bookings/{id}/cancel", LANE_READ, WHO_PERSON,
        page_booking_cancel_ask),
    POST("booking-cancel", "/bookings/{id}/cancel", "", page_booking_cancel),
    GET("event-file", "/e/{id}.ics", LANE_READ, WHO_EITHER, page_event_file),
    GET("booking-file", "/b/{id}.ics", LANE_READ, WHO_EITHER, page_booking_file),

    /* SPARK */
    GET("spark", "/spark/{id}", LANE_READ, WHO_PERSON, page_spark),
    GET("spark-live", "/spark/{id}/live", LANE_STREAM, WHO_PERSON, NULL),
    GET("programme", "/spark/{id}/programme", LANE_READ, WHO_PERSON, page_programme),
    GET("programme-json", "/spark/{id}/programme.json", LANE_READ, WHO_PERSON, page_programme_json),
    GET("talk-new", "/spark/{id}/talk", LANE_READ, WHO_PERSON, page_talk_new),
    POST("talk-book", "/spark/{id}/talk", "title abstract minutes category co_presenter",
         page_talk_book),
    GET("talk-edit", "/talks/{id}/edit", LANE_READ, WHO_PERSON, page_talk_edit),
    POST("talk-save", "/talks/{id}", "title abstract minutes category co_presenter version wait",
         page_talk_save),
    POST("talk-length", "/talks/{id}/length", "minutes", page_talk_length),
    POST("talk-wait", "/talks/{id}/wait", "minutes", page_talk_wait),
    POST("talk-wait-end", "/talks/{id}/wait/end", "", page_talk_wait_end),
    GET("talk-withdraw", "/talks/{id}/withdraw", LANE_READ, WHO_PERSON, page_talk_withdraw),
    POST("talk-withdraw-do", "/talks/{id}/withdraw", "", page_talk_withdraw_do),
    GET("talk-leave", "/talks/{id}/leave", LANE_READ, WHO_PERSON, page_talk_leave),
    POST("talk-leave-do", "/talks/{id}/leave", "", page_talk_leave_do),
};

const struct route_list routes_event = {ROUTES, COUNT_OF(ROUTES)};
