/* DESIGN: the judge of files on any bytes: it ends, stays within them, and gives a safe name. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "file_kind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_name(enum file_kind kind, struct str name)
{
    struct arena *arena = arena_new();
    struct str safe = str_of(file_kind_safe_name(kind, name, arena));
    CHECK(safe.n > 0 && str_is_utf8(safe) && !str_has_controls(safe, false));
    CHECK(!str_has_unseen(safe) && str_utf8_count(safe) <= 105);
    CHECK(safe.p[0] != '.' && !strpbrk(safe.p, "\"\\/:*?<>|%;"));
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = str_make((const char *)data, size);
    enum file_kind kind = file_kind_judge(bytes);
    CHECK(kind >= FILE_KIND_NONE && kind < FILE_KINDS);
    if (kind == FILE_TEXT)
        CHECK(str_is_utf8(bytes) && str_trim(bytes).n);
    for (int i = FILE_KIND_NONE + 1; i < FILE_KINDS; i++)
        check_name((enum file_kind)i, str_first(bytes, 300));
    return 0;
}
