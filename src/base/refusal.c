/* DESIGN: refusals in words, gathered field by field. */
#include "refusal.h"

#include <stdarg.h>
#include <string.h>

void refusal_init(struct refusal *refusal, struct arena *arena)
{
    *refusal = (struct refusal){.arena = arena};
}

enum err refuse(struct refusal *why, enum err err, const char *slug, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    why->slug = slug;
    why->detail = arena_vprintf(why->arena, format, args);
    va_end(args);
    return err;
}

enum err refuse_field(struct refusal *why, const char *field, const char *format, ...)
{
    va_list args;
    if (!why->slug) {
        why->slug = "validation";
        why->detail = "There is a problem with what you entered. Correct it and send it again.";
    }
    if (why->field_count == REFUSAL_FIELDS_MAX)
        return ERR_INVALID;
    va_start(args, format);
    why->fields[why->field_count++] =
        (struct refusal_field){field, arena_vprintf(why->arena, format, args)};
    va_end(args);
    return ERR_INVALID;
}

bool refusal_names(const struct refusal *why, const char *field)
{
    for (int i = 0; i < why->field_count; i++)
        if (strcmp(why->fields[i].field, field) == 0)
            return true;
    return false;
}

enum err refusal_check(const struct refusal *why)
{
    return why->field_count ? ERR_INVALID : OK;
}

enum err refusal_check_version(struct refusal *why, int seen, int now)
{
    if (seen == 0 || seen == now)
        return OK;
    return refuse(why, ERR_STALE, "stale",
                  "Somebody changed this while you had it open. See what it says now, then make "
                  "your change again.");
}
