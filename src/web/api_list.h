#ifndef SPARKD_WEB_API_LIST_H
#define SPARKD_WEB_API_LIST_H

#include "response.h"

/*
 * Lists of the API (contract, section 5): {"items", "next"} with ?limit= and
 * ?cursor=. A cursor means something to its own list only.
 */
enum { API_LIST_DEFAULT = 50, API_LIST_MAX = 200 };

struct api_list {
    int limit;
    int64_t after[2]; /* where the last page ended; zeros: from the start */
};

/* ERR_INVALID with fields limit, cursor. */
enum err api_list_read(struct ctx *ctx, const struct request *request,
                       struct api_list *ret) MUST_USE;
/* The cursor of what comes after; {0, 0} is the end: NULL. */
const char *api_list_cursor(struct arena *arena, int64_t first, int64_t second);
/* 200 with the items and the cursor, NULL at the end. Takes the items. */
enum err api_list_answer(struct response *response, json_t *items, const char *next) MUST_USE;
/* The same for a list that was read whole: the page of it that was asked for. Takes the items. */
enum err api_list_answer_part(struct ctx *ctx, struct response *response,
                              const struct api_list *list, json_t *items) MUST_USE;

/* An id in the query, 0 if it is not there; refuses the field if it is no id. */
int64_t api_list_id(struct ctx *ctx, const struct request *request, const char *name);
/* A date in the query, DAY_NONE if it is not there; refuses the field if it is no date. */
struct day api_list_day(struct ctx *ctx, const struct request *request, const char *name);

#endif
