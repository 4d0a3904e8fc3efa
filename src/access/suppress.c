/* DESIGN: small counts withheld, and others with them, until no sum or difference gives one away.
 */
#include "suppress.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

/*
 * The table with its margins is a circulation: an inner cell flows from its
 * row to its column, a column total from the column to the node of all rows,
 * the grand total from there to the node of all columns, a row total from
 * there to its row; what comes into a node goes out. What is shown is fixed,
 * what is withheld is free. A withheld number can be larger by as much as can
 * be pushed back from its end to its start through other free arcs (forwards
 * without bound, backwards by what they hold), and smaller by the reverse: so
 * its range is two small flow problems. Where the range is too narrow, the
 * cheapest further cells on the way are withheld too.
 */
struct net {
    int rows, columns, arcs, nodes;
    int64_t *flow; /* the true numbers */
    bool *withheld;
    /* of one search */
    int64_t *held;  /* the numbers as pushed so far */
    int64_t *price; /* to reach a node */
    int *came;      /* by which arc, ~arc backwards */
};

enum { NO_ARC = INT32_MIN };
static const int64_t FAR = INT64_MAX / 4;

static int arc_of(const struct net *net, int row, int column)
{
    return row * (net->columns + 1) + column;
}

static int row_of(const struct net *net, int arc)
{
    return arc / (net->columns + 1);
}

static int column_of(const struct net *net, int arc)
{
    return arc % (net->columns + 1);
}

/* Rows 0 to rows - 1, all rows, columns, all columns. */
static int row_node(int row)
{
    return row;
}

static int column_node(const struct net *net, int column)
{
    return net->rows + 1 + column;
}

static bool is_total_of_row(const struct net *net, int arc)
{
    return column_of(net, arc) == net->columns;
}

static int start_of(const struct net *net, int arc)
{
    int row = row_of(net, arc), column = column_of(net, arc);
    bool margin = (row == net->rows) != (column == net->columns);
    return row == net->rows && column == net->columns ? row_node(row)
           : margin                                   ? column_node(net, column)
                                                      : row_node(row);
}

static int end_of(const struct net *net, int arc)
{
    int row = row_of(net, arc), column = column_of(net, arc);
    bool margin = (row == net->rows) != (column == net->columns);
    return margin ? row_node(row) : column_node(net, column);
}

/* ---- one search ---- */

/* What it costs to let that arc be free; FAR if it may not be. */
static int64_t price_of(const struct net *net, int arc, bool may_open)
{
    if (is_total_of_row(net, arc))
        return FAR;
    if (net->withheld[arc])
        return 0;
    return may_open ? 1 + net->flow[arc] : FAR;
}

static bool relax(struct net *net, int from, int to, int came, int64_t price)
{
    if (net->price[from] >= FAR || net->price[from] + price >= net->price[to])
        return false;
    net->price[to] = net->price[from] + price;
    net->came[to] = came;
    return true;
}

static bool relax_arc(struct net *net, int arc, bool may_open)
{
    int64_t price = price_of(net, arc, may_open);
    if (price >= FAR)
        return false;
    bool better = relax(net, start_of(net, arc), end_of(net, arc), arc, price);
    if (net->held[arc] > 0)
        better = relax(net, end_of(net, arc), start_of(net, arc), ~arc, price) || better;
    return better;
}

/* The cheapest way between two nodes that does not use `not_arc`. */
static bool find_way(struct net *net, int from, int to, int not_arc, bool may_open)
{
    bool better = true;
    for (int node = 0; node < net->nodes; node++) {
        net->price[node] = FAR;
        net->came[node] = NO_ARC;
    }
    net->price[from] = 0;
    while (better) {
        better = false;
        for (int arc = 0; arc < net->arcs; arc++)
            if (arc != not_arc)
                better = relax_arc(net, arc, may_open) || better;
    }
    return net->price[to] < FAR;
}

static int step_back(const struct net *net, int node)
{
    int came = net->came[node];
    return came >= 0 ? start_of(net, came) : end_of(net, ~came);
}

/* Pushes along the way that was found, at most `most`, and withholds what lies on it. */
static int64_t push_along(struct net *net, int from, int to, int64_t most)
{
    int64_t units = most;
    for (int node = to; node != from; node = step_back(net, node))
        if (net->came[node] < 0 && net->held[~net->came[node]] < units)
            units = net->held[~net->came[node]];
    for (int node = to; node != from; node = step_back(net, node)) {
        int came = net->came[node];
        net->held[came >= 0 ? came : ~came] += came >= 0 ? units : -units;
        net->withheld[came >= 0 ? came : ~came] = true;
    }
    return units;
}

/* How much can be pushed from node to node, up to `most`, from the true numbers on. */
static int64_t push(struct net *net, int from, int to, int not_arc, int64_t most, bool may_open)
{
    int64_t pushed = 0;
    memcpy(net->held, net->flow, sizeof *net->held * (size_t)net->arcs);
    while (pushed < most && find_way(net, from, to, not_arc, may_open))
        pushed += push_along(net, from, to, most - pushed);
    return pushed;
}

/* How far the withheld number may be from the truth, both ways together, up to SUPPRESS_UNDER. */
static int64_t room_of(struct net *net, int arc, bool may_open)
{
    int from = start_of(net, arc), to = end_of(net, arc);
    int64_t up = push(net, to, from, arc, SUPPRESS_UNDER, may_open);
    int64_t want = SUPPRESS_UNDER - up, most = net->flow[arc];
    return up + push(net, from, to, arc, want < most ? want : most, may_open);
}

/* ---- the table ---- */

static void add_margins(struct net *net, const struct suppress_table *table)
{
    for (int r = 0; r < net->rows; r++)
        for (int c = 0; c < net->columns; c++) {
            int64_t cell = table->cells[r * net->columns + c];
            CHECK(cell >= 0);
            net->flow[arc_of(net, r, c)] = cell;
            net->flow[arc_of(net, r, net->columns)] += cell;
            net->flow[arc_of(net, net->rows, c)] += cell;
            net->flow[arc_of(net, net->rows, net->columns)] += cell;
        }
}

static bool is_small(int64_t n)
{
    return n > 0 && n < SUPPRESS_UNDER;
}

/* Small itself, or by a small number more or less than what was shown before. */
static bool is_to_withhold(const struct net *net, const struct suppress_table *table, int arc)
{
    if (is_total_of_row(net, arc))
        return false;
    int64_t now = net->flow[arc], before = table->before ? table->before[arc] : SUPPRESS_NOTHING;
    return is_small(now) || (before >= 0 && is_small(llabs(now - before)));
}

static struct net *net_of(const struct suppress_table *table, struct arena *arena)
{
    struct net *net = ARENA_NEW(arena, struct net);
    net->rows = table->rows;
    net->columns = table->columns;
    net->arcs = (table->rows + 1) * (table->columns + 1);
    net->nodes = table->rows + 1 + table->columns + 1;
    net->flow = ARENA_ARRAY(arena, int64_t, (size_t)net->arcs);
    net->held = ARENA_ARRAY(arena, int64_t, (size_t)net->arcs);
    net->withheld = ARENA_ARRAY(arena, bool, (size_t)net->arcs);
    net->price = ARENA_ARRAY(arena, int64_t, (size_t)net->nodes);
    net->came = ARENA_ARRAY(arena, int, (size_t)net->nodes);
    add_margins(net, table);
    for (int arc = 0; arc < net->arcs; arc++)
        net->withheld[arc] = is_to_withhold(net, table, arc);
    return net;
}

/* Each further cell is withheld for good, so this ends. */
static void widen(struct net *net)
{
    for (bool narrow = true; narrow;) {
        narrow = false;
        for (int arc = 0; arc < net->arcs; arc++)
            if (net->withheld[arc] && room_of(net, arc, false) < SUPPRESS_UNDER) {
                CHECK(room_of(net, arc, true) >= SUPPRESS_UNDER);
                narrow = true;
            }
    }
}

enum err suppress(const struct suppress_table *table, struct arena *arena, int64_t **ret)
{
    struct net *net = net_of(table, arena);
    for (int r = 0; r < net->rows; r++)
        if (net->flow[arc_of(net, r, net->columns)] < SUPPRESS_UNDER)
            return ERR_INVALID;
    widen(net);
    for (int arc = 0; arc < net->arcs; arc++)
        if (net->withheld[arc])
            net->flow[arc] = SUPPRESS_WITHHELD;
    *ret = net->flow;
    return OK;
}
