#ifndef SPARKD_CONFIG_CONFIG_H
#define SPARKD_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stdio.h>

#include "arena.h"
#include "err.h"

/*
 * sparkd.conf: `key = value` a line, `#` begins a comment. Every key with its
 * default and reason stands in conf/sparkd.conf.example. Secrets are read from
 * files, never from the command line.
 */
enum config_starttls { STARTTLS_OFF, STARTTLS_REQUIRED };
enum config_mail { MAIL_OFF, MAIL_SMTP };

/* A provider to sign in at; the keys oidc_1_… to oidc_4_…. What each kind needs is judged by
 * oidc_setting_fault. */
enum config_oidc_kind { CONFIG_OIDC_GENERIC, CONFIG_OIDC_ENTRA, CONFIG_OIDC_GOOGLE };
enum { CONFIG_OIDC_MAX = 4 };
struct config_oidc {
    const char *name; /* NULL: there is no such provider */
    const char *label;
    enum config_oidc_kind kind;
    const char *tenant, *domain, *issuer, *client_id;
    const char *secret_file; /* NULL: none, a public client */
    const char *hosts, *acr, *amr;
    bool offline;
};

struct config {
    const char *data;     /* directory */
    const char *listen;   /* ADDR:PORT or unix:PATH */
    const char *base_url; /* scheme://host[:port]; NULL: http://127.0.0.1:PORT */
    enum config_mail mail;
    const char *smtp_host;
    int smtp_port;
    enum config_starttls smtp_starttls;
    const char *smtp_user;          /* NULL: no AUTH */
    const char *smtp_password_file; /* NULL: none */
    bool behind_proxy;
    const char *proxy_user_header, *proxy_secret_header; /* NULL: no sign-in by a proxy */
    const char *proxy_secret_file;
    const char *proxy_peers; /* addresses separated by spaces; NULL: the Unix socket alone */
    int file_limit_mb;       /* a file that somebody brings */
    int file_person_mb;      /* all that one person brought */
    bool rate_limits;
    bool log_debug;
    struct config_oidc oidc[CONFIG_OIDC_MAX];
};

void config_init(struct config *config);
/* Reads the whole text; every fault is written to `faults` as NAME:LINE: what is wrong and what to
 * do. ERR_INVALID if there was one. Texts live in the arena. */
enum err config_parse(const char *name, struct str text, struct arena *arena, struct config *config,
                      FILE *faults) MUST_USE;
/* The same from a file. ERR_IO: it cannot be read (said in `faults`). */
enum err config_read(const char *path, struct arena *arena, struct config *config,
                     FILE *faults) MUST_USE;
/* Every key with its value in force, secrets masked. */
void config_print(const struct config *config, FILE *out);

#endif
