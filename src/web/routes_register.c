/* DESIGN: the addresses of an event's register. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("register", "/events/{id}/register", LANE_ERRAND, WHO_PERSON, page_register),
    POST("register-mark", "/events/{id}/register", "session person_id mark late_min early_min q",
         page_register_mark),
    POST("register-paper", "/events/{id}/register/paper", "session after shown here_*",
         page_register_paper),
    POST("register-send", "/events/{id}/register/send",
         "session person_* mark_* late_min_* early_min_* at_* key_*", page_register_send),
    POST("register-walk-in", "/events/{id}/register/walk-in", "session person_id add",
         page_register_walk_in),
    GET("register-person", "/events/{id}/register/person", LANE_READ, WHO_PERSON,
        page_register_person),
    POST("register-correct", "/events/{id}/register/person",
         "session person_id mark late_min early_min reason", page_register_correct),
    GET("register-close-ask", "/events/{id}/register/close", LANE_READ, WHO_PERSON,
        page_register_close_ask),
    POST("register-close", "/events/{id}/register/close", "session version", page_register_close),
    GET("register-reopen-ask", "/events/{id}/register/reopen", LANE_READ, WHO_PERSON,
        page_register_reopen_ask),
    POST("register-reopen", "/events/{id}/register/reopen", "version reason", page_register_reopen),
    GET("register-sheet", "/events/{id}/register/sheet", LANE_READ, WHO_PERSON,
        page_register_sheet),
    API_GET("api-register", "/events/{id}/register", LANE_READ, "session", api_register_show),
    API_WRITE("api-register-mark", HTTP_POST, "/events/{id}/register/marks", "session marks",
              api_register_mark),
    API_GET("api-register-history", "/events/{id}/register/history", LANE_READ, "session person_id",
            api_register_history),
    API_WRITE("api-register-close", HTTP_POST, "/events/{id}/register/close", "session",
              api_register_close),
    API_WRITE("api-register-reopen", HTTP_POST, "/events/{id}/register/reopen", "session reason",
              api_register_reopen),
    GET("register-list", "/events/{id}/register.csv", LANE_READ, WHO_PERSON, page_register_list),
};

const struct route_list routes_register = {ROUTES, COUNT_OF(ROUTES)};
