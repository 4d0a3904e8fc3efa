/* DESIGN: the pieces that pages' views are made of. */
#include "view.h"

#include <stdio.h>
#include <string.h>

#include "percent.h"

json_t *view_new(const char *title)
{
    return json_pack("{s:{s:s, s:s}}", "page", "title", title, "heading", title);
}

void view_back(json_t *view, const char *href, const char *text)
{
    json_object_set_new(view, "back", json_pack("{s:s, s:s}", "href", href, "text", text));
}

void view_flash(json_t *view, const char *text)
{
    if (text)
        json_object_set_new(view, "flash", json_pack("{s:s}", "text", text));
}

const char *view_field_error(const struct refusal *why, const char *name)
{
    for (int i = 0; why && i < why->field_count; i++)
        if (strcmp(why->fields[i].field, name) == 0)
            return why->fields[i].message;
    return NULL;
}

json_t *view_field(json_t *view, const char *name, const char *value, const struct refusal *why)
{
    json_t *form = json_object_get(view, "form");
    if (!form) {
        form = json_object();
        json_object_set_new(view, "form", form);
    }
    json_t *field = json_pack("{s:s}", "value", value ? value : "");
    const char *error = view_field_error(why, name);
    if (error)
        json_object_set_new(field, "error", json_string(error));
    json_object_set_new(form, name, field);
    return field;
}

void view_errors(json_t *view, const struct refusal *why)
{
    json_t *errors = json_array();
    for (int i = 0; i < why->field_count; i++)
        json_array_append_new(errors, json_pack("{s:s, s:s}", "field", why->fields[i].field,
                                                "message", why->fields[i].message));
    if (!why->field_count && why->detail)
        json_array_append_new(errors, json_pack("{s:s}", "message", why->detail));
    json_object_set_new(view, "errors", errors);
}

json_t *view_tag(const char *text, const char *kind)
{
    return json_pack("{s:s, s:b}", "text", text, kind, 1);
}

void view_list(json_t *view, const char *key, json_t *list)
{
    char has[64];
    snprintf(has, sizeof has, "has_%s", key);
    json_object_set_new(view, has, json_boolean(json_array_size(list) > 0));
    json_object_set_new(view, key, list);
}

void view_link_word(struct buf *link, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    buf_printf(link, "%c%s=", str_find(buf_str(link), '?') < 0 ? '?' : '&', name);
    percent_add(link, str_of(value), 0);
}
