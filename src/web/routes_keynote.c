/* DESIGN: the addresses of keynotes. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("keynotes", "/spark/{id}/keynotes", LANE_READ, WHO_PERSON, page_keynotes),
    GET("keynote-new", "/spark/{id}/keynote", LANE_READ, WHO_PERSON, page_keynote_new),
    POST("keynote-create", "/spark/{id}/keynote", "guest title abstract minutes starts_at room",
         page_keynote_create),
    GET("keynote-edit", "/keynotes/{id}", LANE_READ, WHO_PERSON, page_keynote_edit),
    POST("keynote-save", "/keynotes/{id}", "version guest title abstract minutes starts_at room",
         page_keynote_save),
    GET("keynote-remove-ask", "/keynotes/{id}/remove", LANE_READ, WHO_PERSON,
        page_keynote_remove_ask),
    POST("keynote-remove", "/keynotes/{id}/remove", "", page_keynote_remove),

    API_GET("api-keynotes", "/events/{id}/keynotes", LANE_READ, "", api_keynotes),
    API_WRITE("api-keynote-create", HTTP_POST, "/events/{id}/keynotes",
              "guest title abstract minutes room starts_at", api_keynote_create),
    API_WRITE("api-keynote-change", HTTP_PATCH, "/keynotes/{id}",
              "guest title abstract minutes room starts_at", api_keynote_change),
    API_WRITE("api-keynote-remove", HTTP_DELETE, "/keynotes/{id}", "", api_keynote_remove),
};

const struct route_list routes_keynote = {ROUTES, COUNT_OF(ROUTES)};
