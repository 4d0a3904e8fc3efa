/* DESIGN: the talks that some of the demo's people offer or propose at its SPARK events, and who is
 * their guest. */
#include "check.h"
#include "demo.h"
#include "keynote.h"
#include "proposal.h"
#include "talk_library.h"

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

static const struct demo_talk PROPOSALS[] = {
    {"Reading a graph out loud", "Say what you see before you say what it means.", "good practice",
     7},
    {"One glossary for the whole school", "", "practical innovation", 2},
    {"Why I stopped marking in green", "And what my class says about it.", "personal insight", 7},
    {"Quiet corridors in four weeks", "What we did, and what we would not do again.",
     "practical innovation", 7},
    {"Five minutes with the teaching assistant", "A slip of paper that plans the lesson for two.",
     "good practice", 2},
    {"A product I sell to schools", "Discount for Larkfield staff.", "good practice", 7},
    {"Drama for mathematicians", "Thirty pupils as a number line.", "practical innovation", 2},
};
enum { FIRST_ACCEPTED = 0, DECLINED = 5 };

static const struct demo_talk GIVEN[] = {
    {"Starting September with names", "Thirty names by Wednesday: how, and why it matters.",
     "good practice", 7},
    {"A seating plan that changes itself", "One rule, moved on each Monday.",
     "practical innovation", 2},
    {"What my own children's homework taught me", "The view from the kitchen table.",
     "personal insight", 7},
    {"The first five minutes", "Work on the table before the door opens.", "good practice", 2},
};
/* What is kept of each: a recommendation, and where the slides are. */
static const char *const KEPT[COUNT_OF(GIVEN)][2] = {
    {"Stand at the door and say every name, every lesson, for two weeks.",
     "https://slides.demo.example/names"},
    {"Write the rule on the board, so that nobody has to ask.", ""},
    {"Before you set it, do it yourself at half past seven in the evening.",
     "https://slides.demo.example/homework"},
    {NULL, NULL}, /* its presenter would rather not */
};

/* Every third of those who are no personas, from that one on; v 0: the trust has not so many. */
static struct person_id presenter(const struct demo *demo, int from, int i)
{
    int who = DEMO_PERSONAS + from + i * 3;
    return who < demo->count ? demo->people[who] : (struct person_id){0};
}

static enum err offer(struct demo *demo, int64_t event_id, const struct demo_talk *talk,
                      struct person_id person, struct instant at, struct talk_id *ret)
{
    static const struct talk_lengths lengths = {{2, 7}, 2};
    struct refusal why;
    struct talk_placed placed;
    const struct talk_request request = {
        .event = {event_id},
        .person = person,
        .by = person,
        .title = talk->title,
        .abstract = talk->abstract,
        .category = talk->category,
        .minutes = talk->minutes,
        .lengths = &lengths,
    };
    enum err err = talk_book(demo->store, at, &request, demo_fresh(demo->arena, &why), &placed);
    *ret = placed.id;
    return err;
}

enum err demo_keynote(struct demo *demo, int64_t event_id, struct instant opens_at,
                      struct instant starts_at)
{
    struct refusal why;
    struct keynote_id id;
    const struct keynote_edit edit = {
        .event = {event_id},
        .by = demo->coordinator,
        .keynote = {.guest = "Dr Maren Holt, who listens to children read",
                    .title = "What a thousand young readers told me",
                    .abstract = "Ten minutes on what they say when nobody marks it, and one "
                                "question to ask tomorrow.",
                    .minutes = 10,
                    .room = 1,
                    .starts_at = starts_at},
    };
    return keynote_save(demo->store, opens_at, &edit, demo_fresh(demo->arena, &why), &id);
}

enum err demo_talks(struct demo *demo, int64_t event_id, struct instant opens_at)
{
    enum err err = OK;
    struct talk_id id;
    for (int i = 0; err == OK && i < (int)COUNT_OF(TALKS) && presenter(demo, 0, i).v; i++)
        err = offer(demo, event_id, &TALKS[i], presenter(demo, 0, i),
                    instant_add(opens_at, (i + 1) * INT64_C(5400)), &id);
    return err;
}

static enum err share(struct demo *demo, struct talk_id id, struct instant at,
                      const char *const kept[2])
{
    struct talk talk;
    struct refusal why;
    enum err err = talk_find(demo->store, id, demo->arena, &talk);
    const struct talk_after_edit edit = {.talk = &talk,
                                         .by = talk.person,
                                         .recommendations = kept[0],
                                         .slides_link = kept[1],
                                         .with_slides = *kept[1] != '\0',
                                         .agrees = true};
    return err == OK ? talk_after_save(demo->store, at, &edit, demo_fresh(demo->arena, &why)) : err;
}

enum err demo_given(struct demo *demo, int64_t event_id, struct instant opens_at,
                    struct instant starts_at)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < (int)COUNT_OF(GIVEN); i++) {
        struct talk_id id;
        struct person_id person = presenter(demo, 2, i);
        if (!person.v)
            break;
        err = offer(demo, event_id, &GIVEN[i], person,
                    instant_add(opens_at, (i + 1) * INT64_C(7200)), &id);
        if (err == OK && KEPT[i][0])
            err = share(demo, id, instant_add(starts_at, 86400), KEPT[i]);
    }
    return err;
}

static enum err decide(struct demo *demo, int64_t event_id, struct talk_id talk, bool accept,
                       struct instant at)
{
    struct refusal why;
    struct proposal_outcome outcome;
    const struct proposal_verdict verdict = {
        .event = {event_id},
        .by = demo->coordinator,
        .talks = &talk,
        .count = 1,
        .accept = accept,
        .word = accept ? "Yes please: a good one to begin with."
                       : "Thank you. This evening is for what we do in class; show us the lesson, "
                         "not the product, and you are welcome.",
    };
    return proposal_decide(demo->store, at, &verdict, demo_fresh(demo->arena, &why), &outcome);
}

enum err demo_proposals(struct demo *demo, int64_t event_id, struct instant opens_at)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < (int)COUNT_OF(PROPOSALS) && presenter(demo, 1, i).v; i++) {
        struct talk_id id;
        struct instant at = instant_add(opens_at, (i + 1) * INT64_C(9000));
        err = offer(demo, event_id, &PROPOSALS[i], presenter(demo, 1, i), at, &id);
        if (err == OK && (i == FIRST_ACCEPTED || i == DECLINED))
            err = decide(demo, event_id, id, i == FIRST_ACCEPTED, instant_add(at, 86400));
    }
    return err;
}
