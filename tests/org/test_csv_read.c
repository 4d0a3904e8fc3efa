/* DESIGN: tables as text: every encoding, separator and line end, faults with their place, and
 * what is written comes back. */
#include <stdio.h>

#include "csv.h"
#include "csv_read.h"
#include "support.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* ---- encodings ---- */

static void encodings_are_told_apart(void **state)
{
    static const struct {
        struct str bytes;
        enum csv_encoding encoding;
        const char *text;
    } rows[] = {
        {STR("name\nBront\xc3\xab"), CSV_UTF8, "name\nBront\xc3\xab"},
        {STR("\xef\xbb\xbfname"), CSV_UTF8_BOM, "name"},
        {STR("\xff\xfe"
             "B\0\xeb\0\x3d\xd8\x00\xde"),
         CSV_UTF16LE, "B\xc3\xab\xf0\x9f\x98\x80"},
        {STR("\xfe\xff\0B\0\xeb"), CSV_UTF16BE, "B\xc3\xab"},
        {STR("Bront\xeb"), CSV_WINDOWS_1252, "Bront\xc3\xab"},
        {STR("O\x92"
             "Brien \x80 \x9f\x8a"),
         CSV_WINDOWS_1252,
         "O\xe2\x80\x99"
         "Brien \xe2\x82\xac \xc5\xb8\xc5\xa0"},
        {STR("plain"), CSV_UTF8, "plain"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str text;
        enum csv_encoding encoding;
        struct csv_fault fault;
        assert_ok(csv_decode(rows[i].bytes, arena, &text, &encoding, &fault));
        assert_int_equal(encoding, rows[i].encoding);
        assert_str(text, rows[i].text);
        assert_non_null(csv_encoding_name(encoding));
    }
}

/* Each of the 256 bytes alone in Windows-1252: 27 differ from Latin 1, 5 are nothing. */
static void windows_1252_is_whole(void **state)
{
    int none = 0;
    (void)state;
    for (int byte = 0x80; byte < 0x100; byte++) {
        char bytes[] = {'a', (char)byte, 'b'};
        struct str text;
        enum csv_encoding encoding;
        struct csv_fault fault;
        uint32_t code = 0;
        if (csv_decode(str_make(bytes, 3), arena, &text, &encoding, &fault) != OK) {
            none++;
            continue;
        }
        assert_int_equal(encoding, CSV_WINDOWS_1252);
        assert_true(str_utf8_next(text, 1, &code) == text.n - 2);
        if (byte >= 0xa0)
            assert_int_equal(code, byte);
        else
            assert_true(code > 0xff);
    }
    assert_int_equal(none, 5);
}

static void what_is_no_text_is_refused(void **state)
{
    static const struct {
        struct str bytes;
        int line;
    } rows[] = {
        {STR("PK\x03\x04rest of a workbook"), 0},
        {STR("\xd0\xcf\x11\xe0"), 0},
        {STR("<html><table>"), 0},
        {STR(""), 0},
        {STR(" \r\n "), 0},
        {STR("\xef\xbb\xbf"), 0},
        {STR("a,b\nc\0d"), 0},
        {STR("\xef\xbb\xbf"
             "a\nb\xff"),
         2},
        {STR("a\nb\n\x81"), 3},
        {STR("\xff\xfe"
             "a\0b"),
         0},
        {STR("\xff\xfe"
             "a\0\n\0\x00\xd8"),
         2},
        {STR("\xff\xfe\x00\xdc"), 1},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str text;
        enum csv_encoding encoding;
        struct csv_fault fault = {-1, -1, NULL};
        assert_int_equal(csv_decode(rows[i].bytes, arena, &text, &encoding, &fault), ERR_INVALID);
        assert_int_equal(fault.line, rows[i].line);
        assert_non_null(fault.what);
    }
}

/* ---- rows ---- */

/* Rows as one text: cells in [], rows ended by their line; a fault as !line:column. */
static const char *read_all(const char *text)
{
    struct csv csv;
    struct csv_row row;
    struct csv_fault fault;
    const char *out = "";
    enum err err;
    csv_open(str_of(text), arena, &csv);
    while ((err = csv_next(&csv, &row, &fault)) != ERR_NOT_FOUND) {
        if (err == ERR_INVALID) {
            out = arena_printf(arena, "%s!%d:%d ", out, fault.line, fault.column);
            continue;
        }
        for (int i = 0; i < row.count; i++)
            out = arena_printf(arena, "%s[%.*s]", out, (int)row.cells[i].n, row.cells[i].p);
        out = arena_printf(arena, "%s%d ", out, row.line);
    }
    return out;
}

static void rows_are_read(void **state)
{
    static const struct {
        const char *text, *rows;
    } rows[] = {
        {"a,b\n1,2\n", "[a][b]1 [1][2]2 "},
        {"a,b\r\n1,2", "[a][b]1 [1][2]2 "},
        {"a,b\r1,2\r", "[a][b]1 [1][2]2 "},
        {"a;b\n1,5;2\n", "[a][b]1 [1,5][2]2 "},
        {"a\tb\n1;,\t2\n", "[a][b]1 [1;,][2]2 "},
        {"sep=;\na;b\n", "[a][b]2 "},
        {"sep=;\r\na;b\r\n", "[a][b]2 "},
        {"\n\na,b\n\n,\n1,2\n", "[a][b]3 [1][2]6 "},
        {"a,b\n\"1\n2\",3\n4,5\n", "[a][b]1 [1\n2][3]2 [4][5]4 "},
        {"a,b\n\"1\r\n2\",3\r\n4,5\n", "[a][b]1 [1\r\n2][3]2 [4][5]4 "},
        {"a,b\n\"say \"\"hi\"\"\",\"\"\n", "[a][b]1 [say \"hi\"][]2 "},
        {"a,b\n 1 , \"2\" \n", "[a][b]1 [1][2]2 "},
        {"a,b\n5\" pipe,O\"Neil\n", "[a][b]1 [5\" pipe][O\"Neil]2 "},
        {"a\n1\n", "[a]1 [1]2 "},
        {"\"a,b\";c\n", "[a,b][c]1 "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(read_all(rows[i].text), rows[i].rows);
}

static void faults_say_where_and_the_rest_is_read(void **state)
{
    static const struct {
        const char *text, *rows;
    } rows[] = {
        {"a,b\n\"1\"x,2\n3,4\n", "[a][b]1 !2:1 [3][4]3 "},
        {"a,b\n1,\x01\n3,4\n", "[a][b]1 !2:2 [3][4]3 "},
        {"a,b\n1,2\n\"3,4\n5,6\n", "[a][b]1 [1][2]2 !3:1 "},
        {"a,b\n1,\"", "[a][b]1 !2:2 "},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(read_all(rows[i].text), rows[i].rows);
}

static void sizes_have_an_end(void **state)
{
    struct buf buf;
    (void)state;
    buf_init(&buf, 1 << 20);
    for (int i = 0; i < CSV_COLUMNS_MAX; i++)
        buf_add_c(&buf, "x,");
    buf_add_c(&buf, "\na,b\n");
    assert_string_equal(read_all(buf_cstr(&buf)), "!1:201 [a][b]2 ");
    buf_clear(&buf);
    for (int i = 0; i <= CSV_CELL_BYTES_MAX; i++)
        buf_add_char(&buf, 'x');
    buf_add_c(&buf, ",\na,b\n");
    assert_string_equal(read_all(buf_cstr(&buf)), "!1:1 [a][b]2 ");
    buf_done(&buf);
}

/* ---- writing ---- */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static struct str random_text(unsigned *seed)
{
    static const char *const pieces[] = {"=", "'",  "+",    "-", "@",        "\"",  ",",
                                         ";", "\n", "\r\n", "a", "\xc3\xab", " b ", "\xe2\x82\xac"};
    const char *text = "";
    for (int n = (int)(next_random(seed) % 6); n > 0; n--)
        text = arena_printf(arena, "%s%s", text, pieces[next_random(seed) % COUNT_OF(pieces)]);
    return str_of(text);
}

static void whatever_is_written_comes_back(void **state)
{
    enum { CELLS = 4 };
    unsigned seed = 11;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct buf buf;
        struct csv csv;
        struct csv_row row;
        struct csv_fault fault;
        struct str values[CELLS];
        const char *cells[CELLS];
        buf_init(&buf, 100000);
        buf_add_c(&buf, "a,b,c,d\r\n");
        for (int i = 0; i < CELLS; i++) {
            values[i] = i == 3 ? STR("end") : random_text(&seed);
            cells[i] = values[i].p;
        }
        csv_row(&buf, cells, CELLS);
        csv_open(buf_str(&buf), arena, &csv);
        assert_ok(csv_next(&csv, &row, &fault));
        assert_ok(csv_next(&csv, &row, &fault));
        assert_int_equal(row.count, CELLS);
        for (int i = 0; i < CELLS; i++)
            assert_true(str_eq(csv_unguard(row.cells[i]), values[i]));
        assert_int_equal(csv_next(&csv, &row, &fault), ERR_NOT_FOUND);
        buf_done(&buf);
    }
}

/* Any bytes: it ends, and what it gives is text within its bounds. */
static void byte_soup_is_survived(void **state)
{
    static const char likely[] = "\",;\t\r\n\xff\xfe\xef\xbb\xbf\x00\x81 ab=";
    unsigned seed = 5;
    (void)state;
    for (int round = 0; round < 3000; round++) {
        struct arena *own = arena_new();
        char bytes[120];
        size_t n = next_random(&seed) % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            bytes[i] = next_random(&seed) % 3 ? likely[next_random(&seed) % (sizeof likely - 1)]
                                              : (char)next_random(&seed);
        struct str text;
        enum csv_encoding encoding;
        struct csv_fault fault;
        if (csv_decode(str_make(bytes, n), own, &text, &encoding, &fault) == OK) {
            struct csv csv;
            struct csv_row row;
            enum err err;
            assert_true(str_is_utf8(text));
            csv_open(text, own, &csv);
            while ((err = csv_next(&csv, &row, &fault)) != ERR_NOT_FOUND)
                assert_true(err == OK ? row.count > 0 : fault.line > 0 && fault.what);
        }
        arena_free(own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(windows_1252_is_whole),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(rows_are_read),
        cmocka_unit_test(faults_say_where_and_the_rest_is_read),
        cmocka_unit_test(sizes_have_an_end),
        cmocka_unit_test(whatever_is_written_comes_back),
        cmocka_unit_test(byte_soup_is_survived),
    };
    support_init();
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
