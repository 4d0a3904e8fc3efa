/* DESIGN: what this trust calls its officers, bodies and duties, on pages. */
#include "org_words.h"

#include "policy_pack.h"
#include "tz.h"
#include "words.h"

static const char *label(const struct policy_pack *pack, const char *key, const char *otherwise)
{
    const char *text = pack ? policy_pack_label(pack, key) : NULL;
    return text ? text : otherwise;
}

struct org_words org_words(const struct ctx *ctx)
{
    struct policy_pack found;
    bool has = policy_pack_find(ctx->store, ctx->arena, &found) == OK;
    const struct policy_pack *pack = has ? &found : NULL;
    const char *leader = label(pack, "cpd_leader", "CPD leader");
    return (struct org_words){
        .leader = leader,
        .deputy = arena_printf(ctx->arena, "deputy %s", leader),
        .head = label(pack, "head", "headteacher"),
        .executive_head = label(pack, "executive_head", "executive headteacher"),
        .slt = label(pack, "slt", "senior leadership team"),
        .body = label(pack, "governing_body", "governing body"),
        .board = label(pack, "trust_board", "board of trustees"),
        .pd_mentor = label(pack, "pd_mentor", "professional development mentor"),
    };
}

const char *org_words_duty(struct arena *arena, const struct org_words *words, enum duty duty)
{
    if (duty == DUTY_SLT_LINK)
        return arena_printf(arena, "Link in the %s", words->slt);
    return words_begin(arena, duty_name(duty));
}

const char *org_words_dates(struct arena *arena, struct day from, struct day to)
{
    if (day_is_none(to))
        return arena_printf(arena, "since %s", words_date_plain(arena, from));
    if (to.v < from.v)
        return "entered by mistake";
    return arena_printf(arena, "%s to %s", words_date_plain(arena, from),
                        words_date_plain(arena, to));
}

void org_words_members(struct ctx *ctx, json_t *view, const struct org_words *words,
                       const struct membership *items, int count, const char *noun)
{
    json_t *now = json_array(), *former = json_array();
    struct day today = tz_day(ctx->now);
    for (int i = 0; i < count; i++) {
        const struct membership *m = &items[i];
        bool over = !day_is_none(m->to) && m->to.v < today.v;
        json_t *item = json_pack("{s:s, s:s, s:s}", "name", m->name, "duty",
                                 org_words_duty(ctx->arena, words, m->duty), "dates",
                                 org_words_dates(ctx->arena, m->from, m->to));
        if (day_is_none(m->to))
            json_object_set_new(
                item, "end",
                json_string(arena_printf(ctx->arena, "/%s/%lld/end", noun, (long long)m->id.v)));
        json_array_append_new(over ? former : now, item);
    }
    view_list(view, "members", now);
    view_list(view, "former", former);
}
