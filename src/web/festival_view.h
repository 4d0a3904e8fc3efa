#ifndef SPARKD_WEB_FESTIVAL_VIEW_H
#define SPARKD_WEB_FESTIVAL_VIEW_H

#include "festival.h"

/* The table of festivals that is built in. */
enum err festival_view_read(struct arena *arena, struct festivals *ret) MUST_USE;
/* "Diwali is on Sunday 8 November. Some people may not be able to come." */
const char *festival_view_words(struct arena *arena, const struct festival_hit *hit);

#endif
