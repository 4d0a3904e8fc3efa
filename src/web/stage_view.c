/* DESIGN: the words and the frame of a stage: server-rendered pages and scripts say the same. */
#include "stage_view.h"

#include "json_view.h"
#include "spark_view.h"
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
                  : left <= STAGE_AMBER_S ? "30 seconds left"
                                          : "Time left";
}

/* Towards a moment that may be far off. */
static void say_until(struct arena *arena, struct instant at, const char *word, struct instant now,
                      struct stage_words *words)
{
    int64_t left = at.v - now.v;
    if (left > 0 && left < COUNTED_S)
        words->count = stage_clock(arena, left);
    words->word = arena_printf(arena, "%s %s", word, words_time(arena, at));
}

static struct stage_words say_other(struct arena *arena, const struct stage *stage, int index,
                                    const char *title, struct instant now)
{
    const struct stage_room *room = &stage->rooms[index];
    struct stage_words words = {"rest", title, "", "", ""};
    const struct stage_row *next = room->next < 0 ? NULL : &room->rows[room->next];
    const struct talk *talk = next ? stage_talk(stage, next->talk) : NULL;
    if (room->phase == STAGE_OVER) {
        words.heading = "That was it";
        words.word = "Thank you to everybody who spoke, and to everybody who listened.";
    } else if (!talk && stage->programme.drawing) {
        words.word = "The next speaker is drawn by lot.";
    } else if (!talk) {
        words.word = "No talks are planned in this room.";
    } else if (room->phase == STAGE_BEFORE) {
        say_until(arena, next->estimate, "We begin at", now, &words);
    } else if (room->phase == STAGE_PAUSED) {
        words.heading = "Break";
        say_until(arena, next->estimate, "We go on at about", now, &words);
    } else {
        words.heading = talk->title;
        words.who = stage_who(arena, talk);
        words.word = "Up next";
    }
    return words;
}

struct stage_words stage_words(struct arena *arena, const struct stage *stage, int room,
                               const char *title, struct instant now)
{
    const struct stage_room *r = &stage->rooms[room];
    const struct talk *talk =
        r->phase == STAGE_TALKING ? stage_talk(stage, r->rows[r->on].talk) : NULL;
    if (!talk)
        return say_other(arena, stage, room, title, now);
    struct stage_words words = {.heading = talk->title, .who = stage_who(arena, talk)};
    say_talking(arena, r, now, &words);
    return words;
}

/* ---- lists ---- */

/* The first row that a list of what is next shows: between talks, the one announced large is not
 * said twice. */
static int first_next(const struct stage_room *room)
{
    return room->next < 0 ? room->count : room->next + (room->phase == STAGE_BETWEEN);
}

json_t *stage_next_view(struct arena *arena, const struct stage *stage, int room, int limit,
                        struct instant now)
{
    const struct stage_room *r = &stage->rooms[room];
    json_t *list = json_array();
    for (int i = first_next(r); i < r->count && limit; i++) {
        const struct talk *talk = stage_talk(stage, r->rows[i].talk);
        if (!talk)
            continue;
        limit--;
        json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:s}", "time",
                                              words_time(arena, r->rows[i].estimate), "title",
                                              talk->title, "who", stage_who(arena, talk), "minutes",
                                              words_duration(arena, r->rows[i].minutes), "in",
                                              stage_in_minutes(arena, r->rows[i].estimate, now)));
    }
    return list;
}

static json_t *frame_next(struct arena *arena, const struct stage *stage,
                          const struct stage_room *room)
{
    json_t *list = json_array();
    for (int i = room->next; i >= 0 && i < room->count; i++) {
        const struct talk *talk = stage_talk(stage, room->rows[i].talk);
        if (talk)
            json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:I, s:s}", "talk",
                                                  (json_int_t)talk->id.v, "title", talk->title,
                                                  "who", stage_who(arena, talk), "at",
                                                  (json_int_t)room->rows[i].estimate.v, "time",
                                                  words_time(arena, room->rows[i].estimate)));
    }
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

static struct instant until(const struct stage_room *room)
{
    if (room->phase == STAGE_TALKING)
        return stage_due(room);
    bool waits = room->phase == STAGE_BEFORE || room->phase == STAGE_PAUSED;
    return waits && room->next >= 0 ? room->rows[room->next].estimate : (struct instant){0};
}

static json_t *frame_room(struct arena *arena, const struct stage *stage, int index,
                          const char *title, struct instant now)
{
    const struct stage_room *room = &stage->rooms[index];
    const struct stage_words words = stage_words(arena, stage, index, title, now);
    json_t *json =
        json_pack("{s:i, s:i, s:s, s:s, s:s, s:s, s:I, s:o, s:o, s:o}", "room", index + 1,
                  "version", room->version, "phase", stage_phase_name(room->phase), "heading",
                  words.heading, "who", words.who, "word", words.word, "until",
                  (json_int_t)until(room).v, "next", frame_next(arena, stage, room), "given",
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
    return json_pack("{s:I, s:i, s:s, s:o}", "now", (json_int_t)now.v, "version", stage->version,
                     "time", words_time(arena, now), "rooms", rooms);
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
    bool talking = room->phase == STAGE_TALKING;
    return json_pack("{s:i, s:s, s:i, s:s, s:o, s:o, s:o}", "room", index + 1, "name",
                     stage->programme.rooms[index].name, "version", room->version, "phase",
                     stage_phase_name(room->phase), "since", json_view_instant(room->since),
                     "due_at", json_view_instant(talking ? stage_due(room) : (struct instant){0}),
                     "items", items);
}

json_t *stage_json(const struct stage *stage)
{
    json_t *rooms = json_array();
    for (int i = 0; i < stage->programme.room_count; i++)
        json_array_append_new(rooms, room_json(stage, i));
    return json_pack("{s:o}", "rooms", rooms);
}
