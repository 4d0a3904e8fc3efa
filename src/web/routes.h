#ifndef SPARKD_WEB_ROUTES_H
#define SPARKD_WEB_ROUTES_H

#include "check.h"
#include "route.h"

/* How an area writes down its routes; used by the routes_*.c alone. */

extern const struct route_list routes_sign_in, routes_event, routes_org, routes_people,
    routes_trust, routes_record, routes_move, routes_approval, routes_hours, routes_api,
    routes_audience, routes_register, routes_here, routes_choice, routes_library, routes_board,
    routes_draw, routes_stage, routes_after, routes_slides, routes_offer, routes_public,
    routes_keynote, routes_call;

enum {
    NO_BODY = 0,
    FORM_BYTES = 65536,
    JSON_BYTES = 65536,
    PACK_BYTES = 262144,
    REPORT_BYTES = 8192
};
enum { FILE_BYTES = 20 << 20 };                  /* http specification, section 5 */
enum { OWN_CALENDAR_BYTES = (10 << 20) + 4096 }; /* ICS_BUSY_BYTES_MAX, and the form around it */
enum {
    ATTENDANCE_BYTES = (1 << 20) + 4096
}; /* ATTENDANCE_FILE_BYTES_MAX, and the form around it */
enum { CALENDAR_FILE_BYTES = (2 << 20) + 4096 }; /* ICS_DATES_BYTES_MAX, and the form around it */

/* The three fields of a date. */
#define DATE_FIELDS(name) name "_day " name "_month " name "_year"
/* The three fields of a date rule. */
#define RULE_FIELDS(name) name "_form " name "_day " name "_month"

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

/* The first and the last day. */
#define SPAN(from, to) " " DATE_FIELDS(from) " " DATE_FIELDS(to)
/* An act on people (web/person_act): its form, and the form sent; and the same as a call. */
#define ACT(name, pattern, fields)                                                                 \
    GET(name, pattern, LANE_READ, WHO_PERSON, page_person_ask),                                    \
        POST(name "-do", pattern, fields, page_person_act)
#define API_ACT(name, method, pattern, fields)                                                     \
    API_WRITE(name, method, pattern, fields, api_person_act)

#endif
