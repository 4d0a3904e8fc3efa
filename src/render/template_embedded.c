/* DESIGN: the templates that are part of the binary. */
#include "check.h"
#include "embedded.h"
#include "template.h"

enum { TEMPLATES_MAX = 512 };

enum err template_compile_embedded(struct template_set **ret_set, struct template_fault *ret_fault)
{
    struct template_source sources[TEMPLATES_MAX];
    size_t count = 0;
    for (const struct embedded *e = embedded_templates; e->name; e++) {
        CHECK(count < TEMPLATES_MAX);
        sources[count++] = (struct template_source){e->name, e->text};
    }
    return template_compile(sources, count, ret_set, ret_fault);
}
