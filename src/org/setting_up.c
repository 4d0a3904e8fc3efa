/* DESIGN: how far a new trust has come. */
#include "setting_up.h"

static const char SQL_FIND[] =
    "SELECT EXISTS (SELECT 1 FROM school WHERE ended_on IS NULL),"
    " EXISTS (SELECT 1 FROM school_span), (SELECT count(*) FROM (SELECT 1 FROM person LIMIT 2))";

enum err setting_up_find(struct store *store, struct setting_up *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL_FIND, PARAMS(), &rows);
    if (err != OK)
        return err;
    struct setting_up found = {rows_int(&rows, 0) != 0, rows_int(&rows, 1) != 0,
                               rows_int(&rows, 2) > 1};
    err = rows_end(&rows);
    if (err == OK)
        *ret = found;
    return err;
}
