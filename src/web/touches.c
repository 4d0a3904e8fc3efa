/* DESIGN: "last seen" gathered in memory, written as one job. */
#include "touches.h"

#include <stdlib.h>
#include <string.h>

#include "api_token.h"
#include "check.h"
#include "feed.h"

enum { TOUCHES_MAX = 512, AGENT_MAX = 48 };

struct touch {
    enum touch_kind kind;
    int64_t id;
    struct instant at;
    char agent[AGENT_MAX];
};

struct batch {
    struct job job;
    int count, oldest;
    struct touch items[TOUCHES_MAX];
};

struct touches {
    struct batch *batch;
};

static struct batch *batch_new(void)
{
    return check_calloc(1, sizeof(struct batch));
}

struct touches *touches_new(void)
{
    struct touches *touches = check_calloc(1, sizeof *touches);
    touches->batch = batch_new();
    return touches;
}

void touches_free(struct touches *touches)
{
    if (!touches)
        return;
    free(touches->batch);
    free(touches);
}

static struct touch *find_touch(struct batch *batch, enum touch_kind kind, int64_t id)
{
    for (int i = 0; i < batch->count; i++)
        if (batch->items[i].id == id && batch->items[i].kind == kind)
            return &batch->items[i];
    if (batch->count < TOUCHES_MAX)
        return &batch->items[batch->count++];
    /* A full batch loses old news rather than grow. */
    batch->oldest = (batch->oldest + 1) % TOUCHES_MAX;
    return &batch->items[batch->oldest];
}

void touches_add(struct touches *touches, enum touch_kind kind, int64_t id, struct instant at,
                 struct str agent)
{
    struct touch *touch = find_touch(touches->batch, kind, id);
    *touch = (struct touch){.kind = kind, .id = id, .at = at};
    struct str seen = str_first(agent, AGENT_MAX - 1);
    if (seen.n && str_is_utf8(seen) && !str_has_controls(seen, false))
        memcpy(touch->agent, seen.p, seen.n);
}

static enum err write_touch(struct store *store, const struct touch *touch)
{
    switch (touch->kind) {
    case TOUCH_SESSION:
        return session_touch(store, touch->id, touch->at);
    case TOUCH_TOKEN:
        return api_token_touch(store, touch->id, touch->at);
    case TOUCH_FEED:
        return feed_touch(store, touch->id, touch->at, touch->agent);
    }
    return OK;
}

static enum err run_batch(struct job *job, struct store *store)
{
    struct batch *batch = CONTAINER_OF(job, struct batch, job);
    enum err err = OK;
    for (int i = 0; err == OK && i < batch->count; i++)
        err = write_touch(store, &batch->items[i]);
    return err;
}

static void done_batch(struct job *job, enum err err)
{
    (void)err; /* the next touch says it again */
    free(CONTAINER_OF(job, struct batch, job));
}

void touches_flush(struct touches *touches, struct lane *writer)
{
    struct batch *batch = touches->batch;
    if (batch->count == 0)
        return;
    batch->job.quiet = true;
    batch->job.run = run_batch;
    batch->job.done = done_batch;
    if (lane_submit(writer, &batch->job) == OK)
        touches->batch = batch_new();
}
