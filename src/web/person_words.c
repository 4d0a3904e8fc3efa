/* DESIGN: roles, relations and dates of people as pages say them. */
#include "person_words.h"

#include "policy_pack.h"
#include "tz.h"
#include "words.h"

/* The trust's word, else ours. */
static const char *label(struct ctx *ctx, const char *key, const char *otherwise)
{
    struct policy_pack pack;
    const char *text = NULL;
    if (policy_pack_find(ctx->store, ctx->arena, &pack) == OK)
        text = policy_pack_label(&pack, key);
    return text ? text : otherwise;
}

struct named {
    const char *key, *text; /* key NULL: no trust calls it otherwise */
};

static const struct named ROLES[ROLE_COUNT] = {
    [ROLE_STAFF] = {NULL, "staff"},
    [ROLE_CPD_LEADER] = {"cpd_leader", "CPD leader"},
    [ROLE_CPD_DEPUTY] = {"cpd_leader", "CPD leader"},
    [ROLE_HEAD] = {"head", "headteacher"},
    [ROLE_SLT] = {"slt", "senior leadership team"},
    [ROLE_EXECUTIVE_HEAD] = {"executive_head", "executive headteacher"},
    [ROLE_SUBJECT_LEADER] = {NULL, "subject leader"},
    [ROLE_CURRICULUM_COORDINATOR] = {NULL, "curriculum coordinator"},
    [ROLE_OPERATIONS_MANAGER] = {NULL, "operations manager"},
    [ROLE_COVER] = {NULL, "cover"},
    [ROLE_FINANCE] = {NULL, "finance"},
    [ROLE_TRUST_COORDINATOR] = {NULL, "trust coordinator"},
    [ROLE_GOVERNOR] = {NULL, "governor"},
    [ROLE_TRUSTEE] = {NULL, "trustee"},
    [ROLE_ADMINISTRATOR] = {NULL, "administrator"},
    [ROLE_TRAINEE] = {NULL, "trainee"},
    [ROLE_ITT_STUDENT] = {NULL, "ITT student"},
    [ROLE_PARENT] = {NULL, "parent or carer"},
    [ROLE_VOLUNTEER] = {NULL, "volunteer"},
    [ROLE_GUEST] = {NULL, "guest"},
};

static const struct named RELATIONS[RELATION_COUNT] = {
    [RELATION_PD_MENTOR] = {"pd_mentor", "professional development mentor"},
    [RELATION_ECT_MENTOR] = {NULL, "induction mentor of an early career teacher"},
    [RELATION_ITT_MENTOR] = {NULL, "mentor of a trainee or ITT student"},
    [RELATION_COACH] = {NULL, "coaching partner"},
    [RELATION_LINE_MANAGER] = {NULL, "line manager"},
    [RELATION_PERFORMANCE_MANAGER] = {"performance_manager", "performance manager"},
    [RELATION_SUPPORTER] = {NULL, "supporter"},
};

static const char *const PARTS[PART_KINDS] = {
    [PART_GOVERNOR] = "Governor",        [PART_TRUSTEE] = "Trustee",
    [PART_TRAINEE] = "Trainee",          [PART_ITT_STUDENT] = "ITT student on placement",
    [PART_PARENT] = "Parent or carer",   [PART_VOLUNTEER] = "Volunteer",
    [PART_GUEST] = "Guest of one event", [PART_VISITOR] = "Visitor from another trust",
};

static const char *named(struct ctx *ctx, const struct named *n)
{
    return n->key ? label(ctx, n->key, n->text) : n->text;
}

const char *person_words_role(struct ctx *ctx, enum role role)
{
    const char *text = named(ctx, &ROLES[role]);
    if (role == ROLE_CPD_DEPUTY)
        text = arena_printf(ctx->arena, "Deputy %s", text);
    return words_begin(ctx->arena, text);
}

const char *person_words_relation(struct ctx *ctx, enum relation_kind kind)
{
    return words_begin(ctx->arena, named(ctx, &RELATIONS[kind]));
}

const char *person_words_part(struct ctx *ctx, enum participation_kind kind)
{
    (void)ctx;
    return PARTS[kind];
}

const char *person_words_dates(struct ctx *ctx, struct day from, struct day to)
{
    bool ahead = !day_is_none(from) && from.v > tz_day(ctx->now).v;
    const char *first = day_is_none(from) ? NULL : words_date_plain(ctx->arena, from);
    const char *last = day_is_none(to) ? NULL : words_date_plain(ctx->arena, to);
    if (first && last)
        return arena_printf(ctx->arena, "%s to %s", first, last);
    if (first)
        return arena_printf(ctx->arena, "%s %s", ahead ? "from" : "since", first);
    return last ? arena_printf(ctx->arena, "until %s", last) : "";
}
