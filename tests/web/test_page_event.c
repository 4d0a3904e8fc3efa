/* DESIGN: handlers of events and bookings: who may, what is kept of a refused form, stale saves. */
#include "page.h"

#include "event_input.h"
#include "fixture.h"

static struct fixture f;
static struct site site = {.base_url = "http://localhost", .trust_name = "Seven Trees Trust"};
static struct response response;

static int set_up(void **state)
{
    (void)state;
    fixture_init(&f, 4);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    response_done(&response);
    fixture_done(&f);
    return 0;
}

static struct ctx ctx_of(int person, enum role role, struct school_id school)
{
    struct ctx ctx = {.store = f.store, .arena = f.arena, .now = f.now, .site = &site};
    refusal_init(&ctx.why, f.arena);
    ctx.actor.person = f.people[person];
    ctx.actor.grants = (struct grants){.items = {{role, school}}, .count = 1};
    return ctx;
}

/* One request as the writer runs it: undone on an error. */
static enum err run(route_handler *handler, struct ctx *ctx, int64_t id, const struct form *form)
{
    struct request request = {.id = id};
    if (form)
        request.form = request.query = *form;
    response_done(&response);
    refusal_init(&ctx->why, f.arena);
    return fixture_job(&f, handler(ctx, &request, &response));
}

static void check_location(const char *want)
{
    assert_int_equal(response.status, 303);
    assert_string_equal(response.location, want);
}

/* A field of the event's form, wherever on the page it stands. */
static const json_t *field_of(const char *name)
{
    static const char *const LISTS[] = {"lead", "date", "times", "place"};
    const json_t *lists[COUNT_OF(LISTS) + 8] = {NULL};
    size_t count = 0, i;
    json_t *group, *field;
    for (; count < COUNT_OF(LISTS); count++)
        lists[count] = json_object_get(response.view, LISTS[count]);
    json_array_foreach(json_object_get(response.view, "groups"), i, group) lists[count++] =
        json_object_get(group, "fields");
    for (size_t k = 0; k < count; k++)
        json_array_foreach(lists[k], i,
                           field) if (strcmp(json_string_value(json_object_get(field, "name")),
                                             name) == 0) return field;
    return NULL;
}

static const char *text_of_field(const char *name, const char *key)
{
    return json_string_value(json_object_get(field_of(name), key));
}

/* The form of an event as its page has it, with one field typed anew. */
static struct form typed_form(struct event_id id, const char *name, const char *value)
{
    const struct event event = fixture_find(&f, id);
    const struct event_about about = event_about_new();
    struct form form = event_input_form(&event, &about, NULL, f.arena);
    for (int i = 0; i < form.count; i++)
        if (str_eq_c(form.fields[i].name, name))
            form.fields[i].value = str_of(value);
    return form;
}

/* ---- planning ---- */

static void test_who_plans(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    const struct form form = typed_form(fixture_draft(&f, &fields), "title", "A new one");
    struct ctx staff = ctx_of(0, ROLE_STAFF, f.oak), leader = ctx_of(1, ROLE_CPD_LEADER, f.ash);
    assert_int_equal(run(page_event_new, &staff, 0, NULL), ERR_DENIED);
    assert_int_equal(run(page_event_create, &staff, 0, &form), ERR_DENIED);
    assert_ok(run(page_event_new, &leader, 0, NULL));
    assert_string_equal(response.template, "coordinator/event_kind.html");
    assert_ok(run(page_event_new, &leader, 0, &form));
    assert_string_equal(response.template, "coordinator/event_form.html");
    assert_int_equal(json_array_size(json_object_get(field_of("school"), "options")), 1);
    /* oak is not the leader's school: what was typed stays */
    assert_int_equal(run(page_event_create, &leader, 0, &form), ERR_INVALID);
    assert_string_equal(response.template, "coordinator/event_form.html");
    assert_non_null(text_of_field("school", "error"));
    assert_string_equal(text_of_field("title", "value"), "A new one");
    assert_int_equal(fixture_count(&f, "SELECT count(*) FROM event WHERE id > $1", 0), 1);
}

static void test_create_publish_cancel(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    const struct form form = typed_form(fixture_draft(&f, &fields), "title", "A new one");
    struct ctx leader = ctx_of(0, ROLE_CPD_LEADER, f.oak), staff = ctx_of(2, ROLE_STAFF, f.oak);
    assert_ok(run(page_event_create, &leader, 0, &form));
    check_location("/events/2?done=created");
    assert_int_equal(run(page_event, &staff, 2, NULL), ERR_NOT_FOUND);
    assert_int_equal(run(page_event_publish, &staff, 2, NULL), ERR_NOT_FOUND);
    assert_ok(run(page_event_publish, &leader, 2, NULL));
    check_location("/events/2?done=published");
    assert_ok(run(page_event, &staff, 2, NULL));
    assert_int_equal(run(page_event_cancel, &staff, 2, NULL), ERR_DENIED);
    assert_ok(run(page_event_cancel, &leader, 2, NULL));
    check_location("/events/2?done=called-off");
    assert_int_equal(fixture_find(&f, (struct event_id){2}).status, EVENT_CANCELLED);
}

static void test_refused_form_changes_nothing(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    const struct form form = typed_form(id, "end", "3pm");
    int version = fixture_find(&f, id).version;
    struct ctx leader = ctx_of(0, ROLE_CPD_LEADER, f.oak);
    assert_int_equal(run(page_event_save, &leader, id.v, &form), ERR_INVALID);
    assert_string_equal(text_of_field("end", "value"), "3pm");
    assert_non_null(text_of_field("end", "error"));
    assert_int_equal(fixture_find(&f, id).version, version);
    assert_int_equal(fixture_find(&f, id).fields.ends_at.v, fields.ends_at.v);
}

/* ---- two at once ---- */

static const char *hidden_value(const char *name)
{
    size_t i;
    json_t *field;
    json_array_foreach(json_object_get(response.view, "hidden"), i, field)
    {
        if (strcmp(json_string_value(json_object_get(field, "name")), name) == 0)
            return json_string_value(json_object_get(field, "value"));
    }
    return NULL;
}

/* Issue 2, bad input: a stale form says what changed, keeps what was typed, changes nothing. */
static void test_stale_form(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    struct ctx leader = ctx_of(0, ROLE_CPD_LEADER, f.oak);
    struct form mine = typed_form(id, "title", "Mine"), theirs = typed_form(id, "title", "Theirs");
    assert_ok(run(page_event_save, &leader, id.v, &theirs));
    assert_int_equal(run(page_event_save, &leader, id.v, &mine), ERR_STALE);
    assert_string_equal(response.template, "stale.html");
    json_t *rows = json_object_get(response.view, "rows"), *row = json_array_get(rows, 0);
    assert_int_equal(json_array_size(rows), 1);
    assert_string_equal(json_string_value(json_object_get(row, "label")), "Title");
    assert_string_equal(json_string_value(json_object_get(row, "theirs")), "Theirs");
    assert_string_equal(json_string_value(json_object_get(row, "yours")), "Mine");
    assert_string_equal(hidden_value("title"), "Mine");
    assert_string_equal(hidden_value("room"), "Hall");
    assert_string_equal(fixture_find(&f, id).fields.title, "Theirs");
    /* "Save mine": the same with the version of now */
    const char *version = arena_strdup(f.arena, hidden_value("version"));
    for (int i = 0; i < mine.count; i++)
        if (str_eq_c(mine.fields[i].name, "version"))
            mine.fields[i].value = str_of(version);
    assert_ok(run(page_event_save, &leader, id.v, &mine));
    assert_string_equal(fixture_find(&f, id).fields.title, "Mine");
}

/* Somebody published it meanwhile: nothing that was typed is in question. */
static void test_stale_without_difference(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_draft(&f, &fields);
    struct ctx leader = ctx_of(0, ROLE_CPD_LEADER, f.oak);
    const struct form form = typed_form(id, "title", fields.title);
    fixture_publish(&f, id);
    assert_ok(run(page_event_save, &leader, id.v, &form));
    check_location("/events/1?done=saved");
}

/* ---- booking ---- */

static void test_book_and_give_up(void **state)
{
    (void)state;
    const struct event_fields fields = fixture_event_fields(&f);
    struct event_id id = fixture_event(&f, &fields);
    struct ctx ann = ctx_of(0, ROLE_STAFF, f.oak), ben = ctx_of(1, ROLE_STAFF, f.ash);
    struct ctx admin = ctx_of(2, ROLE_ADMINISTRATOR, (struct school_id){0});
    assert_ok(run(page_event_book, &ann, id.v, NULL));
    check_location("/events/1?done=booked");
    assert_int_equal(run(page_event_book, &admin, id.v, NULL), ERR_DENIED);
    /* again: the page says so, nothing changes */
    assert_int_equal(run(page_event_book, &ann, id.v, NULL), ERR_CONFLICT);
    assert_string_equal(response.template, "events/show.html");
    assert_int_equal(json_array_size(json_object_get(response.view, "errors")), 1);
    assert_int_equal(fixture_find(&f, id).taken, 1);
    /* somebody else's is not found */
    assert_int_equal(run(page_booking_cancel_ask, &ben, 1, NULL), ERR_NOT_FOUND);
    assert_int_equal(run(page_booking_cancel, &ben, 1, NULL), ERR_NOT_FOUND);
    assert_int_equal(fixture_find(&f, id).taken, 1);
    assert_ok(run(page_bookings, &ann, 0, NULL));
    assert_int_equal(json_array_size(json_object_get(response.view, "upcoming")), 1);
    assert_ok(run(page_booking_cancel_ask, &ann, 1, NULL));
    assert_string_equal(response.template, "form.html");
    assert_ok(run(page_booking_cancel, &ann, 1, NULL));
    check_location("/bookings?done=given-up");
    assert_int_equal(fixture_find(&f, id).taken, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_who_plans, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_create_publish_cancel, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused_form_changes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stale_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stale_without_difference, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_book_and_give_up, set_up, tear_down),
    };
    support_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
