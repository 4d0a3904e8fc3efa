/* DESIGN: one mail for every change of how somebody signs in. */
#include "sign_in_mail.h"

#include "notice.h"

enum err sign_in_mail_queue(struct ctx *ctx, struct person_id person, const char *sentence)
{
    struct person to;
    enum err err = person_find(ctx->store, person, ctx->arena, &to);
    if (err != OK)
        return err;
    struct notice notice = {
        .kind = NOTICE_SIGN_IN_CHANGED,
        .to = to.id,
        .to_name = to.name,
        .to_email = to.email,
        .detail = sentence,
    };
    return notice_queue(ctx->store, ctx->now, &notice);
}
