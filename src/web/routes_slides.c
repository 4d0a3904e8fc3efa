/* DESIGN: the addresses of slides: one talk's, and an evening's as one set; of what speakers need.
 */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("slides", "/talks/{id}/slides", LANE_READ, WHO_PERSON, page_slides),
    /* the bytes go to the disk on the errands, the row through the writer */
    {"slides-save", HTTP_POST, "/talks/{id}/slides", LANE_ERRAND, WHO_PERSON, CSRF_SESSION,
     FILE_BYTES, "csrf link without", page_slides_save, "file", NULL},
    GET("talk-needs", "/talks/{id}/needs", LANE_READ, WHO_PERSON, page_talk_needs),
    POST("talk-needs-save", "/talks/{id}/needs", "access", page_talk_needs_save),
    GET("slides-set", "/spark/{id}/slides", LANE_ERRAND, WHO_PERSON, page_slides_set),
    POST("slides-cutoff", "/spark/{id}/slides", DATE_FIELDS("closes_at") " closes_at_time",
         page_slides_cutoff),
    GET("slides-zip", "/spark/{id}/slides.zip", LANE_ERRAND, WHO_PERSON, page_slides_zip),

    API_GET("api-talk-slides", "/talks/{id}/slides", LANE_READ, "", api_talk_slides),
    API_WRITE("api-talk-slides-put", HTTP_PUT, "/talks/{id}/slides", "link without",
              api_talk_slides_put),
    {"api-talk-slides-file", HTTP_POST, "/api/v1/talks/{id}/slides", LANE_ERRAND, WHO_BEARER,
     CSRF_NONE, FILE_BYTES, "name", api_talk_slides_file, "file", "application/octet-stream"},
    API_GET("api-talk-needs", "/talks/{id}/needs", LANE_READ, "", api_talk_needs),
    API_WRITE("api-talk-needs-put", HTTP_PUT, "/talks/{id}/needs", "access", api_talk_needs_put),
    API_GET("api-event-slides", "/events/{id}/slides", LANE_ERRAND, "", api_event_slides),
    API_WRITE("api-event-slides-cutoff", HTTP_PUT, "/events/{id}/slides", "closes_at",
              api_event_slides_cutoff),
    API_GET("api-event-slides-zip", "/events/{id}/slides.zip", LANE_ERRAND, "",
            api_event_slides_zip),
};

const struct route_list routes_slides = {ROUTES, COUNT_OF(ROUTES)};
