#ifndef SPARKD_WEB_FLASH_H
#define SPARKD_WEB_FLASH_H

#include "check.h"
#include "request.h"
#include "response.h"

/*
 * What was just done, said once at the top of the page that an act leads to:
 * ?done=WORD (on some pages ?did=WORD) in its address, and the sentence for it.
 */
struct flash {
    const char *word, *text;
};

/* Sets the view's flash to the sentence of the word in `name`; any other word says nothing. */
void flash_show(json_t *view, const struct request *request, const char *name,
                const struct flash *flashes, size_t count);

#define FLASH_SHOW(view, request, flashes)                                                         \
    flash_show(view, request, "done", flashes, COUNT_OF(flashes))

#endif
