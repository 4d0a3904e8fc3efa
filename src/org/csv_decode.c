/* DESIGN: files of tables to UTF-8: by their mark, else by what their bytes can be. */
#include "csv_read.h"

#include <string.h>

/* Windows-1252 where it is not Latin 1 (0x80 to 0x9f); 0: it has no such character. */
static const uint16_t WINDOWS_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* How other files begin that people choose by mistake. */
static const struct {
    const char *mark;
    size_t n;
    const char *what;
} OTHERS[] = {
    {"PK\x03\x04", 4,
     "this is an Excel workbook or a zip file. Open it in Excel and save it as \"CSV UTF-8\""},
    {"\xD0\xCF\x11\xE0", 4,
     "this is an old Excel workbook. Open it in Excel and save it as \"CSV UTF-8\""},
    {"%PDF", 4, "this is a PDF. Export the list as CSV instead"},
    {"<!DOCTYPE", 9, "this is a web page. Export the list as CSV instead"},
    {"<html", 5, "this is a web page. Export the list as CSV instead"},
    {"<?xml", 5, "this is XML. Export the list as CSV instead"},
};

static enum err fault(struct csv_fault *ret, int line, const char *what)
{
    *ret = (struct csv_fault){line, 0, what};
    return ERR_INVALID;
}

static int line_of(struct str bytes, size_t at)
{
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes.p[i] == '\n';
    return line;
}

const char *csv_encoding_name(enum csv_encoding encoding)
{
    static const char *const names[] = {"UTF-8", "UTF-8 with BOM", "UTF-16LE", "UTF-16BE",
                                        "Windows-1252"};
    return names[encoding];
}

/* ---- writing UTF-8 ---- */

static size_t put(char *to, uint32_t code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        to[0] = (char)(0xe0 | code >> 12);
        to[1] = (char)(0x80 | (code >> 6 & 0x3f));
        to[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    to[0] = (char)(0xf0 | code >> 18);
    to[1] = (char)(0x80 | (code >> 12 & 0x3f));
    to[2] = (char)(0x80 | (code >> 6 & 0x3f));
    to[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

static enum err decode_windows(struct str bytes, struct arena *arena, struct str *ret,
                               struct csv_fault *ret_fault)
{
    char *out = arena_alloc(arena, bytes.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        uint8_t byte = (uint8_t)bytes.p[i];
        uint32_t code = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : byte;
        if (code == 0)
            return fault(ret_fault, line_of(bytes, i),
                         byte ? "this line is neither UTF-8 nor Windows-1252 text. Save the file "
                                "as \"CSV UTF-8\""
                              : "this is not a text file. Export the list as CSV");
        n += put(out + n, code);
    }
    *ret = str_make(out, n);
    return OK;
}

static uint32_t unit(struct str bytes, size_t at, bool big)
{
    const uint8_t *p = (const uint8_t *)bytes.p + at;
    return big ? (uint32_t)(p[0] << 8 | p[1]) : (uint32_t)(p[1] << 8 | p[0]);
}

/* RFC 2781: pairs of surrogates, never one alone. */
static enum err decode_utf16(struct str bytes, bool big, struct arena *arena, struct str *ret,
                             struct csv_fault *ret_fault)
{
    char *out = arena_alloc(arena, bytes.n * 2 + 4);
    size_t n = 0;
    if (bytes.n % 2)
        return fault(ret_fault, 0, "the file is cut short. Export it again");
    for (size_t i = 0; i < bytes.n; i += 2) {
        uint32_t code = unit(bytes, i, big);
        if (code >= 0xd800 && code < 0xe000) {
            uint32_t low = i + 2 < bytes.n ? unit(bytes, i + 2, big) : 0;
            if (code >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
                return fault(ret_fault, line_of(str_make(out, n), n),
                             "a character of this line is damaged. Export the file again");
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
            i += 2;
        }
        n += put(out + n, code);
    }
    *ret = str_make(out, n);
    return OK;
}

/* ---- which it is ---- */

static enum err check_kind(struct str bytes, struct csv_fault *ret_fault)
{
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++)
        if (bytes.n >= OTHERS[i].n &&
            str_eq_nocase(str_first(bytes, OTHERS[i].n), str_make(OTHERS[i].mark, OTHERS[i].n)))
            return fault(ret_fault, 0, OTHERS[i].what);
    return OK;
}

static size_t first_bad(struct str bytes)
{
    uint32_t code;
    size_t at = 0, n;
    while (at < bytes.n && (n = str_utf8_next(bytes, at, &code)) > 0)
        at += n;
    return at;
}

static enum err decode(struct str bytes, struct arena *arena, struct str *ret_text,
                       enum csv_encoding *ret_encoding, struct csv_fault *ret_fault)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
        struct str rest = str_from(bytes, 3);
        *ret_encoding = CSV_UTF8_BOM;
        *ret_text = rest;
        return first_bad(rest) == rest.n
                   ? OK
                   : fault(ret_fault, line_of(rest, first_bad(rest)),
                           "this line is not UTF-8, as the file says it is. Export it again");
    }
    if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) {
        bool big = bytes.p[0] == '\xFE';
        *ret_encoding = big ? CSV_UTF16BE : CSV_UTF16LE;
        return decode_utf16(str_from(bytes, 2), big, arena, ret_text, ret_fault);
    }
    *ret_encoding = CSV_UTF8;
    *ret_text = bytes;
    if (first_bad(bytes) == bytes.n)
        return OK;
    *ret_encoding = CSV_WINDOWS_1252;
    return decode_windows(bytes, arena, ret_text, ret_fault);
}

enum err csv_decode(struct str bytes, struct arena *arena, struct str *ret_text,
                    enum csv_encoding *ret_encoding, struct csv_fault *ret_fault)
{
    struct str text;
    enum csv_encoding encoding;
    enum err err = check_kind(bytes, ret_fault);
    if (err == OK)
        err = decode(bytes, arena, &text, &encoding, ret_fault);
    if (err != OK)
        return err;
    if (text.n && memchr(text.p, 0, text.n))
        return fault(ret_fault, 0, "this is not a text file. Export the list as CSV");
    if (str_trim(text).n == 0)
        return fault(ret_fault, 0, "the file is empty");
    *ret_text = text;
    *ret_encoding = encoding;
    return OK;
}
