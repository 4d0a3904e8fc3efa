/* DESIGN: the mailer's work on the writer: finish a row, claim the next, make its bytes. */
#include "mailer_part.h"

#include "check.h"
#include "trust.h"

enum { PASSED_A_STEP = 32 };

/* A row that is not to be sent after all ends here. */
static enum err drop(struct store *store, struct step *step, const struct outbox_row *row,
                     enum outbox_outcome outcome, const char *why)
{
    return outbox_finish(store, row->id, outcome, why, step->now, step->jitter);
}

/* OK with *ret_ready false: the row was passed over. */
static enum err make_bytes(struct store *store, struct step *step, struct outbox_row *row,
                           bool *ret_ready)
{
    struct composed composed = {.why = "it cannot be written"};
    /* A nudge is asked again before every try whether it is still needed; what else was written
     * stays. */
    *ret_ready = row->bytes.p != NULL && !str_eq_c(str_of(row->kind), "nudges");
    if (*ret_ready)
        return OK;
    enum err err =
        compose_mail(&step->options->compose, store, row, step->now, step->arena, &composed);
    if (err == ERR_NOT_FOUND)
        return drop(store, step, row, OUTCOME_DROPPED, composed.why);
    if (err == ERR_INVALID || err == ERR_LIMIT || err == ERR_BUG)
        return drop(store, step, row, OUTCOME_REFUSED, composed.why);
    if (err != OK)
        return err;
    row->bytes = composed.bytes;
    *ret_ready = true;
    return outbox_keep_bytes(store, row->id, composed.bytes);
}

static enum err claim(struct store *store, struct step *step)
{
    struct trust trust = {0};
    for (int passed = 0; passed < PASSED_A_STEP && !step->claimed; passed++) {
        enum err err = outbox_claim(store, step->now, step->arena, &step->row);
        if (err == ERR_NOT_FOUND)
            return OK;
        if (err == OK)
            err = make_bytes(store, step, &step->row, &step->claimed);
        if (err == OK && step->claimed)
            err = trust_find(store, step->arena, &trust);
        if (err != OK)
            return err;
        step->from = trust.mailbox;
    }
    return OK;
}

static enum err run(struct job *job, struct store *store)
{
    struct step *step = CONTAINER_OF(job, struct step, job);
    enum err err = OK;
    arena_reset(step->arena);
    step->claimed = step->more_waits = false;
    if (step->finish_id)
        err = outbox_finish(store, step->finish_id, step->outcome, step->reply, step->now,
                            step->jitter);
    if (err == ERR_NOT_FOUND)
        err = OK; /* somebody has put the row back meanwhile */
    if (err == OK && step->claim)
        err = claim(store, step);
    if (err != OK)
        return err;
    err = outbox_next_due(store, &step->next_due);
    step->more_waits = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

void step_init(struct step *step, const struct mailer_options *options)
{
    step->options = options;
    step->arena = arena_new();
    step->job.run = run;
    step->job.quiet = true; /* no page or feed shows the outbox */
}

void step_done(struct step *step)
{
    arena_free(step->arena);
}
