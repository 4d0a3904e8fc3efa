/* DESIGN: the addresses of an evening's stage: screens, phones, the chair's remote, the stream. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("spark-live", "/spark/{id}/live", LANE_STREAM, WHO_PERSON, NULL),
    GET("stage", "/spark/{id}/stage", LANE_READ, WHO_PERSON, page_stage),
    GET("stage-now", "/spark/{id}/now", LANE_READ, WHO_PERSON, page_stage_now),
    GET("stage-remote", "/spark/{id}/remote", LANE_READ, WHO_PERSON, page_stage_remote),
    POST("stage-do", "/spark/{id}/remote", "room act talk version", page_stage_do),

    GET("stage-screen", "/spark/{id}/screen", LANE_READ, WHO_PERSON, page_stage_screen),
    POST("stage-screen-do", "/spark/{id}/screen", "act", page_stage_screen_do),

    GET("screen-code", "/screen", LANE_READ, WHO_ANYONE, page_screen_code),
    {"screen-code-do", HTTP_POST, "/screen", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf code", page_screen_code_do, NULL, NULL},
    /* A screen that nobody signs in at, and phones that scan it: its address is its own proof. */
    GET("screen", "/screen/{name}", LANE_READ, WHO_ANYONE, page_screen),
    GET("screen-now", "/screen/{name}/now", LANE_READ, WHO_ANYONE, page_screen_now),
    GET("screen-live", "/screen/{name}/live", LANE_STREAM, WHO_ANYONE, NULL),

    API_GET("api-stage", "/events/{id}/stage", LANE_READ, "", api_stage),
    API_WRITE("api-stage-do", HTTP_POST, "/events/{id}/stage", "room act talk_id version",
              api_stage_do),
    API_GET("api-stage-screen", "/events/{id}/screen", LANE_READ, "", api_stage_screen),
    API_WRITE("api-stage-screen-put", HTTP_PUT, "/events/{id}/screen", "open",
              api_stage_screen_put),
    API_WRITE("api-stage-screen-renew", HTTP_POST, "/events/{id}/screen", "",
              api_stage_screen_renew),
};

const struct route_list routes_stage = {ROUTES, COUNT_OF(ROUTES)};
