/* DESIGN: the addresses of requests, pages and calls. */
#include "api.h"
#include "page.h"
#include "routes.h"

#define PATTERN_FIELDS "title outcome " DATE_FIELDS("from") " " DATE_FIELDS("to")
#define APPROVAL_FIELDS                                                                            \
    PATTERN_FIELDS " provider in_trust in_trust_note cost payer cover_needed cover_unit travel "   \
                   "travel_cost miles linked_* criteria_*"

static const struct route ROUTES[] = {
    GET("requests", "/requests", LANE_READ, WHO_PERSON, page_approvals),
    GET("requests-all", "/requests/all", LANE_READ, WHO_PERSON, page_approvals_all),
    GET("requests-file", "/requests.csv", LANE_READ_AUDITED, WHO_PERSON, page_approvals_file),
    GET("requests-how", "/requests/how", LANE_READ, WHO_PERSON, page_approvals_how),
    POST("requests-decide", "/requests/decide", "ids_* decision note", page_approvals_decide),
    GET("request-new", "/requests/new", LANE_READ, WHO_PERSON, page_approval_new),
    POST("request-create", "/requests/new", APPROVAL_FIELDS, page_approval_create),
    GET("pattern-new", "/requests/pattern", LANE_READ, WHO_PERSON, page_pattern_new),
    POST("pattern-create", "/requests/pattern", PATTERN_FIELDS, page_pattern_create),
    GET("request", "/requests/{id}", LANE_READ, WHO_PERSON, page_approval),
    GET("request-edit", "/requests/{id}/edit", LANE_READ, WHO_PERSON, page_approval_edit),
    POST("request-save", "/requests/{id}/edit", "version " APPROVAL_FIELDS, page_approval_save),
    GET("request-withdraw-ask", "/requests/{id}/withdraw", LANE_READ, WHO_PERSON,
        page_approval_withdraw_ask),
    POST("request-withdraw", "/requests/{id}/withdraw", "version", page_approval_withdraw),
    POST("request-decide", "/requests/{id}/decide", "version decision note", page_approval_decide),
    POST("request-ask", "/requests/{id}/ask", "version note", page_approval_ask),
    POST("request-answer", "/requests/{id}/answer", "version note", page_approval_answer),
    POST("request-comment", "/requests/{id}/comment", "version note", page_approval_comment),
    GET("request-delegate-ask", "/requests/{id}/delegate", LANE_READ, WHO_PERSON,
        page_approval_delegate_ask),
    POST("request-delegate", "/requests/{id}/delegate", "version person person_id",
         page_approval_delegate),
    POST("request-cover", "/requests/{id}/cover", "version note", page_approval_cover),
    POST("request-order", "/requests/{id}/order", "version order", page_approval_order),

    API_GET("api-requests", "/requests", LANE_READ, "person state q limit cursor",
            api_approval_list),
    API_GET("api-requests-waiting", "/requests/waiting", LANE_READ, "limit cursor",
            api_approval_waiting),
    API_GET("api-request-routes", "/requests/routes", LANE_READ, "", api_approval_route),
    API_WRITE("api-request-create", HTTP_POST, "/requests", "kind " API_APPROVAL_FIELDS,
              api_approval_create),
    API_WRITE("api-requests-decide", HTTP_POST, "/requests/decide", "ids decision note",
              api_approvals_decide),
    API_GET("api-request", "/requests/{id}", LANE_READ, "", api_approval_show),
    API_WRITE("api-request-change", HTTP_PATCH, "/requests/{id}", API_APPROVAL_FIELDS,
              api_approval_change),
    API_WRITE("api-request-withdraw", HTTP_POST, "/requests/{id}/withdraw", "",
              api_approval_withdraw),
    API_WRITE("api-request-decide", HTTP_POST, "/requests/{id}/decide", "decision note",
              api_approval_decide),
    API_WRITE("api-request-ask", HTTP_POST, "/requests/{id}/ask", "note", api_approval_ask),
    API_WRITE("api-request-answer", HTTP_POST, "/requests/{id}/answer", "note",
              api_approval_answer),
    API_WRITE("api-request-comment", HTTP_POST, "/requests/{id}/comment", "note",
              api_approval_comment),
    API_WRITE("api-request-delegate", HTTP_POST, "/requests/{id}/delegate", "person_id",
              api_approval_delegate),
    API_WRITE("api-request-cover", HTTP_PUT, "/requests/{id}/cover", "note", api_approval_cover),
    API_WRITE("api-request-order", HTTP_PUT, "/requests/{id}/order", "order", api_approval_order),
};

const struct route_list routes_approval = {ROUTES, COUNT_OF(ROUTES)};
