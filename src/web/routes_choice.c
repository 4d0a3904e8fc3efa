/* DESIGN: the addresses of a day's blocks and workshops, and of choosing among them. */
#include "api.h"
#include "page.h"
#include "routes.h"

#define WORKSHOP_FIELDS "title purpose block_id room_id room capacity same_as"

static const struct route ROUTES[] = {
    GET("choose", "/events/{id}/choose", LANE_READ, WHO_PERSON, page_choose),
    POST("choose-save", "/events/{id}/choose", "person block_*", page_choose_save),
    GET("blocks", "/events/{id}/blocks", LANE_READ, WHO_PERSON, page_blocks),
    GET("block-new", "/events/{id}/blocks/new", LANE_READ, WHO_PERSON, page_block_new),
    POST("block-create", "/events/{id}/blocks/new", "name on start end must_choose",
         page_block_create),
    GET("block-edit", "/blocks/{id}/edit", LANE_READ, WHO_PERSON, page_block_edit),
    POST("block-save", "/blocks/{id}/edit", "version name on start end must_choose",
         page_block_save),
    GET("block-remove-ask", "/blocks/{id}/remove", LANE_READ, WHO_PERSON, page_block_remove_ask),
    POST("block-remove", "/blocks/{id}/remove", "", page_block_remove),
    GET("workshop-new", "/blocks/{id}/workshops", LANE_READ, WHO_PERSON, page_workshop_new),
    POST("workshop-create", "/blocks/{id}/workshops", WORKSHOP_FIELDS " person person_id",
         page_workshop_create),
    GET("workshop-edit", "/workshops/{id}/edit", LANE_READ, WHO_PERSON, page_workshop_edit),
    POST("workshop-save", "/workshops/{id}/edit", "version " WORKSHOP_FIELDS, page_workshop_save),
    GET("choosing", "/events/{id}/choosing", LANE_READ, WHO_PERSON, page_choosing),
    POST("choosing-save", "/events/{id}/choosing",
         DATE_FIELDS("opens_at") " opens_at_time " DATE_FIELDS(
             "closes_at") " closes_at_time by_workshop",
         page_choosing_save),
    GET("choices", "/events/{id}/choices", LANE_ERRAND, WHO_PERSON, page_choices),
    GET("choices-file", "/events/{id}/choices.csv", LANE_ERRAND, WHO_PERSON, page_choices_file),
    POST("choice-remind", "/events/{id}/choices/remind", "", page_choice_remind),
    GET("choice-place-ask", "/events/{id}/choices/place", LANE_READ, WHO_PERSON,
        page_choice_place_ask),
    POST("choice-place", "/events/{id}/choices/place", "", page_choice_place),

    API_GET("api-blocks", "/events/{id}/blocks", LANE_READ, "", api_blocks),
    API_WRITE("api-block-create", HTTP_POST, "/events/{id}/blocks",
              "name starts_at ends_at must_choose", api_block_create),
    API_GET("api-block", "/blocks/{id}", LANE_READ, "", api_block_show),
    API_WRITE("api-block-change", HTTP_PATCH, "/blocks/{id}", "name starts_at ends_at must_choose",
              api_block_change),
    API_WRITE("api-block-remove", HTTP_DELETE, "/blocks/{id}", "", api_block_remove),
    API_WRITE("api-workshop-create", HTTP_POST, "/blocks/{id}/workshops", WORKSHOP_FIELDS,
              api_workshop_create),
    API_GET("api-workshop", "/workshops/{id}", LANE_READ, "", api_workshop_show),
    API_WRITE("api-workshop-change", HTTP_PATCH, "/workshops/{id}", WORKSHOP_FIELDS,
              api_workshop_change),
    API_WRITE("api-choosing", HTTP_PUT, "/events/{id}/choosing",
              "opens_at closes_at hours_by_workshop", api_choosing),
    API_GET("api-choice", "/events/{id}/choices", LANE_READ, "person", api_choice),
    API_WRITE("api-choice-put", HTTP_PUT, "/events/{id}/choices", "workshops talk_ids person_id",
              api_choice_put),
    API_GET("api-choice-gaps", "/events/{id}/choice-gaps", LANE_ERRAND, "", api_choice_gaps),
    API_GET("api-choice-seats", "/events/{id}/choice-seats", LANE_ERRAND, "", api_choice_seats),
    API_WRITE("api-choice-remind", HTTP_POST, "/events/{id}/choice-reminders", "",
              api_choice_remind),
    API_WRITE("api-choice-place", HTTP_POST, "/events/{id}/choice-placings", "", api_choice_place),
};

const struct route_list routes_choice = {ROUTES, COUNT_OF(ROUTES)};
