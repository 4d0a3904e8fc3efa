/* DESIGN: the addresses around a SPARK event's talks for those who hear them: chosen before, kept
 * after. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("talk-choices", "/spark/{id}/choices", LANE_READ, WHO_PERSON, page_talk_choices),
    POST("talk-choices-save", "/spark/{id}/choices", "talk_*", page_talk_choices_save),

    GET("library", "/spark/library", LANE_READ, WHO_PERSON, page_library),
    GET("talk-after", "/talks/{id}/after", LANE_READ, WHO_PERSON, page_talk_after),
    POST("talk-after-save", "/talks/{id}/after",
         "version recommendations slides_link with_slides agrees", page_talk_after_save),

    API_GET("api-library", "/library", LANE_READ, "q category theme school event after",
            api_library),
    API_GET("api-talk-after", "/talks/{id}/after", LANE_READ, "", api_talk_after),
    API_WRITE("api-talk-after-put", HTTP_PUT, "/talks/{id}/after",
              "recommendations slides_link with_slides agrees", api_talk_after_put),
    API_GET("api-talk-demand", "/events/{id}/talk-demand", LANE_READ, "", api_talk_demand),
};

const struct route_list routes_library = {ROUTES, COUNT_OF(ROUTES)};
