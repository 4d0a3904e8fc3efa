/* DESIGN: what is left of a SPARK evening in words, and for whom the evening is there at all. */
#include "spark_view.h"

#include "tz.h"
#include "view.h"
#include "viewer.h"
#include "words.h"

enum { SENTENCE_BYTES_MAX = 4096 };

static void set_lengths(const struct policy_pack *pack, struct talk_lengths *lengths)
{
    for (lengths->count = 0; lengths->count < pack->talk_length_count; lengths->count++)
        lengths->minutes[lengths->count] = pack->talk_minutes[lengths->count];
}

enum err spark_lengths(struct store *store, struct arena *arena, struct talk_lengths *ret)
{
    struct policy_pack pack;
    enum err err = policy_pack_find(store, arena, &pack);
    if (err != OK)
        return err == ERR_NOT_FOUND ? ERR_BUG : err; /* each database is made with one */
    set_lengths(&pack, ret);
    return OK;
}

/* ---- words ---- */

const char *spark_number(struct arena *arena, int n)
{
    static const char *const small[] = {"no",      "one",     "two",       "three",    "four",
                                        "five",    "six",     "seven",     "eight",    "nine",
                                        "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n < 0 || n > 99)
        return arena_printf(arena, "%d", n);
    if (n < 20)
        return small[n];
    return n % 10 ? arena_printf(arena, "%s-%s", tens[n / 10], small[n % 10]) : tens[n / 10];
}

const char *spark_ordinal(struct arena *arena, int n)
{
    static const char *const ends[] = {"th", "st", "nd", "rd"};
    bool teen = n % 100 >= 11 && n % 100 <= 13;
    return arena_printf(arena, "%d%s", n, teen || n % 10 > 3 ? "th" : ends[n % 10]);
}

/* Between the i-th of n things and the one before it. */
static const char *between(int i, int n)
{
    return i == 0 ? "" : i == n - 1 ? " or " : ", ";
}

const char *spark_lengths_text(struct arena *arena, const struct talk_lengths *lengths)
{
    const char *text = "";
    for (int i = 0; i < lengths->count; i++)
        text = arena_printf(arena, "%s%s%d", text, between(i, lengths->count), lengths->minutes[i]);
    return text;
}

/* "an 8-minute talk", "a 7-minute talk" */
static const char *article(int n)
{
    return n == 8 || n == 11 || n == 18 || (n >= 80 && n <= 89) ? "an" : "a";
}

/* "two 7-minute talks or five 2-minute talks", the longest first; "" if nothing fits. */
static const char *fitting(struct arena *arena, const struct spark_room *room,
                           const struct talk_lengths *lengths)
{
    const char *text = "";
    int count = 0, done = 0;
    for (int i = 0; i < lengths->count; i++)
        count += room->more[i] > 0;
    for (int i = lengths->count - 1; i >= 0; i--)
        if (room->more[i] > 0)
            text = arena_printf(arena, "%s%s%s %d-minute %s", text, between(done++, count),
                                spark_number(arena, room->more[i]), lengths->minutes[i],
                                room->more[i] == 1 ? "talk" : "talks");
    return text;
}

/* ", not for a 10-minute or a 7-minute talk"; "" if everything fits. */
static const char *lacking(struct arena *arena, const struct spark_room *room,
                           const struct talk_lengths *lengths)
{
    const char *text = "";
    int count = 0, done = 0;
    for (int i = 0; i < lengths->count; i++)
        count += room->more[i] <= 0;
    for (int i = lengths->count - 1; i >= 0; i--)
        if (room->more[i] <= 0)
            text = arena_printf(arena, "%s%s%s %d-minute", text, between(done++, count),
                                article(lengths->minutes[i]), lengths->minutes[i]);
    return count ? arena_printf(arena, ", not for %s talk", text) : "";
}

const char *spark_room_sentence(struct arena *arena, const struct spark_room *room,
                                const struct talk_lengths *lengths)
{
    const char *fits = fitting(arena, room, lengths);
    const char *wait = words_count(arena, room->waiting, "talk waits", "talks wait");
    if (!*fits)
        return arena_printf(arena, "Full: %s", room->waiting ? wait : "nobody waits yet");
    return arena_printf(arena, "%s left: room for %s%s%s%s",
                        words_count(arena, room->seconds_left / 60, "minute", "minutes"), fits,
                        lacking(arena, room, lengths), room->waiting ? ". " : "",
                        room->waiting ? wait : "");
}

int spark_room_more(const struct spark_room *room, const struct talk_lengths *lengths, int minutes)
{
    for (int i = 0; i < lengths->count; i++)
        if (lengths->minutes[i] == minutes)
            return room->more[i];
    return 0;
}

/* ---- the room of an evening ---- */

enum err spark_room_words(struct store *store, struct event_id event, struct arena *arena,
                          struct spark_room_words *ret)
{
    struct talk_lengths lengths = {.count = 0};
    struct spark_settings settings;
    struct spark_room_words words = {.text = NULL};
    enum err err = spark_event_find(store, event, arena, &settings);
    if (err == OK)
        err = spark_lengths(store, arena, &lengths);
    if (err == OK)
        err = spark_room_left(store, event, &lengths, &words.room);
    if (err != OK)
        return err;
    words.text = spark_room_sentence(arena, &words.room, &lengths);
    words.total_minutes = (int)(settings.room_s / 60);
    words.used_minutes = words.total_minutes - (int)(words.room.seconds_left / 60);
    words.version = words.room.version;
    *ret = words;
    return OK;
}

json_t *spark_room_view(const struct spark_room_words *words)
{
    return json_pack("{s:s, s:i, s:i}", "text", words->text, "total_minutes", words->total_minutes,
                     "used_minutes", words->used_minutes);
}

/* ---- one evening as a whole ---- */

enum err spark_evening_find(struct ctx *ctx, const struct event *event, struct spark_evening *ret)
{
    struct spark_evening *evening = ARENA_NEW(ctx->arena, struct spark_evening);
    enum err err = policy_pack_find(ctx->store, ctx->arena, &evening->policy);
    if (err == OK)
        err = spark_event_find(ctx->store, event->id, ctx->arena, &evening->settings);
    if (err == OK)
        err = programme_find(ctx->store, event->id, ctx->arena, &evening->programme);
    if (err == OK)
        err = spark_room_words(ctx->store, event->id, ctx->arena, &evening->words);
    if (err == OK)
        err = call_find(ctx->store, event->id, ctx->arena, &evening->call);
    if (err != OK)
        return err;
    evening->event = *event;
    set_lengths(&evening->policy, &evening->lengths);
    *ret = *evening;
    return OK;
}

const struct programme_item *spark_item_of(const struct programme *programme, struct talk_id talk)
{
    for (int i = 0; i < programme->count; i++)
        if (programme->items[i].talk.id.v == talk.v)
            return &programme->items[i];
    return NULL;
}

const char *spark_withdraw_words(struct instant now, struct instant starts_at)
{
    enum { EVENING_H = 15 };
    if (tz_day(now).v != tz_day(starts_at).v)
        return "Withdraw";
    return tz_local(starts_at).hour >= EVENING_H ? "I can’t come tonight" : "I can’t come today";
}

const char *spark_about(const struct programme *programme)
{
    return programme->announced ? "" : "about ";
}

const char *spark_others(struct arena *arena, const struct talk *talk, struct person_id person)
{
    const char *text = NULL;
    int left = 0;
    for (int i = 0; i < talk->presenter_count; i++)
        left += !talk->presenters[i].asked && talk->presenters[i].person.v != person.v;
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        if (p->asked || p->person.v == person.v)
            continue;
        left--;
        text = text ? arena_printf(arena, "%s%s%s", text, left ? ", " : " and ", p->name) : p->name;
    }
    return text;
}

const char *spark_needs_words(struct arena *arena, const struct talk *talk)
{
    const char *text = "";
    if (talk->arrive_at.v)
        text = arena_printf(arena, "here from %s", words_time(arena, talk->arrive_at));
    if (talk->leave_at.v)
        text = arena_printf(arena, "%s%sleaves at %s", text, *text ? ", " : "",
                            words_time(arena, talk->leave_at));
    if (talk->kit && *talk->kit)
        text = arena_printf(arena, "%s%sneeds %s", text, *text ? ", " : "", talk->kit);
    return text;
}

const char *spark_presenters(struct arena *arena, const struct talk *talk)
{
    const char *text = "";
    for (int i = 0; i < talk->presenter_count; i++) {
        const struct talk_presenter *p = &talk->presenters[i];
        bool has_school = p->school_name && *p->school_name;
        if (p->asked)
            continue;
        text = arena_printf(arena, "%s%s%s%s%s", text, *text ? "; " : "", p->name,
                            has_school ? ", " : "", has_school ? p->school_name : "");
    }
    return text;
}

json_t *spark_talk_tag(const struct event *event)
{
    static const char *const WAITS[TALK_STATUSES] = {
        [TALK_REQUESTED] = "You proposed a talk",
        [TALK_WAITING] = "Your talk waits",
        [TALK_OFFERED] = "A slot is kept for you",
    };
    enum talk_status status = TALK_CONFIRMED;
    enum err err = talk_status_parse(str_of(event->my_talk_status), &status);
    return err == OK && WAITS[status] ? view_tag(WAITS[status], "wait")
                                      : view_tag("You give a talk", "mine");
}

/* ---- for whom ---- */

static enum err keep_spark(enum err found, const struct event *event, struct event *ret)
{
    if (found == OK && event->fields.kind != EVENT_SPARK)
        return ERR_NOT_FOUND;
    if (found == OK)
        *ret = *event;
    return found;
}

enum err spark_find(struct ctx *ctx, struct event_id id, struct event *ret)
{
    struct event event;
    enum err err = event_find_seen(ctx, id.v, &event);
    return keep_spark(err, &event, ret);
}

enum err spark_find_editable(struct ctx *ctx, int64_t id, struct event *ret)
{
    struct event event;
    enum err err = event_find_editable(ctx, id, &event);
    return keep_spark(err, &event, ret);
}

bool spark_is_visible(struct ctx *ctx, struct event_id event)
{
    struct event unused;
    return spark_find(ctx, event, &unused) == OK;
}
