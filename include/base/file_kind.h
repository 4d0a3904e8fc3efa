#ifndef SPARKD_BASE_FILE_KIND_H
#define SPARKD_BASE_FILE_KIND_H

#include "arena.h"
#include "str.h"

/*
 * What a file is, judged by its bytes alone: neither its name nor what its
 * sender says of it counts. Nothing that runs is among them: no HTML, no SVG,
 * no document with macros, no program.
 */
enum file_kind {
    FILE_KIND_NONE, /* nothing that we keep */
    FILE_PDF,
    FILE_PNG,
    FILE_JPEG,
    FILE_WEBP,
    FILE_DOCX,
    FILE_XLSX,
    FILE_PPTX,
    FILE_ODT,
    FILE_ODS,
    FILE_ODP,
    FILE_TEXT,
    FILE_KINDS
};

/*
 * Pure. Pictures and PDF by their signatures; office documents by the names in
 * the central directory of their ZIP (APPNOTE 4.3.12; ECMA-376 part 2; ODF 1.3
 * part 2, 3.3), which must begin at the first byte and end at the last; text is
 * well-formed UTF-8 without controls that does not begin with "<".
 */
enum file_kind file_kind_judge(struct str bytes);

/* "pdf": as in the database and the API; CHECK fails for FILE_KIND_NONE. */
const char *file_kind_name(enum file_kind kind);
enum err file_kind_parse(struct str name, enum file_kind *ret) MUST_USE;
/* "Word document" */
const char *file_kind_words(enum file_kind kind);
/* "application/pdf": what it is served as. */
const char *file_kind_media_type(enum file_kind kind);

/*
 * The name a file is given out under: at most 100 characters of the sender's
 * own, without what a file system or a header gives a meaning to, and ending as
 * its kind does ("notes.exe" that is text becomes "notes.exe.txt").
 */
const char *file_kind_safe_name(enum file_kind kind, struct str name, struct arena *arena);

#endif
