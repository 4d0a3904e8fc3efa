#ifndef SPARKD_SPARK_TALK_CHOICE_H
#define SPARKD_SPARK_TALK_CHOICE_H

#include "talk.h"

/*
 * What those who come to a SPARK event want to hear (programme specification,
 * sections 2.4 and 4): at most 16 talks each. The arranger keeps apart what the
 * same people chose; nobody is told who chose what. Only talks in the programme
 * are chosen: what waits or was proposed is not known to everybody. Choices of
 * whoever no longer comes are kept and count for nothing, until they come again.
 */
enum { TALK_CHOICES_MAX = 16, TALK_CHOICES_EVENT_MAX = 5000 * TALK_CHOICES_MAX };

/* Has this person a place there, or a talk in the programme? */
enum err talk_choice_comes(struct store *store, struct event_id event, struct person_id person,
                           bool *ret) MUST_USE;

struct talk_chosen {
    struct talk_id items[TALK_CHOICES_MAX];
    int count;
};
bool talk_chosen_has(const struct talk_chosen *chosen, struct talk_id talk);
/* Talks that person chose and that are in the programme. */
enum err talk_choice_list(struct store *store, struct event_id event, struct person_id person,
                          struct talk_chosen *ret) MUST_USE;

struct talk_choosing {
    struct event_id event;
    struct person_id person;
    const struct talk_id *talks; /* the whole choice; the same talk twice is one */
    int count;
};
/*
 * Instead of what they chose before; it can be changed until the event is over.
 * ERR_INVALID field talks: more than 16, one's own, or not in the programme.
 * ERR_CONFLICT `no-place`, `cancelled`, `not-published`, `too-late`. ERR_NOT_FOUND:
 * no SPARK event.
 */
enum err talk_choose(struct store *store, struct instant now, const struct talk_choosing *choosing,
                     struct refusal *why) MUST_USE;

/* How many of those who come chose each talk; talks nobody chose are left out. */
struct talk_wanted {
    struct talk_id talk;
    int people;
};
struct talk_demand {
    struct talk_wanted *items; /* the most wanted first */
    int count;
    int people; /* how many chose at all */
};
enum err talk_choice_count(struct store *store, struct event_id event, struct arena *arena,
                           struct talk_demand *ret) MUST_USE;
/* Those same choices one by one, for the arranger; by person, then talk. */
struct talk_chosen_by {
    struct person_id person;
    struct talk_id talk;
};
struct talk_choices {
    struct talk_chosen_by *items;
    int count;
};
enum err talk_choice_each(struct store *store, struct event_id event, struct arena *arena,
                          struct talk_choices *ret) MUST_USE;
int talk_demand_of(const struct talk_demand *demand, struct talk_id talk);

#endif
