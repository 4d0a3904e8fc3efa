#ifndef SPARKD_WEB_WAY_IN_H
#define SPARKD_WEB_WAY_IN_H

#include "response.h"

/* The last step of every way in: the session's cookie, then what is owed, or where they wanted to
 * go. ERR_DENIED with words: this way is not theirs, or they do not work here any more. */
struct way_in {
    struct person_id person;
    enum session_way way;
    const char *next; /* an own path */
};
enum err way_in_enter(struct ctx *ctx, const struct request *request, struct response *response,
                      const struct way_in *in) MUST_USE;

#endif
