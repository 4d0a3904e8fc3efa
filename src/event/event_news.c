/* DESIGN: one act over bookings, told once to each person, with its reason. */
#include "event_news.h"

#include "notice.h"
#include "text_rule.h"

void event_news_check(const char *reason, bool required, struct refusal *why)
{
    const struct text_rule rule = {"reason", "The reason", EVENT_REASON_CHARS_MAX, required, true};
    text_rule_check(&rule, reason, why);
}

enum err event_news_begin(struct store *store, const char *reason, struct event_news *ret)
{
    struct event_news news = {.reason = reason ? reason : ""};
    enum err err = notice_mark(store, &news.mark);
    if (err == OK)
        *ret = news;
    return err;
}

static bool is_news(const struct notice *notice)
{
    return notice->kind == NOTICE_EVENT_CHANGED || notice->kind == NOTICE_EVENT_CANCELLED ||
           notice->kind == NOTICE_EVENT_MOVED;
}

static bool is_cancelled(const struct notice *notice)
{
    return notice->kind == NOTICE_EVENT_CANCELLED;
}

/* Whether somebody with a seat can come on the new day is asked in a mail of its own. */
static bool is_asked(const struct notice *notice)
{
    return notice->kind == NOTICE_EVENT_CHANGED && !notice->talk_title;
}

/* Somebody whose place ended in the same act is told of that, not that it moved. */
static bool is_overtaken(const struct notice *notice, const struct notice_queued *items, int count)
{
    for (int i = 0; i < count; i++)
        if (items[i].notice.kind == NOTICE_BOOKING_CANCELLED &&
            items[i].notice.event_id == notice->event_id)
            return true;
    return false;
}

static enum err tell_one(struct store *store, struct instant now, const struct event_news *news,
                         struct notice notice)
{
    notice.detail = *news->reason ? news->reason : notice.detail;
    if (is_asked(&notice)) /* who presents is told */
        notice.kind = NOTICE_EVENT_POSTPONED;
    return notice_queue(store, now, &notice);
}

static struct notice_date date_of(const struct notice *of)
{
    bool cancelled = is_cancelled(of);
    return (struct notice_date){.starts_at = of->starts_at,
                                .ends_at = of->ends_at,
                                .place = of->place,
                                .title = of->event_title,
                                .uid = of->uid,
                                .seq = of->seq,
                                .waits = of->position > 0 || of->kind == NOTICE_EVENT_MOVED ||
                                         (cancelled && !of->had_place),
                                .ended = cancelled};
}

/* An event that meets several times is several lines. */
static void add_dates(const struct notice *of, struct notice_date *dates, int *count)
{
    struct notice_date whole = date_of(of);
    if (of->date_count == 0 && *count < NOTICE_DATES_MAX)
        dates[(*count)++] = whole;
    for (int i = 0; i < of->date_count && *count < NOTICE_DATES_MAX; i++) {
        dates[*count] = of->dates[i];
        dates[*count].title = whole.title;
        dates[*count].waits = whole.waits;
        dates[(*count)++].ended = whole.ended || of->dates[i].ended;
    }
}

/* Several events of one person: a line for each, one file for their calendar. */
static enum err tell_several(struct store *store, struct instant now, const struct event_news *news,
                             const struct notice_queued *items, int count, struct arena *arena)
{
    struct notice_date *dates = ARENA_ARRAY(arena, struct notice_date, NOTICE_DATES_MAX);
    struct notice notice = {.kind = NOTICE_CLOSURE,
                            .to = items[0].notice.to,
                            .to_name = items[0].notice.to_name,
                            .to_email = items[0].notice.to_email,
                            .detail = *news->reason ? news->reason : NULL,
                            .dates = dates};
    for (int i = 0; i < count; i++)
        if (is_news(&items[i].notice) && !is_overtaken(&items[i].notice, items, count))
            add_dates(&items[i].notice, dates, &notice.date_count);
    return notice_queue(store, now, &notice);
}

/* One thing; or a seat at an event that moved, and a talk there: the seat is asked for, the talk
 * told of. */
static enum err tell_apart(struct store *store, struct instant now, const struct event_news *news,
                           const struct notice_queued *items, int count)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++)
        if (is_news(&items[i].notice) && !is_overtaken(&items[i].notice, items, count))
            err = tell_one(store, now, news, items[i].notice);
    return err;
}

/* Takes back what one person was to be told and tells it as one. */
static enum err tell_person(struct store *store, struct instant now, const struct event_news *news,
                            const struct notice_queued *items, int count, struct arena *arena)
{
    enum err err = OK;
    const struct notice_queued *only = NULL;
    int several = 0;
    bool one_event = true, asked = false;
    for (int i = 0; err == OK && i < count; i++) {
        if (!is_news(&items[i].notice))
            continue;
        err = notice_take_back(store, items[i].id);
        if (is_overtaken(&items[i].notice, items, count))
            continue;
        one_event = one_event && (!only || only->notice.event_id == items[i].notice.event_id);
        asked = asked || is_asked(&items[i].notice);
        only = &items[i];
        several++;
    }
    if (err != OK || !only)
        return err;
    return several == 1 || (one_event && asked)
               ? tell_apart(store, now, news, items, count)
               : tell_several(store, now, news, items, count, arena);
}

enum err event_news_tell(struct store *store, struct instant now, const struct event_news *news,
                         struct arena *arena)
{
    struct notice_queued *items;
    int count;
    enum err err = notice_list_since(store, news->mark, arena, &items, &count);
    for (int i = 0, n; err == OK && i < count; i += n) {
        for (n = 1; i + n < count && items[i + n].notice.to.v == items[i].notice.to.v; n++)
            ;
        err = tell_person(store, now, news, &items[i], n, arena);
    }
    return err;
}
