/* DESIGN: signing in, and what is there before it. */
#include "api.h"
#include "page.h"
#include "routes.h"

static const struct route ROUTES[] = {
    /* files and health */
    GET("health", "/healthz", LANE_READ, WHO_PUBLIC, page_health),
    GET("ready", "/readyz", LANE_READ, WHO_PUBLIC, page_ready),
    GET("robots", "/robots.txt", LANE_READ, WHO_PUBLIC, page_robots),
    GET("asset", "/a/{name}", LANE_READ, WHO_PUBLIC, page_asset),
    {"csp-report", HTTP_POST, "/csp-report", LANE_READ, WHO_PUBLIC, CSRF_NONE, REPORT_BYTES, "",
     page_csp_report, NULL, "application/csp-report application/reports+json"},
    GET("feed", "/cal/{name}.ics", LANE_FEED, WHO_PUBLIC, NULL),

    /* signing in */
    GET("sign-in", "/sign-in", LANE_READ, WHO_ANYONE, page_sign_in),
    {"sign-in-ask", HTTP_POST, "/sign-in", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf email next", page_sign_in_ask},
    GET("sign-in-code", "/sign-in/code", LANE_READ, WHO_ANYONE, page_sign_in_code),
    {"sign-in-try", HTTP_POST, "/sign-in/code", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf code remember", page_sign_in_try},
    {"sign-in-device", HTTP_POST, "/sign-in/device", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN,
     FORM_BYTES, "csrf next", page_device_use},
    {"sign-in-proxy", HTTP_POST, "/sign-in/proxy", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN, FORM_BYTES,
     "csrf next", page_proxy_use},
    GET("sign-in-card", "/sign-in/card", LANE_READ, WHO_ANYONE, page_card),
    {"sign-in-card-try", HTTP_POST, "/sign-in/card", LANE_WRITE, WHO_ANYONE, CSRF_ORIGIN,
     FORM_BYTES, "csrf number code next remember", page_card_try},
    GET("sign-in-factor", "/sign-in/factor", LANE_READ, WHO_STEP, page_sign_in_factor),
    STEP("sign-in-factor-try", "/sign-in/factor", "code recovery", page_sign_in_factor_try),
    GET("sign-in-set-up", "/sign-in/set-up", LANE_READ, WHO_STEP, page_sign_in_set_up),
    STEP("sign-in-set-up-confirm", "/sign-in/set-up", "code", page_sign_in_set_up_confirm),
    GET("sign-in-again", "/sign-in/again", LANE_READ, WHO_PERSON, page_again),
    POST("sign-in-again-ask", "/sign-in/again/code", "to", page_again_ask),
    POST("sign-in-again-try", "/sign-in/again", "code to", page_again_try),
    GET("oidc-return", "/sign-in/oidc/return", LANE_READ, WHO_ANYONE, page_oidc_return),
    {"oidc-back-channel", HTTP_POST, "/sign-in/oidc/back-channel", LANE_ERRAND, WHO_PUBLIC,
     CSRF_NONE, FORM_BYTES, "logout_token", page_oidc_back_channel},
    GET("oidc-start", "/sign-in/oidc/{name}", LANE_ERRAND, WHO_ANYONE, page_oidc_start),
    POST("sign-out", "/sign-out", "", page_sign_out),
    GET("sessions", "/sessions", LANE_READ, WHO_PERSON, page_sessions),
    POST("session-end", "/sessions/{id}/end", "", page_session_end),
    POST("device-end", "/devices/{id}/end", "", page_device_end),
    GET("person-sign-in", "/people/{id}/sign-in", LANE_READ, WHO_PERSON, page_sign_in_help),
    POST("person-card", "/people/{id}/sign-in/card", "", page_card_make),
    POST("person-card-end", "/people/{id}/sign-in/card/end", "", page_card_end),
    POST("person-factor-end", "/people/{id}/sign-in/factor/end", "", page_factor_reset),
    GET("factor", "/factor", LANE_READ, WHO_PERSON, page_factor),
    POST("factor-make", "/factor/make", "", page_factor_make),
    POST("factor-confirm", "/factor", "code", page_factor_confirm),
    POST("factor-recovery", "/factor/recovery", "", page_factor_recovery),
    POST("factor-end", "/factor/end", "", page_factor_end),

    /* whose account is whose */
    GET("links", "/people/links", LANE_READ, WHO_PERSON, page_links),
    POST("link-accept", "/people/links/{id}/accept", "", page_link_accept),
    POST("link-refuse", "/people/links/{id}/refuse", "", page_link_refuse),

    /* demo mode */
    GET("demo", "/demo", LANE_READ, WHO_DEMO, page_demo),
    {"demo-person", HTTP_POST, "/demo/person", LANE_WRITE, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf person", page_demo_sign_in},
    {"demo-clock", HTTP_POST, "/demo/clock", LANE_WRITE, WHO_DEMO, CSRF_ORIGIN, FORM_BYTES,
     "csrf to", page_demo_clock},
    GET("demo-outbox", "/demo/outbox", LANE_READ, WHO_DEMO, page_demo_outbox),
    GET("demo-mail", "/demo/outbox/{name}", LANE_READ, WHO_DEMO, page_demo_mail),
};

const struct route_list routes_sign_in = {ROUTES, COUNT_OF(ROUTES)};
