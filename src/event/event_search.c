/* DESIGN: from what somebody types to what the index of events is asked for; pure. */
#include "event_search.h"

#include "buf.h"

enum { MATCH_BYTES_MAX = 64 << 10, APOSTROPHE = '\'' };

/* ---- words ---- */

static bool is_alnum(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
           (code >= 'A' && code <= 'Z');
}

/* What stands between words: ASCII's and Latin-1's signs, and Unicode's general punctuation. The
 * index has its own judgement of what is left, the same for both sides. */
static bool parts_words(uint32_t code)
{
    return (code < 0x80 && !is_alnum(code)) || (code >= 0x80 && code <= 0xa9) ||
           (code >= 0xab && code <= 0xb1) || code == 0xb4 || (code >= 0xb6 && code <= 0xb8) ||
           code == 0xbb || code == 0xbf || code == 0xd7 || code == 0xf7 ||
           (code >= 0x2000 && code <= 0x206f);
}

static bool is_apostrophe(uint32_t code)
{
    return code == APOSTROPHE || code == 0x2018 || code == 0x2019;
}

/* Where the next character begins; bytes that are none stand between words. */
static size_t next_char(struct str text, size_t at, uint32_t *ret_code)
{
    size_t n = str_utf8_next(text, at, ret_code);
    if (n == 0)
        *ret_code = ' ';
    return at + (n ? n : 1);
}

/* A word as typed, apostrophes and all. */
struct word {
    struct str text;
    int apostrophes; /* within it */
};

/* The next word from *at on; false at the end. */
static bool next_word(struct str typed, size_t *at, struct word *ret)
{
    struct word word = {.apostrophes = 0};
    size_t start = typed.n, end = typed.n;
    int since = 0; /* apostrophes since the last letter: those at the end are quotes */
    uint32_t code;
    for (size_t i = *at, next; i < typed.n; i = next) {
        next = next_char(typed, i, &code);
        if (is_apostrophe(code)) {
            since += start < typed.n;
        } else if (!parts_words(code)) {
            start = start < typed.n ? start : i;
            word.apostrophes += since;
            since = 0;
            end = next;
        } else if (start < typed.n) {
            break;
        }
    }
    *at = end;
    word.text = start < typed.n ? str_make(typed.p + start, end - start) : str_make(typed.p, 0);
    *ret = word;
    return word.text.n > 0;
}

/* ---- what the index is asked ---- */

/* "word"*, each apostrophe a `with` (a blank: two words that follow each other) or nothing. */
static void add_prefix(struct buf *out, const struct word *word, const char *with)
{
    uint32_t code;
    buf_add_char(out, '"');
    for (size_t i = 0, next; i < word->text.n; i = next) {
        next = next_char(word->text, i, &code);
        if (is_apostrophe(code))
            buf_add_c(out, with);
        else
            buf_add(out, word->text.p + i, next - i);
    }
    buf_add_c(out, "\"*");
}

static bool begins(struct str text, struct str start)
{
    return text.n >= start.n && str_eq_nocase(str_first(text, start.n), start);
}

/* Does the theme say a word that begins so? */
static bool says(const struct policy_item *theme, const struct word *word)
{
    struct word one;
    size_t at = 0;
    while (next_word(str_of(theme->text), &at, &one))
        if (begins(one.text, word->text))
            return true;
    return false;
}

static void add_themes(struct buf *out, const struct policy_list *themes, const struct word *word)
{
    for (int i = 0; themes && i < themes->item_count; i++)
        if (says(&themes->items[i], word))
            buf_printf(out, " OR theme : ^\"%s\"", themes->items[i].key);
}

const char *event_search_match(struct str typed, const struct policy_list *themes,
                               struct arena *arena)
{
    struct word word;
    struct buf out;
    size_t at = 0;
    buf_init(&out, MATCH_BYTES_MAX);
    for (int i = 0; i < EVENT_SEARCH_WORDS_MAX && next_word(typed, &at, &word); i++) {
        buf_add_c(&out, i ? " AND (" : "(");
        add_prefix(&out, &word, " ");
        if (word.apostrophes) {
            buf_add_c(&out, " OR ");
            add_prefix(&out, &word, "");
        }
        add_themes(&out, themes, &word);
        buf_add_char(&out, ')');
    }
    const char *match = out.full ? "" : arena_str_c(arena, buf_str(&out));
    buf_done(&out);
    return match;
}
