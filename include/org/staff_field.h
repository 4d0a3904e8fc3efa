#ifndef SPARKD_ORG_STAFF_FIELD_H
#define SPARKD_ORG_STAFF_FIELD_H

#include "csv_read.h"
#include "instant.h"

/*
 * What a staff file may say of somebody (practice P7), one list for reading,
 * comparing, showing and writing. Every value has one canonical text, so that
 * two of them are equal when their texts are: dates YYYY-MM-DD, "0.6",
 * "Mon Tue Wed-am", "yes".
 */
enum staff_field {
    STAFF_SCHOOL,
    STAFF_REF,
    STAFF_TITLE,
    STAFF_FIRST_NAME,
    STAFF_LAST_NAME,
    STAFF_PREFERRED_NAME,
    STAFF_EMAIL,
    STAFF_GROUP,
    STAFF_ROLE_CATEGORY,
    STAFF_POST,
    STAFF_DEPARTMENT,
    STAFF_LINE_MANAGER,
    STAFF_MENTOR,
    STAFF_FTE,
    STAFF_WORKING_DAYS,
    STAFF_STARTS,
    STAFF_ENDS,
    STAFF_ECT_STARTS,
    STAFF_LEADERSHIP,
    STAFF_FIELD_COUNT
};

struct staff_field_info {
    const char *key;   /* the column's name in our own files, and in the API */
    const char *label; /* on a page */
    const char *hint;  /* for who chooses its column */
    bool of_person;    /* said once of a person, not of each school they work in */
    bool clears;       /* an empty cell empties it; else an empty cell changes nothing */
};

const struct staff_field_info *staff_field_info(enum staff_field field);
/* By key; ERR_NOT_FOUND. */
enum err staff_field_find(struct str key, enum staff_field *ret) MUST_USE;

/* A cell's text as the field's canonical text, in the arena; "" for an empty cell. ERR_INVALID:
 * *ret_what says in words what it should be. */
enum err staff_value_read(enum staff_field field, struct str cell, struct arena *arena,
                          const char **ret, const char **ret_what) MUST_USE;
/* Are two canonical texts the same? Addresses and schools in any case. */
bool staff_value_same(enum staff_field field, const char *a, const char *b);

/* From and to canonical texts; the text must be one. */
struct day staff_value_day(const char *text);
int staff_value_fte(const char *text);
int staff_value_days(const char *text);
const char *staff_value_of_fte(int milli, struct arena *arena);
const char *staff_value_of_day(struct day day, struct arena *arena);
/* Names of departments in one text: sorted, once each, "; " between. */
const char *staff_value_of_list(const char **names, int count, struct arena *arena);

/* The staff group that a post or role category speaks of, NULL if it does not say. */
const char *staff_value_guess_group(const char *words);

#endif
