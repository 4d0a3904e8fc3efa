/* DESIGN: what an event is about, in JSON: read over what stands, and shown. */
#include <string.h>

#include "api_event_input.h"
#include "check.h"
#include "json_view.h"

static const char FIELDS[] = "methods objectives expectations audience level theme phase subject "
                             "mode standard evaluation provider_id cost_pence strand emerging";

static const struct {
    const char *name;
    size_t offset;
} TEXTS[] = {
    {"methods", offsetof(struct event_about, methods)},
    {"objectives", offsetof(struct event_about, objectives)},
    {"expectations", offsetof(struct event_about, expectations)},
    {"audience", offsetof(struct event_about, audience)},
    {"level", offsetof(struct event_about, level)},
    {"theme", offsetof(struct event_about, theme)},
    {"phase", offsetof(struct event_about, phase)},
    {"subject", offsetof(struct event_about, subject)},
    {"evaluation", offsetof(struct event_about, evaluation)},
    {"emerging", offsetof(struct event_about, emerging)},
};

/* ---- reading ---- */

static void read_texts(const struct json_input *in, struct event_about *about)
{
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const char *text;
        if (json_input_text(in, TEXTS[i].name, &text))
            memcpy((char *)about + TEXTS[i].offset, &text, sizeof text);
    }
}

static void read_choices(const struct json_input *in, struct event_about *about)
{
    const char *text;
    if (json_input_text(in, "mode", &text) &&
        event_about_parse_mode(str_of(text), &about->mode) != OK)
        json_input_refuse(in, "mode", "Choose in person, online, both or own time.");
    if (json_input_text(in, "strand", &text) &&
        event_about_parse_strand(str_of(text), &about->strand) != OK)
        json_input_refuse(in, "strand", "Choose staff, governors or everyone.");
}

/* [1, 4]: parts of the DfE's standard; an empty list is none. */
static void read_standard(const struct json_input *in, struct event_about *about)
{
    const json_t *list = json_object_get(in->object, "standard"), *part;
    size_t i;
    int bits = 0;
    bool good = json_is_array(list);
    if (!list)
        return;
    json_array_foreach(list, i, part)
    {
        json_int_t n = json_integer_value(part);
        good = good && n >= 1 && n <= EVENT_STANDARD_PARTS;
        if (good)
            bits |= 1 << (n - 1);
    }
    if (good)
        about->standard = bits;
    else
        json_input_refuse(in, "standard", "Send a list of the parts it meets, from 1 to 5.");
}

void api_event_about_read(const struct json_input *body, struct api_event_input *input)
{
    struct json_input in;
    struct event_about *about = &input->about;
    if (!json_input_object(body, "about", FIELDS, &in))
        return;
    input->fields.about = about;
    read_texts(&in, about);
    read_choices(&in, about);
    read_standard(&in, about);
    if (json_is_null(json_object_get(in.object, "provider_id")))
        about->provider.v = 0;
    else
        json_input_id(&in, "provider_id", &about->provider.v);
    json_input_int(&in, "cost_pence", &about->cost_pence);
}

/* ---- showing ---- */

json_t *api_event_about_view(const struct event_about *about)
{
    json_t *view = json_object(), *standard = json_array();
    for (size_t i = 0; i < COUNT_OF(TEXTS); i++) {
        const char *text;
        memcpy(&text, (const char *)about + TEXTS[i].offset, sizeof text);
        json_object_set_new(view, TEXTS[i].name, json_string(text));
    }
    for (int i = 0; i < EVENT_STANDARD_PARTS; i++)
        if (about->standard & 1 << i)
            json_array_append_new(standard, json_integer(i + 1));
    json_object_update_new(view, json_pack("{s:s, s:s, s:o, s:o, s:i}", "mode",
                                           event_about_mode(about->mode), "strand",
                                           event_about_strand(about->strand), "standard", standard,
                                           "provider_id", json_view_id(about->provider.v),
                                           "cost_pence", about->cost_pence));
    return view;
}
