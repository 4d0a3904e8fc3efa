/* DESIGN: asking a provider over the network; the only file that knows libcurl. */
#include "oidc_fetch.h"

#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdio.h>

#include "buf.h"
#include "check.h"
#include "clock.h"
#include "oidc.h"

enum { CONNECT_MS_MAX = 5000 };

/*
 * libcurl brings some twenty libraries with it: five megabytes for every server, asked for or not.
 * So it is opened when there is a provider to ask, and its functions are kept here.
 */
static struct {
    __typeof__(&curl_global_init) global_init;
    __typeof__(&curl_easy_init) init;
    __typeof__(&curl_easy_setopt) setopt;
    __typeof__(&curl_easy_perform) perform;
    __typeof__(&curl_easy_getinfo) getinfo;
    __typeof__(&curl_easy_strerror) strerror;
    __typeof__(&curl_easy_cleanup) cleanup;
    __typeof__(&curl_slist_append) slist_append;
    __typeof__(&curl_slist_free_all) slist_free_all;
} curl_lib;

static bool open_library(void)
{
    const struct {
        const char *name;
        void *to;
    } symbols[] = {
        {"curl_global_init", &curl_lib.global_init},
        {"curl_easy_init", &curl_lib.init},
        {"curl_easy_setopt", &curl_lib.setopt},
        {"curl_easy_perform", &curl_lib.perform},
        {"curl_easy_getinfo", &curl_lib.getinfo},
        {"curl_easy_strerror", &curl_lib.strerror},
        {"curl_easy_cleanup", &curl_lib.cleanup},
        {"curl_slist_append", &curl_lib.slist_append},
        {"curl_slist_free_all", &curl_lib.slist_free_all},
    };
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; library && i < COUNT_OF(symbols); i++) {
        void *found = dlsym(library, symbols[i].name);
        if (!found)
            return false;
        __builtin_memcpy(symbols[i].to, &found, sizeof found);
    }
    return library != NULL;
}

enum err oidc_fetch_init(void)
{
    if (curl_lib.global_init)
        return OK;
    bool open = open_library() && curl_lib.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return open ? OK : ERR_IO;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *arg)
{
    struct buf *body = arg;
    buf_add(body, bytes, size * count);
    return body->full ? 0 : size * count;
}

static const char *explain(CURLcode code, const struct buf *body, const char *detail,
                           struct arena *arena)
{
    if (body->full)
        return "the answer is longer than 256 KB";
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return "it did not answer in time (10 seconds in all)";
    case CURLE_COULDNT_RESOLVE_HOST:
        return "there is no such host; check the address and this machine's DNS";
    case CURLE_COULDNT_CONNECT:
        return "nothing answers there; check the address and the firewall";
    case CURLE_PEER_FAILED_VERIFICATION:
        return "its certificate is not trusted by this machine; check the clock and the package "
               "ca-certificates, or a filter that opens encrypted traffic";
    case CURLE_FILESIZE_EXCEEDED:
        return "the answer is longer than 256 KB";
    default:
        return arena_printf(arena, "it could not be asked: %s",
                            detail[0] ? detail : curl_lib.strerror(code));
    }
}

static void set_request(CURL *curl, const struct oidc_call *call)
{
    curl_lib.setopt(curl, CURLOPT_URL, call->url);
    /* Plain http was held to this machine by oidc_url_parse; an https address stays https. */
    bool secure = str_starts(str_of(call->url), STR("https:"));
    curl_lib.setopt(curl, CURLOPT_PROTOCOLS_STR, secure ? "https" : "http");
    curl_lib.setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_lib.setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,::1,localhost");
    curl_lib.setopt(curl, CURLOPT_USERAGENT, "sparkd");
    curl_lib.setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    if (call->form)
        curl_lib.setopt(curl, CURLOPT_POSTFIELDS, call->form);
    if (call->user) {
        curl_lib.setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        curl_lib.setopt(curl, CURLOPT_USERNAME, call->user);
        curl_lib.setopt(curl, CURLOPT_PASSWORD, call->password);
    }
}

static void set_limits(CURL *curl, long left_ms, struct buf *body, char *detail)
{
    curl_lib.setopt(curl, CURLOPT_NOSIGNAL, 1L); /* several threads */
    curl_lib.setopt(curl, CURLOPT_TIMEOUT_MS, left_ms);
    curl_lib.setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                    left_ms < CONNECT_MS_MAX ? left_ms : (long)CONNECT_MS_MAX);
    curl_lib.setopt(curl, CURLOPT_MAXFILESIZE, (long)OIDC_ANSWER_BYTES_MAX);
    curl_lib.setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
    curl_lib.setopt(curl, CURLOPT_WRITEDATA, body);
    curl_lib.setopt(curl, CURLOPT_ERRORBUFFER, detail);
}

enum err oidc_fetch(const struct oidc_call *call, struct arena *arena, int *ret_status,
                    struct str *ret_body, const char **ret_why)
{
    char detail[CURL_ERROR_SIZE] = "";
    struct buf body;
    long status = 0, left_ms = (long)(call->deadline_ms - clock_monotonic_ms());
    CURL *curl = left_ms > 0 ? curl_lib.init() : NULL;
    if (!curl) {
        *ret_why = "it did not answer in time (10 seconds in all)";
        return ERR_IO;
    }
    struct curl_slist *headers = curl_lib.slist_append(NULL, "Accept: application/json");
    CHECK(headers != NULL);
    buf_init(&body, OIDC_ANSWER_BYTES_MAX);
    set_request(curl, call);
    set_limits(curl, left_ms, &body, detail);
    curl_lib.setopt(curl, CURLOPT_HTTPHEADER, headers);
    CURLcode code = curl_lib.perform(curl);
    curl_lib.getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK) {
        *ret_status = (int)status;
        *ret_body = arena_str(arena, buf_str(&body));
    } else {
        *ret_why = explain(code, &body, detail, arena);
    }
    curl_lib.cleanup(curl);
    curl_lib.slist_free_all(headers);
    buf_done(&body);
    return code == CURLE_OK ? OK : ERR_IO;
}
