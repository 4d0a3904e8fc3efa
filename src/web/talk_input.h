#ifndef SPARKD_WEB_TALK_INPUT_H
#define SPARKD_WEB_TALK_INPUT_H

#include "request.h"
#include "talk.h"
#include "talk_topic.h"

/*
 * What somebody types of a talk on a page, on its way to talk_book and
 * talk_change. What cannot be read is refused in ctx->why under the name of
 * its field; the use case, which looks at why first, then refuses it all
 * together and changes nothing.
 */
/* Somebody whom a typed name may mean. */
struct talk_join {
    const char *name, *text; /* "joins_12", "Jo Carter, Oak Primary School" */
    bool ticked;
};
enum { TALK_JOINS_MAX = 20 };

struct talk_input {
    const char *title, *abstract, *category; /* NULL: not given */
    int minutes;                             /* 0: not given, -1: not a number of minutes */
    struct person_id co_presenters[TALK_CO_PRESENTERS_MAX + 1]; /* one too many is seen */
    int co_presenter_count;                                     /* TALK_UNCHANGED: not given */
    int stay_count;     /* the first of them: on the talk already, and ticked to stay on it */
    const char *emails; /* who joins, names and addresses as typed in the form */
    struct talk_join joins[TALK_JOINS_MAX]; /* where a name means none or several exactly */
    int join_count;
    int version;                         /* 0: whatever it is now */
    const char *from, *to, *kit, *theme; /* of its slot, as typed; NULL: not given */
    struct talk_needs needs;             /* read by talk_input_needs; from there if has_needs */
    bool has_needs;
    struct talk_topic topic; /* words of the call; NULL: not given */
    bool draft, submit;      /* keep it for later; or offer what was kept */
    bool wait_for_longer;    /* take the place in line if the longer form does not fit */
};

/*
 * Fields title, abstract, category, minutes, co_presenter (names or work emails, commas between),
 * joins_ID (chosen where such a name may mean several), stays_ID
 * (a joint presenter of `stands` who stays; counts beside co_presenter only), available_from,
 * available_to, kit, theme, phase, subject, focus, version, wait, draft, submit; one that is absent
 * is not given. An
 * address of a joint presenter of `stands` (NULL: a new talk) is theirs though they have left.
 * ERR_IO if people cannot be looked up.
 */
enum err talk_input_read_form(struct ctx *ctx, const struct request *request,
                              const struct talk *stands, struct talk_input *ret) MUST_USE;
/* "stays_12" */
const char *talk_input_stays_name(struct arena *arena, struct person_id person);
/* Was that person ticked to stay? */
bool talk_input_stays(const struct talk_input *input, struct person_id person);

/* What its slot has to meet, times of the event's day; what was not typed stays as it is in
 * `stands` (NULL: a new talk). */
void talk_input_needs(struct ctx *ctx, const struct event *event, const struct talk *stands,
                      struct talk_input *input);

/* What that talk says of its topic; nothing of NULL, or where it cannot be found out. */
struct talk_topic talk_input_stands(struct ctx *ctx, const struct talk *talk);

/* For the use cases; borrow from the input. The talk is the actor's own. */
struct talk_request talk_input_request(const struct ctx *ctx, const struct talk_input *input,
                                       const struct event *event,
                                       const struct talk_lengths *lengths);
struct talk_edit talk_input_edit(const struct ctx *ctx, const struct talk_input *input,
                                 struct talk_id talk, const struct talk_lengths *lengths);

/* ---- whose talk it is ---- */

/* Named: gives it, or was asked to and has not answered (joint.h). */
enum talk_part { TALK_PART_NAMED, TALK_PART_PRESENTER, TALK_PART_LEAD };

/*
 * The talk for whoever has that part in it: ERR_NOT_FOUND for who is not named;
 * ERR_DENIED, in words, before a yes, where only the lead may act, or who no
 * longer may book.
 */
enum err talk_find_own(struct ctx *ctx, struct talk_id id, enum talk_part part,
                       struct talk *ret) MUST_USE;

#endif
