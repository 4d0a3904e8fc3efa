/* DESIGN: bodies that bring files: what RFC 7578 allows and senders do, and all that is refused. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "body.h"
#include "buf.h"
#include "support.h"
#include "upload.h"

#define B "--xx"
#define PART(head) B "\r\nContent-Disposition: form-data; " head "\r\n\r\n"
#define END "\r\n--xx--\r\n"

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

static enum err parse(struct str body, struct upload *upload, struct form *form, const char **what)
{
    *upload = (struct upload){.body = body};
    return upload_parse(upload, STR("xx"), arena, form, what);
}

/* ---- boundaries ---- */

static void boundaries_are_read(void **state)
{
    static const struct {
        const char *type, *boundary;
        enum err err;
    } rows[] = {
        {"multipart/form-data; boundary=----WebKitFormBoundaryAb12", "----WebKitFormBoundaryAb12",
         OK},
        {"Multipart/Form-Data;boundary=x", "x", OK},
        {"multipart/form-data; boundary=\"a b:c\"", "a b:c", OK},
        {"multipart/form-data; charset=utf-8; BOUNDARY=x", "x", OK},
        {"text/csv", NULL, ERR_NOT_FOUND},
        {"multipart/mixed; boundary=x", NULL, ERR_NOT_FOUND},
        {"", NULL, ERR_NOT_FOUND},
        {"multipart/form-data", NULL, ERR_INVALID},
        {"multipart/form-data; boundary=", NULL, ERR_INVALID},
        {"multipart/form-data; boundary=\"a \"", NULL, ERR_INVALID},
        {"multipart/form-data; boundary=a\"b", NULL, ERR_INVALID},
        {"multipart/form-data; boundary=x; boundary=y", NULL, ERR_INVALID},
        {"multipart/form-data; boundary="
         "12345678901234567890123456789012345678901234567890123456789012345678901",
         NULL, ERR_INVALID},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str boundary = {NULL, 0};
        assert_int_equal(upload_boundary(str_of(rows[i].type), &boundary), rows[i].err);
        if (rows[i].err == OK)
            assert_str(boundary, rows[i].boundary);
    }
}

/* ---- what is taken ---- */

static void fields_and_files_are_read(void **state)
{
    struct upload upload;
    struct form form;
    const char *what = NULL;
    (void)state;
    assert_ok(parse(
        STR(PART("name=\"csrf\"") "token\r\n" PART(
            "name=\"map\"") "\r\n" B "\r\ncontent-type: text/csv\r\nCONTENT-DISPOSITION:form-data; "
                            "name=\"file\"; filename=\"staff.csv\"\r\n\r\na,b\r\n--x\r\n\r\n" END),
        &upload, &form, &what));
    assert_int_equal(form.count, 2);
    assert_str(form_find(&form, "csrf"), "token");
    assert_str(form_find(&form, "map"), "");
    assert_int_equal(upload.count, 1);
    const struct upload_file *file = upload_find(&upload, "file");
    assert_non_null(file);
    assert_str(file->name, "staff.csv");
    assert_str(file->type, "text/csv");
    assert_str(file->bytes, "a,b\r\n--x\r\n\r\n");
    assert_null(upload_find(&upload, "map"));
    assert_null(upload_find(NULL, "file"));
}

static void several_files_may_share_a_field(void **state)
{
    struct upload upload;
    struct form form;
    const char *what = NULL;
    (void)state;
    assert_ok(parse(STR(PART("name=\"file\"; filename=\"orgs.csv\"") "o\r\n" PART(
                        "name=\"file\"; filename=\"users.csv\"") "u" END),
                    &upload, &form, &what));
    assert_int_equal(upload.count, 2);
    assert_str(upload.files[1].name, "users.csv");
    assert_str(upload.files[1].bytes, "u");
    assert_str(upload.files[1].type, "application/octet-stream");
}

static void a_file_input_left_empty_is_none(void **state)
{
    struct upload upload;
    struct form form;
    const char *what = NULL;
    (void)state;
    assert_ok(parse(STR(PART("name=\"file\"; filename=\"\"") END), &upload, &form, &what));
    assert_int_equal(upload.count, 0);
    assert_ok(parse(STR(PART("name=\"file\"; filename=\"empty.csv\"") END), &upload, &form, &what));
    assert_int_equal(upload.count, 1);
    assert_int_equal(upload.files[0].bytes.n, 0);
    assert_ok(parse(STR("--xx--"), &upload, &form, &what));
    assert_int_equal(form.count, 0);
}

/* A file's name is for people: no path, no quotation left as %22. */
static void names_are_decoded(void **state)
{
    static const struct {
        const char *sent, *name;
    } rows[] = {
        {"staff.csv", "staff.csv"},
        {"C:\\\\Users\\\\me\\\\staff.csv", "staff.csv"},
        {"../../etc/passwd", "passwd"},
        {"say %22hi%22.csv", "say \"hi\".csv"},
        {"say \\\"hi\\\".csv", "say \"hi\".csv"},
        {"a%0D%0Ab.csv", "a  b.csv"},
        {"100%25.csv", "100%25.csv"},
        {"Bront\xc3\xab.csv", "Bront\xc3\xab.csv"},
    };
    struct upload upload;
    struct form form;
    const char *what = NULL;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *body =
            arena_printf(arena,
                         B "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\""
                           "\r\n\r\nx" END,
                         rows[i].sent);
        assert_ok(parse(str_of(body), &upload, &form, &what));
        assert_str(upload.files[0].name, rows[i].name);
    }
}

/* ---- what is refused ---- */

static void damaged_bodies_are_refused_whole(void **state)
{
    static const char *const bad[] = {
        "",
        "--xx",
        "--xx-",
        "--xx--\r\nepilogue",
        "preamble\r\n--xx--\r\n",
        "\r\n--xx--\r\n",
        "--xx\n--xx--",
        "--xx \r\n" END,
        "--xx\r\n\r\nno head" END,
        PART("name=\"a\"") "no end",
        PART("name=\"a\"") "a boundary that goes on\r\n--xxx" END,
        PART("name=\"a\"") "1\r\n" PART("name=\"a\"") "twice" END,
        PART("name=\"\"") "1" END,
        PART("name=a") "not quoted" END,
        PART("name=\"a") "not ended" END,
        PART("name=\"a\" filename=\"b\"") "no semicolon" END,
        PART("name=\"a\"; name=\"b\"") "1" END,
        PART("name=\"a\"; filename=\"b\"; filename=\"c\"") "1" END,
        PART("name=\"a\"; filename*=utf-8''b") "1" END,
        PART("filename=\"b\"") "1" END,
        PART("name=\"a\x01\"") "1" END,
        PART("name=\"a\xff\"") "1" END,
        PART("name=\"a\"") "\x01" END,
        PART("name=\"a\"") "\xff" END,
        B "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1" END,
        B "\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data\r\n\r\n"
          "1" END,
        B "\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: "
          "base64\r\n\r\nMQ==" END,
        B "\r\nContent-Disposition : form-data; name=\"a\"\r\n\r\n1" END,
        B "\r\n: form-data; name=\"a\"\r\n\r\n1" END,
        B "\r\nContent-Disposition: form-data; name=\"a\"\n\n1" END,
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct upload upload;
        struct form form = {NULL, -1};
        const char *what = NULL;
        if (parse(str_of(bad[i]), &upload, &form, &what) != ERR_INVALID)
            fail_msg("taken: %s", bad[i]);
        assert_non_null(what);
        assert_int_equal(form.count, -1);
        assert_int_equal(upload.count, 0);
    }
}

/* Cut anywhere, it is refused; only the last line end may be missing. */
static void every_cut_is_refused(void **state)
{
    static const char body[] =
        PART("name=\"csrf\"") "token\r\n" PART("name=\"file\"; filename=\"a.csv\"") "a,b\r\n" END;
    struct upload upload;
    struct form form;
    const char *what;
    (void)state;
    for (size_t n = 0; n < sizeof body - 1; n++) {
        bool whole = n == sizeof body - 3;
        assert_int_equal(parse(str_make(body, n), &upload, &form, &what), whole ? OK : ERR_INVALID);
    }
}

static void sizes_have_an_end(void **state)
{
    struct upload upload;
    struct form form;
    const char *what = NULL;
    struct buf body;
    (void)state;
    buf_init(&body, 1 << 20);
    buf_add_c(&body, PART("name=\"a\""));
    for (int i = 0; i < UPLOAD_FIELDS_BYTES_MAX - 1; i++)
        buf_add_char(&body, 'a');
    buf_add_c(&body, END);
    assert_ok(parse(buf_str(&body), &upload, &form, &what));
    body.n -= strlen(END);
    buf_add_c(&body, "a" END);
    assert_int_equal(parse(buf_str(&body), &upload, &form, &what), ERR_INVALID);
    buf_clear(&body);
    for (int i = 0; i <= UPLOAD_FILES_MAX; i++)
        buf_add_c(&body, PART("name=\"f\"; filename=\"f\"") "\r\n");
    buf_add_c(&body, "--xx--");
    assert_int_equal(parse(buf_str(&body), &upload, &form, &what), ERR_INVALID);
    buf_clear(&body);
    for (int i = 0; i <= FORM_FIELDS_MAX; i++)
        buf_printf(&body, PART("name=\"f%d\"") "\r\n", i);
    buf_add_c(&body, "--xx--");
    assert_int_equal(parse(buf_str(&body), &upload, &form, &what), ERR_INVALID);
    buf_done(&body);
}

/* ---- any files and fields, there and back ---- */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* Bytes that like to look like boundaries. */
static struct str random_bytes(unsigned *seed)
{
    static const char likely[] = "\r\n--x-\r\n\r";
    size_t n = next_random(seed) % 200;
    char *bytes = arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        bytes[i] = next_random(seed) % 4 ? likely[next_random(seed) % (sizeof likely - 1)]
                                         : (char)next_random(seed);
    return str_make(bytes, n);
}

static bool holds_mark(struct str bytes)
{
    return memmem(bytes.p, bytes.n, "\r\n--xx", 6) != NULL;
}

static void whatever_is_sent_comes_back(void **state)
{
    unsigned seed = 7;
    struct buf body;
    (void)state;
    buf_init(&body, 1 << 20);
    for (int round = 0; round < 2000; round++) {
        struct str files[UPLOAD_FILES_MAX];
        struct upload upload;
        struct form form;
        const char *what = NULL;
        int count = 1 + (int)(next_random(&seed) % UPLOAD_FILES_MAX);
        buf_clear(&body);
        for (int i = 0; i < count; i++) {
            files[i] = random_bytes(&seed);
            if (holds_mark(files[i]))
                files[i].n = 0;
            buf_printf(&body, PART("name=\"f\"; filename=\"%d.csv\""), i);
            buf_add_str(&body, files[i]);
            buf_add_c(&body, "\r\n");
        }
        buf_add_c(&body, "--xx--\r\n");
        assert_ok(parse(buf_str(&body), &upload, &form, &what));
        assert_int_equal(upload.count, count);
        for (int i = 0; i < count; i++)
            assert_true(str_eq(upload.files[i].bytes, files[i]));
    }
    buf_done(&body);
}

/* ---- as a request brings it ---- */

static const struct route ROUTE = {
    .name = "upload", .method = HTTP_POST, .fields = "csrf", .files = "file"};
static const struct route API_ROUTE = {.name = "api-upload",
                                       .method = HTTP_POST,
                                       .fields = "",
                                       .files = "file",
                                       .raw_types = "text/csv"};

static struct http_request request_of(const char *type, struct str body)
{
    return (struct http_request){
        .method = HTTP_POST,
        .headers = {{STR("Content-Type"), str_of(type)}},
        .header_count = 1,
        .content_length = (int64_t)body.n,
        .body = body,
        .body_fd = -1,
    };
}

static int read_body(const char *type, struct str body, const struct route *route,
                     struct request *request)
{
    struct http_request http = request_of(type, body);
    struct body_fault fault;
    *request = (struct request){.route = route,
                                .method = HTTP_POST,
                                .path = route == &API_ROUTE ? STR("/api/v1/x") : STR("/x")};
    return body_read(&http, arena, request, &fault) == OK ? 200 : fault.status;
}

#define MULTIPART "multipart/form-data; boundary=xx"

static void a_request_brings_files(void **state)
{
    struct request request;
    (void)state;
    assert_int_equal(
        read_body(MULTIPART,
                  STR(PART("name=\"csrf\"") "t\r\n" PART("name=\"file\"; filename=\"a\"") "x" END),
                  &ROUTE, &request),
        200);
    assert_str(form_find(&request.form, "csrf"), "t");
    assert_str(upload_find(request.upload, "file")->bytes, "x");
    assert_int_equal(
        read_body("application/x-www-form-urlencoded", STR("csrf=t"), &ROUTE, &request), 200);
    assert_null(request.upload);
    assert_int_equal(read_body("text/csv; charset=utf-8", STR("a,b"), &API_ROUTE, &request), 200);
    assert_str(upload_find(request.upload, "file")->bytes, "a,b");
    assert_str(request.upload->files[0].type, "text/csv");
}

static void a_request_is_refused(void **state)
{
    struct request request;
    static const struct route no_files = {
        .name = "form", .method = HTTP_POST, .fields = "csrf file"};
    (void)state;
    assert_int_equal(read_body(MULTIPART, STR(PART("name=\"what\"") "1" END), &ROUTE, &request),
                     400);
    assert_int_equal(
        read_body(MULTIPART, STR(PART("name=\"csrf\"; filename=\"a\"") "1" END), &ROUTE, &request),
        400);
    assert_int_equal(read_body(MULTIPART, STR(PART("name=\"file\"") "1" END), &ROUTE, &request),
                     400);
    assert_int_equal(read_body(MULTIPART, STR("nothing"), &ROUTE, &request), 400);
    assert_int_equal(read_body("multipart/form-data", STR("--xx--"), &ROUTE, &request), 400);
    assert_int_equal(read_body("text/csv", STR("a,b"), &ROUTE, &request), 415);
    assert_int_equal(read_body("text/html", STR("a,b"), &API_ROUTE, &request), 415);
    assert_int_equal(read_body(MULTIPART, STR(PART("name=\"file\"; filename=\"a\"") "1" END),
                               &no_files, &request),
                     415);
}

/* What does not fit into memory is a file already, and is lent without being read. */
static void a_large_body_is_mapped(void **state)
{
    char path[] = "/tmp/sparkd-test-XXXXXX";
    int fd = mkstemp(path);
    struct buf body;
    struct request request = {.route = &ROUTE, .method = HTTP_POST, .path = STR("/x")};
    struct body_fault fault;
    (void)state;
    assert_true(fd >= 0);
    unlink(path);
    buf_init(&body, 1 << 20);
    buf_add_c(&body, PART("name=\"file\"; filename=\"a\""));
    for (int i = 0; i < 200000; i++)
        buf_add_char(&body, (char)('a' + i % 26));
    buf_add_c(&body, END);
    assert_int_equal(write(fd, body.p, body.n), (ssize_t)body.n);
    struct http_request http = request_of(MULTIPART, STR(""));
    http.content_length = (int64_t)body.n;
    http.body_fd = fd;
    assert_ok(body_read(&http, arena, &request, &fault));
    const struct upload_file *file = upload_find(request.upload, "file");
    assert_int_equal(file->bytes.n, 200000);
    assert_int_equal(file->bytes.p[199999], 'a' + 199999 % 26);
    upload_close(request.upload);
    request = (struct request){.route = &ROUTE, .method = HTTP_POST, .path = STR("/x")};
    http.headers[0].value = STR("application/x-www-form-urlencoded");
    assert_int_equal(body_read(&http, arena, &request, &fault), ERR_INVALID);
    assert_int_equal(fault.status, 413);
    close(fd);
    buf_done(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boundaries_are_read),
        cmocka_unit_test(fields_and_files_are_read),
        cmocka_unit_test(several_files_may_share_a_field),
        cmocka_unit_test(a_file_input_left_empty_is_none),
        cmocka_unit_test(names_are_decoded),
        cmocka_unit_test(damaged_bodies_are_refused_whole),
        cmocka_unit_test(every_cut_is_refused),
        cmocka_unit_test(sizes_have_an_end),
        cmocka_unit_test(whatever_is_sent_comes_back),
        cmocka_unit_test(a_request_brings_files),
        cmocka_unit_test(a_request_is_refused),
        cmocka_unit_test(a_large_body_is_mapped),
    };
    support_init();
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
