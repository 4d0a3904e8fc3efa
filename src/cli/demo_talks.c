/* DESIGN: the talks that some of the demo's people offer at its SPARK event. */
#include "check.h"
#include "demo.h"
#include "talk.h"

struct demo_talk {
    const char *title, *abstract, *category;
    int minutes;
};

static const struct demo_talk TALKS[] = {
    {"Mini whiteboards, every lesson", "How three routines got every hand up.", "good practice", 7},
    {"The two-minute conference", "A quick way to hear every reader once a week.", "good practice",
     2},
    {"What I learned from being filmed", "I did not want to watch. I am glad I did.",
     "personal insight", 7},
    {"A calmer start after lunch", "Music, a timer and one sentence on the board.",
     "practical innovation", 2},
    {"Vocabulary that comes back", "Spaced words, five a week.", "good practice", 2},
    {"Peer observation without the fear", "Two questions that changed our talks.",
     "personal insight", 7},
};

enum err demo_talks(struct demo *demo, int64_t event_id, struct instant opens_at)
{
    static const struct talk_lengths lengths = {{2, 7}, 2};
    enum err err = OK;
    for (size_t i = 0; err == OK && i < COUNT_OF(TALKS); i++) {
        int who = DEMO_PERSONAS + (int)i * 3;
        struct refusal why;
        struct talk_placed placed;
        if (who >= demo->count)
            break;
        struct talk_request request = {
            .event = {event_id},
            .person = demo->people[who],
            .by = demo->people[who],
            .title = TALKS[i].title,
            .abstract = TALKS[i].abstract,
            .category = TALKS[i].category,
            .minutes = TALKS[i].minutes,
            .lengths = &lengths,
        };
        err = talk_book(demo->store, instant_add(opens_at, (int64_t)(i + 1) * 5400), &request,
                        demo_fresh(demo->arena, &why), &placed);
    }
    return err;
}
