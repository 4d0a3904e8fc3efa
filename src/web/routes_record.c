/* DESIGN: the addresses of what counts, of what people did elsewhere, and of their files. */
#include "activity_ask.h"
#include "api.h"
#include "page.h"
#include "routes.h"

#define API_ACTIVITY_FIELDS                                                                        \
    "type title provider from to minutes part level theme standard learned award"

static const struct route ROUTES[] = {
    GET("catalogue", "/catalogue", LANE_READ, WHO_PERSON, page_catalogue),

    GET("activities", "/activities", LANE_READ, WHO_PERSON, page_activities),
    GET("activities-file", "/activities.csv", LANE_READ, WHO_PERSON, page_activities_file),
    GET("activity-new", "/activities/new", LANE_READ, WHO_PERSON, page_activity_new),
    POST("activity-create", "/activities/new", ACTIVITY_FORM_FIELDS, page_activity_create),
    GET("activities-to-verify", "/activities/to-verify", LANE_READ, WHO_PERSON,
        page_activities_to_verify),
    GET("activity", "/activities/{id}", LANE_READ, WHO_PERSON, page_activity),
    GET("activity-edit", "/activities/{id}/edit", LANE_READ, WHO_PERSON, page_activity_edit),
    POST("activity-save", "/activities/{id}/edit", ACTIVITY_FORM_FIELDS, page_activity_save),
    GET("activity-delete-ask", "/activities/{id}/delete", LANE_READ, WHO_PERSON,
        page_activity_delete_ask),
    POST("activity-delete", "/activities/{id}/delete", "", page_activity_delete),
    /* the bytes go to the disk on the errands, the row through the writer */
    {"activity-file-add", HTTP_POST, "/activities/{id}/files", LANE_ERRAND, WHO_PERSON,
     CSRF_SESSION, FILE_BYTES, "csrf", page_activity_file_add, "file", NULL},
    POST("activity-verify", "/activities/{id}/verify", "from", page_activity_verify),
    POST("activity-unverify", "/activities/{id}/unverify", "", page_activity_unverify),

    GET("stored-file", "/files/{id}", LANE_ERRAND, WHO_PERSON, page_stored_file),
    GET("stored-file-remove-ask", "/files/{id}/remove", LANE_READ, WHO_PERSON,
        page_stored_file_remove_ask),
    POST("stored-file-remove", "/files/{id}/remove", "", page_stored_file_remove),

    /* an event of kind reading has a page of its own */
    GET("reading", "/readings/{id}", LANE_READ, WHO_PERSON, page_reading),
    POST("reading-confirm", "/readings/{id}/read", "", page_reading_confirm),
    POST("reading-take-back", "/readings/{id}/unread", "", page_reading_take_back),
    GET("reading-edit", "/readings/{id}/edit", LANE_READ, WHO_PERSON, page_reading_edit),
    POST("reading-save", "/readings/{id}/edit", "address", page_reading_save),
    {"reading-file-add", HTTP_POST, "/readings/{id}/files", LANE_ERRAND, WHO_PERSON, CSRF_SESSION,
     FILE_BYTES, "csrf", page_reading_file_add, "file", NULL},
    GET("readers", "/readings/{id}/readers", LANE_ERRAND, WHO_PERSON, page_readers),
    GET("readers-file", "/readings/{id}/readers.csv", LANE_ERRAND, WHO_PERSON, page_readers_file),

    API_GET("api-activity-types", "/activity-types", LANE_READ, "limit cursor",
            api_activity_type_list),
    API_GET("api-activities", "/activities", LANE_READ, "year limit cursor", api_activity_list),
    API_WRITE("api-activity-create", HTTP_POST, "/activities", API_ACTIVITY_FIELDS,
              api_activity_create),
    API_GET("api-activities-to-verify", "/activities/to-verify", LANE_READ, "limit cursor",
            api_activity_to_verify),
    API_GET("api-activity", "/activities/{id}", LANE_READ, "", api_activity_show),
    API_WRITE("api-activity-change", HTTP_PATCH, "/activities/{id}", API_ACTIVITY_FIELDS,
              api_activity_change),
    API_WRITE("api-activity-delete", HTTP_DELETE, "/activities/{id}", "", api_activity_delete),
    API_WRITE("api-activity-verify", HTTP_POST, "/activities/{id}/verify", "", api_activity_verify),
    API_WRITE("api-activity-unverify", HTTP_DELETE, "/activities/{id}/verify", "",
              api_activity_unverify),
    {"api-activity-file-add", HTTP_POST, "/api/v1/activities/{id}/files", LANE_ERRAND, WHO_BEARER,
     CSRF_NONE, FILE_BYTES, "name", api_activity_file_add, "file", "application/octet-stream"},
    API_GET("api-reading", "/events/{id}/reading", LANE_READ, "", api_reading_show),
    API_WRITE("api-reading-set", HTTP_PUT, "/events/{id}/reading", "address", api_reading_set),
    API_WRITE("api-reading-confirm", HTTP_POST, "/events/{id}/read", "", api_reading_confirm),
    API_WRITE("api-reading-take-back", HTTP_DELETE, "/events/{id}/read", "", api_reading_take_back),
    API_GET("api-readers", "/events/{id}/readers", LANE_ERRAND, "limit cursor", api_reader_list),
    {"api-event-file-add", HTTP_POST, "/api/v1/events/{id}/files", LANE_ERRAND, WHO_BEARER,
     CSRF_NONE, FILE_BYTES, "name", api_event_file_add, "file", "application/octet-stream"},
    API_GET("api-stored-file", "/files/{id}", LANE_ERRAND, "", api_stored_file),
    API_WRITE("api-stored-file-remove", HTTP_DELETE, "/files/{id}", "", api_stored_file_remove),
};

const struct route_list routes_record = {ROUTES, COUNT_OF(ROUTES)};
