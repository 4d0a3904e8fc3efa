/* DESIGN: what the subcommands share: options by table, the data directory, one-line errors. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "migrate.h"

int command_fail(int status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs("sparkd: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    return status;
}

static const struct option_spec *find_spec(const struct option_spec *specs, struct str name)
{
    for (; specs->name; specs++)
        if (str_eq_c(name, specs->name))
            return specs;
    return NULL;
}

static int set_option(const struct option_spec *spec, const char *value)
{
    if (spec->kind == OPTION_TEXT) {
        *(const char **)spec->ret = value;
        return EXIT_DONE;
    }
    if (str_parse_int(str_of(value), (int64_t *)spec->ret) != OK)
        return command_fail(EXIT_USAGE, "--%s takes a whole number, not \"%s\"", spec->name, value);
    return EXIT_DONE;
}

/* --name VALUE, --name=VALUE, or --flag; *at moves over what was used. */
static int read_option(int argc, char **argv, int *at, const struct option_spec *specs)
{
    struct str text = str_from(str_of(argv[*at]), 2);
    long equals = str_find(text, '=');
    struct str name = equals >= 0 ? str_first(text, (size_t)equals) : text;
    const struct option_spec *spec = find_spec(specs, name);
    if (!spec)
        return command_fail(EXIT_USAGE, "there is no option %s here; see `sparkd help`", argv[*at]);
    if (spec->kind == OPTION_FLAG && equals < 0) {
        *(bool *)spec->ret = true;
        return EXIT_DONE;
    }
    if (equals >= 0)
        return set_option(spec, text.p + equals + 1);
    if (*at + 1 >= argc)
        return command_fail(EXIT_USAGE, "--%s needs a value", spec->name);
    return set_option(spec, argv[++*at]);
}

int command_options(int argc, char **argv, const struct option_spec *specs, const char **ret_words,
                    int words_max, int *ret_word_count)
{
    int words = 0, status = EXIT_DONE;
    for (int i = 1; i < argc && status == EXIT_DONE; i++) {
        if (strncmp(argv[i], "--", 2) == 0)
            status = read_option(argc, argv, &i, specs);
        else if (words == words_max)
            status = command_fail(EXIT_USAGE, "\"%s\" is one word too many", argv[i]);
        else
            ret_words[words++] = argv[i];
    }
    for (const struct option_spec *s = specs; s->name && status == EXIT_DONE; s++)
        if (s->required && !*(const char **)s->ret)
            status = command_fail(EXIT_USAGE, "--%s is needed", s->name);
    if (ret_word_count)
        *ret_word_count = words;
    return status;
}

int read_secret(const char *path, struct arena *arena, const char **ret)
{
    char line[1024];
    *ret = NULL;
    if (!path)
        return EXIT_DONE;
    FILE *file = fopen(path, "re");
    bool read = file && fgets(line, sizeof line, file);
    if (file)
        fclose(file);
    if (!read)
        return command_fail(EXIT_ENVIRONMENT, "%s: the secret cannot be read", path);
    *ret = arena_str_c(arena, str_trim(str_of(line)));
    return EXIT_DONE;
}

const char *data_path(struct arena *arena, const char *data, const char *name)
{
    return arena_printf(arena, "%s/%s", data, name);
}

/* The lock's descriptor, kept for the life of the process; -1 with errno. */
static int try_lock(struct arena *arena, const char *data)
{
    int fd = open(data_path(arena, data, "sparkd.lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int why = errno;
        close(fd);
        errno = why;
        return -1;
    }
    return fd;
}

int data_lock(struct arena *arena, const char *data, bool make)
{
    if (make && mkdir(data, 0700) != 0 && errno != EEXIST)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be made: %s", data, strerror(errno));
    if (try_lock(arena, data) >= 0)
        return EXIT_DONE;
    if (errno == EWOULDBLOCK)
        return command_fail(EXIT_ENVIRONMENT, "%s: another sparkd is using it; stop that one first",
                            data);
    return command_fail(EXIT_ENVIRONMENT, "%s: cannot be locked: %s", data, strerror(errno));
}

bool data_is_served(struct arena *arena, const char *data)
{
    return try_lock(arena, data) < 0 && errno == EWOULDBLOCK;
}

int data_open(struct arena *arena, const char *data, enum store_mode mode, struct instant now,
              struct store **ret)
{
    const char *path = data_path(arena, data, "sparkd.db");
    struct migrate_fault fault = {""};
    struct store *store;
    if (mode == STORE_READ && access(path, R_OK) != 0)
        return command_fail(EXIT_ENVIRONMENT,
                            "%s: there is no database; make one with `sparkd init`", data);
    if (store_open(path, mode, &store) != OK)
        return command_fail(EXIT_ENVIRONMENT, "%s: cannot be opened", path);
    enum err err =
        mode == STORE_WRITE ? migrate_apply(store, now, &fault) : migrate_check(store, &fault);
    if (err != OK) {
        store_close(store);
        return command_fail(EXIT_ENVIRONMENT, "%s: %s", path, fault.what);
    }
    *ret = store;
    return EXIT_DONE;
}
