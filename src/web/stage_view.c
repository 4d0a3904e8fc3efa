/* DESIGN: the words and the frame of a stage: server-rendered pages and scripts say the same. */
#include "stage_view.h"

#include "json_view.h"
#include "spark_view.h"
#include "tz.h"
#include "words.h"

enum { COUNTED_S = 3600 }; /* longer waits are told by the clock */

const char *stage_who(struct arena *arena, const struct talk *talk)
{
    const char *who = spark_others(arena, talk, (struct person_id){0});
    return who ? who : "";
}

const char *stage_clock(struct arena *arena, int64_t seconds)
{
    long long s = seconds < 0 ? -seconds : seconds;
    return s >= 3600 ? arena_printf(arena, "%lld:%02lld:%02lld", s / 3600, s / 60 % 60, s % 60)
                     : arena_printf(arena, "%lld:%02lld", s / 60, s % 60);
}

const char *stage_in_minutes(struct arena *arena, struct instant at, struct instant now)
{
    int64_t minutes = (at.v - now.v + 30) / 60;
    if (minutes < 1)
        return "in less than a minute";
    if (minutes > 90)
        return arena_printf(arena, "at about %s", words_time(arena, at));
    return arena_printf(arena, "in about %s", words_count(arena, minutes, "minute", "minutes"));
}

/* ---- what a room's screen shows ---- */

static void say_talking(struct arena *arena, const struct stage_room *room, struct instant now,
                        struct stage_words *words)
{
    int64_t left = stage_due(room).v - now.v;
    words->look = left <= 0 ? "over" : left <= STAGE_AMBER_S ? "amber" : "calm";
    words->count = arena_printf(arena, "%s%s", left < 0 ? "+" : "", stage_clock(arena, left));
    words->word = left <= 0 ? arena_printf(arena, "Over by %s", stage_clock(arena, left))
                  : left <= STAGE_AMBER_S ? "Last 30 seconds"
                                          : "Time left";
}

/* Towards a moment that may be far off; once it is there it would only slide on. */
static void say_until(struct arena *arena, struct instant at, const char *what, const char *when,
                      struct instant now, struct stage_words *words)
{
    int64_t left = at.v - now.v;
    if (left > 0 && left < COUNTED_S)
        words->count = stage_clock(arena, left);
    if (left <= 0)
        words->word = arena_printf(arena, "%s shortly", what);
    else if (tz_day(at).v == tz_day(now).v)
        words->word = arena_printf(arena, "%s %s %s", what, when, words_time(arena, at));
    else
        words->word = arena_printf(arena, "%s on %s", what, words_moment(arena, at));
}

/* ---- keynotes: everybody hears them, in whichever room they sit ---- */

/* The stage whose keynote a room's screen shows: its own, or another's while nobody speaks here;
 * NULL: none. */
static const struct stage_room *keynote_stage(const struct stage *stage, int index)
{
    const struct stage_room *room = &stage->rooms[index];
    if (room->keynote.v)
        return room;
    return stage->keynote_room && room->phase != STAGE_TALKING
               ? &stage->rooms[stage->keynote_room - 1]
               : NULL;
}

static bool is_here(const struct keynote *keynote, int index)
{
    return keynote->room == index + 1;
}

static const char *room_name(const struct stage *stage, const struct keynote *keynote)
{
    return stage->programme.rooms[keynote->room - 1].name;
}

const char *stage_keynote_title(struct arena *arena, const struct keynote *keynote, int index)
{
    return is_here(keynote, index) ? keynote->title
                                   : arena_printf(arena, "Everybody: %s", keynote->title);
}

const char *stage_keynote_who(struct arena *arena, const struct stage *stage,
                              const struct keynote *keynote, int index)
{
    return is_here(keynote, index)
               ? keynote->guest
               : arena_printf(arena, "%s, in %s", keynote->guest, room_name(stage, keynote));
}

/* When whatever comes next in a room is expected; v 0: nothing is to come. */
static struct instant next_at(const struct stage_room *room)
{
    const struct keynote *keynote = stage_next_keynote(room);
    if (keynote)
        return keynote->starts_at;
    return room->next >= 0 ? room->rows[room->next].estimate : (struct instant){0};
}

/* ---- a room in which nobody speaks ---- */

/* The room in which a talk is expected first; -1: none is to come. */
static int first_room(const struct stage *stage)
{
    int first = -1;
    for (int i = 0; i < stage->programme.room_count; i++) {
        const struct stage_room *room = &stage->rooms[i];
        if (room->next >= 0 &&
            (first < 0 || room->rows[room->next].estimate.v <
                              stage->rooms[first].rows[stage->rooms[first].next].estimate.v))
            first = i;
    }
    return first;
}

/* A room is done before the evening is: where that goes on. */
static void say_elsewhere(struct arena *arena, const struct stage *stage, int index,
                          struct stage_words *words)
{
    const struct keynote *keynote = stage_next_keynote(&stage->rooms[index]);
    int other = first_room(stage);
    words->heading = "No more talks in this room";
    if (keynote)
        words->word =
            arena_printf(arena, "Next: %s, %s, %s", keynote->title,
                         words_time(arena, keynote->starts_at), room_name(stage, keynote));
    else if (other >= 0)
        words->word = arena_printf(arena, "The next talk begins at about %s, in %s.",
                                   words_time(arena, next_at(&stage->rooms[other])),
                                   stage->programme.rooms[other].name);
    else
        words->word = "The last talk is being given in another room.";
}

static void say_next(struct arena *arena, const struct stage *stage, int index, struct instant now,
                     struct stage_words *words)
{
    const struct stage_room *room = &stage->rooms[index];
    const struct keynote *keynote = stage_next_keynote(room);
    const struct talk *talk = keynote ? NULL : stage_talk(stage, room->rows[room->next].talk);
    words->heading = keynote ? stage_keynote_title(arena, keynote, index) : talk ? talk->title : "";
    words->who = keynote ? stage_keynote_who(arena, stage, keynote, index)
                 : talk  ? stage_who(arena, talk)
                         : "";
    words->word = "Up next";
    int64_t left = next_at(room).v - now.v;
    if (left > 0 && left < COUNTED_S)
        words->count = stage_clock(arena, left);
}

static struct stage_words say_other(struct arena *arena, const struct stage *stage, int index,
                                    const char *title, struct instant now)
{
    const struct stage_room *room = &stage->rooms[index];
    struct stage_words words = {"rest", title, "", "", ""};
    bool is_next = stage_next_keynote(room) ||
                   (room->next >= 0 && stage_talk(stage, room->rows[room->next].talk));
    if (room->phase == STAGE_OVER && stage_is_over(stage)) {
        words.heading = "That’s all for today";
        words.word = "Thank you to everybody who spoke, and to everybody who listened.";
    } else if (room->phase == STAGE_OVER) {
        say_elsewhere(arena, stage, index, &words);
    } else if (!is_next) {
        words.word = stage->programme.drawing ? "The next speaker is drawn by lot."
                                              : "No talks are planned in this room.";
    } else if (room->phase == STAGE_BEFORE) {
        say_until(arena, next_at(room), "We begin", "at", now, &words);
    } else if (room->phase == STAGE_PAUSED) {
        words.heading = "Break";
        say_until(arena, next_at(room), "We go on", "at about", now, &words);
    } else {
        say_next(arena, stage, index, now, &words);
    }
    return words;
}

struct stage_words stage_words(struct arena *arena, const struct stage *stage, int room,
                               const char *title, struct instant now)
{
    const struct stage_room *r = &stage->rooms[room], *given = keynote_stage(stage, room);
    const struct talk *talk =
        r->phase == STAGE_TALKING ? stage_talk(stage, r->rows[r->on].talk) : NULL;
    if (!talk && !given)
        return say_other(arena, stage, room, title, now);
    struct stage_words words = {.heading = "", .who = talk ? stage_who(arena, talk) : ""};
    if (talk) {
        words.heading = talk->title;
    } else {
        const struct keynote *keynote =
            keynote_of(&stage->programme.settings->keynotes, given->keynote);
        words.heading = stage_keynote_title(arena, keynote, room);
        words.who = stage_keynote_who(arena, stage, keynote, room);
    }
    say_talking(arena, talk ? r : given, now, &words);
    return words;
}

/* ---- lists ---- */

/* One of what is to come in a room, talks and keynotes in their order. */
struct coming {
    struct talk_id talk; /* v 0: a keynote */
    const char *title, *who;
    struct instant at;
    int minutes;
    bool now; /* a keynote that has begun, while somebody still speaks here */
};

static int add_keynotes(struct arena *arena, const struct stage *stage, int index, int *from,
                        int block, struct coming *ret)
{
    const struct stage_room *room = &stage->rooms[index];
    int count = 0;
    for (; *from < room->keynote_count && room->keynotes[*from].block <= block; (*from)++) {
        const struct keynote *keynote = room->keynotes[*from].keynote;
        ret[count++] = (struct coming){{0},
                                       stage_keynote_title(arena, keynote, index),
                                       stage_keynote_who(arena, stage, keynote, index),
                                       keynote->starts_at,
                                       keynote->minutes};
    }
    return count;
}

/* What everybody hears in another room, while this one still has somebody speaking. */
static int add_running(struct arena *arena, const struct stage *stage, int index,
                       struct coming *ret)
{
    if (!stage->keynote_room || stage->rooms[index].phase != STAGE_TALKING)
        return 0;
    const struct stage_room *given = &stage->rooms[stage->keynote_room - 1];
    const struct keynote *keynote =
        keynote_of(&stage->programme.settings->keynotes, given->keynote);
    *ret = (struct coming){.title = stage_keynote_title(arena, keynote, index),
                           .who = stage_keynote_who(arena, stage, keynote, index),
                           .at = given->since,
                           .minutes = keynote->minutes,
                           .now = true};
    return 1;
}

static const char *coming_time(struct arena *arena, const struct coming *coming)
{
    return coming->now ? "Now" : words_time(arena, coming->at);
}

static int list_coming(struct arena *arena, const struct stage *stage, int index,
                       struct coming **ret)
{
    const struct stage_room *room = &stage->rooms[index];
    struct coming *list =
        ARENA_ARRAY(arena, struct coming, (size_t)(room->count + KEYNOTES_MAX) + 2);
    int count = add_running(arena, stage, index, list), keynote = 0;
    for (int i = room->next; i >= 0 && i < room->count; i++) {
        const struct stage_row *row = &room->rows[i];
        const struct talk *talk = stage_talk(stage, row->talk);
        count += add_keynotes(arena, stage, index, &keynote, row->block, &list[count]);
        if (talk)
            list[count++] = (struct coming){talk->id, talk->title, stage_who(arena, talk),
                                            row->estimate, row->minutes};
    }
    count += add_keynotes(arena, stage, index, &keynote, PACK_BLOCKS_MAX, &list[count]);
    *ret = list;
    return count;
}

json_t *stage_next_view(struct arena *arena, const struct stage *stage, int room, int limit,
                        struct instant now)
{
    json_t *list = json_array();
    struct coming *coming;
    int count = list_coming(arena, stage, room, &coming);
    /* between talks, the one announced large is not said twice */
    int first = stage->rooms[room].phase == STAGE_BETWEEN && !keynote_stage(stage, room);
    for (int i = first; i < count && i < first + limit; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "time", coming_time(arena, &coming[i]),
                            "title", coming[i].title, "who", coming[i].who, "minutes",
                            words_duration(arena, coming[i].minutes), "in",
                            coming[i].now ? "now" : stage_in_minutes(arena, coming[i].at, now)));
    return list;
}

static json_t *frame_next(struct arena *arena, const struct stage *stage, int index)
{
    json_t *list = json_array();
    struct coming *coming;
    int count = list_coming(arena, stage, index, &coming);
    for (int i = 0; i < count; i++)
        json_array_append_new(
            list, json_pack("{s:I, s:s, s:s, s:I, s:s}", "talk", (json_int_t)coming[i].talk.v,
                            "title", coming[i].title, "who", coming[i].who, "at",
                            (json_int_t)coming[i].at.v, "time", coming_time(arena, &coming[i])));
    return list;
}

static json_t *frame_past(const struct stage_room *room, enum stage_part part)
{
    json_t *list = json_array();
    for (int i = 0; i < room->count; i++)
        if (room->rows[i].part == part)
            json_array_append_new(list, json_integer(room->rows[i].talk.v));
    return list;
}

static struct instant until(const struct stage *stage, int index)
{
    const struct stage_room *room = &stage->rooms[index], *keynote = keynote_stage(stage, index);
    if (room->phase == STAGE_TALKING)
        return stage_due(room);
    if (keynote)
        return stage_due(keynote);
    return room->phase == STAGE_OVER ? (struct instant){0} : next_at(room);
}

static json_t *frame_room(struct arena *arena, const struct stage *stage, int index,
                          const char *title, struct instant now)
{
    const struct stage_room *room = &stage->rooms[index];
    const struct stage_words words = stage_words(arena, stage, index, title, now);
    json_t *json = json_pack(
        "{s:i, s:i, s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:o}", "room", index + 1, "version",
        room->version, "phase", keynote_stage(stage, index) ? "keynote" : stage_room_phase(room),
        "heading", words.heading, "who", words.who, "word", words.word, "until",
        (json_int_t)until(stage, index).v, "next", frame_next(arena, stage, index), "given",
        frame_past(room, STAGE_GIVEN), "absent", frame_past(room, STAGE_ABSENT));
    json_object_set_new(json, "name", json_string(stage->programme.rooms[index].name));
    if (room->on >= 0)
        json_object_set_new(json, "on", json_integer(room->rows[room->on].talk.v));
    return json;
}

json_t *stage_frame(struct arena *arena, const struct stage *stage, const char *title,
                    struct instant now)
{
    json_t *rooms = json_array();
    for (int i = 0; i < stage->programme.room_count; i++)
        json_array_append_new(rooms, frame_room(arena, stage, i, title, now));
    return json_pack("{s:I, s:i, s:i, s:s, s:o}", "now", (json_int_t)now.v, "version",
                     stage->version, "programme", stage->programme.version, "time",
                     words_time(arena, now), "rooms", rooms);
}

/* ---- the API's ---- */

static json_t *row_json(const struct stage *stage, const struct stage_row *row)
{
    static const char *const PARTS[] = {"to-come", "on", "given", "absent"};
    const struct talk *talk = stage_talk(stage, row->talk);
    bool begun = row->part == STAGE_ON || row->part == STAGE_GIVEN;
    struct instant from = begun                        ? row->started
                          : row->part == STAGE_TO_COME ? row->estimate
                                                       : (struct instant){0};
    return json_pack("{s:I, s:s, s:i, s:s, s:b, s:o, s:o}", "talk_id", (json_int_t)row->talk.v,
                     "title", talk ? talk->title : "", "minutes", row->minutes, "part",
                     PARTS[row->part], "reserve", row->reserve, "starts_at",
                     json_view_instant(from), "ended_at", json_view_instant(row->ended));
}

static json_t *room_json(const struct stage *stage, int index)
{
    const struct stage_room *room = &stage->rooms[index];
    json_t *items = json_array();
    for (int i = 0; i < room->count; i++)
        json_array_append_new(items, row_json(stage, &room->rows[i]));
    bool talking = room->phase == STAGE_TALKING || room->keynote.v;
    return json_pack(
        "{s:i, s:s, s:i, s:s, s:o, s:o, s:o, s:o, s:o}", "room", index + 1, "name",
        stage->programme.rooms[index].name, "version", room->version, "phase",
        stage_room_phase(room), "keynote_id", json_view_id(room->keynote.v), "next_keynote_id",
        json_view_id(room->next_keynote.v), "since", json_view_instant(room->since), "due_at",
        json_view_instant(talking ? stage_due(room) : (struct instant){0}), "items", items);
}

json_t *stage_json(const struct stage *stage)
{
    json_t *rooms = json_array();
    for (int i = 0; i < stage->programme.room_count; i++)
        json_array_append_new(rooms, room_json(stage, i));
    return json_pack("{s:o}", "rooms", rooms);
}
