/* DESIGN: one day's work, step by step, without threads. */
#include "clockwork_due.h"

#include "approval.h"
#include "booking.h"
#include "calendar.h"
#include "call.h"
#include "clockwork.h"
#include "cycle.h"
#include "digest.h"
#include "leaver.h"
#include "policy_pack.h"
#include "question.h"
#include "reading_reminder.h"
#include "retention.h"
#include "slides.h"
#include "spark_invite.h"
#include "stage_talk.h"
#include "talk.h"
#include "talk_offer.h"
#include "talk_swap.h"
#include "tz.h"

enum {
    SYNC_PEOPLE = 200,
    LEAVERS = 5,
    OFFERS = 10,
    QUESTIONS = 5,
    ESCALATED = 10,
    REMINDED = 1,
    DIGESTS = 5, /* a few ms each when there is much that is new */
    SWEPT_AT_ONCE = 50
};
/* As far ahead as two terms; each event may be for a whole trust. */
enum { ASK_DAYS = 200, ASK_EVENTS = 2 };

enum err due_open_cycle(struct store *store, struct instant now, struct arena *arena,
                        struct cycle_id *ret)
{
    int year = calendar_year(tz_day(now));
    struct cycle cycle;
    struct policy_pack pack;
    enum err err = cycle_find(store, year, &cycle);
    if (err == OK) {
        *ret = cycle.id;
        return OK;
    }
    if (err == ERR_NOT_FOUND)
        err = policy_pack_find(store, arena, &pack);
    return err == OK ? cycle_open(store, year, &pack, ret) : err;
}

enum err due_let_go(struct store *store, struct instant now, struct arena *arena,
                    struct person_id *after)
{
    return leaver_let_go_due(store, now, LEAVERS, arena, after);
}

enum err due_offers(struct store *store, struct instant now, struct arena *arena, bool *more)
{
    bool more_places = false, more_slots = false, more_swaps = false, more_calls = false;
    enum err err = booking_promote_due(store, now, OFFERS, arena, &more_places);
    if (err == OK)
        err = talk_offer_end_due(store, now, OFFERS, arena, &more_slots);
    if (err == OK)
        err = talk_swap_end_due(store, now, OFFERS, arena, &more_swaps);
    if (err == OK)
        err = call_open_due(store, now, OFFERS, arena, &more_calls);
    if (err == OK)
        *more = more_places || more_slots || more_swaps || more_calls;
    return err;
}

enum err due_stages(struct store *store, struct instant now, struct arena *arena)
{
    return stage_talk_keep_due(store, now, arena);
}

enum err due_questions(struct store *store, struct instant now, struct arena *arena, bool *more)
{
    return question_tell_due(store, now, QUESTIONS, arena, more);
}

enum err due_sync(struct store *store, struct cycle_id cycle, struct instant now,
                  struct arena *arena, int64_t *after)
{
    enum err err = deadline_sync_some(store, cycle, *after, SYNC_PEOPLE, now, after);
    return err == OK ? talk_promote(store, now, arena) : err;
}

enum err due_ask(struct store *store, struct instant now, struct event_id *after)
{
    struct instant until = instant_add(now, (int64_t)ASK_DAYS * 86400);
    return audience_ask_all(store, now, until, *after, ASK_EVENTS, after);
}

enum err due_escalate(struct store *store, struct instant now, struct arena *arena, bool *more)
{
    return approval_escalate(store, now, ESCALATED, arena, more);
}

static enum err remind_some(struct store *store, struct instant now, struct arena *scratch,
                            bool *more)
{
    bool readings = false, slides = false, invites = false;
    enum err err = reading_remind_due(store, now, REMINDED, scratch, &readings);
    if (err == OK)
        err = slides_remind_due(store, now, REMINDED, scratch, &slides);
    if (err == OK)
        err = spark_invite_due(store, now, REMINDED, scratch, &invites);
    *more = readings || slides || invites;
    return err;
}

/* What is read of many people or events is let go with the step: a run is as long as the trust. */
enum err due_remind(struct store *store, struct instant now, bool *more)
{
    struct arena *scratch = arena_new();
    *more = false;
    enum err err = nudge_window_is_open(now) ? remind_some(store, now, scratch, more) : OK;
    arena_free(scratch);
    return err;
}

enum err due_digest(struct store *store, struct instant now, struct person_id *after)
{
    struct arena *scratch = arena_new();
    enum err err =
        nudge_window_is_open(now) ? digest_send_due(store, now, DIGESTS, scratch, after) : OK;
    arena_free(scratch);
    return err;
}

enum err due_plan(struct store *store, struct instant now, struct arena *arena,
                  struct nudge_plan *ret)
{
    struct day today = tz_day(now);
    return nudge_plan(store, today, today, arena, ret);
}

enum err due_queue(struct store *store, struct instant now, const struct nudge_plan *plan,
                   int *from)
{
    int left = plan->count - *from, queued;
    int count = left < NUDGE_BATCH ? left : NUDGE_BATCH;
    enum err err = nudge_queue(store, now, plan->messages + *from, count, &queued);
    if (err == OK)
        *from += count;
    return err;
}

enum err due_count_figures(struct store *store, struct instant now, struct arena *arena,
                           struct status_counts *ret)
{
    return status_figures_count(store, tz_day(now), arena, ret);
}

enum err due_erase(struct store *store, struct instant now, struct arena *arena, bool *ret_more)
{
    int64_t rows = 0;
    enum err err = retention_run_some(store, (struct person_id){0}, now, arena, &rows);
    if (err == OK)
        *ret_more = rows > 0;
    return err;
}

enum err due_list_files(struct store *store, const char *data_dir, struct arena *arena,
                        struct unnamed_files *ret)
{
    struct unnamed_files files = {NULL, 0, 0};
    enum err err = stored_file_unnamed(store, data_dir, arena, &files.hashes, &files.count);
    if (err == OK)
        *ret = files;
    return err;
}

enum err due_sweep(struct store *store, const char *data_dir, struct unnamed_files *files)
{
    int left = files->count - files->swept;
    int count = left < SWEPT_AT_ONCE ? left : SWEPT_AT_ONCE;
    enum err err = stored_file_sweep(store, data_dir, files->hashes + files->swept, count);
    if (err == OK)
        files->swept += count;
    return err;
}

static enum err run_night(struct store *store, struct instant now, struct arena *arena)
{
    struct status_counts figures;
    bool more = true;
    enum err err = due_count_figures(store, now, arena, &figures);
    if (err == OK)
        err = status_figures_keep(store, &figures);
    while (err == OK && more)
        err = due_erase(store, now, arena, &more);
    return err;
}

enum err clockwork_run_due(struct store *store, struct instant now, struct arena *arena,
                           struct instant *ret_next)
{
    struct cycle_id cycle;
    struct nudge_plan plan = {.count = 0};
    int64_t after = 0;
    struct event_id ask_after = {0};
    struct person_id leavers_after = {0}, digest_after = {0};
    int from = 0;
    bool more = true;
    enum err err = due_open_cycle(store, now, arena, &cycle);
    if (err == OK)
        do
            err = due_let_go(store, now, arena, &leavers_after);
        while (err == OK && leavers_after.v);
    for (more = true; err == OK && more;)
        err = due_offers(store, now, arena, &more);
    if (err == OK)
        do
            err = due_sync(store, cycle, now, arena, &after);
        while (err == OK && after);
    if (err == OK)
        do
            err = due_ask(store, now, &ask_after);
        while (err == OK && ask_after.v);
    for (more = true; err == OK && more;)
        err = due_escalate(store, now, arena, &more);
    for (more = true; err == OK && more;)
        err = due_remind(store, now, &more);
    if (err == OK)
        do
            err = due_digest(store, now, &digest_after);
        while (err == OK && digest_after.v);
    if (err == OK)
        err = due_plan(store, now, arena, &plan);
    while (err == OK && from < plan.count)
        err = due_queue(store, now, &plan, &from);
    if (err == OK)
        err = run_night(store, now, arena);
    if (err == OK)
        *ret_next = nudge_next_run(now);
    return err;
}
