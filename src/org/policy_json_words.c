/* DESIGN: a pack's head, its documents, its dictionary, its tie to appraisal. */
#include "policy_json_words.h"

#include <string.h>

#include "check.h"

const char *const policy_pack_label_keys[] = {
    "pd",
    "pd_short",
    "cpd_leader",
    "cpd_lead",
    "pd_mentor",
    "pd_plan",
    "school_plan",
    "improvement_plan",
    "appraisal",
    "governing_body",
    "trust_board",
    "head",
    "executive_head",
    "slt",
    "operations_manager",
    "curriculum_coordinator",
    "line_manager",
    "performance_manager",
    "subject_leader",
    "school",
    "pupils",
    "ect",
    "spark",
    "spark_in_full",
    "talk",
    "twilight",
    "inset",
    NULL,
};

static const struct policy_json_place ROOT = {0};

static bool is_name(const char *text)
{
    return strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(text) &&
           strlen(text) <= 40;
}

enum err policy_json_words_head(const struct policy_json *r, const json_t *root,
                                struct policy_pack *pack)
{
    enum err err =
        policy_json_text(r, &ROOT, root, "name", POLICY_JSON_LABEL_BYTES_MAX, &pack->name);
    if (err == OK && !is_name(pack->name))
        err =
            policy_json_bad(r, PLACE_KEY(&ROOT, "name"),
                            "must be small letters, digits and -, at most 40, like \"our-trust\"");
    if (err == OK)
        err = policy_json_text(r, &ROOT, root, "title", POLICY_JSON_LABEL_BYTES_MAX, &pack->title);
    if (err == OK)
        err = policy_json_text(r, &ROOT, root, "note", POLICY_JSON_LABEL_BYTES_MAX, &pack->note);
    if (err == OK)
        err = policy_json_number(r, &ROOT, root, "version", 1, 1000000, &pack->version);
    if (err == OK && json_object_get(root, "inherits")) {
        const char *from;
        err = policy_json_text(r, &ROOT, root, "inherits", POLICY_JSON_LABEL_BYTES_MAX, &from);
        if (err == OK && strcmp(from, "product") != 0)
            err = policy_json_bad(r, PLACE_KEY(&ROOT, "inherits"), "must be \"product\"");
    }
    return err;
}

enum err policy_json_words_documents(struct policy_json *r, json_t *value, struct policy_pack *pack)
{
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "documents");
    const char *key, *title;
    json_t *child;
    pack->document_count = 0;
    if (!json_is_object(value) || json_object_size(value) > PACK_DOCUMENTS_MAX)
        return policy_json_bad(r, here, "must be an object in braces of at most %d documents",
                               PACK_DOCUMENTS_MAX);
    json_object_foreach(value, key, child)
    {
        if (!*key || strlen(key) > 8 || strpbrk(key, ":-, ") || strcmp(key, "product") == 0)
            return policy_json_bad(r, PLACE_KEY(here, key),
                                   "a short name has at most 8 letters, like \"B\"");
        enum err err = policy_json_text(r, here, value, key, POLICY_JSON_LABEL_BYTES_MAX, &title);
        if (err != OK)
            return err;
        pack->documents[pack->document_count++] =
            (struct pack_document){arena_strdup(r->why->arena, key), title};
    }
    r->documents = value;
    return OK;
}

static struct pack_label *label_of(struct policy_pack *pack, const char *key)
{
    for (int i = 0; i < pack->label_count; i++)
        if (strcmp(pack->labels[i].key, key) == 0)
            return &pack->labels[i];
    CHECK(pack->label_count < PACK_LABELS_MAX);
    pack->labels[pack->label_count].key = key;
    return &pack->labels[pack->label_count++];
}

enum err policy_json_words_labels(const struct policy_json *r, const json_t *value,
                                  struct policy_pack *pack)
{
    static const char *const keys[] = {"text", "source", NULL};
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "labels");
    enum err err = policy_json_object(r, here, value, NULL, policy_pack_label_keys);
    for (int i = 0; err == OK && policy_pack_label_keys[i]; i++) {
        const char *key = policy_pack_label_keys[i];
        const struct policy_json_place *place = PLACE_KEY(here, key);
        const json_t *label = json_object_get(value, key);
        if (!label)
            continue;
        struct pack_label *to = label_of(pack, key);
        to->origin = r->origin;
        err = policy_json_object(r, place, label, keys, NULL);
        if (err == OK)
            err = policy_json_text(r, place, label, "text", POLICY_JSON_LABEL_BYTES_MAX, &to->text);
        if (err == OK)
            err = policy_json_source(r, place, label, "source", &to->source);
    }
    return err;
}

static const char *const LINKS[] = {
    [APPRAISAL_SEPARATE] = "separate",
    [APPRAISAL_ONE_WAY] = "one-way",
    [APPRAISAL_COMBINED] = "combined",
};

const char *appraisal_link_name(enum appraisal_link link)
{
    return LINKS[link];
}

enum err policy_json_words_appraisal(const struct policy_json *r, const json_t *value,
                                     struct policy_pack *pack)
{
    static const char *const keys[] = {"link", "source", NULL};
    const struct policy_json_place *here = PLACE_KEY(&ROOT, "appraisal");
    const char *link;
    enum err err = policy_json_object(r, here, value, keys, NULL);
    if (err == OK)
        err = policy_json_text(r, here, value, "link", POLICY_JSON_LABEL_BYTES_MAX, &link);
    if (err == OK)
        err = policy_json_source(r, here, value, "source", &pack->appraisal_source);
    if (err != OK)
        return err;
    for (size_t i = 0; i < COUNT_OF(LINKS); i++)
        if (strcmp(LINKS[i], link) == 0) {
            pack->appraisal = (enum appraisal_link)i;
            return OK;
        }
    return policy_json_bad(r, PLACE_KEY(here, "link"),
                           "must be \"separate\", \"one-way\" or \"combined\"");
}
