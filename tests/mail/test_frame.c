/* DESIGN: frames between mailer and deliverer: there and back, and nothing else is taken. */
#include "frame.h"
#include "support.h"

static struct frame_message message(void)
{
    return (struct frame_message){7, STR("a@b.example"), {"x\0\r\n", 4}};
}

static void messages_come_back(void **state)
{
    (void)state;
    struct buf out;
    struct frame_message sent = message(), got;
    enum frame_kind kind;
    struct str fields;
    size_t used;
    enum err err;
    buf_init(&out, 1000);
    frame_add_message(&out, &sent);
    frame_add_leave(&out);
    assert_true(frame_peek(buf_str(&out), &kind, &fields, &used, &err));
    assert_int_equal(kind, FRAME_MESSAGE);
    assert_ok(frame_parse_message(fields, &got));
    assert_int_equal(got.id, 7);
    assert_str(got.to, "a@b.example");
    assert_int_equal(got.bytes.n, 4);
    assert_memory_equal(got.bytes.p, sent.bytes.p, 4);
    assert_true(frame_peek(str_from(buf_str(&out), used), &kind, &fields, &used, &err));
    assert_int_equal(kind, FRAME_LEAVE);
    assert_int_equal(fields.n, 0);
    buf_done(&out);
}

static void settings_and_results_come_back(void **state)
{
    (void)state;
    struct buf out;
    struct frame_settings settings = {.host = STR("h"),
                                      .port = STR("25"),
                                      .user = STR("u"),
                                      .password = STR("p"),
                                      .ca_file = STR(""),
                                      .from = STR("f@g"),
                                      .tls = FRAME_TLS_REQUIRED,
                                      .timeout_ms = 1,
                                      .answer_timeout_ms = 2,
                                      .messages_max = 3},
                          got;
    struct frame_result result = {9, 2, 1, 0, STR("550 no")}, result_got;
    enum frame_kind kind;
    struct str fields;
    size_t used;
    enum err err;
    buf_init(&out, 1000);
    frame_add_settings(&out, &settings);
    assert_true(frame_peek(buf_str(&out), &kind, &fields, &used, &err));
    assert_ok(frame_parse_settings(fields, &got));
    assert_str(got.password, "p");
    assert_str(got.from, "f@g");
    assert_int_equal(got.tls, FRAME_TLS_REQUIRED);
    assert_int_equal(got.messages_max, 3);
    buf_clear(&out);
    frame_add_result(&out, &result);
    assert_true(frame_peek(buf_str(&out), &kind, &fields, &used, &err));
    assert_ok(frame_parse_result(fields, &result_got));
    assert_int_equal(result_got.id, 9);
    assert_int_equal(result_got.more, 1);
    assert_str(result_got.reply, "550 no");
    buf_done(&out);
}

/* Every shorter front of a frame waits for more; every shorter or longer field list is refused. */
static void pieces_are_never_taken_for_wholes(void **state)
{
    (void)state;
    struct buf out;
    struct frame_message sent = message(), got;
    enum frame_kind kind;
    struct str fields;
    size_t used;
    enum err err;
    buf_init(&out, 1000);
    frame_add_message(&out, &sent);
    for (size_t n = 0; n < out.n; n++) {
        assert_false(frame_peek(str_first(buf_str(&out), n), &kind, &fields, &used, &err));
        assert_ok(err);
    }
    assert_true(frame_peek(buf_str(&out), &kind, &fields, &used, &err));
    for (size_t n = 0; n < fields.n; n++)
        assert_int_equal(frame_parse_message(str_first(fields, n), &got), ERR_INVALID);
    buf_add_char(&out, 'x');
    assert_int_equal(frame_parse_message(str_from(buf_str(&out), 5), &got), ERR_INVALID);
    buf_done(&out);
}

static void impossible_lengths_are_refused(void **state)
{
    (void)state;
    static const uint32_t lengths[] = {0, FRAME_BYTES_MAX + 1, UINT32_MAX};
    enum frame_kind kind;
    struct str fields;
    size_t used;
    enum err err;
    for (size_t i = 0; i < COUNT_OF(lengths); i++) {
        assert_false(
            frame_peek(str_make((const char *)&lengths[i], 4), &kind, &fields, &used, &err));
        assert_int_equal(err, ERR_INVALID);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_come_back),
        cmocka_unit_test(settings_and_results_come_back),
        cmocka_unit_test(pieces_are_never_taken_for_wholes),
        cmocka_unit_test(impossible_lengths_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
