/* DESIGN: the addresses of the ledger of hours, pages and API. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("hours", "/hours", LANE_READ, WHO_PERSON, page_hours),
    /* many people's years are reckoned */
    GET("hours-school", "/hours/school", LANE_ERRAND, WHO_PERSON, page_hours_school),
    GET("hours-school-file", "/hours/school.csv", LANE_READ_AUDITED, WHO_PERSON,
        page_hours_school_file),
    GET("hours-setting", "/hours/settings", LANE_READ, WHO_PERSON, page_hours_setting),
    POST("hours-setting-save", "/hours/settings",
         "version kept from_year spark teaching_* leadership_* classroom_support_*"
         " administration_* other_support_* governance_*",
         page_hours_setting_save),
    GET("person-hours", "/people/{id}/hours", LANE_READ, WHO_PERSON, page_person_hours),
    GET("hours-agree-ask", "/people/{id}/hours/agree", LANE_READ, WHO_PERSON, page_hours_agree_ask),
    POST("hours-agree", "/people/{id}/hours/agree", "counts sign minutes reason", page_hours_agree),
    GET("hours-agreed-end-ask", "/hours/agreed/{id}/end", LANE_READ, WHO_PERSON,
        page_hours_agreed_end_ask),
    POST("hours-agreed-end", "/hours/agreed/{id}/end", "", page_hours_agreed_end),

    API_GET("api-hours", "/people/{id}/hours", LANE_READ, "year", api_hours_show),
    API_GET("api-hours-ask", "/people/{id}/hours/ask", LANE_READ, "year counts minutes event",
            api_hours_ask),
    API_WRITE("api-hours-agree", HTTP_POST, "/people/{id}/hours/agreed",
              "year counts minutes reason", api_hours_agree),
    API_WRITE("api-hours-agreed-end", HTTP_DELETE, "/hours/agreed/{id}", "", api_hours_agreed_end),
    API_GET("api-hours-school", "/schools/{id}/hours", LANE_ERRAND, "year group limit cursor",
            api_hours_school),
    API_GET("api-hours-setting", "/hours/settings", LANE_READ, "year", api_hours_setting),
    API_WRITE("api-hours-setting-save", HTTP_PUT, "/hours/settings", "from_year kept spark groups",
              api_hours_setting_save),
};

const struct route_list routes_hours = {ROUTES, COUNT_OF(ROUTES)};
