/* DESIGN: pure judgement on keynotes: what they leave of an evening, and where one may stand. */
#include "keynote_rules.h"

#include "text_rule.h"

enum { REST_MIN_S = 60 };

static bool add_block(struct pack *pack, int64_t from, int64_t to)
{
    if (to - from < REST_MIN_S)
        return true;
    if (pack->block_count == PACK_BLOCKS_MAX)
        return false;
    pack->blocks[pack->block_count++] = (struct pack_block){from, to};
    return true;
}

bool keynote_rules_cut(const struct pack_block *spans, int count, const struct keynotes *keynotes,
                       struct pack *pack)
{
    bool all = true;
    pack->block_count = 0;
    for (int i = 0; i < count; i++) {
        int64_t from = spans[i].start_s;
        for (int k = 0; k < keynotes->count; k++) { /* they are by start */
            const struct keynote *keynote = &keynotes->items[k];
            int64_t free_s = keynote_ends_at(keynote).v + pack->changeover_s;
            if (free_s <= from || keynote->starts_at.v >= spans[i].end_s)
                continue;
            all = add_block(pack, from, keynote->starts_at.v) && all;
            from = free_s;
        }
        all = add_block(pack, from, spans[i].end_s) && all;
    }
    return all;
}

static void check_words(const struct keynote *keynote, struct refusal *why)
{
    static const struct text_rule guest = {"guest", "The guest’s name", KEYNOTE_GUEST_CHARS_MAX,
                                           true, false};
    static const struct text_rule title = {"title", "The title", KEYNOTE_TITLE_CHARS_MAX, true,
                                           false};
    static const struct text_rule abstract = {"abstract", "The summary", KEYNOTE_ABSTRACT_CHARS_MAX,
                                              false, true};
    text_rule_check(&guest, keynote->guest, why);
    text_rule_check(&title, keynote->title, why);
    text_rule_check(&abstract, keynote->abstract, why);
}

static bool is_at_once(const struct keynote *a, const struct keynote *b, int changeover_s)
{
    return a->starts_at.v < keynote_ends_at(b).v + changeover_s &&
           b->starts_at.v < keynote_ends_at(a).v + changeover_s;
}

static void check_time(const struct keynote_frame *frame, const struct keynote *keynote,
                       struct refusal *why)
{
    if (keynote->starts_at.v < frame->starts_at.v ||
        keynote_ends_at(keynote).v > frame->ends_at.v) {
        refuse_field(why, "starts_at", "Let the keynote begin and end within the event.");
        return;
    }
    for (int i = 0; i < frame->others->count; i++) {
        const struct keynote *other = &frame->others->items[i];
        if (other->id.v != keynote->id.v && is_at_once(other, keynote, frame->changeover_s))
            refuse_field(why, "starts_at",
                         "“%s” is at that time, with the changeover after it. Everybody is to hear "
                         "both.",
                         other->title);
    }
}

void keynote_rules_check(const struct keynote_frame *frame, const struct keynote *keynote,
                         struct refusal *why)
{
    check_words(keynote, why);
    if (keynote->room < 1 || keynote->room > frame->room_count)
        refuse_field(why, "room", "Choose one of the event's rooms.");
    if (keynote->minutes < KEYNOTE_MINUTES_MIN || keynote->minutes > KEYNOTE_MINUTES_MAX)
        refuse_field(why, "minutes", "Enter a length from %d to %d minutes.", KEYNOTE_MINUTES_MIN,
                     KEYNOTE_MINUTES_MAX);
    else
        check_time(frame, keynote, why);
}
