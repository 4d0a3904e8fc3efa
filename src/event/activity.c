/* DESIGN: what people did elsewhere, as they write it down, and the yes of somebody else to it. */
#include "activity.h"

#include <string.h>

#include "activity_store.h"
#include "check.h"
#include "policy_use.h"
#include "text_rule.h"
#include "tz.h"

static const char *const PARTS[ACTIVITY_PARTS] = {"attendee", "leader", "co-leader", "assistant"};
static const char *const STATUSES[AWARD_STATUSES] = {"", "studying", "completed", "stopped"};

const char *activity_part_name(enum activity_part part)
{
    return PARTS[part];
}

enum err activity_part_parse(struct str s, enum activity_part *ret)
{
    for (int i = 0; i < ACTIVITY_PARTS; i++)
        if (str_eq_c(s, PARTS[i])) {
            *ret = (enum activity_part)i;
            return OK;
        }
    return ERR_INVALID;
}

const char *award_status_name(enum award_status status)
{
    return STATUSES[status];
}

enum err award_status_parse(struct str s, enum award_status *ret)
{
    for (int i = 0; i < AWARD_STATUSES; i++)
        if (str_eq_c(s, STATUSES[i])) {
            *ret = (enum award_status)i;
            return OK;
        }
    return ERR_INVALID;
}

/* ---- what may be written down ---- */

/* A key that stood there before may stay, also once it is retired or gone. */
static bool is_on_offer(const struct policy_pack *pack, const char *list, const char *key,
                        const char *before)
{
    const struct policy_list *found = policy_list_find(pack, list);
    const struct policy_item *item = found ? policy_list_item(found, key) : NULL;
    return !*key || strcmp(key, before) == 0 || (item && !item->retired);
}

static void check_type(const struct policy_pack *pack, const struct activity_fields *f,
                       const struct activity_fields *before, struct refusal *why)
{
    struct activity_type type;
    bool known = *f->type && activity_type_find(pack, f->type, &type);
    bool kept = *f->type && strcmp(f->type, before->type) == 0;
    if (kept || (known && activity_type_is_recorded(&type)))
        return;
    if (known && type.mode == ACTIVITY_CONVERSATION)
        refuse_field(why, "type",
                     "Conversations are noted where they are held, under Deadlines. Choose another "
                     "kind.");
    else
        refuse_field(why, "type", "Choose what kind of activity it was.");
}

static void check_days(const struct activity_fields *f, struct day today, struct refusal *why)
{
    enum { YEARS_AHEAD = 6 };
    if (day_is_none(f->from))
        refuse_field(why, "from", "Enter the day it began.");
    else if (f->from.v > today.v)
        refuse_field(why, "from",
                     "Enter today or a day that has passed: what is still to come is booked under "
                     "Events.");
    if (day_is_none(f->from) || day_is_none(f->to))
        return;
    if (f->to.v < f->from.v)
        refuse_field(why, "to", "Enter the day it began or a later one.");
    else if (f->to.v > today.v + 366 * YEARS_AHEAD)
        refuse_field(why, "to", "Enter a day of the next %d years.", YEARS_AHEAD);
}

static void check_minutes(const struct policy_pack *pack, const struct activity_fields *f,
                          struct refusal *why)
{
    struct activity_type type;
    if (f->minutes < 0 || f->minutes > ACTIVITY_MINUTES_MAX)
        refuse_field(why, "minutes", "Enter how long it took: hours, at most %d, and minutes.",
                     ACTIVITY_MINUTES_MAX / 60);
    else if (f->minutes == 0 && activity_type_find(pack, f->type, &type) && type.counts)
        refuse_field(why, "minutes", "Enter how long it took: the hours of this kind may count.");
}

static void check_award(const struct policy_pack *pack, const struct activity_fields *f,
                        struct day today, struct refusal *why)
{
    static const struct text_rule body = {"award_body", "The awarding body",
                                          ACTIVITY_TEXT_CHARS_MAX, false, false};
    static const struct text_rule level = {"award_level", "The level of the award",
                                           ACTIVITY_TEXT_CHARS_MAX, false, false};
    const struct activity_award *a = &f->award;
    struct activity_type type;
    bool has = *a->body || *a->level || a->credits || a->status || !day_is_none(a->on);
    text_rule_check(&body, a->body, why);
    text_rule_check(&level, a->level, why);
    if (has && activity_type_find(pack, f->type, &type) && !activity_type_is_award(&type))
        refuse_field(
            why, "award_body",
            "Only award-bearing study has an award. Choose that kind, or leave this empty.");
    if (a->credits < 0 || a->credits > ACTIVITY_CREDITS_MAX)
        refuse_field(why, "award_credits", "Enter a number of credits, at most %d, or none.",
                     ACTIVITY_CREDITS_MAX);
    if (!day_is_none(a->on) && a->status != AWARD_COMPLETED)
        refuse_field(why, "award_on", "Only an award that is completed has such a day.");
    else if (!day_is_none(a->on) && (a->on.v > today.v || a->on.v < f->from.v))
        refuse_field(why, "award_on", "Enter a day since it began, not later than today.");
}

static enum err check_fields(const struct policy_pack *pack, const struct activity_fields *f,
                             const struct activity_fields *before, struct day today,
                             struct refusal *why)
{
    static const struct text_rule title = {"title", "The title", ACTIVITY_TITLE_CHARS_MAX, true,
                                           false};
    static const struct text_rule provider = {"provider", "The provider", ACTIVITY_TEXT_CHARS_MAX,
                                              false, false};
    check_type(pack, f, before, why);
    text_rule_check(&title, f->title, why);
    text_rule_check(&provider, f->provider, why);
    check_days(f, today, why);
    check_minutes(pack, f, why);
    if (!is_on_offer(pack, "levels", f->level, before->level))
        refuse_field(why, "level", "Choose a level from the list, or none.");
    if (!is_on_offer(pack, "themes", f->theme, before->theme))
        refuse_field(why, "theme", "Choose a theme from the list, or none.");
    if (f->standard < 0 || f->standard > PD_STANDARD_ALL)
        refuse_field(why, "standard", "Choose among the five parts of the standard.");
    check_award(pack, f, today, why);
    return refusal_check(why);
}

/* ---- use cases ---- */

static struct activity_fields filled(const struct activity_fields *fields)
{
    struct activity_fields f = *fields;
    if (day_is_none(f.to))
        f.to = f.from;
    return f;
}

static enum err note_keys(struct store *store, const struct activity_fields *f)
{
    enum err err = policy_use_add(store, "activities", f->type);
    if (err == OK && *f->level)
        err = policy_use_add(store, "levels", f->level);
    if (err == OK && *f->theme)
        err = policy_use_add(store, "themes", f->theme);
    return err;
}

enum err activity_create(struct store *store, struct instant now, struct person_id person,
                         const struct policy_pack *pack, const struct activity_fields *fields,
                         struct refusal *why, struct activity_id *ret)
{
    static const struct activity_fields nothing = {.type = "", .level = "", .theme = ""};
    const struct activity_fields f = filled(fields);
    enum err err = check_fields(pack, &f, &nothing, tz_day(now), why);
    if (err == OK)
        err = note_keys(store, &f);
    return err == OK ? activity_store_insert(store, now, person, &f, ret) : err;
}

static bool is_same_award(const struct activity_award *a, const struct activity_award *b)
{
    return strcmp(a->body, b->body) == 0 && strcmp(a->level, b->level) == 0 &&
           a->credits == b->credits && a->status == b->status && a->on.v == b->on.v;
}

/* Of what somebody said yes to: what was done, when, how long and as what. How it is filed is not
 * part of that. */
static bool is_as_verified(const struct activity_fields *a, const struct activity_fields *b)
{
    return strcmp(a->type, b->type) == 0 && strcmp(a->title, b->title) == 0 &&
           strcmp(a->provider, b->provider) == 0 && a->from.v == b->from.v && a->to.v == b->to.v &&
           a->minutes == b->minutes && a->part == b->part && is_same_award(&a->award, &b->award);
}

enum err activity_change(struct store *store, struct instant now, struct activity_id id,
                         int version, const struct policy_pack *pack,
                         const struct activity_fields *fields, struct refusal *why)
{
    const struct activity_fields f = filled(fields);
    struct activity activity;
    enum err err = activity_find(store, id, why->arena, &activity);
    if (err == OK)
        err = refusal_check_version(why, version, activity.version);
    if (err == OK)
        err = check_fields(pack, &f, &activity.fields, tz_day(now), why);
    if (err == OK)
        err = note_keys(store, &f);
    if (err == OK)
        err = activity_store_update(store, now, id, &f);
    if (err == OK && activity.verified_by.v && !is_as_verified(&f, &activity.fields))
        err = activity_store_verified(store, id, (struct person_id){0}, (struct instant){0});
    return err;
}

enum err activity_delete(struct store *store, struct activity_id id, int version,
                         struct refusal *why)
{
    struct activity activity;
    enum err err = activity_find(store, id, why->arena, &activity);
    if (err == OK)
        err = refusal_check_version(why, version, activity.version);
    return err == OK ? activity_store_delete(store, id) : err;
}

enum err activity_verify(struct store *store, struct instant now, struct activity_id id,
                         struct person_id by, struct refusal *why)
{
    struct activity activity;
    enum err err = activity_find(store, id, why->arena, &activity);
    if (err != OK || activity.verified_by.v)
        return err;
    if (activity.person.v == by.v)
        return refuse(why, ERR_CONFLICT, "your-own",
                      "Somebody else verifies what you did yourself. Ask who leads professional "
                      "development, or the trust's coordinator.");
    if (activity.fields.to.v > tz_day(now).v)
        return refuse(why, ERR_CONFLICT, "not-over",
                      "It is not over yet. Verify it once its last day has come.");
    return activity_store_verified(store, id, by, now);
}

enum err activity_unverify(struct store *store, struct activity_id id)
{
    return activity_store_verified(store, id, (struct person_id){0}, (struct instant){0});
}

enum err activity_note_keep(struct store *store, struct activity_id id, const char *learned,
                            struct refusal *why)
{
    static const struct text_rule rule = {"learned", "What you learned", ACTIVITY_NOTE_CHARS_MAX,
                                          false, true};
    text_rule_check(&rule, learned, why);
    enum err err = refusal_check(why);
    return err == OK ? activity_store_note(store, id, learned) : err;
}
