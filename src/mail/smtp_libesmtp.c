/* DESIGN: one SMTP session with libesmtp, and the guards against what it gets wrong. */
#include "smtp.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <auth-client.h>
#include <libesmtp.h>

#include "check.h"
#include "reply.h"

enum { SERVER_LINE_MAX = 512, FD_SEARCH_MAX = 64 };

/* The message under way. */
struct current {
    struct frame_message message;
    smtp_message_t handle;
    bool reported;
    bool rcpt_ok;
    bool started; /* the body was asked for */
    bool whole;   /* and taken to its end */
};

struct run {
    const struct frame_settings *settings;
    struct smtp_peer *peer;
    struct arena *arena;
    smtp_session_t session;
    SSL_CTX *tls;
    struct current current;
    int taken, sent;
    int socket; /* of the relay's connection, -1 if not found */
    bool auth_ok;
    bool asked_tls;             /* STARTTLS was sent, its answer has not come */
    const char *fault;          /* why the session cannot go on, in our words */
    char line[SERVER_LINE_MAX]; /* the server's line so far */
    size_t line_n;
    char last_line[SERVER_LINE_MAX];
};

/* ---- messages in, results out ---- */

static const char *body(void **context, int *length, void *arg);

static bool take_message(struct run *run)
{
    struct frame_message message;
    if (!run->peer->next(run->peer, &message))
        return false;
    run->taken++;
    run->current = (struct current){.message = message, .handle = smtp_add_message(run->session)};
    CHECK(run->current.handle);
    char *from = arena_str_c(run->arena, run->settings->from);
    char *to = arena_str_c(run->arena, message.to);
    CHECK(smtp_set_reverse_path(run->current.handle, from));
    CHECK(smtp_add_recipient(run->current.handle, to));
    CHECK(smtp_set_messagecb(run->current.handle, body, run));
    return true;
}

/*
 * Reports the current message. can_go_on: libesmtp will look for another
 * message after this event; then the next one is waited for and added.
 */
static void finish(struct run *run, enum smtp_stage stage, const struct smtp_reply *reply,
                   bool can_go_on)
{
    enum outbox_outcome outcome = reply_judge(stage, reply, run->current.whole);
    run->current.reported = true;
    if (outcome == OUTCOME_SENT)
        run->sent++;
    bool more = can_go_on && outcome != OUTCOME_RELAY && run->taken < run->settings->messages_max;
    struct frame_result result = {
        .id = run->current.message.id,
        .outcome = outcome,
        .more = more,
        /* a relay that ends a session after some messages is not at fault: a new session will do */
        .hold = outcome == OUTCOME_RELAY && run->sent == 0,
        .reply = str_of(reply_format(run->arena, stage, reply)),
    };
    run->peer->report(run->peer, &result);
    if (more)
        (void)take_message(run);
}

static struct smtp_reply read_status(struct run *run, const smtp_status_t *status)
{
    struct smtp_reply reply = {0};
    if (!status || status->code == 0)
        return reply;
    reply.code = status->code;
    reply.text = status->text ? status->text : "";
    if (status->enh_class)
        reply.text = arena_printf(run->arena, "%d.%d.%d %s", status->enh_class, status->enh_subject,
                                  status->enh_detail, reply.text);
    return reply;
}

/* libesmtp pulls the message from here; guards 4, 5 and 10 rest on what is noted. */
static const char *body(void **context, int *length, void *arg)
{
    struct run *run = arg;
    struct current *current = &run->current;
    (void)context;
    if (!length) {
        current->started = current->whole = false;
        return NULL;
    }
    if (current->reported || !run->peer->is_listening(run->peer)) {
        errno = ECANCELED; /* makes libesmtp drop the connection before the final dot */
        *length = -1;
        return NULL;
    }
    if (current->started) {
        current->whole = true;
        *length = 0;
        return NULL;
    }
    current->started = true;
    *length = (int)current->message.bytes.n;
    return current->message.bytes.p;
}

/* ---- guard 9: the connection's socket ---- */

static int find_socket(void)
{
    for (int fd = FD_SEARCH_MAX; fd > 2; fd--) {
        struct sockaddr_storage address;
        socklen_t n = sizeof address;
        if (getsockname(fd, (struct sockaddr *)&address, &n) == 0 &&
            (address.ss_family == AF_INET || address.ss_family == AF_INET6))
            return fd;
    }
    return -1;
}

static void set_tcp_option(int fd, int option)
{
    int on = 1;
    if (fd >= 0) /* a matter of speed: failing changes nothing else */
        (void)setsockopt(fd, IPPROTO_TCP, option, &on, sizeof on);
}

/* ---- guard 7: what the server said, for AUTH and for the administrator ---- */

static void end_server_line(struct run *run)
{
    run->line[run->line_n] = '\0';
    memcpy(run->last_line, run->line, run->line_n + 1);
    run->line_n = 0;
    if (strncmp(run->last_line, "235", 3) == 0)
        run->auth_ok = true;
}

/* Guard 4: nothing may follow the answer to STARTTLS in plain text. */
static void check_injection(struct run *run, const char *bytes, int n)
{
    const char *end = memchr(bytes, '\n', (size_t)n);
    if (run->asked_tls && end && end + 1 < bytes + n && bytes[0] == '2')
        run->fault = "somebody put answers into the connection before TLS began";
    run->asked_tls = false;
}

static void on_traffic(const char *bytes, int n, int writing, void *arg)
{
    struct run *run = arg;
    if (writing == SMTP_CB_WRITING && n >= 8 && memcmp(bytes, "STARTTLS", 8) == 0)
        run->asked_tls = true;
    if (writing != SMTP_CB_READING)
        return;
    check_injection(run, bytes, n);
    set_tcp_option(run->socket, TCP_QUICKACK);
    for (int i = 0; i < n; i++) {
        if (bytes[i] == '\n')
            end_server_line(run);
        else if (run->line_n + 1 < sizeof run->line)
            run->line[run->line_n++] = bytes[i];
    }
}

/* ---- events ---- */

static void on_mail_status(struct run *run)
{
    struct smtp_reply reply = read_status(run, smtp_reverse_path_status(run->current.handle));
    if (run->fault) {
        struct smtp_reply refused = {.text = run->fault};
        finish(run, STAGE_CONNECT, &refused, false);
    } else if (reply.code / 100 != 2) {
        finish(run, STAGE_MAIL, &reply, false);
    } else if (run->settings->user.n > 0 && !run->auth_ok) {
        struct smtp_reply refused = {.text = "the relay did not accept the user name and password"};
        finish(run, STAGE_AUTH, &refused, false);
    }
}

static void on_rcpt_status(struct run *run, smtp_recipient_t recipient)
{
    struct smtp_reply reply = read_status(run, smtp_recipient_status(recipient));
    if (run->current.reported)
        return;
    run->current.rcpt_ok = reply.code / 100 == 2;
    if (!run->current.rcpt_ok)
        finish(run, STAGE_RCPT, &reply, true);
}

static void on_message_sent(struct run *run)
{
    struct smtp_reply reply = read_status(run, smtp_message_transfer_status(run->current.handle));
    int hundreds = reply.code / 100;
    if (run->current.reported)
        return;
    if (!run->current.started) /* after a refused DATA libesmtp has looked for more already */
        finish(run, STAGE_DATA, &reply, false);
    else
        finish(run, STAGE_FINAL, &reply, hundreds == 2 || hundreds == 4 || hundreds == 5);
}

/* Guard 3: OpenSSL has checked the name that was asked for, if the context is ours. */
static void on_wrong_name(struct run *run, int *accept, const SSL *ssl)
{
    if (SSL_get_SSL_CTX(ssl) == run->tls && SSL_get_verify_result(ssl) == X509_V_OK)
        *accept = 1;
    else
        run->fault = "the relay's certificate is for another name";
}

static void on_bad_certificate(struct run *run, long verdict)
{
    run->fault = arena_printf(run->arena, "the relay's certificate is not accepted: %s",
                              X509_verify_cert_error_string(verdict));
}

static void on_event(smtp_session_t session, int event, void *arg, ...)
{
    struct run *run = arg;
    va_list args;
    (void)session;
    va_start(args, arg);
    if (event == SMTP_EV_CONNECT) {
        run->socket = find_socket();
        set_tcp_option(run->socket, TCP_NODELAY);
    } else if (event == SMTP_EV_MAILSTATUS) {
        on_mail_status(run);
    } else if (event == SMTP_EV_RCPTSTATUS) {
        (void)va_arg(args, const char *);
        on_rcpt_status(run, va_arg(args, smtp_recipient_t));
    } else if (event == SMTP_EV_MESSAGESENT) {
        on_message_sent(run);
    } else if (event == SMTP_EV_WRONG_PEER_CERTIFICATE) {
        int *accept = va_arg(args, int *);
        (void)va_arg(args, const char *);
        on_wrong_name(run, accept, va_arg(args, const SSL *));
    } else if (event == SMTP_EV_INVALID_PEER_CERTIFICATE) {
        on_bad_certificate(run, va_arg(args, long));
    } else if (event == SMTP_EV_EXTNA_STARTTLS) {
        run->fault = "the relay does not offer STARTTLS";
    }
    va_end(args);
}

/* ---- setting up ---- */

static bool is_loopback(struct str host)
{
    return str_eq_c(host, "127.0.0.1") || str_eq_c(host, "::1") || str_eq_c(host, "localhost");
}

static int answer_auth(auth_client_request_t request, char **result, int fields, void *arg)
{
    struct run *run = arg;
    for (int i = 0; i < fields; i++) {
        if (request[i].flags & AUTH_USER)
            result[i] = arena_str_c(run->arena, run->settings->user);
        else if (request[i].flags & AUTH_PASS)
            result[i] = arena_str_c(run->arena, run->settings->password);
        else
            result[i] = NULL;
    }
    return 1;
}

/* A password in plain text only inside TLS or this machine. */
static auth_context_t set_auth(struct run *run)
{
    if (run->settings->user.n == 0)
        return NULL;
    auth_client_init();
    auth_context_t auth = auth_create_context();
    CHECK(auth);
    if (run->settings->tls != FRAME_TLS_OFF || is_loopback(run->settings->host))
        auth_set_mechanism_flags(auth, AUTH_PLUGIN_PLAIN, 0);
    auth_set_interact_cb(auth, answer_auth, run);
    CHECK(smtp_auth_set_context(run->session, auth));
    return auth;
}

/* Guards 2 and 3: TLS 1.2 only, the certificate checked for the name that was asked for. */
static SSL_CTX *make_tls(const char *host, const char *ca_file)
{
    SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
    CHECK(tls);
    X509_VERIFY_PARAM *param = SSL_CTX_get0_param(tls);
    bool ok = SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION) &&
              SSL_CTX_set_max_proto_version(tls, TLS1_2_VERSION);
    if (!X509_VERIFY_PARAM_set1_ip_asc(param, host))
        ok = ok && X509_VERIFY_PARAM_set1_host(param, host, 0);
    if (*ca_file)
        ok = ok && SSL_CTX_load_verify_locations(tls, ca_file, NULL);
    else
        ok = ok && SSL_CTX_set_default_verify_paths(tls);
    SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
    if (ok)
        return tls;
    SSL_CTX_free(tls);
    return NULL;
}

static bool set_tls(struct run *run)
{
    if (run->settings->tls == FRAME_TLS_OFF)
        return smtp_starttls_enable(run->session, Starttls_DISABLED);
    run->tls = make_tls(arena_str_c(run->arena, run->settings->host),
                        arena_str_c(run->arena, run->settings->ca_file));
    if (run->tls)
        return smtp_starttls_enable(run->session, Starttls_REQUIRED) &&
               smtp_starttls_set_ctx(run->session, run->tls);
    run->fault = "the file of certificate authorities cannot be read";
    return false;
}

static void set_timeouts(struct run *run)
{
    static const int stages[] = {Timeout_GREETING, Timeout_ENVELOPE, Timeout_DATA,
                                 Timeout_TRANSFER};
    for (size_t i = 0; i < COUNT_OF(stages); i++)
        smtp_set_timeout(run->session, stages[i] | Timeout_OVERRIDE_RFC2822_MINIMUM,
                         (long)run->settings->timeout_ms);
    smtp_set_timeout(run->session, Timeout_DATA2 | Timeout_OVERRIDE_RFC2822_MINIMUM,
                     (long)run->settings->answer_timeout_ms);
}

static void set_session(struct run *run)
{
    run->session = smtp_create_session();
    CHECK(run->session);
    struct str host = run->settings->host, port = run->settings->port;
    char *server = arena_printf(run->arena, "%.*s:%.*s", (int)host.n, host.p, (int)port.n, port.p);
    CHECK(smtp_set_server(run->session, server));
    CHECK(smtp_set_eventcb(run->session, on_event, run));
    CHECK(smtp_set_monitorcb(run->session, on_traffic, run, 0));
    CHECK(smtp_option_require_all_recipients(run->session, 1)); /* guard 6 */
    set_timeouts(run);
}

/* ---- the end ---- */

/* A session that ended under a message, however libesmtp calls it: guard 10. */
static void finish_left_over(struct run *run)
{
    char words[160] = "";
    if (run->taken == 0 || run->current.reported)
        return;
    enum smtp_stage stage = run->current.started   ? STAGE_FINAL
                            : run->current.rcpt_ok ? STAGE_DATA
                                                   : STAGE_CONNECT;
    struct smtp_reply reply = {.text = run->fault};
    int code = atoi(run->last_line);
    if (stage == STAGE_CONNECT && code >= 400 && code < 600)
        reply = (struct smtp_reply){code, run->last_line + 3};
    else if (!reply.text && smtp_errno() != 0)
        reply.text = smtp_strerror(smtp_errno(), words, sizeof words);
    finish(run, stage, &reply, false);
}

void smtp_libesmtp_run(const struct frame_settings *settings, struct smtp_peer *peer)
{
    struct run run = {.settings = settings, .peer = peer, .arena = arena_new(), .socket = -1};
    set_session(&run);
    auth_context_t auth = set_auth(&run);
    if (take_message(&run)) {
        if (set_tls(&run))
            (void)smtp_start_session(run.session); /* its result says nothing: guard 10 */
        finish_left_over(&run);
    }
    smtp_destroy_session(run.session);
    if (auth)
        auth_destroy_context(auth);
    SSL_CTX_free(run.tls);
    arena_free(run.arena);
}
