/* DESIGN: sparkd.conf: one table of keys for reading, checking and printing. */
#include "config.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"

enum { FILE_BYTES_MAX = 1 << 20 };

enum kind { TEXT, PORT, NUMBER, YES_NO, WORD, BASE_URL };

struct key {
    const char *name;
    enum kind kind;
    size_t offset;
    const char *words; /* WORD: the values in order of the enum, separated by spaces */
    int least, most;   /* NUMBER */
    bool secret;
    bool numbered; /* one for each provider, offset in its struct; # in the name is 1 to 4 */
};

#define AT(member) offsetof(struct config, member)
#define OIDC(member) offsetof(struct config_oidc, member), .numbered = true
static const struct key KEYS[] = {
    {"data", TEXT, AT(data)},
    {"listen", TEXT, AT(listen)},
    {"base_url", BASE_URL, AT(base_url)},
    {"mail", WORD, AT(mail), .words = "off smtp"},
    {"smtp_host", TEXT, AT(smtp_host)},
    {"smtp_port", PORT, AT(smtp_port)},
    {"smtp_starttls", WORD, AT(smtp_starttls), .words = "off required"},
    {"smtp_user", TEXT, AT(smtp_user)},
    {"smtp_password_file", TEXT, AT(smtp_password_file), .secret = true},
    {"behind_proxy", YES_NO, AT(behind_proxy)},
    {"proxy_user_header", TEXT, AT(proxy_user_header)},
    {"proxy_secret_header", TEXT, AT(proxy_secret_header)},
    {"proxy_secret_file", TEXT, AT(proxy_secret_file), .secret = true},
    {"proxy_peers", TEXT, AT(proxy_peers)},
    {"file_limit_mb", NUMBER, AT(file_limit_mb), .least = 1, .most = 20},
    {"file_person_mb", NUMBER, AT(file_person_mb), .least = 1, .most = 10000},
    {"rate_limits", YES_NO, AT(rate_limits)},
    {"log_debug", YES_NO, AT(log_debug)},
    {"oidc_#_name", TEXT, OIDC(name)},
    {"oidc_#_label", TEXT, OIDC(label)},
    {"oidc_#_kind", WORD, OIDC(kind), .words = "generic entra google"},
    {"oidc_#_tenant", TEXT, OIDC(tenant)},
    {"oidc_#_domain", TEXT, OIDC(domain)},
    {"oidc_#_issuer", TEXT, OIDC(issuer)},
    {"oidc_#_client_id", TEXT, OIDC(client_id)},
    {"oidc_#_secret_file", TEXT, OIDC(secret_file), .secret = true},
    {"oidc_#_hosts", TEXT, OIDC(hosts)},
    {"oidc_#_acr", TEXT, OIDC(acr)},
    {"oidc_#_amr", TEXT, OIDC(amr)},
    {"oidc_#_offline", YES_NO, OIDC(offline)},
};
#undef AT
#undef OIDC
enum { KEY_COUNT = sizeof KEYS / sizeof KEYS[0] };

void config_init(struct config *config)
{
    *config = (struct config){
        .data = "data",
        .listen = "127.0.0.1:8080",
        .mail = MAIL_OFF,
        .smtp_host = "127.0.0.1",
        .smtp_port = 25,
        .smtp_starttls = STARTTLS_OFF,
        .file_limit_mb = 10,
        .file_person_mb = 200,
        .rate_limits = true,
    };
}

/* A key as it stands in a file: which, and of which provider. */
struct place {
    const struct key *key;
    int number; /* from 0 */
};

/* Is it the key's name, with a digit from 1 to 4 where the key has its #? */
static bool is_key(const struct key *key, struct str name, int *ret_number)
{
    struct str want = str_of(key->name);
    long at = str_find(want, '#');
    if (at < 0)
        return str_eq(name, want);
    if (name.n != want.n || !str_eq(str_first(name, (size_t)at), str_first(want, (size_t)at)) ||
        !str_eq(str_from(name, (size_t)at + 1), str_from(want, (size_t)at + 1)))
        return false;
    *ret_number = name.p[at] - '1';
    return *ret_number >= 0 && *ret_number < CONFIG_OIDC_MAX;
}

static bool find_key(struct str name, struct place *ret)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        *ret = (struct place){&KEYS[i], 0};
        if (is_key(&KEYS[i], name, &ret->number))
            return true;
    }
    return false;
}

static void *place_of(struct config *config, const struct place *place)
{
    char *base = place->key->numbered ? (char *)&config->oidc[place->number] : (char *)config;
    return base + place->key->offset;
}

static int word_index(struct str value, const char *words)
{
    struct str rest = str_of(words), word;
    for (int i = 0; str_split(&rest, ' ', &word); i++)
        if (str_eq(word, value))
            return i;
    return -1;
}

static bool is_base_url(struct str s)
{
    bool scheme = str_starts(s, STR("https://")) || str_starts(s, STR("http://"));
    struct str host = str_from(s, str_starts(s, STR("https://")) ? 8 : 7);
    for (size_t i = 0; i < host.n; i++)
        if (host.p[i] <= ' ' || host.p[i] >= 0x7f || strchr("/?#\"<>@", host.p[i]))
            return false;
    return scheme && host.n > 0 && host.n < 200;
}

/* Sets one key; NULL, or what is wrong with the value. */
static const char *set_key(const struct key *key, void *at, struct str value, struct arena *arena)
{
    int64_t number;
    int index;
    switch (key->kind) {
    case BASE_URL:
        if (!is_base_url(value))
            return "must be http:// or https:// and a host, without a path, like "
                   "https://cpd.school.example";
        *(const char **)at = arena_str_c(arena, value);
        return NULL;
    case TEXT:
        if (value.n == 0 || str_has_controls(value, false))
            return "must not be empty";
        *(const char **)at = arena_str_c(arena, value);
        return NULL;
    case PORT:
        if (str_parse_int(value, &number) != OK || number < 1 || number > 65535)
            return "must be a port, 1 to 65535";
        *(int *)at = (int)number;
        return NULL;
    case NUMBER:
        if (str_parse_int(value, &number) != OK || number < key->least || number > key->most)
            return arena_printf(arena, "must be a number, %d to %d", key->least, key->most);
        *(int *)at = (int)number;
        return NULL;
    case YES_NO:
        index = word_index(value, "no yes");
        if (index < 0)
            return "must be yes or no";
        *(bool *)at = index == 1;
        return NULL;
    case WORD:
        index = word_index(value, key->words);
        if (index < 0)
            return arena_printf(arena, "must be one of: %s", key->words);
        *(int *)at = index;
        return NULL;
    }
    return NULL;
}

struct seen {
    bool keys[KEY_COUNT][CONFIG_OIDC_MAX];
};

static const char *read_line(struct config *config, struct str line, struct seen *seen,
                             struct arena *arena)
{
    long at = str_find(line, '=');
    if (at < 0)
        return "a line is `key = value`";
    struct str name = str_trim(str_first(line, (size_t)at));
    struct str value = str_trim(str_from(line, (size_t)at + 1));
    struct place place;
    if (!find_key(name, &place))
        return arena_printf(arena, "there is no key \"%.*s\"; see conf/sparkd.conf.example",
                            (int)str_first(name, 40).n, name.p);
    bool *known = &seen->keys[place.key - KEYS][place.number];
    if (*known)
        return arena_printf(arena, "%.*s stands here twice", (int)name.n, name.p);
    *known = true;
    const char *what = set_key(place.key, place_of(config, &place), value, arena);
    return what ? arena_printf(arena, "%.*s %s", (int)name.n, name.p, what) : NULL;
}

enum err config_parse(const char *name, struct str text, struct arena *arena, struct config *config,
                      FILE *faults)
{
    struct seen seen = {0};
    struct str rest = text, line;
    enum err err = OK;
    for (int number = 1; str_split(&rest, '\n', &line); number++) {
        line = str_trim(line);
        if (line.n == 0 || line.p[0] == '#')
            continue;
        const char *what = read_line(config, line, &seen, arena);
        if (what) {
            fprintf(faults, "%s:%d: %s\n", name, number, what);
            err = ERR_INVALID;
        }
    }
    return err;
}

enum err config_read(const char *path, struct arena *arena, struct config *config, FILE *faults)
{
    FILE *file = fopen(path, "re");
    struct buf text;
    char chunk[4096];
    if (!file) {
        fprintf(faults, "%s: cannot be read: %m\n", path);
        return ERR_IO;
    }
    buf_init(&text, FILE_BYTES_MAX);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, file)) > 0;)
        buf_add(&text, chunk, n);
    fclose(file);
    enum err err = config_parse(path, arena_str(arena, buf_str(&text)), arena, config, faults);
    buf_done(&text);
    return err;
}

static void print_word(const char *words, int index, FILE *out)
{
    struct str rest = str_of(words), word = STR("");
    for (int i = 0; i <= index && str_split(&rest, ' ', &word); i++)
        ;
    fprintf(out, "%.*s", (int)word.n, word.p);
}

static void print_value(const struct key *key, const void *at, FILE *out)
{
    const char *text = NULL;
    switch (key->kind) {
    case TEXT:
    case BASE_URL:
        text = *(const char *const *)at;
        fputs(!text ? "(not set)" : key->secret ? "********" : text, out);
        break;
    case PORT:
    case NUMBER:
        fprintf(out, "%d", *(const int *)at);
        break;
    case YES_NO:
        fputs(*(const bool *)at ? "yes" : "no", out);
        break;
    case WORD:
        print_word(key->words, *(const int *)at, out);
        break;
    }
    fputc('\n', out);
}

static void print_provider(const struct config_oidc *provider, int number, FILE *out)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const char *mark = strchr(KEYS[i].name, '#');
        if (!KEYS[i].numbered)
            continue;
        fprintf(out, "%.*s%d%s = ", (int)(mark - KEYS[i].name), KEYS[i].name, number, mark + 1);
        print_value(&KEYS[i], (const char *)provider + KEYS[i].offset, out);
    }
}

void config_print(const struct config *config, FILE *out)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (KEYS[i].numbered)
            continue;
        fprintf(out, "%s = ", KEYS[i].name);
        print_value(&KEYS[i], (const char *)config + KEYS[i].offset, out);
    }
    /* The first one always, so that its keys are to be seen. */
    for (int i = 0; i < CONFIG_OIDC_MAX; i++)
        if (i == 0 || config->oidc[i].name)
            print_provider(&config->oidc[i], i + 1, out);
}
