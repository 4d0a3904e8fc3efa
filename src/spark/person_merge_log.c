/* DESIGN: what a merge did, line by line, for its undo. */
#include "person_merge_log.h"

void merge_log_add(struct buf *log, const char *word, const struct rows *rows, int columns,
                   struct arena *arena)
{
    buf_add_c(log, word);
    for (int i = 0; i < columns; i++) {
        const char *text = rows_text(rows, i, arena);
        buf_add_c(log, "\t");
        buf_add_c(log, text ? text : "-");
    }
    buf_add_c(log, "\n");
}

static void read_line(struct str text, struct merge_line *line)
{
    struct str rest = text, value;
    line->count = 0;
    str_split(&rest, '\t', &line->word);
    while (line->count < MERGE_LOG_VALUES_MAX && str_split(&rest, '\t', &value))
        line->values[line->count++] = value;
}

enum err merge_log_read(struct str text, struct arena *arena, struct merge_line **ret,
                        int *ret_count)
{
    int lines = 0, at = 0;
    struct str rest = text, line;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    if (text.n == 0 || text.p[text.n - 1] != '\n')
        return ERR_INVALID;
    struct merge_line *items = ARENA_ARRAY(arena, struct merge_line, (size_t)lines);
    while (at < lines && str_split(&rest, '\n', &line))
        read_line(line, &items[lines - ++at]);
    *ret = items;
    *ret_count = lines;
    return OK;
}

int64_t merge_line_int(const struct merge_line *line, int i)
{
    int64_t value = 0;
    bool minus = i < line->count && str_starts(line->values[i], STR("-"));
    if (i >= line->count || str_parse_int(str_from(line->values[i], minus), &value) != OK)
        return 0;
    return minus ? -value : value;
}

struct param merge_line_number(const struct merge_line *line, int i)
{
    if (i >= line->count || str_eq_c(line->values[i], "-"))
        return p_null();
    return p_int(merge_line_int(line, i));
}

struct param merge_line_text(const struct merge_line *line, int i)
{
    if (i >= line->count || str_eq_c(line->values[i], "-"))
        return p_null();
    return p_str(line->values[i]);
}
