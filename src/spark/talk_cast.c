/* DESIGN: who stands up: the one who booked and joint presenters, each once an event. */
#include "talk_scene.h"

#include "clash.h"
#include "event_rules.h"
#include "token.h"
#include "tz.h"

/* Whoever joins works in the trust; whoever is on the talk already stays until they step down. */
static enum err find_active(struct store *store, struct instant now, const struct talk *before,
                            struct person_id id, struct arena *arena, struct person *ret)
{
    enum err err = person_find(store, id, arena, ret);
    if (err == OK && !talk_presenter_of(before, id) && !day_is_none(ret->left_on) &&
        ret->left_on.v < tz_day(now).v)
        return ERR_NOT_FOUND;
    return err;
}

static enum err add(struct store *store, struct instant now, const struct talk *before,
                    struct person_id id, struct refusal *why, struct talk *talk)
{
    struct person person;
    bool lead = talk->presenter_count == 0;
    enum err err = find_active(store, now, before, id, why->arena, &person);
    if (err == ERR_NOT_FOUND) {
        refuse_field(why, lead ? "person_id" : "co_presenters",
                     "Choose somebody who works in the trust.");
        return OK;
    }
    if (err == OK)
        talk->presenters[talk->presenter_count++] = (struct talk_presenter){
            .person = id, .name = person.name, .email = person.email, .lead = lead, .asked = !lead};
    return err;
}

enum err talk_cast_find(struct store *store, struct instant now, const struct talk_cast *cast,
                        struct refusal *why, struct talk *talk)
{
    const struct talk before = *talk;
    talk->presenters = ARENA_ARRAY(why->arena, struct talk_presenter, TALK_PRESENTERS_MAX);
    talk->presenter_count = 0;
    enum err err = add(store, now, &before, cast->lead, why, talk);
    if (err != OK || talk->presenter_count == 0)
        return err;
    if (cast->other_count > TALK_CO_PRESENTERS_MAX) {
        refuse_field(why, "co_presenters", "Name at most %d joint presenters.",
                     TALK_CO_PRESENTERS_MAX);
        return OK;
    }
    for (int i = 0; err == OK && i < cast->other_count; i++) {
        if (talk_presenter_of(talk, cast->others[i]))
            refuse_field(why, "co_presenters",
                         "Name each joint presenter once, and not whoever "
                         "books the talk.");
        else
            err = add(store, now, &before, cast->others[i], why, talk);
    }
    return err;
}

enum err talk_cast_works(struct store *store, struct instant now, struct person_id id,
                         struct arena *arena, bool *ret)
{
    static const struct talk nobody = {.presenter_count = 0};
    struct person person;
    enum err err = find_active(store, now, &nobody, id, arena, &person);
    *ret = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err refuse_taken(const struct clash *clash, const struct talk_presenter *presenter,
                             bool self, struct refusal *why)
{
    why->other_id = clash->other.event_id;
    return refuse(why, ERR_CONFLICT, "clash", "%s. %s, then book the talk.",
                  clash_words(why->arena, clash, self ? NULL : presenter->name),
                  clash_remedy(clash));
}

enum err talk_cast_check(struct store *store, const struct talk_scene *scene,
                         const struct talk_presenter *presenter, struct person_id by,
                         struct refusal *why)
{
    struct talk_live_of live;
    struct clash clash;
    bool self = by.v == presenter->person.v;
    enum err err = talk_store_live_of(store, scene->event.id, presenter->person, &live);
    if (err != OK)
        return err;
    if (live.count >= scene->settings.talks_a_person) {
        why->other_id = live.talk;
        return refuse(why, ERR_CONFLICT, "already-booked",
                      self ? "%s have a talk at this event already. Change that one instead."
                           : "%s presents at this event already. Name somebody else.",
                      self ? "You" : presenter->name);
    }
    if (scene->event.fields.clash_warns)
        return OK;
    err = clash_find_event(store, &scene->event, presenter->person, why->arena, &clash);
    if (err == ERR_NOT_FOUND)
        return OK;
    return err == OK ? refuse_taken(&clash, presenter, self, why) : err;
}

enum err talk_cast_join(struct store *store, const struct talk *talk, struct arena *arena,
                        struct talk_presenter *presenter)
{
    struct talk_live_of live;
    char uid[UUID_TEXT_MAX];
    int nth = 1;
    enum err err = talk_store_live_of(store, talk->event, presenter->person, &live);
    if (err != OK)
        return err;
    if (talk->status == TALK_DRAFT)
        nth = 0;
    while (nth && nth <= SPARK_TALKS_A_PERSON_MAX && live.nth_is_used[nth])
        nth++;
    token_uuid(uid);
    presenter->uid = arena_strdup(arena, uid);
    return talk_store_insert_presenter(store, talk, presenter, nth);
}
