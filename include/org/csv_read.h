#ifndef SPARKD_ORG_CSV_READ_H
#define SPARKD_ORG_CSV_READ_H

#include "arena.h"
#include "str.h"

/*
 * Tables as text (RFC 4180 and what spreadsheets make of it), read whatever
 * encoding, separator and line end Excel, LibreOffice and a school's system
 * write. base/csv writes them.
 */

/* ---- bytes to text ---- */

enum csv_encoding { CSV_UTF8, CSV_UTF8_BOM, CSV_UTF16LE, CSV_UTF16BE, CSV_WINDOWS_1252 };

/* A place in a file and what is wrong there, in words for people. */
struct csv_fault {
    int line;   /* from 1; 0: the file as a whole */
    int column; /* the cell's number from 1; 0: the line as a whole */
    const char *what;
};

/*
 * The file as UTF-8 without a byte order mark: as its mark says, else UTF-8 if it is valid, else
 * Windows-1252, which Excel writes for plain "CSV". ERR_INVALID fills *ret_fault: a workbook or
 * another kind of file, or bytes that the encoding does not have.
 */
enum err csv_decode(struct str bytes, struct arena *arena, struct str *ret_text,
                    enum csv_encoding *ret_encoding, struct csv_fault *ret_fault) MUST_USE;
/* "Windows-1252"; for people. */
const char *csv_encoding_name(enum csv_encoding encoding);

/* ---- text to rows ---- */

enum { CSV_COLUMNS_MAX = 200, CSV_CELL_BYTES_MAX = 4000 };

struct csv_row {
    int line; /* on which it begins */
    struct str cells[CSV_COLUMNS_MAX];
    int count;
};

struct csv {
    struct arena *arena; /* of cells that had to be copied */
    struct str text;
    size_t at;
    int line;
    char separator;
};

/* Reads on from the first row; the separator (comma, semicolon or tab) is what the first row has
 * most of outside quotes, or what a line "sep=;" says. */
void csv_open(struct str text, struct arena *arena, struct csv *ret);
/*
 * The next row that is not blank; cells without white space around them, text in quotes as it is.
 * ERR_NOT_FOUND at the end. ERR_INVALID: that row cannot be read, *ret_fault says why, and the next
 * call goes on behind it; a quotation mark that is never closed takes the rest of the file with it.
 */
enum err csv_next(struct csv *csv, struct csv_row *ret, struct csv_fault *ret_fault) MUST_USE;

/* A cell of a file that base/csv wrote, without the apostrophe that keeps it from being run. */
struct str csv_unguard(struct str value);

#endif
