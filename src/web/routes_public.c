/* DESIGN: the addresses of a programme for people who do not sign in. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    /* The address is its own proof. */
    GET("public-programme", "/programme/{name}", LANE_READ, WHO_ANYONE, page_public_programme),
    GET("public-json", "/programme/{name}/programme.json", LANE_READ, WHO_ANYONE, page_public_json),
    GET("public-schedule", "/programme/{name}/schedule.xml", LANE_READ, WHO_ANYONE,
        page_public_schedule),

    GET("public-ask", "/spark/{id}/public", LANE_READ, WHO_PERSON, page_public_ask),
    POST("public-save", "/spark/{id}/public", "open", page_public_save),
    GET("talk-public", "/talks/{id}/public", LANE_READ, WHO_PERSON, page_talk_public),
    POST("talk-public-save", "/talks/{id}/public", "agrees", page_talk_public_save),

    API_GET("api-public", "/events/{id}/public-programme", LANE_READ, "", api_public),
    API_WRITE("api-public-put", HTTP_PUT, "/events/{id}/public-programme", "open", api_public_put),
    API_GET("api-talk-public", "/talks/{id}/public", LANE_READ, "", api_talk_public),
    API_WRITE("api-talk-public-put", HTTP_PUT, "/talks/{id}/public", "agrees", api_talk_public_put),
};

const struct route_list routes_public = {ROUTES, COUNT_OF(ROUTES)};
