/* DESIGN: every address sparkd answers, in one table. */
#include "api.h"
#include "event_input.h"
#include "import_ask.h"
#include "page.h"

/* The words of a policy, policy_pack_label_keys. */
#define POLICY_WORDS                                                                               \
    "pd pd_short cpd_leader cpd_lead pd_mentor pd_plan school_plan improvement_plan appraisal "    \
    "governing_body trust_board head executive_head slt operations_manager "                       \
    "curriculum_coordinator line_manager performance_manager subject_leader school pupils ect "    \
    "spark spark_in_full talk twilight inset"

enum {
    NO_BODY = 0,
    FORM_BYTES = 65536,
    JSON_BYTES = 65536,
    PACK_BYTES = 262144,
    REPORT_BYTES = 8192
};
enum { FILE_BYTES = 20 << 20 };                  /* http specification, section 5 */
enum { CALENDAR_FILE_BYTES = (2 << 20) + 4096 }; /* ICS_DATES_BYTES_MAX, and the form around it */

#define SCHOOL_DATE_FIELDS                                                                         \
    "kind name from_day from_month from_year to_day to_month to_year version moves"

/* The three fields of a date, and forms that several routes take. */
#define DATE_FIELDS(name) name "_day " name "_month " name "_year"
#define MEMBER_FIELDS "person person_id duty " DATE_FIELDS("from_on")
#define MEETING_FIELDS DATE_FIELDS("date") " start place"
#define PROVIDER_FIELDS "name kind contact email phone web"
#define FACILITATOR_FIELDS "name person person_id provider email expertise"

#define GET(name, pattern, lane, who, run)                                                         \
    {                                                                                              \
        name, HTTP_GET, pattern, lane, who, CSRF_NONE, NO_BODY, "", run                            \
    }
#define POST(name, pattern, fields, run)                                                           \
    {                                                                                              \
        name, HTTP_POST, pattern, LANE_WRITE, WHO_PERSON, CSRF_SESSION, FORM_BYTES,                \
            "csrf " fields, run                                                                    \
    }
/* A form that brings files: `file_fields` names its file inputs. */
#define POST_FILES(name, pattern, fields, file_fields, run)                                        \
    {                                                                                              \
        name, HTTP_POST, pattern, LANE_WRITE, WHO_PERSON, CSRF_SESSION, FILE_BYTES,                \
            "csrf " fields, run, file_fields, NULL                                                 \
    }
#define STEP(name, pattern, fields, run)                                                           \
    {                                                                                              \
        name, HTTP_POST, pattern, LANE_WRITE, WHO_STEP, CSRF_SESSION, FORM_BYTES, "csrf " fields,  \
            run                                                                                    \
    }

/* Calls of the API: a token, no cookie; `fields` of a GET are the names of its query. */
#define API_GET(name, pattern, lane, fields, run)                                                  \
    {                                                                                              \
        name, HTTP_GET, "/api/v1" pattern, lane, WHO_BEARER, CSRF_NONE, NO_BODY, fields, run       \
    }
#define API_WRITE(name, method, pattern, fields, run)                                              \
    {                                                                                              \
        name, method, "/api/v1" pattern, LANE_WRITE, WHO_BEARER, CSRF_NONE, JSON_BYTES, fields,    \
            run                                                                                    \
    }
/* A call that takes files as a form or, in one of `types`, one file as the body itself (its field
 * is "file"); `fields` are the names of its query and its form. */
#define API_FILES(name, pattern, fields, file_fields, types, run)                                  \
    {                                                                                              \
        name, HTTP_POST, "/api/v1" pattern, LANE_WRITE, WHO_BEARER, CSRF_NONE, FILE_BYTES, fields, \
            run, file_fields, types                                                                \
    }

const struct route route_table[] = {
    /* files and health */
    GET("health", "/healthz", LANE_READ, WHO_PUBLIC, page_health),
    GET("ready", "/readyz", LANE_READ, WHO_PUBLIC, page_ready),
    GET("robots", "/robots.txt", LANE_READ, WHO_PUBLIC, page_robots),
    GET("asset", "/a/{name}", LANE_READ, WHO_PUBLIC, page_asset),
    {"csp-report", HTTP_POST, "/csp-report", LANE_READ, WHO_PUBLIC, CSRF_NONE, REPORT_BYTES, "",
     page_csp_report},
    GET("feed", "/cal/{name}.ics", LANE_FEED, WHO_PUBLIC, NULL),

    /* signing in */
    GET("sign-in", "/sign-in", LANE_READ, WHO_ANYONE, page_sign_in),
    {"sign-in-ask", HTTP_POST, "/sign-in", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf email next", page_sign_in_ask},
    GET("sign-in-code", "/sign-in/code", LANE_READ, WHO_ANYONE, page_sign_in_code),
    {"sign-in-try", HTTP_POST, "/sign-in/code", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf code remember", page_sign_in_try},
    {"sign-in-device", HTTP_POST, "/sign-in/device", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN,
     FORM_BYTES, "csrf next", page_device_use},
    {"sign-in-proxy", HTTP_POST, "/sign-in/proxy", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf next", page_proxy_use},
    GET("sign-in-card", "/sign-in/card", LANE_READ, WHO_ANYONE, page_card),
    {"sign-in-card-try", HTTP_POST, "/sign-in/card", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN,
     FORM_BYTES, "csrf number code next remember", page_card_try},
    GET("sign-in-factor", "/sign-in/factor", LANE_READ, WHO_STEP, page_sign_in_factor),
    STEP("sign-in-factor-try", "/sign-in/factor", "code recovery", page_sign_in_factor_try),
    GET("sign-in-set-up", "/sign-in/set-up", LANE_READ, WHO_STEP, page_sign_in_set_up),
    STEP("sign-in-set-up-confirm", "/sign-in/set-up", "code", page_sign_in_set_up_confirm),
    GET("sign-in-again", "/sign-in/again", LANE_READ, WHO_PERSON, page_again),
    POST("sign-in-again-ask", "/sign-in/again/code", "to", page_again_ask),
    POST("sign-in-again-try", "/sign-in/again", "code to", page_again_try),
    GET("oidc-return", "/sign-in/oidc/return", LANE_READ, WHO_ANYONE, page_oidc_return),
    {"oidc-back-channel", HTTP_POST, "/sign-in/oidc/back-channel", LANE_ERRAND, WHO_PUBLIC,
     CSRF_NONE, FORM_BYTES, "logout_token", page_oidc_back_channel},
    GET("oidc-start", "/sign-in/oidc/{name}", LANE_ERRAND, WHO_ANYONE, page_oidc_start),
    POST("sign-out", "/sign-out", "", page_sign_out),
    GET("sessions", "/sessions", LANE_READ, WHO_PERSON, page_sessions),
    POST("session-end", "/sessions/{id}/end", "", page_session_end),
    POST("device-end", "/devices/{id}/end", "", page_device_end),
    GET("person-sign-in", "/people/{id}/sign-in", LANE_READ, WHO_PERSON, page_sign_in_help),
    POST("person-card", "/people/{id}/sign-in/card", "", page_card_make),
    POST("person-card-end", "/people/{id}/sign-in/card/end", "", page_card_end),
    POST("person-factor-end", "/people/{id}/sign-in/factor/end", "", page_factor_reset),
    GET("factor", "/factor", LANE_READ, WHO_PERSON, page_factor),
    POST("factor-make", "/factor/make", "", page_factor_make),
    POST("factor-confirm", "/factor", "code", page_factor_confirm),
    POST("factor-recovery", "/factor/recovery", "", page_factor_recovery),
    POST("factor-end", "/factor/end", "", page_factor_end),

    /* whose account is whose */
    GET("links", "/people/links", LANE_READ, WHO_PERSON, page_links),
    POST("link-accept", "/people/links/{id}/accept", "", page_link_accept),
    POST("link-refuse", "/people/links/{id}/refuse", "", page_link_refuse),

    /* events and bookings */
    GET("events", "/events", LANE_READ, WHO_PERSON, page_events),
    GET("event-new", "/events/new", LANE_READ, WHO_PERSON, page_event_new),
    POST("event-create", "/events/new", EVENT_INPUT_FIELDS, page_event_create),
    GET("event", "/events/{id}", LANE_READ, WHO_PERSON, page_event),
    POST("event-book", "/events/{id}/book", "", page_event_book),
    GET("event-edit", "/events/{id}/edit", LANE_READ, WHO_PERSON, page_event_edit),
    POST("event-save", "/events/{id}/edit", EVENT_INPUT_FIELDS, page_event_save),
    POST("event-publish", "/events/{id}/publish", "", page_event_publish),
    GET("event-cancel-ask", "/events/{id}/cancel", LANE_READ, WHO_PERSON, page_event_cancel_ask),
    POST("event-cancel", "/events/{id}/cancel", "", page_event_cancel),
    GET("bookings", "/bookings", LANE_READ, WHO_PERSON, page_bookings),
    GET("booking-cancel-ask", "/bookings/{id}/cancel", LANE_READ, WHO_PERSON,
        page_booking_cancel_ask),
    POST("booking-cancel", "/bookings/{id}/cancel", "", page_booking_cancel),
    GET("event-file", "/e/{id}.ics", LANE_READ, WHO_EITHER, page_event_file),
    GET("booking-file", "/b/{id}.ics", LANE_READ, WHO_EITHER, page_booking_file),

    /* SPARK */
    GET("spark", "/spark/{id}", LANE_READ, WHO_PERSON, page_spark),
    GET("spark-live", "/spark/{id}/live", LANE_STREAM, WHO_PERSON, NULL),
    GET("programme", "/spark/{id}/programme", LANE_READ, WHO_PERSON, page_programme),
    GET("programme-json", "/spark/{id}/programme.json", LANE_READ, WHO_PERSON, page_programme_json),
    GET("talk-new", "/spark/{id}/talk", LANE_READ, WHO_PERSON, page_talk_new),
    POST("talk-book", "/spark/{id}/talk", "title abstract minutes category co_presenter",
         page_talk_book),
    GET("talk-edit", "/talks/{id}/edit", LANE_READ, WHO_PERSON, page_talk_edit),
    POST("talk-save", "/talks/{id}", "title abstract minutes category co_presenter version wait",
         page_talk_save),
    POST("talk-length", "/talks/{id}/length", "minutes", page_talk_length),
    POST("talk-wait", "/talks/{id}/wait", "minutes", page_talk_wait),
    POST("talk-wait-end", "/talks/{id}/wait/end", "", page_talk_wait_end),
    GET("talk-withdraw", "/talks/{id}/withdraw", LANE_READ, WHO_PERSON, page_talk_withdraw),
    POST("talk-withdraw-do", "/talks/{id}/withdraw", "", page_talk_withdraw_do),
    GET("talk-leave", "/talks/{id}/leave", LANE_READ, WHO_PERSON, page_talk_leave),
    POST("talk-leave-do", "/talks/{id}/leave", "", page_talk_leave_do),

    /* schools, groups, governing bodies */
    GET("schools", "/schools", LANE_READ, WHO_PERSON, page_schools),
    GET("schools-file", "/schools.csv", LANE_READ, WHO_PERSON, page_schools_file),
    GET("school-new", "/schools/new", LANE_READ, WHO_PERSON, page_school_new),
    POST("school-create", "/schools/new", "name address", page_school_create),
    GET("school", "/schools/{id}", LANE_READ, WHO_PERSON, page_school),
    GET("school-edit", "/schools/{id}/edit", LANE_READ, WHO_PERSON, page_school_edit),
    POST("school-save", "/schools/{id}/edit", "version name address", page_school_save),
    GET("school-end-ask", "/schools/{id}/end", LANE_READ, WHO_PERSON, page_school_end_ask),
    POST("school-end", "/schools/{id}/end", "version " DATE_FIELDS("ended_on"), page_school_end),
    GET("groups", "/groups", LANE_READ, WHO_PERSON, page_groups),
    GET("groups-file", "/groups.csv", LANE_READ, WHO_PERSON, page_groups_file),
    GET("group-new", "/groups/new", LANE_READ, WHO_PERSON, page_group_new),
    POST("group-create", "/groups/new", "school kind name", page_group_create),
    GET("group", "/groups/{id}", LANE_READ, WHO_PERSON, page_group),
    GET("group-edit", "/groups/{id}/edit", LANE_READ, WHO_PERSON, page_group_edit),
    POST("group-save", "/groups/{id}/edit", "version kind name", page_group_save),
    GET("group-end-ask", "/groups/{id}/end", LANE_READ, WHO_PERSON, page_group_end_ask),
    POST("group-end", "/groups/{id}/end", "version " DATE_FIELDS("ended_on"), page_group_end),
    GET("group-member-new", "/groups/{id}/members", LANE_READ, WHO_PERSON, page_group_member_new),
    POST("group-member-add", "/groups/{id}/members", MEMBER_FIELDS, page_group_member_add),
    GET("group-member-end-ask", "/group-members/{id}/end", LANE_READ, WHO_PERSON,
        page_group_member_end_ask),
    POST("group-member-end", "/group-members/{id}/end", DATE_FIELDS("to_on"),
         page_group_member_end),
    GET("board", "/board", LANE_READ, WHO_PERSON, page_board),
    GET("school-body", "/schools/{id}/governing-body", LANE_READ, WHO_PERSON, page_school_body),
    GET("body-file", "/governing-bodies.csv", LANE_READ, WHO_PERSON, page_body_file),
    GET("body-new", "/governing-bodies/new", LANE_READ, WHO_PERSON, page_body_new),
    POST("body-create", "/governing-bodies/new", "school name", page_body_create),
    GET("body-edit", "/governing-bodies/{id}/edit", LANE_READ, WHO_PERSON, page_body_edit),
    POST("body-save", "/governing-bodies/{id}/edit", "version name", page_body_save),
    GET("body-member-new", "/governing-bodies/{id}/members", LANE_READ, WHO_PERSON,
        page_body_member_new),
    POST("body-member-add", "/governing-bodies/{id}/members", MEMBER_FIELDS, page_body_member_add),
    GET("body-member-end-ask", "/governing-body-members/{id}/end", LANE_READ, WHO_PERSON,
        page_body_member_end_ask),
    POST("body-member-end", "/governing-body-members/{id}/end", DATE_FIELDS("to_on"),
         page_body_member_end),
    GET("meeting-new", "/governing-bodies/{id}/meetings", LANE_READ, WHO_PERSON, page_meeting_new),
    POST("meeting-add", "/governing-bodies/{id}/meetings", MEETING_FIELDS, page_meeting_add),
    GET("meeting-edit", "/meetings/{id}/edit", LANE_READ, WHO_PERSON, page_meeting_edit),
    POST("meeting-save", "/meetings/{id}/edit", "version " MEETING_FIELDS, page_meeting_save),
    GET("meeting-received-ask", "/meetings/{id}/received", LANE_READ, WHO_PERSON,
        page_meeting_received_ask),
    POST("meeting-received", "/meetings/{id}/received", "version received", page_meeting_received),
    GET("meeting-cancel-ask", "/meetings/{id}/cancel", LANE_READ, WHO_PERSON,
        page_meeting_cancel_ask),
    POST("meeting-cancel", "/meetings/{id}/cancel", "version", page_meeting_cancel),

    /* providers and facilitators */
    GET("providers", "/providers", LANE_READ, WHO_PERSON, page_providers),
    GET("providers-file", "/providers.csv", LANE_READ, WHO_PERSON, page_providers_file),
    GET("provider-new", "/providers/new", LANE_READ, WHO_PERSON, page_provider_new),
    POST("provider-create", "/providers/new", PROVIDER_FIELDS, page_provider_create),
    GET("provider", "/providers/{id}", LANE_READ, WHO_PERSON, page_provider),
    GET("provider-edit", "/providers/{id}/edit", LANE_READ, WHO_PERSON, page_provider_edit),
    POST("provider-save", "/providers/{id}/edit", "version " PROVIDER_FIELDS, page_provider_save),
    GET("provider-quality-ask", "/providers/{id}/quality", LANE_READ, WHO_PERSON,
        page_provider_quality_ask),
    POST("provider-quality", "/providers/{id}/quality", "version quality note " DATE_FIELDS("on"),
         page_provider_quality),
    GET("provider-end-ask", "/providers/{id}/end", LANE_READ, WHO_PERSON, page_provider_end_ask),
    POST("provider-end", "/providers/{id}/end", "version " DATE_FIELDS("ended_on"),
         page_provider_end),
    GET("facilitators", "/facilitators", LANE_READ, WHO_PERSON, page_facilitators),
    GET("facilitators-file", "/facilitators.csv", LANE_READ, WHO_PERSON, page_facilitators_file),
    GET("facilitator-new", "/facilitators/new", LANE_READ, WHO_PERSON, page_facilitator_new),
    POST("facilitator-create", "/facilitators/new", FACILITATOR_FIELDS, page_facilitator_create),
    GET("facilitator-edit", "/facilitators/{id}/edit", LANE_READ, WHO_PERSON,
        page_facilitator_edit),
    POST("facilitator-save", "/facilitators/{id}/edit", "version " FACILITATOR_FIELDS,
         page_facilitator_save),
    GET("facilitator-end-ask", "/facilitators/{id}/end", LANE_READ, WHO_PERSON,
        page_facilitator_end_ask),
    POST("facilitator-end", "/facilitators/{id}/end", "version " DATE_FIELDS("ended_on"),
         page_facilitator_end),

    /* the same for everybody */
    GET("help", "/help", LANE_READ, WHO_ANYONE, page_help),
    GET("accessibility", "/accessibility", LANE_READ, WHO_ANYONE, page_accessibility),
    GET("privacy", "/privacy", LANE_READ, WHO_ANYONE, page_privacy),

    /* mine */
    GET("home", "/", LANE_READ, WHO_PERSON, page_home),
    GET("deadlines", "/deadlines", LANE_READ, WHO_PERSON, page_deadlines),
    POST("deadline-done", "/deadlines/{id}/done", "from", page_deadline_done),
    POST("deadline-undo", "/deadlines/{id}/undo", "from", page_deadline_undo),
    GET("conversation-time", "/conversations/{id}/time", LANE_READ, WHO_PERSON,
        page_conversation_time),
    POST("conversation-agree", "/conversations/{id}/time",
         "version date_day date_month date_year start room", page_conversation_agree),
    GET("mentees", "/mentees", LANE_READ, WHO_PERSON, page_mentees),
    GET("calendar", "/calendar", LANE_READ, WHO_PERSON, page_calendar),
    POST("feed-make", "/calendar", "scope", page_feed_make),
    GET("feed-end-ask", "/calendar/{id}/end", LANE_READ, WHO_PERSON, page_feed_end_ask),
    POST("feed-end", "/calendar/{id}/end", "", page_feed_end),

    /* the trust */
    GET("trust", "/trust", LANE_READ, WHO_PERSON, page_trust),
    GET("policy", "/policy", LANE_READ, WHO_PERSON, page_policy),
    GET("policy-words", "/policy/words", LANE_READ, WHO_PERSON, page_policy_words),
    GET("policy-list", "/policy/lists/{name}", LANE_READ, WHO_PERSON, page_policy_list),
    GET("policy-edit", "/policy/edit", LANE_READ, WHO_PERSON, page_policy_edit),
    POST("policy-publish", "/policy/edit/publish", "version", page_policy_publish),
    POST("policy-discard", "/policy/edit/discard", "version", page_policy_discard),
    GET("policy-edit-words", "/policy/edit/words", LANE_READ, WHO_PERSON, page_policy_words_edit),
    POST("policy-save-words", "/policy/edit/words", "version appraisal_link " POLICY_WORDS,
         page_policy_words_save),
    GET("policy-edit-part", "/policy/edit/year/{name}", LANE_READ, WHO_PERSON, page_policy_part),
    POST("policy-save-part", "/policy/edit/year/{name}",
         "version label opens_form opens_day opens_month due_form due_day due_month nudges",
         page_policy_part_save),
    GET("policy-edit-list", "/policy/edit/lists/{name}", LANE_READ, WHO_PERSON,
        page_policy_list_edit),
    POST("policy-add-item", "/policy/edit/lists/{name}", "version text group",
         page_policy_item_add),
    GET("policy-edit-item", "/policy/edit/items/{name}", LANE_READ, WHO_PERSON, page_policy_item),
    POST("policy-save-item", "/policy/edit/items/{name}", "version text retired",
         page_policy_item_save),

    /* data protection */
    GET("audit", "/audit", LANE_READ, WHO_PERSON, page_audit),
    GET("audit-file", "/audit.csv", LANE_READ_AUDITED, WHO_PERSON, page_audit_file),
    GET("audit-mine", "/audit/mine", LANE_READ, WHO_PERSON, page_audit_mine),
    GET("record", "/people/{id}/record", LANE_READ_AUDITED, WHO_PERSON, page_record),
    GET("break-glass", "/break-glass", LANE_READ, WHO_PERSON, page_break_glass),
    GET("break-glass-new", "/people/{id}/break-glass", LANE_READ, WHO_PERSON, page_break_glass_new),
    POST("break-glass-ask", "/people/{id}/break-glass", "reason hours", page_break_glass_ask),
    POST("break-glass-approve", "/break-glass/{id}/approve", "", page_break_glass_approve),
    POST("break-glass-end", "/break-glass/{id}/end", "", page_break_glass_end),

    /* school calendars */
    /* what the year before would make of every school: a long read */
    GET("school-calendars", "/school-calendars", LANE_ERRAND, WHO_PERSON, page_school_calendars),
    POST("school-calendars-next", "/school-calendars/next", "year count",
         page_school_calendars_next),
    GET("school-calendar", "/schools/{id}/calendar", LANE_READ, WHO_PERSON, page_school_calendar),
    GET("school-calendar-csv", "/schools/{id}/calendar.csv", LANE_READ, WHO_PERSON,
        page_school_calendar_csv),
    GET("school-calendar-ics", "/schools/{id}/calendar.ics", LANE_READ, WHO_PERSON,
        page_school_calendar_ics),
    POST("school-calendar-undo", "/schools/{id}/calendar/undo", "version",
         page_school_calendar_undo),
    GET("school-date-new", "/schools/{id}/calendar/add", LANE_READ, WHO_PERSON,
        page_school_date_new),
    POST("school-date-add", "/schools/{id}/calendar/add", SCHOOL_DATE_FIELDS, page_school_date_add),
    GET("school-date-edit", "/school-dates/{id}/edit", LANE_READ, WHO_PERSON,
        page_school_date_edit),
    POST("school-date-save", "/school-dates/{id}/edit", SCHOOL_DATE_FIELDS, page_school_date_save),
    GET("school-date-remove-ask", "/school-dates/{id}/remove", LANE_READ, WHO_PERSON,
        page_school_date_remove_ask),
    POST("school-date-remove", "/school-dates/{id}/remove", "moves", page_school_date_remove),
    GET("school-import", "/schools/{id}/calendar/import", LANE_READ, WHO_PERSON,
        page_school_import),
    /* reads only, and waits for a child process: not on the writer */
    {"school-import-read", HTTP_POST, "/schools/{id}/calendar/import", LANE_ERRAND, WHO_PERSON,
     CSRF_SESSION, CALENDAR_FILE_BYTES, "csrf year", page_school_import_read, "file", NULL},
    GET("school-next", "/schools/{id}/calendar/next", LANE_READ, WHO_PERSON, page_school_next),
    GET("school-copy", "/schools/{id}/calendar/copy", LANE_READ, WHO_PERSON, page_school_copy),
    POST("school-year-save", "/schools/{id}/calendar/year",
         "year source from mode rows moves version kind_*", page_school_year_save),

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

    /* demo mode */
    GET("demo", "/demo", LANE_READ, WHO_DEMO, page_demo),
    {"demo-person", HTTP_POST, "/demo/person", LANE_WRITE, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf person", page_demo_sign_in},
    {"demo-clock", HTTP_POST, "/demo/clock", LANE_WRITE, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf to", page_demo_clock},
    GET("demo-outbox", "/demo/outbox", LANE_READ, WHO_DEMO, page_demo_outbox),
    GET("demo-mail", "/demo/outbox/{name}", LANE_READ, WHO_DEMO, page_demo_mail),

    /* the API */
    GET("api-document", "/api/v1/openapi.json", LANE_READ, WHO_PUBLIC, api_document_show),
    API_GET("api-me", "/me", LANE_READ, "", api_me_show),
    API_GET("api-schools", "/schools", LANE_READ, "limit cursor", api_school_list),
    API_WRITE("api-school-create", HTTP_POST, "/schools", "name address", api_school_create),
    API_GET("api-school", "/schools/{id}", LANE_READ, "", api_school_show),
    API_WRITE("api-school-change", HTTP_PATCH, "/schools/{id}", "name address", api_school_change),
    API_WRITE("api-school-end", HTTP_POST, "/schools/{id}/end", "ended_on", api_school_end),
    API_GET("api-groups", "/groups", LANE_READ, "school kind limit cursor", api_group_list),
    API_WRITE("api-group-create", HTTP_POST, "/groups", "kind school name", api_group_create),
    API_GET("api-group", "/groups/{id}", LANE_READ, "", api_group_show),
    API_WRITE("api-group-change", HTTP_PATCH, "/groups/{id}", "kind name", api_group_change),
    API_WRITE("api-group-end", HTTP_POST, "/groups/{id}/end", "ended_on", api_group_end),
    API_GET("api-group-members", "/groups/{id}/members", LANE_READ, "limit cursor",
            api_group_member_list),
    API_WRITE("api-group-member-add", HTTP_POST, "/groups/{id}/members", "person_id duty from_on",
              api_group_member_add),
    API_WRITE("api-group-member-end", HTTP_POST, "/group-members/{id}/end", "to_on",
              api_group_member_end),
    API_GET("api-bodies", "/governing-bodies", LANE_READ, "limit cursor", api_body_list),
    API_WRITE("api-body-create", HTTP_POST, "/governing-bodies", "school name", api_body_create),
    API_GET("api-body", "/governing-bodies/{id}", LANE_READ, "", api_body_show),
    API_WRITE("api-body-change", HTTP_PATCH, "/governing-bodies/{id}", "name", api_body_change),
    API_GET("api-body-members", "/governing-bodies/{id}/members", LANE_READ, "limit cursor",
            api_body_member_list),
    API_WRITE("api-body-member-add", HTTP_POST, "/governing-bodies/{id}/members",
              "person_id duty from_on", api_body_member_add),
    API_WRITE("api-body-member-end", HTTP_POST, "/governing-body-members/{id}/end", "to_on",
              api_body_member_end),
    API_GET("api-meetings", "/governing-bodies/{id}/meetings", LANE_READ, "limit cursor",
            api_meeting_list),
    API_WRITE("api-meeting-create", HTTP_POST, "/governing-bodies/{id}/meetings", "starts_at place",
              api_meeting_create),
    API_GET("api-meeting", "/meetings/{id}", LANE_READ, "", api_meeting_show),
    API_WRITE("api-meeting-change", HTTP_PATCH, "/meetings/{id}", "starts_at place",
              api_meeting_change),
    API_WRITE("api-meeting-receive", HTTP_POST, "/meetings/{id}/received", "received",
              api_meeting_receive),
    API_WRITE("api-meeting-cancel", HTTP_POST, "/meetings/{id}/cancel", "", api_meeting_cancel),
    API_GET("api-providers", "/providers", LANE_READ, "q kind quality limit cursor",
            api_provider_list),
    API_WRITE("api-provider-create", HTTP_POST, "/providers", "name kind contact email phone web",
              api_provider_create),
    API_GET("api-provider", "/providers/{id}", LANE_READ, "", api_provider_show),
    API_WRITE("api-provider-change", HTTP_PATCH, "/providers/{id}",
              "name kind contact email phone web", api_provider_change),
    API_WRITE("api-provider-judge", HTTP_POST, "/providers/{id}/quality", "quality note on",
              api_provider_judge),
    API_WRITE("api-provider-end", HTTP_POST, "/providers/{id}/end", "ended_on", api_provider_end),
    API_GET("api-facilitators", "/facilitators", LANE_READ, "q provider limit cursor",
            api_facilitator_list),
    API_WRITE("api-facilitator-create", HTTP_POST, "/facilitators",
              "name person_id provider email expertise", api_facilitator_create),
    API_GET("api-facilitator", "/facilitators/{id}", LANE_READ, "", api_facilitator_show),
    API_WRITE("api-facilitator-change", HTTP_PATCH, "/facilitators/{id}",
              "name person_id provider email expertise", api_facilitator_change),
    API_WRITE("api-facilitator-end", HTTP_POST, "/facilitators/{id}/end", "ended_on",
              api_facilitator_end),
    API_GET("api-people", "/people", LANE_READ, "school q limit cursor", api_person_list),
    API_GET("api-events", "/events", LANE_READ, "kind from to school q limit cursor",
            api_event_list),
    API_WRITE("api-event-create", HTTP_POST, "/events", API_EVENT_FIELDS, api_event_create),
    API_GET("api-event", "/events/{id}", LANE_READ, "", api_event_show),
    API_WRITE("api-event-change", HTTP_PATCH, "/events/{id}", API_EVENT_FIELDS, api_event_change),
    API_WRITE("api-event-publish", HTTP_POST, "/events/{id}/publish", "", api_event_publish),
    API_WRITE("api-event-cancel", HTTP_POST, "/events/{id}/cancel", "", api_event_cancel),
    API_WRITE("api-booking-create", HTTP_POST, "/events/{id}/bookings", "person_id",
              api_booking_create),
    API_GET("api-bookings", "/people/{id}/bookings", LANE_READ, "when limit cursor",
            api_booking_list),
    API_GET("api-booking", "/bookings/{id}", LANE_READ, "", api_booking_show),
    API_WRITE("api-booking-cancel", HTTP_DELETE, "/bookings/{id}", "", api_booking_cancel),
    API_WRITE("api-talk-create", HTTP_POST, "/events/{id}/talks", API_TALK_FIELDS, api_talk_create),
    API_GET("api-talk", "/talks/{id}", LANE_READ, "", api_talk_show),
    API_WRITE("api-talk-change", HTTP_PATCH, "/talks/{id}", API_TALK_FIELDS " wait_for_longer",
              api_talk_change),
    API_WRITE("api-talk-withdraw", HTTP_DELETE, "/talks/{id}", "", api_talk_withdraw),
    API_GET("api-programme", "/events/{id}/programme", LANE_READ, "", api_programme_show),
    API_GET("api-deadlines", "/people/{id}/deadlines", LANE_READ_AUDITED, "limit cursor",
            api_deadline_list),
    API_WRITE("api-deadline-done", HTTP_POST, "/deadlines/{id}/done", "", api_deadline_complete),
    API_WRITE("api-deadline-undo", HTTP_DELETE, "/deadlines/{id}/done", "", api_deadline_undo),
    API_GET("api-conversation", "/conversations/{id}", LANE_READ_AUDITED, "",
            api_conversation_show),
    API_WRITE("api-conversation-schedule", HTTP_POST, "/conversations/{id}/schedule",
              "starts_at ends_at room", api_conversation_schedule),
    API_WRITE("api-conversation-hold", HTTP_POST, "/conversations/{id}/held", "held_on",
              api_conversation_hold),
    API_WRITE("api-conversation-undo", HTTP_DELETE, "/conversations/{id}/held", "",
              api_conversation_undo),
    API_WRITE("api-conversation-confirm", HTTP_POST, "/conversations/{id}/confirm", "",
              api_conversation_confirm),
    API_GET("api-nudges", "/nudges", LANE_ERRAND, "from to limit cursor", api_nudge_list),
    API_WRITE("api-feed-create", HTTP_POST, "/feeds", "scope", api_feed_create),
    API_GET("api-feeds", "/feeds", LANE_READ, "limit cursor", api_feed_list),
    API_WRITE("api-feed-revoke", HTTP_DELETE, "/feeds/{id}", "", api_feed_revoke),
    API_GET("api-policy", "/policy", LANE_READ, "", api_policy_show),
    API_GET("api-policy-pack", "/policy/pack", LANE_READ, "", api_policy_pack_show),
    {"api-policy-load", HTTP_PUT, "/api/v1/policy/pack", LANE_WRITE, WHO_BEARER, CSRF_NONE,
     PACK_BYTES, "pack dry_run", api_policy_pack_load},
    API_GET("api-policy-list", "/policy/lists/{name}", LANE_READ, "", api_policy_list),
    API_GET("api-audit", "/audit", LANE_READ, "person action from to limit cursor", api_audit_list),
    API_GET("api-break-glasses", "/break-glass", LANE_READ, "limit cursor", api_break_glass_list),
    API_WRITE("api-break-glass-create", HTTP_POST, "/people/{id}/break-glass", "reason hours",
              api_break_glass_create),
    API_WRITE("api-break-glass-approve", HTTP_POST, "/break-glass/{id}/approve", "",
              api_break_glass_approve),
    API_WRITE("api-break-glass-end", HTTP_POST, "/break-glass/{id}/end", "", api_break_glass_end),
    API_GET("api-links", "/people/links", LANE_READ, "limit cursor", api_link_list),
    API_WRITE("api-link-accept", HTTP_POST, "/people/links/{id}/accept", "", api_link_accept),
    API_WRITE("api-link-refuse", HTTP_POST, "/people/links/{id}/refuse", "", api_link_refuse),
    API_GET("api-sessions", "/sessions", LANE_READ, "limit cursor", api_session_list),
    API_WRITE("api-session-end", HTTP_DELETE, "/sessions/{id}", "", api_session_end),
    API_GET("api-devices", "/devices", LANE_READ, "limit cursor", api_device_list),
    API_WRITE("api-device-end", HTTP_DELETE, "/devices/{id}", "", api_device_end),
    API_GET("api-factor", "/second-factor", LANE_READ, "", api_factor_show),
    API_WRITE("api-factor-recovery", HTTP_POST, "/second-factor/recovery-codes", "",
              api_factor_recovery),
    API_WRITE("api-factor-reset", HTTP_DELETE, "/people/{id}/second-factor", "", api_factor_reset),
    API_WRITE("api-card-create", HTTP_POST, "/people/{id}/card", "", api_card_create),
    API_WRITE("api-card-end", HTTP_DELETE, "/people/{id}/card", "", api_card_end),
    API_GET("api-outbox", "/outbox", LANE_READ, "state limit cursor", api_outbox_list),
    API_GET("api-school-calendar", "/schools/{id}/calendar", LANE_READ, "year",
            api_school_calendar_show),
    API_WRITE("api-school-date-add", HTTP_POST, "/schools/{id}/calendar", API_SCHOOL_DATE_FIELDS,
              api_school_date_add),
    API_WRITE("api-school-date-change", HTTP_PATCH, "/school-dates/{id}", API_SCHOOL_DATE_FIELDS,
              api_school_date_change),
    API_WRITE("api-school-date-remove", HTTP_DELETE, "/school-dates/{id}", "",
              api_school_date_remove),
    API_WRITE("api-school-calendar-import", HTTP_POST, "/schools/{id}/calendar/import",
              "year mode dates dry_run", api_school_calendar_import),
    API_WRITE("api-school-calendar-next", HTTP_POST, "/schools/{id}/calendar/next", "year dry_run",
              api_school_calendar_next),
    API_WRITE("api-school-calendar-copy", HTTP_POST, "/schools/{id}/calendar/copy",
              "year from_school dry_run", api_school_calendar_copy),
    API_WRITE("api-school-calendar-undo", HTTP_POST, "/schools/{id}/calendar/undo", "version",
              api_school_calendar_undo),
    {"api-school-calendar-read", HTTP_POST, "/api/v1/schools/{id}/calendar/read", LANE_ERRAND,
     WHO_BEARER, CSRF_NONE, CALENDAR_FILE_BYTES, "year", api_school_calendar_read, "file",
     "text/calendar text/csv"},
    API_WRITE("api-calendars-next", HTTP_POST, "/calendars/next", "year dry_run",
              api_calendars_next),

    API_GET("api-import-list", "/people/import", LANE_READ, "limit cursor", api_import_list),
    API_FILES("api-import-create", "/people/import", IMPORT_UPLOAD_FIELDS " dry_run leave", "file",
              "text/csv", api_import_create),
    API_GET("api-import-share", "/people/import/share", LANE_READ, "", api_import_share_show),
    API_WRITE("api-import-share-change", HTTP_PUT, "/people/import/share", "percent",
              api_import_share_change),
    API_GET("api-import", "/people/import/{id}", LANE_ERRAND, "", api_import_show),
    API_WRITE("api-import-drop", HTTP_DELETE, "/people/import/{id}", "", api_import_drop),
    API_GET("api-import-items", "/people/import/{id}/items", LANE_ERRAND, "kind limit cursor",
            api_import_items),
    API_WRITE("api-import-columns", HTTP_POST, "/people/import/{id}/columns", IMPORT_COLUMN_FIELDS,
              api_import_columns),
    API_WRITE("api-import-choose", HTTP_POST, "/people/import/{id}/choose", "line person_id",
              api_import_choose),
    API_WRITE("api-import-apply", HTTP_POST, "/people/import/{id}/apply", "digest leave leave_many",
              api_import_apply),
    API_WRITE("api-import-undo", HTTP_POST, "/people/import/{id}/undo", "", api_import_undo),

    {0},
};
