/* DESIGN: the addresses of what becomes of an event after it was made: files, messages. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("event-papers", "/events/{id}/files", LANE_READ, WHO_PERSON, page_event_papers),
    {"event-paper-add", HTTP_POST, "/events/{id}/files", LANE_ERRAND, WHO_PERSON, CSRF_SESSION,
     FILE_BYTES, "csrf", page_event_paper_add, "file", NULL},
    GET("event-message", "/events/{id}/message", LANE_READ, WHO_PERSON, page_event_message),
    POST("event-message-send", "/events/{id}/message", "to text sure", page_event_message_send),

    API_GET("api-event-files", "/events/{id}/files", LANE_READ, "", api_event_files),
    API_GET("api-event-messages", "/events/{id}/messages", LANE_READ, "", api_event_messages),
    API_WRITE("api-event-message-send", HTTP_POST, "/events/{id}/messages", "to text dry_run",
              api_event_message_send),
};

const struct route_list routes_move = {ROUTES, COUNT_OF(ROUTES)};
