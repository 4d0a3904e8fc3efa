/* DESIGN: the addresses of drawing lots for the order of a SPARK evening. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("draw", "/spark/{id}/draw", LANE_ERRAND, WHO_PERSON, page_draw),
    POST("draw-choose", "/spark/{id}/draw", "order first_timer_weight first_* leave_* room_*",
         page_draw_choose),
    GET("draw-ask", "/spark/{id}/draw/ask", LANE_ERRAND, WHO_PERSON, page_draw_ask),
    POST("draw-step", "/spark/{id}/draw/steps", "act talk seen", page_draw_step),
    GET("draw-record", "/spark/{id}/draw/record", LANE_ERRAND, WHO_PERSON, page_draw_record),
    GET("draw-file", "/spark/{id}/draw/record.json", LANE_READ, WHO_PERSON, page_draw_file),
    GET("draw-screen", "/spark/{id}/draw/screen", LANE_READ, WHO_PERSON, page_draw_screen),

    API_GET("api-draw", "/events/{id}/draw", LANE_ERRAND, "", api_draw_show),
    API_WRITE("api-draw-choose", HTTP_PUT, "/events/{id}/draw", "order first_timer_weight pins",
              api_draw_choose),
    API_WRITE("api-draw-step", HTTP_POST, "/events/{id}/draw/steps", "act talk_id seen",
              api_draw_step),
    API_GET("api-draw-record", "/events/{id}/draw/record", LANE_READ, "round", api_draw_record),
};

const struct route_list routes_draw = {ROUTES, COUNT_OF(ROUTES)};
