/* DESIGN: who is here, and so may be signed in. */
#include "presence.h"

static const char SQL_FIND[] = "SELECT p.id FROM person p WHERE p.id = $1 AND" PRESENCE_SQL("$2");

enum err presence_check(struct store *store, struct person_id person, struct day today)
{
    int64_t id = 0;
    enum err err = store_find_int(store, SQL_FIND, PARAMS(p_int(person.v), p_day(today)), &id);
    return err == ERR_NOT_FOUND ? ERR_DENIED : err;
}
