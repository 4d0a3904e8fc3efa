/* DESIGN: what is free is given back by many threads at once, from the first time on. */
#include "heap.h"

#include <pthread.h>

#include "check.h"
#include "support.h"

enum { THREADS = 16 };

static void *trim(void *arg)
{
    pthread_barrier_wait(arg);
    heap_trim();
    return NULL;
}

/* Here, as under a sanitizer in a server, nobody has used the C library's own heap before. */
static void threads_may_trim_at_once(void **state)
{
    pthread_t threads[THREADS];
    pthread_barrier_t together;
    (void)state;
    heap_init();
    pthread_barrier_init(&together, NULL, THREADS);
    for (int i = 0; i < THREADS; i++)
        CHECK(pthread_create(&threads[i], NULL, trim, &together) == 0);
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    pthread_barrier_destroy(&together);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(threads_may_trim_at_once)};
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
