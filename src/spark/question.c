/* DESIGN: question cards: asked by whoever comes, let through or held, answered by the speaker. */
#include "question.h"

#include "check.h"
#include "notice.h"
#include "stage_talk.h"
#include "talk_choice.h"
#include "talk_spoken_sql.h"
#include "talk_store.h"
#include "text_rule.h"

enum { DAY_S = 86400 };

#define QUESTION_SELECT                                                                            \
    "SELECT q.id, q.talk_id, t.event_id, t.title, q.person_id, p.name, q.named, q.words,"          \
    " q.answer, q.shared, q.status, q.asked_at, q.answered_at FROM talk_question q"                \
    " JOIN talk t ON t.id = q.talk_id JOIN person p ON p.id = q.person_id "
#define BY_TIME " ORDER BY q.asked_at, q.id LIMIT $3"

enum { FIND, COUNT_OF_PERSON, COUNT_WAITING, INSERT, MODERATE, ANSWER, LISTS };
static const char *const SQL[] = {
    [FIND] = QUESTION_SELECT "WHERE q.id = $1",
    [COUNT_OF_PERSON] = "SELECT count(*) FROM talk_question q JOIN talk t ON t.id = q.talk_id"
                        " WHERE t.event_id = $1 AND q.person_id = $2",
    [COUNT_WAITING] = "SELECT count(*) FROM talk t JOIN talk_question q ON q.talk_id = t.id"
                      " AND q.status = 'waiting' WHERE t.event_id = $1",
    [INSERT] = "INSERT INTO talk_question (talk_id, person_id, named, words, asked_at)"
               " VALUES ($1, $2, $3, $4, $5) RETURNING id",
    [MODERATE] = "UPDATE talk_question SET status = $2, moderated_at = $3, moderated_by = $4"
                 " WHERE id = $1",
    [ANSWER] = "UPDATE talk_question SET status = 'answered', answer = $2, shared = $3,"
               " answered_at = $4, answered_by = $5 WHERE id = $1",
    [LISTS + QUESTION_LIST_SHARED] = QUESTION_SELECT
    "WHERE t.event_id = $1 AND q.status = 'answered' AND q.shared = 1 AND q.answer <> ''"
    " AND " TALK_SPOKE " AND $2 = $2" BY_TIME,
    [LISTS + QUESTION_LIST_ALL] = QUESTION_SELECT "WHERE t.event_id = $1 AND $2 = $2" BY_TIME,
    [LISTS + QUESTION_LIST_MINE] =
        QUESTION_SELECT "WHERE t.event_id = $1 AND q.person_id = $2" BY_TIME,
    [LISTS + QUESTION_LIST_TO_ME] = QUESTION_SELECT
    "WHERE t.event_id = $1 AND q.status IN ('passed', 'answered') AND EXISTS"
    " (SELECT 1 FROM talk_presenter m WHERE m.talk_id = t.id AND m.person_id = $2"
    " AND m.nth IS NOT NULL AND m.answer = 'yes')" BY_TIME,
};

static const char *const STATUSES[QUESTION_STATUSES] = {"waiting", "passed", "held", "answered"};

const char *question_status_name(enum question_status status)
{
    CHECK((unsigned)status < QUESTION_STATUSES);
    return STATUSES[status];
}

enum err question_status_parse(struct str s, enum question_status *ret)
{
    for (int i = 0; i < QUESTION_STATUSES; i++)
        if (str_eq_c(s, STATUSES[i])) {
            *ret = (enum question_status)i;
            return OK;
        }
    return ERR_INVALID;
}

bool question_is_open(const struct event *event, struct instant now)
{
    return now.v >= event->fields.starts_at.v &&
           now.v < event->fields.ends_at.v + (int64_t)QUESTION_DAYS_AFTER * DAY_S;
}

/* ---- reading ---- */

static struct question read_question(const struct rows *rows, struct arena *arena)
{
    struct question question = {
        .id = {rows_int(rows, 0)},
        .talk = {rows_int(rows, 1)},
        .event = {rows_int(rows, 2)},
        .talk_title = rows_text(rows, 3, arena),
        .person = {rows_int(rows, 4)},
        .asker = rows_text(rows, 5, arena),
        .named = rows_int(rows, 6) != 0,
        .words = rows_text(rows, 7, arena),
        .answer = rows_text(rows, 8, arena),
        .shared = rows_int(rows, 9) != 0,
        .asked_at = rows_instant(rows, 11),
        .answered_at = rows_instant(rows, 12),
    };
    CHECK(question_status_parse(rows_str(rows, 10), &question.status) == OK);
    return question;
}

enum err question_find(struct store *store, struct question_id id, struct arena *arena,
                       struct question *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct question question = read_question(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = question;
    return err;
}

enum err question_list(struct store *store, struct event_id event, enum question_which which,
                       struct person_id person, struct arena *arena, struct questions *ret)
{
    struct questions list = {NULL, 0};
    int room = 0;
    struct rows rows = store_query(store, SQL[LISTS + which],
                                   PARAMS(p_int(event.v), p_int(person.v), p_int(QUESTIONS_MAX)));
    while (rows_next(&rows)) {
        if (list.count == room)
            list.items = arena_grow(arena, list.items, sizeof *list.items, 16, &room);
        list.items[list.count++] = read_question(&rows, arena);
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

enum err question_count_waiting(struct store *store, struct event_id event, int *ret)
{
    int64_t count = 0;
    enum err err = store_find_int(store, SQL[COUNT_WAITING], PARAMS(p_int(event.v)), &count);
    if (err == OK)
        *ret = (int)count;
    return err;
}

/* ---- asking ---- */

static enum err check_time(const struct event *event, struct instant now, struct refusal *why)
{
    if (now.v < event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-early",
                      "Questions can be asked once the event has begun.");
    if (!event_status_is_on(event->status) || !question_is_open(event, now))
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Questions could be asked until %d days after the event. Write to the "
                      "speaker.",
                      QUESTION_DAYS_AFTER);
    return OK;
}

static enum err check_asker(struct store *store, const struct question_ask *ask,
                            struct refusal *why)
{
    bool comes = false;
    int64_t count = 0;
    enum err err = talk_choice_comes(store, ask->event, ask->by, &comes);
    if (err == OK)
        err = store_find_int(store, SQL[COUNT_OF_PERSON],
                             PARAMS(p_int(ask->event.v), p_int(ask->by.v)), &count);
    if (err == OK && !comes)
        return refuse(why, ERR_CONFLICT, "no-place",
                      "Only those who come to the event ask questions here.");
    if (err == OK && count >= QUESTIONS_A_PERSON_MAX)
        return refuse(why, ERR_CONFLICT, "enough",
                      "You have asked %d questions at this event, which is as many as one may. "
                      "Talk to the speaker.",
                      QUESTIONS_A_PERSON_MAX);
    return err;
}

static enum err check_card(struct store *store, const struct question_ask *ask, struct refusal *why)
{
    static const struct text_rule rule = {"words", "The question", QUESTION_CHARS_MAX, true, true};
    struct talk talk = {.status = TALK_DRAFT};
    bool spoke = false;
    enum err err = talk_find(store, ask->talk, why->arena, &talk);
    if (err == OK)
        err = stage_talk_spoke(store, ask->talk, &spoke);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_NOT_FOUND || talk.event.v != ask->event.v)
        refuse_field(why, "talk_id", "Choose a talk of this event.");
    else if (!spoke)
        refuse_field(why, "talk_id",
                     "This talk is not in the programme. Choose one that is, or was given.");
    else if (talk_gives(&talk, ask->by))
        refuse_field(why, "talk_id", "You give this talk yourself. Choose another.");
    text_rule_check(&rule, ask->words, why);
    return refusal_check(why);
}

enum err question_ask(struct store *store, struct instant now, const struct question_ask *ask,
                      struct refusal *why, struct question_id *ret)
{
    struct event event;
    const struct event_viewer viewer = {.person = ask->by, .all_drafts = true};
    enum err err = event_find(store, &viewer, ask->event, why->arena, &event);
    if (err == OK && event.fields.kind != EVENT_SPARK)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = check_time(&event, now, why);
    if (err == OK)
        err = check_asker(store, ask, why);
    if (err == OK)
        err = check_card(store, ask, why);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_int(ask->talk.v), p_int(ask->by.v),
                                             p_int(ask->named), p_text(ask->words), p_instant(now)),
                                      &ret->v)
                     : err;
}

/* ---- let through or held ---- */

enum err question_moderate(struct store *store, struct instant now,
                           const struct question_moderation *moderation, struct refusal *why)
{
    struct question question;
    bool undone = moderation->to == QUESTION_WAITING;
    CHECK(moderation->to != QUESTION_ANSWERED);
    enum err err = question_find(store, moderation->id, why->arena, &question);
    if (err != OK || question.status == moderation->to)
        return err;
    if (question.status == QUESTION_ANSWERED)
        return refuse(why, ERR_CONFLICT, "answered",
                      "This question was answered meanwhile, so nothing was changed.");
    return store_exec(store, SQL[MODERATE],
                      PARAMS(p_int(moderation->id.v), p_text(question_status_name(moderation->to)),
                             undone ? p_null() : p_instant(now),
                             p_id_or_null(undone ? 0 : moderation->by.v)));
}

/* ---- answered ---- */

/* The mail names the talk and neither question nor answer: those are read on the page. */
static enum err tell_asker(struct store *store, struct instant now, const struct question *question,
                           struct person_id by, struct arena *arena)
{
    struct event event;
    struct person asker, speaker;
    const struct event_viewer viewer = {.all_drafts = true};
    enum err err = event_find(store, &viewer, question->event, arena, &event);
    if (err == OK)
        err = person_find(store, question->person, arena, &asker);
    if (err == OK)
        err = person_find(store, by, arena, &speaker);
    if (err != OK)
        return err;
    const struct notice notice = {
        .kind = NOTICE_QUESTION_ANSWERED,
        .to = question->person,
        .to_name = asker.name,
        .to_email = asker.email,
        .object_id = question->id.v,
        .event_id = event.id.v,
        .event_title = event.fields.title,
        .event_kind = event_kind_name(event.fields.kind),
        .by = speaker.name,
        .detail = question->talk_title,
    };
    return notice_queue(store, now, &notice);
}

enum err question_answer(struct store *store, struct instant now,
                         const struct question_reply *reply, struct refusal *why)
{
    static const struct text_rule rule = {"answer", "Your answer", QUESTION_ANSWER_CHARS_MAX, true,
                                          true};
    struct question question;
    enum err err = question_find(store, reply->id, why->arena, &question);
    if (err != OK)
        return err;
    if (question.status != QUESTION_PASSED && question.status != QUESTION_ANSWERED)
        return refuse(why, ERR_CONFLICT, "not-passed",
                      "The organiser took this question back, so it needs no answer.");
    text_rule_check(&rule, reply->answer, why);
    err = refusal_check(why);
    if (err == OK)
        err = store_exec(store, SQL[ANSWER],
                         PARAMS(p_int(reply->id.v), p_text(reply->answer), p_int(reply->shared),
                                p_instant(now), p_int(reply->by.v)));
    return err == OK && question.status == QUESTION_PASSED
               ? tell_asker(store, now, &question, reply->by, why->arena)
               : err;
}
