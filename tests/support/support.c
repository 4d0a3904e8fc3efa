/* DESIGN: what unit tests share. */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "token.h"
#include "tz.h"

void support_init(void)
{
    token_init();
    CHECK(tz_init() == OK);
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
