/* DESIGN: what an event is about: its words, what of the policy it names, what it costs. */
#include "event_about_part.h"

#include <string.h>

#include "booking_online.h"
#include "check.h"
#include "policy_school.h"
#include "policy_use.h"
#include "text_rule.h"

enum { FIND, SAVE };
static const char *const SQL[] = {
    [FIND] = "SELECT methods, objectives, expectations, audience, level, theme, phase, subject,"
             " mode, standard, evaluation, provider_id, cost_pence, strand, emerging"
             " FROM event_about WHERE event_id = $1",
    [SAVE] = "INSERT INTO event_about (event_id, methods, objectives, expectations, audience,"
             " level, theme, phase, subject, mode, standard, evaluation, provider_id, cost_pence,"
             " strand, emerging)"
             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"
             " ON CONFLICT (event_id) DO UPDATE SET methods = $2, objectives = $3,"
             " expectations = $4, audience = $5, level = $6, theme = $7, phase = $8, subject = $9,"
             " mode = $10, standard = $11, evaluation = $12, provider_id = $13, cost_pence = $14,"
             " strand = $15, emerging = $16",
};

/* ---- names ---- */

static const char *const MODES[EVENT_MODES] = {"in person", "online", "both", "own time"};
static const char *const STRANDS[EVENT_STRANDS] = {"staff", "governors", "everyone"};

const char *event_about_mode(enum event_mode mode)
{
    return MODES[mode];
}

const char *event_about_strand(enum event_strand strand)
{
    return STRANDS[strand];
}

static int index_of(struct str s, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (str_eq_c(s, names[i]))
            return i;
    return -1;
}

enum err event_about_parse_mode(struct str s, enum event_mode *ret)
{
    int found = index_of(s, MODES, EVENT_MODES);
    if (found < 0)
        return ERR_INVALID;
    *ret = (enum event_mode)found;
    return OK;
}

enum err event_about_parse_strand(struct str s, enum event_strand *ret)
{
    int found = index_of(s, STRANDS, EVENT_STRANDS);
    if (found < 0)
        return ERR_INVALID;
    *ret = (enum event_strand)found;
    return OK;
}

/* ---- reading ---- */

struct event_about event_about_new(void)
{
    return (struct event_about){"", "", "",  "", "",           "", "", "", MODE_IN_PERSON,
                                0,  "", {0}, 0,  STRAND_STAFF, ""};
}

static struct event_about read_about(const struct rows *rows, struct arena *arena)
{
    struct event_about about = {
        .methods = rows_text(rows, 0, arena),
        .objectives = rows_text(rows, 1, arena),
        .expectations = rows_text(rows, 2, arena),
        .audience = rows_text(rows, 3, arena),
        .level = rows_text(rows, 4, arena),
        .theme = rows_text(rows, 5, arena),
        .phase = rows_text(rows, 6, arena),
        .subject = rows_text(rows, 7, arena),
        .standard = (int)rows_int(rows, 9),
        .evaluation = rows_text(rows, 10, arena),
        .provider = {rows_int(rows, 11)},
        .cost_pence = (int)rows_int(rows, 12),
        .emerging = rows_text(rows, 14, arena),
    };
    CHECK(event_about_parse_mode(rows_str(rows, 8), &about.mode) == OK);
    CHECK(event_about_parse_strand(rows_str(rows, 13), &about.strand) == OK);
    return about;
}

enum err event_about_find(struct store *store, struct event_id event, struct arena *arena,
                          struct event_about *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(event.v)), &rows);
    if (err == ERR_NOT_FOUND) {
        *ret = event_about_new();
        return OK;
    }
    if (err != OK)
        return err;
    struct event_about about = read_about(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = about;
    return err;
}

/* ---- judgement ---- */

/* Its texts, and how the API, a refusal and a form (without "about.") call each of them. */
static const struct {
    const char *name, *label;
    size_t chars_max, offset;
    bool multiline;
} TEXTS[] = {
    {"about.objectives", "What people will be able to do", EVENT_ABOUT_CHARS_MAX,
     offsetof(struct event_about, objectives), true},
    {"about.methods", "How it works", EVENT_ABOUT_CHARS_MAX, offsetof(struct event_about, methods),
     true},
    {"about.expectations", "What is expected", EVENT_ABOUT_CHARS_MAX,
     offsetof(struct event_about, expectations), true},
    {"about.audience", "Whom it is meant for", EVENT_ABOUT_CHARS_MAX,
     offsetof(struct event_about, audience), true},
    {"about.phase", "The phase", EVENT_ABOUT_SHORT_CHARS_MAX, offsetof(struct event_about, phase),
     false},
    {"about.subject", "The subject", EVENT_ABOUT_SHORT_CHARS_MAX,
     offsetof(struct event_about, subject), false},
    {"about.emerging", "The reason", EVENT_ABOUT_CHARS_MAX, offsetof(struct event_about, emerging),
     true},
    {"about.level", "The level", EVENT_ABOUT_SHORT_CHARS_MAX, offsetof(struct event_about, level),
     false},
    {"about.theme", "The theme", EVENT_ABOUT_SHORT_CHARS_MAX, offsetof(struct event_about, theme),
     false},
    {"about.evaluation", "The evaluation", EVENT_ABOUT_SHORT_CHARS_MAX,
     offsetof(struct event_about, evaluation), false},
};

static const char *text_at(const struct event_about *about, size_t i)
{
    const char *text;
    memcpy(&text, (const char *)about + TEXTS[i].offset, sizeof text);
    return text ? text : "";
}

void event_about_check(const struct event_about *about, struct refusal *why)
{
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const struct text_rule rule = {TEXTS[i].name, TEXTS[i].label, TEXTS[i].chars_max, false,
                                       TEXTS[i].multiline};
        text_rule_check(&rule, text_at(about, i), why);
    }
    if (about->cost_pence < 0 || about->cost_pence > EVENT_COST_PENCE_MAX)
        refuse_field(why, "about.cost_pence", "Enter a cost from £0 to £1,000,000.");
    if (about->standard < 0 || about->standard >= 1 << EVENT_STANDARD_PARTS)
        refuse_field(why, "about.standard", "Choose among the five parts, 1 to 5.");
}

struct event_about_gaps event_about_gaps(const struct event_fields *fields,
                                         const struct event_about *about)
{
    struct event_about_gaps gaps = {.count = 0};
    bool asked = fields->attendance != ATTENDANCE_VOLUNTARY;
    bool purpose = fields->purpose && *fields->purpose, audience = !asked || *about->audience;
    if (!event_kind_usual(fields->kind)->explained)
        return gaps;
    if (!purpose)
        gaps.names[gaps.count++] = "purpose";
    if (!audience)
        gaps.names[gaps.count++] = "about.audience";
    if (!*about->objectives)
        gaps.names[gaps.count++] = "about.objectives";
    if (!*about->methods)
        gaps.names[gaps.count++] = "about.methods";
    if (!*about->expectations)
        gaps.names[gaps.count++] = "about.expectations";
    gaps.forbid = asked && !purpose;
    return gaps;
}

/* ---- the policy ---- */

enum err event_about_pack(struct store *store, struct school_id school, struct arena *arena,
                          struct policy_pack *ret)
{
    struct policy_pack pack;
    struct policy_school own;
    enum err err = policy_pack_find_whole(store, 0, arena, &pack);
    if (err == OK)
        err = policy_school_find(store, school, &pack, arena, &own);
    if (err == OK)
        *ret = policy_school_apply(&pack, &own, arena);
    return err;
}

static bool is_said(const char *key)
{
    return key && *key;
}

static bool differs(const char *a, const char *b)
{
    return !str_eq(str_of(a), str_of(b));
}

/* pack NULL: there is none, so it has no key. */
static const struct policy_item *item_of(const struct policy_pack *pack, const char *list,
                                         const char *key)
{
    const struct policy_list *found = pack ? policy_list_find(pack, list) : NULL;
    return found ? policy_list_item(found, key) : NULL;
}

static void judge_type(const struct policy_pack *pack, const struct event_fields *fields,
                       struct refusal *why)
{
    const struct policy_item *item = item_of(pack, "activities", fields->type);
    if (!item || !event_kind_offers(item))
        refuse_field(why, "type",
                     "Choose a kind of activity that the policy has and that is booked here.");
    else if ((event_kind_of(item) == EVENT_SPARK) != (fields->kind == EVENT_SPARK))
        refuse_field(why, "type",
                     "SPARK is a kind of its own. Choose a type that goes with the "
                     "kind of event.");
}

struct named_key {
    const char *list, *field, *key, *before;
};

static void judge_key(const struct policy_pack *pack, const struct named_key *named,
                      struct refusal *why)
{
    const struct policy_item *item = item_of(pack, named->list, named->key);
    if (is_said(named->key) && differs(named->key, named->before) && (!item || item->retired))
        refuse_field(why, named->field, "Choose one that the policy has.");
}

static enum err judge_provider(struct store *store, struct provider_id id,
                               struct provider_id before, struct refusal *why)
{
    struct provider provider;
    if (id.v == 0 || id.v == before.v)
        return OK;
    enum err err = provider_find(store, id, why->arena, &provider);
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    if (err == ERR_NOT_FOUND || !day_is_none(provider.ended_on))
        refuse_field(why, "about.provider_id",
                     "Choose a provider of the register that is still in use.");
    return OK;
}

static bool names_policy(const struct event_fields *fields)
{
    const struct event_about *about = fields->about;
    return is_said(fields->type) || (about && (is_said(about->level) || is_said(about->theme) ||
                                               is_said(about->evaluation)));
}

static enum err find_pack(struct store *store, const struct event_fields *fields,
                          struct arena *arena, struct policy_pack *room,
                          const struct policy_pack **ret)
{
    enum err err =
        names_policy(fields) ? event_about_pack(store, fields->school, arena, room) : ERR_NOT_FOUND;
    *ret = err == OK ? room : NULL;
    return err == ERR_NOT_FOUND ? OK : err;
}

static enum err judge_mode(struct store *store, struct instant now, const struct event *before,
                           enum event_mode was, enum event_mode mode, struct refusal *why)
{
    const char *who = NULL;
    if (!before || mode == was || mode != MODE_IN_PERSON)
        return OK;
    enum err err =
        booking_online_left_out(store, now, before->id, ONLINE_BY_MODE, why->arena, &who);
    if (err == OK && who)
        refuse_field(
            why, "about.mode",
            "%s. Let it be “here, or online”, give it a link, or write to them first: each "
            "can come to the room instead, or give the place up.",
            who);
    return err;
}

enum err event_about_judge(struct store *store, struct instant now, const struct event *before,
                           const struct event_fields *fields, struct refusal *why)
{
    const struct event_about *about = fields->about;
    struct event_about stands = event_about_new();
    struct policy_pack room;
    const struct policy_pack *pack = NULL;
    enum err err = find_pack(store, fields, why->arena, &room, &pack);
    if (err == OK && before && about)
        err = event_about_find(store, before->id, why->arena, &stands);
    if (err != OK)
        return err;
    if (is_said(fields->type) && (!before || differs(fields->type, before->fields.type)))
        judge_type(pack, fields, why);
    if (!about)
        return OK;
    event_about_check(about, why);
    const struct named_key keys[] = {
        {"levels", "about.level", about->level, stands.level},
        {"themes", "about.theme", about->theme, stands.theme},
        {"evaluation_times", "about.evaluation", about->evaluation, stands.evaluation},
    };
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        judge_key(pack, &keys[i], why);
    err = judge_mode(store, now, before, stands.mode, about->mode, why);
    return err == OK ? judge_provider(store, about->provider, stands.provider, why) : err;
}

/* ---- saving ---- */

static enum err use_key(struct store *store, const char *list, const char *key)
{
    return is_said(key) ? policy_use_add(store, list, key) : OK;
}

static enum err save(struct store *store, struct event_id event, const struct event_about *about)
{
    return store_exec(store, SQL[SAVE],
                      PARAMS(p_int(event.v), p_text(about->methods), p_text(about->objectives),
                             p_text(about->expectations), p_text(about->audience),
                             p_text(about->level), p_text(about->theme), p_text(about->phase),
                             p_text(about->subject), p_text(event_about_mode(about->mode)),
                             p_int(about->standard), p_text(about->evaluation),
                             p_id_or_null(about->provider.v), p_int(about->cost_pence),
                             p_text(event_about_strand(about->strand)), p_text(about->emerging)));
}

enum err event_about_save(struct store *store, struct event_id event,
                          const struct event_fields *fields)
{
    const struct event_about *about = fields->about;
    enum err err = use_key(store, "activities", fields->type);
    if (err != OK || !about)
        return err;
    err = save(store, event, about);
    if (err == OK)
        err = use_key(store, "levels", about->level);
    if (err == OK)
        err = use_key(store, "themes", about->theme);
    return err == OK ? use_key(store, "evaluation_times", about->evaluation) : err;
}

/* ---- stale forms ---- */

enum err event_about_name_differences(struct store *store, struct event_id event,
                                      const struct event_about *typed, struct refusal *why)
{
    struct event_about now;
    enum err err = event_about_find(store, event, why->arena, &now);
    if (err != OK)
        return err;
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++)
        if (differs(text_at(&now, i), text_at(typed, i)))
            refuse_field(why, TEXTS[i].name, "It now says “%s”.",
                         *text_at(&now, i) ? text_at(&now, i) : "nothing");
    if (now.mode != typed->mode)
        refuse_field(why, "about.mode", "It is now %s.", event_about_mode(now.mode));
    if (now.strand != typed->strand)
        refuse_field(why, "about.strand", "It is now for %s.", event_about_strand(now.strand));
    if (now.standard != typed->standard)
        refuse_field(why, "about.standard", "The parts of the standard were changed.");
    if (now.provider.v != typed->provider.v)
        refuse_field(why, "about.provider_id", "The provider was changed.");
    if (now.cost_pence != typed->cost_pence)
        refuse_field(why, "about.cost_pence", "It now costs £%d.%02d.", now.cost_pence / 100,
                     now.cost_pence % 100);
    return OK;
}
