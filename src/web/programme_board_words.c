/* DESIGN: times, slots and points of a programme as its coordinator reads them. */
#include "joint.h"
#include "programme_board_view.h"
#include "tz.h"
#include "words.h"

const char *board_href(struct ctx *ctx, struct event_id event, const char *rest)
{
    return arena_printf(ctx->arena, "/spark/%lld/board%s", (long long)event.v, rest);
}

const char *board_time(struct arena *arena, const struct programme_board *board, int start_s)
{
    return words_time(arena, instant_add(board->doors, start_s));
}

const char *board_slot_words(struct arena *arena, const struct programme_board *board,
                             const struct arrange_slot *slot)
{
    if (slot->room < 0)
        return "no slot";
    const char *time = board_time(arena, board, slot->start_s);
    return board->instance.room_count > 1
               ? arena_printf(arena, "%s in %s", time, board->settings.rooms[slot->room].name)
               : time;
}

const char *board_presenters(struct arena *arena, const struct talk *talk)
{
    const char *said = joint_names(arena, talk, false), *asked = joint_names(arena, talk, true);
    return asked ? arena_printf(arena, "%s (not answered: %s)", said, asked) : said;
}

const char *board_step_words(struct arena *arena, const struct programme_version *v)
{
    static const char *const WORDS[PROGRAMME_WHYS] = {
        [PROGRAMME_BOOKED] = "a talk booked or changed",
        [PROGRAMME_ARRANGED] = "arranged by sparkd",
        [PROGRAMME_MOVED] = "talks moved",
        [PROGRAMME_PINNED] = "a talk pinned or unpinned",
        [PROGRAMME_TAKEN_BACK] = "an earlier step taken up again",
        [PROGRAMME_DRAWN] = "an order drawn by lot",
        [PROGRAMME_WITHDRAWN] = "a talk withdrawn",
        [PROGRAMME_PROMOTED] = "a waiting talk given a slot",
        [PROGRAMME_SWAPPED] = "two talks swapped",
    };
    if (v->same_as > 0)
        return arena_printf(arena, "as in step %d again", v->same_as);
    /* the first announcement is of the order that nobody has touched */
    bool booked = v->same_as == 0 || (v->number == 1 && v->why == PROGRAMME_BOOKED);
    return booked ? "in the order of booking" : WORDS[v->why];
}

const char *board_term_words(enum arrange_term term)
{
    static const char *const words[] = {
        [TERM_CLASH] = "Talks at the same time that one person wants to hear",
        [TERM_SCHOOL] = "Two talks of one school in a row",
        [TERM_THEME] = "Themes",
        [TERM_PACE] = "Three talks of one length in a row",
        [TERM_SEATS] = "More people than seats",
        [TERM_DEAD_AIR] = "Gaps before a talk",
        [TERM_CHANGED] = "Changed since it was announced",
    };
    return words[term];
}

const char *board_wishes_words(struct arena *arena, const struct arrange_report *report)
{
    if (report->wished == 0)
        return "Nobody has marked yet which talks they want to hear, so the arranger does not know "
               "who wants to hear what.";
    return arena_printf(arena,
                        "Of %s to hear a talk, %d can be met: nobody has to be in two rooms for "
                        "those.",
                        words_count(arena, report->wished, "wish", "wishes"), report->attended);
}

/* Talks of each room, and in one room three times as many as in another. */
enum { UNEVEN = 3 };

const char *board_rooms_words(struct arena *arena, const struct programme_board *board,
                              const struct arrange_slot *plan)
{
    int counts[PACK_ROOMS_MAX] = {0}, least = 0, most = 0;
    for (int i = 0; i < board->talk_count; i++)
        if (plan[i].room >= 0)
            counts[plan[i].room]++;
    for (int r = 1; r < board->instance.room_count; r++) {
        least = counts[r] < counts[least] ? r : least;
        most = counts[r] > counts[most] ? r : most;
    }
    if (counts[most] < 2 || counts[most] < UNEVEN * counts[least])
        return NULL;
    const char *few = counts[least] ? words_count(arena, counts[least], "talk", "talks") : "none";
    return arena_printf(arena,
                        "The rooms are filled unevenly: %s in %s, %s in %s. The arranger does not "
                        "spread talks for the sake of it; move some on the board if you would "
                        "like each room in use.",
                        words_count(arena, counts[most], "talk", "talks"),
                        board->settings.rooms[most].name, few, board->settings.rooms[least].name);
}

/* How long a room stands empty at the end of a block, in seconds. */
static int idle_s(const struct programme_board *board, const struct arrange_slot *plan, int room,
                  int block)
{
    int talks[ARRANGE_TALKS_MAX], until_s = board->instance.blocks[block].start_s;
    int count = board_rules_list(&board->instance, plan, room, block, talks);
    for (int i = 0; i < count; i++) {
        int end_s = plan[talks[i]].start_s + board->instance.talks[talks[i]].duration_s;
        until_s = end_s > until_s ? end_s : until_s;
    }
    int left_s = board->instance.blocks[block].end_s - until_s;
    return left_s > 0 ? left_s : 0;
}

/* Half a block without a talk is mostly empty, less than a quarter is full. */
enum { MOSTLY_EMPTY = 2, FULL = 4 };

const char *board_idle_words(struct arena *arena, const struct programme_board *board,
                             const struct arrange_slot *plan, int room, int block)
{
    const struct arrange_block *span = &board->instance.blocks[block];
    int length_s = span->end_s - span->start_s, left_s = idle_s(board, plan, room, block), busy = 0;
    while (busy < board->instance.room_count && idle_s(board, plan, busy, block) * FULL >= length_s)
        busy++;
    if (left_s * MOSTLY_EMPTY < length_s || busy == board->instance.room_count)
        return NULL;
    return arena_printf(
        arena,
        "Nothing is on in %s from %s to %s, while %s is full: whoever sits there waits. Time left "
        "at the end of a block costs no points; move a talk there on the board if you want it "
        "used.",
        board->settings.rooms[room].name, board_time(arena, board, span->end_s - left_s),
        board_time(arena, board, span->end_s), board->settings.rooms[busy].name);
}

struct arrange_names board_names(struct arena *arena, const struct programme_board *board)
{
    size_t talks = (size_t)board->talk_count + 1, rooms = (size_t)board->instance.room_count + 1;
    const char **titles = ARENA_ARRAY(arena, const char *, talks);
    const char **people = ARENA_ARRAY(arena, const char *, talks);
    const char **places = ARENA_ARRAY(arena, const char *, rooms);
    struct local doors = tz_local(board->doors);
    for (int i = 0; i < board->talk_count; i++) {
        const struct talk *talk = &board->talks[i];
        titles[i] = arena_printf(arena, "“%s”", talk->title);
        people[i] = talk->presenter_count == 1 ? talk->presenters[0].name : NULL;
    }
    for (int i = 0; i < board->instance.room_count; i++)
        places[i] = board->settings.rooms[i].name;
    return (struct arrange_names){titles, people, places, doors.hour * 60 + doors.minute};
}

const char *board_verdict_words(const struct arrange_proof *proof)
{
    if (proof->verdict == VERDICT_FITS)
        return "Yes. There is an order in which every talk has a slot and no rule is broken.";
    if (proof->verdict == VERDICT_NOT_KNOWN)
        return "No order without a broken rule was found. That is no proof that there is none: "
               "let sparkd arrange the talks and give it more time.";
    if (proof->cut_short)
        return proof->all ? "No. This stands in the way; without it everything fits. This page "
                            "looks only for a moment: there may be other ways out."
                          : "No. This stands in the way, and there may be more: this page looks "
                            "only for a moment, and not everything was tried.";
    return proof->all ? "No. This stands in the way; without it everything fits."
                      : "No. This stands in the way, and there may be more.";
}
