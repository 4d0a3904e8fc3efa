/* DESIGN: the addresses of people, and of importing them. */
#include "api.h"
#include "import_ask.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    /* people, from their first day to their last */
    GET("people", "/people", LANE_READ, WHO_PERSON, page_people),
    GET("person-new", "/people/new", LANE_READ, WHO_PERSON, page_person_new),
    POST("person-create", "/people/new", API_PERSON_FIELDS DATE_FIELDS("from"), page_person_create),
    GET("person", "/people/{id}", LANE_READ, WHO_PERSON, page_person),
    ACT("person-edit", "/people/{id}/edit", "name email version"),
    ACT("person-job", "/people/{id}/job", "school " API_JOB_FIELDS SPAN("starts_on", "ends_on")),
    ACT("person-part", "/people/{id}/part", "kind school partner event" SPAN("from", "to")),
    ACT("person-relation", "/people/{id}/relation", "kind person person_id" SPAN("from", "to")),
    ACT("person-supporter", "/people/{id}/supporter", "person person_id" SPAN("from", "to")),
    ACT("person-role", "/people/{id}/role", "role school reason" SPAN("from", "to")),
    ACT("person-away", "/people/{id}/away", "kind" SPAN("from", "until")),
    ACT("person-induction", "/people/{id}/induction", "opted_in" SPAN("starts_on", "ends_on")),
    ACT("person-induction-remove", "/people/{id}/induction/remove", ""),
    ACT("person-leave", "/people/{id}/leave", DATE_FIELDS("last_day")),
    ACT("person-stay", "/people/{id}/stay", ""),
    ACT("job-change", "/jobs/{id}", API_JOB_FIELDS SPAN("starts_on", "ends_on")),
    ACT("job-move", "/jobs/{id}/move", "school " DATE_FIELDS("on")),
    ACT("job-end", "/jobs/{id}/end", DATE_FIELDS("last_day")),
    ACT("relation-end", "/relations/{id}/end", DATE_FIELDS("last_day")),
    ACT("role-end", "/roles/{id}/end", "reason " DATE_FIELDS("last_day")),
    ACT("part-end", "/parts/{id}/end", DATE_FIELDS("last_day")),
    ACT("absence-change", "/absences/{id}", SPAN("from", "until")),
    ACT("absence-remove", "/absences/{id}/remove", ""),
    GET("merge", "/people/{id}/merge", LANE_READ, WHO_PERSON, page_merge_ask),
    POST("merge-do", "/people/{id}/merge", "person person_id with name email", page_merge),
    GET("merge-undo", "/merges/{id}/undo", LANE_READ, WHO_PERSON, page_merge_undo_ask),
    POST("merge-undo-do", "/merges/{id}/undo", "", page_merge_undo),
    GET("roles", "/roles", LANE_READ, WHO_PERSON, page_roles),
    GET("mentors", "/mentors", LANE_READ, WHO_PERSON, page_mentors),
    POST("mentors-keep", "/mentors/keep", "school", page_mentors_keep),

    /* importing people */
    GET("people-import", "/people/import", LANE_READ, WHO_PERSON, page_import),
    POST_FILES("people-import-upload", "/people/import", IMPORT_UPLOAD_FIELDS, "file",
               page_import_upload),
    POST("people-import-share", "/people/import/share", "percent", page_import_share),
    GET("people-import-show", "/people/import/{id}", LANE_ERRAND, WHO_PERSON, page_import_show),
    POST("people-import-columns", "/people/import/{id}/columns", IMPORT_COLUMN_FIELDS,
         page_import_columns_save),
    POST("people-import-choose", "/people/import/{id}/choose", "line person", page_import_choose),
    GET("people-import-apply-ask", "/people/import/{id}/apply", LANE_ERRAND, WHO_PERSON,
        page_import_apply_ask),
    POST("people-import-apply", "/people/import/{id}/apply", "digest leave many",
         page_import_apply),
    POST("people-import-drop", "/people/import/{id}/drop", "", page_import_drop),
    GET("people-import-undo-ask", "/people/import/{id}/undo", LANE_READ, WHO_PERSON,
        page_import_undo_ask),
    POST("people-import-undo", "/people/import/{id}/undo", "", page_import_undo),
    GET("people-file", "/people.csv", LANE_READ_AUDITED, WHO_EITHER, page_people_file),
};

const struct route_list routes_people = {ROUTES, COUNT_OF(ROUTES)};
