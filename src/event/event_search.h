#ifndef SPARKD_EVENT_EVENT_SEARCH_H
#define SPARKD_EVENT_EVENT_SEARCH_H

#include "policy_list.h"
#include "str.h"

/*
 * What the index of events (migration event_search) is asked for by what was
 * typed, which is never taken as the index's own language. Every word has to be
 * found in an event, each by its beginning; a word with an apostrophe also
 * without it. `themes`: the policy's, NULL where there are none: a word is also
 * found where a theme's words (ASCII case apart) have it. "" if nothing can be
 * looked for: then nothing is found.
 */
enum { EVENT_SEARCH_WORDS_MAX = 16 };
const char *event_search_match(struct str typed, const struct policy_list *themes,
                               struct arena *arena);

#endif
