/* DESIGN: going in as whom a trusted proxy says, by a button: a GET never acts. */
#include "cookie.h"
#include "page.h"
#include "proxy_user.h"
#include "way_in.h"

enum err page_proxy_use(struct ctx *ctx, const struct request *request, struct response *response)
{
    struct way_in in = {.way = SESSION_BY_PROXY,
                        .next = cookie_way_back(ctx, form_find(&request->form, "next"))};
    struct person person;
    enum err err = proxy_user_person(ctx, request->proxy_user, &person);
    if (err == ERR_NOT_FOUND)
        return response_redirect(ctx, response, "/sign-in?to=%s", in.next);
    if (err != OK)
        return err;
    in.person = person.id;
    return way_in_enter(ctx, request, response, &in);
}
