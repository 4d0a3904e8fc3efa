/* DESIGN: the addresses of whom events are for, of training days and of the year's programme. */
#include "api.h"
#include "page.h"
#include "routes.h"

#define WISH_FIELDS                                                                                \
    "kind title times minutes earliest latest weekdays_* " DATE_FIELDS("from") " " DATE_FIELDS(    \
        "to") " schools_* group host seats person person_id"

static const struct route ROUTES[] = {
    GET("audience", "/events/{id}/audience", LANE_ERRAND, WHO_PERSON, page_audience),
    GET("audience-new", "/events/{id}/audience/add", LANE_READ, WHO_PERSON, page_audience_new),
    POST("audience-add", "/events/{id}/audience/add",
         "school staff_group role group person person_id governors", page_audience_add),
    POST("audience-remove", "/events/{id}/audience/remove", "line", page_audience_remove),
    GET("quota-ask", "/events/{id}/audience/quota", LANE_READ, WHO_PERSON, page_quota_ask),
    POST("quota", "/events/{id}/audience/quota", "school places", page_quota),
    GET("late-ask", "/events/{id}/audience/late", LANE_READ, WHO_PERSON, page_late_ask),
    POST("late", "/events/{id}/audience/late", "reason", page_late),
    GET("excuse-ask", "/events/{id}/excuse", LANE_READ, WHO_PERSON, page_excuse_ask),
    POST("excuse", "/events/{id}/excuse", "reason", page_excuse),
    GET("decline-ask", "/events/{id}/decline", LANE_READ, WHO_PERSON, page_decline_ask),
    POST("decline", "/events/{id}/decline", "reason", page_decline),
    GET("event-agree-ask", "/events/{id}/agree", LANE_READ, WHO_PERSON, page_event_agree_ask),
    POST("event-agree", "/events/{id}/agree", "", page_event_agree),
    GET("programme-year", "/programme-year", LANE_READ, WHO_PERSON, page_programme_year),
    POST("programme-year-publish", "/programme-year", "school year", page_programme_year_publish),

    /* the year's dates, planned */
    GET("date-plan", "/programme-year/dates", LANE_ERRAND, WHO_PERSON, page_date_plan),
    {"date-plan-propose", HTTP_POST, "/programme-year/dates", LANE_ERRAND, WHO_PERSON, CSRF_SESSION,
     FORM_BYTES, "csrf year gap_days", page_date_plan_propose},
    GET("date-search", "/programme-year/search/{id}", LANE_READ, WHO_PERSON, page_date_search),
    POST("date-search-stop", "/programme-year/search/{id}/stop", "", page_date_search_stop),
    POST("date-plan-draft", "/programme-year/dates/drafts", "year", page_date_plan_draft),
    GET("date-wish-new", "/programme-year/dates/wish", LANE_READ, WHO_PERSON, page_date_wish_new),
    POST("date-wish-add", "/programme-year/dates/wish", WISH_FIELDS, page_date_wish_add),
    GET("date-wish-edit", "/programme-year/dates/{id}/wish", LANE_READ, WHO_PERSON,
        page_date_wish_edit),
    POST("date-wish-change", "/programme-year/dates/{id}/wish", WISH_FIELDS " version",
         page_date_wish_change),
    GET("date-pick", "/programme-year/dates/{id}", LANE_READ, WHO_PERSON, page_date_pick),
    POST("date-pick-set", "/programme-year/dates/{id}", DATE_FIELDS("on") " start host how version",
         page_date_pick_set),
    POST("date-wish-remove", "/programme-year/dates/{id}/remove", "", page_date_wish_remove),

    API_GET("api-audience", "/events/{id}/audience", LANE_READ, "", api_audience),
    API_WRITE("api-audience-add", HTTP_POST, "/events/{id}/audience", "kind object word",
              api_audience_add),
    API_WRITE("api-audience-remove", HTTP_DELETE, "/audience-lines/{id}", "", api_audience_remove),
    API_WRITE("api-quota", HTTP_PUT, "/events/{id}/quota", "school places", api_quota),
    API_WRITE("api-late", HTTP_PUT, "/events/{id}/late-reason", "reason", api_late),
    API_WRITE("api-excuse", HTTP_POST, "/events/{id}/excuse", "person_id reason", api_excuse),
    API_WRITE("api-decline", HTTP_POST, "/events/{id}/decline", "reason", api_decline),
    API_WRITE("api-event-agree", HTTP_POST, "/events/{id}/agree", "", api_event_agree),
    API_GET("api-programme-years", "/programme-years", LANE_READ, "year", api_programme_years),
    API_WRITE("api-programme-year", HTTP_POST, "/programme-years", "school year",
              api_programme_year),
    API_GET("api-date-plan", "/date-plans", LANE_ERRAND, "year", api_date_plan),
    API_WRITE("api-dates-propose", HTTP_POST, "/date-plans", "year gap_days", api_dates_propose),
    API_GET("api-date-job", "/date-jobs/{id}", LANE_READ, "", api_date_job),
    API_WRITE("api-date-job-stop", HTTP_DELETE, "/date-jobs/{id}", "", api_date_job_stop),
    API_WRITE("api-dates-draft", HTTP_POST, "/date-plans/drafts", "year", api_dates_draft),
    API_WRITE("api-date-wish-create", HTTP_POST, "/date-wishes",
              "year kind title times minutes earliest latest weekdays from to schools group host "
              "seats leader",
              api_date_wish_create),
    API_WRITE("api-date-wish-remove", HTTP_DELETE, "/date-wishes/{id}", "", api_date_wish_remove),
    API_WRITE("api-date-pick", HTTP_PUT, "/date-wishes/{id}/dates",
              "nth on start host fixed version", api_date_pick),
};

const struct route_list routes_audience = {ROUTES, COUNT_OF(ROUTES)};
