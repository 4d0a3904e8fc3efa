/* DESIGN: the list of ways to fail, and their names for logs. */
#include "err.h"

const char *err_name(enum err err)
{
    static const char *const names[] = {
        [OK] = "ok",           [ERR_NOT_FOUND] = "not_found", [ERR_CONFLICT] = "conflict",
        [ERR_STALE] = "stale", [ERR_INVALID] = "invalid",     [ERR_DENIED] = "denied",
        [ERR_LIMIT] = "limit", [ERR_BUSY] = "busy",           [ERR_IO] = "io",
        [ERR_BUG] = "bug",
    };
    return (unsigned)err <= ERR_BUG ? names[err] : "unknown";
}
