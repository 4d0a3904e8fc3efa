/* DESIGN: CSV that spreadsheets read as it was meant, and never run (RFC 4180; web specification,
 * section 8). */
#include "csv.h"

#include "support.h"

static void assert_row(const char *cell, const char *want)
{
    struct buf out;
    buf_init(&out, 256);
    csv_row(&out, &cell, 1);
    assert_str(buf_str(&out), want);
    buf_done(&out);
}

static void cells(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *want;
    } table[] = {
        {"plain", "plain\r\n"},
        {"", "\r\n"},
        {NULL, "\r\n"},
        {"a,b", "\"a,b\"\r\n"},
        {"a;b", "\"a;b\"\r\n"},
        {"say \"hello\"", "\"say \"\"hello\"\"\"\r\n"},
        {"two\nlines", "\"two\nlines\"\r\n"},
        {" around ", "\" around \"\r\n"},
        {"Zoë", "Zoë\r\n"},
        /* what a spreadsheet would run */
        {"=1+1", "'=1+1\r\n"},
        {"+44 1234", "'+44 1234\r\n"},
        {"-1", "'-1\r\n"},
        {"@SUM(A1)", "'@SUM(A1)\r\n"},
        {"\t=1", "\"'\t=1\"\r\n"},
        {"\r=1", "\"'\r=1\"\r\n"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n"},
        {"1=1", "1=1\r\n"},
        {"'=1", "''=1\r\n"},
        {"'tis", "'tis\r\n"},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_row(table[i].cell, table[i].want);
}

static void heading(void **state)
{
    (void)state;
    static const char *const names[] = {"Name", "Of"};
    struct buf out;
    buf_init(&out, 256);
    csv_begin(&out, names, 2);
    csv_row(&out, (const char *const[]){"Ana", NULL}, 2);
    assert_str(buf_str(&out), "\xef\xbb\xbfName,Of\r\nAna,\r\n");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells), cmocka_unit_test(heading)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
