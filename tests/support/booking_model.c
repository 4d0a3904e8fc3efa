/* DESIGN: a naive booking engine: every question is answered by looking at everything. */
#include "booking_model.h"

#include <string.h>

const char *model_status(enum slot_state state)
{
    static const char *const NAMES[] = {"",        "confirmed", "requested",
                                        "offered", "waiting",   "confirmed"};
    return NAMES[state];
}

static bool holds(const struct slot *slot)
{
    return slot->state == PLACE || slot->state == REQUEST || slot->state == OFFER;
}

/* One of the places of the room is theirs. */
static bool sits(const struct slot *slot)
{
    return holds(slot) && !slot->online;
}

static bool is_live_place(const struct slot *slot)
{
    return holds(slot) || slot->state == LEADS;
}

int model_taken(const struct model *m, int event)
{
    int count = 0;
    for (int p = 0; p < MODEL_PEOPLE; p++)
        count += sits(&m->events[event].of[p]);
    return count;
}

static bool has_room(const struct model *m, int event)
{
    return model_taken(m, event) < m->events[event].fields.capacity;
}

static bool is_free(const struct model *m, int event, int person)
{
    const struct event_fields *f = &m->events[event].fields;
    for (int e = 0; e < MODEL_EVENTS; e++) {
        const struct event_fields *g = &m->events[e].fields;
        bool overlaps = g->starts_at.v < f->ends_at.v && g->ends_at.v > f->starts_at.v;
        if (e != event && overlaps && is_live_place(&m->events[e].of[person]))
            return false;
    }
    return true;
}

static bool has_started(const struct model *m, int event)
{
    return m->now >= m->events[event].fields.starts_at.v;
}

static bool is_closed(const struct model *m, int event)
{
    int64_t closes = m->events[event].fields.booking_closes_at.v;
    return has_started(m, event) || (closes && m->now >= closes);
}

static int64_t latest_answer(const struct model *m, int event)
{
    const struct event_fields *f = &m->events[event].fields;
    return f->booking_closes_at.v && f->booking_closes_at.v < f->starts_at.v
               ? f->booking_closes_at.v
               : f->starts_at.v;
}

/* ---- promotion ---- */

static bool is_behind(const struct model *m, int event, int person)
{
    bool behind = false;
    for (int p = person % 2; p < MODEL_PEOPLE; p += 2)
        behind = behind || sits(&m->events[event].of[p]);
    return m->events[event].fields.fresh_first && behind;
}

static bool comes_before(const struct model *m, int event, int a, int b)
{
    const struct slot *x = &m->events[event].of[a], *y = &m->events[event].of[b];
    bool x_behind = is_behind(m, event, a), y_behind = is_behind(m, event, b);
    if (x_behind != y_behind)
        return y_behind;
    return x->booked_at != y->booked_at ? x->booked_at < y->booked_at : x->id < y->id;
}

static int first_in_line(const struct model *m, int event)
{
    int first = -1;
    for (int p = 0; p < MODEL_PEOPLE; p++)
        if (m->events[event].of[p].state == LINE && is_free(m, event, p) &&
            (first < 0 || comes_before(m, event, p, first)))
            first = p;
    return first;
}

static enum slot_state place_state(const struct model *m, int event, const struct slot *slot)
{
    return m->events[event].fields.approval && !slot->approved ? REQUEST : PLACE;
}

static void settle(struct model *m, int event, struct slot *slot)
{
    slot->state = place_state(m, event, slot);
    m->promoted += slot->state == PLACE;
}

static void fill(struct model *m, int event)
{
    int first;
    if (m->events[event].off || has_started(m, event))
        return;
    while (has_room(m, event) && (first = first_in_line(m, event)) >= 0) {
        struct slot *slot = &m->events[event].of[first];
        int minutes = m->events[event].fields.offer_min;
        slot->until = m->now + minutes * 60;
        if (minutes && slot->until <= latest_answer(m, event)) {
            slot->state = OFFER;
            m->offered++;
        } else {
            settle(m, event, slot);
        }
    }
}

/* The offer that is to be looked at first: it ran out, or reaches too far. */
static int next_offer(const struct model *m, int event)
{
    int first = -1;
    for (int p = 0; p < MODEL_PEOPLE; p++) {
        const struct slot *s = &m->events[event].of[p];
        const struct slot *f = first < 0 ? NULL : &m->events[event].of[first];
        bool due = s->until <= m->now || s->until > latest_answer(m, event);
        if (s->state == OFFER && due &&
            (!f || s->until < f->until || (s->until == f->until && s->id < f->id)))
            first = p;
    }
    return first;
}

static void promote_person(struct model *m, int person);

static void promote(struct model *m, int event)
{
    int freed[MODEL_PEOPLE], count = 0, next;
    while (!m->events[event].off && (next = next_offer(m, event)) >= 0) {
        struct slot *slot = &m->events[event].of[next];
        if (slot->until > m->now) {
            settle(m, event, slot);
        } else {
            *slot = (struct slot){0};
            freed[count++] = next;
        }
    }
    fill(m, event);
    for (int i = 0; i < count; i++)
        promote_person(m, freed[i]);
}

/* Where they wait and a place is free, the soonest first. */
static void promote_person(struct model *m, int person)
{
    int open[MODEL_EVENTS], count = 0;
    for (int e = 0; e < MODEL_EVENTS; e++)
        if (m->events[e].of[person].state == LINE && has_room(m, e) && !has_started(m, e))
            open[count++] = e;
    for (int i = 1; i < count; i++)
        for (int j = i; j > 0 && m->events[open[j]].fields.starts_at.v <
                                     m->events[open[j - 1]].fields.starts_at.v;
             j--) {
            int swap = open[j];
            open[j] = open[j - 1];
            open[j - 1] = swap;
        }
    for (int i = 0; i < count; i++)
        promote(m, open[i]);
}

static void end(struct model *m, int event, int person)
{
    bool held = is_live_place(&m->events[event].of[person]);
    m->events[event].of[person] = (struct slot){0};
    if (held) {
        promote(m, event);
        promote_person(m, person);
    }
}

/* ---- the moves ---- */

static const char *book(struct model *m, int event, int person, enum move_kind kind)
{
    bool leads = kind == MOVE_LEAD, online = kind == MOVE_BOOK_ONLINE;
    struct model_event *e = &m->events[event];
    struct slot *slot = &e->of[person];
    if (slot->state != NONE)
        return "already-booked";
    if (e->off)
        return "cancelled";
    if (leads ? has_started(m, event) : is_closed(m, event))
        return "too-late";
    if (online && !e->both)
        return "validation";
    promote(m, event);
    if (!is_free(m, event, person))
        return "clash";
    bool fits = online || has_room(m, event);
    if (!leads && !fits && !e->fields.waiting_list)
        return "full";
    slot->state = leads ? LEADS : fits ? place_state(m, event, slot) : LINE;
    slot->online = online;
    slot->id = m->next_booking++;
    slot->booked_at = m->now;
    return NULL;
}

int model_group_person(const struct move *move, int nth)
{
    return (move->person + nth * 5) % MODEL_PEOPLE;
}

static const char *book_group(struct model *m, const struct move *move)
{
    bool all = move->kind == MOVE_GROUP_ALL;
    for (int i = 0; i < MODEL_GROUP; i++) {
        struct model before = *m;
        int person = model_group_person(move, i);
        const char *refused = book(m, move->event, person, MOVE_BOOK);
        if (refused)
            *m = before;
        if (all && (refused || m->events[move->event].of[person].state == LINE))
            return "full";
    }
    return NULL;
}

static const char *withdraw(struct model *m, const struct move *move)
{
    const struct slot *slot = &m->events[move->event].of[move->person];
    const struct event_fields *f = &m->events[move->event].fields;
    bool late = f->withdraw_h && m->now >= f->starts_at.v - f->withdraw_h * 3600;
    bool own = move->kind == MOVE_WITHDRAW || move->other == move->person;
    if (has_started(m, move->event))
        return "too-late";
    if (late && (slot->state == PLACE || slot->state == REQUEST)) {
        if (own)
            return "too-late";
        if (!move->flag)
            return "validation";
    }
    end(m, move->event, move->person);
    return NULL;
}

static const char *accept(struct model *m, const struct move *move)
{
    struct slot *slot = &m->events[move->event].of[move->person];
    if (slot->state == LINE)
        return "no-offer";
    if (slot->state != OFFER)
        return NULL;
    if (m->now >= slot->until)
        return "offer-over";
    slot->state = place_state(m, move->event, slot);
    return NULL;
}

static const char *decide(struct model *m, const struct move *move)
{
    struct slot *slot = &m->events[move->event].of[move->person];
    if (slot->state != REQUEST && slot->state != LINE && slot->state != OFFER)
        return "decided";
    if (!move->flag)
        end(m, move->event, move->person);
    else if (slot->state == REQUEST)
        slot->state = PLACE;
    else
        slot->approved = true;
    return NULL;
}

static const char *go_online(struct model *m, int event, int person)
{
    struct slot *slot = &m->events[event].of[person];
    bool sat = sits(slot);
    if (has_started(m, event))
        return "too-late";
    if (slot->state == LEADS)
        return "no-place";
    if (slot->online)
        return NULL;
    if (!m->events[event].both)
        return "not-online";
    if (slot->state == LINE && !is_free(m, event, person))
        return "clash";
    if (slot->state == LINE || slot->state == OFFER)
        slot->state = place_state(m, event, slot);
    slot->online = true;
    if (sat)
        promote(m, event);
    return NULL;
}

static const char *go_in(struct model *m, int event, int person)
{
    struct slot *slot = &m->events[event].of[person];
    if (has_started(m, event))
        return "too-late";
    if (slot->state == LEADS)
        return "no-place";
    if (!slot->online)
        return NULL;
    promote(m, event);
    if (!is_free(m, event, person))
        return "clash";
    if (!has_room(m, event))
        return "full";
    slot->online = false;
    return NULL;
}

static bool is_held(const struct slot *slot)
{
    return slot->state == PLACE || slot->state == REQUEST || slot->state == LEADS;
}

static const char *hand(struct model *m, int event, int person, int other)
{
    struct slot *from = &m->events[event].of[person], *to = &m->events[event].of[other];
    bool leads = from->state == LEADS, online = from->online;
    if (has_started(m, event))
        return "too-late";
    if (!is_held(from))
        return "no-place";
    if (to->state != NONE && to->state != LINE)
        return "already-booked";
    if (!is_free(m, event, other))
        return "clash";
    *from = (struct slot){0};
    if (to->state == NONE || leads)
        *to = (struct slot){.id = m->next_booking++, .booked_at = m->now};
    to->state = leads ? LEADS : place_state(m, event, to);
    to->online = online;
    promote_person(m, person);
    return NULL;
}

static const char *check_side(const struct model *m, int event, const struct slot *slot)
{
    if (has_started(m, event))
        return "too-late";
    if (!is_held(slot))
        return "no-place";
    if (m->events[event].fields.approval)
        return "needs-approval";
    return slot->state == PLACE && !slot->online ? NULL : "no-place";
}

static void close_asks(struct model *m, int64_t booking)
{
    for (int64_t i = 1; i < m->next_ask; i++)
        if (m->asks[i].booking == booking)
            m->asks[i].open = false;
}

static const char *swap(struct model *m, int one, int person, int two, int other)
{
    const struct slot mine = m->events[one].of[person], theirs = m->events[two].of[other];
    struct slot *my_way = &m->events[two].of[person], *their_way = &m->events[one].of[other];
    const char *refused = check_side(m, one, &mine);
    if (!refused)
        refused = check_side(m, two, &theirs);
    if (refused)
        return refused;
    if (one == two || person == other)
        return "no-place";
    if (is_live_place(my_way) || is_live_place(their_way))
        return "already-booked";
    m->events[one].of[person] = m->events[two].of[other] = (struct slot){0};
    if (!is_free(m, two, person) || !is_free(m, one, other))
        return "clash";
    *my_way = mine;
    *their_way = theirs;
    close_asks(m, mine.id);
    close_asks(m, theirs.id);
    m->swapped++;
    promote_person(m, person);
    promote_person(m, other);
    return NULL;
}

/* ---- asking ---- */

static const char *ask(struct model *m, const struct move *move)
{
    const struct slot *slot = &m->events[move->event].of[move->person];
    int wanted = move->kind == MOVE_ASK_SWAP ? move->other_event : -1;
    bool both = wanted >= 0 &&
                (m->events[move->event].fields.approval || m->events[wanted].fields.approval);
    if (has_started(m, move->event))
        return "too-late";
    if (!is_held(slot))
        return "no-place";
    if (move->other == move->person || wanted == move->event)
        return "validation";
    if (wanted >= 0 && m->events[wanted].off)
        return "cancelled";
    if (wanted >= 0 && has_started(m, wanted))
        return "too-late";
    if (both)
        return "needs-approval";
    if (wanted >= 0 && slot->state == LEADS)
        return "no-place";
    for (int64_t i = 1; i < m->next_ask; i++)
        if (m->asks[i].open && m->asks[i].booking == slot->id)
            return "already-asked";
    m->asks[m->next_ask++] = (struct model_ask){slot->id, move->other, wanted, true};
    return NULL;
}

/* Where the booking is; false if nobody holds it any more. */
static bool find_holder(const struct model *m, int64_t booking, int *ret_event, int *ret_person)
{
    for (int e = 0; e < MODEL_EVENTS; e++) {
        for (int p = 0; p < MODEL_PEOPLE; p++) {
            if (m->events[e].of[p].id == booking && is_held(&m->events[e].of[p])) {
                *ret_event = e;
                *ret_person = p;
                return true;
            }
        }
    }
    return false;
}

static const char *answer(struct model *m, const struct move *move)
{
    struct model_ask *asked = &m->asks[move->ask];
    bool yes = move->kind == MOVE_ASK_YES;
    int event, person, wanted = asked->wanted;
    bool open = asked->open && find_holder(m, asked->booking, &event, &person) &&
                !has_started(m, event) &&
                (wanted < 0 || (!m->events[wanted].off && !has_started(m, wanted)));
    if (!open)
        return yes ? "ask-over" : NULL;
    asked->open = false;
    if (!yes)
        return NULL;
    if (wanted < 0)
        return hand(m, event, person, asked->other);
    if (m->events[wanted].of[asked->other].state == NONE)
        return "no-place";
    return swap(m, event, person, wanted, asked->other);
}

/* ---- the event itself ---- */

void model_change_fields(const struct move *move, struct event_fields *fields)
{
    if (move->kind == MOVE_RESIZE)
        fields->capacity = move->number % 7;
    if (move->kind != MOVE_TIME)
        return;
    int by_s = move->number % 60 * 60 - 1800;
    fields->starts_at.v += by_s;
    fields->ends_at.v += by_s;
    fields->booking_closes_at.v += fields->booking_closes_at.v ? by_s : 0;
}

/* Those who held a place, as they were booked. */
static void promote_freed(struct model *m, const struct model_event *before)
{
    bool seen[MODEL_PEOPLE] = {false};
    for (int i = 0; i < MODEL_PEOPLE; i++) {
        int first = -1;
        for (int p = 0; p < MODEL_PEOPLE; p++) {
            const struct slot *s = &before->of[p], *f = first < 0 ? NULL : &before->of[first];
            if (!seen[p] && is_live_place(s) &&
                (!f || s->booked_at < f->booked_at ||
                 (s->booked_at == f->booked_at && s->id < f->id)))
                first = p;
        }
        if (first < 0)
            return;
        seen[first] = true;
        promote_person(m, first);
    }
}

static const char *change(struct model *m, const struct move *move)
{
    struct model_event *event = &m->events[move->event];
    const struct model_event before = *event;
    if (event->off)
        return "cancelled";
    model_change_fields(move, &event->fields);
    if (event->fields.capacity < model_taken(m, move->event))
        return "validation";
    if (event->fields.starts_at.v != before.fields.starts_at.v)
        promote_freed(m, &before);
    promote(m, move->event);
    return NULL;
}

static const char *call_off(struct model *m, struct model_event *event)
{
    const struct model_event before = *event;
    if (event->off)
        return NULL;
    if (m->now >= event->fields.ends_at.v)
        return "too-late";
    event->off = true;
    memset(event->of, 0, sizeof event->of);
    promote_freed(m, &before);
    return NULL;
}

static void tick(struct model *m)
{
    bool due[MODEL_EVENTS] = {false};
    for (int e = 0; e < MODEL_EVENTS; e++)
        for (int p = 0; p < MODEL_PEOPLE; p++)
            due[e] =
                due[e] || (m->events[e].of[p].state == OFFER && m->events[e].of[p].until <= m->now);
    for (int e = 0; e < MODEL_EVENTS; e++)
        if (due[e])
            promote(m, e);
}

const char *model_run(struct model *m, const struct move *move)
{
    switch (move->kind) {
    case MOVE_BOOK:
    case MOVE_BOOK_ONLINE:
    case MOVE_LEAD:
        return book(m, move->event, move->person, move->kind);
    case MOVE_GROUP_ALL:
    case MOVE_GROUP_FIT:
        return book_group(m, move);
    case MOVE_WITHDRAW:
    case MOVE_WITHDRAW_FOR:
        return withdraw(m, move);
    case MOVE_ACCEPT:
        return accept(m, move);
    case MOVE_DECIDE:
        return decide(m, move);
    case MOVE_ONLINE:
        return go_online(m, move->event, move->person);
    case MOVE_ROOM:
        return go_in(m, move->event, move->person);
    case MOVE_HAND:
        return hand(m, move->event, move->person, move->other);
    case MOVE_SWAP:
        return swap(m, move->event, move->person, move->other_event, move->other);
    case MOVE_ASK_HAND:
    case MOVE_ASK_SWAP:
        return ask(m, move);
    case MOVE_ASK_YES:
    case MOVE_ASK_NO:
        return answer(m, move);
    case MOVE_RESIZE:
    case MOVE_TIME:
        return change(m, move);
    case MOVE_CALL_OFF:
        return call_off(m, &m->events[move->event]);
    case MOVE_TICK:
    case MODEL_MOVES:
        break;
    }
    tick(m);
    return NULL;
}
