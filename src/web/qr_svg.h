#ifndef SPARKD_WEB_QR_SVG_H
#define SPARKD_WEB_QR_SVG_H

#include "arena.h"

/* A QR code (ISO/IEC 18004, level M) of that text as an SVG element for a page's text position,
 * with its label for those who do not see it. ERR_LIMIT: too much text for a QR code. */
enum err qr_svg(const char *text, const char *label, struct arena *arena,
                const char **ret) MUST_USE;

#endif
