#ifndef SPARKD_WEB_SLIDES_ZIP_H
#define SPARKD_WEB_SLIDES_ZIP_H

#include "event.h"
#include "response.h"
#include "slides_set.h"

/*
 * The handler's last line, on an errand: the set as one ZIP to save, with
 * index.html, which lists it in running order with the links. It is written to
 * a file on the disk and sent from there, never held in memory. What is missing
 * on the disk is said in the list. ERR_CONFLICT `too-large`, in words.
 */
enum err slides_zip_answer(struct ctx *ctx, struct response *response, const struct event *event,
                           const struct slides_set *set) MUST_USE;

#endif
