#ifndef SPARKD_WEB_PAGE_H
#define SPARKD_WEB_PAGE_H

#include "route.h"

/* The pages' handlers, named in web/routes_*.c; each in the page_*.c of its noun. */

/* page_sign_in.c */
route_handler page_sign_in, page_sign_in_ask, page_sign_in_code, page_sign_in_try, page_sign_out;
/* page_sessions.c, page_factor.c, page_again.c */
route_handler page_sessions, page_session_end;
route_handler page_sign_in_factor, page_sign_in_factor_try, page_sign_in_set_up,
    page_sign_in_set_up_confirm;
route_handler page_factor, page_factor_make, page_factor_confirm, page_factor_recovery,
    page_factor_end;
/* page_device.c, page_card.c, page_sign_in_help.c */
route_handler page_proxy_use; /* page_proxy.c */
route_handler page_device_use, page_device_end, page_card, page_card_try;
route_handler page_sign_in_help, page_card_make, page_card_end, page_factor_reset;
route_handler page_again, page_again_ask, page_again_try;
/* page_oidc.c, page_link.c */
route_handler page_oidc_start, page_oidc_return, page_oidc_back_channel;
route_handler page_links, page_link_accept, page_link_refuse;
/* page_static.c */
route_handler page_health, page_ready, page_asset, page_robots, page_help, page_accessibility,
    page_privacy, page_csp_report;
/* page_home.c, page_deadline.c, page_calendar.c */
route_handler page_home, page_deadlines, page_deadline_done, page_deadline_undo, page_mentees;
route_handler page_conversation_time, page_conversation_agree;
route_handler page_calendar, page_feed_make, page_feed_end_ask, page_feed_end;
/* page_people.c, page_person_new.c, page_person.c, person_act.c, page_roles.c */
route_handler page_people, page_person_new, page_person_create, page_person, page_person_ask,
    page_person_act, page_merge_ask, page_merge, page_merge_undo_ask, page_merge_undo, page_roles,
    page_mentors, page_mentors_keep;
/* page_event_list.c, page_event.c, page_event_form.c, page_event_life.c, page_booking.c,
 * page_file.c */
route_handler page_events, page_events_file; /* page_event_list.c */
route_handler page_events_for_me;            /* page_event_for_me.c */
route_handler page_events_term;              /* page_event_term.c */
/* page_digest.c */
route_handler page_digest, page_digest_choose, page_digest_stop_ask, page_digest_stop;
route_handler page_event, page_event_book, page_event_publish, page_event_cancel_ask,
    page_event_cancel, page_event_status;
/* page_event_place.c, page_event_people.c, page_booking_need.c */
route_handler page_event_place, page_event_place_save, page_event_people, page_organiser_new,
    page_organiser_add, page_organiser_remove, page_leader_new, page_leader_add, page_leader_remove;
route_handler page_event_needs, page_booking_needs, page_booking_needs_save;
route_handler page_event_new, page_event_create, page_event_edit, page_event_save;
/* page_event_session.c, page_series.c, page_series_make.c, page_series_change.c */
route_handler page_event_sessions, page_event_sessions_save, page_event_restore;
route_handler page_event_repeat, page_event_repeat_make, page_series_dates, page_series_dates_add;
route_handler page_series, page_series_publish, page_series_join, page_series_member_new,
    page_series_member_add, page_series_leave_ask, page_series_leave;
route_handler page_series_edit, page_series_save, page_series_end_ask, page_series_end;
route_handler page_bookings, page_booking_cancel_ask, page_booking_cancel;
route_handler page_talk_needs, page_talk_needs_save;
route_handler page_booking_online, page_booking_room;
route_handler page_booking_accept, page_booking_hand_ask, page_booking_hand, page_booking_swap_ask,
    page_booking_swap;
/* page_places.c, page_place_of.c */
route_handler page_places, page_places_new, page_places_book;
route_handler page_place_end_ask, page_place_end, page_place_replace_ask, page_place_replace;
route_handler page_booking_ask_accept, page_booking_ask_decline, page_booking_ask_end;
route_handler page_event_file, page_booking_file, page_talk_file;
/* page_register.c, page_register_send.c, page_register_end.c, page_register_person.c,
 * page_register_sheet.c */
route_handler page_register, page_register_mark, page_register_paper, page_register_walk_in,
    page_register_send, page_register_close_ask, page_register_close, page_register_reopen_ask,
    page_register_reopen, page_register_person, page_register_correct, page_register_sheet,
    page_register_list;
/* page_event_paper.c, page_event_message.c */
route_handler page_event_papers, page_event_paper_add, page_event_message, page_event_message_send;
/* page_closure.c */
route_handler page_closure_ask, page_closure;
/* page_event_copy.c, page_year_copy.c */
route_handler page_event_copy_ask, page_event_copy, page_year_copy, page_year_copy_make;
/* page_event_postpone.c, page_booking_moved.c */
route_handler page_event_postpone_ask, page_event_postpone, page_event_postponements,
    page_booking_moved, page_booking_moved_answer;
/* page_register_file.c, page_register_screen.c, page_here.c */
route_handler page_register_file, page_register_file_put, page_register_file_show,
    page_register_file_apply, page_register_file_drop, page_register_screen;
route_handler page_here, page_here_type, page_here_code, page_here_say, page_here_done;
/* page_choose.c, page_block.c, page_block_form.c, page_workshop.c */
route_handler page_choose, page_choose_save, page_blocks, page_choices, page_choices_file,
    page_choice_remind, page_choice_place_ask, page_choice_place, page_block_new, page_block_create,
    page_block_edit, page_block_save, page_block_remove_ask, page_block_remove, page_choosing,
    page_choosing_save, page_workshop_new, page_workshop_create, page_workshop_edit,
    page_workshop_save;

/* page_audience.c, page_invitation.c, page_training_day.c */
route_handler page_audience, page_audience_new, page_audience_add, page_audience_remove,
    page_quota_ask, page_quota, page_late_ask, page_late;
route_handler page_excuse_ask, page_excuse, page_decline_ask, page_decline;
/* page_date_plan.c, page_date_search.c, page_date_wish.c, page_date_pick.c */
route_handler page_date_plan, page_date_plan_propose, page_date_plan_draft, page_date_search,
    page_date_search_stop, page_date_wish_new, page_date_wish_add, page_date_wish_edit,
    page_date_wish_change, page_date_wish_remove, page_date_pick, page_date_pick_set;
route_handler page_event_agree_ask, page_event_agree, page_programme_year,
    page_programme_year_publish;
/* page_audit.c, page_break_glass.c, page_record.c */
route_handler page_audit, page_audit_file, page_audit_mine;
route_handler page_break_glass, page_break_glass_new, page_break_glass_ask,
    page_break_glass_approve, page_break_glass_end;
route_handler page_record;
/* page_import.c */
route_handler page_import, page_import_upload, page_import_share, page_import_columns_save,
    page_import_show, page_import_choose, page_import_apply_ask, page_import_apply,
    page_import_drop, page_import_undo_ask, page_import_undo, page_people_file;
/* page_status.c, page_status_figures.c, page_my_data.c, page_retention.c */
route_handler page_status, page_status_file, page_status_figures;
route_handler page_my_data, page_my_data_ask, page_my_data_all, page_my_data_file;
route_handler page_retention, page_retention_set, page_retention_run;
/* page_demo.c */
route_handler page_demo, page_demo_sign_in, page_demo_clock, page_demo_outbox, page_demo_mail;
/* page_draw.c, page_draw_record.c */
route_handler page_draw, page_draw_choose, page_draw_ask, page_draw_step, page_draw_record,
    page_draw_file, page_draw_screen;
/* page_talk_offer.c */
route_handler page_talk_asking, page_talk_asking_save, page_talk_offer, page_talk_offer_answer;
route_handler page_talk_swap, page_talk_swap_ask, page_swap,
    page_swap_answer; /* page_talk_swap.c */
/* page_spark.c */
route_handler page_spark;
/* page_public_programme.c */
route_handler page_public_programme, page_public_json, page_public_schedule, page_public_ask,
    page_public_save, page_talk_public, page_talk_public_save;
/* page_programme.c */
route_handler page_programme, page_programme_json, page_programme_door, page_programme_cards,
    page_programme_running;
route_handler page_talk_choices, page_talk_choices_save;
/* page_programme_board.c */
route_handler page_programme_board, page_board_move, page_board_pin, page_board_rule,
    page_board_rule_remove, page_board_versions, page_board_take_back, page_board_publish_ask,
    page_board_publish;
/* page_arrange.c */
route_handler page_arrange_ask, page_arrange_start, page_arranging, page_arranging_accept,
    page_arranging_stop;
/* page_board_why.c */
route_handler page_board_why, page_board_why_take, page_board_fit;
/* page_board_rooms.c */
route_handler page_board_rooms, page_board_rooms_save;
/* page_screen_code.c */
route_handler page_screen_code, page_screen_code_do;
/* page_stage.c, page_stage_remote.c, page_stage_screen.c */
route_handler page_stage, page_stage_now, page_screen, page_screen_now, page_stage_remote,
    page_stage_do, page_stage_screen, page_stage_screen_do;
/* page_question.c, page_question_queue.c */
route_handler page_questions, page_question_ask, page_question_answer, page_question_answer_save,
    page_question_of;
route_handler page_question_queue, page_question_pass, page_question_hold, page_question_back;

/* page_keynote.c */
route_handler page_keynotes, page_keynote_new, page_keynote_create, page_keynote_edit,
    page_keynote_save, page_keynote_remove_ask, page_keynote_remove;
/* page_slides.c, page_slides_set.c */
route_handler page_slides, page_slides_save, page_slides_set, page_slides_cutoff, page_slides_zip;

/* page_thanks.c */
route_handler page_thanks, page_thanks_sheet, page_thanks_word, page_thanks_word_save,
    page_thanks_ask, page_thanks_send;
/* page_library.c */
route_handler page_library, page_talk_after, page_talk_after_save;
/* page_trust.c, page_policy.c */
route_handler page_trust, page_policy, page_policy_list, page_policy_words;
/* page_policy_edit.c, page_policy_words.c, page_policy_year.c, page_policy_item.c */
route_handler page_policy_edit, page_policy_publish, page_policy_discard;
route_handler page_policy_words_edit, page_policy_words_save, page_policy_part,
    page_policy_part_save;
route_handler page_policy_list_edit, page_policy_item_add, page_policy_item, page_policy_item_save;
/* page_school_policy.c, page_school_policy_date.c */
route_handler page_school_policy, page_school_policy_new, page_school_policy_add,
    page_school_policy_retire;
route_handler page_school_policy_dates, page_school_policy_dates_save,
    page_school_policy_dates_trust;
/* page_call.c */
route_handler page_call, page_call_edit, page_call_save;
/* page_joint.c */
route_handler page_joint, page_joint_answer;
/* page_proposal.c */
route_handler page_proposals, page_proposals_decide;
/* page_talk.c */
route_handler page_talk_new, page_talk_book, page_talk_edit, page_talk_save, page_talk_length,
    page_talk_length_ask, page_talk_wait, page_talk_wait_end, page_talk_withdraw,
    page_talk_withdraw_do, page_talk_leave, page_talk_leave_do;
/* page_school.c, page_school_form.c */
route_handler page_schools, page_schools_file, page_school;
route_handler page_school_new, page_school_create, page_school_edit, page_school_save,
    page_school_end_ask, page_school_end;
/* page_group.c, page_group_form.c */
route_handler page_groups, page_groups_file, page_group;
route_handler page_group_new, page_group_create, page_group_edit, page_group_save,
    page_group_end_ask, page_group_end;
/* page_body.c, page_body_form.c, page_meeting.c */
route_handler page_board, page_school_body, page_body_file;
route_handler page_body_new, page_body_create, page_body_edit, page_body_save;
route_handler page_meeting_new, page_meeting_add, page_meeting_edit, page_meeting_save,
    page_meeting_received_ask, page_meeting_received, page_meeting_cancel_ask, page_meeting_cancel;
/* page_member.c: of groups and bodies */
route_handler page_group_member_new, page_group_member_add, page_group_member_end_ask,
    page_group_member_end;
route_handler page_body_member_new, page_body_member_add, page_body_member_end_ask,
    page_body_member_end;
/* page_own_calendar.c */
route_handler page_own_calendar, page_own_calendar_put, page_own_calendar_remove_ask,
    page_own_calendar_remove;

/* page_travel.c */
route_handler page_travel, page_travel_file, page_travel_ask, page_travel_change;

/* page_room.c, page_room_form.c */
route_handler page_rooms, page_rooms_file, page_room;
route_handler page_room_new, page_room_create, page_room_edit, page_room_save, page_room_end_ask,
    page_room_end;
/* page_provider.c, page_provider_form.c, page_facilitator.c */
route_handler page_providers, page_providers_file, page_provider;
route_handler page_provider_new, page_provider_create, page_provider_edit, page_provider_save,
    page_provider_quality_ask, page_provider_quality, page_provider_end_ask, page_provider_end;
route_handler page_facilitators, page_facilitators_file;
route_handler page_facilitator_new, page_facilitator_create, page_facilitator_edit,
    page_facilitator_save, page_facilitator_end_ask, page_facilitator_end;
/* page_school_calendar.c, page_school_date.c, page_school_plan.c, page_school_calendars.c */
route_handler page_school_calendar, page_school_calendar_csv, page_school_calendar_ics,
    page_school_calendar_undo;
route_handler page_school_date_new, page_school_date_add, page_school_date_edit,
    page_school_date_save, page_school_date_remove_ask, page_school_date_remove;
route_handler page_school_import, page_school_import_read, page_school_next, page_school_copy,
    page_school_year_save;
route_handler page_school_calendars, page_school_calendars_next;
/* page_catalogue.c, page_activity.c, page_activity_show.c, page_activity_form.c,
 * page_activity_verify.c, page_stored_file.c */
route_handler page_catalogue, page_activities, page_activities_file, page_activity,
    page_activity_file_add;
route_handler page_activity_new, page_activity_create, page_activity_edit, page_activity_save,
    page_activity_delete_ask, page_activity_delete;
route_handler page_activities_to_verify, page_activity_verify, page_activity_unverify;
/* page_reading.c */
route_handler page_reading, page_reading_confirm, page_reading_take_back, page_reading_edit,
    page_reading_save, page_reading_file_add, page_readers, page_readers_file;
route_handler page_stored_file, page_stored_file_remove_ask, page_stored_file_remove;
/* page_approval.c, page_approval_how.c, page_approval_show.c, page_approval_form.c,
 * page_approval_act.c */
route_handler page_approvals, page_approvals_all, page_approvals_file, page_approvals_how,
    page_approvals_decide;
route_handler page_approval_new, page_approval_create, page_pattern_new, page_pattern_create;
route_handler page_approval, page_approval_edit, page_approval_save, page_approval_withdraw_ask,
    page_approval_withdraw;
route_handler page_approval_decide, page_approval_ask, page_approval_answer, page_approval_comment,
    page_approval_delegate_ask, page_approval_delegate, page_approval_cover, page_approval_order;

/* page_hours.c, page_hours_school.c, page_hours_setting.c, page_hours_agreed.c */
route_handler page_hours, page_person_hours, page_hours_school, page_hours_school_file;
route_handler page_hours_setting, page_hours_setting_save;
route_handler page_hours_agree_ask, page_hours_agree, page_hours_agreed_end_ask,
    page_hours_agreed_end;

#endif
