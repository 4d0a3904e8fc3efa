#ifndef SPARKD_RENDER_BROWSER_WORDS_H
#define SPARKD_RENDER_BROWSER_WORDS_H

#include "arena.h"

/* What a browser calls itself (User-Agent, RFC 9110 section 10.1.5) in words its owner knows:
 * "Chrome on Windows", "Safari on an iPhone"; "A browser" for what no row of the table fits. */
const char *browser_words(struct arena *arena, struct str agent);

#endif
