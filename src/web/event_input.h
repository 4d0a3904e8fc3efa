#ifndef SPARKD_WEB_EVENT_INPUT_H
#define SPARKD_WEB_EVENT_INPUT_H

#include "event_about.h"
#include "form.h"
#include "spark_event.h"

/*
 * The form of an event, both ways: what was typed as fields, and an event as
 * what would be typed. One date for start and end; an event that runs into the
 * next day says so with `nights`, or ends at midnight.
 */
#define EVENT_INPUT_FIELDS                                                                         \
    "version kind title purpose date_day date_month date_year start end nights school room "       \
    "capacity waiting_list attendance hours counts opens_day opens_month opens_year opens_time "   \
    "closes_day closes_month closes_year closes_time approval clash offer fresh_first withdraw "   \
    "objectives methods expectations audience strand provider cost level theme phase subject "     \
    "mode evaluation emerging standard_1 standard_2 standard_3 standard_4 standard_5 "             \
    "fixed_minutes changeover_s intake order themes"

struct event_input {
    struct event_fields fields; /* without `about` */
    struct event_about about;
    struct spark_fields spark; /* said of talks; read for kind spark only */
    int version;               /* of the event the form was made of; 0: a new one */
};

/*
 * Reads the form; pack: for a kind that is one of the policy's activities, NULL
 * if no pack has any. ERR_INVALID with every field that is wrong, by the form's
 * names and the rules of event_rules_check. Times are wall times of the
 * trust's zone; one that the clocks skip or repeat is refused (calendar
 * specification, section 7).
 */
enum err event_input_read(const struct form *form, const struct policy_pack *pack,
                          struct refusal *why, struct event_input *ret) MUST_USE;
/* The kind is one of the policy's activities: reading it needs the pack. */
bool event_input_needs_pack(const struct form *form);

/* What a use case refused, under the form's names ("starts_at" is the form's "start"). */
void event_input_rename(struct refusal *why);

/* A new form: at that school (v 0: the first), of that kind, with what is usual for it; chosen: the
 * kind's name, or the policy's activity that is of it. */
struct form event_input_blank(enum event_kind kind, const char *chosen, struct school_id school,
                              enum spark_order order, struct arena *arena);
/* An event as it would be typed; event_input_read gives the same fields again, whole minutes.
 * settings NULL unless it is SPARK. */
struct form event_input_form(const struct event *event, const struct event_about *about,
                             const struct spark_settings *settings, struct arena *arena);

/* ---- event_about_input.c: what an event is about ---- */

struct event_about event_about_input_read(const struct form *form, struct refusal *why);
enum { EVENT_ABOUT_INPUT_MAX = 24 };
/* Its fields as they would be typed, at most EVENT_ABOUT_INPUT_MAX more of them. */
void event_about_input_write(const struct event_about *about, struct form *form,
                             struct arena *arena);

/* The field "hours" in minutes, 0 if it is empty; refuses it. */
int event_input_hours(const struct form *form, struct refusal *why);

#endif
