/* DESIGN: the addresses of what an event calls for. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("call", "/spark/{id}/call", LANE_READ, WHO_PERSON, page_call),
    GET("call-edit", "/spark/{id}/call/edit", LANE_READ, WHO_PERSON, page_call_edit),
    POST("call-save", "/spark/{id}/call",
         "version words closes_on_* lengths_* categories_* themes phases subjects focuses"
         " first_timers short_places short_until_*",
         page_call_save),
    API_GET("api-call", "/events/{id}/call", LANE_READ, "", api_call),
    API_WRITE("api-call-put", HTTP_PUT, "/events/{id}/call",
              "words closes_on categories lengths themes phases subjects focuses first_timers"
              " short_places short_until",
              api_call_put),
};

const struct route_list routes_call = {ROUTES, COUNT_OF(ROUTES)};
