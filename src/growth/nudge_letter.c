/* DESIGN: what a day's message still has to say, asked again in the moment it is claimed. */
#include "deadline_nudge.h"
#include "tz.h"

enum { LETTER_ITEMS_MAX = 200 };

/* A leaver's things, and letters to a leaver, are nobody's business any more. */
static const char ITEMS[] =
    "SELECT d.id, n.step, d.due_on, i.label, p.id, p.name, v.id, v.starts_at, n.person_id FROM "
    "nudge n"
    " JOIN deadline d ON d.id = n.deadline_id JOIN cycle_item i ON i.id = d.item_id"
    " JOIN person p ON p.id = d.person_id JOIN person t ON t.id = n.person_id"
    " LEFT JOIN conversation v ON v.deadline_id = d.id"
    " WHERE n.outbox_id = $1 AND d.done_on IS NULL AND d.due_on IS NOT NULL"
    " AND (p.left_on IS NULL OR p.left_on >= $2) AND (t.left_on IS NULL OR t.left_on >= $2)"
    " ORDER BY d.due_on, p.id <> n.person_id, d.id LIMIT $3";

struct candidate {
    struct nudge_letter_item item;
    struct person_id owner, to;
    struct day quiet_until;
};

static enum err read_candidate(const struct rows *rows, struct arena *arena, struct candidate *ret)
{
    struct candidate c = {
        .item = {.deadline_id = rows_int(rows, 0),
                 .due_on = rows_day(rows, 2),
                 .label = rows_text(rows, 3, arena),
                 .conversation_id = rows_int(rows, 6)},
        .owner = {rows_int(rows, 4)},
        .to = {rows_int(rows, 8)},
        .quiet_until = rows_is_null(rows, 7) ? DAY_NONE : day_add(tz_day(rows_instant(rows, 7)), 1),
    };
    if (c.owner.v != c.to.v)
        c.item.mentee = rows_text(rows, 5, arena);
    enum err err = nudge_step_parse(rows_str(rows, 1), &c.item.step);
    if (err == OK)
        *ret = c;
    return err == OK ? OK : ERR_BUG;
}

/* A deadline may have been moved, or a conversation agreed, since this was queued. */
static bool is_timely(const struct candidate *c, struct day today)
{
    bool after = c->item.step >= NUDGE_PLUS_1, past = c->item.due_on.v < today.v;
    return after == past && (day_is_none(c->quiet_until) || today.v > c->quiet_until.v);
}

/* A mentee may have another mentor by now. */
static enum err is_needed(struct store *store, const struct candidate *c, struct day today,
                          bool *ret)
{
    struct person_id mentor;
    bool exempt;
    *ret = false;
    if (!is_timely(c, today))
        return OK;
    enum err err = deadline_is_exempt(store, c->owner, today, &exempt);
    if (err != OK || exempt)
        return err;
    if (c->owner.v == c->to.v) {
        *ret = true;
        return OK;
    }
    err = person_pd_mentor(store, c->owner, today, &mentor);
    if (err == OK)
        *ret = mentor.v == c->to.v;
    return err;
}

enum err nudge_letter(struct store *store, int64_t outbox_id, struct instant now,
                      struct arena *arena, struct nudge_letter *ret)
{
    struct day today = tz_day(now);
    struct nudge_letter letter = {
        .on = today, .items = ARENA_ARRAY(arena, struct nudge_letter_item, LETTER_ITEMS_MAX)};
    enum err err = OK;
    struct rows rows =
        store_query(store, ITEMS, PARAMS(p_int(outbox_id), p_day(today), p_int(LETTER_ITEMS_MAX)));
    while (err == OK && rows_next(&rows)) {
        struct candidate candidate;
        bool needed = false;
        err = read_candidate(&rows, arena, &candidate);
        if (err == OK)
            err = is_needed(store, &candidate, today, &needed);
        if (needed)
            letter.items[letter.count++] = candidate.item;
    }
    enum err end = rows_end(&rows);
    if (err == OK && end == OK)
        *ret = letter;
    return err != OK ? err : end;
}
