/* DESIGN: the addresses of registers out of files, of codes on screens, and of being here. */
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    GET("register-file", "/events/{id}/register/file", LANE_READ, WHO_PERSON, page_register_file),
    {"register-file-put", HTTP_POST, "/events/{id}/register/file", LANE_WRITE, WHO_PERSON,
     CSRF_SESSION, ATTENDANCE_BYTES, "csrf session", page_register_file_put, "file", NULL},
    GET("register-file-show", "/register/files/{id}", LANE_ERRAND, WHO_PERSON,
        page_register_file_show),
    POST("register-file-apply", "/register/files/{id}", "least grace who_* add_* over_*",
         page_register_file_apply),
    POST("register-file-drop", "/register/files/{id}/drop", "", page_register_file_drop),
    GET("register-screen", "/events/{id}/register/screen", LANE_READ, WHO_PERSON,
        page_register_screen),

    GET("here", "/here", LANE_READ, WHO_PERSON, page_here),
    POST("here-type", "/here", "code", page_here_type),
    GET("here-done", "/here/done/{id}", LANE_READ, WHO_PERSON, page_here_done),
    GET("here-code", "/here/{name}", LANE_READ, WHO_ANYONE, page_here_code),
    POST("here-say", "/here/{name}", "seen", page_here_say),
};

const struct route_list routes_here = {ROUTES, COUNT_OF(ROUTES)};
