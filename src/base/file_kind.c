/* DESIGN: what a file is, by its bytes: signatures, the directory of a ZIP, or plain text. */
#include "file_kind.h"

#include <string.h>

#include "check.h"

static const struct {
    const char *name, *words, *media_type;
    const char *endings; /* the first is added to a name that has none of them */
} KINDS[FILE_KINDS] = {
    [FILE_PDF] = {"pdf", "PDF", "application/pdf", "pdf"},
    [FILE_PNG] = {"png", "picture", "image/png", "png"},
    [FILE_JPEG] = {"jpeg", "picture", "image/jpeg", "jpg jpeg"},
    [FILE_WEBP] = {"webp", "picture", "image/webp", "webp"},
    [FILE_DOCX] = {"docx", "Word document",
                   "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                   "docx"},
    [FILE_XLSX] = {"xlsx", "Excel workbook",
                   "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    [FILE_PPTX] = {"pptx", "PowerPoint slides",
                   "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                   "pptx"},
    [FILE_ODT] = {"odt", "text document", "application/vnd.oasis.opendocument.text", "odt"},
    [FILE_ODS] = {"ods", "spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", "ods"},
    [FILE_ODP] = {"odp", "slides", "application/vnd.oasis.opendocument.presentation", "odp"},
    [FILE_TEXT] = {"text", "text", "text/plain; charset=utf-8", "txt csv md"},
};

const char *file_kind_name(enum file_kind kind)
{
    CHECK(kind > FILE_KIND_NONE && kind < FILE_KINDS);
    return KINDS[kind].name;
}

enum err file_kind_parse(struct str name, enum file_kind *ret)
{
    for (int i = FILE_KIND_NONE + 1; i < FILE_KINDS; i++)
        if (str_eq_c(name, KINDS[i].name)) {
            *ret = (enum file_kind)i;
            return OK;
        }
    return ERR_INVALID;
}

const char *file_kind_words(enum file_kind kind)
{
    CHECK(kind > FILE_KIND_NONE && kind < FILE_KINDS);
    return KINDS[kind].words;
}

const char *file_kind_media_type(enum file_kind kind)
{
    CHECK(kind > FILE_KIND_NONE && kind < FILE_KINDS);
    return KINDS[kind].media_type;
}

/* ---- a ZIP's directory (APPNOTE 4.3.12, 4.3.16) ---- */

enum { END_BYTES = 22, ENTRY_BYTES = 46, LOCAL_BYTES = 30, ENTRIES_MAX = 10000 };

static unsigned number_at(struct str s, size_t at, size_t bytes)
{
    unsigned number = 0;
    for (size_t i = bytes; i > 0; i--)
        number = number << 8 | (unsigned char)s.p[at + i - 1];
    return number;
}

struct zip {
    struct str bytes, directory; /* the entries, one behind the other */
};

/* The end record is the last thing in the file, and what it names lies before it. */
static bool zip_open(struct str bytes, struct zip *ret)
{
    if (!str_starts(bytes, STR("PK\003\004")) || bytes.n < LOCAL_BYTES + END_BYTES)
        return false;
    struct str end = str_from(bytes, bytes.n - END_BYTES);
    if (!str_starts(end, STR("PK\005\006")) || number_at(end, 20, 2) != 0)
        return false;
    size_t size = number_at(end, 12, 4), from = number_at(end, 16, 4);
    size_t before_end = bytes.n - END_BYTES;
    if (from > before_end || size != before_end - from)
        return false;
    *ret = (struct zip){bytes, str_first(str_from(bytes, from), size)};
    return true;
}

/* Takes the next entry's name off the directory; false at its end, or where it is none. */
static bool zip_next(struct str *rest, struct str *ret_name)
{
    if (rest->n < ENTRY_BYTES || !str_starts(*rest, STR("PK\001\002")))
        return false;
    size_t name = number_at(*rest, 28, 2);
    size_t all = ENTRY_BYTES + name + number_at(*rest, 30, 2) + number_at(*rest, 32, 2);
    if (all > rest->n)
        return false;
    *ret_name = str_first(str_from(*rest, ENTRY_BYTES), name);
    *rest = str_from(*rest, all);
    return true;
}

/* The first entry's own bytes if they lie there as they are (ODF 1.3 part 2, 3.3). */
static struct str first_stored(struct str bytes)
{
    size_t name = number_at(bytes, 26, 2), extra = number_at(bytes, 28, 2);
    size_t from = LOCAL_BYTES + name + extra, size = number_at(bytes, 22, 4);
    bool plain = number_at(bytes, 8, 2) == 0 && !(number_at(bytes, 6, 2) & 8);
    if (!plain || from > bytes.n || size > bytes.n - from ||
        !str_eq_c(str_first(str_from(bytes, LOCAL_BYTES), name), "mimetype"))
        return STR("");
    return str_first(str_from(bytes, from), size);
}

static enum file_kind judge_open_document(struct str bytes)
{
    struct str type = first_stored(bytes);
    for (int i = FILE_ODT; i <= FILE_ODP; i++)
        if (str_eq_c(type, KINDS[i].media_type))
            return (enum file_kind)i;
    return FILE_KIND_NONE;
}

/* What carries macros or other programs in either family. */
static bool is_active(struct str name)
{
    return str_ends(name, STR("vbaProject.bin")) || str_starts(name, STR("Basic/")) ||
           str_starts(name, STR("Scripts/")) || str_ends(name, STR(".exe")) ||
           str_ends(name, STR(".js"));
}

static enum file_kind judge_part(struct str name, enum file_kind before)
{
    if (str_eq_c(name, "word/document.xml"))
        return FILE_DOCX;
    if (str_eq_c(name, "xl/workbook.xml"))
        return FILE_XLSX;
    if (str_eq_c(name, "ppt/presentation.xml"))
        return FILE_PPTX;
    return before;
}

static enum file_kind judge_zip(struct str bytes)
{
    struct zip zip;
    struct str name;
    bool has_types = false;
    enum file_kind kind = FILE_KIND_NONE;
    if (!zip_open(bytes, &zip))
        return FILE_KIND_NONE;
    for (int i = 0; i < ENTRIES_MAX && zip_next(&zip.directory, &name); i++) {
        if (is_active(name))
            return FILE_KIND_NONE;
        has_types = has_types || str_eq_c(name, "[Content_Types].xml");
        kind = judge_part(name, kind);
    }
    if (zip.directory.n)
        return FILE_KIND_NONE;
    return has_types ? kind : judge_open_document(bytes);
}

/* ---- text ---- */

static bool is_text(struct str bytes)
{
    if (str_starts(bytes, STR("\xEF\xBB\xBF")))
        bytes = str_from(bytes, 3);
    struct str inked = str_trim(bytes);
    return inked.n && inked.p[0] != '<' && str_is_utf8(bytes) && !str_has_controls(bytes, true);
}

/* ---- all of it ---- */

enum file_kind file_kind_judge(struct str bytes)
{
    if (str_starts(bytes, STR("%PDF-")))
        return FILE_PDF;
    if (str_starts(bytes, STR("\x89PNG\r\n\x1a\n")))
        return FILE_PNG;
    if (str_starts(bytes, STR("\xff\xd8\xff")))
        return FILE_JPEG;
    if (str_starts(bytes, STR("RIFF")) && str_eq_c(str_first(str_from(bytes, 8), 4), "WEBP"))
        return FILE_WEBP;
    if (str_starts(bytes, STR("PK")))
        return judge_zip(bytes);
    return is_text(bytes) ? FILE_TEXT : FILE_KIND_NONE;
}

/* ---- names ---- */

enum { NAME_CHARS_MAX = 100 };

static bool has_ending(struct str name, enum file_kind kind)
{
    struct str endings = str_of(KINDS[kind].endings), ending;
    while (str_split(&endings, ' ', &ending))
        if (name.n > ending.n + 1 && name.p[name.n - ending.n - 1] == '.' &&
            str_eq_nocase(str_from(name, name.n - ending.n), ending))
            return true;
    return false;
}

/* What Windows, a shell or a header gives a meaning to becomes "-"; so do controls and what is
 * not seen, which may turn the ending around. */
static const char *plain_name(struct str name, struct arena *arena)
{
    char *out = arena_alloc(arena, name.n + 1);
    size_t n = 0, step;
    uint32_t code;
    for (size_t at = 0; at < name.n; at += step) {
        step = str_utf8_next(name, at, &code);
        struct str one = str_first(str_from(name, at), step ? step : 1);
        bool bad = !step || str_has_controls(one, false) || str_has_unseen(one) ||
                   (code < 128 && strchr("\"\\/:*?<>|%;", (int)code));
        if (bad)
            out[n++] = '-';
        else
            for (size_t i = 0; i < one.n; i++)
                out[n++] = one.p[i];
        step = one.n;
    }
    out[n] = '\0';
    return out;
}

const char *file_kind_safe_name(enum file_kind kind, struct str name, struct arena *arena)
{
    CHECK(kind > FILE_KIND_NONE && kind < FILE_KINDS);
    struct str endings = str_of(KINDS[kind].endings), first = endings;
    str_split(&endings, ' ', &first);
    struct str plain = str_trim(str_of(plain_name(name, arena)));
    while (plain.n && (plain.p[0] == '.' || plain.p[0] == ' '))
        plain = str_from(plain, 1);
    if (str_utf8_count(plain) > NAME_CHARS_MAX) /* the ending is put back below */
        plain = str_first(plain, str_utf8_prefix(plain, NAME_CHARS_MAX - 5));
    if (!plain.n || !str_has_ink(plain))
        plain = STR("file");
    return has_ending(plain, kind)
               ? arena_str_c(arena, plain)
               : arena_printf(arena, "%.*s.%.*s", (int)plain.n, plain.p, (int)first.n, first.p);
}
