#ifndef SPARKD_WEB_IMPORT_ASK_H
#define SPARKD_WEB_IMPORT_ASK_H

#include "request.h"
#include "response.h"
#include "staff_import.h"

/* What the pages and the API of imports share: who may, what was sent, what is audited. */

/* The names of the fields that choose columns: the keys of all staff fields. */
#define IMPORT_COLUMN_FIELDS                                                                       \
    "school staff_ref title first_name last_name preferred_name work_email staff_group "           \
    "role_category post department line_manager_email mentor_email fte working_days start_date "   \
    "end_date ect_start leadership_range"
#define IMPORT_UPLOAD_FIELDS "map school_id add_schools choose"

/* ERR_DENIED in words for whoever may not import people. */
enum err import_gate(struct ctx *ctx) MUST_USE;
/* The same, and ERR_NOT_FOUND without such an import. */
enum err import_gate_find(struct ctx *ctx, int64_t id, struct staff_import *ret) MUST_USE;

/* The files of a request, and its fields out of `form`. ERR_INVALID fills ctx->why. */
enum err import_ask_upload(struct ctx *ctx, const struct request *request, const struct form *form,
                           struct staff_import_new *ret) MUST_USE;
/* Makes the import of it. */
enum err import_ask_create(struct ctx *ctx, const struct staff_import_new *new,
                           int64_t *ret_id) MUST_USE;
/* Applies, undoes; audited. What an undo deletes may have deadlines already: they go first. */
enum err import_ask_apply(struct ctx *ctx, const struct staff_import_yes *yes,
                          struct staff_import *ret) MUST_USE;
enum err import_ask_undo(struct ctx *ctx, int64_t id) MUST_USE;
/* 0 to 100; refuses the field. */
enum err import_ask_share(struct ctx *ctx, int64_t percent) MUST_USE;

#endif
