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

void view_option(json_t *options, const char *value, const char *text, bool selected)
{
    json_array_append_new(
        options, json_pack("{s:s, s:s, s:b}", "value", value, "text", text, "selected", selected));
}

void view_option_id(json_t *options, int64_t id, const char *text, bool selected)
{
    char value[24];
    snprintf(value, sizeof value, "%lld", (long long)id);
    view_option(options, value, text, selected);
}

void view_pages(json_t *view, int after, int count, const char *previous, const char *following)
{
    char text[64];
    if (!previous && !following)
        return;
    snprintf(text, sizeof text, "%d to %d", after + 1, after + count);
    json_t *pages = json_pack("{s:s}", "text", text);
    if (previous)
        json_object_set_new(pages, "previous", json_string(previous));
    if (following)
        json_object_set_new(pages, "following", json_string(following));
    json_object_set_new(view, "pages", pages);
}

void view_link_word(struct buf *link, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    buf_printf(link, "%c%s=", str_find(buf_str(link), '?') < 0 ? '?' : '&', name);
    percent_add(link, str_of(value), 0);
}

void view_link_number(struct buf *link, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    view_link_word(link, name, value ? text : "");
}

const char *view_link_end(struct buf *link, struct arena *arena)
{
    const char *text = arena_strdup(arena, buf_cstr(link));
    buf_done(link);
    return text;
}
