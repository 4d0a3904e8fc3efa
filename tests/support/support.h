#ifndef SPARKD_TEST_SUPPORT_H
#define SPARKD_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <string.h>

#include <cmocka.h>

#include "check.h"
#include "err.h"
#include "instant.h"
#include "str.h"

struct store;

/* Starts what every test needs (tokens, the zone). Call it first in main. */
void support_init(void);
/* A database in memory with this binary's schema and nothing in it; the caller's, by store_close.
 * The migrations run once a program: doing so for each case took most of the time of the units. */
struct store *support_store(void);

/* "2026-11-12T15:52" as an instant in Europe/London; ends the test if it is none. */
struct instant support_at(const char *wall);
/* "2026-11-12" */
struct day support_day(const char *text);

#define assert_str(got, want)                                                                      \
    do {                                                                                           \
        struct str got_ = (got);                                                                   \
        assert_int_equal(got_.n, strlen(want));                                                    \
        assert_memory_equal(got_.p, (want), got_.n);                                               \
    } while (0)

#define assert_ok(expr) assert_int_equal((expr), OK)

#endif
