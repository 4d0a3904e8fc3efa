#ifndef SPARKD_ORG_STAFF_IMPORT_STORE_H
#define SPARKD_ORG_STAFF_IMPORT_STORE_H

#include "staff_import.h"

enum { STAFF_UNDO_DAYS = 30 };

/* The SQL of imports: rows of staff_import, staff_layout, staff_import_setting. */
enum err staff_import_store_insert(struct store *store, const struct staff_import_new *new,
                                   struct str file, struct str records, struct instant now,
                                   int64_t *ret_id) MUST_USE;
enum err staff_import_store_file(struct store *store, int64_t id, struct arena *arena,
                                 struct str *ret) MUST_USE;
enum err staff_import_store_records(struct store *store, int64_t id, struct arena *arena,
                                    struct str *ret, struct str *ret_choices) MUST_USE;
enum err staff_import_store_ready(struct store *store, int64_t id, struct str records) MUST_USE;
enum err staff_import_store_choices(struct store *store, int64_t id, const char *text) MUST_USE;
enum err staff_import_store_applied(struct store *store, const struct staff_import_yes *yes,
                                    const struct staff_plan *plan, struct instant now) MUST_USE;
enum err staff_import_store_undone(struct store *store, int64_t id, struct person_id by,
                                   struct instant now) MUST_USE;

enum err staff_import_store_layout(struct store *store, const char *layout, struct arena *arena,
                                   struct staff_map *ret) MUST_USE;
enum err staff_import_store_keep_layout(struct store *store, const char *layout, const char *map,
                                        struct instant now) MUST_USE;

#endif
