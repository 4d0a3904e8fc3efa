/* DESIGN: every address sparkd answers, in one table. */
#include "event_input.h"
#include "page.h"

enum { NO_BODY = 0, FORM_BYTES = 65536, JSON_BYTES = 65536, REPORT_BYTES = 8192 };

#define GET(name, pattern, lane, who, run)                                                         \
    {                                                                                              \
        name, HTTP_GET, pattern, lane, who, CSRF_NONE, NO_BODY, "", run                            \
    }
#define POST(name, pattern, fields, run)                                                           \
    {                                                                                              \
        name, HTTP_POST, pattern, LANE_WRITE, WHO_PERSON, CSRF_SESSION, FORM_BYTES,                \
            "csrf " fields, run                                                                    \
    }

const struct route route_table[] = {
    /* files and health */
    GET("health", "/healthz", LANE_READ, WHO_PUBLIC, page_health),
    GET("ready", "/readyz", LANE_READ, WHO_PUBLIC, page_ready),
    GET("robots", "/robots.txt", LANE_READ, WHO_PUBLIC, page_robots),
    GET("asset", "/a/{name}", LANE_READ, WHO_PUBLIC, page_asset),
    {"csp-report", HTTP_POST, "/csp-report", LANE_READ, WHO_PUBLIC, CSRF_NONE, REPORT_BYTES, "",
     page_csp_report},
    GET("feed", "/cal/{name}.ics", LANE_FEED, WHO_PUBLIC, NULL),

    /* signing in */
    GET("sign-in", "/sign-in", LANE_READ, WHO_ANYONE, page_sign_in),
    {"sign-in-ask", HTTP_POST, "/sign-in", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf email next", page_sign_in_ask},
    GET("sign-in-code", "/sign-in/code", LANE_READ, WHO_ANYONE, page_sign_in_code),
    {"sign-in-try", HTTP_POST, "/sign-in/code", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf code", page_sign_in_try},
    POST("sign-out", "/sign-out", "", page_sign_out),
    GET("sessions", "/sessions", LANE_READ, WHO_PERSON, page_sessions),
    POST("session-end", "/sessions/{id}/end", "", page_session_end),

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

    /* the same for everybody */
    GET("help", "/help", LANE_READ, WHO_ANYONE, page_help),
    GET("accessibility", "/accessibility", LANE_READ, WHO_ANYONE, page_accessibility),
    GET("privacy", "/privacy", LANE_READ, WHO_ANYONE, page_privacy),

    /* mine */
    GET("home", "/", LANE_READ, WHO_PERSON, page_home),
    GET("deadlines", "/deadlines", LANE_READ, WHO_PERSON, page_deadlines),
    POST("deadline-done", "/deadlines/{id}/done", "from", page_deadline_done),
    POST("deadline-undo", "/deadlines/{id}/undo", "", page_deadline_undo),
    GET("calendar", "/calendar", LANE_READ, WHO_PERSON, page_calendar),
    POST("feed-make", "/calendar", "scope", page_feed_make),
    GET("feed-end-ask", "/calendar/{id}/end", LANE_READ, WHO_PERSON, page_feed_end_ask),
    POST("feed-end", "/calendar/{id}/end", "", page_feed_end),

    /* demo mode */
    GET("demo", "/demo", LANE_READ, WHO_DEMO, page_demo),
    {"demo-person", HTTP_POST, "/demo/person", LANE_WRITE, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf person", page_demo_sign_in},
    {"demo-clock", HTTP_POST, "/demo/clock", LANE_READ, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf to", page_demo_clock},
    GET("demo-outbox", "/demo/outbox", LANE_READ, WHO_DEMO, page_demo_outbox),
    GET("demo-mail", "/demo/outbox/{name}", LANE_READ, WHO_DEMO, page_demo_mail),

    {0},
};
