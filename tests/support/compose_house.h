#ifndef SPARKD_TESTS_SUPPORT_COMPOSE_HOUSE_H
#define SPARKD_TESTS_SUPPORT_COMPOSE_HOUSE_H

#include "compose.h"

/* A trust with one person, Ann, whose mails are composed. */
extern struct store *store;
extern struct arena *arena;
extern struct instant now; /* 2 November 2026, 9:00, until a test sets it */
extern struct person_id ann;

/* Of a group of tests: reads the templates; of each test: a new database. */
int compose_start(void **state);
int compose_finish(void **state);
int set_up(void **state);
int tear_down(void **state);

/* The next row that is due; it is claimed. */
struct outbox_row claim(void);
enum err compose(const struct outbox_row *row, struct composed *ret);
/* The next mail's bytes. */
struct str compose_next(void);
bool has(struct str bytes, const char *text);

#endif
