/* DESIGN: how the demo's requests fare: approved with order and cover, declined, asked back. */
#include "approval.h"
#include "check.h"
#include "demo_book.h"
#include "tz.h"

enum { DAY_S = 86400, ORDER_CONFIRMED = 3, ORDER_SENT = 2 };

/* What becomes of a request; in this order, over and over. */
enum fate { APPROVED, ORDERED, DECLINED, ASKED, WAITING, FATES };

static const char DECLINE[] =
    "We have sent two colleagues already this year. Ask them to share it.";
static const char QUESTION[] = "Could you go in the spring instead, when Year 11 has left?";
static const char COVER[] = "Periods 1 and 2: Mr Frost. Afternoon: the team covers itself.";

static enum err holder(const struct demo *demo, struct arena *scratch,
                       const struct approval *approval, struct instant at, struct person_id *ret)
{
    struct approval_people people;
    enum err err = approval_holders_now(demo->store, approval, tz_day(at), scratch, &people);
    for (int i = 0; err == OK && i < people.count; i++) {
        if (people.items[i].id.v != approval->person.v) {
            *ret = people.items[i].id;
            return OK;
        }
    }
    return err == OK ? ERR_NOT_FOUND : err;
}

/* Each whose turn it is says yes, a day after the last; ERR_NOT_FOUND: nobody's turn. */
static enum err approve(const struct demo *demo, struct arena *scratch, struct approval_id id,
                        struct instant *at)
{
    struct approval approval;
    struct refusal why;
    enum err err = approval_find(demo->store, id, scratch, &approval);
    while (err == OK && approval.status == APPROVAL_OPEN) {
        struct approval_act act = {.id = id, .words = ""};
        *at = instant_add(*at, DAY_S);
        err = holder(demo, scratch, &approval, *at, &act.by);
        if (err == OK)
            err = approval_decide(demo->store, *at, &act, true, demo_fresh(scratch, &why));
        if (err == OK)
            err = approval_find(demo->store, id, scratch, &approval);
    }
    return err;
}

static enum err order(const struct demo *demo, struct arena *scratch, struct approval_id id,
                      struct instant at, int state)
{
    struct refusal why;
    const struct approval_act act = {.id = id, .by = demo->coordinator, .words = COVER};
    enum err err = approval_cover(demo->store, at, &act, demo_fresh(scratch, &why));
    if (err == OK)
        err = approval_set_order(demo->store, at, &act, state, demo_fresh(scratch, &why));
    return err == ERR_CONFLICT ? OK : err; /* nothing to order: it is the trust's own */
}

static enum err say_no(const struct demo *demo, struct arena *scratch,
                       const struct approval *approval, struct instant at, bool ask)
{
    struct refusal why;
    struct approval_act act = {.id = approval->id, .words = ask ? QUESTION : DECLINE};
    enum err err = holder(demo, scratch, approval, at, &act.by);
    if (err != OK)
        return err;
    demo_fresh(scratch, &why);
    return ask ? approval_ask(demo->store, at, &act, &why)
               : approval_decide(demo->store, at, &act, false, &why);
}

static enum err fare(const struct demo *demo, struct arena *scratch,
                     const struct approval *approval, enum fate fate)
{
    struct instant at = instant_add(approval->made_at, DAY_S);
    enum err err = OK;
    switch (fate) {
    case APPROVED:
    case ORDERED:
        err = approve(demo, scratch, approval->id, &at);
        if (err == OK)
            err = order(demo, scratch, approval->id, instant_add(at, 3600),
                        fate == ORDERED ? ORDER_CONFIRMED : ORDER_SENT);
        break;
    case DECLINED:
        err = say_no(demo, scratch, approval, at, false);
        break;
    case ASKED:
        err = say_no(demo, scratch, approval, at, true);
        break;
    default:
        break;
    }
    return err == ERR_NOT_FOUND ? OK : err; /* nobody holds the step */
}

static enum err find_request(const struct demo *demo, struct arena *scratch,
                             const struct booking *booking, struct approval *ret)
{
    const struct approval_filter filter = {
        .person = booking->person, .status = -1, .q = booking->event_title, .limit = 10};
    struct approval_list list;
    enum err err = approval_list(demo->store, &filter, scratch, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        if (list.items[i].booking.v == booking->id.v) {
            *ret = list.items[i];
            return OK;
        }
    }
    return err == OK ? ERR_NOT_FOUND : err;
}

enum err demo_decide(struct demo *demo, struct arena *scratch, const struct demo_made *made)
{
    struct booking_list list;
    /* Once booking is over, all have their answer. */
    int fates = made->closes_at.v < demo_present(demo).v ? ASKED : FATES;
    if (!demo_plan_says(made->plan, DEMO_APPROVAL))
        return OK;
    enum err err = booking_list_attendees(demo->store, made->event, scratch, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        struct approval approval;
        err = find_request(demo, scratch, &list.items[i], &approval);
        if (err == OK)
            err = fare(demo, scratch, &approval, (enum fate)(i % fates));
        else if (err == ERR_NOT_FOUND)
            err = OK;
    }
    return err;
}

/* ---- requests for something elsewhere ---- */

struct ask {
    int whose; /* of the people past the personas */
    enum fate fate;
    struct approval_fields fields;
    int month, day, days;
};

static const struct ask ASKS[] = {
    {3,
     APPROVED,
     {.title = "Visit to a school with no bells",
      .provider = "Meadow Lane School",
      .cover_amount = 3,
      .travel = "Train",
      .travel_pence = 1840,
      .miles = 0,
      .outcome = "A proposal for our changeovers.",
      .in_trust = 1,
      .for_need = true},
     11,
     24,
     1},
    {5,
     ORDERED,
     {.title = "Subject association conference: geography",
      .provider = "Field and Map Society",
      .cost_pence = 21500,
      .payer = 2,
      .cover_amount = 5,
      .travel = "Car share",
      .miles = 84,
      .outcome = "Fieldwork for Years 5 and 8 on one page.",
      .in_trust = 1,
      .for_goal = true},
     1,
     22,
     1},
    {7,
     DECLINED,
     {.title = "A week of painting in the hills",
      .provider = "Hill House Studios",
      .cost_pence = 68000,
      .payer = 0,
      .cover_amount = 25,
      .travel = "Car",
      .miles = 210,
      .outcome = "A display.",
      .in_trust = 1},
     2,
     1,
     5},
    {9,
     ASKED,
     {.title = "National professional qualification: leading literacy",
      .provider = "Larkfield Teaching School Hub",
      .cost_pence = 0,
      .payer = 3,
      .cover_amount = 8,
      .travel = "",
      .outcome = "A literacy plan for the school.",
      .in_trust = 1,
      .for_goal = true},
     1,
     12,
     60},
    {11,
     WAITING,
     {.title = "Makaton, level 1",
      .provider = "Signs Together",
      .cost_pence = 9600,
      .payer = 0,
      .cover_amount = 2,
      .cover_hours = true,
      .travel = "Bus",
      .travel_pence = 640,
      .outcome = "Signs in assembly, and two colleagues taught.",
      .in_trust = 2,
      .for_need = true},
     12,
     2,
     1},
    {13,
     WAITING,
     {.title = "Examiner training in physics",
      .provider = "Board of Examiners (North)",
      .cost_pence = 0,
      .payer = 0,
      .cover_amount = 4,
      .travel = "Train",
      .travel_pence = 3120,
      .outcome = "Mock papers marked as they will be.",
      .in_trust = 1},
     1,
     27,
     2},
    {15,
     WAITING,
     {.title = "Forest school leader, part one",
      .provider = "Under Oaks",
      .cost_pence = 34000,
      .payer = 1,
      .cover_amount = 10,
      .travel = "Car",
      .miles = 46,
      .outcome = "A morning a week outdoors for Year 2.",
      .in_trust = 2,
      .for_goal = true},
     3,
     8,
     5},
};

static enum err ask(const struct demo *demo, struct arena *scratch, const struct ask *ask, int nth)
{
    struct refusal why;
    struct approval_id id;
    struct approval approval;
    struct approval_new request = {.fields = ask->fields};
    struct instant at = instant_add(demo_present(demo), (nth - 16) * DAY_S);
    request.person = demo->people[DEMO_PERSONAS + ask->whose];
    request.fields.kind = APPROVAL_FUNDING;
    request.fields.in_trust_note = "";
    request.fields.criteria = "";
    request.fields.from = demo_day(demo, ask->month, ask->day);
    request.fields.to = day_add(request.fields.from, ask->days - 1);
    enum err err = approval_make(demo->store, at, &request, demo_fresh(scratch, &why), &id);
    if (err == OK)
        err = approval_find(demo->store, id, scratch, &approval);
    return err == OK ? fare(demo, scratch, &approval, ask->fate) : err;
}

enum err demo_requests(struct demo *demo, struct arena *scratch)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < (int)COUNT_OF(ASKS); i++)
        if (DEMO_PERSONAS + ASKS[i].whose < demo->count)
            err = ask(demo, scratch, &ASKS[i], i);
    return err;
}
