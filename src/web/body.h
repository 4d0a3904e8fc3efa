#ifndef SPARKD_WEB_BODY_H
#define SPARKD_WEB_BODY_H

#include "route.h"

/*
 * The body of a request into its fields and files, checked before a handler
 * runs: a form for pages, a JSON object for the API, multipart or the file
 * itself where a route takes files; known fields only, none twice.
 */
struct body_fault {
    int status; /* 400, 413, 415, 503 */
    const char *slug;
    const char *sentence;
};

/* ERR_INVALID fills *ret_fault. The JSON and the upload are the request's, ended by whoever ends
 * the request, also after a fault. */
enum err body_read(const struct http_request *http, struct arena *arena, struct request *request,
                   struct body_fault *ret_fault) MUST_USE;
/* The query of any request, likewise. */
enum err body_read_query(struct arena *arena, struct request *request,
                         struct body_fault *ret_fault) MUST_USE;

#endif
