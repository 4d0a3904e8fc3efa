/* DESIGN: what a browser calls itself, in words its owner knows: two small tables. */
#include "browser_words.h"

#include <string.h>

struct row {
    const char *mark, *words;
};

/* The first that fits counts: most browsers name others too. */
static const struct row BROWSERS[] = {
    {"Edg/", "Edge"},
    {"EdgA/", "Edge"},
    {"EdgiOS/", "Edge"},
    {"SamsungBrowser/", "Samsung Internet"},
    {"OPR/", "Opera"},
    {"Vivaldi/", "Vivaldi"},
    {"DuckDuckGo/", "DuckDuckGo"},
    {"FxiOS/", "Firefox"},
    {"Firefox/", "Firefox"},
    {"CriOS/", "Chrome"},
    {"Chromium/", "Chromium"},
    {"Chrome/", "Chrome"},
    {"Safari/", "Safari"},
    {"curl/", "curl"},
};
static const struct row SYSTEMS[] = {
    {"iPhone", "an iPhone"},  {"iPad", "an iPad"},    {"Android", "Android"},
    {"CrOS", "a Chromebook"}, {"Windows", "Windows"}, {"Macintosh", "a Mac"},
    {"Linux", "Linux"},
};

static const char *find(const struct row *rows, size_t count, struct str agent)
{
    for (size_t i = 0; i < count; i++)
        if (memmem(agent.p, agent.n, rows[i].mark, strlen(rows[i].mark)))
            return rows[i].words;
    return NULL;
}

const char *browser_words(struct arena *arena, struct str agent)
{
    if (!agent.n)
        return "A browser";
    const char *browser = find(BROWSERS, sizeof BROWSERS / sizeof BROWSERS[0], agent);
    const char *system = find(SYSTEMS, sizeof SYSTEMS / sizeof SYSTEMS[0], agent);
    if (browser && system)
        return arena_printf(arena, "%s on %s", browser, system);
    if (system)
        return arena_printf(arena, "A browser on %s", system);
    return browser ? browser : "A browser";
}
