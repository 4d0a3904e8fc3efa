#ifndef SPARKD_WEB_PERSON_ROUTES_H
#define SPARKD_WEB_PERSON_ROUTES_H

/* The rows of people in the table of web/routes.c, whose macros they are written in. */
#define SPAN(from, to) " " DATE_FIELDS(from) " " DATE_FIELDS(to)
/* An act on people (web/person_act): its form, and the form sent; and the same as a call. */
#define ACT(name, pattern, fields)                                                                 \
    GET(name, pattern, LANE_READ, WHO_PERSON, page_person_ask),                                    \
        POST(name "-do", pattern, fields, page_person_act)
#define API_ACT(name, method, pattern, fields)                                                     \
    API_WRITE(name, method, pattern, fields, api_person_act)

#define PERSON_PAGES                                                                               \
    GET("people", "/people", LANE_READ, WHO_PERSON, page_people),                                  \
        GET("person-new", "/people/new", LANE_READ, WHO_PERSON, page_person_new),                  \
        POST("person-create", "/people/new", API_PERSON_FIELDS DATE_FIELDS("from"),                \
             page_person_create),                                                                  \
        GET("person", "/people/{id}", LANE_READ, WHO_PERSON, page_person),                         \
        ACT("person-edit", "/people/{id}/edit", "name email version"),                             \
        ACT("person-job", "/people/{id}/job",                                                      \
            "school " API_JOB_FIELDS SPAN("starts_on", "ends_on")),                                \
        ACT("person-part", "/people/{id}/part", "kind school partner event" SPAN("from", "to")),   \
        ACT("person-relation", "/people/{id}/relation",                                            \
            "kind person person_id" SPAN("from", "to")),                                           \
        ACT("person-supporter", "/people/{id}/supporter", "person person_id" SPAN("from", "to")),  \
        ACT("person-role", "/people/{id}/role", "role school reason" SPAN("from", "to")),          \
        ACT("person-away", "/people/{id}/away", "kind" SPAN("from", "until")),                     \
        ACT("person-induction", "/people/{id}/induction",                                          \
            "opted_in" SPAN("starts_on", "ends_on")),                                              \
        ACT("person-induction-remove", "/people/{id}/induction/remove", ""),                       \
        ACT("person-leave", "/people/{id}/leave", DATE_FIELDS("last_day")),                        \
        ACT("person-stay", "/people/{id}/stay", ""),                                               \
        ACT("job-change", "/jobs/{id}", API_JOB_FIELDS SPAN("starts_on", "ends_on")),              \
        ACT("job-move", "/jobs/{id}/move", "school " DATE_FIELDS("on")),                           \
        ACT("job-end", "/jobs/{id}/end", DATE_FIELDS("last_day")),                                 \
        ACT("relation-end", "/relations/{id}/end", DATE_FIELDS("last_day")),                       \
        ACT("role-end", "/roles/{id}/end", "reason " DATE_FIELDS("last_day")),                     \
        ACT("part-end", "/parts/{id}/end", DATE_FIELDS("last_day")),                               \
        ACT("absence-change", "/absences/{id}", SPAN("from", "until")),                            \
        ACT("absence-remove", "/absences/{id}/remove", ""),                                        \
        GET("roles", "/roles", LANE_READ, WHO_PERSON, page_roles),                                 \
        GET("mentors", "/mentors", LANE_READ, WHO_PERSON, page_mentors),                           \
        POST("mentors-keep", "/mentors/keep", "school", page_mentors_keep)

#define PERSON_CALLS                                                                               \
    API_WRITE("api-person-create", HTTP_POST, "/people", API_PERSON_FIELDS "from to",              \
              api_person_create),                                                                  \
        API_GET("api-person", "/people/{id}", LANE_READ, "", api_person_show),                     \
        API_ACT("api-person-change", HTTP_PATCH, "/people/{id}", "name email"),                    \
        API_ACT("api-employment-create", HTTP_POST, "/people/{id}/employments",                    \
                "school " API_JOB_FIELDS " starts_on ends_on"),                                    \
        API_ACT("api-employment-change", HTTP_PATCH, "/employments/{id}",                          \
                API_JOB_FIELDS " starts_on ends_on"),                                              \
        API_ACT("api-employment-move", HTTP_POST, "/employments/{id}/move", "school on"),          \
        API_ACT("api-employment-end", HTTP_POST, "/employments/{id}/end", "last_day"),             \
        API_ACT("api-participation-create", HTTP_POST, "/people/{id}/participations",              \
                "kind school partner event from to"),                                              \
        API_ACT("api-participation-end", HTTP_POST, "/participations/{id}/end", "last_day"),       \
        API_ACT("api-relation-create", HTTP_POST, "/people/{id}/relations",                        \
                "kind person_id from to"),                                                         \
        API_ACT("api-supporter-create", HTTP_POST, "/people/{id}/supporters",                      \
                "person_id from to"),                                                              \
        API_ACT("api-relation-end", HTTP_POST, "/relations/{id}/end", "last_day"),                 \
        API_ACT("api-role-grant", HTTP_POST, "/people/{id}/roles", "role school from to reason"),  \
        API_ACT("api-role-end", HTTP_POST, "/roles/{id}/end", "last_day reason"),                  \
        API_ACT("api-absence-create", HTTP_POST, "/people/{id}/absences", "kind from until"),      \
        API_ACT("api-absence-change", HTTP_PATCH, "/absences/{id}", "from until"),                 \
        API_ACT("api-absence-remove", HTTP_DELETE, "/absences/{id}", ""),                          \
        API_ACT("api-induction-set", HTTP_POST, "/people/{id}/induction",                          \
                "starts_on ends_on opted_in"),                                                     \
        API_ACT("api-induction-remove", HTTP_DELETE, "/people/{id}/induction", ""),                \
        API_ACT("api-person-leave", HTTP_POST, "/people/{id}/leave", "last_day"),                  \
        API_ACT("api-person-stay", HTTP_POST, "/people/{id}/stay", ""),                            \
        API_GET("api-roles", "/roles", LANE_READ, "school limit cursor", api_role_list),           \
        API_GET("api-mentors", "/mentors", LANE_READ, "school", api_mentor_report),                \
        API_WRITE("api-mentors-keep", HTTP_POST, "/mentors/keep", "school", api_mentor_keep)

#endif
