/* DESIGN: what those who exchange slots are told: asked, done, over. */
#include "talk_swap_notice.h"

#include "event_rules.h"
#include "talk_scene.h"

static const char *lead_name(const struct talk_swap_part *part)
{
    return part->talk.presenters[0].name;
}

const struct talk_swap_part *talk_swap_next(const struct talk_swap *swap, int part)
{
    return &swap->parts[(part + 1) % swap->count];
}

static const struct talk_swap_part *before(const struct talk_swap *swap, int part)
{
    return &swap->parts[(part + swap->count - 1) % swap->count];
}

int talk_swap_part_of(const struct talk_swap *swap, struct person_id person)
{
    for (int i = 0; i < swap->count; i++) {
        if (swap->parts[i].talk.person.v == person.v)
            return i;
    }
    return -1;
}

const char *talk_swap_why(struct arena *arena, const struct talk_swap *swap)
{
    switch (swap->status) {
    case TALK_SWAP_REFUSED:
        return arena_printf(arena, "%s said no.", lead_name(&swap->parts[swap->ended_by]));
    case TALK_SWAP_TAKEN_BACK:
        return arena_printf(arena, "%s took it back.", lead_name(&swap->parts[0]));
    case TALK_SWAP_OVERTAKEN:
        return "Something changed before everybody had said yes: the programme, one of the talks, "
               "or the event began.";
    default:
        return "";
    }
}

/* ---- of a lead ---- */

/* Its calendar entry is untouched by it. */
static struct notice notice_to(const struct event *event, const struct talk_swap *swap, int part,
                               enum notice_kind kind, struct arena *arena)
{
    const struct talk_swap_part *own = &swap->parts[part];
    const struct talk_presenter *lead = &own->talk.presenters[0];
    return (struct notice){
        .kind = kind,
        .to = lead->person,
        .to_name = lead->name,
        .to_email = lead->email,
        .object_id = swap->id.v,
        .event_id = event->id.v,
        .event_title = event->fields.title,
        .event_kind = event_kind_name(event->fields.kind),
        .place = event_rules_place(arena, own->room, event->school_name),
        .starts_at = own->slot.starts_at,
        .ends_at = instant_add(own->slot.starts_at, (int64_t)own->talk.minutes * 60),
        .talk_title = own->talk.title,
        .minutes = own->talk.minutes,
    };
}

/* "You would take the slot of Jo Carter, and Ana Bell would take yours." */
static const char *asked_words(struct arena *arena, const struct talk_swap *swap, int part)
{
    const char *to = lead_name(talk_swap_next(swap, part)), *from = lead_name(before(swap, part));
    if (swap->count == 2)
        return arena_printf(arena, "You would take their slot, and they would take yours.");
    return arena_printf(arena,
                        "%d of you would change. You would take the slot of %s, and %s would take "
                        "yours.",
                        swap->count, to, from);
}

enum err talk_swap_notice_ask(struct store *store, struct instant now, const struct event *event,
                              const struct talk_swap *swap)
{
    struct arena *arena = arena_new();
    enum err err = OK;
    for (int i = 1; err == OK && i < swap->count; i++) {
        const struct talk_swap_part *to = talk_swap_next(swap, i);
        struct notice notice = notice_to(event, swap, i, NOTICE_SWAP_ASKED, arena);
        notice.by = lead_name(&swap->parts[0]);
        notice.detail = asked_words(arena, swap, i);
        notice.starts_at = to->slot.starts_at;
        notice.ends_at = instant_add(notice.starts_at, (int64_t)notice.minutes * 60);
        notice.place = event_rules_place(arena, to->room, event->school_name);
        err = notice_queue(store, now, &notice);
    }
    arena_free(arena);
    return err;
}

enum err talk_swap_notice_over(struct store *store, struct instant now, const struct event *event,
                               const struct talk_swap *swap, struct person_id by)
{
    struct arena *arena = arena_new();
    enum err err = OK;
    for (int i = 0; err == OK && i < swap->count; i++) {
        const struct talk *talk = &swap->parts[i].talk;
        if (talk->person.v == by.v || talk->status != TALK_CONFIRMED)
            continue;
        struct notice notice = notice_to(event, swap, i, NOTICE_SWAP_OVER, arena);
        notice.detail = talk_swap_why(arena, swap);
        notice.starts_at = notice.ends_at = (struct instant){0}; /* its page says where it is now */
        notice.place = NULL;
        err = notice_queue(store, now, &notice);
    }
    arena_free(arena);
    return err;
}

/* ---- of everybody who presents ---- */

static const char *done_words(struct arena *arena, const struct talk_swap *swap, int part)
{
    const struct talk_swap_part *to = talk_swap_next(swap, part), *from = before(swap, part);
    if (swap->count == 2)
        return arena_printf(arena, "“%s” of %s has the slot it had.", to->talk.title,
                            lead_name(to));
    return arena_printf(arena, "It has the slot of “%s” of %s, and “%s” of %s has the slot it had.",
                        to->talk.title, lead_name(to), from->talk.title, lead_name(from));
}

enum err talk_swap_notice_done(struct store *store, struct instant now, const struct event *event,
                               const struct talk_swap *swap)
{
    struct arena *arena = arena_new();
    enum err err = OK;
    for (int i = 0; err == OK && i < swap->count; i++) {
        const struct talk_news news = {
            .kind = NOTICE_SWAP_DONE, .had_place = true, .detail = done_words(arena, swap, i)};
        err = talk_notice_all(store, now, event, &swap->parts[i].talk, &news);
    }
    arena_free(arena);
    return err;
}
