/* DESIGN: the addresses of slots that wait for a yes, or are swapped. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("talk-asking", "/spark/{id}/asking", LANE_READ, WHO_PERSON, page_talk_asking),
    POST("talk-asking-save", "/spark/{id}/asking", "ask answer_hours silent",
         page_talk_asking_save),
    GET("talk-offer", "/talks/{id}/offer", LANE_READ, WHO_PERSON, page_talk_offer),
    POST("talk-offer-answer", "/talks/{id}/offer", "answer", page_talk_offer_answer),

    GET("talk-swap", "/talks/{id}/swap", LANE_READ, WHO_PERSON, page_talk_swap),
    POST("talk-swap-ask", "/talks/{id}/swap", "with", page_talk_swap_ask),
    GET("swap", "/swaps/{id}", LANE_READ, WHO_PERSON, page_swap),
    POST("swap-answer", "/swaps/{id}", "answer", page_swap_answer),

    API_GET("api-talk-asking", "/events/{id}/asking", LANE_READ, "", api_talk_asking),
    API_WRITE("api-talk-asking-put", HTTP_PUT, "/events/{id}/asking",
              "ask_first answer_hours no_answer", api_talk_asking_put),
    API_GET("api-talk-offer", "/talks/{id}/offer", LANE_READ, "", api_talk_offer),
    API_WRITE("api-talk-offer-answer", HTTP_POST, "/talks/{id}/offer", "answer",
              api_talk_offer_answer),
    API_GET("api-talk-swap-choices", "/talks/{id}/swaps", LANE_READ, "with", api_talk_swap_choices),
    API_WRITE("api-talk-swap-ask", HTTP_POST, "/talks/{id}/swaps", "talks", api_talk_swap_ask),
    API_GET("api-swap-list", "/swaps", LANE_READ, "", api_swap_list),
    API_GET("api-swap", "/swaps/{id}", LANE_READ, "", api_swap),
    API_WRITE("api-swap-answer", HTTP_POST, "/swaps/{id}", "answer", api_swap_answer),
};

const struct route_list routes_offer = {ROUTES, COUNT_OF(ROUTES)};
