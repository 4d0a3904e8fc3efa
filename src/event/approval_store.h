#ifndef SPARKD_EVENT_APPROVAL_STORE_H
#define SPARKD_EVENT_APPROVAL_STORE_H

#include "approval_rules.h"

/* The SQL of requests, their steps and what was said about them. */

struct approval_row_new {
    const struct approval_new *request;
    struct school_id school;
    const char *criteria_list;
    int step_days;
};
enum err approval_store_insert(struct store *store, struct instant now,
                               const struct approval_row_new *row,
                               struct approval_id *ret) MUST_USE;
enum err approval_store_add_step(struct store *store, struct approval_id id, int position,
                                 const struct approval_step *step) MUST_USE;
enum err approval_store_drop_steps(struct store *store, struct approval_id id) MUST_USE;
/* Raises the version, as all that follow do. */
enum err approval_store_update(struct store *store, struct approval_id id,
                               const struct approval_fields *fields, const char *criteria_list,
                               int step_days) MUST_USE;
/* ended v 0: it goes on. */
enum err approval_store_set_status(struct store *store, struct approval_id id,
                                   enum approval_status status, struct instant ended) MUST_USE;
enum err approval_store_set_cover(struct store *store, struct approval_id id,
                                  const char *words) MUST_USE;
enum err approval_store_set_order(struct store *store, struct approval_id id, int order) MUST_USE;

/* What hangs on a booking that ends, or on all of an event, is withdrawn with it. */
enum err approval_store_end_of_booking(struct store *store, struct instant now,
                                       struct booking_id booking) MUST_USE;
enum err approval_store_end_of_event(struct store *store, struct instant now,
                                     struct event_id event) MUST_USE;
/* Is there a request for that booking? */
enum err approval_store_has_booking(struct store *store, struct booking_id booking,
                                    bool *ret) MUST_USE;
/* The provider's name and what a place costs, as the event's page has them. */
enum err approval_store_offer(struct store *store, struct event_id event, struct arena *arena,
                              const char **ret_provider, int *ret_cost_pence) MUST_USE;

/* A step begins, or its days begin anew. */
enum err approval_store_begin_step(struct store *store, int64_t step, struct instant now,
                                   struct day due) MUST_USE;
enum err approval_store_end_step(struct store *store, int64_t step, enum approval_step_state state,
                                 struct instant now, struct person_id by,
                                 const char *note) MUST_USE;
enum err approval_store_delegate(struct store *store, int64_t step, struct person_id to) MUST_USE;
enum err approval_store_add_note(struct store *store, struct instant now, struct approval_id id,
                                 const char *kind, struct person_id by, const char *words) MUST_USE;

/* Whoever might decide that step, with their people in the same order; at most
 * APPROVAL_CANDIDATES_MAX. */
enum { APPROVAL_CANDIDATES_MAX = 100 };
enum err approval_store_candidates(struct store *store, struct person_id asker,
                                   struct school_id school, const char *who, struct day today,
                                   struct arena *arena, struct approval_candidate **ret,
                                   struct person **ret_people, int *ret_count) MUST_USE;
/* The requests at a step that person may be a candidate of, the longest there first. */
enum err approval_store_list_candidate(struct store *store, struct person_id person,
                                       struct day today, int64_t *ret_ids, int *ret_count) MUST_USE;
/* The requests whose step was due before that day. */
enum err approval_store_list_due(struct store *store, struct day today, int limit, int64_t *ret_ids,
                                 int *ret_count) MUST_USE;
/* The live requests of a person. */
enum err approval_store_list_live(struct store *store, struct person_id person, int limit,
                                  int64_t *ret_ids, int *ret_count) MUST_USE;
/* People who hold that role at the school on that day. */
enum err approval_store_role_people(struct store *store, enum role role, struct school_id school,
                                    struct day today, struct arena *arena,
                                    struct approval_people *ret) MUST_USE;

#endif
