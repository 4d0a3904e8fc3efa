/* DESIGN: the addresses of what becomes of an event after it was made: files, messages, other
 * days, copies, closures. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("event-papers", "/events/{id}/files", LANE_READ, WHO_PERSON, page_event_papers),
    {"event-paper-add", HTTP_POST, "/events/{id}/files", LANE_ERRAND, WHO_PERSON, CSRF_SESSION,
     FILE_BYTES, "csrf", page_event_paper_add, "file", NULL},
    GET("event-message", "/events/{id}/message", LANE_READ, WHO_PERSON, page_event_message),
    POST("event-message-send", "/events/{id}/message", "to text sure", page_event_message_send),
    GET("closure-ask", "/schools/{id}/closure", LANE_READ, WHO_PERSON, page_closure_ask),
    POST("closure", "/schools/{id}/closure",
         DATE_FIELDS("from") " " DATE_FIELDS("to") " reason sure what_* on_*", page_closure),
    GET("event-copy-ask", "/events/{id}/copy", LANE_READ, WHO_PERSON, page_event_copy_ask),
    POST("event-copy", "/events/{id}/copy", DATE_FIELDS("on"), page_event_copy),
    GET("year-copy", "/programme-year/copy", LANE_ERRAND, WHO_PERSON, page_year_copy),
    POST("year-copy-make", "/programme-year/copy", "year take_*", page_year_copy_make),
    GET("event-postpone-ask", "/events/{id}/postpone", LANE_READ, WHO_PERSON,
        page_event_postpone_ask),
    POST("event-postpone", "/events/{id}/postpone",
         "version " DATE_FIELDS("starts_at") " starts_at_time reason without_room sure",
         page_event_postpone),
    GET("event-postponements", "/events/{id}/postponements", LANE_READ, WHO_PERSON,
        page_event_postponements),
    GET("booking-moved", "/bookings/{id}/moved", LANE_READ, WHO_PERSON, page_booking_moved),
    POST("booking-moved-answer", "/bookings/{id}/moved", "answer", page_booking_moved_answer),

    API_WRITE("api-closure", HTTP_POST, "/schools/{id}/closure", "from to reason events dry_run",
              api_closure),
    API_WRITE("api-event-copy", HTTP_POST, "/events/{id}/copy", "on", api_event_copy),
    API_GET("api-year-copy", "/year-copies", LANE_ERRAND, "year", api_year_copy),
    API_WRITE("api-year-copy-make", HTTP_POST, "/year-copies", "year leave_out",
              api_year_copy_make),
    API_WRITE("api-event-postpone", HTTP_POST, "/events/{id}/postpone",
              "starts_at reason without_room dry_run", api_event_postpone),
    API_GET("api-event-postponements", "/events/{id}/postponements", LANE_READ, "",
            api_event_postponements),
    API_WRITE("api-booking-moved", HTTP_POST, "/bookings/{id}/moved", "answer", api_booking_moved),
    API_GET("api-event-files", "/events/{id}/files", LANE_READ, "", api_event_files),
    API_GET("api-event-messages", "/events/{id}/messages", LANE_READ, "", api_event_messages),
    API_WRITE("api-event-message-send", HTTP_POST, "/events/{id}/messages", "to text dry_run",
              api_event_message_send),
};

const struct route_list routes_move = {ROUTES, COUNT_OF(ROUTES)};
