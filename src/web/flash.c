/* DESIGN: what was just done, said once. */
#include "flash.h"

#include "view.h"

void flash_show(json_t *view, const struct request *request, const char *name,
                const struct flash *flashes, size_t count)
{
    struct str word = form_find(&request->query, name);
    for (size_t i = 0; i < count; i++)
        if (str_eq_c(word, flashes[i].word))
            view_flash(view, flashes[i].text);
}
