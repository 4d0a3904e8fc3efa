/* DESIGN: the addresses of what follows a SPARK evening: questions to the speakers, thanks. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("questions", "/spark/{id}/questions", LANE_READ, WHO_PERSON, page_questions),
    POST("question-ask", "/spark/{id}/questions", "talk_id words nameless", page_question_ask),
    GET("question-of", "/talks/{id}/question", LANE_READ, WHO_PERSON, page_question_of),
    GET("question-queue", "/spark/{id}/questions/queue", LANE_READ, WHO_PERSON,
        page_question_queue),
    POST("question-pass", "/questions/{id}/pass", "", page_question_pass),
    POST("question-hold", "/questions/{id}/hold", "", page_question_hold),
    POST("question-back", "/questions/{id}/back", "", page_question_back),
    GET("question-answer", "/questions/{id}/answer", LANE_READ, WHO_PERSON, page_question_answer),
    POST("question-answer-save", "/questions/{id}/answer", "answer shared",
         page_question_answer_save),

    GET("thanks", "/spark/{id}/thanks", LANE_READ, WHO_PERSON, page_thanks),
    GET("thanks-sheet", "/spark/{id}/thanks/sheet", LANE_READ, WHO_PERSON, page_thanks_sheet),
    GET("thanks-word", "/spark/{id}/thanks/word", LANE_READ, WHO_PERSON, page_thanks_word),
    POST("thanks-word-save", "/spark/{id}/thanks/word", "version word", page_thanks_word_save),
    GET("thanks-ask", "/spark/{id}/thanks/send", LANE_ERRAND, WHO_PERSON, page_thanks_ask),
    POST("thanks-send", "/spark/{id}/thanks/send", "version", page_thanks_send),

    API_GET("api-questions", "/events/{id}/questions", LANE_READ, "", api_questions),
    API_WRITE("api-question-ask", HTTP_POST, "/events/{id}/questions", "talk_id words named",
              api_question_ask),
    API_WRITE("api-question-moderate", HTTP_PUT, "/questions/{id}/moderation", "status",
              api_question_moderate),
    API_WRITE("api-question-answer", HTTP_PUT, "/questions/{id}/answer", "answer shared",
              api_question_answer),
    API_GET("api-thanks", "/events/{id}/thanks", LANE_READ, "", api_thanks),
    API_WRITE("api-thanks-put", HTTP_PUT, "/events/{id}/thanks", "word", api_thanks_put),
    API_WRITE("api-thanks-send", HTTP_POST, "/events/{id}/thanks/send", "", api_thanks_send),
};

const struct route_list routes_after = {ROUTES, COUNT_OF(ROUTES)};
