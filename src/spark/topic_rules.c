/* DESIGN: whether two talks speak about the same, by the words of their titles. */
#include "topic_rules.h"

#include <string.h>

#include "check.h"
#include "str.h"

enum { WORDS_MAX = 24, WORD_BYTES_MAX = 32 };

/* What a title may say of anything. */
static const char *const SMALL[] = {
    "a",      "about",  "all",  "an",    "and",    "are",    "as",    "at",    "be",
    "better", "by",     "can",  "class", "day",    "do",     "every", "five",  "for",
    "from",   "good",   "help", "how",   "i",      "idea",   "in",    "into",  "is",
    "it",     "lesson", "like", "make",  "making", "minute", "more",  "my",    "new",
    "no",     "not",    "of",   "on",    "one",    "or",     "our",   "pupil", "school",
    "so",     "ten",    "that", "the",   "their",  "them",   "thing", "this",  "three",
    "to",     "two",    "up",   "use",   "using",  "way",    "we",    "week",  "what",
    "when",   "why",    "with", "work",  "worked", "year",   "you",   "your",
};

struct word {
    char folded[WORD_BYTES_MAX];
    size_t n;
};

struct words {
    struct word items[WORDS_MAX];
    int count;
};

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

static bool is_small(const struct word *word)
{
    for (size_t i = 0; i < COUNT_OF(SMALL); i++)
        if (word->n == strlen(SMALL[i]) && memcmp(word->folded, SMALL[i], word->n) == 0)
            return true;
    return word->n < 2;
}

static bool has(const struct words *words, const struct word *word)
{
    for (int i = 0; i < words->count; i++)
        if (words->items[i].n == word->n &&
            memcmp(words->items[i].folded, word->folded, word->n) == 0)
            return true;
    return false;
}

/* Lower case, and "questions" as "question"; "class" stays. */
static struct word fold(const char *text, size_t n)
{
    struct word word = {.n = n < WORD_BYTES_MAX ? n : WORD_BYTES_MAX};
    for (size_t i = 0; i < word.n; i++) {
        char c = text[i];
        word.folded[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    if (word.n > 3 && word.folded[word.n - 1] == 's' && word.folded[word.n - 2] != 's')
        word.n--;
    return word;
}

static struct words words_of(const char *title)
{
    struct words words = {.count = 0};
    for (const char *at = title; *at;) {
        size_t n = 0;
        while (is_letter((unsigned char)at[n]))
            n++;
        struct word word = fold(at, n);
        if (n > 0 && words.count < WORDS_MAX && !is_small(&word) && !has(&words, &word))
            words.items[words.count++] = word;
        at += n ? n : 1;
    }
    return words;
}

const char *topic_rules_shared(const struct topic *a, const struct topic *b, struct arena *arena)
{
    struct words one = words_of(a->title), other = words_of(b->title);
    int fewest = one.count < other.count ? one.count : other.count, shared = 0;
    const char *text = "";
    if (a->theme && *a->theme && b->theme && str_eq_nocase(str_of(a->theme), str_of(b->theme)))
        return a->theme;
    for (int i = 0; i < one.count; i++) {
        if (!has(&other, &one.items[i]))
            continue;
        text = arena_printf(arena, "%s%s%.*s", text, shared ? " " : "", (int)one.items[i].n,
                            one.items[i].folded);
        shared++;
    }
    return shared >= 2 || (shared > 0 && shared == fewest) ? text : NULL;
}
