/* DESIGN: asking providers every hour about the sessions they opened. */
#include "provider_watch.h"

#include <stdlib.h>

#include "check.h"
#include "clock.h"
#include "log.h"
#include "provider_session.h"

/* A run takes a bounded share of an errands thread; what is left is due in the next. */
enum { SESSIONS_MAX = 50, RUN_MS_MAX = 10000 };

struct provider_watch {
    struct provider_watch_options options;
    bool running, stopping;
};

struct verdict {
    struct provider_session_due due;
    const char *refresh_token; /* NULL: the provider said no */
};

struct run {
    struct job job;
    struct provider_watch *watch;
    struct arena *arena;
    struct instant now;
    struct verdict verdicts[OIDC_PROVIDERS_MAX * SESSIONS_MAX];
    int count;
};

struct provider_watch *provider_watch_new(const struct provider_watch_options *options)
{
    struct provider_watch *watch = check_calloc(1, sizeof *watch);
    watch->options = *options;
    return watch;
}

void provider_watch_free(struct provider_watch *watch)
{
    free(watch);
}

void provider_watch_stop(struct provider_watch *watch)
{
    watch->stopping = true;
}

static void end_run(struct run *run, enum err err)
{
    if (err != OK)
        LOG(LOG_WARNING, "provider-watch", LOG_TEXT("err", err_name(err)));
    run->watch->running = false;
    arena_free(run->arena);
    free(run);
}

/* ---- on the errands threads ---- */

/* False if the provider does not answer: the rest of its sessions wait for the next run. */
static bool ask_one(struct run *run, struct oidc_provider *provider,
                    const struct provider_session_due *due)
{
    struct verdict verdict = {*due, NULL};
    const char *why = "the key it was sealed under is another";
    enum err err = ERR_DENIED;
    if (due->refresh_token)
        err = oidc_refresh(provider, due->refresh_token, run->arena, &verdict.refresh_token, &why);
    if (err != OK)
        LOG(err == ERR_DENIED ? LOG_INFO : LOG_WARNING, "oidc",
            LOG_TEXT("provider", oidc_provider_setting(provider)->name),
            LOG_TEXT("step", "refresh"), LOG_TEXT("err", err_name(err)), LOG_TEXT("why", why));
    if (err != OK && err != ERR_DENIED)
        return false;
    run->verdicts[run->count++] = verdict;
    return true;
}

static enum err ask_provider(struct run *run, struct store *store, struct oidc_provider *provider,
                             int64_t end_ms)
{
    struct provider_session_due *due;
    int count;
    enum err err =
        provider_session_list_due(store, run->watch->options.key, oidc_provider_issuer(provider),
                                  run->now, SESSIONS_MAX, run->arena, &due, &count);
    /* Not a view of the data that is as long as a provider is slow. */
    store_rollback(store);
    for (int i = 0; err == OK && i < count && clock_monotonic_ms() < end_ms; i++)
        if (!ask_one(run, provider, &due[i]))
            break;
    return err;
}

static enum err run_asking(struct job *job, struct store *store)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    struct oidc *oidc = run->watch->options.oidc;
    int64_t end_ms = clock_monotonic_ms() + RUN_MS_MAX;
    enum err err = OK;
    for (int i = 0; err == OK && i < oidc_count(oidc); i++)
        err = ask_provider(run, store, oidc_at(oidc, i), end_ms);
    return err;
}

/* ---- on the writer ---- */

static enum err run_writing(struct job *job, struct store *store)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    enum err err = OK;
    for (int i = 0; err == OK && i < run->count; i++) {
        const struct verdict *v = &run->verdicts[i];
        err = v->refresh_token ? provider_session_renew(store, run->watch->options.key, &v->due,
                                                        v->refresh_token, run->now)
                               : provider_session_end(store, v->due.session, run->now);
    }
    return err;
}

static void done_writing(struct job *job, enum err err)
{
    end_run(CONTAINER_OF(job, struct run, job), err);
}

static void done_asking(struct job *job, enum err err)
{
    struct run *run = CONTAINER_OF(job, struct run, job);
    /* What was asked before a failure is written all the same: tokens are good for one use. */
    if (err != OK)
        LOG(LOG_WARNING, "provider-watch", LOG_TEXT("err", err_name(err)));
    run->job = (struct job){.run = run_writing, .done = done_writing};
    if (run->count == 0)
        end_run(run, OK);
    else if (lane_submit(run->watch->options.writer, &run->job) != OK)
        end_run(run, ERR_BUSY);
}

static bool any_gives_tokens(struct oidc *oidc)
{
    for (int i = 0; i < oidc_count(oidc); i++)
        if (oidc_provider_setting(oidc_at(oidc, i))->offline)
            return true;
    return false;
}

void provider_watch_run(struct provider_watch *watch, struct instant now)
{
    if (watch->running || watch->stopping || !any_gives_tokens(watch->options.oidc))
        return;
    struct run *run = check_calloc(1, sizeof *run);
    run->job = (struct job){.run = run_asking, .done = done_asking};
    run->watch = watch;
    run->arena = arena_new();
    run->now = now;
    watch->running = true;
    if (lane_submit(watch->options.errands, &run->job) != OK)
        end_run(run, ERR_BUSY);
}
