/* DESIGN: finds a text that was built into the binary; the tables are made by cmake/Embed.cmake. */
#include "embedded.h"

struct str embedded_find(const struct embedded *group, const char *name)
{
    for (const struct embedded *entry = group; entry->name; entry++)
        if (str_eq_c(str_of(name), entry->name))
            return entry->text;
    return (struct str){NULL, 0};
}
