/* DESIGN: who of the demo's people books what. */
#include "demo_book.h"

#include "assigned_reading.h"
#include "audience.h"
#include "check.h"
#include "series_member.h"
#include "token.h"
#include "tz.h"

enum {
    DRAWS_A_PLACE = 4, /* so often somebody else is tried who is free and may */
    EARLIEST_DAYS = 35,
    HURRY_DAYS = 20,
    APART_S = 7500,
};

/* Not one of those whom visitors play: their diaries are theirs. */
static struct person_id draw(const struct demo *demo, enum demo_for whom)
{
    int others = demo->count - DEMO_PERSONAS;
    if (whom == DEMO_FOR_GOVERNORS)
        return demo->governors[token_below((uint32_t)demo->governor_count)];
    return demo->people[DEMO_PERSONAS + (int)token_below((uint32_t)others)];
}

struct person_id demo_colleague(const struct demo *demo, int school)
{
    struct person_id person = {0};
    for (int i = 0; i < 8 * DEMO_SCHOOLS_MAX; i++) {
        int n = DEMO_PERSONAS + (int)token_below((uint32_t)(demo->count - DEMO_PERSONAS));
        if (demo->people_schools[n].v == demo->schools[school].id.v)
            return demo->people[n];
    }
    return person;
}

/* Five weeks before it, when term has begun, and before what is now. */
static struct instant first_booking(const struct demo *demo, const struct demo_made *made)
{
    struct instant from = instant_add(made->starts_at, -EARLIEST_DAYS * 86400);
    struct instant term = demo_at(demo, 9, 1, 12, 0);
    struct instant late = instant_add(demo_present(demo), -HURRY_DAYS * 86400);
    if (from.v > late.v)
        from = late;
    return from.v < term.v ? term : from;
}

static bool is_bad_luck(enum err err)
{
    return err == ERR_CONFLICT || err == ERR_DENIED;
}

static enum err book_one(const struct demo *demo, struct arena *scratch,
                         const struct demo_made *made, struct instant at,
                         struct booking_placed *ret)
{
    struct refusal why;
    struct booking_request request = {.event = made->event, .person = draw(demo, made->plan->whom)};
    request.by = request.person;
    return booking_book(demo->store, at, &request, demo_fresh(scratch, &why), ret);
}

static enum err join_one(const struct demo *demo, struct arena *scratch,
                         const struct demo_made *made, struct instant at)
{
    struct refusal why;
    struct series_joined joined;
    struct person_id person = draw(demo, made->plan->whom);
    return series_member_join(demo->store, at, made->series, person, person,
                              demo_fresh(scratch, &why), &joined);
}

/* Thinks better of it: the next in line is offered the place. */
static enum err give_up(const struct demo *demo, struct arena *scratch, struct booking_id id)
{
    struct refusal why;
    struct booking booking;
    enum err err = booking_find(demo->store, id, scratch, &booking);
    if (err != OK)
        return err;
    const struct booking_withdrawal withdrawal = {
        .id = id, .by = booking.person, .reason = "My class is on a trip that day."};
    err = booking_withdraw(demo->store, instant_add(demo_present(demo), -7200), &withdrawal,
                           demo_fresh(scratch, &why));
    return err == ERR_CONFLICT ? OK : err;
}

static enum err book_all(const struct demo *demo, struct arena *scratch,
                         const struct demo_made *made)
{
    struct instant at = first_booking(demo, made);
    struct booking_id first = {0};
    int placed = 0;
    enum err err = OK;
    for (int i = 0; placed < made->plan->booked && i < made->plan->booked * DRAWS_A_PLACE; i++) {
        struct booking_placed one;
        at = instant_add(at, APART_S);
        if (at.v >= made->closes_at.v)
            break;
        err = made->series.v ? join_one(demo, scratch, made, at)
                             : book_one(demo, scratch, made, at, &one);
        if (err != OK && !is_bad_luck(err))
            return err;
        if (err == OK && placed++ == 0 && !made->series.v)
            first = one.id;
    }
    return first.v && demo_plan_says(made->plan, DEMO_OFFER) ? give_up(demo, scratch, first) : OK;
}

/* ---- what is read ---- */

/* All but every sixth have said that they read it. */
static enum err read_it(const struct demo *demo, struct arena *scratch,
                        const struct demo_made *made)
{
    static const struct event_viewer everything = {.all_drafts = true};
    struct event event;
    struct refusal why;
    struct instant at = instant_add(made->starts_at, -9 * 86400);
    enum err err = event_find(demo->store, &everything, made->event, scratch, &event);
    for (int i = DEMO_PERSONAS; err == OK && i < demo->count; i++) {
        bool theirs = made->plan->whom == DEMO_FOR_TRUST ||
                      demo->people_schools[i].v == demo->schools[made->host].id.v;
        at = instant_add(at, 600);
        if (theirs && token_below(6) && at.v < demo_present(demo).v)
            err = assigned_reading_confirm(demo->store, at, &event, demo->people[i],
                                           demo_fresh(scratch, &why));
    }
    return err;
}

enum err demo_book(struct demo *demo, struct arena *scratch, const struct demo_made *made)
{
    if (demo_plan_says(made->plan, DEMO_DRAFT))
        return OK;
    if (made->plan->kind == EVENT_READING)
        return read_it(demo, scratch, made);
    return book_all(demo, scratch, made);
}
