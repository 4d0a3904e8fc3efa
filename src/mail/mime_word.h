#ifndef SPARKD_MAIL_MIME_WORD_H
#define SPARKD_MAIL_MIME_WORD_H

#include "mime.h"

/*
 * Header text (RFC 2047, RFC 5322 2.2.3). Each writer starts at `column`, folds
 * where it must, and returns the column it ends in.
 */

/* Can this stand in a header: UTF-8, no controls, no line ends? */
bool mime_text_is_safe(const char *text);
/* Unstructured text: as it is where that is safe, else encoded words of at most 75 characters. */
size_t mime_add_text(struct buf *out, struct str text, size_t column);
/* "Name" <email>, the name quoted or encoded; the bare address without a name. */
size_t mime_add_address(struct buf *out, const struct mime_address *address, size_t column);

#endif
