#ifndef SPARKD_SPARK_PERSON_MERGE_TABLE_H
#define SPARKD_SPARK_PERSON_MERGE_TABLE_H

#include "str.h"

/* A reference to a person that moves with a merge. Rows are named by a number and a text. */
struct merge_move {
    const char *name;  /* "booking.person_id" */
    const char *list;  /* $1 gone, $2 kept: number and text of the rows that move */
    const char *apply; /* $1 to, $2 number, $3 text, $4 from */
};

/* Ended by a row whose name is NULL. */
extern const struct merge_move merge_moves[];
/* At event $1 what was asked of $2 and of $3 is exchanged: done twice, it is undone. */
extern const char merge_swap_asked[];
/* References that stay with the record that goes; ended by NULL. */
extern const char *const merge_stays[];

#endif
