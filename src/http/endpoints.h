// Every handler that is no plain command, by the file it lies in. routes.cpp puts them into the
// table.
#pragma once

#include "http/call.h"

namespace zq::http {

// session.cpp
Reply log_in(Call& call);
Reply log_out(Call& call);
Reply show_me(Call& call);
Reply switch_membership(Call& call);
Reply change_password(Call& call);
Reply confirm_session(Call& call);
Reply list_sessions(Call& call);
Reply end_own_session(Call& call);
Reply end_other_sessions(Call& call);
Reply end_sessions_of_person(Call& call);
Reply begin_second_factor(Call& call);
Reply activate_second_factor(Call& call);
Reply renew_recovery_codes(Call& call);
Reply remove_second_factor(Call& call);
Reply reset_second_factor(Call& call);
Reply invite(Call& call);
Reply list_invitations(Call& call);
Reply take_invitation_back(Call& call);
Reply look_up_invitation(Call& call);
Reply accept_invitation(Call& call);
Reply list_members(Call& call);

// mail.cpp
Reply show_mail_preferences(Call& call);
Reply set_mail_address(Call& call);
Reply remove_mail_address(Call& call);
Reply choose_letters(Call& call);
Reply confirm_mail_address(Call& call);
Reply list_safety_notices(Call& call);

// disclosures.cpp
Reply disclose(Call& call);
Reply disclose_person(Call& call);
Reply list_looks(Call& call);
Reply list_looks_at_me(Call& call);

// own_data.cpp
Reply export_me(Call& call);
Reply correct_my_name(Call& call);
Reply correct_contact(Call& call);
Reply erase_person_of_id(Call& call);

// identity.cpp
Reply show_identity_provider(Call& call);
Reply begin_identity_login(Call& call);
Reply begin_identity_link(Call& call);
Reply begin_identity_confirmation(Call& call);
Reply return_from_identity_provider(Call& call);
Reply list_identities(Call& call);
Reply end_identity(Call& call);

// parties.cpp
Reply list_enterprises(Call& call);
Reply show_enterprise(Call& call);
Reply show_my_enterprise(Call& call);
Reply list_providers(Call& call);
Reply show_provider(Call& call);
Reply show_my_provider(Call& call);
Reply show_quota(Call& call);

// registry.cpp
Reply list_organisations(Call& call);
Reply list_persons(Call& call);
Reply list_memberships(Call& call);
Reply register_person(Call& call);
Reply import_register(Call& call);

// programme.cpp
Reply list_programmes(Call& call);
Reply show_programme(Call& call);
Reply show_rulebook(Call& call);
Reply list_clauses(Call& call);
Reply search_industries(Call& call);
Reply follow_changes(Call& call);

// statistics.cpp
Reply show_statistics(Call& call);

// public.cpp
Reply list_catalogue(Call& call);
Reply show_catalogue_item(Call& call);
Reply list_product_notices(Call& call);
Reply list_payout_notices(Call& call);
Reply list_sanctions_register(Call& call);
Reply check_eligibility(Call& call);
Reply test_size(Call& call);

// products.cpp
Reply list_products(Call& call);
Reply show_product(Call& call);
Reply show_product_timeline(Call& call);
Reply show_product_checks(Call& call);

// orders.cpp
Reply list_orders(Call& call);
Reply show_order(Call& call);
Reply show_order_timeline(Call& call);
Reply show_order_parties(Call& call);
Reply show_order_checks(Call& call);
Reply show_contract(Call& call);
Reply show_redemption(Call& call);
Reply show_work(Call& call);

// payouts.cpp
Reply list_batches(Call& call);
Reply show_batch(Call& call);
Reply download_payout_file(Call& call);
Reply list_objections(Call& call);
Reply show_objection(Call& call);

// papers.cpp
Reply print_order_paper(Call& call);
Reply print_commitment(Call& call);
Reply print_product_notice(Call& call);
Reply print_payout_notice(Call& call);
Reply print_payout_list(Call& call);
Reply check_size_certificate(Call& call);

// sheets.cpp
Reply convert_table(Call& call);
Reply download_form_template(Call& call);
Reply download_application_form(Call& call);
Reply read_application_form(Call& call);

// supervision.cpp
Reply list_sanctions(Call& call);
Reply list_spot_checks(Call& call);
Reply show_spot_check(Call& call);
Reply list_appeals(Call& call);
Reply show_appeal(Call& call);
Reply list_proposals(Call& call);
Reply show_proposal(Call& call);

// log.cpp
Reply show_log_head(Call& call);
Reply list_log(Call& call);
Reply list_registry_log(Call& call);

// proofs.cpp
Reply show_log_key(Call& call);
Reply show_checkpoint(Call& call);
Reply show_tile(Call& call);
Reply prove_inclusion(Call& call);
Reply prove_consistency(Call& call);
Reply show_receipt(Call& call);

// inbox.cpp
Reply list_inbox(Call& call);
Reply mark_read(Call& call);

// files.cpp
Reply list_files(Call& call);
Reply upload_file(Call& call);
Reply bind_images(Call& call);
Reply download_file(Call& call);
Reply show_transcript(Call& call);
Reply draw_page(Call& call);

// uploads.cpp
Reply begin_upload(Call& call);
Reply show_upload(Call& call);
Reply continue_upload(Call& call);

// health.cpp
Reply say_alive(Call& call);
Reply say_ready(Call& call);
Reply show_metrics(Call& call);
Reply show_demo_clock(Call& call);
Reply list_demo_accounts(Call& call);
Reply move_demo_clock(Call& call);

}  // namespace zq::http
