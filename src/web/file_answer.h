#ifndef SPARKD_WEB_FILE_ANSWER_H
#define SPARKD_WEB_FILE_ANSWER_H

#include "response.h"
#include "stored_file.h"

/*
 * The handler's last line: a kept file as an attachment, never shown in a page,
 * under its safe name in both forms (RFC 6266, RFC 8187). On an errand: it reads
 * the disk. ERR_CONFLICT `file-missing`, in words.
 */
enum err file_answer(struct ctx *ctx, struct response *response,
                     const struct stored_file *file) MUST_USE;

/* The value of Content-Disposition: `attachment; filename="…"; filename*=UTF-8''…`. */
const char *file_answer_disposition(struct arena *arena, const char *name);

#endif
