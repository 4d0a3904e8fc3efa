#ifndef SPARKD_EVENT_EVENT_ABOUT_H
#define SPARKD_EVENT_EVENT_ABOUT_H

#include "event.h"
#include "policy_pack.h"
#include "provider.h"

/*
 * What an event's page says beyond title and purpose (AC-34, AC-35), and what
 * it is found and reported by. Saved with its event: hand it to event_create or
 * event_update as fields.about.
 *
 * AC-34 asks purpose, methods, objectives, expectations and intended audience
 * of an event. How sparkd reads it: a draft may lack any of them. An event of
 * whom people are asked to come (required, invited) is not published without
 * its purpose; whom it is for is always known (audience.h), and its words are
 * asked for where people are asked. All else that is missing is named before it
 * is published. SPARK, meetings and protected time are what their kind says and
 * are not asked (event_kind).
 */
enum event_mode { MODE_IN_PERSON, MODE_ONLINE, MODE_BOTH, MODE_OWN_TIME, EVENT_MODES };
enum event_strand { STRAND_STAFF, STRAND_GOVERNORS, STRAND_EVERYONE, EVENT_STRANDS };

/* "in person", "governors": as in the database and the API. */
const char *event_about_mode(enum event_mode mode);
enum err event_about_parse_mode(struct str s, enum event_mode *ret) MUST_USE;
const char *event_about_strand(enum event_strand strand);
enum err event_about_parse_strand(struct str s, enum event_strand *ret) MUST_USE;

enum {
    EVENT_ABOUT_CHARS_MAX = 1000,
    EVENT_ABOUT_SHORT_CHARS_MAX = 80,
    EVENT_STANDARD_PARTS = 5, /* of the DfE's standard (practice P1), a bit each */
    EVENT_COST_PENCE_MAX = 100000000,
};

/* Texts are never NULL but may be empty. */
struct event_about {
    const char *methods, *objectives, *expectations, *audience;
    const char *level, *theme; /* keys of `levels` and `themes` */
    const char *phase, *subject;
    enum event_mode mode;
    int standard;                /* bits */
    const char *evaluation;      /* key of `evaluation_times`; "": the type's own */
    struct provider_id provider; /* v 0: nobody from outside */
    int cost_pence;              /* a place */
    enum event_strand strand;    /* AC-33 */
    const char *emerging;        /* why it came after the published programme (TW-09) */
};

/* Nothing said yet. */
struct event_about event_about_new(void);
/* Of an event of which nothing was said too. */
enum err event_about_find(struct store *store, struct event_id event, struct arena *arena,
                          struct event_about *ret) MUST_USE;

/* Refuses every bad text and number under its name of the API, "about.methods". */
void event_about_check(const struct event_about *about, struct refusal *why);
/* What of AC-34 an event does not say, as those names; at most five. */
struct event_about_gaps {
    const char *names[5];
    int count;
    bool forbid; /* it cannot be published so */
};
struct event_about_gaps event_about_gaps(const struct event_fields *fields,
                                         const struct event_about *about);

/* The pack as that school has it, with lists; ERR_NOT_FOUND where no pack was loaded. */
enum err event_about_pack(struct store *store, struct school_id school, struct arena *arena,
                          struct policy_pack *ret) MUST_USE;

#endif
