// One row a route, by group. Programme and party in the path come first, what is done with them
// last.
#include "http/routes.h"

#include "http/acts.h"
#include "http/endpoints.h"

namespace zq::http {

namespace {

constexpr Roles owner{Role::provider_owner};
constexpr Roles confirming = roles::provider | Role::platform_operator;
constexpr Roles owners = Role::enterprise_owner | Role::provider_owner;
constexpr Roles security{Role::security_administrator};
constexpr Roles registering = Role::platform_operator | security;
constexpr Roles granters = owners | registering;
constexpr Roles expert{Role::expert};
constexpr Roles agency{Role::reviewer};
constexpr Roles platform{Role::platform_operator};
constexpr Roles officer{Role::programme_officer};
constexpr Roles maker{Role::batch_maker};
constexpr Roles payer{Role::approver};
constexpr Roles treasury = maker | payer | Role::auditor;
constexpr Roles auditors = Role::auditor | Role::audit_administrator;
constexpr Roles openers_of_names = Role::platform_operator | security | auditors;
constexpr Roles registrars =
    Role::platform_operator | Role::system_administrator | security | auditors;
using roles::anyone;
using roles::bureau;
using roles::enterprise;
using roles::logged_in;
using roles::parties;
using roles::provider;
using roles::readers;

constexpr Route get(std::string_view path, Roles who, std::string_view operation, Handler handler) {
    return {"GET", path, who, operation, handler, Body::none};
}
constexpr Route post(std::string_view path, Roles who, std::string_view operation, Handler handler,
                     Body body = Body::json) {
    return {"POST", path, who, operation, handler, body};
}
// Makes one thing of another and changes nothing.
constexpr Route conversion(std::string_view path, Roles who, std::string_view operation,
                           Handler handler, Body body) {
    return {.method = "POST",
            .path = path,
            .roles = who,
            .operation = operation,
            .handler = handler,
            .body = body,
            .is_conversion = true};
}
// Open to a session that is held for want of something: what it takes to see to that.
constexpr Route entry(Route route) {
    route.is_entry = true;
    return route;
}
constexpr Route secret(Route route) {
    route.is_secret = true;
    return route;
}
constexpr Route outside(Route route) {
    route.asks_outside = true;
    return route;
}
constexpr Route grave(Route route) {
    route.is_grave = true;
    return route;
}
constexpr Route remove(std::string_view path, Roles who, std::string_view operation,
                       Handler handler) {
    return {"DELETE", path, who, operation, handler, Body::none};
}
constexpr Route paper(Route route) {
    route.is_of_papers = true;
    return route;
}
template <class C>
constexpr Route command(std::string_view path, Roles who, std::string_view operation) {
    return {"POST", path, who, operation, nullptr, Body::json, prepared<C>, std::same_as<C, Claim>};
}
// The operation of a command is its act.
template <class C>
constexpr Route command(std::string_view path, Roles who) {
    return command<C>(path, who, C::act);
}

constexpr Route table[] = {
    // ---- server
    get("/healthz", anyone, "say-alive", say_alive),
    get("/readyz", anyone, "say-ready", say_ready),
    get("/metrics", anyone, "show-metrics", show_metrics),
    get("/api/v1/demo/clock", anyone, "show-demo-clock", show_demo_clock),
    get("/api/v1/demo/accounts", anyone, "list-demo-accounts", list_demo_accounts),
    post("/api/v1/demo/clock", platform, "move-demo-clock", move_demo_clock),

    // ---- session
    entry(secret(post("/api/v1/session", anyone, "log-in", log_in))),
    entry(remove("/api/v1/session", logged_in, "log-out", log_out)),
    entry(post("/api/v1/session/membership", logged_in, "switch-membership", switch_membership)),
    entry(secret(
        post("/api/v1/session/confirmation", logged_in, "confirm-session", confirm_session))),
    entry(get("/api/v1/me", logged_in, "show-me", show_me)),
    entry(secret(post("/api/v1/me/password", logged_in, "change-password", change_password))),
    entry(get("/api/v1/me/sessions", logged_in, "list-sessions", list_sessions)),
    entry(remove("/api/v1/me/sessions", logged_in, "end-other-sessions", end_other_sessions)),
    entry(remove("/api/v1/me/sessions/{session}", logged_in, "end-session", end_own_session)),
    entry(grave(secret(
        post("/api/v1/me/second-factor", logged_in, "begin-second-factor", begin_second_factor)))),
    entry(secret(post("/api/v1/me/second-factor/activation", logged_in, "activate-second-factor",
                      activate_second_factor))),
    grave(post("/api/v1/me/second-factor/removal", logged_in, "remove-second-factor",
               remove_second_factor)),
    grave(secret(post("/api/v1/me/recovery-codes", logged_in, "renew-recovery-codes",
                      renew_recovery_codes))),

    // ---- what is sent to oneself; answers have the address, and so are not kept
    get("/api/v1/me/mail", logged_in, "show-mail-preferences", show_mail_preferences),
    grave(secret(post("/api/v1/me/mail/address", logged_in, "set-mail-address", set_mail_address))),
    grave(secret(
        post("/api/v1/me/mail/removal", logged_in, "remove-mail-address", remove_mail_address))),
    secret(post("/api/v1/me/mail/choices", logged_in, "choose-letters", choose_letters)),
    secret(
        post("/api/v1/mail-confirmations", anyone, "confirm-mail-address", confirm_mail_address)),
    get("/api/v1/me/safety-notices", logged_in, "list-safety-notices", list_safety_notices),

    // ---- what is personal
    get("/api/v1/me/data", logged_in, "export-me", export_me),
    grave(secret(post("/api/v1/me/name", logged_in, "correct-my-name", correct_my_name))),
    get("/api/v1/me/looks", logged_in, "list-looks-at-me", list_looks_at_me),
    get("/api/v1/looks", auditors, "list-looks", list_looks),
    grave(
        secret(post("/api/v1/disclosures", openers_of_names, "disclose-person", disclose_person))),
    grave(
        secret(post("/api/v1/programmes/{programme}/disclosures", readers, "disclose", disclose))),
    secret(post("/api/v1/programmes/{programme}/orders/{order}/contact", enterprise,
                "correct-contact", correct_contact)),
    grave(post("/api/v1/persons/{person}/erasure", security, "erase-person", erase_person_of_id)),

    // ---- the city's own log-in
    entry(
        get("/api/v1/identity-provider", anyone, "show-identity-provider", show_identity_provider)),
    entry(outside(secret(
        post("/api/v1/identity-errands", anyone, "begin-identity-login", begin_identity_login)))),
    entry(outside(secret(post("/api/v1/identity-returns", anyone, "return-from-identity-provider",
                              return_from_identity_provider)))),
    entry(outside(secret(post("/api/v1/session/identity-confirmation", logged_in,
                              "begin-identity-confirmation", begin_identity_confirmation)))),
    get("/api/v1/me/identities", logged_in, "list-identities", list_identities),
    grave(outside(secret(
        post("/api/v1/me/identities", logged_in, "begin-identity-link", begin_identity_link)))),
    grave(remove("/api/v1/me/identities/{identity}", logged_in, "end-identity", end_identity)),

    // ---- who acts for an organisation
    grave(secret(post("/api/v1/invitations", granters, "invite", invite))),
    get("/api/v1/invitations", granters, "list-invitations", list_invitations),
    remove("/api/v1/invitations/{invitation}", granters, "take-invitation-back",
           take_invitation_back),
    secret(post("/api/v1/invitation-lookups", anyone, "look-up-invitation", look_up_invitation)),
    secret(post("/api/v1/invitation-acceptances", anyone, "accept-invitation", accept_invitation)),
    get("/api/v1/members", owners, "list-members", list_members),

    // ---- registry
    get("/api/v1/organisations", registrars, "list-organisations", list_organisations),
    command<RegisterOrganisation>("/api/v1/organisations", platform),
    get("/api/v1/persons", registrars, "list-persons", list_persons),
    post("/api/v1/persons", registering, "register-person", register_person),
    grave(remove("/api/v1/persons/{person}/sessions", security, "end-sessions-of-person",
                 end_sessions_of_person)),
    grave(post("/api/v1/persons/{person}/second-factor-reset", security, "reset-second-factor",
               reset_second_factor)),
    get("/api/v1/memberships", registrars, "list-memberships", list_memberships),
    grave(command<GrantMembership>("/api/v1/memberships", registering)),
    grave(command<RevokeMembership>("/api/v1/memberships/{membership}/revocation", granters)),
    command<RecordEnterprise>("/api/v1/parties/{party}/enterprise-record", platform),
    command<RecordProvider>("/api/v1/parties/{party}/provider-record", platform),
    post("/api/v1/register-imports", platform, "import-register", import_register, Body::csv),
    grave(command<SetBankAccount>("/api/v1/bank-account", owner)),
    grave(command<ConfirmBankAccount>("/api/v1/parties/{party}/bank-account-confirmation",
                                      confirming)),
    command<WithdrawBankAccount>("/api/v1/parties/{party}/bank-account-withdrawal", confirming),
    get("/api/v1/log", auditors, "list-registry-log", list_registry_log),

    // ---- programmes
    get("/api/v1/programmes", anyone, "list-programmes", list_programmes),
    get("/api/v1/programmes/{programme}", anyone, "show-programme", show_programme),
    get("/api/v1/programmes/{programme}/rulebook", anyone, "show-rulebook", show_rulebook),
    get("/api/v1/programmes/{programme}/clauses", anyone, "list-clauses", list_clauses),
    get("/api/v1/programmes/{programme}/industries", anyone, "search-industries",
        search_industries),
    get("/api/v1/programmes/{programme}/changes", anyone, "follow-changes", follow_changes),
    get("/api/v1/programmes/{programme}/statistics", anyone, "show-statistics", show_statistics),
    command<OpenProgramme>("/api/v1/programmes/{programme}/opening", officer),
    command<CloseProgramme>("/api/v1/programmes/{programme}/closing", officer),
    command<SetBudget>("/api/v1/programmes/{programme}/budget", officer),
    command<ExtendDeadlines>("/api/v1/programmes/{programme}/deadline-extensions", officer),

    // ---- public
    get("/api/v1/programmes/{programme}/catalogue", anyone, "list-catalogue", list_catalogue),
    get("/api/v1/programmes/{programme}/catalogue/{product}", anyone, "show-catalogue-item",
        show_catalogue_item),
    get("/api/v1/programmes/{programme}/product-notices", anyone, "list-product-notices",
        list_product_notices),
    get("/api/v1/programmes/{programme}/payout-notices", anyone, "list-payout-notices",
        list_payout_notices),
    paper(get("/api/v1/programmes/{programme}/product-notices/paper", anyone,
              "print-product-notice", print_product_notice)),
    paper(get("/api/v1/programmes/{programme}/payout-notices/{batch}/paper", anyone,
              "print-payout-notice", print_payout_notice)),
    get("/api/v1/programmes/{programme}/size-certificates/{number}", anyone,
        "check-size-certificate", check_size_certificate),
    get("/api/v1/programmes/{programme}/sanctions-register", anyone, "list-sanctions-register",
        list_sanctions_register),
    get("/api/v1/programmes/{programme}/eligibility", anyone, "check-eligibility",
        check_eligibility),
    get("/api/v1/programmes/{programme}/size-class", anyone, "test-size", test_size),

    // ---- parties
    get("/api/v1/programmes/{programme}/enterprises", readers, "list-enterprises",
        list_enterprises),
    get("/api/v1/programmes/{programme}/enterprises/{party}", readers, "show-enterprise",
        show_enterprise),
    get("/api/v1/programmes/{programme}/enterprise", enterprise, "show-my-enterprise",
        show_my_enterprise),
    get("/api/v1/programmes/{programme}/providers", readers | expert, "list-providers",
        list_providers),
    get("/api/v1/programmes/{programme}/providers/{party}", readers | expert, "show-provider",
        show_provider),
    get("/api/v1/programmes/{programme}/provider", provider, "show-my-provider", show_my_provider),
    command<Certify>("/api/v1/programmes/{programme}/certification", enterprise),
    get("/api/v1/programmes/{programme}/quota", enterprise, "show-quota", show_quota),
    get("/api/v1/programmes/{programme}/inbox", logged_in, "list-inbox", list_inbox),
    post("/api/v1/programmes/{programme}/inbox/{message}/reading", logged_in, "mark-read",
         mark_read),
    get("/api/v1/programmes/{programme}/work", logged_in, "show-work", show_work),

    // ---- products
    get("/api/v1/programmes/{programme}/products", readers | expert | provider, "list-products",
        list_products),
    command<DraftProduct>("/api/v1/programmes/{programme}/products", provider),
    get("/api/v1/programmes/{programme}/products/{product}", readers | expert | provider,
        "show-product", show_product),
    get("/api/v1/programmes/{programme}/products/{product}/timeline", readers | expert | provider,
        "show-product-timeline", show_product_timeline),
    get("/api/v1/programmes/{programme}/products/{product}/checks", readers | expert | provider,
        "show-product-checks", show_product_checks),
    paper(get("/api/v1/programmes/{programme}/application-form", anyone, "download-form-template",
              download_form_template)),
    paper(conversion("/api/v1/programmes/{programme}/application-form/reading", provider,
                     "read-application-form", read_application_form, Body::file)),
    paper(get("/api/v1/programmes/{programme}/products/{product}/application-form",
              readers | provider, "download-application-form", download_application_form)),
    paper(get("/api/v1/programmes/{programme}/products/{product}/commitment", readers | provider,
              "print-commitment", print_commitment)),
    command<DraftProduct>("/api/v1/programmes/{programme}/products/{product}/draft", provider,
                          "draft-product-again"),
    command<SaveProduct>("/api/v1/programmes/{programme}/products/{product}/saved-application",
                         provider),
    command<SubmitProduct>("/api/v1/programmes/{programme}/products/{product}/submission",
                           provider),
    command<WithdrawProduct>("/api/v1/programmes/{programme}/products/{product}/withdrawal",
                             provider),
    command<AuditProduct>("/api/v1/programmes/{programme}/products/{product}/audit", platform),
    command<ScoreProduct>("/api/v1/programmes/{programme}/products/{product}/opinions", expert),
    command<JudgeProduct>("/api/v1/programmes/{programme}/products/{product}/judgement", expert),
    command<PublishProduct>("/api/v1/programmes/{programme}/products/{product}/notice", officer),
    command<RenameProduct>("/api/v1/programmes/{programme}/products/{product}/name",
                           provider | platform),
    command<ListProduct>("/api/v1/programmes/{programme}/products/{product}/listing", officer),
    command<DelistProduct>("/api/v1/programmes/{programme}/products/{product}/delisting", officer),
    command<AddVouchers>("/api/v1/programmes/{programme}/products/{product}/vouchers", officer),

    // ---- orders
    get("/api/v1/programmes/{programme}/orders", readers | parties, "list-orders", list_orders),
    command<Claim>("/api/v1/programmes/{programme}/orders", enterprise),
    get("/api/v1/programmes/{programme}/orders/{order}", readers | parties, "show-order",
        show_order),
    get("/api/v1/programmes/{programme}/orders/{order}/timeline", readers | parties,
        "show-order-timeline", show_order_timeline),
    get("/api/v1/programmes/{programme}/orders/{order}/parties", readers | parties,
        "show-order-parties", show_order_parties),
    get("/api/v1/programmes/{programme}/orders/{order}/checks", readers | provider,
        "show-order-checks", show_order_checks),
    get("/api/v1/programmes/{programme}/orders/{order}/contract", readers | parties,
        "show-contract", show_contract),
    get("/api/v1/programmes/{programme}/orders/{order}/redemption", readers | parties,
        "show-redemption", show_redemption),
    paper(get("/api/v1/programmes/{programme}/orders/{order}/papers/{paper}", readers | parties,
              "print-order-paper", print_order_paper)),
    command<Cancel>("/api/v1/programmes/{programme}/orders/{order}/cancellation", enterprise),
    command<Accept>("/api/v1/programmes/{programme}/orders/{order}/acceptance", provider),
    command<Decline>("/api/v1/programmes/{programme}/orders/{order}/refusal", provider),
    command<Sign>("/api/v1/programmes/{programme}/orders/{order}/contract", provider),
    command<AmendContract>("/api/v1/programmes/{programme}/orders/{order}/contract-amendments",
                           provider),
    command<Complete>("/api/v1/programmes/{programme}/orders/{order}/completion", enterprise),
    command<Rate>("/api/v1/programmes/{programme}/orders/{order}/rating", enterprise),
    command<Redeem>("/api/v1/programmes/{programme}/orders/{order}/redemption", provider),
    command<WithdrawRedemption>(
        "/api/v1/programmes/{programme}/orders/{order}/redemption-withdrawal", provider),
    command<Waive>("/api/v1/programmes/{programme}/orders/{order}/waiver", provider),
    command<OpenReview>("/api/v1/programmes/{programme}/orders/{order}/review-opening", agency),
    command<ReturnRedemption>("/api/v1/programmes/{programme}/orders/{order}/return", agency),
    command<Review>("/api/v1/programmes/{programme}/orders/{order}/review", agency),
    command<VoidOrder>("/api/v1/programmes/{programme}/orders/{order}/void", agency | officer),
    command<ReportRefund>("/api/v1/programmes/{programme}/orders/{order}/refunds", provider),
    command<ReturnFunds>("/api/v1/programmes/{programme}/orders/{order}/returned-funds", provider),
    command<PaymentFailed>("/api/v1/programmes/{programme}/orders/{order}/payment-failure", payer),
    command<Unfreeze>("/api/v1/programmes/{programme}/orders/{order}/unfreezing", officer),

    // ---- payouts
    get("/api/v1/programmes/{programme}/batches", readers, "list-batches", list_batches),
    command<MakeBatch>("/api/v1/programmes/{programme}/batches", maker),
    get("/api/v1/programmes/{programme}/batches/{batch}", readers, "show-batch", show_batch),
    paper(get("/api/v1/programmes/{programme}/batches/{batch}/payout-file", treasury,
              "download-payout-file", download_payout_file)),
    paper(get("/api/v1/programmes/{programme}/batches/{batch}/payout-list", treasury,
              "print-payout-list", print_payout_list)),
    command<Unbatch>("/api/v1/programmes/{programme}/batches/{batch}/removals", maker),
    command<PublishBatch>("/api/v1/programmes/{programme}/batches/{batch}/notice", maker),
    command<SettleBatch>("/api/v1/programmes/{programme}/batches/{batch}/settlement", maker),
    grave(command<Disburse>("/api/v1/programmes/{programme}/batches/{batch}/payment", payer)),

    // ---- objections
    get("/api/v1/programmes/{programme}/objections", readers, "list-objections", list_objections),
    command<Object>("/api/v1/programmes/{programme}/objections", anyone),
    get("/api/v1/programmes/{programme}/objections/{objection}", readers, "show-objection",
        show_objection),
    command<AssignObjection>("/api/v1/programmes/{programme}/objections/{objection}/assignment",
                             officer),
    command<DecideObjection>("/api/v1/programmes/{programme}/objections/{objection}/decision",
                             officer),

    // ---- supervision
    get("/api/v1/programmes/{programme}/sanctions", readers, "list-sanctions", list_sanctions),
    grave(command<ImposeSanction>("/api/v1/programmes/{programme}/sanctions", officer)),
    grave(command<LiftSanction>("/api/v1/programmes/{programme}/sanctions/{sanction}/lifting",
                                officer)),
    get("/api/v1/programmes/{programme}/spot-checks", readers, "list-spot-checks",
        list_spot_checks),
    command<DrawSpotCheck>("/api/v1/programmes/{programme}/spot-checks", officer),
    get("/api/v1/programmes/{programme}/spot-checks/{spot_check}", readers, "show-spot-check",
        show_spot_check),
    command<RecordFinding>("/api/v1/programmes/{programme}/spot-checks/{spot_check}/findings",
                           officer),
    get("/api/v1/programmes/{programme}/appeals", readers | parties, "list-appeals", list_appeals),
    command<FileAppeal>("/api/v1/programmes/{programme}/appeals", parties),
    get("/api/v1/programmes/{programme}/appeals/{appeal}", readers | parties, "show-appeal",
        show_appeal),
    grave(
        command<DecideAppeal>("/api/v1/programmes/{programme}/appeals/{appeal}/decision", officer)),
    get("/api/v1/programmes/{programme}/proposals", readers, "list-proposals", list_proposals),
    get("/api/v1/programmes/{programme}/proposals/{proposal}", readers, "show-proposal",
        show_proposal),
    grave(command<ApproveProposal>("/api/v1/programmes/{programme}/proposals/{proposal}/approval",
                                   bureau)),
    command<RefuseProposal>("/api/v1/programmes/{programme}/proposals/{proposal}/refusal", bureau),

    // ---- log and files
    get("/api/v1/programmes/{programme}/log/head", anyone, "show-log-head", show_log_head),
    get("/api/v1/programmes/{programme}/log", auditors, "list-log", list_log),
    get("/api/v1/programmes/{programme}/log/key", anyone, "show-log-key", show_log_key),
    get("/api/v1/programmes/{programme}/log/checkpoint", anyone, "show-checkpoint",
        show_checkpoint),
    get("/api/v1/programmes/{programme}/log/tiles/{level}/{tile}", anyone, "show-tile", show_tile),
    get("/api/v1/programmes/{programme}/log/inclusion", anyone, "prove-inclusion",
        prove_inclusion),
    get("/api/v1/programmes/{programme}/log/consistency", anyone, "prove-consistency",
        prove_consistency),
    get("/api/v1/programmes/{programme}/receipts/{receipt}", enterprise, "show-receipt",
        show_receipt),
    get("/api/v1/files", parties, "list-files", list_files),
    paper(post("/api/v1/files", parties, "upload-file", upload_file, Body::file)),
    paper(conversion("/api/v1/spreadsheets", logged_in, "convert-table", convert_table, Body::csv)),
    paper(post("/api/v1/files/bindings", parties, "bind-images", bind_images)),
    paper(
        get("/api/v1/files/{digest}", readers | parties | expert, "download-file", download_file)),
    get("/api/v1/files/{digest}/transcript", readers | parties | expert, "show-transcript",
        show_transcript),
    paper(get("/api/v1/files/{digest}/pages/{page}", readers | parties | expert, "draw-page",
              draw_page)),
    post("/api/v1/uploads", parties, "begin-upload", begin_upload),
    get("/api/v1/uploads/{upload}", parties, "show-upload", show_upload),
    paper(Route{"PATCH", "/api/v1/uploads/{upload}", parties, "continue-upload", continue_upload,
                Body::file}),
};

}  // namespace

std::span<const Route> routes() {
    return table;
}

}  // namespace zq::http
