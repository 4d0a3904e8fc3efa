/* DESIGN: the addresses of the policy, of data protection, and the same for everybody. */
#include "page.h"
#include "routes.h"

/* The words of a policy, policy_pack_label_keys. */
#define POLICY_WORDS                                                                               \
    "pd pd_short cpd_leader cpd_lead pd_mentor pd_plan school_plan improvement_plan appraisal "    \
    "governing_body trust_board head executive_head slt operations_manager "                       \
    "curriculum_coordinator line_manager performance_manager subject_leader school pupils ect "    \
    "spark spark_in_full talk twilight inset"

static const struct route ROUTES[] = {
    /* the same for everybody */
    GET("help", "/help", LANE_READ, WHO_ANYONE, page_help),
    GET("accessibility", "/accessibility", LANE_READ, WHO_ANYONE, page_accessibility),
    GET("privacy", "/privacy", LANE_READ, WHO_ANYONE, page_privacy),

    /* the trust */
    GET("trust", "/trust", LANE_READ, WHO_PERSON, page_trust),
    GET("policy", "/policy", LANE_READ, WHO_PERSON, page_policy),
    GET("policy-words", "/policy/words", LANE_READ, WHO_PERSON, page_policy_words),
    GET("policy-list", "/policy/lists/{name}", LANE_READ, WHO_PERSON, page_policy_list),
    GET("school-policy", "/schools/{id}/policy", LANE_READ, WHO_PERSON, page_school_policy),
    GET("school-policy-new", "/schools/{id}/policy/add", LANE_READ, WHO_PERSON,
        page_school_policy_new),
    POST("school-policy-add", "/schools/{id}/policy/add", "version list text group section",
         page_school_policy_add),
    POST("school-policy-retire", "/schools/{id}/policy/retire", "version list item retired",
         page_school_policy_retire),
    GET("school-policy-dates", "/schools/{id}/policy/dates", LANE_READ, WHO_PERSON,
        page_school_policy_dates),
    POST("school-policy-dates-save", "/schools/{id}/policy/dates",
         "version part moves " RULE_FIELDS("opens") " " RULE_FIELDS("due"),
         page_school_policy_dates_save),
    POST("school-policy-dates-trust", "/schools/{id}/policy/dates/trust", "version part moves",
         page_school_policy_dates_trust),
    GET("policy-edit", "/policy/edit", LANE_READ, WHO_PERSON, page_policy_edit),
    POST("policy-publish", "/policy/edit/publish", "version", page_policy_publish),
    POST("policy-discard", "/policy/edit/discard", "version", page_policy_discard),
    GET("policy-edit-words", "/policy/edit/words", LANE_READ, WHO_PERSON, page_policy_words_edit),
    POST("policy-save-words", "/policy/edit/words", "version appraisal_link " POLICY_WORDS,
         page_policy_words_save),
    GET("policy-edit-part", "/policy/edit/year/{name}", LANE_READ, WHO_PERSON, page_policy_part),
    POST("policy-save-part", "/policy/edit/year/{name}",
         "version label nudges " RULE_FIELDS("opens") " " RULE_FIELDS("due"),
         page_policy_part_save),
    GET("policy-edit-list", "/policy/edit/lists/{name}", LANE_READ, WHO_PERSON,
        page_policy_list_edit),
    POST("policy-add-item", "/policy/edit/lists/{name}", "version text group",
         page_policy_item_add),
    GET("policy-edit-item", "/policy/edit/items/{name}", LANE_READ, WHO_PERSON, page_policy_item),
    POST("policy-save-item", "/policy/edit/items/{name}", "version text retired",
         page_policy_item_save),

    /* data protection */
    GET("audit", "/audit", LANE_READ, WHO_PERSON, page_audit),
    GET("audit-file", "/audit.csv", LANE_READ_AUDITED, WHO_PERSON, page_audit_file),
    GET("audit-mine", "/audit/mine", LANE_READ, WHO_PERSON, page_audit_mine),
    GET("record", "/people/{id}/record", LANE_READ_AUDITED, WHO_PERSON, page_record),
    GET("break-glass", "/break-glass", LANE_READ, WHO_PERSON, page_break_glass),
    GET("break-glass-new", "/people/{id}/break-glass", LANE_READ, WHO_PERSON, page_break_glass_new),
    POST("break-glass-ask", "/people/{id}/break-glass", "reason hours", page_break_glass_ask),
    POST("break-glass-approve", "/break-glass/{id}/approve", "", page_break_glass_approve),
    POST("break-glass-end", "/break-glass/{id}/end", "", page_break_glass_end),
    GET("status", "/status", LANE_ERRAND, WHO_PERSON, page_status),
    GET("status-figures", "/status/figures", LANE_ERRAND, WHO_PERSON, page_status_figures),
    GET("status-file", "/status.csv", LANE_READ_AUDITED, WHO_PERSON, page_status_file),
    GET("my-data", "/my-data", LANE_READ, WHO_PERSON, page_my_data),
    POST("my-data-ask", "/my-data", "as", page_my_data_ask),
    GET("my-data-all", "/my-data/all", LANE_ERRAND, WHO_PERSON, page_my_data_all),
    GET("my-data-file", "/my-data.json", LANE_ERRAND, WHO_PERSON, page_my_data_file),
    GET("retention", "/retention", LANE_ERRAND, WHO_PERSON, page_retention),
    POST("retention-set", "/retention", "class days", page_retention_set),
    POST("retention-run", "/retention/run", "", page_retention_run),
};

const struct route_list routes_trust = {ROUTES, COUNT_OF(ROUTES)};
