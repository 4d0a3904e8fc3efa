/* DESIGN: what a file is, by its bytes: what is kept, what only looks like it, and its name. */
#include "file_kind.h"

#include "buf.h"
#include "support.h"

static struct arena *arena;

/* ---- a ZIP of entries that lie there as they are ---- */

struct entry {
    const char *name, *bytes;
};

static void add_number(struct buf *out, unsigned long number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buf_add_char(out, (char)(i < 8 ? number >> (8 * i) : 0));
}

static void add_local(struct buf *out, const struct entry *entry)
{
    size_t size = strlen(entry->bytes);
    buf_add_c(out, "PK\003\004");
    add_number(out, 20, 2);
    add_number(out, 0, 12); /* flags, stored, time, date, no checksum: none is looked at */
    add_number(out, size, 4);
    add_number(out, size, 4);
    add_number(out, strlen(entry->name), 2);
    add_number(out, 0, 2);
    buf_add_c(out, entry->name);
    buf_add_c(out, entry->bytes);
}

static void add_central(struct buf *out, const struct entry *entry)
{
    buf_add_c(out, "PK\001\002");
    add_number(out, 0, 24);
    add_number(out, strlen(entry->name), 2);
    add_number(out, 0, 16);
    buf_add_c(out, entry->name);
}

/* `gap` bytes more than there are stand between the directory and its end. */
static struct str zip_of(const struct entry *entries, int count, unsigned gap)
{
    struct buf out;
    buf_init(&out, 4096);
    for (int i = 0; i < count; i++)
        add_local(&out, &entries[i]);
    size_t from = out.n;
    for (int i = 0; i < count; i++)
        add_central(&out, &entries[i]);
    size_t size = out.n - from;
    buf_add_c(&out, "PK\005\006");
    add_number(&out, 0, 8);
    add_number(&out, size + gap, 4);
    add_number(&out, from, 4);
    add_number(&out, 0, 2);
    struct str zip = arena_str(arena, buf_str(&out));
    buf_done(&out);
    return zip;
}

#define ZIP(...)                                                                                   \
    zip_of((const struct entry[]){__VA_ARGS__},                                                    \
           (int)(sizeof((const struct entry[]){__VA_ARGS__}) / sizeof(struct entry)), 0)
#define TYPES                                                                                      \
    {                                                                                              \
        "[Content_Types].xml", "x"                                                                 \
    }

/* ---- what is kept ---- */

static void by_their_signatures(void **state)
{
    static const struct {
        struct str bytes;
        enum file_kind want;
    } cases[] = {
        {{"%PDF-1.7\n", 9}, FILE_PDF},
        {{"\x89PNG\r\n\x1a\n....", 12}, FILE_PNG},
        {{"\xff\xd8\xff\xe0....", 8}, FILE_JPEG},
        {{"RIFF....WEBPVP8 ", 16}, FILE_WEBP},
        {{"Notes\r\nof a day\t1\n", 18}, FILE_TEXT},
        {{"\xef\xbb\xbfname,hours\n", 14}, FILE_TEXT},
        {{"Br\xc3\xb6nte", 7}, FILE_TEXT},
        /* nearly */
        {{"", 0}, FILE_KIND_NONE},
        {{" \n\t", 3}, FILE_KIND_NONE},
        {{"\n%PDF-1.7\x01", 10}, FILE_KIND_NONE},
        {{"\x89PNG\n....", 9}, FILE_KIND_NONE},
        {{"RIFF\x01...WAVEfmt ", 16}, FILE_KIND_NONE},
        {{"RIFF....WEB", 11}, FILE_TEXT},
        {{"<html><script>alert(1)</script>", 31}, FILE_KIND_NONE},
        {{"  \n<svg xmlns='x'/>", 19}, FILE_KIND_NONE},
        {{"\xef\xbb\xbf<!DOCTYPE html>", 18}, FILE_KIND_NONE},
        {{"MZ\x90\0program", 11}, FILE_KIND_NONE},
        {{"\x7f"
          "ELF\x02\x01",
          6},
         FILE_KIND_NONE},
        {{"text with \0 in it", 17}, FILE_KIND_NONE},
        {{"Br\xf6nte", 6}, FILE_KIND_NONE},                        /* not UTF-8 */
        {{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8}, FILE_KIND_NONE}, /* .doc of old: macros */
        {{"GIF89a......", 12}, FILE_TEXT}, /* no picture we give out as one */
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        if (file_kind_judge(cases[i].bytes) != cases[i].want)
            fail_msg("case %zu is kind %d", i, file_kind_judge(cases[i].bytes));
}

static void office_documents(void **state)
{
    static const char text[] = "application/vnd.oasis.opendocument.text";
    (void)state;
    assert_int_equal(file_kind_judge(ZIP(TYPES, {"word/document.xml", "x"})), FILE_DOCX);
    assert_int_equal(file_kind_judge(ZIP({"_rels/.rels", "x"}, {"xl/workbook.xml", "x"}, TYPES)),
                     FILE_XLSX);
    assert_int_equal(file_kind_judge(ZIP(TYPES, {"ppt/presentation.xml", "x"})), FILE_PPTX);
    assert_int_equal(file_kind_judge(ZIP({"mimetype", text}, {"content.xml", "x"})), FILE_ODT);
    assert_int_equal(
        file_kind_judge(ZIP({"mimetype", "application/vnd.oasis.opendocument.spreadsheet"})),
        FILE_ODS);
    assert_int_equal(
        file_kind_judge(ZIP({"mimetype", "application/vnd.oasis.opendocument.presentation"})),
        FILE_ODP);
}

static void what_only_looks_like_one(void **state)
{
    static const char text[] = "application/vnd.oasis.opendocument.text";
    struct str good = ZIP(TYPES, {"word/document.xml", "x"});
    (void)state;
    /* no document, one with macros, one that is not whole, one with something around it */
    assert_int_equal(file_kind_judge(ZIP({"a.txt", "x"})), FILE_KIND_NONE);
    assert_int_equal(file_kind_judge(ZIP({"word/document.xml", "x"})), FILE_KIND_NONE);
    assert_int_equal(file_kind_judge(ZIP({"content.xml", "x"}, {"mimetype", text})),
                     FILE_KIND_NONE);
    assert_int_equal(
        file_kind_judge(ZIP(TYPES, {"word/document.xml", "x"}, {"word/vbaProject.bin", "x"})),
        FILE_KIND_NONE);
    assert_int_equal(file_kind_judge(ZIP({"mimetype", text}, {"Basic/Standard/a.xml", "x"})),
                     FILE_KIND_NONE);
    assert_int_equal(file_kind_judge(ZIP({"mimetype", "application/epub+zip"})), FILE_KIND_NONE);
    for (size_t n = 0; n < good.n; n++)
        assert_int_equal(file_kind_judge(str_first(good, n)),
                         n == 1 ? FILE_TEXT : FILE_KIND_NONE); /* "P" */
    const struct str behind = str_of(arena_printf(arena, "%.*s", 4, "MZ.."));
    struct buf out;
    buf_init(&out, 4096);
    buf_add_str(&out, behind);
    buf_add_str(&out, good);
    assert_int_equal(file_kind_judge(buf_str(&out)), FILE_KIND_NONE);
    buf_clear(&out);
    buf_add_str(&out, good);
    buf_add_str(&out, behind);
    assert_int_equal(file_kind_judge(buf_str(&out)), FILE_KIND_NONE);
    buf_done(&out);
    assert_int_equal(
        file_kind_judge(zip_of((const struct entry[]){TYPES, {"word/document.xml", "x"}}, 2, 1)),
        FILE_KIND_NONE);
}

/* ---- names ---- */

static void names_are_safe(void **state)
{
    static const struct {
        enum file_kind kind;
        const char *name, *want;
    } cases[] = {
        {FILE_PDF, "Certificate.pdf", "Certificate.pdf"},
        {FILE_PDF, "CERTIFICATE.PDF", "CERTIFICATE.PDF"},
        {FILE_JPEG, "photo.jpeg", "photo.jpeg"},
        {FILE_TEXT, "hours.csv", "hours.csv"},
        {FILE_TEXT, "run.exe", "run.exe.txt"},
        {FILE_PDF, "", "file.pdf"},
        {FILE_PDF, "...", "file.pdf"},
        {FILE_PDF, ".pdf", "pdf.pdf"},
        {FILE_PDF, "../../etc/passwd", "-..-etc-passwd.pdf"},
        {FILE_PDF, "a\"b\\c;d:e*f?g<h>i|j%k.pdf", "a-b-c-d-e-f-g-h-i-j-k.pdf"},
        {FILE_PDF, "a\r\nSet-Cookie: x.pdf", "a--Set-Cookie- x.pdf"},
        {FILE_PDF,
         "gnp.\xe2\x80\xae"
         "fdp.exe",
         "gnp.-fdp.exe.pdf"}, /* turned around */
        {FILE_PDF, "Br\xc3\xb6nte \xe2\x80\x94 talk.pdf", "Br\xc3\xb6nte \xe2\x80\x94 talk.pdf"},
        {FILE_PDF, "bad\xff.pdf", "bad-.pdf"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_string_equal(file_kind_safe_name(cases[i].kind, str_of(cases[i].name), arena),
                            cases[i].want);
    char long_name[400];
    memset(long_name, 'x', sizeof long_name);
    memcpy(long_name + sizeof long_name - 5, ".docx", 5);
    const char *name = file_kind_safe_name(FILE_DOCX, str_make(long_name, sizeof long_name), arena);
    assert_int_equal(strlen(name), 100);
    assert_true(str_ends(str_of(name), STR("x.docx")));
}

static void every_kind_has_a_name_of_its_own(void **state)
{
    enum file_kind kind;
    (void)state;
    for (int i = FILE_KIND_NONE + 1; i < FILE_KINDS; i++) {
        assert_ok(file_kind_parse(str_of(file_kind_name((enum file_kind)i)), &kind));
        assert_int_equal(kind, i);
        assert_non_null(strchr(file_kind_media_type(kind), '/'));
        assert_true(*file_kind_words(kind));
    }
    assert_int_equal(file_kind_parse(STR("exe"), &kind), ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_their_signatures),
        cmocka_unit_test(office_documents),
        cmocka_unit_test(what_only_looks_like_one),
        cmocka_unit_test(names_are_safe),
        cmocka_unit_test(every_kind_has_a_name_of_its_own),
    };
    support_init();
    arena = arena_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(arena);
    return failed;
}
