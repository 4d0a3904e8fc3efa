/* DESIGN: what an act would do, shown before it is done. */
#include "ask_view.h"

#include "series_view.h"

json_t *ask_view_new(const struct sheet *sheet, const char *title, const char *text,
                     const char *button, const struct form *typed)
{
    json_t *view = view_new(title);
    view_back(view, sheet->back_href, sheet->back_text);
    json_object_update_new(view, json_pack("{s:s, s:s, s:s, s:[], s:b, s:{s:s, s:s}}", "text", text,
                                           "action", sheet->action, "button", button, "lists",
                                           "grave", sheet->grave, "keep", "text", "Change it",
                                           "href", sheet->action));
    series_hidden_view(typed, view);
    return view;
}

void ask_view_list(json_t *view, const char *heading, json_t *items)
{
    json_t *lists = json_object_get(view, "lists");
    if (json_array_size(items))
        json_array_append_new(lists, json_pack("{s:s, s:O}", "heading", heading, "items", items));
    json_decref(items);
}

void ask_view_line(json_t *items, const char *text)
{
    json_array_append_new(items, json_pack("{s:s}", "text", text));
}
