#ifndef SPARKD_ORG_STAFF_LOG_H
#define SPARKD_ORG_STAFF_LOG_H

#include "store.h"

/* Which rows an import made or changed, and what they held: staff_import_change. */
enum staff_noun {
    NOUN_SCHOOL,
    NOUN_PERSON,
    NOUN_EMPLOYMENT,
    NOUN_GRANT,
    NOUN_RELATION,
    NOUN_GROUP,
    NOUN_MEMBER,
    NOUN_INDUCTION,
    NOUN_FORMER_NAME,
    NOUN_MARK,
    NOUN_COUNT
};

struct staff_log {
    struct store *store;
    int64_t import_id;
    int64_t last_ids[NOUN_COUNT]; /* before it began */
};

/* Remembers where the ids of new rows begin. */
enum err staff_log_begin(struct staff_log *log, struct store *store, int64_t import_id) MUST_USE;
/* Before a row is changed; the first time counts. */
enum err staff_log_before(struct staff_log *log, enum staff_noun noun, int64_t id) MUST_USE;
/* A row of a table whose ids are not its own: made by this import. */
enum err staff_log_made(struct staff_log *log, enum staff_noun noun, int64_t id) MUST_USE;
/* After the last change: what the rows hold now, and which are new. */
enum err staff_log_end(struct staff_log *log) MUST_USE;

/* A row that does not hold any more what the import left: whom it is about. ERR_NOT_FOUND: none. */
enum err staff_log_touched(struct store *store, int64_t import_id, int64_t *ret_person) MUST_USE;
/* The rows of a noun, changed ones (before is not NULL) or made ones. */
struct rows staff_log_list(struct store *store, int64_t import_id, enum staff_noun noun, bool made);
enum err staff_log_delete(struct store *store, enum staff_noun noun, int64_t id) MUST_USE;
/* Before rows are put back: what is unique stands in nobody's way. */
enum err staff_log_clear(struct store *store, int64_t import_id) MUST_USE;
/* People who are again what an earlier import left count as untouched for it: only their version,
 * which never goes back, is another. After all is put back. */
enum err staff_log_carry(struct store *store, int64_t import_id) MUST_USE;
/* Puts a row back from its image. */
enum err staff_log_restore(struct store *store, enum staff_noun noun, int64_t id,
                           struct str image) MUST_USE;

#endif
