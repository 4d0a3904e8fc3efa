/* DESIGN: the database and the templates of the tests that compose mails. */
#include "compose_house.h"
#include "support.h"
#include <stdlib.h>

#include "token.h"
#include "trust.h"

struct store *store;
struct arena *arena;
static struct template_set *templates;
struct instant now;
struct person_id ann;

int compose_start(void **state)
{
    (void)state;
    struct template_fault fault;
    return template_compile_dir(SPARKD_SOURCE_DIR "/templates", &templates, &fault) == OK ? 0 : 1;
}

int compose_finish(void **state)
{
    (void)state;
    template_free(templates);
    return 0;
}

int set_up(void **state)
{
    (void)state;
    token_seed(20261112);
    now = support_at("2026-11-02T09:00");
    arena = arena_new();
    store = support_store();
    struct trust trust = {.name = "Heather Moor Trust", .mailbox = "pd@heathermoor.example"};
    assert_ok(trust_insert(store, &trust, now));
    struct person_new person = {.name = "Ann Ash", .email = "ann@demo.example"};
    assert_ok(person_insert(store, &person, now, &ann));
    return 0;
}

int tear_down(void **state)
{
    (void)state;
    store_close(store);
    arena_free(arena);
    return 0;
}

struct outbox_row claim(void)
{
    struct outbox_row row = {0};
    assert_ok(outbox_claim(store, now, arena, &row));
    return row;
}

enum err compose(const struct outbox_row *row, struct composed *ret)
{
    struct compose_options options = {templates, "https://pd.heathermoor.example",
                                      "coordinator@demo.example"};
    return compose_mail(&options, store, row, now, arena, ret);
}

struct str compose_next(void)
{
    struct outbox_row row = claim();
    struct composed composed = {0};
    assert_ok(compose(&row, &composed));
    return composed.bytes;
}

bool has(struct str bytes, const char *text)
{
    return memmem(bytes.p, bytes.n, text, strlen(text)) != NULL;
}
