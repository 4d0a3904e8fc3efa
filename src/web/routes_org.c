/* DESIGN: the addresses of schools, groups, boards, rooms, providers and school calendars. */
#include "page.h"
#include "routes.h"

/* Forms that several routes take. */
#define MEMBER_FIELDS "person person_id duty " DATE_FIELDS("from_on")
#define MEETING_FIELDS DATE_FIELDS("date") " start place"
#define PROVIDER_FIELDS "name kind contact email phone web"
#define FACILITATOR_FIELDS "name person person_id provider email expertise"
#define ROOM_FIELDS "name address seats has_* equipment notes"
#define SCHOOL_DATE_FIELDS                                                                         \
    "kind name from_day from_month from_year to_day to_month to_year version moves"

static const struct route ROUTES[] = {
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

    /* the way between schools */
    GET("travel", "/travel", LANE_READ, WHO_PERSON, page_travel),
    GET("travel-file", "/travel.csv", LANE_READ, WHO_PERSON, page_travel_file),
    GET("travel-ask", "/travel/change", LANE_READ, WHO_PERSON, page_travel_ask),
    POST("travel-change", "/travel/change", "from_school to_school minutes", page_travel_change),

    /* rooms and venues */
    GET("rooms", "/rooms", LANE_READ, WHO_PERSON, page_rooms),
    GET("rooms-file", "/rooms.csv", LANE_READ, WHO_PERSON, page_rooms_file),
    GET("room-new", "/rooms/new", LANE_READ, WHO_PERSON, page_room_new),
    POST("room-create", "/rooms/new", "school " ROOM_FIELDS, page_room_create),
    GET("room", "/rooms/{id}", LANE_READ, WHO_PERSON, page_room),
    GET("room-edit", "/rooms/{id}/edit", LANE_READ, WHO_PERSON, page_room_edit),
    POST("room-save", "/rooms/{id}/edit", "version " ROOM_FIELDS, page_room_save),
    GET("room-end-ask", "/rooms/{id}/end", LANE_READ, WHO_PERSON, page_room_end_ask),
    POST("room-end", "/rooms/{id}/end", "version " DATE_FIELDS("ended_on"), page_room_end),

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
};

const struct route_list routes_org = {ROUTES, COUNT_OF(ROUTES)};
