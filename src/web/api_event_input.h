#ifndef SPARKD_WEB_API_EVENT_INPUT_H
#define SPARKD_WEB_API_EVENT_INPUT_H

#include "event_session.h"
#include "response.h"
#include "spark_event.h"

/* The body of an event (contract, section 5): what is sent, over what stands. */
struct api_event_input {
    struct event_fields fields;
    struct spark_fields spark;
    bool has_spark; /* something was said of SPARK */
    struct event_session_fields sessions[EVENT_SESSIONS_MAX];
    int session_count; /* 0: none were sent */
};

/* What a new event is unless its body says otherwise. */
struct api_event_input api_event_input_new(void);
/* ERR_INVALID with every field that is wrong; 400 for nested fields nobody knows. `creates`: the
 * fields an event cannot be without must be there. */
enum err api_event_input_read(struct ctx *ctx, const struct request *request,
                              struct response *response, bool creates,
                              struct api_event_input *input) MUST_USE;
/* The host school a body names, before anything else is judged; `otherwise` if it names none. */
struct school_id api_event_input_host(const struct request *request, struct school_id otherwise);
/* What the rules of SPARK refused, under the names of the body ("spark.changeover_s"). */
void api_event_input_rename(struct refusal *why);

#endif
