/* DESIGN: answers of relays against the table of mail specification, section 2. */
#include "reply.h"
#include "support.h"

struct judge_case {
    enum smtp_stage stage;
    int code;
    const char *text;
    bool taken;
    enum outbox_outcome want;
};

static void answers_mean_what_the_table_says(void **state)
{
    (void)state;
    static const struct judge_case cases[] = {
        {STAGE_FINAL, 250, "ok", true, OUTCOME_SENT},
        {STAGE_FINAL, 250, "2.0.0 ok", true, OUTCOME_SENT},
        {STAGE_FINAL, 250, "ok", false, OUTCOME_RELAY}, /* for a body never sent */
        {STAGE_FINAL, 451, "", true, OUTCOME_DEFERRED},
        {STAGE_FINAL, 550, "", true, OUTCOME_REFUSED},
        {STAGE_FINAL, 0, NULL, true, OUTCOME_DEFERRED},
        {STAGE_FINAL, 354, "", true, OUTCOME_DEFERRED},
        {STAGE_FINAL, 554, "5.2.0 limit", true, OUTCOME_RELAY},
        {STAGE_FINAL, 554, "5.2.1 disabled", true, OUTCOME_REFUSED},
        {STAGE_FINAL, 550, "5.2.0 other", true, OUTCOME_REFUSED},
        {STAGE_RCPT, 450, "", false, OUTCOME_DEFERRED},
        {STAGE_RCPT, 550, "5.1.1", false, OUTCOME_REFUSED},
        {STAGE_RCPT, 452, "4.5.3 too many", false, OUTCOME_RELAY},
        {STAGE_RCPT, 452, "4.2.2 full", false, OUTCOME_DEFERRED},
        {STAGE_RCPT, 550, "5.7.30 off", false, OUTCOME_RELAY},
        {STAGE_RCPT, 550, "5.7.300 not that", false, OUTCOME_REFUSED},
        {STAGE_RCPT, 421, "", false, OUTCOME_RELAY},
        {STAGE_DATA, 451, "", false, OUTCOME_DEFERRED},
        {STAGE_DATA, 554, "", false, OUTCOME_DEFERRED},
        {STAGE_DATA, 0, NULL, false, OUTCOME_DEFERRED},
        {STAGE_MAIL, 550, "", false, OUTCOME_RELAY},
        {STAGE_MAIL, 451, "", false, OUTCOME_RELAY},
        {STAGE_AUTH, 535, "", false, OUTCOME_RELAY},
        {STAGE_CONNECT, 0, "refused", false, OUTCOME_RELAY},
        {STAGE_CONNECT, 554, "", false, OUTCOME_RELAY},
    };
    static const int anywhere[] = {421, 432, 454, 530, 535};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct judge_case *c = &cases[i];
        struct smtp_reply reply = {c->code, c->text};
        assert_int_equal(reply_judge(c->stage, &reply, c->taken), c->want);
    }
    for (size_t i = 0; i < COUNT_OF(anywhere); i++) {
        for (int stage = 0; stage < STAGES; stage++) {
            struct smtp_reply reply = {anywhere[i], ""};
            assert_int_equal(reply_judge((enum smtp_stage)stage, &reply, true), OUTCOME_RELAY);
        }
    }
}

static void replies_become_one_clean_line(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct smtp_reply reply = {550, "5.1.1 no\r\nsuch\tus\xe9r\n"};
    assert_string_equal(reply_format(arena, STAGE_RCPT, &reply), "550 5.1.1 no  such us r");
    reply = (struct smtp_reply){0, NULL};
    assert_string_equal(reply_format(arena, STAGE_RCPT, &reply), "no answer (rcpt)");
    reply.text = "connection refused";
    assert_string_equal(reply_format(arena, STAGE_CONNECT, &reply),
                        "no answer (connect): connection refused");
    char lengthy[2000];
    memset(lengthy, 'x', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    reply = (struct smtp_reply){550, lengthy};
    assert_int_equal(strlen(reply_format(arena, STAGE_RCPT, &reply)), 300);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_mean_what_the_table_says),
        cmocka_unit_test(replies_become_one_clean_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
