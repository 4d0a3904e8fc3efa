/* DESIGN: every address sparkd answers: a table an area, in the order in which they are tried. */
#include "routes.h"

const struct route_list *const route_lists[] = {
    &routes_sign_in, &routes_event,  &routes_register, &routes_org,     &routes_people,
    &routes_trust,   &routes_record, &routes_approval, &routes_hours,   &routes_audience,
    &routes_move,    &routes_here,   &routes_choice,   &routes_library, &routes_board,
    &routes_draw,    &routes_stage,  &routes_after,    &routes_slides,  &routes_keynote,
    &routes_offer,   &routes_public, &routes_call,     &routes_api,     NULL,
};
