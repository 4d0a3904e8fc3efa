/* DESIGN: `sparkd nudges`: exactly what would be mailed to whom and when, sending nothing. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "csv.h"
#include "deadline_nudge.h"
#include "tz.h"

/* One message a line: when, to whom, what about. */
static void print_text(const struct nudge_plan *plan)
{
    for (int i = 0; i < plan->count; i++) {
        const struct nudge_message *m = &plan->messages[i];
        char when[INSTANT_TEXT_MAX];
        tz_format(m->send_at, when);
        printf("%s  %s <%s>\n", when, m->name, m->email);
        for (int k = 0; k < m->count; k++) {
            char due[DAY_TEXT_MAX];
            day_format(m->items[k].due_on, due);
            printf("    %-5s  due %s  %s%s%s\n", nudge_step_name(m->items[k].step), due,
                   m->items[k].label, m->items[k].about ? ", " : "",
                   m->items[k].about ? m->items[k].about : "");
        }
    }
    printf("%d messages\n", plan->count);
}

static void print_cell(const char *text, const char *end)
{
    struct buf cell;
    buf_init(&cell, 4096);
    csv_cell(&cell, text);
    printf("%s%s", buf_cstr(&cell), end);
    buf_done(&cell);
}

static void print_csv(const struct nudge_plan *plan)
{
    puts("send_at,person_id,email,deadline,offset");
    for (int i = 0; i < plan->count; i++) {
        const struct nudge_message *m = &plan->messages[i];
        char when[INSTANT_TEXT_MAX];
        tz_format(m->send_at, when);
        for (int k = 0; k < m->count; k++) {
            printf("%s,%lld,", when, (long long)m->to.v);
            print_cell(m->email, ",");
            printf("%lld,", (long long)m->items[k].deadline_id);
            print_cell(nudge_step_name(m->items[k].step), "\n");
        }
    }
}

static void print_json(const struct nudge_plan *plan)
{
    json_t *list = json_array();
    for (int i = 0; i < plan->count; i++) {
        const struct nudge_message *m = &plan->messages[i];
        char when[INSTANT_TEXT_MAX];
        json_t *items = json_array();
        tz_format(m->send_at, when);
        for (int k = 0; k < m->count; k++)
            json_array_append_new(items, json_pack("{s:I, s:s}", "deadline",
                                                   (json_int_t)m->items[k].deadline_id, "offset",
                                                   nudge_step_name(m->items[k].step)));
        json_array_append_new(list,
                              json_pack("{s:I, s:s, s:s, s:o}", "person_id", (json_int_t)m->to.v,
                                        "email", m->email, "send_at", when, "items", items));
    }
    char *text = json_dumps(list, JSON_COMPACT);
    puts(text ? text : "[]");
    free(text);
    json_decref(list);
}

struct nudges_order {
    const char *data, *from, *to, *format;
    struct day from_day, to_day;
    void (*print)(const struct nudge_plan *plan);
};

static int read_order(struct nudges_order *order)
{
    if (day_parse(str_of(order->from), &order->from_day) != OK ||
        day_parse(str_of(order->to), &order->to_day) != OK || order->to_day.v < order->from_day.v ||
        order->to_day.v - order->from_day.v > 400)
        return command_fail(EXIT_USAGE,
                            "--from and --to take dates like 2027-01-15, at most 400 days");
    order->print = strcmp(order->format, "text") == 0   ? print_text
                   : strcmp(order->format, "csv") == 0  ? print_csv
                   : strcmp(order->format, "json") == 0 ? print_json
                                                        : NULL;
    return order->print ? EXIT_DONE : command_fail(EXIT_USAGE, "--format is text, csv or json");
}

int command_nudges(int argc, char **argv)
{
    struct nudges_order order = {.format = "text"};
    const struct option_spec specs[] = {
        {"data", OPTION_TEXT, &order.data, true},
        {"from", OPTION_TEXT, &order.from, true},
        {"to", OPTION_TEXT, &order.to, true},
        {"format", OPTION_TEXT, &order.format},
        {0},
    };
    struct store *store;
    struct nudge_plan plan;
    struct arena *arena = arena_new();
    int status = command_options(argc, argv, specs, NULL, 0, NULL);
    if (status == EXIT_DONE)
        status = read_order(&order);
    if (status == EXIT_DONE)
        status = data_open(arena, order.data, STORE_READ, (struct instant){0}, &store);
    if (status == EXIT_DONE) {
        enum err err = nudge_plan(store, order.from_day, order.to_day, arena, &plan);
        if (err == OK)
            order.print(&plan);
        else
            status = command_fail(EXIT_ENVIRONMENT, "the plan cannot be made: %s", err_name(err));
        store_close(store);
    }
    arena_free(arena);
    return status;
}
