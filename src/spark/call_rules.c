/* DESIGN: pure judgement on a call: the places it keeps, and its lists. */
#include "call_rules.h"

#include "text_rule.h"

/* ---- kept places ---- */

void call_rules_hold(struct call_kept *kept, int minutes, bool first_timer, int count)
{
    bool brief = minutes == kept->minutes;
    if (first_timer && brief)
        kept->both += count;
    else if (first_timer)
        kept->first += count;
    else if (brief)
        kept->brief += count;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int call_rules_open(const struct call_kept *kept)
{
    int open = kept->first_timers - least(kept->first, kept->first_timers) + kept->short_places -
               least(kept->brief, kept->short_places);
    return open - least(kept->both, open);
}

bool call_rules_leaves(const struct pack *pack, const struct pack_talks *others,
                       const struct call_kept *kept, int minutes, bool first_timer)
{
    struct call_kept with = *kept;
    struct pack_talks beside = *others;
    int open = call_rules_open(kept);
    if (open == 0)
        return true;
    int room = least(open, pack_rules_more(pack, others, kept->minutes));
    call_rules_hold(&with, minutes, first_timer, 1);
    pack_rules_add(&beside, minutes, 1);
    room -= open - call_rules_open(&with);
    if (room <= 0)
        return true;
    pack_rules_add(&beside, kept->minutes, room);
    return beside.count <= PACK_TALKS_MAX && pack_rules_fits(pack, &beside);
}

int call_rules_more(const struct pack *pack, const struct pack_talks *confirmed,
                    const struct call_kept *kept, int minutes)
{
    struct pack_talks with = *confirmed;
    struct call_kept now = *kept;
    int more = 0, most = pack_rules_more(pack, confirmed, minutes);
    if (call_rules_open(kept) == 0)
        return most;
    while (more < most && call_rules_leaves(pack, &with, &now, minutes, false)) {
        pack_rules_add(&with, minutes, 1);
        call_rules_hold(&now, minutes, false, 1);
        more++;
    }
    return more;
}

const char *call_rules_whom(struct arena *arena, const struct call_kept *kept)
{
    const char *brief = arena_printf(arena, "%d-minute talks", kept->minutes);
    bool first = kept->first_timers > kept->first;
    if (call_rules_open(kept) == 0)
        return "";
    if (kept->short_places <= kept->brief)
        return "first-timers";
    return first ? arena_printf(arena, "first-timers and %s", brief) : brief;
}

/* ---- lists ---- */

bool call_invites(const char *list, const char *word)
{
    struct str rest = str_of(list), part;
    bool any = false;
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        any = any || part.n > 0;
        if (part.n > 0 && str_eq_c(part, word))
            return true;
    }
    return !any;
}

const char *call_rules_list(const char *typed, const char *field, struct refusal *why)
{
    struct str rest = str_of(typed ? typed : ""), part;
    const char *list = "";
    int count = 0;
    while (str_split(&rest, ',', &part)) {
        const char *word = arena_str_c(why->arena, str_trim(part));
        if (!*word || (*list && call_invites(list, word)))
            continue;
        const struct text_rule rule = {field, "Each of them", TALK_THEME_CHARS_MAX, true, false};
        text_rule_check(&rule, word, why);
        list = arena_printf(why->arena, "%s%s%s", list, *list ? ", " : "", word);
        count++;
    }
    if (count > CALL_LIST_MAX)
        refuse_field(why, field, "Name at most %d, with commas between them.", CALL_LIST_MAX);
    return list;
}

/* ---- lengths ---- */

static bool has_number(const char *list, int number)
{
    struct str rest = str_of(list), part;
    int64_t value;
    bool any = false;
    while (str_split(&rest, ',', &part)) {
        bool good = str_parse_int(str_trim(part), &value) == OK;
        any = any || good;
        if (good && value == number)
            return true;
    }
    return !any;
}

struct talk_lengths call_lengths(const struct call *call, const struct talk_lengths *trust)
{
    struct talk_lengths lengths = {.count = 0};
    for (int i = 0; i < trust->count; i++)
        if (has_number(call->lengths, trust->minutes[i]))
            lengths.minutes[lengths.count++] = trust->minutes[i];
    return lengths.count ? lengths : *trust;
}
