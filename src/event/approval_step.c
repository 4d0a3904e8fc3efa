/* DESIGN: a request's way from step to step, each with one mail to whoever has it next. */
#include "approval_step.h"

#include "audit.h"
#include "check.h"
#include "tz.h"

/* ---- who is told ---- */

/* What a mail may say: the title of a course, nothing of a working pattern, never cost or reason.
 */
static struct notice notice_of(const struct approval *approval, enum notice_kind kind,
                               const struct person *to)
{
    return (struct notice){
        .kind = kind,
        .to = to->id,
        .to_name = to->name,
        .to_email = to->email,
        .object_id = approval->id.v,
        .seq = approval->version,
        .event_title = approval->fields.kind == APPROVAL_FUNDING ? approval->fields.title : NULL,
    };
}

static enum err tell_people(const struct approval_turn *turn, const struct approval *approval,
                            enum notice_kind kind, const struct approval_people *people,
                            const char *detail)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < people->count; i++) {
        const struct person *to = &people->items[i];
        if (to->id.v == turn->by.v || to->id.v == approval->person.v)
            continue;
        struct notice notice = notice_of(approval, kind, to);
        notice.by = approval->person_name;
        notice.detail = detail;
        err = notice_queue(turn->store, turn->now, &notice);
    }
    return err;
}

enum err approval_step_tell_holders(const struct approval_turn *turn, struct approval_id id,
                                    const char *detail)
{
    struct approval approval;
    struct approval_people people;
    enum err err = approval_find(turn->store, id, turn->arena, &approval);
    if (err == OK)
        err = approval_holders_now(turn->store, &approval, tz_day(turn->now), turn->arena, &people);
    return err == OK ? tell_people(turn, &approval, NOTICE_APPROVAL_WAITS, &people, detail) : err;
}

enum err approval_step_tell_person(const struct approval_turn *turn, struct approval_id id,
                                   enum notice_kind kind, const char *by, const char *detail)
{
    struct approval approval;
    struct person person;
    enum err err = approval_find(turn->store, id, turn->arena, &approval);
    if (err == OK)
        err = person_find(turn->store, approval.person, turn->arena, &person);
    if (err != OK)
        return err;
    struct notice notice = notice_of(&approval, kind, &person);
    notice.by = by;
    notice.detail = detail;
    return notice_queue(turn->store, turn->now, &notice);
}

static enum err tell_cover(const struct approval_turn *turn, struct approval_id id)
{
    struct approval approval;
    struct approval_people people;
    enum err err = approval_find(turn->store, id, turn->arena, &approval);
    if (err != OK || approval.fields.cover_amount == 0)
        return err;
    err = approval_store_role_people(turn->store, ROLE_COVER, approval.school, tz_day(turn->now),
                                     turn->arena, &people);
    return err == OK ? tell_people(turn, &approval, NOTICE_APPROVAL_ARRANGE, &people, NULL) : err;
}

enum err approval_step_record(const struct approval_turn *turn, const struct approval *approval,
                              const char *action, const char *detail)
{
    const struct audit_entry entry = {.actor = turn->by,
                                      .action = action,
                                      .object_id = approval->id.v,
                                      .subject = approval->person,
                                      .detail = detail};
    return audit_record(turn->store, turn->now, &entry);
}

/* ---- steps ---- */

/* The booking follows its request, with a mail of its own; *ret_told: that said it all. Why it was
 * declined stands on the request alone. */
static enum err decide_booking(const struct approval_turn *turn, struct approval_id id,
                               bool approved, bool *ret_told)
{
    struct approval approval;
    struct booking booking;
    struct refusal why;
    refusal_init(&why, turn->arena);
    enum err err = approval_find(turn->store, id, turn->arena, &approval);
    if (err != OK || !approval.booking.v)
        return err;
    err = booking_find(turn->store, approval.booking, turn->arena, &booking);
    bool waits =
        err == OK && (booking.status == BOOKING_WAITING || booking.status == BOOKING_OFFERED);
    if (err != OK || (!waits && booking.status != BOOKING_REQUESTED))
        return err;
    const struct booking_decision decision = {approval.booking, turn->by, approved, NULL};
    *ret_told = !approved || !waits;
    return booking_decide(turn->store, turn->now, &decision, &why);
}

enum err approval_step_finish(const struct approval_turn *turn, struct approval_id id,
                              enum approval_status status)
{
    bool told = false;
    enum err err = approval_store_set_status(turn->store, id, status, turn->now);
    if (err == OK)
        err = decide_booking(turn, id, status == APPROVAL_APPROVED, &told);
    if (err == OK && !told)
        err = approval_step_tell_person(turn, id, NOTICE_APPROVAL_ANSWER, NULL,
                                        approval_statuses[status]);
    return err == OK && status == APPROVAL_APPROVED ? tell_cover(turn, id) : err;
}

static enum err begin(const struct approval_turn *turn, const struct approval *approval, int step)
{
    struct calendar calendar;
    enum err err = calendar_load(turn->store, approval->school, turn->arena, &calendar);
    if (err != OK)
        return err;
    struct day due = approval_rules_due(calendar, tz_day(turn->now), approval->step_days);
    return approval_store_begin_step(turn->store, approval->steps[step].id, turn->now, due);
}

enum err approval_step_renew(const struct approval_turn *turn, const struct approval *approval)
{
    return begin(turn, approval, approval->here);
}

static enum err find_held(const struct approval_turn *turn, const struct approval *approval,
                          int from, bool *ret)
{
    struct approval_people people;
    enum err err = OK;
    for (int i = from + 1; err == OK && i < approval->step_count; i++) {
        err = approval_holders(turn->store, approval->person, approval->school,
                               approval->steps[i].who, i == approval->step_count - 1,
                               tz_day(turn->now), turn->arena, &people);
        ret[i] = err == OK && people.count > 0;
    }
    return err;
}

static enum err pass_over(const struct approval_turn *turn, const struct approval *approval,
                          int from, int to)
{
    enum err err = OK;
    for (int i = from + 1; err == OK && i < to; i++)
        err = approval_store_end_step(turn->store, approval->steps[i].id, APPROVAL_STEP_PASSED_OVER,
                                      turn->now, (struct person_id){0}, "");
    return err;
}

enum err approval_step_advance(const struct approval_turn *turn, const struct approval *approval,
                               int from)
{
    bool is_held[APPROVAL_STEPS_MAX] = {false};
    enum err err = find_held(turn, approval, from, is_held);
    if (err != OK)
        return err;
    int next = approval_rules_next(is_held, approval->step_count, from);
    if (next < 0)
        return approval_step_finish(turn, approval->id, APPROVAL_APPROVED);
    err = pass_over(turn, approval, from, next);
    if (err == OK)
        err = begin(turn, approval, next);
    if (err == OK)
        err = approval_store_set_status(turn->store, approval->id, APPROVAL_OPEN,
                                        (struct instant){0});
    return err == OK ? approval_step_tell_holders(turn, approval->id, NULL) : err;
}

/* ---- what was not answered in time ---- */

/* The last step has nobody after it: whoever has it is asked again. */
static enum err go_on(const struct approval_turn *turn, struct approval_id id)
{
    struct approval approval;
    enum err err = approval_find(turn->store, id, turn->arena, &approval);
    if (err != OK)
        return err;
    const struct approval_step *step = &approval.steps[approval.here];
    bool last = approval.here == approval.step_count - 1;
    err = approval_step_record(turn, &approval, last ? "approval-remind" : "approval-escalate", "");
    if (err == OK && last) {
        err = approval_step_renew(turn, &approval);
        if (err == OK)
            err = approval_store_set_status(turn->store, id, APPROVAL_OPEN, (struct instant){0});
        return err == OK ? approval_step_tell_holders(turn, id, "It has waited for some time.")
                         : err;
    }
    if (err == OK)
        err = approval_store_end_step(turn->store, step->id, APPROVAL_STEP_GONE_ON, turn->now,
                                      (struct person_id){0}, "");
    return err == OK ? approval_step_advance(turn, &approval, approval.here) : err;
}

enum err approval_escalate(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more)
{
    const struct approval_turn turn = {store, now, {0}, arena};
    int64_t *ids = ARENA_ARRAY(arena, int64_t, (size_t)limit + 1);
    int count = 0;
    enum err err = approval_store_list_due(store, tz_day(now), limit + 1, ids, &count);
    for (int i = 0; err == OK && i < count && i < limit; i++)
        err = go_on(&turn, (struct approval_id){ids[i]});
    if (err == OK)
        *ret_more = count > limit;
    return err;
}
