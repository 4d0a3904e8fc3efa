#ifndef SPARKD_WEB_API_H
#define SPARKD_WEB_API_H

#include "route.h"

/*
 * The JSON API (contract, section 5), its calls by noun; named in web/routes_api.c
 * and described in conf/data/openapi.json, which a test holds to the truth.
 */

/* The fields of bodies, also in the routes. */
#define API_EVENT_FIELDS                                                                           \
    "kind title purpose host_school room starts_at ends_at capacity waiting_list attendance "      \
    "hours booking_opens_at booking_closes_at sessions spark type counts approval clash "          \
    "offer_minutes fresh_schools_first withdraw_hours about"
#define API_APPROVAL_FIELDS                                                                        \
    "title provider from to cost payer cover_needed cover_unit travel travel_cost miles outcome "  \
    "in_trust in_trust_note for_need for_goal criteria"
#define API_SCHOOL_DATE_FIELDS "kind name from to dry_run"
#define API_JOB_FIELDS "staff_group role_category post staff_ref fte working_days leadership"
#define API_PERSON_FIELDS "name email as school staff_group partner event "
#define API_TALK_FIELDS                                                                            \
    "title minutes abstract category co_presenters "                                               \
    "available_from available_to kit theme phase subject focus"

route_handler api_document_show;

route_handler api_me_show;
route_handler api_school_list;
route_handler api_person_list, api_person_show, api_person_create, api_person_act;
route_handler api_merge, api_merge_undo, api_role_list, api_mentor_report, api_mentor_keep;

route_handler api_event_list, api_events_for_me, api_digest_show, api_digest_choose, api_event_show,
    api_event_create, api_event_change;
/* api_event_place.c */
route_handler api_event_place_show, api_event_place_change, api_event_people_show,
    api_organiser_add, api_organiser_remove, api_leader_put, api_leader_remove, api_event_needs,
    api_booking_needs, api_booking_needs_change;
/* api_register_file.c, api_here.c */
route_handler api_register_file_create, api_register_file_show, api_register_file_apply,
    api_register_file_drop, api_register_code, api_here;
route_handler api_event_publish, api_event_cancel, api_event_life;

/* api_register.c */
route_handler api_register_show, api_register_mark, api_register_history, api_register_close,
    api_register_reopen;

route_handler api_series_preview, api_series_create, api_series_show, api_series_change,
    api_series_publish, api_series_extend, api_series_end, api_event_restore;
route_handler api_series_members, api_series_join, api_series_leave;
route_handler api_booking_create, api_booking_list, api_booking_show, api_booking_cancel;
route_handler api_talk_needs, api_talk_needs_put;
route_handler api_booking_online, api_booking_room;
route_handler api_booking_accept, api_booking_withdraw, api_booking_hand_over, api_booking_swap,
    api_booking_replace, api_booking_group;
route_handler api_booking_ask_list, api_booking_ask_accept, api_booking_ask_decline,
    api_booking_ask_take_back;
/* api_proposal.c */
route_handler api_proposals, api_proposals_decide;
route_handler api_talk_submit, api_talk_joint, api_talk_create, api_talk_show, api_talk_change,
    api_talk_withdraw;
route_handler api_programme_show;
/* api_public_programme.c */
route_handler api_public, api_public_put, api_talk_public, api_talk_public_put;
/* api_board.c */
route_handler api_board, api_programme_set, api_programme_publish, api_board_move, api_board_pin,
    api_board_rule, api_board_rule_remove, api_board_versions, api_board_undo;
route_handler api_board_why, api_board_why_take, api_board_fit;   /* api_board_why.c */
route_handler api_arrange, api_job, api_job_stop, api_job_accept; /* api_arrange.c */
route_handler api_draw_show, api_draw_choose, api_draw_step, api_draw_record;
/* api_stage.c, api_stage_screen.c */
route_handler api_stage, api_stage_do, api_stage_screen, api_stage_screen_put,
    api_stage_screen_renew;
/* api_call.c */
route_handler api_call, api_call_put;
/* api_talk_offer.c */
route_handler api_talk_asking, api_talk_asking_put, api_talk_offer, api_talk_offer_answer;
/* api_talk_swap.c */
route_handler api_talk_swap_choices, api_talk_swap_ask, api_swap_list, api_swap, api_swap_answer;

route_handler api_deadline_list, api_deadline_complete, api_deadline_undo;
route_handler api_conversation_show, api_conversation_schedule, api_conversation_hold;
route_handler api_conversation_undo, api_conversation_confirm;
route_handler api_nudge_list;

route_handler api_feed_create, api_feed_list, api_feed_revoke;
route_handler api_policy_show, api_policy_list, api_policy_pack_show, api_policy_pack_load;
route_handler api_school_policy_show, api_school_policy_save;
route_handler api_outbox_list;

route_handler api_session_list, api_session_end, api_device_list, api_device_end;
route_handler api_factor_show, api_factor_recovery, api_factor_reset;
route_handler api_card_create, api_card_end;

route_handler api_import_create, api_import_list, api_import_show, api_import_items;
route_handler api_import_columns, api_import_choose, api_import_apply, api_import_undo;
route_handler api_import_drop, api_import_share_show, api_import_share_change;

route_handler api_audit_list;
route_handler api_break_glass_create, api_break_glass_list, api_break_glass_approve,
    api_break_glass_end;
route_handler api_link_list, api_link_accept, api_link_refuse;
route_handler api_status_list, api_status_figures;
route_handler api_my_data_ask, api_my_data_show;
route_handler api_retention_list, api_retention_set, api_retention_run;

/* api_school_calendar.c, api_school_year.c */
route_handler api_school_calendar_show, api_school_date_add, api_school_date_change,
    api_school_date_remove;
route_handler api_school_calendar_import, api_school_calendar_next, api_school_calendar_copy,
    api_school_calendar_undo, api_school_calendar_read, api_calendars_next;

/* api_activity.c, api_stored_file.c */
route_handler api_activity_type_list, api_activity_list, api_activity_to_verify,
    api_activity_create, api_activity_show, api_activity_change, api_activity_delete,
    api_activity_verify, api_activity_unverify;
/* api_reading.c */
route_handler api_reading_show, api_reading_set, api_reading_confirm, api_reading_take_back,
    api_reader_list, api_event_file_add;
route_handler api_activity_file_add, api_stored_file, api_stored_file_remove;

/* the organisation */
route_handler api_school_create, api_school_show, api_school_change, api_school_end, api_group_list,
    api_group_create, api_group_show, api_group_change, api_group_end, api_group_member_list,
    api_group_member_add, api_group_member_end, api_body_list, api_body_create, api_body_show,
    api_body_change, api_body_member_list, api_body_member_add, api_body_member_end,
    api_meeting_list, api_meeting_create, api_meeting_show, api_meeting_change, api_meeting_receive,
    api_meeting_cancel, api_travel_list, api_travel_change, api_own_calendar_show,
    api_own_calendar_put, api_own_calendar_remove, api_room_list, api_room_create, api_room_show,
    api_room_change, api_room_end, api_provider_list, api_provider_create, api_provider_show,
    api_provider_change, api_provider_judge, api_provider_end, api_facilitator_list,
    api_facilitator_create, api_facilitator_show, api_facilitator_change, api_facilitator_end;

/* api_approval.c, api_approval_act.c */
route_handler api_approval_list, api_approval_waiting, api_approval_route, api_approval_create,
    api_approval_show, api_approval_change, api_approval_withdraw;
route_handler api_approval_decide, api_approvals_decide, api_approval_ask, api_approval_answer,
    api_approval_comment, api_approval_delegate, api_approval_cover, api_approval_order;
/* api_event_message.c */
route_handler api_event_files, api_event_messages, api_event_message_send;
/* api_closure.c */
route_handler api_closure;
/* api_copy.c */
route_handler api_event_copy, api_year_copy, api_year_copy_make;
/* api_date_plan.c */
route_handler api_date_plan, api_dates_propose, api_dates_draft, api_date_wish_create,
    api_date_wish_remove, api_date_pick;
route_handler api_date_job, api_date_job_stop; /* api_date_job.c */
/* api_postpone.c */
route_handler api_event_postpone, api_event_postponements, api_booking_moved;
/* api_block.c, api_choice.c */
route_handler api_blocks, api_block_show, api_block_create, api_block_change, api_block_remove,
    api_workshop_show, api_workshop_create, api_workshop_change, api_choosing, api_choice,
    api_choice_put, api_choice_gaps, api_choice_seats, api_choice_remind, api_choice_place;
/* api_question.c */
route_handler api_questions, api_question_ask, api_question_moderate, api_question_answer;

/* api_keynote.c */
route_handler api_keynotes, api_keynote_create, api_keynote_change, api_keynote_remove;

/* api_slides.c */
route_handler api_talk_slides, api_talk_slides_put, api_talk_slides_file, api_event_slides,
    api_event_slides_cutoff, api_event_slides_zip;

/* api_thanks.c */
route_handler api_thanks, api_thanks_put, api_thanks_send;
/* api_talk_choice.c, api_library.c */
route_handler api_talk_demand, api_library, api_talk_after, api_talk_after_put;

/* api_audience.c */
route_handler api_audience, api_audience_add, api_audience_remove, api_quota, api_late, api_excuse,
    api_decline, api_event_agree, api_programme_years, api_programme_year;

/* api_hours.c, api_hours_setting.c */
route_handler api_hours_show, api_hours_ask, api_hours_agree, api_hours_agreed_end,
    api_hours_school;
route_handler api_hours_setting, api_hours_setting_save;

#endif
