/* DESIGN: one person: what whoever looks may see of them, and what they may do. */
#include "check.h"
#include "grant.h"
#include "hours_view.h"
#include "page.h"
#include "person_act.h"
#include "person_merge_view.h"
#include "person_words.h"
#include "tz.h"
#include "view.h"
#include "words.h"
#include "working_days.h"

static void set_text(json_t *view, const char *key, const char *text)
{
    json_object_set_new(view, key, json_string(text));
}

/* An address has one id in it. */
struct way {
    const char *before, *after;
};

static json_t *link_view(struct ctx *ctx, const char *text, struct way way, int64_t id)
{
    return json_pack("{s:s, s:s}", "text", text, "href",
                     arena_printf(ctx->arena, "%s%lld%s", way.before, (long long)id, way.after));
}

/* Is it over? */
static bool is_past(const struct ctx *ctx, struct day to)
{
    return !day_is_none(to) && to.v < tz_day(ctx->now).v;
}

/* ---- work ---- */

static json_t *job_view(struct ctx *ctx, const struct employment_held *job, bool edits)
{
    const struct employment_terms *t = &job->terms;
    const char *days = working_days_words(ctx->arena, t->working_days);
    const char *what = *t->post ? t->post : t->staff_group;
    const char *details =
        *t->role_category ? arena_printf(ctx->arena, "%s, %s", what, t->role_category) : what;
    if (t->fte_milli < FTE_FULL)
        details = arena_printf(ctx->arena, "%s, %g of full time", details,
                               (double)t->fte_milli / FTE_FULL);
    if (*days)
        details = arena_printf(ctx->arena, "%s, %s", details, days);
    json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "name", job->school_name, "details", details,
                             "dates", person_words_dates(ctx, t->starts_on, t->ends_on), "past",
                             is_past(ctx, t->ends_on));
    json_t *links = json_array();
    const struct object at = {.school = t->school};
    if (edits && may(&ctx->actor, ACTION_PERSON_EDIT, &at) && !is_past(ctx, t->ends_on)) {
        json_array_append_new(links,
                              link_view(ctx, "Change", (struct way){"/jobs/", ""}, job->id.v));
        json_array_append_new(links,
                              link_view(ctx, "Move", (struct way){"/jobs/", "/move"}, job->id.v));
        json_array_append_new(links,
                              link_view(ctx, "End", (struct way){"/jobs/", "/end"}, job->id.v));
    }
    view_list(view, "links", links);
    return view;
}

static json_t *row(struct ctx *ctx, const char *name, const char *details, struct day from,
                   struct day to)
{
    return json_pack("{s:s, s:s, s:s, s:b}", "name", name, "details", details, "dates",
                     person_words_dates(ctx, from, to), "past", is_past(ctx, to));
}

static void add_link(struct ctx *ctx, json_t *row, bool shown, const char *text, struct way way,
                     int64_t id)
{
    json_t *links = json_array();
    if (shown)
        json_array_append_new(links, link_view(ctx, text, way, id));
    view_list(row, "links", links);
}

/* A part is of the school it is at, if it is at one. */
static bool may_end(const struct ctx *ctx, const struct participation *p)
{
    bool placed = p->school.v || participation_is_of_trust(p->kind);
    return !placed || may(&ctx->actor, ACTION_PERSON_EDIT, &(struct object){.school = p->school});
}

static enum err fill_work(struct ctx *ctx, struct person_id id, bool edits, json_t *view)
{
    struct employment_list jobs;
    struct participation_list parts;
    json_t *list = json_array();
    enum err err = employment_list(ctx->store, id, ctx->arena, &jobs);
    if (err == OK)
        err = participation_list(ctx->store, id, ctx->arena, &parts);
    for (int i = 0; err == OK && i < jobs.count; i++)
        json_array_append_new(list, job_view(ctx, &jobs.items[i], edits));
    for (int i = 0; err == OK && i < parts.count; i++) {
        const struct participation *p = &parts.items[i];
        json_t *part =
            row(ctx, person_words_part(ctx, p->kind),
                *p->partner ? arena_printf(ctx->arena, "%s, from %s", p->school_name, p->partner)
                : *p->school_name ? p->school_name
                                  : "The whole trust",
                p->from, p->to);
        bool ends = edits && !is_past(ctx, p->to) && may_end(ctx, p);
        add_link(ctx, part, ends, "End", (struct way){"/parts/", "/end"}, p->id.v);
        json_array_append_new(list, part);
    }
    view_list(view, "work", list);
    return err;
}

/* ---- relations ---- */

static json_t *relation_view(struct ctx *ctx, const struct relation *r, bool of_other, bool edits)
{
    const char *kind = person_words_relation(ctx, r->kind);
    json_t *view =
        row(ctx, of_other ? r->person_name : r->other_name,
            of_other ? arena_printf(ctx->arena, "As their %s", kind) : kind, r->from, r->to);
    set_text(
        view, "href",
        arena_printf(ctx->arena, "/people/%lld", (long long)(of_other ? r->person.v : r->other.v)));
    add_link(ctx, view, edits && !is_past(ctx, r->to), "End", (struct way){"/relations/", "/end"},
             r->id.v);
    return view;
}

static enum err fill_relations(struct ctx *ctx, struct person_id id, bool edits, json_t *view)
{
    struct relation_list mine, others;
    bool self = id.v == ctx->actor.person.v;
    json_t *list = json_array(), *of = json_array();
    enum err err = relation_list(ctx->store, id, ctx->arena, &mine);
    if (err == OK)
        err = relation_list_of_other(ctx->store, id, tz_day(ctx->now), ctx->arena, &others);
    for (int i = 0; err == OK && i < mine.count; i++) {
        const struct relation *r = &mine.items[i];
        /* Whom somebody asked for support is between the two (EQ-09). */
        if (r->kind == RELATION_SUPPORTER && !self)
            continue;
        bool ends = r->kind == RELATION_SUPPORTER ? self : edits;
        json_array_append_new(list, relation_view(ctx, r, false, ends));
    }
    for (int i = 0; err == OK && i < others.count; i++)
        if (others.items[i].kind != RELATION_SUPPORTER || self)
            json_array_append_new(of, relation_view(ctx, &others.items[i], true, false));
    view_list(view, "relations", list);
    view_list(view, "others", of);
    return err;
}

/* ---- out of the cycle, in neutral words ---- */

static enum err fill_absences(struct ctx *ctx, struct person_id id, bool edits, json_t *view)
{
    static const char *const words[ABSENCE_KINDS] = {
        [ABSENCE_AWAY] = "Away",
        [ABSENCE_INDUCTION] = "Early career teacher (formerly NQT), in induction",
        [ABSENCE_NEUTRAL] = "Not in the cycle",
    };
    struct absence_list absences;
    json_t *list = json_array();
    enum err err = absence_list(ctx->store, id, tz_day(ctx->now), &absences);
    for (int i = 0; err == OK && i < absences.count; i++) {
        const struct absence *a = &absences.items[i];
        json_t *item = row(ctx, words[a->kind], "", a->from, a->until);
        json_t *links = json_array();
        if (edits && a->kind == ABSENCE_INDUCTION)
            json_array_append_new(
                links, link_view(ctx, "Change", (struct way){"/people/", "/induction"}, id.v));
        else if (edits) {
            json_array_append_new(
                links, link_view(ctx, "Change", (struct way){"/absences/", ""}, a->id.v));
            json_array_append_new(
                links, link_view(ctx, "Remove", (struct way){"/absences/", "/remove"}, a->id.v));
        }
        view_list(item, "links", links);
        json_array_append_new(list, item);
    }
    view_list(view, "absences", list);
    return err;
}

/* ---- roles ---- */

static enum err fill_roles(struct ctx *ctx, struct person_id id, bool grants, json_t *view)
{
    struct grant_held_list held;
    json_t *list = json_array();
    enum err err = grant_list_of_person(ctx->store, id, tz_day(ctx->now), ctx->arena, &held);
    for (int i = 0; err == OK && i < held.count; i++) {
        const struct grant_held *g = &held.items[i];
        json_t *item = row(ctx, person_words_role(ctx, g->grant.role),
                           *g->school_name ? g->school_name : "The whole trust", g->from, g->to);
        add_link(ctx, item, grants, "End", (struct way){"/roles/", "/end"}, g->id.v);
        json_array_append_new(list, item);
    }
    view_list(view, "roles", list);
    return err;
}

/* ---- what may be done ---- */

static void fill_acts(struct ctx *ctx, const struct person_seen *seen, bool edits, json_t *view)
{
    const struct person_record *r = &seen->record;
    bool leaves = !day_is_none(r->left_on) && !r->gone_at.v;
    bool lets_go = edits && person_gate_everywhere(ctx, ACTION_PERSON_EDIT, seen);
    json_t *acts = json_array();
    const struct {
        bool shown;
        const char *text;
        struct way way;
    } doors[] = {
        {edits, "Change their name or address", {"/people/", "/edit"}},
        {edits, r->gone_at.v ? "They come back: add a job" : "Add a job", {"/people/", "/job"}},
        {edits, "Takes part without a job", {"/people/", "/part"}},
        {edits && !r->gone_at.v, "Mentor, coach or manager", {"/people/", "/relation"}},
        {edits && !r->gone_at.v, "Away for a time", {"/people/", "/away"}},
        {edits && !r->gone_at.v,
         "Induction as an early career teacher",
         {"/people/", "/induction"}},
        {lets_go && !r->gone_at.v && !leaves, "Leaving the trust", {"/people/", "/leave"}},
        {lets_go && leaves, "Not leaving after all", {"/people/", "/stay"}},
        {lets_go && !r->gone_at.v, "Merge with another record", {"/people/", "/merge"}},
        {may(&ctx->actor, ACTION_ROLE_GRANT, &seen->object), "Give a role", {"/people/", "/role"}},
        {!r->gone_at.v && (may(&ctx->actor, ACTION_SIGN_IN_HELP, &seen->object) ||
                           may(&ctx->actor, ACTION_FACTOR_RESET, &seen->object)),
         "Help them sign in",
         {"/people/", "/sign-in"}},
        {may(&ctx->actor, ACTION_BREAK_GLASS, &seen->object),
         "Read their record in an emergency",
         {"/people/", "/break-glass"}},
        {r->id.v == ctx->actor.person.v && may(&ctx->actor, ACTION_DEADLINE_VIEW, &seen->object),
         "Name a supporter",
         {"/people/", "/supporter"}},
    };
    for (size_t i = 0; i < COUNT_OF(doors); i++)
        if (doors[i].shown)
            json_array_append_new(acts, link_view(ctx, doors[i].text, doors[i].way, r->id.v));
    view_list(view, "acts", acts);
}

static const char *status_of(struct ctx *ctx, const struct person_record *r)
{
    struct day today = tz_day(ctx->now);
    if (r->gone_at.v || (!day_is_none(r->left_on) && r->left_on.v < today.v))
        return arena_printf(ctx->arena, "Left on %s", words_date(ctx->arena, r->left_on));
    if (!day_is_none(r->left_on))
        return arena_printf(ctx->arena, "Leaves on %s", words_date(ctx->arena, r->left_on));
    if (!day_is_none(r->first_day) && r->first_day.v > today.v)
        return arena_printf(ctx->arena, "Starts on %s, and cannot sign in before",
                            words_date(ctx->arena, r->first_day));
    return NULL;
}

static enum err fill_schools(struct ctx *ctx, const struct person_seen *seen, json_t *view)
{
    const char *text = "";
    enum err err = OK;
    for (int i = 0; err == OK && i < seen->object.more_school_count; i++) {
        struct school school;
        err = school_find(ctx->store, seen->object.more_schools[i], ctx->arena, &school);
        if (err == OK)
            text = arena_printf(ctx->arena, "%s%s%s", text, i ? ", " : "", school.name);
    }
    set_text(view, "schools", text);
    return err;
}

static enum err fill_former(struct ctx *ctx, struct person_id id, json_t *view)
{
    const char *names[FORMER_NAMES_MAX], *text = NULL;
    int count;
    enum err err = person_record_former_names(ctx->store, id, ctx->arena, names, &count);
    for (int i = 0; err == OK && i < count; i++)
        text = text ? arena_printf(ctx->arena, "%s, %s", text, names[i]) : names[i];
    if (text)
        set_text(view, "former", text);
    return err;
}

/* Nothing leads to a ledger that is not kept. */
static enum err fill_hours(struct ctx *ctx, const struct person_seen *seen, json_t *view)
{
    bool kept = false;
    enum err err = hours_view_is_kept(ctx, &kept);
    if (err == OK && kept && may(&ctx->actor, ACTION_HOURS_VIEW, &seen->object))
        set_text(view, "hours_href",
                 arena_printf(ctx->arena, "/people/%lld/hours", (long long)seen->record.id.v));
    return err;
}

static enum err fill_all(struct ctx *ctx, const struct person_seen *seen, json_t *view)
{
    const struct person_record *r = &seen->record;
    const struct object *object = &seen->object;
    bool edits = may(&ctx->actor, ACTION_PERSON_EDIT, object);
    enum err err = fill_schools(ctx, seen, view);
    if (*r->email && may(&ctx->actor, ACTION_PERSON_EMAIL, object))
        json_object_set_new(view, "email",
                            json_pack("{s:s, s:s}", "text", r->email, "href",
                                      arena_printf(ctx->arena, "mailto:%s", r->email)));
    if (err == OK && may(&ctx->actor, ACTION_PERSON_VIEW, object)) {
        const char *status = status_of(ctx, r);
        json_object_set_new(view, "sees", json_true());
        if (status)
            set_text(view, "status", status);
        err = fill_former(ctx, r->id, view);
        if (err == OK)
            err = fill_work(ctx, r->id, edits, view);
        if (err == OK)
            err = fill_relations(ctx, r->id, edits, view);
        if (err == OK)
            err = fill_absences(ctx, r->id, edits, view);
    }
    if (err == OK && may(&ctx->actor, ACTION_ROLE_VIEW, object)) {
        json_object_set_new(view, "sees_roles", json_true());
        err = fill_roles(ctx, r->id, may(&ctx->actor, ACTION_ROLE_GRANT, object), view);
    }
    if (err == OK && edits)
        err = person_merge_fill(ctx, r->id, view);
    if (err == OK)
        err = fill_hours(ctx, seen, view);
    fill_acts(ctx, seen, edits, view);
    return err;
}

enum err page_person(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct person_seen seen;
    enum err err = person_gate_find(ctx, request->id, &seen);
    if (err != OK)
        return err;
    if (seen.record.merged_into.v)
        return response_redirect(ctx, response, "/people/%lld",
                                 (long long)seen.record.merged_into.v);
    json_t *view = view_new(seen.record.name);
    view_back(view, "/people", "People");
    if (form_has(&request->query, "done"))
        view_flash(view, "Saved.");
    err = fill_all(ctx, &seen, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "people/show.html", view);
}
