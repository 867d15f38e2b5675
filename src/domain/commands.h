// Everything anybody can ask of a programme: one struct an act, its fields said once.
//
// The same list of fields makes the request in the log, the body of the API and the step of a
// scenario. A command never carries a time or an id of its own making: the writer gives both.
#pragma once

#include "domain/order.h"
#include "domain/payout.h"
#include "domain/product.h"
#include "domain/registry.h"
#include "domain/supervision.h"

namespace zq {

// Who acts: a person, for an organisation, in a role.
struct Actor {
    PersonId person;
    PartyId organisation;
    Role role = Role::public_visitor;

    static void fields(auto& self, auto&& visit) {
        visit("person", self.person);
        visit("organisation", self.organisation);
        visit("role", self.role);
    }
};

// ---- registers and size

// Register facts of an enterprise, copied from the registry. History stays in the log.
struct RecordEnterprise {
    static constexpr std::string_view act = "record-enterprise";
    PartyId party;
    std::string name;
    std::string uscc;
    std::string registered_in;
    std::string legal_form;
    bool legal_person = false;
    std::vector<std::string> honours;
    Credit credit;
    Source source;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("registered_in", self.registered_in);
        visit("legal_form", self.legal_form);
        visit("legal_person", self.legal_person);
        visit("honours", self.honours);
        visit("credit", self.credit);
        visit("source", self.source);
    }
};

struct RecordProvider {
    static constexpr std::string_view act = "record-provider";
    PartyId party;
    std::string name;
    std::string uscc;
    std::string registered_in;
    std::optional<Day> founded;
    Credit credit;
    std::vector<std::string> qualifications;
    std::int64_t contracts_last_year = 0;
    Money revenue_last_year;
    std::int64_t equipment_sets = 0;
    bool approved = false;
    Source source;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("registered_in", self.registered_in);
        visit("founded", self.founded);
        visit("credit", self.credit);
        visit("qualifications", self.qualifications);
        visit("contracts_last_year", self.contracts_last_year);
        visit("revenue_last_year", self.revenue_last_year);
        visit("equipment_sets", self.equipment_sets);
        visit("approved", self.approved);
        visit("source", self.source);
    }
};

// A ban decided in another programme, copied here by the registry.
struct RecordBan {
    static constexpr std::string_view act = "record-ban";
    PartyId party;
    Ban ban;  // one that does not bar lifts what its programme had said

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("ban", self.ban);
    }
};

// The first account is in force at once; another one waits for a second person (Z-027).
struct SetBankAccount {
    static constexpr std::string_view act = "set-bank-account";
    BankAccount account;

    static void fields(auto& self, auto&& visit) { visit("account", self.account); }
};

// Names the change that was read, so that nobody confirms another.
struct ConfirmBankAccount {
    static constexpr std::string_view act = "confirm-bank-account";
    PartyId party;
    std::int64_t change = 0;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("change", self.change);
    }
};

struct WithdrawBankAccount {
    static constexpr std::string_view act = "withdraw-bank-account";
    PartyId party;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("reason", self.reason);
    }
};

// What the registry has, for the programmes.
struct RecordBankAccount {
    static constexpr std::string_view act = "record-bank-account";
    PartyId party;
    std::optional<BankAccount> account;
    std::optional<AccountChange> change;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("account", self.account);
        visit("change", self.change);
    }
};

// What is named replaces what was declared before; the first certification names all that its class
// needs.
struct Certify {
    static constexpr std::string_view act = "certify";
    std::optional<std::string> industry;
    std::optional<BasisPoints> industry_share;
    std::optional<std::int64_t> staff;
    std::optional<Money> revenue;
    std::optional<Money> assets;

    static void fields(auto& self, auto&& visit) {
        visit("industry", self.industry);
        visit("industry_share", self.industry_share);
        visit("staff", self.staff);
        visit("revenue", self.revenue);
        visit("assets", self.assets);
    }
};

// ---- products

// What draft, save and submit have in common. product 0 makes a new draft.
struct Application {
    ProductId product;
    std::string name;
    std::string direction;
    std::string subtype;
    Money price;
    Form form;
    std::vector<Document> documents;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("name", self.name);
        visit("direction", self.direction);
        visit("subtype", self.subtype);
        visit("price", self.price);
        visit("form", self.form);
        visit("documents", self.documents);
    }
};

struct DraftProduct : Application {
    static constexpr std::string_view act = "draft-product";
};
struct SaveProduct : Application {
    static constexpr std::string_view act = "save-product";
};
struct SubmitProduct : Application {
    static constexpr std::string_view act = "submit-product";
};

struct WithdrawProduct {
    static constexpr std::string_view act = "withdraw-product";
    ProductId product;
    static void fields(auto& self, auto&& visit) { visit("product", self.product); }
};

struct AuditProduct {
    static constexpr std::string_view act = "audit-product";
    ProductId product;
    Verdict verdict = Verdict::pass;
    std::string reason;
    std::optional<Day> due;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("verdict", self.verdict);
        visit("reason", self.reason);
        visit("due", self.due);
    }
};

struct JudgeProduct {
    static constexpr std::string_view act = "judge-product";
    ProductId product;
    Verdict verdict = Verdict::pass;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("verdict", self.verdict);
        visit("reason", self.reason);
    }
};

// One expert's points and words; a later opinion of the same expert takes its place.
struct ScoreProduct {
    static constexpr std::string_view act = "score-product";
    ProductId product;
    std::vector<Score> scores;
    std::string opinion;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("scores", self.scores);
        visit("opinion", self.opinion);
    }
};

struct PublishProduct {
    static constexpr std::string_view act = "publish-product";
    ProductId product;
    std::optional<std::int64_t> days;  // none: the rulebook's

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("days", self.days);
    }
};

struct RenameProduct {
    static constexpr std::string_view act = "rename-product";
    ProductId product;
    std::string name;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("name", self.name);
    }
};

struct ListProduct {
    static constexpr std::string_view act = "list-product";
    ProductId product;
    std::int64_t vouchers = 0;
    std::optional<std::int64_t> validity_days;
    std::optional<Instant> claims_open_at;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("vouchers", self.vouchers);
        visit("validity_days", self.validity_days);
        visit("claims_open_at", self.claims_open_at);
        visit("reason", self.reason);
    }
};

struct DelistProduct {
    static constexpr std::string_view act = "delist-product";
    ProductId product;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("reason", self.reason);
    }
};

// ---- orders

struct Claim {
    static constexpr std::string_view act = "claim";
    ProductId product;
    std::optional<Money> amount;  // a lower agreed price; none: the product's
    Personal contact;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("amount", self.amount);
        visit("contact", self.contact);
    }
};

// The enterprise names its contact person anew; the opening of the old one is erased.
struct CorrectContact {
    static constexpr std::string_view act = "correct-contact";
    OrderId order;
    Personal contact;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("contact", self.contact);
    }
};

struct OnOrder {
    OrderId order;
    static void fields(auto& self, auto&& visit) { visit("order", self.order); }
};
struct Cancel : OnOrder {
    static constexpr std::string_view act = "cancel";
};
struct Accept : OnOrder {
    static constexpr std::string_view act = "accept";
};
struct Decline : OnOrder {
    static constexpr std::string_view act = "decline";
};
struct Complete : OnOrder {
    static constexpr std::string_view act = "complete";
};
struct WithdrawRedemption : OnOrder {
    static constexpr std::string_view act = "withdraw-redemption";
};
// A reviewer begins with what was handed in; from now on it cannot be taken back.
struct OpenReview : OnOrder {
    static constexpr std::string_view act = "open-review";
};
struct Waive : OnOrder {
    static constexpr std::string_view act = "waive";
};
struct Unfreeze : OnOrder {
    static constexpr std::string_view act = "unfreeze";
};

// What stands in the contract. What is not given is the usual: the claim's amount, today, one year,
// the product's name, the computed parts.
struct ContractEntry {
    OrderId order;
    std::optional<Money> amount;
    std::optional<Day> signed_on;
    std::optional<Day> service_from;
    std::optional<Day> service_to;
    std::optional<std::string> product_name;
    bool lists_order = false;
    bool table_on_last_page = false;
    bool splits_payment = false;
    std::optional<Money> voucher_part;
    std::optional<Money> own_part;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("amount", self.amount);
        visit("signed_on", self.signed_on);
        visit("service_from", self.service_from);
        visit("service_to", self.service_to);
        visit("product_name", self.product_name);
        visit("lists_order", self.lists_order);
        visit("table_on_last_page", self.table_on_last_page);
        visit("splits_payment", self.splits_payment);
        visit("voucher_part", self.voucher_part);
        visit("own_part", self.own_part);
    }
};
struct Sign : ContractEntry {
    static constexpr std::string_view act = "sign";
};
struct AmendContract : ContractEntry {
    static constexpr std::string_view act = "amend-contract";
};

struct Rate {
    static constexpr std::string_view act = "rate";
    OrderId order;
    std::int64_t stars = 0;
    std::string text;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("stars", self.stars);
        visit("text", self.text);
    }
};

struct Redeem {
    static constexpr std::string_view act = "redeem";
    OrderId order;
    std::vector<Document> documents;
    bool checked = false;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("documents", self.documents);
        visit("checked", self.checked);
    }
};

struct ReturnRedemption {
    static constexpr std::string_view act = "return-redemption";
    OrderId order;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("reason", self.reason);
    }
};

struct Review {
    static constexpr std::string_view act = "review";
    OrderId order;
    std::optional<Money> approved;  // none: the amount held; 0 rejects
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("approved", self.approved);
        visit("reason", self.reason);
    }
};

struct VoidOrder {
    static constexpr std::string_view act = "void";
    OrderId order;
    VoidGround ground = VoidGround::unlawful;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("ground", self.ground);
        visit("reason", self.reason);
    }
};

struct ReportRefund {
    static constexpr std::string_view act = "report-refund";
    OrderId order;
    RefundKind kind = RefundKind::partial;
    std::optional<Money> amount;  // part of the price given back; for partial
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("kind", self.kind);
        visit("amount", self.amount);
        visit("reason", self.reason);
    }
};

struct ReturnFunds {
    static constexpr std::string_view act = "return-funds";
    OrderId order;
    std::optional<Money> amount;  // none: all that is due

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("amount", self.amount);
    }
};

struct PaymentFailed {
    static constexpr std::string_view act = "payment-failed";
    OrderId order;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("reason", self.reason);
    }
};

// ---- payout

struct MakeBatch {
    static constexpr std::string_view act = "batch";
    std::vector<OrderId> orders;
    static void fields(auto& self, auto&& visit) { visit("orders", self.orders); }
};

struct Unbatch {
    static constexpr std::string_view act = "unbatch";
    BatchId batch;
    std::vector<OrderId> orders;

    static void fields(auto& self, auto&& visit) {
        visit("batch", self.batch);
        visit("orders", self.orders);
    }
};

struct PublishBatch {
    static constexpr std::string_view act = "publish-batch";
    BatchId batch;
    std::optional<std::int64_t> days;

    static void fields(auto& self, auto&& visit) {
        visit("batch", self.batch);
        visit("days", self.days);
    }
};

struct OnBatch {
    BatchId batch;
    static void fields(auto& self, auto&& visit) { visit("batch", self.batch); }
};
struct SettleBatch : OnBatch {
    static constexpr std::string_view act = "settle-batch";
};
struct Disburse : OnBatch {
    static constexpr std::string_view act = "disburse";
};

// ---- objections

// One of: product (on notice); order; or batch with provider and product, a line of its notice.
struct Object {
    static constexpr std::string_view act = "object";
    ProductId product;
    OrderId order;
    BatchId batch;
    PartyId provider;
    std::string text;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("order", self.order);
        visit("batch", self.batch);
        visit("provider", self.provider);
        visit("text", self.text);
    }
};

// Names the orders of the line that the objection is about; the others go on.
struct AssignObjection {
    static constexpr std::string_view act = "assign-objection";
    ObjectionId objection;
    std::vector<OrderId> orders;

    static void fields(auto& self, auto&& visit) {
        visit("objection", self.objection);
        visit("orders", self.orders);
    }
};

// Decides one objection, or all that are open against an order or a product.
struct DecideObjection {
    static constexpr std::string_view act = "decide-objection";
    ObjectionId objection;
    OrderId order;
    ProductId product;
    bool upheld = false;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("objection", self.objection);
        visit("order", self.order);
        visit("product", self.product);
        visit("upheld", self.upheld);
        visit("reason", self.reason);
    }
};

// ---- supervision

struct ImposeSanction {
    static constexpr std::string_view act = "sanction";
    PartyId party;
    std::string ground;
    std::vector<OrderId> orders;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("ground", self.ground);
        visit("orders", self.orders);
        visit("reason", self.reason);
    }
};

struct LiftSanction {
    static constexpr std::string_view act = "lift-sanction";
    PartyId party;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("party", self.party);
        visit("reason", self.reason);
    }
};

struct DrawSpotCheck {
    static constexpr std::string_view act = "spot-check";
    std::int64_t size = 0;
    std::string draw;

    static void fields(auto& self, auto&& visit) {
        visit("size", self.size);
        visit("draw", self.draw);
    }
};

struct RecordFinding {
    static constexpr std::string_view act = "finding";
    OrderId order;
    SpotCheckId spot_check;  // 0: the latest that has the order
    std::string result;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("spot_check", self.spot_check);
        visit("result", self.result);
    }
};

struct FileAppeal {
    static constexpr std::string_view act = "appeal";
    OrderId order;
    ProductId product;
    PartyId party;  // against its sanction
    std::string text;

    static void fields(auto& self, auto&& visit) {
        visit("order", self.order);
        visit("product", self.product);
        visit("party", self.party);
        visit("text", self.text);
    }
};

// Decides one appeal, or the open one on an order, a product or a party.
struct DecideAppeal {
    static constexpr std::string_view act = "decide-appeal";
    AppealId appeal;
    OrderId order;
    ProductId product;
    PartyId party;
    bool upheld = false;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("appeal", self.appeal);
        visit("order", self.order);
        visit("product", self.product);
        visit("party", self.party);
        visit("upheld", self.upheld);
        visit("reason", self.reason);
    }
};

// ---- the programme

struct PublishEdition {
    static constexpr std::string_view act = "publish-edition";
    std::string code;
    std::string digest;
    std::string text;

    static void fields(auto& self, auto&& visit) {
        visit("code", self.code);
        visit("digest", self.digest);
        visit("text", self.text);
    }
};

struct OpenProgramme {
    static constexpr std::string_view act = "open-programme";
    std::optional<Instant> claims_open_at;
    static void fields(auto& self, auto&& visit) { visit("claims_open_at", self.claims_open_at); }
};

struct CloseProgramme {
    static constexpr std::string_view act = "close-programme";
    std::string reason;
    static void fields(auto& self, auto&& visit) { visit("reason", self.reason); }
};

struct SetBudget {
    static constexpr std::string_view act = "set-budget";
    Money total;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("total", self.total);
        visit("reason", self.reason);
    }
};

struct AddVouchers {
    static constexpr std::string_view act = "add-vouchers";
    ProductId product;
    std::int64_t vouchers = 0;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("product", self.product);
        visit("vouchers", self.vouchers);
        visit("reason", self.reason);
    }
};

struct ExtendDeadlines {
    static constexpr std::string_view act = "extend-deadlines";
    std::vector<OrderId> orders;
    bool all = false;
    DeadlineKind kind = DeadlineKind::acceptance;
    std::optional<Instant> until;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("orders", self.orders);
        visit("all", self.all);
        visit("kind", self.kind);
        visit("until", self.until);
        visit("reason", self.reason);
    }
};

// ---- two people

struct ApproveProposal {
    static constexpr std::string_view act = "approve";
    ProposalId proposal;
    static void fields(auto& self, auto&& visit) { visit("proposal", self.proposal); }
};

struct RefuseProposal {
    static constexpr std::string_view act = "refuse-proposal";
    ProposalId proposal;
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("proposal", self.proposal);
        visit("reason", self.reason);
    }
};

using Command = std::variant<
    RecordEnterprise, RecordProvider, RecordBan, SetBankAccount, ConfirmBankAccount,
    WithdrawBankAccount, RecordBankAccount, Certify, DraftProduct, SaveProduct, SubmitProduct,
    WithdrawProduct, AuditProduct, ScoreProduct, JudgeProduct, PublishProduct, RenameProduct,
    ListProduct, DelistProduct, Claim, Cancel, Accept, Decline, Complete, WithdrawRedemption,
    OpenReview, Waive, Unfreeze, Sign, AmendContract, Rate, Redeem, ReturnRedemption, Review,
    VoidOrder, ReportRefund, ReturnFunds, PaymentFailed, MakeBatch, Unbatch, PublishBatch,
    SettleBatch, Disburse, Object, AssignObjection, DecideObjection, ImposeSanction, LiftSanction,
    DrawSpotCheck, RecordFinding, FileAppeal, DecideAppeal, PublishEdition, OpenProgramme,
    CloseProgramme, SetBudget, AddVouchers, ExtendDeadlines, ApproveProposal, RefuseProposal,
    RegisterOrganisation, RegisterPerson, GrantMembership, RevokeMembership, ReserveInvoices,
    ReleaseInvoices, CorrectPerson, CorrectContact>;

std::string_view act_of(const Command& command);
Value encode_command(const Command& command);
// Undecodable when act or body are not what this version knows.
Command decode_command(std::string_view act, const Value& body);

}  // namespace zq
