#ifndef SPARKD_ORG_PERSON_H
#define SPARKD_ORG_PERSON_H

#include "school.h"
#include "store.h"

/* Somebody the trust knows (PR-04, PR-28). */
struct person_id {
    int64_t v;
};

enum { PERSON_NAME_CHARS_MAX = 120, PERSON_EMAIL_BYTES_MAX = 254 };

struct person {
    struct person_id id;
    const char *uid, *name;
    const char *email;       /* "": no work mailbox */
    struct day left_on;      /* DAY_NONE: still here */
    bool invitations;        /* wants calendar parts in mail */
    struct school_id school; /* the first open employment's, v 0 if none */
};

/* ERR_NOT_FOUND for an unknown id; a person who left is found. */
enum err person_find(struct store *store, struct person_id id, struct arena *arena,
                     struct person *ret) MUST_USE;
/* By work email, any case; ERR_NOT_FOUND for unknown and for people who left before today. */
enum err person_find_by_email(struct store *store, struct str email, struct day today,
                              struct arena *arena, struct person *ret) MUST_USE;
/* Conservative ASCII address: local@domain, no quotes, at most 254 bytes. */
bool person_email_is_valid(struct str email);

struct person_new {
    const char *name;
    const char *email; /* "" or NULL: no work mailbox */
};
/* ERR_CONFLICT: the address is taken. */
enum err person_insert(struct store *store, const struct person_new *person, struct instant now,
                       struct person_id *ret) MUST_USE;

/* Where and when somebody works (PR-02). */
struct employment {
    struct school_id school;
    const char *staff_group;   /* "teaching", "classroom support", … */
    const char *role_category; /* "main scale", … */
    int working_days;          /* bit 2*weekday: morning, next: afternoon; 1023 = every day */
};
enum { WORKING_DAYS_ALL = 1023 };
enum err person_employ(struct store *store, struct person_id person,
                       const struct employment *employment) MUST_USE;
/* The schools somebody works in on that day or will, first employment first, then those where they
 * take part without one (PR-20). */
enum { PERSON_SCHOOLS_MAX = 20 };
struct person_schools {
    struct school_id ids[PERSON_SCHOOLS_MAX];
    int count;
};
enum err person_schools(struct store *store, struct person_id person, struct day on,
                        struct person_schools *ret) MUST_USE;

/* Not in the cycle from one day until another (PR-05): an early career teacher, a long absence. */
enum err person_exempt(struct store *store, struct person_id person, struct day from,
                       struct day until) MUST_USE;

/* The professional-development mentor on that day (PR-06): v 0 if none. */
enum err person_pd_mentor(struct store *store, struct person_id person, struct day on,
                          struct person_id *ret) MUST_USE;
/* ERR_CONFLICT if the two are the same person. */
enum err person_set_pd_mentor(struct store *store, struct person_id person, struct person_id mentor,
                              struct day from) MUST_USE;

/* Whose PD mentor somebody is on that day, by name; at most 100. */
enum { MENTEES_MAX = 100 };
enum err person_mentees(struct store *store, struct person_id mentor, struct day on,
                        struct arena *arena, struct person **ret, int *ret_count) MUST_USE;

/* People for a list: by name, at most `limit`, after `after_id` (cursor; 0 = from the start of
 * ids). school v 0 = all; q matches name, p NULL or empty = all. */
struct person_list {
    struct person *items;
    int count;
    int64_t next; /* cursor, 0 at the end */
};
enum err person_list(struct store *store, struct school_id school, struct str q, struct day today,
                     int64_t after_id, int limit, struct arena *arena,
                     struct person_list *ret) MUST_USE;

#endif
