/* DESIGN: who lets question cards through, who answers one, and who reads the answer. */
#include "question_gate.h"

#include "stage_gate.h"
#include "talk_choice.h"
#include "talk_input.h"

enum err question_gate_queue(struct ctx *ctx, int64_t event, struct event *ret)
{
    struct event found;
    enum err err = spark_find(ctx, (struct event_id){event}, &found);
    if (err == OK && !stage_gate_may_run(ctx, &found))
        return refuse(&ctx->why, ERR_DENIED, "not-allowed",
                      "Question cards are let through by those who organise or lead the event, "
                      "the trust's coordinators and the host school's CPD leader.");
    if (err == OK)
        *ret = found;
    return err;
}

enum err question_gate_moderate(struct ctx *ctx, int64_t id, struct question *ret)
{
    struct event event;
    struct question question;
    enum err err = question_find(ctx->store, (struct question_id){id}, ctx->arena, &question);
    if (err == OK)
        err = spark_find(ctx, question.event, &event);
    if (err == OK && !stage_gate_may_run(ctx, &event))
        return ERR_NOT_FOUND;
    if (err == OK)
        *ret = question;
    return err;
}

enum err question_gate_answer(struct ctx *ctx, int64_t id, struct question *ret)
{
    struct talk talk;
    struct question question;
    enum err err = question_find(ctx->store, (struct question_id){id}, ctx->arena, &question);
    if (err == OK && question.status != QUESTION_PASSED && question.status != QUESTION_ANSWERED)
        return ERR_NOT_FOUND;
    if (err == OK)
        err = talk_find_own(ctx, question.talk, TALK_PART_PRESENTER, &talk);
    if (err == OK)
        *ret = question;
    return err;
}

enum err question_gate_reads(struct ctx *ctx, const struct event *event, bool *ret)
{
    bool comes = false;
    enum err err = talk_choice_comes(ctx->store, event->id, ctx->actor.person, &comes);
    if (err == OK)
        *ret = comes || stage_gate_may_run(ctx, event);
    return err;
}

const char *question_asker_words(const struct question *question)
{
    return question->named ? question->asker : "Somebody in the audience";
}
