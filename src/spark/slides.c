/* DESIGN: what is handed in to be shown with a talk, by when, and one reminder of it. */
#include "slides.h"

#include "audit.h"
#include "check.h"
#include "notice.h"
#include "talk_scene.h"
#include "text_rule.h"

enum { DAY_S = 86400, DUE_MAX = 50 };

/* The talk t of the event e has nothing yet, and no word that nothing comes. */
#define NOTHING_CAME                                                                               \
    "NOT EXISTS (SELECT 1 FROM talk_slides s WHERE s.talk_id = t.id"                               \
    " AND (s.link <> '' OR s.without = 1))"                                                        \
    " AND NOT EXISTS (SELECT 1 FROM file_link l WHERE l.noun = 'talk' AND l.noun_id = t.id)"

enum { FIND, PUT, PUT_LINK, DROP_OTHERS, NOTE, CUTOFF, SET_CUTOFF, END_CUTOFF, DUE, REMINDED };
static const char *const SQL[] = {
    [FIND] = "SELECT link, without, given_at FROM talk_slides WHERE talk_id = $1",
    [PUT] = "INSERT INTO talk_slides (talk_id, link, without, given_at, given_by)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (talk_id) DO UPDATE SET link = excluded.link,"
            " without = excluded.without, given_at = excluded.given_at,"
            " given_by = excluded.given_by",
    [PUT_LINK] = "INSERT INTO talk_slides (talk_id, link, given_at, given_by)"
                 " SELECT $1, $2, $3, $4 WHERE $2 <> coalesce((SELECT link FROM talk_slides"
                 " WHERE talk_id = $1), '') ON CONFLICT (talk_id) DO UPDATE SET"
                 " link = excluded.link, without = 0, given_at = excluded.given_at,"
                 " given_by = excluded.given_by",
    [DROP_OTHERS] = "DELETE FROM file_link WHERE noun = 'talk' AND noun_id = $1 AND id <> $2",
    [NOTE] = "UPDATE talk_slides SET given_at = $2, given_by = $3 WHERE talk_id = $1",
    [CUTOFF] = "SELECT closes_at FROM slides_cutoff WHERE event_id = $1",
    [SET_CUTOFF] = "INSERT INTO slides_cutoff (event_id, closes_at) VALUES ($1, $2)"
                   " ON CONFLICT (event_id) DO UPDATE SET closes_at = excluded.closes_at",
    [END_CUTOFF] = "DELETE FROM slides_cutoff WHERE event_id = $1",
    [DUE] = "SELECT t.id FROM slides_cutoff c JOIN event e ON e.id = c.event_id"
            " JOIN talk t ON t.event_id = e.id AND t.status = 'confirmed'"
            " WHERE c.closes_at > $1 AND c.closes_at <= $2 AND e.status IN ('published', 'closed')"
            /* a reminder counts if it was of this cut-off, not of one since put off */
            " AND NOT EXISTS (SELECT 1 FROM slides_nudge n WHERE n.talk_id = t.id"
            " AND n.sent_at > c.closes_at - $4)"
            " AND " NOTHING_CAME " ORDER BY c.closes_at, t.id LIMIT $3",
    [REMINDED] = "INSERT INTO slides_nudge (talk_id, sent_at) VALUES ($1, $2)"
                 " ON CONFLICT (talk_id) DO UPDATE SET sent_at = excluded.sent_at",
};

/* ---- looking ---- */

bool slides_are_given(const struct slides *slides)
{
    return slides->file.id.v || *slides->link || slides->without;
}

static enum err read_words(struct store *store, struct arena *arena, struct slides *slides)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(slides->talk.v)), &rows);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    slides->link = rows_text(&rows, 0, arena);
    slides->without = rows_int(&rows, 1) != 0;
    slides->given_at = rows_instant(&rows, 2);
    return rows_end(&rows);
}

enum err slides_find(struct store *store, const struct talk *talk, struct arena *arena,
                     struct slides *ret)
{
    struct slides slides = {.talk = talk->id, .link = ""};
    struct stored_file_list files;
    struct instant closes_at;
    enum err err = read_words(store, arena, &slides);
    if (err == OK)
        err = stored_file_list(store, (struct file_owner){FILE_OF_TALK, talk->id.v}, arena, &files);
    if (err == OK)
        err = slides_cutoff_find(store, talk->event, &closes_at);
    if (err != OK)
        return err;
    if (files.count)
        slides.file = files.items[files.count - 1];
    slides.late = slides_are_given(&slides) && closes_at.v && slides.given_at.v > closes_at.v;
    *ret = slides;
    return OK;
}

/* ---- handing in ---- */

enum err slides_check_kind(enum file_kind kind, struct refusal *why)
{
    static const bool SHOWN[FILE_KINDS] = {
        [FILE_PDF] = true, [FILE_PPTX] = true, [FILE_ODP] = true,
        [FILE_PNG] = true, [FILE_JPEG] = true, [FILE_WEBP] = true,
    };
    return SHOWN[kind] ? OK
                       : refuse_field(why, "file",
                                      "Choose a PDF, a PowerPoint or OpenDocument presentation "
                                      "without macros, or a picture (PNG, JPEG, WebP).");
}

static void check_link(const char *field, const char *link, struct refusal *why)
{
    const struct text_rule rule = {field, "The link", SLIDES_LINK_CHARS_MAX, false, false};
    struct str address = str_of(link);
    text_rule_check(&rule, link, why);
    if (address.n && (!str_starts(address, STR("https://")) || str_find(address, ' ') >= 0))
        refuse_field(why, field, "Enter a link that begins with https://, or none.");
}

static bool is_live(enum talk_status status)
{
    return status == TALK_CONFIRMED || status == TALK_OFFERED || status == TALK_WAITING ||
           status == TALK_REQUESTED;
}

enum err slides_put(struct store *store, struct instant now, const struct slides_edit *edit,
                    struct refusal *why)
{
    struct slides before;
    enum err err = slides_find(store, edit->talk, why->arena, &before);
    if (err == OK && !is_live(edit->talk->status))
        return refuse(why, ERR_CONFLICT, "not-in-programme",
                      "This talk is not offered any more, so there is nothing to hand in.");
    if (err != OK)
        return err;
    bool has_any = edit->file.v || before.file.id.v || *edit->link;
    check_link("link", edit->link, why);
    if (!has_any && !edit->without)
        refuse_field(why, "file", "Choose a file, enter a link, or say that you show no slides.");
    if (has_any && edit->without)
        refuse_field(why, "without",
                     "There is a file or a link, so something is shown. Take the tick away, or "
                     "remove them.");
    err = refusal_check(why);
    if (err == OK && edit->file.v)
        err = store_exec(store, SQL[DROP_OTHERS],
                         PARAMS(p_int(edit->talk->id.v), p_int(edit->file.v)));
    return err == OK ? store_exec(store, SQL[PUT],
                                  PARAMS(p_int(edit->talk->id.v), p_text(edit->link),
                                         p_int(edit->without), p_instant(now), p_int(edit->by.v)))
                     : err;
}

enum err slides_put_link(struct store *store, struct instant now, const struct slides_edit *edit,
                         const char *field, struct refusal *why)
{
    check_link(field, edit->link, why);
    enum err err = refusal_check(why);
    return err == OK ? store_exec(store, SQL[PUT_LINK],
                                  PARAMS(p_int(edit->talk->id.v), p_text(edit->link),
                                         p_instant(now), p_int(edit->by.v)))
                     : err;
}

enum err slides_note_removal(struct store *store, struct instant now, struct talk_id talk,
                             struct person_id by)
{
    return store_exec(store, SQL[NOTE], PARAMS(p_int(talk.v), p_instant(now), p_int(by.v)));
}

/* ---- the cut-off ---- */

enum err slides_cutoff_find(struct store *store, struct event_id event, struct instant *ret)
{
    int64_t closes_at = 0;
    enum err err = store_find_int(store, SQL[CUTOFF], PARAMS(p_int(event.v)), &closes_at);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    ret->v = closes_at;
    return OK;
}

enum err slides_cutoff_put(struct store *store, struct instant now, const struct event *event,
                           struct person_id by, struct instant closes_at, struct refusal *why)
{
    if (event->status == EVENT_CANCELLED)
        return refuse(why, ERR_CONFLICT, "cancelled", "This event is cancelled.");
    if (now.v >= event->fields.starts_at.v)
        return refuse(why, ERR_CONFLICT, "too-late",
                      "The evening has begun, so there is no cut-off to set any more.");
    if (closes_at.v && closes_at.v <= now.v)
        refuse_field(why, "closes_at", "Enter a time that is still to come.");
    else if (closes_at.v > event->fields.starts_at.v)
        refuse_field(why, "closes_at", "Enter a time before the event starts.");
    enum err err = refusal_check(why);
    if (err == OK && closes_at.v)
        err = store_exec(store, SQL[SET_CUTOFF], PARAMS(p_int(event->id.v), p_instant(closes_at)));
    else if (err == OK)
        err = store_exec(store, SQL[END_CUTOFF], PARAMS(p_int(event->id.v)));
    return err == OK ? audit_add(store, now, by, "slides-cutoff", event->id.v, "") : err;
}

/* By the clock on the wall; an hour on where that hour is not there, or twice. */
static enum err moved(struct instant at, struct event_shift shift, struct instant *ret)
{
    enum err err = event_shift_at(shift, at, ret);
    if (err != ERR_INVALID)
        return err;
    shift.minutes += 60;
    return event_shift_at(shift, at, ret);
}

enum err slides_cutoff_copy(struct store *store, struct event_id from, struct event_id to,
                            struct event_shift shift)
{
    struct instant closes_at;
    enum err err = slides_cutoff_find(store, from, &closes_at);
    if (err != OK || !closes_at.v)
        return err;
    err = moved(closes_at, shift, &closes_at);
    return err == OK ? store_exec(store, SQL[SET_CUTOFF], PARAMS(p_int(to.v), p_instant(closes_at)))
                     : err;
}

enum err slides_cutoff_shift(struct store *store, struct event_id event, struct event_shift shift)
{
    return slides_cutoff_copy(store, event, event, shift);
}

/* ---- the reminder ---- */

static enum err list_due(struct store *store, struct instant now, int limit,
                         struct talk_id ret[static DUE_MAX], int *ret_count)
{
    struct instant until = instant_add(now, (int64_t)SLIDES_NUDGE_DAYS * DAY_S);
    int count = 0;
    struct rows rows = store_query(store, SQL[DUE],
                                   PARAMS(p_instant(now), p_instant(until), p_int(limit),
                                          p_int((int64_t)(SLIDES_NUDGE_DAYS + 1) * DAY_S)));
    while (rows_next(&rows))
        ret[count++].v = rows_int(&rows, 0);
    *ret_count = count;
    return rows_end(&rows);
}

static enum err tell(struct store *store, struct instant now, const struct event *event,
                     const struct talk *talk, struct instant closes_at)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < talk->presenter_count; i++) {
        const struct talk_presenter *presenter = &talk->presenters[i];
        if (presenter->asked)
            continue;
        const struct notice notice = {
            .kind = NOTICE_SLIDES_DUE,
            .to = presenter->person,
            .to_name = presenter->name,
            .to_email = presenter->email,
            .object_id = talk->id.v,
            .event_id = event->id.v,
            .event_title = event->fields.title,
            .event_kind = event_kind_name(event->fields.kind),
            .until = closes_at,
            .talk_title = talk->title,
            .minutes = talk->minutes,
        };
        err = notice_queue(store, now, &notice);
    }
    return err;
}

static enum err remind(struct store *store, struct instant now, struct talk_id id,
                       struct arena *arena)
{
    const struct event_viewer all = {.all_drafts = true};
    struct talk talk;
    struct event event;
    struct instant closes_at;
    enum err err = talk_find(store, id, arena, &talk);
    if (err == OK)
        err = event_find(store, &all, talk.event, arena, &event);
    if (err == OK)
        err = slides_cutoff_find(store, talk.event, &closes_at);
    if (err == OK)
        err = tell(store, now, &event, &talk, closes_at);
    return err == OK ? store_exec(store, SQL[REMINDED], PARAMS(p_int(id.v), p_instant(now))) : err;
}

enum err slides_remind_due(struct store *store, struct instant now, int limit, struct arena *arena,
                           bool *ret_more)
{
    struct talk_id due[DUE_MAX];
    int count = 0, at_once = limit < DUE_MAX ? limit : DUE_MAX - 1;
    enum err err = list_due(store, now, at_once + 1, due, &count);
    *ret_more = count > at_once;
    for (int i = 0; err == OK && i < count && i < at_once; i++)
        err = remind(store, now, due[i], arena);
    return err;
}
