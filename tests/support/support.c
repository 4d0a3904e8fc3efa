/* DESIGN: what unit tests share. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "migrate.h"
#include "store_copy.h"
#include "token.h"
#include "tz.h"

void support_init(void)
{
    token_init();
    CHECK(tz_init() == OK);
}

static struct store *open_in_memory(void)
{
    struct store *store = NULL;
    CHECK(store_open(":memory:", STORE_WRITE, &store) == OK);
    return store;
}

struct store *support_store(void)
{
    static struct store *made;
    struct store *store = open_in_memory();
    struct migrate_fault fault;
    if (!made) {
        made = open_in_memory();
        CHECK(migrate_apply(made, (struct instant){0}, &fault) == OK);
    }
    CHECK(store_copy(made, store) == OK);
    return store;
}

struct day support_day(const char *text)
{
    struct day day = {0};
    CHECK(day_parse(str_of(text), &day) == OK);
    return day;
}

struct instant support_at(const char *wall)
{
    int hour = 0, minute = 0;
    struct instant t = {0};
    CHECK(strlen(wall) == 16 && sscanf(wall + 11, "%d:%d", &hour, &minute) == 2);
    struct day day = {0};
    CHECK(day_parse(str_first(str_of(wall), 10), &day) == OK);
    CHECK(tz_instant((struct local){day, hour, minute, 0}, &t) == OK);
    return t;
}
