/* DESIGN: an evening's slides as one ZIP: files by their number, and a list with the links. */
#include "slides_zip.h"

#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "file_answer.h"
#include "percent.h"
#include "spark_view.h"
#include "words.h"
#include "zip.h"

enum { INDEX_BYTES_MAX = 4 << 20 };

/* ---- the list ---- */

static void add_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            buf_add_c(out, "&amp;");
            break;
        case '<':
            buf_add_c(out, "&lt;");
            break;
        case '>':
            buf_add_c(out, "&gt;");
            break;
        case '"':
            buf_add_c(out, "&quot;");
            break;
        default:
            buf_add_char(out, *text);
        }
    }
}

static void add_link(struct buf *out, const char *href, const char *text)
{
    buf_add_c(out, "<br><a href=\"");
    buf_add_c(out, href);
    buf_add_c(out, "\">");
    add_text(out, text);
    buf_add_c(out, "</a>");
}

static const char *nothing_text(const struct slides *slides)
{
    if (slides->without)
        return "<br>Speaks without slides.";
    return slides_are_given(slides) ? "" : "<br><strong>Nothing was handed in.</strong>";
}

static void add_item(struct ctx *ctx, const struct slides_item *item, bool there, struct buf *out)
{
    const struct slides *slides = &item->slides;
    buf_add_c(out, "<tr><th scope=\"row\">");
    if (item->number)
        buf_printf(out, "%02d<br>%s", item->number, words_time(ctx->arena, item->starts_at));
    buf_add_c(out, "</th><td><strong>");
    add_text(out, item->talk->title);
    buf_add_c(out, "</strong><br>");
    add_text(out, spark_presenters(ctx->arena, item->talk));
    buf_printf(out, ", %s", words_duration(ctx->arena, item->talk->minutes));
    if (item->file_name && there)
        add_link(out, percent_format(ctx->arena, item->file_name), item->file_name);
    else if (item->file_name)
        buf_add_c(out, "<br><strong>The file is missing on the server.</strong>");
    if (*slides->link) {
        struct buf href;
        buf_init(&href, 4 * SLIDES_LINK_CHARS_MAX * 6);
        add_text(&href, slides->link);
        add_link(out, buf_cstr(&href), slides->link);
        buf_done(&href);
    }
    buf_add_c(out, nothing_text(slides));
    buf_add_c(out, "</td></tr>\n");
}

static void begin_room(const struct slides_set *set, int i, struct buf *out)
{
    const struct slides_item *item = &set->items[i], *before = i ? &set->items[i - 1] : NULL;
    bool placed = item->number > 0;
    if (before && before->room == item->room && (before->number > 0) == placed)
        return;
    if (before)
        buf_add_c(out, "</table>\n");
    buf_add_c(out, "<h2>");
    add_text(out, slides_set_heading(set, item));
    buf_add_c(out, "</h2>\n<table>\n");
}

static void write_index(struct ctx *ctx, const struct event *event, const struct slides_set *set,
                        const bool *there, struct buf *out)
{
    buf_add_c(out, "<!doctype html>\n<html lang=\"en-GB\">\n<meta charset=\"utf-8\">\n<title>");
    add_text(out, event->fields.title);
    buf_add_c(out,
              "</title>\n<style>body{font:1.1rem sans-serif;max-width:50rem;margin:2rem auto;"
              "padding:0 1rem}th{text-align:left;vertical-align:top;padding:.5rem 1.5rem .5rem "
              "0;white-space:nowrap}td{padding:.5rem 0}</style>\n<h1>");
    add_text(out, event->fields.title);
    buf_printf(out, "</h1>\n<p>%s. In running order as of %s.</p>\n",
               words_when(ctx->arena, event->fields.starts_at, event->fields.ends_at),
               words_moment(ctx->arena, ctx->now));
    for (int i = 0; i < set->count; i++) {
        begin_room(set, i, out);
        add_item(ctx, &set->items[i], there[i], out);
    }
    if (set->count)
        buf_add_c(out, "</table>\n");
    buf_add_c(out, "</html>\n");
}

/* ---- the archive ---- */

static enum err add_file(struct ctx *ctx, struct zip *zip, const struct slides_item *item,
                         bool *ret_there)
{
    int from;
    enum err err = file_store_open(ctx->site->data_dir, item->slides.file.hash, &from);
    if (err == ERR_NOT_FOUND)
        return OK;
    if (err != OK)
        return err;
    err = zip_add_file(zip, item->file_name, from);
    close(from);
    *ret_there = err == OK;
    return err;
}

static enum err write_zip(struct ctx *ctx, struct zip *zip, const struct event *event,
                          const struct slides_set *set, uint64_t *ret_size)
{
    bool *there = ARENA_ARRAY(ctx->arena, bool, (size_t)set->count + 1);
    struct buf index;
    enum err err = OK;
    for (int i = 0; err == OK && i < set->count; i++)
        if (set->items[i].file_name)
            err = add_file(ctx, zip, &set->items[i], &there[i]);
    if (err != OK)
        return err;
    buf_init(&index, INDEX_BYTES_MAX);
    write_index(ctx, event, set, there, &index);
    err = index.full ? ERR_LIMIT : zip_add_bytes(zip, "index.html", buf_str(&index));
    buf_done(&index);
    return err == OK ? zip_end(zip, ret_size) : err;
}

/* "Slides SPARK autumn.zip": what a header or a file system gives a meaning to is a space. */
static const char *zip_name(struct arena *arena, const struct event *event)
{
    char *name = arena_strdup(arena, event->fields.title);
    for (char *c = name; *c; c++)
        if (strchr("\"'/\\:;=*?<>|&[](){}%!", *c))
            *c = ' ';
    return arena_printf(arena, "Slides %s.zip", name);
}

static enum err answer(struct ctx *ctx, struct response *response, const struct event *event,
                       int fd, uint64_t size)
{
    struct blob *blob;
    enum err err = blob_map(fd, (size_t)size, &blob);
    if (err != OK)
        return err;
    response->blob = blob;
    response->body = blob_str(blob);
    response->content_type = "application/zip";
    response_header(ctx, response, "Content-Disposition: %s",
                    file_answer_disposition(ctx->arena, zip_name(ctx->arena, event)));
    return OK;
}

enum err slides_zip_answer(struct ctx *ctx, struct response *response, const struct event *event,
                           const struct slides_set *set)
{
    struct zip zip;
    uint64_t size = 0;
    int fd;
    enum err err = file_store_scratch(ctx->site->data_dir, &fd);
    if (err != OK)
        return err;
    zip_init(&zip, fd, ctx->now);
    err = write_zip(ctx, &zip, event, set, &size);
    if (err == OK)
        err = answer(ctx, response, event, fd, size);
    zip_done(&zip);
    close(fd);
    if (err == ERR_LIMIT)
        return refuse(&ctx->why, ERR_CONFLICT, "too-large",
                      "Together these files are more than one ZIP can hold (4 GB). Take them away "
                      "one by one from the list.");
    return err;
}
