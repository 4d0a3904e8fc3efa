/* DESIGN: what an event is about, on its form: typed words to values, and back. */
#include <string.h>

#include "check.h"
#include "event_input.h"
#include "sheet.h"

/* ---- texts ---- */

static const struct {
    const char *name;
    size_t offset;
} TEXTS[] = {
    {"objectives", offsetof(struct event_about, objectives)},
    {"methods", offsetof(struct event_about, methods)},
    {"expectations", offsetof(struct event_about, expectations)},
    {"audience", offsetof(struct event_about, audience)},
    {"level", offsetof(struct event_about, level)},
    {"theme", offsetof(struct event_about, theme)},
    {"phase", offsetof(struct event_about, phase)},
    {"subject", offsetof(struct event_about, subject)},
    {"evaluation", offsetof(struct event_about, evaluation)},
    {"emerging", offsetof(struct event_about, emerging)},
};

static void read_texts(const struct form *form, struct arena *arena, struct event_about *about)
{
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const char *text = sheet_lines(arena, form, TEXTS[i].name);
        memcpy((char *)about + TEXTS[i].offset, &text, sizeof text);
    }
}

/* ---- pounds ---- */

/* "12", "12.50", "£1,250" in pence; nothing is free. */
static int read_cost(const struct form *form, struct refusal *why)
{
    struct str typed = str_of(form_text(form, "cost", why->arena)), part = STR("");
    int64_t pounds = 0, pence = 0;
    char plain[16];
    size_t n = 0;
    if (typed.n == 0)
        return 0;
    if (typed.n > 2 && memcmp(typed.p, "\xC2\xA3", 2) == 0)
        typed = str_from(typed, 2);
    struct str whole = typed;
    long dot = str_find(typed, '.');
    if (dot >= 0) {
        whole = str_first(typed, (size_t)dot);
        part = str_from(typed, (size_t)dot + 1);
    }
    for (size_t i = 0; i < whole.n && n + 1 < sizeof plain; i++)
        if (whole.p[i] != ',')
            plain[n++] = whole.p[i];
    bool good = str_parse_int((struct str){plain, n}, &pounds) == OK && pounds >= 0 &&
                pounds <= EVENT_COST_PENCE_MAX / 100 &&
                (dot < 0 || (part.n == 2 && str_parse_int(part, &pence) == OK && pence >= 0));
    if (good)
        return (int)(pounds * 100 + pence);
    refuse_field(why, "cost", "Enter the cost of a place in pounds, like 120 or 12.50.");
    return 0;
}

static void write_cost(const struct event_about *about, struct form *form, struct arena *arena)
{
    if (about->cost_pence == 0)
        return;
    sheet_put(form, arena, "cost",
              about->cost_pence % 100
                  ? arena_printf(arena, "%d.%02d", about->cost_pence / 100, about->cost_pence % 100)
                  : arena_printf(arena, "%d", about->cost_pence / 100));
}

/* ---- all of it ---- */

static void read_choices(const struct form *form, struct refusal *why, struct event_about *about)
{
    const char *mode = form_text(form, "mode", why->arena);
    const char *strand = form_text(form, "strand", why->arena);
    if (*mode && event_about_parse_mode(str_of(mode), &about->mode) != OK)
        refuse_field(why, "mode", "Choose how people take part.");
    if (*strand && event_about_parse_strand(str_of(strand), &about->strand) != OK)
        refuse_field(why, "strand", "Choose whose programme it belongs to.");
    about->provider.v = form_int(form, "provider", 0);
    for (int i = 0; i < EVENT_STANDARD_PARTS; i++)
        if (form_has(form, arena_printf(why->arena, "standard_%d", i + 1)))
            about->standard |= 1 << i;
}

struct event_about event_about_input_read(const struct form *form, struct refusal *why)
{
    struct event_about about = event_about_new();
    read_texts(form, why->arena, &about);
    read_choices(form, why, &about);
    about.cost_pence = read_cost(form, why);
    return about;
}

void event_about_input_write(const struct event_about *about, struct form *form,
                             struct arena *arena)
{
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const char *text;
        memcpy(&text, (const char *)about + TEXTS[i].offset, sizeof text);
        if (*text)
            sheet_put(form, arena, TEXTS[i].name, text);
    }
    sheet_put(form, arena, "mode", event_about_mode(about->mode));
    sheet_put(form, arena, "strand", event_about_strand(about->strand));
    if (about->provider.v)
        sheet_put(form, arena, "provider",
                  arena_printf(arena, "%lld", (long long)about->provider.v));
    write_cost(about, form, arena);
    for (int i = 0; i < EVENT_STANDARD_PARTS; i++)
        if (about->standard & 1 << i)
            sheet_put(form, arena, arena_printf(arena, "standard_%d", i + 1), "yes");
}
