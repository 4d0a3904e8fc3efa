/* DESIGN: files that people bring: what they are, whose they are, and when they go. */
#include "stored_file.h"

#include <string.h>

#include "check.h"

#define FILE_SELECT                                                                                \
    "SELECT l.id, l.noun, l.noun_id, l.hash, l.name, f.kind, f.size, l.added_by, p.name,"          \
    " l.added_at FROM file_link l JOIN stored_file f ON f.hash = l.hash"                           \
    " JOIN person p ON p.id = l.added_by "

enum {
    FIND,
    LIST,
    ALREADY,
    COUNT_OF_ONE,
    BYTES_OF_PERSON,
    INSERT_FILE,
    INSERT,
    DELETE,
    NAMED,
    ALL
};
static const char *const SQL[] = {
    [FIND] = FILE_SELECT "WHERE l.id = $1",
    [LIST] = FILE_SELECT "WHERE l.noun = $1 AND l.noun_id = $2 ORDER BY l.id LIMIT $3",
    [ALREADY] = "SELECT id FROM file_link WHERE noun = $1 AND noun_id = $2 AND hash = $3",
    [COUNT_OF_ONE] = "SELECT count(*) FROM file_link WHERE noun = $1 AND noun_id = $2",
    [BYTES_OF_PERSON] = "SELECT coalesce(sum(f.size), 0) FROM file_link l"
                        " JOIN stored_file f ON f.hash = l.hash WHERE l.added_by = $1",
    [INSERT_FILE] = "INSERT INTO stored_file (hash, size, kind, stored_at) VALUES ($1, $2, $3, $4)"
                    " ON CONFLICT (hash) DO NOTHING",
    [INSERT] = "INSERT INTO file_link (hash, noun, noun_id, name, added_by, added_at)"
               " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
    [DELETE] = "DELETE FROM file_link WHERE id = $1",
    [NAMED] = "SELECT count(*) FROM stored_file WHERE hash = $1",
    [ALL] = "SELECT hash FROM stored_file WHERE hash > $1 ORDER BY hash LIMIT 500",
};

static const char *const NOUNS[FILE_NOUNS] = {"activity", "event", "talk"};

enum { MEGABYTE = 1 << 20, FOLDER_MAX = 1000000 };

/* ---- judging ---- */

enum err stored_file_judge(struct str bytes, struct str name, const struct file_limits *limits,
                           struct refusal *why, struct brought_file *ret)
{
    if (!bytes.n)
        return refuse_field(why, "file", "The file is empty. Choose another.");
    if ((int64_t)bytes.n > limits->file_bytes)
        return refuse_field(why, "file",
                            "The file is larger than %lld MB. Choose a smaller one, or save a "
                            "picture at a smaller size.",
                            (long long)(limits->file_bytes / MEGABYTE));
    enum file_kind kind = file_kind_judge(bytes);
    if (kind == FILE_KIND_NONE)
        return refuse_field(why, "file",
                            "This is no file that we can keep. Choose a PDF, a picture (PNG, JPEG, "
                            "WebP), a Word, Excel, PowerPoint or OpenDocument file without macros, "
                            "or plain text.");
    *ret = (struct brought_file){bytes, file_store_hash(bytes), kind,
                                 file_kind_safe_name(kind, name, why->arena)};
    return OK;
}

/* ---- adding ---- */

static enum err check_room(struct store *store, const struct file_addition *addition, size_t size,
                           struct refusal *why)
{
    int64_t count = 0, bytes = 0;
    enum err err = store_find_int(
        store, SQL[COUNT_OF_ONE],
        PARAMS(p_text(NOUNS[addition->owner.noun]), p_int(addition->owner.id)), &count);
    if (err == OK)
        err = store_find_int(store, SQL[BYTES_OF_PERSON], PARAMS(p_int(addition->by.v)), &bytes);
    if (err != OK)
        return err;
    if (count >= FILES_OF_ONE_MAX) {
        refuse_field(why, "file", "There are %d files here already. Remove one first.",
                     FILES_OF_ONE_MAX);
        return refuse(why, ERR_CONFLICT, "too-many-files",
                      "There are as many files as it may have.");
    }
    if (bytes + (int64_t)size > addition->limits.person_bytes) {
        refuse_field(why, "file",
                     "Your files would be more than %lld MB in all. Remove some that you no longer "
                     "need, or choose a smaller file.",
                     (long long)(addition->limits.person_bytes / MEGABYTE));
        return refuse(why, ERR_CONFLICT, "no-room-left", "Your files would take too much room.");
    }
    return OK;
}

static enum err insert(struct store *store, const struct file_addition *addition,
                       const struct brought_file *brought, struct file_link_id *ret)
{
    enum err err =
        store_exec(store, SQL[INSERT_FILE],
                   PARAMS(p_text(brought->hash.hex), p_int((int64_t)brought->bytes.n),
                          p_text(file_kind_name(brought->kind)), p_instant(addition->now)));
    return err == OK ? store_find_int(store, SQL[INSERT],
                                      PARAMS(p_text(brought->hash.hex),
                                             p_text(NOUNS[addition->owner.noun]),
                                             p_int(addition->owner.id), p_text(brought->name),
                                             p_int(addition->by.v), p_instant(addition->now)),
                                      &ret->v)
                     : err;
}

enum err stored_file_add(struct store *store, const struct file_addition *addition,
                         const struct brought_file *brought, struct refusal *why,
                         struct file_link_id *ret)
{
    enum err err = store_find_int(store, SQL[ALREADY],
                                  PARAMS(p_text(NOUNS[addition->owner.noun]),
                                         p_int(addition->owner.id), p_text(brought->hash.hex)),
                                  &ret->v);
    if (err != ERR_NOT_FOUND)
        return err;
    err = check_room(store, addition, brought->bytes.n, why);
    if (err == OK)
        err = file_store_put(addition->dir, &brought->hash, brought->bytes);
    return err == OK ? insert(store, addition, brought, ret) : err;
}

enum err stored_file_remove(struct store *store, struct file_link_id id)
{
    return store_exec(store, SQL[DELETE], PARAMS(p_int(id.v)));
}

/* ---- looking ---- */

static enum file_noun noun_of(struct str name)
{
    for (int i = 0; i < FILE_NOUNS; i++) {
        if (str_eq_c(name, NOUNS[i]))
            return (enum file_noun)i;
    }
    CHECK(!"the schema allows no other");
    return FILE_NOUNS;
}

static struct stored_file read_file(const struct rows *rows, struct arena *arena)
{
    struct stored_file file = {
        .id = {rows_int(rows, 0)},
        .owner = {noun_of(rows_str(rows, 1)), rows_int(rows, 2)},
        .hash = rows_text(rows, 3, arena),
        .name = rows_text(rows, 4, arena),
        .size_bytes = rows_int(rows, 6),
        .added_by = {rows_int(rows, 7)},
        .added_by_name = rows_text(rows, 8, arena),
        .added_at = rows_instant(rows, 9),
    };
    CHECK(file_kind_parse(rows_str(rows, 5), &file.kind) == OK);
    return file;
}

enum err stored_file_find(struct store *store, struct file_link_id id, struct arena *arena,
                          struct stored_file *ret)
{
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(id.v)), &rows);
    if (err != OK)
        return err;
    struct stored_file file = read_file(&rows, arena);
    err = rows_end(&rows);
    if (err == OK)
        *ret = file;
    return err;
}

enum err stored_file_list(struct store *store, struct file_owner owner, struct arena *arena,
                          struct stored_file_list *ret)
{
    struct stored_file_list list = {ARENA_ARRAY(arena, struct stored_file, FILES_OF_ONE_MAX), 0};
    struct rows rows =
        store_query(store, SQL[LIST],
                    PARAMS(p_text(NOUNS[owner.noun]), p_int(owner.id), p_int(FILES_OF_ONE_MAX)));
    while (rows_next(&rows))
        list.items[list.count++] = read_file(&rows, arena);
    enum err err = rows_end(&rows);
    if (err == OK)
        *ret = list;
    return err;
}

/* ---- the folder ---- */

static enum err is_named(struct store *store, const char *hash, bool *ret)
{
    int64_t rows = 0;
    enum err err = store_find_int(store, SQL[NAMED], PARAMS(p_text(hash)), &rows);
    if (err == OK)
        *ret = rows > 0;
    return err;
}

enum err stored_file_unnamed(struct store *store, const char *dir, struct arena *arena,
                             const char ***ret, int *ret_count)
{
    const char **names = NULL;
    int count = 0, kept = 0;
    enum err err = file_store_list(dir, FOLDER_MAX, arena, &names, &count);
    for (int i = 0; err == OK && i < count; i++) {
        bool named = true;
        err = is_named(store, names[i], &named);
        if (!named)
            names[kept++] = names[i];
    }
    if (err == OK) {
        *ret = names;
        *ret_count = kept;
    }
    return err;
}

enum err stored_file_sweep(struct store *store, const char *dir, const char *const *hashes,
                           int count)
{
    enum err err = OK;
    for (int i = 0; err == OK && i < count; i++) {
        bool named = true;
        err = is_named(store, hashes[i], &named);
        if (err == OK && !named)
            err = file_store_remove(dir, hashes[i]);
    }
    return err;
}

/* The next rows by hash; *ret_count 0 at the end. */
static enum err list_hashes(struct store *store, const char *after, struct arena *arena,
                            const char **ret, int *ret_count)
{
    int count = 0;
    struct rows rows = store_query(store, SQL[ALL], PARAMS(p_text(after)));
    while (rows_next(&rows))
        ret[count++] = rows_text(&rows, 0, arena);
    *ret_count = count;
    return rows_end(&rows);
}

enum err stored_file_check(struct store *store, const char *dir, struct arena *arena,
                           struct stored_file_faults *ret)
{
    struct stored_file_faults faults = {0, 0};
    const char *hashes[500], *after = "";
    int count = 1;
    enum err err = OK;
    while (err == OK && count) {
        err = list_hashes(store, after, arena, hashes, &count);
        for (int i = 0; err == OK && i < count; i++) {
            enum err found = file_store_verify(dir, hashes[i]);
            faults.missing += found == ERR_NOT_FOUND;
            faults.altered += found == ERR_INVALID;
            err = found == ERR_IO ? ERR_IO : OK;
            after = hashes[i];
        }
    }
    if (err == OK)
        *ret = faults;
    return err;
}
