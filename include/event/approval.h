#ifndef SPARKD_EVENT_APPROVAL_H
#define SPARKD_EVENT_APPROVAL_H

#include "booking.h"
#include "permission.h"
#include "policy_pack.h"

/*
 * A request for approval: what somebody asks to be paid, covered or changed so
 * that they can develop (AP-02, AP-07, AP-11), and a changed working pattern
 * (AP-15, TW-08). It goes from step to step of the policy's route; a step
 * belongs to whoever holds its role for that person today. Nobody decides what
 * they ask for themselves.
 */
struct approval_id {
    int64_t v;
};

enum approval_kind { APPROVAL_FUNDING, APPROVAL_PATTERN, APPROVAL_KINDS };
/* asked: a question waits for the person who asks. */
enum approval_status {
    APPROVAL_OPEN,
    APPROVAL_ASKED,
    APPROVAL_APPROVED,
    APPROVAL_DECLINED,
    APPROVAL_WITHDRAWN,
    APPROVAL_STATUSES
};
enum { APPROVAL_PAYERS = 5, APPROVAL_ANSWERS = 3, APPROVAL_ORDERS = 6 };
/* As in the database and the API; in order. Orders are of a place at an outside provider, the first
 * of them says that there is nothing to order. */
extern const char *const approval_kinds[APPROVAL_KINDS];
extern const char *const approval_statuses[APPROVAL_STATUSES];
extern const char *const approval_payers[APPROVAL_PAYERS];   /* AP-07 */
extern const char *const approval_answers[APPROVAL_ANSWERS]; /* AP-02: yes, no, not sure */
extern const char *const approval_orders[APPROVAL_ORDERS];
/* The place of a name in one of these, -1 if it is none of them. */
int approval_word(const char *const *words, int count, struct str name);

/* What somebody says when they ask. */
struct approval_fields {
    enum approval_kind kind;
    const char *title, *provider; /* provider "": of the trust's own */
    struct day from, to;
    int cost_pence, payer; /* payer, in_trust: places in the lists above */
    int cover_amount;
    bool cover_hours; /* else periods */
    const char *travel;
    int travel_pence, miles;
    const char *outcome;
    int in_trust; /* could it be done within the trust? */
    const char *in_trust_note;
    bool for_need, for_goal; /* ticks only, never what they say */
    const char *criteria;    /* keys, parted by blanks */
};

enum approval_step_state {
    APPROVAL_STEP_TO_COME,
    APPROVAL_STEP_HERE,
    APPROVAL_STEP_APPROVED,
    APPROVAL_STEP_DECLINED,
    APPROVAL_STEP_PASSED_OVER, /* nobody held it */
    APPROVAL_STEP_GONE_ON,     /* not answered in time */
    APPROVAL_STEP_STATES
};
const char *approval_step_state_name(enum approval_step_state state);

enum { APPROVAL_STEPS_MAX = 20 };
struct approval_step {
    int64_t id;
    const char *key, *words, *who;
    bool recommends; /* to whom it is delegated advises; the step comes back */
    enum approval_step_state state;
    struct instant since;
    struct day due;
    struct person_id delegate, by;
    const char *delegate_name, *by_name; /* "" if nobody */
    struct instant at;
    const char *note; /* the reason */
};

struct approval {
    struct approval_id id;
    struct approval_fields fields;
    const char *criteria_list; /* which list the criteria are of */
    struct person_id person;
    const char *person_name;
    struct school_id school;
    const char *school_name;
    struct booking_id booking; /* v 0: of something elsewhere */
    struct event_id event;
    enum approval_status status;
    int step_days;
    struct approval_step *steps;
    int step_count, here; /* here: the step that has it, -1 once it is over */
    const char *cover;    /* who covers which class */
    int order;            /* place in approval_orders */
    int version;
    struct instant made_at, ended_at;
};
/* The reason of the step that ended it; "" if there is none. */
const char *approval_reason(const struct approval *approval);

enum {
    APPROVAL_TITLE_CHARS_MAX = 160,
    APPROVAL_LINE_CHARS_MAX = 200,
    APPROVAL_TEXT_CHARS_MAX = 2000,
    APPROVAL_COVER_MAX = 200,
    APPROVAL_MILES_MAX = 2000,
    APPROVAL_PENCE_MAX = 100000000,
};

/* ---- the route, as the policy has it now (AP-10) ---- */

/* The list of criteria the policy goes by: its own prioritisation criteria, else its own points of
 * best value, else sparkd's criteria (AP-02, requirements L1 and L2). */
const struct policy_list *approval_criteria(const struct policy_pack *pack);

struct approval_route {
    const char *title; /* the policy's words for such requests */
    int step_days;
    struct approval_step *steps; /* key, words, who, recommends */
    int *from_pounds;            /* a step of dearer requests only; 0: of all */
    int count;
};
/* All steps of that kind of request. The pack was read whole. */
struct approval_route approval_route(const struct policy_pack *pack, enum approval_kind kind,
                                     struct arena *arena);

/* ---- whose turn it is ---- */

struct approval_people {
    struct person *items;
    int count;
};
/* Who may decide that step today, for somebody of that school: those who hold its role, their
 * deputies while all of them are away. last: of the last step, which the trust's coordinators take
 * where nobody else can. */
enum err approval_holders(struct store *store, struct person_id asker, struct school_id school,
                          const char *who, bool last, struct day today, struct arena *arena,
                          struct approval_people *ret) MUST_USE;
/* Who has the request now: its delegate, else its holders; nobody once it is over. */
enum err approval_holders_now(struct store *store, const struct approval *approval,
                              struct day today, struct arena *arena,
                              struct approval_people *ret) MUST_USE;
/* May that person decide the step it stands at? A holder may, though it is delegated. */
enum err approval_is_in_hand(struct store *store, const struct approval *approval,
                             struct person_id person, struct day today, struct arena *arena,
                             bool *ret) MUST_USE;
/* Did they ever have to do with it: asked, decided, or have it in hand? */
enum err approval_is_party(struct store *store, const struct approval *approval,
                           struct person_id person, struct day today, struct arena *arena,
                           bool *ret) MUST_USE;

/* ---- asking ---- */

/* ERR_INVALID names the fields, beside those that were refused before. */
enum err approval_check(const struct approval_fields *fields, struct refusal *why) MUST_USE;
/* Makes the request with its route and tells whoever has the first step. booking v 0: of something
 * elsewhere. ERR_INVALID names fields; ERR_CONFLICT `no-school` for who works at none. */
struct approval_new {
    struct person_id person;
    struct booking_id booking;
    struct approval_fields fields;
};
enum err approval_make(struct store *store, struct instant now, const struct approval_new *request,
                       struct refusal *why, struct approval_id *ret) MUST_USE;
/*
 * The request that a booking is: of an event that needs approval (AP-11), with
 * what the event's page says; the person may say more. Nobody is asked where no
 * policy is in force. Once it is decided, so is the booking (booking_decide);
 * given up, the request is withdrawn, and the other way round.
 */
enum err approval_make_of_booking(struct store *store, struct instant now,
                                  const struct event *event, struct booking_id booking,
                                  struct person_id person, struct refusal *why) MUST_USE;
/* While nobody has decided a step. ERR_STALE unless version is 0 or the request's; ERR_CONFLICT
 * `decided`, `over`. */
enum err approval_change(struct store *store, struct instant now, struct approval_id id,
                         int version, const struct approval_fields *fields,
                         struct refusal *why) MUST_USE;
enum err approval_withdraw(struct store *store, struct instant now, struct approval_id id,
                           int version, struct refusal *why) MUST_USE;
/* All that person has going, when they leave. */
enum err approval_withdraw_all(struct store *store, struct instant now, struct person_id person,
                               struct arena *arena) MUST_USE;

/* ---- deciding: each by whoever may, see approval_is_in_hand ---- */

/* What somebody does with a request, on the version they saw (0: any). */
struct approval_act {
    struct approval_id id;
    int version;
    struct person_id by;
    const char *words; /* reason, question, answer, comment */
};
/*
 * Their step is approved, and with the last one the request; or it is declined, with a reason. A
 * delegate who only recommends leaves the step where it is. ERR_DENIED `own-request`, `not-yours`;
 * ERR_CONFLICT `over`, `asked`; ERR_INVALID field note.
 */
enum err approval_decide(struct store *store, struct instant now, const struct approval_act *act,
                         bool approve, struct refusal *why) MUST_USE;
/* Asks the person a question; the request waits for the answer, and its days begin anew then. */
enum err approval_ask(struct store *store, struct instant now, const struct approval_act *act,
                      struct refusal *why) MUST_USE;
/* The person's own answer. */
enum err approval_reply(struct store *store, struct instant now, const struct approval_act *act,
                        struct refusal *why) MUST_USE;
/* By whoever may see it: comment-only people too (AP-11). */
enum err approval_comment(struct store *store, struct instant now, const struct approval_act *act,
                          struct refusal *why) MUST_USE;
/* Gives the step to a colleague; ERR_INVALID field person. */
enum err approval_delegate(struct store *store, struct instant now, const struct approval_act *act,
                           struct person_id to, struct refusal *why) MUST_USE;

/* ---- once it is approved ---- */

/* Who covers which class: the person is told that it stands there. ERR_CONFLICT `not-approved`. */
enum err approval_cover(struct store *store, struct instant now, const struct approval_act *act,
                        struct refusal *why) MUST_USE;
/* How the order at the outside provider stands. ERR_CONFLICT `not-approved`, `nothing-to-order`. */
enum err approval_set_order(struct store *store, struct instant now, const struct approval_act *act,
                            int order, struct refusal *why) MUST_USE;

/* ---- what is overdue ---- */

/* At most `limit` steps that were not answered in time go to the next step, the last one is asked
 * again; *ret_more: there are more. By night, no school day before its time (AP-10). */
enum err approval_escalate(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more) MUST_USE;

/* ---- reading ---- */

/* With its steps, and which of them has it now. ERR_NOT_FOUND. The caller asks may(). */
enum err approval_find(struct store *store, struct approval_id id, struct arena *arena,
                       struct approval *ret) MUST_USE;

struct approval_note {
    const char *kind, *words, *person_name;
    struct person_id person;
    struct instant at;
};
enum { APPROVAL_NOTES_MAX = 200 };
/* The first of them first. */
enum err approval_notes(struct store *store, struct approval_id id, struct arena *arena,
                        struct approval_note **ret, int *ret_count) MUST_USE;

enum { APPROVAL_WAITING_MAX = 200 };
struct approval_list {
    struct approval *items;
    int count;
    int next; /* `after` of what follows; 0 at the end */
};
/* Those which that person has now, the longest waiting first; at most APPROVAL_WAITING_MAX. */
enum err approval_list_waiting(struct store *store, struct person_id person, struct day today,
                               struct arena *arena, struct approval_list *ret) MUST_USE;
struct approval_filter {
    struct person_id person;                          /* theirs; v 0: anybody's */
    const struct permission_scope *funding, *pattern; /* what of each kind; NULL: all */
    int status;                                       /* enum approval_status, -1: any */
    const char *q;                                    /* in title, provider or name; "": any */
    int after, limit;
};
/* The newest first. */
enum err approval_list(struct store *store, const struct approval_filter *filter,
                       struct arena *arena, struct approval_list *ret) MUST_USE;

#endif
