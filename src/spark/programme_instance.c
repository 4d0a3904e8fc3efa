/* DESIGN: an event's talks, rooms, blocks, rules and choices as an instance of the arranger. */
#include "programme_instance.h"

#include <string.h>
#include <strings.h>

#include "check.h"
#include "talk_choice.h"

/* ---- words as numbers ---- */

static int kit_bit(struct arrange_instance *instance, struct str word, struct arena *arena)
{
    for (int i = 0; i < instance->kit_count; i++) {
        if (strlen(instance->kit[i]) == word.n &&
            strncasecmp(instance->kit[i], word.p, word.n) == 0)
            return i;
    }
    if (instance->kit_count == ARRANGE_KIT_MAX)
        return -1;
    instance->kit[instance->kit_count] = arena_str_c(arena, word);
    return instance->kit_count++;
}

/* "screen, piano" as bits. A word beyond the arranger's room for them is left out on both sides. */
static uint32_t kit_bits(struct arrange_instance *instance, const char *list, struct arena *arena)
{
    uint32_t bits = 0;
    struct str rest = str_of(list ? list : ""), word;
    while (str_split(&rest, ',', &word)) {
        word = str_trim(word);
        int bit = word.n ? kit_bit(instance, word, arena) : -1;
        if (bit >= 0)
            bits |= 1u << bit;
    }
    return bits;
}

static const char *school_of(const struct talk *talk)
{
    const char *name = talk->presenter_count ? talk->presenters[0].school_name : NULL;
    return name ? name : "";
}

static const char *theme_of(const struct talk *talk)
{
    return talk->theme ? talk->theme : "";
}

/* One more than the index of the first talk with the same word; 0: it has none. */
static int64_t number_of(const struct programme_board *board,
                         const char *(*word_of)(const struct talk *), int talk)
{
    const char *word = word_of(&board->talks[talk]);
    int i = 0;
    if (!*word)
        return 0;
    while (strcasecmp(word_of(&board->talks[i]), word) != 0)
        i++;
    return i + 1;
}

/* ---- parts ---- */

void programme_instance_blocks(struct programme_board *board, struct arena *arena)
{
    const struct pack *pack = &board->settings.pack;
    struct arrange_instance *instance = &board->instance;
    instance->blocks = ARENA_ARRAY(arena, struct arrange_block, PACK_BLOCKS_MAX);
    instance->block_count = pack->block_count;
    for (int i = 0; i < pack->block_count; i++)
        instance->blocks[i] =
            (struct arrange_block){i + 1, (int)(pack->blocks[i].start_s - board->doors.v),
                                   (int)(pack->blocks[i].end_s - board->doors.v)};
}

static void fill_rooms(struct programme_board *board, struct arena *arena)
{
    struct arrange_instance *instance = &board->instance;
    instance->room_count = board->settings.pack.room_count;
    instance->rooms = ARENA_ARRAY(arena, struct arrange_room, PACK_ROOMS_MAX);
    for (int i = 0; i < instance->room_count; i++) {
        const struct talk_room *room = &board->settings.rooms[i];
        instance->rooms[i] =
            (struct arrange_room){i + 1, room->seats, kit_bits(instance, room->kit, arena)};
    }
}

static int since_doors(const struct programme_board *board, struct instant at)
{
    int64_t s = at.v - board->doors.v;
    return s < 0 ? 0 : s > board->instance.length_s ? board->instance.length_s : (int)s;
}

static struct arrange_talk talk_of(struct programme_board *board, int i, struct arena *arena)
{
    static const struct arrange_slot nowhere = {.room = -1};
    const struct talk *talk = &board->talks[i];
    struct arrange_talk to = {
        .id = talk->id.v,
        .duration_s = talk->minutes * 60,
        .school = number_of(board, school_of, i),
        .theme = number_of(board, theme_of, i),
        .kit = kit_bits(&board->instance, talk->kit, arena),
        .arrive_s = talk->arrive_at.v ? since_doors(board, talk->arrive_at) : 0,
        .leave_s = talk->leave_at.v ? since_doors(board, talk->leave_at) : board->instance.length_s,
        .pin = nowhere,
        .announced = nowhere,
        .booked_at = talk->booked_at.v,
    };
    for (; to.presenter_count < talk->presenter_count; to.presenter_count++)
        to.presenters[to.presenter_count] = talk->presenters[to.presenter_count].person.v;
    return to;
}

static void fill_talks(struct programme_board *board, struct arena *arena)
{
    struct arrange_instance *instance = &board->instance;
    instance->talks = ARENA_ARRAY(arena, struct arrange_talk, (size_t)board->talk_count + 1);
    instance->talk_count = board->talk_count;
    for (int i = 0; i < board->talk_count; i++)
        instance->talks[i] = talk_of(board, i, arena);
}

/* -1: it has no slot. Not every board's talks stand by id. */
static int index_of(const struct programme_board *board, struct talk_id talk)
{
    for (int i = 0; i < board->talk_count; i++) {
        if (board->talks[i].id.v == talk.v)
            return i;
    }
    return -1;
}

static void fill_rules(struct programme_board *board, struct arena *arena)
{
    struct arrange_instance *instance = &board->instance;
    size_t room = (size_t)board->rule_count + 1;
    instance->before = ARENA_ARRAY(arena, struct arrange_pair, room);
    instance->not_after = ARENA_ARRAY(arena, struct arrange_pair, room);
    for (int i = 0; i < board->rule_count; i++) {
        const struct board_rule *rule = &board->rules[i];
        const struct arrange_pair pair = {index_of(board, rule->first),
                                          index_of(board, rule->second)};
        if (pair.first < 0 || pair.second < 0)
            continue; /* one of them has no slot: the rule binds nobody */
        if (rule->before)
            instance->before[instance->before_count++] = pair;
        else
            instance->not_after[instance->not_after_count++] = pair;
    }
}

static void add_choice(struct programme_board *board, bool is_next, int talk, int *room,
                       struct arena *arena)
{
    struct arrange_instance *instance = &board->instance;
    if (is_next) {
        if (instance->attendee_count == *room)
            instance->attendees =
                arena_grow(arena, instance->attendees, sizeof *instance->attendees, 64, room);
        instance->attendees[instance->attendee_count++] = (struct arrange_attendee){.count = 0};
    }
    struct arrange_attendee *who = &instance->attendees[instance->attendee_count - 1];
    if (who->count < ARRANGE_CHOICES_MAX)
        who->talks[who->count++] = talk;
}

static enum err fill_choices(struct store *store, struct programme_board *board,
                             struct arena *arena)
{
    struct talk_choices list;
    int room = 0;
    int64_t person = 0;
    enum err err = talk_choice_each(store, board->event, arena, &list);
    for (int i = 0; err == OK && i < list.count; i++) {
        int talk = programme_board_index(board, list.items[i].talk);
        bool is_next = list.items[i].person.v != person;
        if (talk < 0)
            continue;
        if (is_next && board->instance.attendee_count == ARRANGE_ATTENDEES_MAX)
            break;
        add_choice(board, is_next, talk, &room, arena);
        person = list.items[i].person.v;
    }
    return err;
}

/* ---- slots ---- */

/* A room that is gone holds nobody. */
static struct arrange_slot slot_in(const struct programme_board *board,
                                   const struct programme_slot *slot)
{
    if (slot->room > board->instance.room_count)
        return (struct arrange_slot){.room = -1};
    return (struct arrange_slot){slot->room - 1, (int)(slot->starts_at.v - board->doors.v)};
}

static void fill_plan(const struct programme_slots *slots, struct programme_board *board,
                      struct arena *arena)
{
    size_t room = (size_t)board->talk_count + 1;
    board->plan = ARENA_ARRAY(arena, struct arrange_slot, room);
    board->pinned = ARENA_ARRAY(arena, bool, room);
    for (int i = 0; i < board->talk_count; i++)
        board->plan[i].room = -1;
    for (int i = 0; i < slots->count; i++) {
        int talk = programme_board_index(board, slots->items[i].talk);
        if (talk < 0)
            continue;
        board->plan[talk] = slot_in(board, &slots->items[i]);
        board->pinned[talk] = slots->items[i].pinned && board->plan[talk].room >= 0;
        if (board->pinned[talk])
            board->instance.talks[talk].pin = board->plan[talk];
    }
    for (int i = 0; i < board->announced.count; i++) {
        int talk = programme_board_index(board, board->announced.items[i].talk);
        if (talk >= 0)
            board->instance.talks[talk].announced = slot_in(board, &board->announced.items[i]);
    }
}

/* All of the evening itself: no choices, nothing announced. */
static void fill_frame(struct programme_board *board, int64_t length_s, struct arena *arena)
{
    board->instance = (struct arrange_instance){
        .length_s = (int)length_s,
        .changeover_s = board->settings.pack.changeover_s,
        .theme_mode = board->settings.themes == SPARK_CLUSTER ? THEME_CLUSTER : THEME_SPREAD,
        .points = arrange_points_default(),
    };
    programme_instance_blocks(board, arena);
    fill_rooms(board, arena);
    fill_talks(board, arena);
    fill_rules(board, arena);
}

enum err programme_instance_fill(struct store *store, const struct programme_slots *slots,
                                 int64_t length_s, struct arena *arena,
                                 struct programme_board *board)
{
    fill_frame(board, length_s, arena);
    enum err err = fill_choices(store, board, arena);
    if (err == OK)
        fill_plan(slots, board, arena);
    return err;
}

struct arrange_instance programme_instance_of(const struct board_frame *frame,
                                              const struct talk_rows *talks,
                                              const struct talk_rules_list *rules,
                                              struct arena *arena)
{
    struct programme_board *board = ARENA_NEW(arena, struct programme_board);
    board->rules = ARENA_ARRAY(arena, struct board_rule, (size_t)rules->count + 1);
    for (; board->rule_count < rules->count; board->rule_count++) {
        const struct talk_rule *rule = &rules->items[board->rule_count];
        board->rules[board->rule_count] =
            (struct board_rule){rule->before, rule->first, rule->second};
    }
    board->doors = frame->starts_at;
    board->settings = *frame->settings;
    board->talks = talks->items;
    board->talk_count = talks->count;
    fill_frame(board, frame->ends_at.v - frame->starts_at.v, arena);
    return board->instance;
}
