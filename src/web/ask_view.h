#ifndef SPARKD_WEB_ASK_VIEW_H
#define SPARKD_WEB_ASK_VIEW_H

#include "sheet.h"

/*
 * What an act would do, before it is done (events/series_ask.html): lists of
 * lines, and the form once more, hidden, with `sure`.
 */
json_t *ask_view_new(const struct sheet *sheet, const char *title, const char *text,
                     const char *button, const struct form *typed);
/* lists += {heading, items}: nothing without items. Takes the list; items are {text}. */
void ask_view_list(json_t *view, const char *heading, json_t *items);
void ask_view_line(json_t *items, const char *text);

#endif
