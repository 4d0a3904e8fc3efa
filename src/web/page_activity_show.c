/* DESIGN: one thing that somebody did elsewhere, and the files that show it. */
#include "activity_gate.h"
#include "activity_show_view.h"
#include "file_ask.h"
#include "page.h"

static const char *flash_of(const struct request *request)
{
    struct str done = form_find(&request->query, "done");
    return str_eq_c(done, "recorded")     ? "Recorded. You can add files that show it below."
           : str_eq_c(done, "saved")      ? "Saved."
           : str_eq_c(done, "file")       ? "The file is added."
           : str_eq_c(done, "removed")    ? "The file is removed."
           : str_eq_c(done, "verified")   ? "Verified. It says so on their list."
           : str_eq_c(done, "unverified") ? "It is no longer verified."
                                          : NULL;
}

enum err page_activity(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct activity activity;
    json_t *view;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_VIEW, &activity);
    if (err == OK)
        err = activity_show_view(ctx, &activity, flash_of(request), &view);
    return err == OK ? response_page(response, "activities/show.html", view) : err;
}

/* ---- evidence ---- */

/* The page again, with what is wrong beside the file. */
static enum err refused(struct ctx *ctx, const struct activity *activity, enum err why,
                        struct response *response)
{
    json_t *view;
    if (why != ERR_INVALID && why != ERR_CONFLICT)
        return why;
    enum err err = activity_show_view(ctx, activity, NULL, &view);
    return err == OK ? response_page_refused(response, why, "activities/show.html", view) : err;
}

static enum err link_file(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct activity activity;
    struct file_link_id id;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, &activity);
    if (err != OK)
        return err;
    err = file_ask_add(ctx, (struct file_owner){FILE_OF_ACTIVITY, activity.id.v}, &id);
    return err == OK ? response_redirect(ctx, response, "/activities/%lld?done=file#files",
                                         (long long)activity.id.v)
                     : refused(ctx, &activity, err, response);
}

enum err page_activity_file_add(struct ctx *ctx, const struct request *request,
                                struct response *response)
{
    struct activity activity;
    enum err err = activity_gate_find(ctx, request->id, ACTION_ACTIVITY_KEEP, &activity);
    if (err != OK)
        return err;
    err = file_ask_put(ctx, request);
    if (err != OK)
        return refused(ctx, &activity, err, response);
    response->then_write = link_file;
    return OK;
}
