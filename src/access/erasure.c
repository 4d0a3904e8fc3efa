/* DESIGN: somebody who left becomes nameless, in every table that knew them. */
#include "erasure.h"

#include "audit.h"
#include "retention.h"

enum { COUNT, NEXT };

#define GONE                                                                                       \
    " FROM person p WHERE p.erased_at IS NULL AND (p.left_on < $1 OR (p.merged_into IS NOT NULL"   \
    " AND EXISTS (SELECT 1 FROM person k WHERE k.id = p.merged_into AND k.erased_at IS NOT "       \
    "NULL)))"

static const char *const SQL[] = {
    [COUNT] = "SELECT count(*)" GONE,
    [NEXT] = "SELECT p.id" GONE " ORDER BY p.left_on, p.id LIMIT $2",
};

/* Alone or with others. */
#define PRESENTED(talk)                                                                            \
    talk " IN (SELECT id FROM talk WHERE person_id = $1"                                           \
         " UNION SELECT talk_id FROM talk_presenter WHERE person_id = $1)"

/*
 * $1: the person, $2: now, $3: what they are called now. A table that refers to people and is not
 * here holds no more of them than their number; a test looks for their name everywhere.
 */
static const char *const ERASE[] = {
    "UPDATE person SET name = $3, email = NULL, title = '', first_name = '', last_name = '',"
    " preferred_name = '', erased_at = $2, version = version + 1 WHERE id = $1",
    "DELETE FROM former_name WHERE person_id = $1",
    "UPDATE employment SET post = '', staff_ref = '' WHERE person_id = $1",
    "UPDATE participation SET partner = '' WHERE person_id = $1",
    "UPDATE person_merge SET moved = '{}' WHERE kept_id = $1 OR gone_id = $1",
    "UPDATE facilitator SET name = $3, email = '', expertise = '', version = version + 1"
    " WHERE person_id = $1",
    "DELETE FROM booking_need WHERE booking_id IN (SELECT id FROM booking WHERE person_id = $1)",
    "DELETE FROM talk_need WHERE person_id = $1",
    "UPDATE booking SET reason = '' WHERE person_id = $1",
    "DELETE FROM staff_import_change WHERE person_id = $1",
    "DELETE FROM exemption WHERE person_id = $1",
    "DELETE FROM induction WHERE person_id = $1",
    "UPDATE booking SET reason = '' WHERE person_id = $1",
    "UPDATE invitee SET reason = '' WHERE person_id = $1",
    "UPDATE talk SET abstract = '' WHERE person_id = $1",
    "UPDATE talk SET arrive_at = NULL, leave_at = NULL, kit = '' WHERE " PRESENTED("talk.id"),
    "DELETE FROM draw_pin WHERE " PRESENTED("draw_pin.talk_id"),
    "UPDATE talk_decision SET word = '' WHERE decided_by = $1 OR talk_id IN"
    " (SELECT id FROM talk WHERE person_id = $1)",
    "DELETE FROM talk_question WHERE person_id = $1",
    "UPDATE talk_question SET answer = '', shared = 0 WHERE answered_by = $1",
    "DELETE FROM date_wish_leader WHERE person_id = $1",
    "UPDATE spark_thanks SET word = '' WHERE written_by = $1",
    "DELETE FROM talk_share WHERE person_id = $1",
    "DELETE FROM talk_public WHERE person_id = $1",
    "UPDATE talk_after SET recommendations = '' WHERE talk_id IN"
    " (SELECT id FROM talk WHERE person_id = $1)",
    "UPDATE talk_slides SET link = '' WHERE talk_id IN"
    " (SELECT id FROM talk WHERE person_id = $1)",
    "DELETE FROM file_link WHERE noun = 'talk' AND noun_id IN"
    " (SELECT id FROM talk WHERE person_id = $1)",
    "DELETE FROM slides_taken WHERE person_id = $1",
    "UPDATE register_entry SET reason = '' WHERE person_id = $1 OR marked_by = $1",
    "DELETE FROM register_file WHERE uploaded_by = $1",
    "UPDATE event_message SET text = '' WHERE sent_by = $1",
    "UPDATE conversation SET starts_at = NULL, ends_at = NULL, room = '' WHERE deadline_id IN"
    " (SELECT id FROM deadline WHERE person_id = $1)",
    "DELETE FROM activity_note WHERE activity_id IN (SELECT id FROM activity WHERE person_id = $1)",
    "DELETE FROM file_link WHERE noun = 'activity' AND noun_id IN"
    " (SELECT id FROM activity WHERE person_id = $1)",
    "UPDATE activity SET title = '', provider = '', award_body = '', award_level = '',"
    " version = version + 1 WHERE person_id = $1",
    "DELETE FROM busy WHERE person_id = $1 AND source IN ('conversation', 'own calendar')",
    "DELETE FROM own_calendar WHERE person_id = $1",
    "DELETE FROM digest WHERE person_id = $1",
    "UPDATE outbox SET to_email = '', body = '{}', bytes = NULL, reply = '' WHERE person_id = $1",
    "UPDATE hours_adjustment SET reason = '' WHERE person_id = $1",
    "UPDATE approval SET title = '', provider = '', travel = '', outcome = '', in_trust_note = '',"
    " cover = '' WHERE person_id = $1",
    "UPDATE approval_step SET note = '' WHERE by_id = $1 OR approval_id IN"
    " (SELECT id FROM approval WHERE person_id = $1)",
    "UPDATE approval_note SET words = '' WHERE person_id = $1 OR approval_id IN"
    " (SELECT id FROM approval WHERE person_id = $1)",
    "UPDATE break_glass SET reason = '' WHERE person_id = $1 OR asked_by = $1",
    "DELETE FROM session WHERE person_id = $1",
    "DELETE FROM identity WHERE person_id = $1",
    "DELETE FROM identity_request WHERE person_id = $1",
    "DELETE FROM sign_in_code WHERE person_id = $1",
    "DELETE FROM api_token WHERE person_id = $1",
    "DELETE FROM idempotency WHERE person_id = $1",
    "DELETE FROM feed WHERE person_id = $1",
    "DELETE FROM second_factor WHERE person_id = $1",
    "DELETE FROM recovery_code WHERE person_id = $1",
    "DELETE FROM device WHERE person_id = $1",
    "DELETE FROM code_card_code WHERE card_id IN (SELECT id FROM code_card WHERE person_id = $1)",
    "DELETE FROM code_card WHERE person_id = $1",
};

enum err erasure_count(struct store *store, struct day left_before, int64_t *ret)
{
    return store_find_int(store, SQL[COUNT], PARAMS(p_day(left_before)), ret);
}

static enum err erase(struct store *store, struct person_id actor, struct person_id person,
                      struct instant now)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < sizeof ERASE / sizeof ERASE[0]; i++)
        err = store_exec(store, ERASE[i],
                         PARAMS(p_int(person.v), p_instant(now), p_text(RETENTION_NAME)));
    return err == OK ? audit_add(store, now, actor, "person-erased", person.v, "") : err;
}

enum err erasure_run_some(struct store *store, struct person_id actor, struct day left_before,
                          struct instant now, int64_t *ret_people)
{
    struct person_id people[RETENTION_BATCH_PEOPLE];
    int count = 0;
    struct rows rows =
        store_query(store, SQL[NEXT], PARAMS(p_day(left_before), p_int(RETENTION_BATCH_PEOPLE)));
    while (rows_next(&rows))
        people[count++] = (struct person_id){rows_int(&rows, 0)};
    enum err err = rows_end(&rows);
    for (int i = 0; err == OK && i < count; i++)
        err = erase(store, actor, people[i], now);
    if (err == OK)
        *ret_people = count;
    return err;
}
