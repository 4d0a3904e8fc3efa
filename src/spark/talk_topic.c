/* DESIGN: the phase, subject and focus of a talk, each one its event's call names. */
#include "talk_topic.h"

#include <string.h>

enum { FIND, PUT };
static const char *const SQL[] = {
    [FIND] = "SELECT phase, subject, focus FROM talk_topic WHERE talk_id = $1",
    [PUT] = "INSERT INTO talk_topic (talk_id, phase, subject, focus) VALUES ($1, $2, $3, $4)"
            " ON CONFLICT (talk_id) DO UPDATE SET phase = excluded.phase,"
            " subject = excluded.subject, focus = excluded.focus",
};

static const struct {
    const char *name, *label;
} KINDS[TALK_TOPICS] = {
    [TALK_PHASE] = {"phase", "Phase"},
    [TALK_SUBJECT] = {"subject", "Subject"},
    [TALK_FOCUS] = {"focus", "Area of focus"},
};

const char *talk_topic_name(enum talk_topic_kind kind)
{
    return KINDS[kind].name;
}

const char *talk_topic_label(enum talk_topic_kind kind)
{
    return KINDS[kind].label;
}

const char *talk_topic_list(const struct call *call, enum talk_topic_kind kind)
{
    const char *const lists[TALK_TOPICS] = {
        [TALK_PHASE] = call->phases, [TALK_SUBJECT] = call->subjects, [TALK_FOCUS] = call->focuses};
    return lists[kind];
}

enum err talk_topic_find(struct store *store, struct talk_id talk, struct arena *arena,
                         struct talk_topic *ret)
{
    struct talk_topic topic = {{"", "", ""}};
    struct rows rows;
    enum err err = store_find(store, SQL[FIND], PARAMS(p_int(talk.v)), &rows);
    if (err == OK) {
        for (int i = 0; i < TALK_TOPICS; i++)
            topic.words[i] = rows_text(&rows, i, arena);
        err = rows_end(&rows);
    }
    if (err != OK && err != ERR_NOT_FOUND)
        return err;
    *ret = topic;
    return OK;
}

void talk_topic_check(const struct call *call, const struct talk_topic *stands,
                      const struct talk_topic *typed, struct refusal *why)
{
    for (int i = 0; i < TALK_TOPICS; i++) {
        const char *list = talk_topic_list(call, (enum talk_topic_kind)i), *word = typed->words[i];
        if (!word || !*word || (stands && strcmp(stands->words[i], word) == 0))
            continue;
        if (!*list)
            refuse_field(why, KINDS[i].name, "This event’s call names none. Leave it empty.");
        else if (!call_invites(list, word))
            refuse_field(why, KINDS[i].name, "This event calls for: %s. Choose one of them.", list);
    }
}

enum err talk_topic_put(struct store *store, struct talk_id talk, const struct talk_topic *typed,
                        struct arena *arena)
{
    struct talk_topic topic;
    bool differs = false;
    enum err err = talk_topic_find(store, talk, arena, &topic);
    for (int i = 0; err == OK && i < TALK_TOPICS; i++) {
        if (!typed->words[i] || strcmp(topic.words[i], typed->words[i]) == 0)
            continue;
        topic.words[i] = typed->words[i];
        differs = true;
    }
    return err == OK && differs ? store_exec(store, SQL[PUT],
                                             PARAMS(p_int(talk.v), p_text(topic.words[TALK_PHASE]),
                                                    p_text(topic.words[TALK_SUBJECT]),
                                                    p_text(topic.words[TALK_FOCUS])))
                                : err;
}

const char *talk_topic_words(const struct talk_topic *topic, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < TALK_TOPICS; i++)
        if (*topic->words[i])
            text = arena_printf(arena, "%s%s%s", text, *text ? ", " : "", topic->words[i]);
    return text;
}
