#ifndef SPARKD_WEB_REGISTER_FILE_ASK_H
#define SPARKD_WEB_REGISTER_FILE_ASK_H

#include "register_file.h"
#include "register_gate.h"

/* Attendance files of online meetings: what pages and the API share. */

/* A file with the register it is for, to whoever may take that. ERR_NOT_FOUND: no longer there. */
struct register_file_scene {
    struct register_view view;
    struct register_file file;
};
enum err register_file_ask_find(struct ctx *ctx, int64_t id,
                                struct register_file_scene *ret) MUST_USE;

/* Keeps the file of field "file" for that register. ERR_INVALID field file. */
enum err register_file_ask_put(struct ctx *ctx, const struct request *request,
                               const struct register_view *view, int64_t *ret_id) MUST_USE;

/* Whom a choice may name: who is on the register, or whose name the actor may read. Refuses field
 * `people`. */
enum err register_file_ask_check(struct ctx *ctx, const struct register_file_scene *scene,
                                 const struct register_file_choice *choices, int count) MUST_USE;

#endif
