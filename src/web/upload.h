#ifndef SPARKD_WEB_UPLOAD_H
#define SPARKD_WEB_UPLOAD_H

#include "form.h"
#include "http.h"

/*
 * A body that brings files (RFC 7578, multipart/form-data, a strict subset): no preamble, no
 * epilogue, no transfer encoding, one disposition a part. Fields go into the form under the form's
 * own rules; files are lent as they lie in the body, whatever bytes they are. A body too large for
 * memory is a file already (http_body) and is mapped, never read whole.
 */
enum {
    UPLOAD_FILES_MAX = 8,
    UPLOAD_NAME_BYTES_MAX = 255,
    UPLOAD_FIELDS_BYTES_MAX = 65536 /* of all fields together; form_parse's body has the same */
};

struct upload_file {
    struct str field; /* the form's name of it; several files may share one */
    struct str name;  /* as the sender calls it, the last step of its path; UTF-8, no controls */
    struct str type;  /* as the sender says: a hint, never to be trusted */
    struct str bytes;
};

/* Borrows from the body, which ends before an answer's bytes are sent: an answer copies. A mapped
 * one ends with upload_close. */
struct upload {
    struct upload_file files[UPLOAD_FILES_MAX];
    int count;
    struct str body;
    bool is_mapped;
};

/* The whole body as bytes, mapped if it is in a file. ERR_IO: it cannot be mapped. */
enum err upload_open(const struct http_request *http, struct upload *ret) MUST_USE;
/* NULL is ignored. */
void upload_close(struct upload *upload);

/* The boundary of a Content-Type's value (RFC 2046 5.1.1: 1 to 70 characters, perhaps quoted).
 * ERR_NOT_FOUND: it is not multipart/form-data; ERR_INVALID: it has no proper boundary. */
enum err upload_boundary(struct str content_type, struct str *ret) MUST_USE;
/* The parts of upload->body. A file input left empty is no file. ERR_INVALID: *ret_what names what
 * is wrong, in words that follow "The form could not be read:". */
enum err upload_parse(struct upload *upload, struct str boundary, struct arena *arena,
                      struct form *ret_form, const char **ret_what) MUST_USE;
/* A body that is one file and nothing else, as the API takes it (text/csv, text/calendar). */
void upload_take_whole(struct upload *upload, struct str type);

/* The first file of that field, NULL if there is none; upload may be NULL. */
const struct upload_file *upload_find(const struct upload *upload, const char *field);

#endif
