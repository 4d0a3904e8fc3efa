/* DESIGN: the addresses of slots that wait for a yes. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("talk-asking", "/spark/{id}/asking", LANE_READ, WHO_PERSON, page_talk_asking),
    POST("talk-asking-save", "/spark/{id}/asking", "ask answer_hours silent",
         page_talk_asking_save),
    GET("talk-offer", "/talks/{id}/offer", LANE_READ, WHO_PERSON, page_talk_offer),
    POST("talk-offer-answer", "/talks/{id}/offer", "answer", page_talk_offer_answer),

    API_GET("api-talk-asking", "/events/{id}/asking", LANE_READ, "", api_talk_asking),
    API_WRITE("api-talk-asking-put", HTTP_PUT, "/events/{id}/asking",
              "ask_first answer_hours no_answer", api_talk_asking_put),
    API_GET("api-talk-offer", "/talks/{id}/offer", LANE_READ, "", api_talk_offer),
    API_WRITE("api-talk-offer-answer", HTTP_POST, "/talks/{id}/offer", "answer",
              api_talk_offer_answer),
};

const struct route_list routes_offer = {ROUTES, COUNT_OF(ROUTES)};
