/* DESIGN: question cards that wait: for those who let them through, and for the speakers. */
#include "question.h"

enum { DAY_S = 86400 };

/* $1: now, $2: the start of events that are too long ago to remind anybody of. */
enum { TO_PASS, TO_ANSWER, OF_TALK };
static const char *const SQL[] = {
    [TO_PASS] = "SELECT e.id, e.title, count(*) FROM event e JOIN talk t ON t.event_id = e.id"
                " JOIN talk_question q ON q.talk_id = t.id AND q.status = 'waiting'"
                " WHERE e.kind = 'spark' AND e.starts_at <= $1 AND e.starts_at > $2"
                " GROUP BY e.id ORDER BY e.starts_at DESC, e.id LIMIT $3",
    [TO_ANSWER] = "SELECT e.id, e.title, count(*) FROM talk_presenter m"
                  " JOIN talk t ON t.id = m.talk_id JOIN talk_question q ON q.talk_id = t.id"
                  " AND q.status = 'passed' JOIN event e ON e.id = t.event_id"
                  " WHERE m.person_id = $4 AND m.nth IS NOT NULL AND m.answer = 'yes'"
                  " AND e.starts_at <= $1 AND e.starts_at > $2"
                  " GROUP BY e.id ORDER BY e.starts_at DESC, e.id LIMIT $3",
    [OF_TALK] = "SELECT count(*) FROM talk_question WHERE talk_id = $1 AND status = 'passed'",
};

static enum err read_list(struct rows rows, struct arena *arena, struct question_open_list *ret)
{
    struct question_open_list list = {.count = 0};
    while (rows_next(&rows))
        list.items[list.count++] = (struct question_open){.event = {rows_int(&rows, 0)},
                                                          .title = rows_text(&rows, 1, arena),
                                                          .count = (int)rows_int(&rows, 2)};
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

static struct instant long_ago(struct instant now)
{
    return instant_add(now, -(int64_t)QUESTION_OPEN_DAYS * DAY_S);
}

enum err question_open_to_pass(struct store *store, struct instant now, struct arena *arena,
                               struct question_open_list *ret)
{
    return read_list(
        store_query(store, SQL[TO_PASS],
                    PARAMS(p_instant(now), p_instant(long_ago(now)), p_int(QUESTION_OPEN_MAX))),
        arena, ret);
}

enum err question_open_to_answer(struct store *store, struct instant now, struct person_id person,
                                 struct arena *arena, struct question_open_list *ret)
{
    return read_list(store_query(store, SQL[TO_ANSWER],
                                 PARAMS(p_instant(now), p_instant(long_ago(now)),
                                        p_int(QUESTION_OPEN_MAX), p_int(person.v))),
                     arena, ret);
}

enum err question_open_of_talk(struct store *store, struct talk_id talk, int *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[OF_TALK], PARAMS(p_int(talk.v)), &rows);
    if (err != OK)
        return err;
    int count = (int)rows_int(&rows, 0);
    err = rows_end(&rows);
    if (err == OK)
        *ret = count;
    return err;
}
