#ifndef SPARKD_WEB_API_EVENT_INPUT_H
#define SPARKD_WEB_API_EVENT_INPUT_H

#include "event_about.h"
#include "event_session.h"
#include "json_input.h"
#include "response.h"
#include "spark_event.h"

/* The body of an event (contract, section 5): what is sent, over what stands. */
struct api_event_input {
    struct event_fields fields;
    struct event_about about; /* fields.about points here once something was said of it */
    struct spark_fields spark;
    bool has_spark; /* something was said of SPARK */
    struct event_session_fields sessions[EVENT_SESSIONS_MAX];
    int session_count; /* 0: none were sent */
};

/* What a new event is unless its body says otherwise. */
struct api_event_input api_event_input_new(void);
/* A change of an event begins with what stands, `about` too. ERR_INVALID with every field that is
 * wrong; 400 for nested fields nobody knows. `creates`: the fields an event cannot be without must
 * be there. */
enum err api_event_input_read(struct ctx *ctx, const struct request *request,
                              struct response *response, bool creates,
                              struct api_event_input *input) MUST_USE;
/* The host school a body names, before anything else is judged; `otherwise` if it names none. */
struct school_id api_event_input_host(const struct request *request, struct school_id otherwise);
/* ---- api_event_about.c ---- */

/* The object `about` of a body, over what stands in input->about. */
void api_event_about_read(const struct json_input *body, struct api_event_input *input);
json_t *api_event_about_view(const struct event_about *about);

/* What the rules of SPARK refused, under the names of the body ("spark.changeover_s"). */
void api_event_input_rename(struct refusal *why);

#endif
