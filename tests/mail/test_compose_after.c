/* DESIGN: mails of thanks, one for who gave a talk and one for who listened, against golden files.
 */
#include "compose_house.h"
#include "golden_mail.h"
#include "notice.h"
#include "support.h"

/* Who listened is thanked for that, and is not asked for slides. */
static void the_audience_has_a_sentence_of_its_own(void **state)
{
    const struct notice notice = {.kind = NOTICE_THANKS,
                                  .to = ann,
                                  .to_name = "Ann Ash",
                                  .to_email = "ann@demo.example",
                                  .object_id = 7,
                                  .event_id = 7,
                                  .event_title = "SPARK: autumn",
                                  .event_kind = "spark"};
    (void)state;
    assert_ok(notice_queue(store, now, &notice));
    struct str mail = compose_next();
    golden_mail_assert("thanks-audience", mail, arena);
    assert_true(has(mail, "Thank you for coming and listening."));
    assert_false(has(mail, "slides"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_audience_has_a_sentence_of_its_own, set_up, tear_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, compose_start, compose_finish);
}
