#ifndef SPARKD_WEB_FILE_ASK_H
#define SPARKD_WEB_FILE_ASK_H

#include "response.h"

/*
 * Taking a file that somebody brings, in two steps, so that megabytes are
 * written to the disk while nobody waits for the writer: an errand asks may(),
 * judges the file and puts its bytes (file_ask_put), then sets
 * response->then_write to a step that asks may() again and links it
 * (file_ask_add). Pages and the API alike; the form's field is "file"; a call may send the
 * file itself and ?name=.
 */

/* ERR_INVALID with the field "file"; ERR_IO: the disk. ctx->brought is for the next step. */
enum err file_ask_put(struct ctx *ctx, const struct request *request) MUST_USE;
/* ERR_CONFLICT with the field "file": there are too many, or they are too large in all. */
enum err file_ask_add(struct ctx *ctx, struct file_owner owner, struct file_link_id *ret) MUST_USE;

/* "12 KB", "1.4 MB" */
const char *file_ask_size(struct arena *arena, int64_t bytes);
/* [{name, href, note, remove?}] of what its owner has; `may_remove`: with the way to remove it. */
enum err file_ask_view(struct ctx *ctx, struct file_owner owner, bool may_remove,
                       json_t **ret) MUST_USE;
/* The same for the API: [{id, name, type, bytes, added_at}]. */
enum err file_ask_json(struct ctx *ctx, struct file_owner owner, json_t **ret) MUST_USE;
json_t *file_ask_json_one(const struct stored_file *file);

#endif
