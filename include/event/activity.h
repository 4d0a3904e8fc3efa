#ifndef SPARKD_EVENT_ACTIVITY_H
#define SPARKD_EVENT_ACTIVITY_H

#include "activity_type.h"
#include "pd_standard.h"
#include "person.h"
#include "refusal.h"

/*
 * What somebody did elsewhere and writes down for themselves (AC-01 to AC-38,
 * RE-01, RE-03), and the yes of somebody else that it was so (RE-02). Every use
 * case runs inside the caller's transaction; the caller asks may() first.
 */
struct activity_id {
    int64_t v;
};

/* AC-27. Leading counts as development too. */
enum activity_part {
    ACTIVITY_ATTENDEE,
    ACTIVITY_LEADER,
    ACTIVITY_CO_LEADER,
    ACTIVITY_ASSISTANT,
    ACTIVITY_PARTS
};
/* "co-leader": as in the database and the API. */
const char *activity_part_name(enum activity_part part);
enum err activity_part_parse(struct str s, enum activity_part *ret) MUST_USE;

enum award_status { AWARD_NONE, AWARD_STUDYING, AWARD_COMPLETED, AWARD_STOPPED, AWARD_STATUSES };
/* "", "studying", "completed", "stopped" */
const char *award_status_name(enum award_status status);
enum err award_status_parse(struct str s, enum award_status *ret) MUST_USE;

struct activity_award {
    const char *body, *level; /* who awards it, at which level */
    int credits;
    enum award_status status;
    struct day on; /* DAY_NONE: not completed */
};

enum {
    ACTIVITY_TITLE_CHARS_MAX = 120,
    ACTIVITY_TEXT_CHARS_MAX = 200,
    ACTIVITY_NOTE_CHARS_MAX = 4000,
    ACTIVITY_MINUTES_MAX = 120000, /* 2,000 hours */
    ACTIVITY_CREDITS_MAX = 1000,
};

struct activity_fields {
    const char *type; /* key of `activities` */
    const char *title, *provider;
    struct day from, to; /* to: the same day if it took one */
    int minutes;
    enum activity_part part;
    const char *level, *theme; /* keys of `levels`, `themes`; "" for none */
    int standard;              /* pd_standard.h */
    struct activity_award award;
};

struct activity {
    struct activity_id id;
    struct person_id person;
    const char *person_name;
    struct activity_fields fields;
    struct person_id verified_by; /* v 0: nobody, it is what the person says themselves */
    const char *verified_by_name; /* "" */
    struct instant verified_at;
    int files;
    int version;
};

/* ERR_INVALID with the fields that are wrong, in the words of the form. */
enum err activity_create(struct store *store, struct instant now, struct person_id person,
                         const struct policy_pack *pack, const struct activity_fields *fields,
                         struct refusal *why, struct activity_id *ret) MUST_USE;
/* ERR_STALE unless version is 0 or the activity's. What was verified and is now different is no
 * longer verified. */
enum err activity_change(struct store *store, struct instant now, struct activity_id id,
                         int version, const struct policy_pack *pack,
                         const struct activity_fields *fields, struct refusal *why) MUST_USE;
/* With its note and its files. */
enum err activity_delete(struct store *store, struct activity_id id, int version,
                         struct refusal *why) MUST_USE;
enum err activity_find(struct store *store, struct activity_id id, struct arena *arena,
                       struct activity *ret) MUST_USE;

/* Says that it was so; no change if that was said already. ERR_CONFLICT `your-own`, `not-over`. */
enum err activity_verify(struct store *store, struct instant now, struct activity_id id,
                         struct person_id by, struct refusal *why) MUST_USE;
/* Takes that back; no change if nobody said so. */
enum err activity_unverify(struct store *store, struct activity_id id) MUST_USE;

/* ---- what one takes from it: for oneself (RE-09) ---- */

/* "" for nothing; ERR_INVALID field learned. */
enum err activity_note_keep(struct store *store, struct activity_id id, const char *learned,
                            struct refusal *why) MUST_USE;
enum err activity_note_find(struct store *store, struct activity_id id, struct arena *arena,
                            const char **ret) MUST_USE;

/* ---- lists ---- */

struct activity_list {
    struct activity *items;
    int count;
    int next;      /* `after` of what follows; 0 at the end */
    int64_t total; /* minutes of all that fit, whatever the page */
};
struct activity_filter {
    struct person_id person;
    int year;         /* the school year it began in; 0: any */
    int after, limit; /* how many to pass over, at most how many */
};
/* One person's, newest first. */
enum err activity_list(struct store *store, const struct activity_filter *filter,
                       struct arena *arena, struct activity_list *ret) MUST_USE;
/* The first and the last school year in which there is one; 0 if there is none. */
enum err activity_years(struct store *store, struct person_id person, int *ret_first,
                        int *ret_last) MUST_USE;

/* Whose activities somebody verifies. */
struct activity_watch {
    struct person_id verifier; /* not their own */
    bool trust;                /* everybody's */
    const struct school_id *schools;
    int school_count; /* else of those who work there or take part today */
};
/* Those that are over and not verified, oldest first; at most `limit`, ret->next if there are
 * more. */
enum err activity_list_to_verify(struct store *store, const struct activity_watch *watch,
                                 struct day today, int after, int limit, struct arena *arena,
                                 struct activity_list *ret) MUST_USE;

#endif
