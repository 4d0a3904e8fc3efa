/* DESIGN: an import taken back, exactly or not at all. */
#include "staff_apply.h"
#include "staff_log.h"

enum { NAME, FORGET };
static const char *const SQL[] = {
    [NAME] = "SELECT name FROM person WHERE id = $1",
    [FORGET] = "DELETE FROM staff_import_change WHERE import_id = $1",
};

static const char *name_of(struct store *store, int64_t person, struct arena *arena)
{
    struct rows rows;
    const char *name = "Somebody";
    if (store_find(store, SQL[NAME], PARAMS(p_int(person)), &rows) == OK) {
        name = rows_text(&rows, 0, arena);
        if (rows_end(&rows) != OK)
            return "Somebody";
    }
    return name;
}

static enum err check_untouched(struct store *store, int64_t import_id, struct arena *arena,
                                struct refusal *why)
{
    int64_t person = 0;
    enum err err = staff_log_touched(store, import_id, &person);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    if (person == 0)
        return refuse(why, ERR_CONFLICT, "changed-since",
                      "A school or a department of this import was changed since, so it cannot be "
                      "undone. Change what is wrong by hand, or import a corrected file.");
    return refuse(why, ERR_CONFLICT, "changed-since",
                  "%s was changed since this import, so it cannot be undone. Change what is wrong "
                  "by hand, or import a corrected file.",
                  name_of(store, person, arena));
}

/* One row of the log, kept while its statement is ended. */
struct entry {
    int64_t id, person;
    struct str before;
};

static enum err read_entries(struct store *store, int64_t import_id, enum staff_noun noun,
                             bool made, struct arena *arena, struct entry **ret, int *ret_count)
{
    struct rows rows = staff_log_list(store, import_id, noun, made);
    struct entry *items = NULL;
    int count = 0, room = 0;
    while (rows_next(&rows)) {
        if (count == room)
            items = arena_grow(arena, items, sizeof items[0], 64, &room);
        items[count++] = (struct entry){rows_int(&rows, 0), rows_int(&rows, 1),
                                        arena_str(arena, rows_str(&rows, 2))};
    }
    *ret = items;
    *ret_count = count;
    return rows_end(&rows);
}

static enum err refuse_used(struct store *store, const struct entry *entry, struct arena *arena,
                            struct refusal *why)
{
    if (entry->person == 0)
        return refuse(why, ERR_CONFLICT, "used-since",
                      "A school or a department of this import is in use by now, so it cannot be "
                      "undone. Change what is wrong by hand, or import a corrected file.");
    return refuse(why, ERR_CONFLICT, "used-since",
                  "%s has something here by now, a booking or a message for example, so this "
                  "import cannot be undone. Say that they have left instead.",
                  name_of(store, entry->person, arena));
}

static enum err delete_made(struct store *store, int64_t import_id, enum staff_noun noun,
                            struct arena *arena, struct refusal *why)
{
    struct entry *items;
    int count;
    enum err err = read_entries(store, import_id, noun, true, arena, &items, &count);
    for (int i = 0; i < count && err == OK; i++) {
        err = staff_log_delete(store, noun, items[i].id);
        if (err == ERR_CONFLICT)
            return refuse_used(store, &items[i], arena, why);
    }
    return err;
}

static enum err restore_changed(struct store *store, int64_t import_id, enum staff_noun noun,
                                struct arena *arena)
{
    struct entry *items;
    int count;
    enum err err = read_entries(store, import_id, noun, false, arena, &items, &count);
    for (int i = 0; i < count && err == OK; i++)
        err = staff_log_restore(store, noun, items[i].id, items[i].before);
    return err;
}

enum err staff_undo(struct store *store, int64_t import_id, struct arena *arena,
                    struct refusal *why)
{
    /* What points at others goes before them. */
    static const enum staff_noun ORDER[] = {
        NOUN_MARK,       NOUN_MEMBER, NOUN_RELATION,    NOUN_GRANT,  NOUN_INDUCTION,
        NOUN_EMPLOYMENT, NOUN_GROUP,  NOUN_FORMER_NAME, NOUN_PERSON, NOUN_SCHOOL};
    enum err err = check_untouched(store, import_id, arena, why);
    for (size_t i = 0; i < sizeof ORDER / sizeof ORDER[0] && err == OK; i++)
        err = delete_made(store, import_id, ORDER[i], arena, why);
    if (err == OK)
        err = staff_log_clear(store, import_id);
    for (size_t i = 0; i < sizeof ORDER / sizeof ORDER[0] && err == OK; i++)
        err = restore_changed(store, import_id, ORDER[i], arena);
    if (err == OK)
        err = staff_log_carry(store, import_id);
    return err == OK ? staff_undo_forget(store, import_id) : err;
}

enum err staff_undo_newcomers(struct store *store, int64_t import_id, struct arena *arena,
                              struct person_id **ret, int *ret_count)
{
    struct entry *items;
    int count;
    enum err err = read_entries(store, import_id, NOUN_PERSON, true, arena, &items, &count);
    if (err != OK)
        return err;
    struct person_id *ids = ARENA_ARRAY(arena, struct person_id, (size_t)count + 1);
    for (int i = 0; i < count; i++)
        ids[i].v = items[i].id;
    *ret = ids;
    *ret_count = count;
    return OK;
}

enum err staff_undo_forget(struct store *store, int64_t import_id)
{
    return store_exec(store, SQL[FORGET], PARAMS(p_int(import_id)));
}
