/* DESIGN: an order asked for, computed and taken or left: the row behind each. */
#include "arrange_job.h"

#include "check.h"

enum { MOVES_MAX = 100 * 1000 * 1000 };

#define JOB_SELECT                                                                                 \
    "SELECT id, event_id, mode, seed, moves_planned, moved_max, number, state, moves_done, hard,"  \
    " points, asked_at, accepted_at FROM arrange_job "

enum { START, FIND, RUNNING, END, ADD_SLOT, FAIL, FAIL_RUNNING, CANCEL, SLOTS, ACCEPT };
static const char *const SQL[] = {
    [START] = "INSERT INTO arrange_job (event_id, asked_by, asked_at, mode, seed, moves_planned,"
              " moved_max, number, state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running')"
              " RETURNING id",
    [FIND] = JOB_SELECT "WHERE id = $1",
    [RUNNING] = "SELECT id FROM arrange_job WHERE event_id = $1 AND state = 'running' LIMIT 1",
    [END] = "UPDATE arrange_job SET state = CASE state WHEN 'running' THEN 'done' ELSE state END,"
            " moves_done = $2, hard = $3, points = $4, ended_at = $5 WHERE id = $1",
    [ADD_SLOT] = "INSERT INTO arrange_job_slot (job_id, talk_id, room, start_s)"
                 " VALUES ($1, $2, $3, $4)",
    [FAIL] = "UPDATE arrange_job SET state = 'failed', ended_at = $2"
             " WHERE id = $1 AND state = 'running'",
    [FAIL_RUNNING] = "UPDATE arrange_job SET state = 'failed', ended_at = $1"
                     " WHERE state = 'running'",
    [CANCEL] = "UPDATE arrange_job SET state = 'cancelled', ended_at = $2"
               " WHERE id = $1 AND state = 'running'",
    [SLOTS] = "SELECT talk_id, room, start_s FROM arrange_job_slot WHERE job_id = $1"
              " ORDER BY talk_id LIMIT $2",
    [ACCEPT] = "UPDATE arrange_job SET accepted_at = $2 WHERE id = $1",
};

static const char *const STATES[] = {"running", "done", "failed", "cancelled"};
static const char *const MODES[] = {[ARRANGE_FRESH] = "arrange",
                                    [ARRANGE_ONLY_WHAT_MUST] = "repair",
                                    [ARRANGE_IMPROVE] = "improve"};

const char *arrange_job_state_name(enum arrange_job_state state)
{
    return STATES[state];
}

const char *arrange_job_mode_name(enum arrange_mode mode)
{
    return MODES[mode];
}

enum err arrange_job_mode_parse(struct str s, enum arrange_mode *ret)
{
    for (size_t i = 0; i < COUNT_OF(MODES); i++) {
        if (str_eq_c(s, MODES[i])) {
            *ret = (enum arrange_mode)i;
            return OK;
        }
    }
    return ERR_INVALID;
}

/* ---- asking ---- */

static enum err check(struct store *store, const struct programme_board *board,
                      const struct arrange_ask *ask, struct refusal *why)
{
    int64_t running = 0;
    if (ask->moves < 0 || ask->moves > MOVES_MAX)
        refuse_field(why, "moves", "Enter a number of moves from 0 to 100,000,000.");
    if (ask->seed < 0)
        refuse_field(why, "seed", "Enter a seed of 0 or more.");
    if (ask->mode == ARRANGE_IMPROVE && (ask->moved_max < 1 || ask->moved_max > ARRANGE_TALKS_MAX))
        refuse_field(why, "moved_max", "Enter how many talks may move, from 1 to 400.");
    enum err err = refusal_check(why);
    if (err == OK && board->talk_count == 0)
        return refuse(why, ERR_CONFLICT, "empty", "There are no talks to arrange yet.");
    if (err == OK)
        err = store_find_int(store, SQL[RUNNING], PARAMS(p_int(board->event.v)), &running);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    why->other_id = running;
    return refuse(why, ERR_CONFLICT, "running",
                  "The arranger is at work on this programme already. Wait for it, or stop it.");
}

enum err arrange_job_start(struct store *store, struct instant now,
                           const struct programme_board *board, const struct arrange_ask *ask,
                           struct person_id by, struct refusal *why, int64_t *ret)
{
    enum err err = check(store, board, ask, why);
    if (err != OK)
        return err;
    int moved_max = ask->mode == ARRANGE_IMPROVE ? ask->moved_max : 0;
    return store_find_int(store, SQL[START],
                          PARAMS(p_int(board->event.v), p_int(by.v), p_instant(now),
                                 p_text(MODES[ask->mode]), p_int(ask->seed), p_int(ask->moves),
                                 p_int(moved_max), p_int(board->version.number)),
                          ret);
}

/* ---- reading ---- */

static enum arrange_job_state parse_state(struct str s)
{
    int state = 0;
    while (state < JOB_STATES && !str_eq_c(s, STATES[state]))
        state++;
    CHECK(state < JOB_STATES);
    return (enum arrange_job_state)state;
}

enum err arrange_job_find(struct store *store, int64_t id, struct arrange_job *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id)), &rows);
    if (err != OK)
        return err;
    struct arrange_job job = {
        .id = rows_int(&rows, 0),
        .event = {rows_int(&rows, 1)},
        .ask = {.seed = rows_int(&rows, 3),
                .moves = rows_int(&rows, 4),
                .moved_max = (int)rows_int(&rows, 5)},
        .number = (int)rows_int(&rows, 6),
        .state = parse_state(rows_str(&rows, 7)),
        .moves_done = rows_int(&rows, 8),
        .has_plan = !rows_is_null(&rows, 9),
        .hard = (int)rows_int(&rows, 9),
        .points = (int)rows_int(&rows, 10),
        .asked_at = rows_instant(&rows, 11),
        .accepted_at = rows_instant(&rows, 12),
    };
    CHECK(arrange_job_mode_parse(rows_str(&rows, 2), &job.ask.mode) == OK);
    err = rows_end(&rows);
    if (err == OK)
        *ret = job;
    return err;
}

/* ---- computing ---- */

enum err arrange_job_read(struct store *store, int64_t id, struct arena *arena,
                          struct arrange_job *ret_job, struct programme_board *ret)
{
    struct event event;
    const struct event_viewer viewer = {.all_drafts = true};
    enum err err = arrange_job_find(store, id, ret_job);
    if (err == OK && ret_job->state != JOB_RUNNING)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = event_find(store, &viewer, ret_job->event, arena, &event);
    return err == OK ? programme_board_find(store, &event, arena, ret) : err;
}

/* What is mended or improved is what stands on the board, announced or not. */
static void begin_from_board(struct programme_board *board)
{
    for (int i = 0; i < board->talk_count; i++)
        board->instance.talks[i].announced = board->plan[i];
}

void arrange_job_compute(const struct arrange_job *job, struct programme_board *board,
                         struct arrange_progress *progress, struct arena *arena,
                         struct arrange_plan *ret, struct arrange_report *ret_report)
{
    const struct arrange_options options = {.mode = job->ask.mode,
                                            .seed = (uint64_t)job->ask.seed,
                                            .moves = job->ask.moves,
                                            .moved_max = job->ask.moved_max,
                                            .progress = progress};
    struct programme_board from = *board;
    size_t size = (size_t)board->talk_count + 1;
    from.instance.talks = ARENA_ARRAY(arena, struct arrange_talk, size);
    for (int i = 0; i < board->talk_count; i++)
        from.instance.talks[i] = board->instance.talks[i];
    if (job->ask.mode != ARRANGE_FRESH)
        begin_from_board(&from);
    arrange_instance_order(&from.instance, arena);
    arrange_run(&from.instance, &options, arena, ret);
    programme_board_judge(board, ret->slots, arena, ret_report);
}

/* ---- ending ---- */

enum err arrange_job_end(struct store *store, struct instant now, int64_t id,
                         const struct programme_board *board, const struct arrange_plan *plan,
                         const struct arrange_report *report)
{
    enum err err = store_exec(store, SQL[END],
                              PARAMS(p_int(id), p_int(plan->moves_done), p_int(report->break_count),
                                     p_int(report->points), p_instant(now)));
    for (int i = 0; err == OK && i < plan->slot_count; i++) {
        if (plan->slots[i].room >= 0)
            err = store_exec(store, SQL[ADD_SLOT],
                             PARAMS(p_int(id), p_int(board->talks[i].id.v),
                                    p_int(plan->slots[i].room + 1), p_int(plan->slots[i].start_s)));
    }
    return err;
}

enum err arrange_job_fail(struct store *store, struct instant now, int64_t id)
{
    return store_exec(store, SQL[FAIL], PARAMS(p_int(id), p_instant(now)));
}

enum err arrange_job_fail_running(struct store *store, struct instant now)
{
    return store_exec(store, SQL[FAIL_RUNNING], PARAMS(p_instant(now)));
}

enum err arrange_job_cancel(struct store *store, struct instant now, int64_t id)
{
    return store_exec(store, SQL[CANCEL], PARAMS(p_int(id), p_instant(now)));
}

/* ---- taking it ---- */

enum err arrange_job_plan(struct store *store, int64_t id, const struct programme_board *board,
                          struct arena *arena, struct arrange_slot **ret)
{
    struct arrange_slot *plan =
        ARENA_ARRAY(arena, struct arrange_slot, (size_t)board->talk_count + 1);
    for (int i = 0; i < board->talk_count; i++)
        plan[i].room = -1;
    struct rows rows = store_query(store, SQL[SLOTS], PARAMS(p_int(id), p_int(ARRANGE_TALKS_MAX)));
    while (rows_next(&rows)) {
        int talk = programme_board_index(board, (struct talk_id){rows_int(&rows, 0)});
        int room = (int)rows_int(&rows, 1) - 1;
        if (talk >= 0 && room < board->instance.room_count)
            plan[talk] = (struct arrange_slot){room, (int)rows_int(&rows, 2)};
    }
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = plan;
    return err;
}

enum err arrange_job_accept(struct store *store, struct instant now, const struct arrange_job *job,
                            const struct programme_board *board, struct person_id by,
                            struct refusal *why)
{
    struct arrange_slot *plan = NULL;
    if (!job->has_plan)
        return refuse(why, ERR_CONFLICT, "no-plan",
                      "The arranger has no order to offer yet. Wait until it is done.");
    enum err err = programme_board_check(board, job->number, why);
    if (err == OK)
        err = arrange_job_plan(store, job->id, board, why->arena, &plan);
    if (err == OK)
        err = programme_board_save(store, now, board, plan, PROGRAMME_ARRANGED, by, why->arena);
    return err == OK ? store_exec(store, SQL[ACCEPT], PARAMS(p_int(job->id), p_instant(now))) : err;
}
