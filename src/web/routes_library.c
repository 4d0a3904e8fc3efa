/* DESIGN: the addresses around a SPARK event's talks for those who hear them: chosen before, kept
 * after. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("talk-choices", "/spark/{id}/choices", LANE_READ, WHO_PERSON, page_talk_choices),
    POST("talk-choices-save", "/spark/{id}/choices", "talk_*", page_talk_choices_save),

    API_GET("api-talk-demand", "/events/{id}/talk-demand", LANE_READ, "", api_talk_demand),
};

const struct route_list routes_library = {ROUTES, COUNT_OF(ROUTES)};
