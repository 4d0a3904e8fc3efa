/* DESIGN: the schools of the trust, and what is to know of one. */
#include "flash.h"
#include "list_file.h"
#include "org_gate.h"
#include "org_words.h"
#include "page.h"
#include "school_officer.h"
#include "tz.h"
#include "words.h"

enum { GROUPS_SHOWN = 100, MEETINGS_SHOWN = 20 };

/* ---- who answers for it ---- */

struct officers {
    struct school_officer *items;
    int count;
};

static enum err find_officers(struct ctx *ctx, struct school_id school, struct officers *ret)
{
    return school_officer_list(ctx->store, school, tz_day(ctx->now), ctx->arena, &ret->items,
                               &ret->count);
}

/* The first of that role at a school; NULL if there is none. */
static const struct school_officer *officer_of(const struct officers *officers,
                                               struct school_id school, enum role role)
{
    for (int i = 0; i < officers->count; i++)
        if (officers->items[i].school.v == school.v && officers->items[i].role == role)
            return &officers->items[i];
    return NULL;
}

static json_t *officer_view(struct ctx *ctx, const struct school_officer *officer, const char *what)
{
    json_t *view =
        json_pack("{s:s, s:s}", "what", words_begin(ctx->arena, what), "name", officer->name);
    bool reached = officer->role == ROLE_CPD_LEADER || officer->role == ROLE_CPD_DEPUTY;
    if (reached && *officer->email)
        json_object_update_new(view,
                               json_pack("{s:s, s:s}", "email", officer->email, "href",
                                         arena_printf(ctx->arena, "mailto:%s", officer->email)));
    return view;
}

static const char *role_words(const struct org_words *words, enum role role)
{
    return role == ROLE_HEAD             ? words->head
           : role == ROLE_EXECUTIVE_HEAD ? words->executive_head
           : role == ROLE_CPD_LEADER     ? words->leader
                                         : words->deputy;
}

/* ---- all of them ---- */

static json_t *row_view(struct ctx *ctx, const struct school *school,
                        const struct officers *officers)
{
    const struct school_officer *leader = officer_of(officers, school->id, ROLE_CPD_LEADER);
    const struct school_officer *head = officer_of(officers, school->id, ROLE_HEAD);
    json_t *row = json_pack("{s:s, s:s, s:s, s:s}", "name", school->name, "href",
                            arena_printf(ctx->arena, "/schools/%lld", (long long)school->id.v),
                            "address", school->address, "head", head ? head->name : "");
    if (leader)
        json_object_set_new(row, "named", officer_view(ctx, leader, "leader"));
    json_object_set_new(row, "unnamed", json_boolean(!leader));
    return row;
}

/* "5 schools. 2 have no CPD leader named." */
static const char *summary(struct ctx *ctx, const struct org_words *words, int count, int without)
{
    const char *all = words_count(ctx->arena, count, "school", "schools");
    if (without == 0)
        return arena_printf(ctx->arena, "%s.", words_begin(ctx->arena, all));
    return arena_printf(ctx->arena, "%s. %d %s no %s named.", words_begin(ctx->arena, all), without,
                        without == 1 ? "has" : "have", words->leader);
}

enum err page_schools(struct ctx *ctx, const struct request *request, struct response *response)
{
    (void)request;
    struct school *schools;
    struct officers officers;
    int count, without = 0;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err == OK)
        err = find_officers(ctx, (struct school_id){0}, &officers);
    if (err != OK)
        return err;
    struct org_words words = org_words(ctx);
    json_t *view = view_new("Schools"), *rows = json_array();
    for (int i = 0; i < count; i++) {
        without += !officer_of(&officers, schools[i].id, ROLE_CPD_LEADER);
        json_array_append_new(rows, row_view(ctx, &schools[i], &officers));
    }
    view_list(view, "schools", rows);
    json_object_update_new(
        view,
        json_pack("{s:s, s:s, s:s, s:s, s:b}", "summary", summary(ctx, &words, count, without),
                  "leader_word", words_begin(ctx->arena, words.leader), "head_word",
                  words_begin(ctx->arena, words.head), "board_word",
                  words_begin(ctx->arena, words.board), "may_create",
                  may(&ctx->actor, ACTION_SCHOOL_CREATE, &(struct object){.school = {0}})));
    json_object_set_new(
        view, "may_providers",
        json_boolean(may(&ctx->actor, ACTION_PROVIDER_VIEW, &(struct object){.school = {0}})));
    return response_page(response, "org/schools.html", view);
}

enum err page_schools_file(struct ctx *ctx, const struct request *request,
                           struct response *response)
{
    (void)request;
    static const char *const names[] = {"School", "Address", "Head", "CPD leader",
                                        "CPD leader's email"};
    struct school *schools;
    struct officers officers;
    struct buf out;
    int count;
    enum err err = org_gate_view(ctx);
    if (err == OK)
        err = school_list(ctx->store, ctx->arena, &schools, &count);
    if (err == OK)
        err = find_officers(ctx, (struct school_id){0}, &officers);
    if (err != OK)
        return err;
    buf_init(&out, LIST_FILE_BYTES_MAX);
    csv_begin(&out, names, 5);
    for (int i = 0; i < count; i++) {
        const struct school_officer *leader = officer_of(&officers, schools[i].id, ROLE_CPD_LEADER);
        const struct school_officer *head = officer_of(&officers, schools[i].id, ROLE_HEAD);
        csv_row(&out,
                (const char *const[]){schools[i].name, schools[i].address, head ? head->name : "",
                                      leader ? leader->name : "", leader ? leader->email : ""},
                5);
    }
    return list_file_answer(ctx, response, "schools.csv", &out);
}

/* ---- one ---- */

static enum err fill_officers(struct ctx *ctx, const struct school *school,
                              const struct org_words *words, json_t *view)
{
    struct officers officers;
    json_t *list = json_array();
    bool grants = may(&ctx->actor, ACTION_ROLE_GRANT, &(struct object){.school = school->id});
    enum err err = find_officers(ctx, school->id, &officers);
    for (int i = 0; err == OK && i < officers.count; i++)
        json_array_append_new(
            list, officer_view(ctx, &officers.items[i], role_words(words, officers.items[i].role)));
    view_list(view, "officers", list);
    if (err == OK && !officer_of(&officers, school->id, ROLE_CPD_LEADER) &&
        day_is_none(school->ended_on))
        json_object_set_new(
            view, "warning",
            json_string(arena_printf(ctx->arena, "No %s is named. Every school needs one: %s.",
                                     words->leader,
                                     grants ? "find the person under People and "
                                              "give them the role"
                                            : "ask an administrator to give "
                                              "somebody the role")));
    return err;
}

static enum err fill_groups(struct ctx *ctx, const struct school *school, json_t *view)
{
    const struct org_group_filter filter = {.school = school->id, .limit = GROUPS_SHOWN};
    struct org_group_list groups;
    json_t *list = json_array();
    enum err err = org_group_list(ctx->store, &filter, tz_day(ctx->now), ctx->arena, &groups);
    for (int i = 0; err == OK && i < groups.count; i++) {
        const struct org_group *group = &groups.items[i];
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s}", "name", group->fields.name, "href",
                      arena_printf(ctx->arena, "/groups/%lld", (long long)group->id.v), "kind",
                      org_group_kind_name(group->fields.kind), "leaders", group->leaders));
    }
    view_list(view, "groups", list);
    return err;
}

/* The next meeting is the last of the latest that is still to come. */
static enum err next_meeting(struct ctx *ctx, struct governing_body_id body, const char **ret)
{
    struct body_meeting_list meetings;
    enum err err = body_meeting_list(ctx->store, body, 0, MEETINGS_SHOWN, ctx->arena, &meetings);
    for (int i = 0; err == OK && i < meetings.count; i++)
        if (!meetings.items[i].cancelled && meetings.items[i].fields.starts_at.v > ctx->now.v)
            *ret = words_moment(ctx->arena, meetings.items[i].fields.starts_at);
    return err;
}

static enum err fill_body(struct ctx *ctx, const struct school *school,
                          const struct org_words *words, json_t *view)
{
    struct governing_body body;
    const char *next = "No meeting is planned";
    json_t *item = json_pack(
        "{s:s, s:s, s:s}", "what", words_begin(ctx->arena, words->body), "name", "Not set up yet",
        "href", arena_printf(ctx->arena, "/schools/%lld/governing-body", (long long)school->id.v));
    enum err err = governing_body_find_of(ctx->store, school->id, ctx->arena, &body);
    if (err == OK)
        err = next_meeting(ctx, body.id, &next);
    if (err == OK) {
        json_object_set_new(item, "name", json_string(body.name));
        json_object_set_new(item, "next", json_string(next));
    }
    json_object_set_new(view, "body", item);
    return err == ERR_NOT_FOUND ? OK : err;
}

static const struct flash DONE[] = {
    {"created", "The school is in the trust now."},
    {"saved", "Saved."},
    {"ended", "The school has left the trust."},
};

enum err page_school(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct school school;
    enum err err = org_gate_school(ctx, request->id, false, &school);
    if (err != OK)
        return err;
    struct org_words words = org_words(ctx);
    json_t *view = view_new(school.name);
    view_back(view, "/schools", "Schools");
    FLASH_SHOW(view, request, DONE);
    json_object_set_new(view, "id", json_integer(school.id.v));
    json_object_set_new(view, "address", json_string(school.address));
    if (!day_is_none(school.ended_on))
        json_object_set_new(
            view, "ended",
            json_string(arena_printf(ctx->arena, "Left the trust on %s",
                                     words_date_plain(ctx->arena, school.ended_on))));
    bool edits = day_is_none(school.ended_on) && org_gate_may_edit(ctx, school.id);
    json_object_set_new(view, "may_edit", json_boolean(edits));
    json_object_set_new(view, "may_end",
                        json_boolean(edits && may(&ctx->actor, ACTION_SCHOOL_CREATE,
                                                  &(struct object){.school = {0}})));
    err = fill_officers(ctx, &school, &words, view);
    if (err == OK)
        err = fill_groups(ctx, &school, view);
    if (err == OK)
        err = fill_body(ctx, &school, &words, view);
    if (err != OK) {
        json_decref(view);
        return err;
    }
    return response_page(response, "org/school.html", view);
}
