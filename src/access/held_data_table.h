#ifndef SPARKD_ACCESS_HELD_DATA_TABLE_H
#define SPARKD_ACCESS_HELD_DATA_TABLE_H

enum { HELD_COLUMNS_MAX = 15 };

/* One section: its statement has $1, the person, and $2, how many rows. */
struct held_query {
    const char *key, *title;
    const char *sql;
    const char *kinds; /* a letter a column: t text, d day, i instant, n number */
    const char *columns[HELD_COLUMNS_MAX];
};
/* Ended by a row whose key is NULL. */
extern const struct held_query held_queries[];

#endif
