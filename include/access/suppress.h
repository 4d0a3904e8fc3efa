#ifndef SPARKD_ACCESS_SUPPRESS_H
#define SPARKD_ACCESS_SUPPRESS_H

#include "arena.h"

/*
 * Withholding small numbers (GO-11, http specification, section 11): a table
 * of counts with its margins, in which no count from 1 to 4 can be read, nor
 * found by adding and subtracting what is left, nor by subtracting what was
 * published before of the same people. Pure.
 *
 * Row totals (how many people a school has) are known to everybody and never
 * withheld; so a row needs at least five people, and who has fewer is left out
 * of table and totals. An empty cell counts nobody and may be shown.
 */
enum { SUPPRESS_UNDER = 5 };
#define SUPPRESS_WITHHELD INT64_C(-1)
#define SUPPRESS_NOTHING INT64_C(-2) /* in `before`: nothing was published there */

struct suppress_table {
    int rows, columns;
    const int64_t *cells; /* rows × columns, row by row, none negative */
    /* What was published last, with margins: as suppress() gave it. NULL: nothing was. */
    const int64_t *before;
};

/*
 * *ret has (rows + 1) × (columns + 1) numbers, the last column the row totals,
 * the last row the column totals; SUPPRESS_WITHHELD where nothing is shown.
 * Whatever is withheld could, by all that is shown, be any of at least five
 * numbers and one more. ERR_INVALID: a row of fewer than five.
 */
enum err suppress(const struct suppress_table *table, struct arena *arena, int64_t **ret) MUST_USE;

#endif
