/* DESIGN: the addresses of the coordinator's board and of what is printed and read from it. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("programme-board", "/spark/{id}/board", LANE_ERRAND, WHO_PERSON, page_programme_board),
    POST("board-move", "/spark/{id}/board/move", "version talk how list position", page_board_move),
    POST("board-pin", "/spark/{id}/board/pin", "version talk pinned", page_board_pin),
    POST("board-rule", "/spark/{id}/board/rules", "kind first second", page_board_rule),
    POST("board-rule-remove", "/spark/{id}/board/rules/remove", "kind first second",
         page_board_rule_remove),
    GET("board-why", "/spark/{id}/board/why", LANE_ERRAND, WHO_PERSON, page_board_why),
    POST("board-why-take", "/spark/{id}/board/why", "version talk number", page_board_why_take),
    GET("board-fit", "/spark/{id}/board/fit", LANE_ERRAND, WHO_PERSON, page_board_fit),
    GET("board-versions", "/spark/{id}/board/versions", LANE_ERRAND, WHO_PERSON,
        page_board_versions),
    POST("board-take-back", "/spark/{id}/board/versions", "version number", page_board_take_back),
    GET("board-rooms", "/spark/{id}/board/rooms", LANE_ERRAND, WHO_PERSON, page_board_rooms),
    POST("board-rooms-save", "/spark/{id}/board/rooms",
         "version name_* seats_* kit_* start_* end_* changeover_s", page_board_rooms_save),
    GET("arrange-ask", "/spark/{id}/board/arrange", LANE_ERRAND, WHO_PERSON, page_arrange_ask),
    POST("arrange-start", "/spark/{id}/board/arrange", "mode moved_max effort", page_arrange_start),
    GET("arranging", "/arranging/{id}", LANE_ERRAND, WHO_PERSON, page_arranging),
    POST("arranging-accept", "/arranging/{id}/accept", "", page_arranging_accept),
    POST("arranging-stop", "/arranging/{id}/stop", "", page_arranging_stop),
    GET("board-publish-ask", "/spark/{id}/board/publish", LANE_ERRAND, WHO_PERSON,
        page_board_publish_ask),
    POST("board-publish", "/spark/{id}/board/publish", "version", page_board_publish),
};

const struct route_list routes_board = {ROUTES, COUNT_OF(ROUTES)};
