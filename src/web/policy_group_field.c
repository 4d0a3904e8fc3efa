/* DESIGN: where in a list of the policy a new item belongs. */
#include "policy_group_field.h"

#include <string.h>

#include "view.h"

struct choice {
    const char *key, *text;
};

/* The n-th group; key NULL behind the last. */
static struct choice choice_of(const struct policy_pack *pack, const struct policy_list *list,
                               int n)
{
    if (list->kind->by_stage)
        return n < pack->item_count ? (struct choice){pack->items[n].key, pack->items[n].label}
                                    : (struct choice){NULL, NULL};
    return n < list->group_count ? (struct choice){list->groups[n].key, list->groups[n].text}
                                 : (struct choice){NULL, NULL};
}

void policy_group_field_view(struct ctx *ctx, const struct request *request,
                             const struct policy_pack *pack, const struct policy_list *list,
                             json_t *view)
{
    const char *chosen = field_text_or(ctx, request, "group", "");
    json_t *options = json_array();
    struct choice choice;
    for (int i = 0; choice = choice_of(pack, list, i), choice.key; i++)
        view_option(options, choice.key, choice.text, strcmp(chosen, choice.key) == 0);
    json_t *field = view_field(view, "group", chosen, &ctx->why);
    json_object_set_new(field, "has_options", json_boolean(json_array_size(options) > 0));
    json_object_set_new(field, "options", options);
}

const char *policy_group_field_read(struct ctx *ctx, const struct request *request,
                                    const struct policy_pack *pack, const struct policy_list *list)
{
    const char *typed = field_text(ctx, request, "group");
    struct choice choice;
    if (!choice_of(pack, list, 0).key)
        return NULL;
    for (int i = 0; choice = choice_of(pack, list, i), choice.key; i++)
        if (strcmp(choice.key, typed) == 0)
            return choice.key;
    refuse_field(&ctx->why, "group", "Choose where it belongs");
    return NULL;
}
