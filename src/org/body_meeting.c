/* DESIGN: meetings of governing bodies: arranged, moved, called off, what was received. */
#include "body_meeting.h"

#include "text_rule.h"
#include "token.h"

#define MEETING_SELECT                                                                             \
    "SELECT id, body_id, uid, starts_at, place, received, cancelled, version"                      \
    " FROM governing_body_meeting "

enum { FIND, LIST, INSERT, CHANGE, RECEIVE, CANCEL };
static const char *const SQL[] = {
    [FIND] = MEETING_SELECT "WHERE id = $1",
    [LIST] = MEETING_SELECT "WHERE body_id = $1 ORDER BY starts_at DESC, id DESC LIMIT $2"
                            " OFFSET $3",
    [INSERT] = "INSERT INTO governing_body_meeting (uid, body_id, starts_at, place)"
               " VALUES ($1, $2, $3, $4) RETURNING id",
    [CHANGE] = "UPDATE governing_body_meeting SET starts_at = $2, place = $3,"
               " version = version + 1 WHERE id = $1",
    [RECEIVE] = "UPDATE governing_body_meeting SET received = $2, version = version + 1"
                " WHERE id = $1",
    [CANCEL] = "UPDATE governing_body_meeting SET cancelled = 1, version = version + 1"
               " WHERE id = $1",
};

static struct body_meeting read_meeting(const struct rows *rows, struct arena *arena)
{
    return (struct body_meeting){
        .id = {rows_int(rows, 0)},
        .body = {rows_int(rows, 1)},
        .uid = rows_text(rows, 2, arena),
        .fields = {rows_instant(rows, 3), rows_text(rows, 4, arena)},
        .received = rows_text(rows, 5, arena),
        .cancelled = rows_int(rows, 6) != 0,
        .version = (int)rows_int(rows, 7),
    };
}

enum err body_meeting_find(struct store *store, struct body_meeting_id id, struct arena *arena,
                           struct body_meeting *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct body_meeting meeting = read_meeting(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = meeting;
    return err;
}

enum err body_meeting_list(struct store *store, struct governing_body_id body, int after, int limit,
                           struct arena *arena, struct body_meeting_list *ret)
{
    struct body_meeting_list list = {ARENA_ARRAY(arena, struct body_meeting, (size_t)limit + 1), 0,
                                     0};
    struct rows rows =
        store_query(store, SQL[LIST], PARAMS(p_int(body.v), p_int(limit + 1), p_int(after)));
    while (rows_next(&rows))
        list.items[list.count++] = read_meeting(&rows, arena);
    enum err err = rows_end(&rows);
    if (err != OK)
        return err;
    if (list.count > limit) {
        list.count = limit;
        list.next = after + limit;
    }
    *ret = list;
    return OK;
}

static enum err check_fields(const struct body_meeting_fields *fields, struct refusal *why)
{
    static const struct text_rule place = {"place", "The place", BODY_MEETING_PLACE_CHARS_MAX,
                                           false, false};
    if (!fields->starts_at.v)
        refuse_field(why, "starts_at", "Enter the date and time of the meeting.");
    text_rule_check(&place, fields->place, why);
    return refusal_check(why);
}

enum err body_meeting_create(struct store *store, struct governing_body_id body,
                             const struct body_meeting_fields *fields, struct refusal *why,
                             struct body_meeting_id *ret)
{
    char uid[UUID_TEXT_MAX];
    enum err err = check_fields(fields, why);
    token_uuid(uid);
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(uid), p_int(body.v),
                                             p_instant(fields->starts_at), p_text(fields->place)),
                                      &ret->v)
                     : err;
}

static enum err find_to_change(struct store *store, struct body_meeting_id id, int version,
                               struct refusal *why, struct body_meeting *ret)
{
    struct body_meeting meeting;
    enum err err = body_meeting_find(store, id, why->arena, &meeting);
    if (err == OK)
        err = refusal_check_version(why, version, meeting.version);
    if (err == OK && meeting.cancelled)
        return refuse(why, ERR_CONFLICT, "cancelled",
                      "This meeting was called off. Add a new one.");
    if (err == OK)
        *ret = meeting;
    return err;
}

enum err body_meeting_change(struct store *store, struct body_meeting_id id, int version,
                             const struct body_meeting_fields *fields, struct refusal *why)
{
    struct body_meeting meeting;
    enum err err = find_to_change(store, id, version, why, &meeting);
    if (err == OK)
        err = check_fields(fields, why);
    return err == OK ? store_exec(
                           store, SQL[CHANGE],
                           PARAMS(p_int(id.v), p_instant(fields->starts_at), p_text(fields->place)))
                     : err;
}

enum err body_meeting_receive(struct store *store, struct instant now, struct body_meeting_id id,
                              int version, const char *received, struct refusal *why)
{
    static const struct text_rule rule = {"received", "What was received",
                                          BODY_MEETING_RECEIVED_CHARS_MAX, false, true};
    struct body_meeting meeting;
    enum err err = find_to_change(store, id, version, why, &meeting);
    if (err != OK)
        return err;
    text_rule_check(&rule, received, why);
    err = refusal_check(why);
    if (err == OK && meeting.fields.starts_at.v > now.v)
        return refuse(why, ERR_CONFLICT, "not-yet",
                      "This meeting has not been held yet. Come back when it has.");
    return err == OK ? store_exec(store, SQL[RECEIVE], PARAMS(p_int(id.v), p_text(received))) : err;
}

enum err body_meeting_cancel(struct store *store, struct body_meeting_id id, int version,
                             struct refusal *why)
{
    struct body_meeting meeting;
    enum err err = body_meeting_find(store, id, why->arena, &meeting);
    if (err == OK)
        err = refusal_check_version(why, version, meeting.version);
    if (err != OK || meeting.cancelled)
        return err;
    if (*meeting.received)
        return refuse(why, ERR_CONFLICT, "received",
                      "A report was received at this meeting, so it was held. Take that back "
                      "first.");
    return store_exec(store, SQL[CANCEL], PARAMS(p_int(id.v)));
}
