/* DESIGN: the way to everything about the trust that is not one's own day: one list, what one may
 * not do left out. */
#include "hours_view.h"
#include "page.h"
#include "view.h"

struct door {
    enum action action;
    const char *href, *title, *text;
    bool of_ledger; /* only where a ledger of hours is kept */
};

/* In the order of the page; for whoever may do it beyond themselves. */
static const struct door DOORS[] = {
    {ACTION_PERSON_LIST, "/people", "People", "Colleagues, where they work, and who mentors whom."},
    {ACTION_ORG_VIEW, "/schools", "Schools",
     "Who leads professional development where, and each governing body."},
    {ACTION_ORG_VIEW, "/groups", "Groups",
     "Departments, teams, phases and working parties, and who leads them."},
    {ACTION_ORG_VIEW, "/board", "The board", "Who sits on it, when it meets, what it received."},
    {ACTION_ORG_VIEW, "/rooms", "Rooms and venues",
     "Seats, step-free access, equipment and parking, school by school."},
    {ACTION_ORG_VIEW, "/travel", "The way between schools",
     "Minutes from one to the other, so that nobody is booked too close."},
    {ACTION_PROVIDER_VIEW, "/providers", "Providers and facilitators",
     "Whom we may ask, and what we found of their quality."},
    {ACTION_POLICY_VIEW, "/catalogue", "What counts as development",
     "Every kind of activity, and how it comes into your year."},
    {ACTION_REQUEST_VIEW, "/requests", "Requests",
     "What colleagues ask to be approved, who has it, and what was decided."},
    {ACTION_POLICY_VIEW, "/policy", "How it works here",
     "The year, the words and the lists of our policy."},
    {ACTION_CALENDAR_VIEW, "/school-calendars", "School calendars",
     "Terms, half-terms, INSET days and closures of every school."},
    {ACTION_PROGRAMME_YEAR, "/programme-year", "The year’s programme",
     "Give it out when the dates are settled."},
    {ACTION_AGGREGATE_VIEW, "/status", "How the year stands",
     "What is done, due and late: by name where you may see names."},
    {ACTION_HOURS_VIEW, "/hours/school", "Hours of a school",
     "INSET and directed time: who has done how much of what they owe.", true},
    {ACTION_HOURS_SET, "/hours/settings", "How hours are kept",
     "Whether a ledger of INSET hours is kept, and by what rules."},
    {ACTION_PEOPLE_IMPORT, "/people/import", "Import people",
     "Staff from the school's own system, checked before anything changes."},
    {ACTION_BREAK_GLASS, "/break-glass", "Emergency readings",
     "Two people together may read what is confidential; its owner is told."},
    {ACTION_AUDIT_VIEW, "/audit", "The whole record", "What was done, by whom and when."},
    {ACTION_RETENTION_EDIT, "/retention", "How long things are kept",
     "The periods, and what would be erased today."},
};

static bool opens(const struct ctx *ctx, const struct door *door, bool ledger)
{
    struct permission_scope scope = permission_scope(&ctx->actor, door->action);
    return (scope.trust || scope.school_count) && (ledger || !door->of_ledger);
}

enum err page_trust(struct ctx *ctx, const struct request *request, struct response *response)
{
    bool ledger = false;
    enum err err = hours_view_is_kept(ctx, &ledger);
    (void)request;
    if (err != OK)
        return err;
    json_t *view = view_new("Our trust"), *doors = json_array();
    json_object_set_new(json_object_get(view, "page"), "heading",
                        json_string(ctx->site->trust_name));
    for (size_t i = 0; i < sizeof DOORS / sizeof DOORS[0]; i++)
        if (opens(ctx, &DOORS[i], ledger))
            json_array_append_new(doors, json_pack("{s:s, s:s, s:s}", "href", DOORS[i].href,
                                                   "title", DOORS[i].title, "text", DOORS[i].text));
    view_list(view, "doors", doors);
    return response_page(response, "trust.html", view);
}
