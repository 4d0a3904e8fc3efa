/* DESIGN: the whole choice of a day in one step: given back, taken, or not changed at all. */
#include "choice.h"

#include "audience.h"
#include "booking_place.h"
#include "choice_store.h"
#include "event_rules.h"
#include "event_store.h"
#include "token.h"
#include "workshop_store.h"

/* ---- the day ---- */

enum err choice_store_day(struct store *store, struct event_id id, struct person_id person,
                          struct arena *arena, struct choosing_day *ret)
{
    enum err err = event_store_find(store, person, id, arena, &ret->event);
    if (err == OK)
        err = choosing_find(store, id, &ret->choosing);
    if (err == OK)
        err = block_list(store, id, arena, &ret->blocks);
    return err == OK ? workshop_store_list(store, id, person, arena, &ret->workshops) : err;
}

struct instant choice_store_closes(const struct choosing_day *day)
{
    return choosing_closes(&day->choosing, &day->event);
}

enum err choice_check_day(const struct choosing_day *day, struct instant now, struct refusal *why)
{
    enum err err = booking_place_check_event(&day->event, now, why);
    if (err == OK && day->blocks.count == 0)
        return refuse(why, ERR_CONFLICT, "no-blocks",
                      "There is nothing to choose on this day. Look at its page.");
    return err;
}

enum err choice_check_open(struct instant opens_at, struct instant closes_at, struct instant now,
                           struct refusal *why)
{
    if (now.v < opens_at.v)
        return refuse(why, ERR_CONFLICT, "not-open", "Choosing opens on %s. Come back then.",
                      event_rules_moment(why->arena, opens_at));
    if (now.v >= closes_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "Choosing closed on %s. Ask the organiser if something has to change.",
                      event_rules_moment(why->arena, closes_at));
    return OK;
}

static bool has_place(const struct event *event)
{
    return event->my_booking && event->my_booking_status == BOOKING_CONFIRMED;
}

/* Whoever leads or helps on the day may choose, and need not: as in choice_rest.c GAPS. */
static bool has_to_choose(const struct event *event)
{
    return has_place(event) && event->my_part == PART_ATTENDEE;
}

/* ---- what somebody has, block by block ---- */

struct block_state {
    bool offers; /* there is something to choose in it */
    bool leads;  /* they lead there */
    const struct workshop *mine;
};

static struct block_state state_of(const struct choosing_day *day, struct block_id block)
{
    struct block_state state = {0};
    for (int i = 0; i < day->workshops.count; i++) {
        const struct workshop *w = &day->workshops.items[i];
        if (w->block.v != block.v || !workshop_is_on(w))
            continue;
        state.offers = true;
        state.leads = state.leads || (w->my_booking && w->my_lead);
        if (w->my_booking && !w->my_lead)
            state.mine = w;
    }
    return state;
}

static struct choosing_day read_day(const struct choice_read *read)
{
    return (struct choosing_day){*read->day, *read->choosing, *read->blocks, *read->workshops};
}

struct choice_state choice_state(const struct choice_read *read, struct instant now)
{
    const struct choosing_day day = read_day(read);
    struct choice_state state = {.has_place = has_place(&day.event),
                                 .opens_at = day.choosing.opens_at,
                                 .closes_at = choice_store_closes(&day)};
    state.is_open = event_status_is_on(day.event.status) && now.v >= state.opens_at.v &&
                    now.v < state.closes_at.v;
    for (int i = 0; i < day.blocks.count; i++) {
        const struct block *block = &day.blocks.items[i];
        const struct block_state of = state_of(&day, block->id);
        state.blocks += of.offers;
        state.chosen += of.mine != NULL;
        state.left += has_to_choose(&day.event) && block->fields.must_choose && of.offers &&
                      !of.leads && !of.mine;
    }
    return state;
}

enum err choice_find(struct store *store, struct instant now, struct event_id id,
                     struct person_id person, struct arena *arena, struct choice_state *ret)
{
    struct choosing_day day;
    enum err err = block_list(store, id, arena, &day.blocks);
    if (err == OK && day.blocks.count == 0) { /* as with most events */
        *ret = (struct choice_state){.blocks = 0};
        return OK;
    }
    if (err == OK)
        err = choice_store_day(store, id, person, arena, &day);
    if (err == OK)
        *ret = choice_state(
            &(struct choice_read){&day.event, &day.choosing, &day.blocks, &day.workshops}, now);
    return err;
}

/* ---- taking a place ---- */

static enum err refuse_full(const struct workshop *workshop, struct refusal *why)
{
    return refuse(why, ERR_CONFLICT, "full", "The workshop “%s” is full.", workshop->title);
}

static enum err check_for_some(struct store *store, const struct event *event,
                               struct person_id person, struct refusal *why)
{
    bool full = false;
    enum err err = booking_place_check_audience(store, event, person, why);
    if (err == OK)
        err = audience_quota_is_full(store, event->id, person, &full);
    return err == OK && full ? refuse(why, ERR_CONFLICT, "full",
                                      "The places at “%s” that are kept for your school are taken.",
                                      event->fields.title)
                             : err;
}

enum err choice_take(struct store *store, struct instant now, const struct workshop *workshop,
                     const struct choice_taker *taker, struct refusal *why)
{
    struct event event;
    char uid[UUID_TEXT_MAX];
    const struct booking_taker as = {taker->person, taker->name, false};
    enum err err = event_store_find(store, taker->person, workshop->id, why->arena, &event);
    if (err == OK)
        err = check_for_some(store, &event, taker->person, why);
    if (err == OK)
        err = booking_place_check(store, &event, &as, why, NULL);
    if (err != OK)
        return err;
    token_uuid(uid);
    struct booking_row row = {.uid = uid,
                              .event = event.id,
                              .person = taker->person,
                              .status = BOOKING_CONFIRMED,
                              .part = PART_ATTENDEE,
                              .booked_at = now};
    err = booking_store_place(store, now, &row);
    if (err == ERR_CONFLICT)
        return refuse_full(workshop, why);
    return err == OK ? booking_time_take(store, &event, row.id, row.person, why->arena) : err;
}

/* ---- the whole choice ---- */

struct making {
    struct store *store;
    struct instant now;
    const struct choice_made *choice;
    struct choosing_day day;
    struct choice_taker taker;
    const struct workshop *wanted[BLOCKS_MAX];
    int count;
    struct refusal *why;
};

static const struct workshop *wanted_in(const struct making *m, struct block_id block)
{
    for (int i = 0; i < m->count; i++)
        if (m->wanted[i]->block.v == block.v)
            return m->wanted[i];
    return NULL;
}

static const struct workshop *wanted_run(const struct making *m, struct event_id run_of)
{
    for (int i = 0; i < m->count; i++)
        if (m->wanted[i]->run_of.v == run_of.v)
            return m->wanted[i];
    return NULL;
}

static void refuse_block(struct making *m, const struct workshop *workshop, const char *words)
{
    refuse_field(m->why, block_field(m->why->arena, workshop->block), "%s", words);
}

/* What was picked, as workshops of the day: one a block, and none twice. */
static enum err read_wanted(struct making *m)
{
    for (int i = 0; i < m->choice->count; i++) {
        const struct workshop *w = workshop_in(&m->day.workshops, m->choice->workshops[i]);
        if (!w || !workshop_is_on(w))
            return refuse_field(m->why, w ? block_field(m->why->arena, w->block) : "workshops",
                                "One of the workshops is not on any more. Choose another.");
        if (wanted_in(m, w->block))
            refuse_block(m, w, "Choose one workshop in this block, not two.");
        else if (wanted_run(m, w->run_of))
            refuse_block(m, w,
                         arena_printf(m->why->arena,
                                      "You have chosen “%s” twice. Choose "
                                      "something else in one of the two blocks.",
                                      w->title));
        else
            m->wanted[m->count++] = w;
    }
    return refusal_check(m->why);
}

/* Could they take any of that block? What only says no is no answer for them. */
static enum err could_choose(struct making *m, struct block_id block, bool *ret)
{
    enum err err = OK;
    bool could = false;
    for (int i = 0; err == OK && !could && i < m->day.workshops.count; i++) {
        const struct workshop *w = &m->day.workshops.items[i];
        struct event event;
        if (w->block.v != block.v || !workshop_is_on(w) || wanted_run(m, w->run_of) ||
            (w->taken >= w->capacity && !w->my_booking))
            continue;
        bool admits = true;
        err = event_store_find(m->store, m->choice->person, w->id, m->why->arena, &event);
        if (err == OK)
            err = audience_admits(m->store, &event, m->choice->person, &admits);
        if (err == OK && admits)
            err = booking_place_is_open(m->store, &event, m->choice->person, m->why->arena, &could);
    }
    if (err == OK)
        *ret = could;
    return err;
}

static enum err check_complete(struct making *m)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < m->day.blocks.count; i++) {
        const struct block *block = &m->day.blocks.items[i];
        bool could = false;
        if (!has_to_choose(&m->day.event) || !block->fields.must_choose ||
            wanted_in(m, block->id) || state_of(&m->day, block->id).leads)
            continue;
        err = could_choose(m, block->id, &could);
        if (err == OK && could)
            refuse_field(m->why, block_field(m->why->arena, block->id),
                         "Choose a workshop for “%s”.", block->fields.name);
    }
    return err == OK ? refusal_check(m->why) : err;
}

static enum err give_back(struct making *m)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < m->day.workshops.count; i++) {
        const struct workshop *w = &m->day.workshops.items[i];
        struct booking_row row;
        if (!w->my_booking || w->my_lead || wanted_in(m, w->block) == w)
            continue;
        err = booking_store_find(m->store, (struct booking_id){w->my_booking}, m->why->arena, &row);
        if (err == OK)
            err = booking_store_end(m->store, m->now, &row, BOOKING_WITHDRAWN, "");
        if (err == OK)
            err = booking_place_give_time(m->store, &row);
    }
    return err;
}

/* Every block that cannot be had is named, not the first alone. */
static enum err take_all(struct making *m)
{
    bool refused = false;
    const char *slug = NULL, *detail = NULL;
    for (int i = 0; i < m->count; i++) {
        const struct workshop *w = m->wanted[i];
        struct refusal one;
        refusal_init(&one, m->why->arena);
        if (w->my_booking && !w->my_lead)
            continue;
        enum err err = choice_take(m->store, m->now, w, &m->taker, &one);
        if (err == OK)
            continue;
        if (err != ERR_CONFLICT && err != ERR_DENIED)
            return err;
        refuse_block(m, w,
                     str_eq_c(str_of(one.slug), "full")
                         ? arena_printf(one.arena, "%s Choose another.", one.detail)
                         : one.detail);
        slug = refused ? slug : one.slug;
        detail = refused ? detail : one.detail;
        refused = true;
    }
    if (!refused)
        return OK;
    return refuse(m->why, ERR_CONFLICT, slug, "%s Nothing was changed: choose again.", detail);
}

static enum err check(struct making *m)
{
    const struct choice_made *c = m->choice;
    enum err err = choice_check_day(&m->day, m->now, m->why);
    if (err == OK && !has_place(&m->day.event))
        return refuse(m->why, ERR_CONFLICT, "no-place",
                      "%s no place on this day. Book one first, then choose the workshops.",
                      m->taker.name ? arena_printf(m->why->arena, "%s has", m->taker.name)
                                    : "You have");
    if (err == OK && !c->organises)
        err = choice_check_open(m->day.choosing.opens_at, choice_store_closes(&m->day), m->now,
                                m->why);
    return err == OK ? read_wanted(m) : err;
}

static enum err find_taker(struct making *m)
{
    struct person person;
    enum err err = booking_place_person(m->store, m->now, m->choice->person, m->why, &person);
    if (err == OK)
        m->taker =
            (struct choice_taker){person.id, m->choice->by.v == person.id.v ? NULL : person.name};
    return err;
}

/* Its own savepoint, so that nothing has changed if it does not work out. */
static enum err carry_out(struct making *m)
{
    enum err err = store_savepoint(m->store);
    if (err != OK)
        return err;
    err = give_back(m);
    if (err == OK)
        err = check_complete(m);
    if (err == OK)
        err = take_all(m);
    if (err == OK)
        return store_release(m->store);
    store_rollback_savepoint(m->store);
    return err;
}

enum err choice_make(struct store *store, struct instant now, const struct choice_made *choice,
                     struct refusal *why)
{
    struct making m = {.store = store, .now = now, .choice = choice, .why = why};
    enum err err = choice_store_day(store, choice->day, choice->person, why->arena, &m.day);
    if (err == ERR_NOT_FOUND)
        return refuse(why, ERR_NOT_FOUND, "not-found",
                      "There is no such event. Look under Events for what is on.");
    if (err == OK)
        err = find_taker(&m);
    if (err == OK)
        err = check(&m);
    return err == OK ? carry_out(&m) : err;
}
