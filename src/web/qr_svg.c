/* DESIGN: a QR code drawn as one SVG path, by libqrencode's squares. */
#include "qr_svg.h"

#include <qrencode.h>

#include "buf.h"

/* Four squares of quiet around it: ISO/IEC 18004, section 6.3.8. */
enum { QUIET = 4, SVG_BYTES_MAX = 256 * 1024 };

/* Runs of dark squares of a row as rectangles. */
static void add_row(struct buf *out, const unsigned char *row, int width, int y)
{
    for (int x = 0; x < width; x++) {
        int from = x;
        while (x < width && row[x] & 1)
            x++;
        if (x > from)
            buf_printf(out, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
    }
}

static void add_text(struct buf *out, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '<' || *c == '&' || *c == '"')
            buf_printf(out, "&#%d;", *c);
        else
            buf_add_char(out, *c);
    }
}

enum err qr_svg(const char *text, const char *label, struct arena *arena, const char **ret)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return ERR_LIMIT;
    struct buf out;
    int side = code->width + 2 * QUIET;
    buf_init(&out, SVG_BYTES_MAX);
    buf_printf(&out, "<svg class=\"app-qr\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"", side,
               side);
    add_text(&out, label);
    buf_printf(&out,
               "\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" "
               "shape-rendering=\"crispEdges\" d=\"",
               side, side);
    for (int y = 0; y < code->width; y++)
        add_row(&out, code->data + y * code->width, code->width, y);
    buf_add_c(&out, "\"/></svg>");
    QRcode_free(code);
    *ret = arena_str_c(arena, buf_str(&out));
    buf_done(&out);
    return OK;
}
