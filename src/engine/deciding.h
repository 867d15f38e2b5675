// One decision in the making: reads through to the tables, writes into a stage of its own.
//
// Nothing of a refused command is left behind, because what it staged is dropped. What an accepted
// one staged becomes the changes and movements of its event, and then the tables.
#pragma once

#include <algorithm>

#include "domain/acts.h"
#include "domain/conditions.h"
#include "domain/contract_check.h"
#include "domain/form_check.h"
#include "domain/paper_check.h"
#include "domain/quota.h"
#include "domain/subsidy.h"
#include "domain/transitions.h"
#include "engine/decide.h"

namespace zq {

using Unexpected = std::unexpected<Refusal>;

inline Unexpected refuse(Code code, Clauses clauses, Facts facts = {},
                         std::vector<std::string> errors = {}) {
    return Unexpected{Refusal{code, std::move(clauses), std::move(facts), std::move(errors)}};
}

// What a command made or moved; the answer names it.
struct Done {
    std::string entity;
    std::int64_t id = 0;
    Facts outcome;
};

// What nobody means: larger figures are slips of the pen, and sums of these stay in bounds.
inline constexpr std::int64_t most_vouchers = 1'000'000'000;
inline constexpr std::int64_t longest_notice = 3660;  // days

class Deciding {
public:
    Deciding(ProgrammeId programme, const Rulebooks& rulebooks, const WorkingSet& tables,
             Instant at, const Actor& actor, std::string_view act, std::int64_t seq,
             const std::vector<std::string>& reused_proofs);

    Decided<Done> run(const Command& command);
    // What passing time does to an order or a product.
    Clauses fire(Order order);
    Clauses fire(Product product);

    std::string_view step() const { return step_; }  // what fired: "lapse", "expire" …
    Value body() const;                              // changes and moves
    void store_into(WorkingSet& tables) const;
    // All that was looked at, right or not, in the order of the rulebook's tables.
    std::vector<Check> take_checks() { return std::move(checks_); }

private:
    // ---- reading
    template <class T>
    const T* find(const KeyOf<T>& key) const {
        const T* staged = staged_.find<T>(key);
        return staged ? staged : tables_.find<T>(key);
    }
    template <class T>
    Decided<T> required(const KeyOf<T>& key) const {
        if (const T* found = find<T>(key)) return *found;
        return refuse(Code::unknown_object, house::unknown_object,
                      Facts{{"entity", Entity<T>::name}});
    }
    // Every loaded entity of a kind that fits, as staged, in order of keys.
    template <class T, class Fits>
    std::vector<T> all(Fits&& fits) const {
        std::vector<T> found;
        for (const auto& [key, row] : tables_.shelf<T>().rows) {
            const T& current = *find<T>(key);
            if (fits(current)) found.push_back(current);
        }
        return found;
    }
    template <class T>
    void put(T entity) {
        staged_.put(std::move(entity));
    }
    Account account(const AccountId& id) const;

    const Rulebook& rules() const { return *rules_; }  // in force today
    const Rulebook& rules_of(const Order& order) const { return rulebooks_(order.edition); }
    Day today() const { return day_of(at_, rules_->zone); }
    Day day_placed(const Order& order) const { return day_of(order.placed, rules_of(order).zone); }
    Clauses clauses_for(Code code, const Clauses& otherwise) const {
        return rules_ ? rules().clauses_for(code, act_, today(), otherwise) : otherwise;
    }
    Subjects subjects_of(const Order& order) const;
    const ProgrammeState& state() const;

    // ---- who and what
    std::optional<Refusal> check_offered_and_allowed() const;
    Decided<Order> own_order(OrderId id);
    Decided<Product> own_product(ProductId id);
    Unexpected not_yours() const;
    Unexpected wrong_state(std::string_view status) const;
    Unexpected invalid(std::string field, Facts facts) const;
    bool is_late(const Order& order) const;

    // ---- moving
    Decided<Done> plain_step(OrderId id, Step step);
    Decided<Order> step_order(Order order, Step step, std::optional<Money> amount = {});
    void apply(const Transition& row, const Order& before, Money amount);
    void move(Move movement);
    void schedule(Order& order) const;
    void leave_batch(const Order& order);

    // ---- claims and contracts
    struct Window {
        Instant accept_by;
        Instant valid_until;
        std::optional<Instant> redeem_by;
    };
    Decided<Window> windows(const Rulebook& rules, const Subjects& subjects, Instant placed) const;
    std::vector<Reason> reasons_against(const Claim& claim, const Subjects& subjects) const;
    std::vector<Reason> reasons_against_window(const Product& product) const;
    Decided<Subsidy> subsidy_for(const Rulebook& rules, const Subjects& subjects,
                                 const Order* holder, Money total,
                                 std::optional<std::pair<Day, Day>> service) const;
    Decided<Done> enter_contract(const ContractEntry& entry, Step step);
    ContractTerms terms_of(const ContractEntry& entry, const Order& order) const;
    Decided<Subsidy> subsidy_of(const ContractEntry& entry, ContractTerms& terms,
                                const Order& order);

    // ---- products
    Decided<Product> application_of(const Application& application);
    void take_form(Product& product, const Application& application) const;
    struct ApplicationFindings {
        FormFindings form;
        PaperFindings papers;
    };
    ApplicationFindings look_at(const Application& application, const Product& product);
    std::vector<Reason> reasons_against_submission(Product& product);
    void end_notice(Product& product);
    std::vector<Reason> reasons_against(const std::vector<Score>& scores,
                                        const Product& product) const;

    // ---- redemption, payout, supervision
    std::optional<Instant> review_deadline(const Order& order, const Redemption& redemption) const;
    Decided<Order> void_order(Order order, std::optional<VoidGround> ground,
                              const std::string& reason);
    void drop_from_batch(Batch& batch, OrderId order);
    std::optional<Refusal> check_hands(const std::vector<OrderId>& orders,
                                       const std::vector<PersonId>& others) const;
    Decided<Done> decide_on(Objection objection, bool upheld, const std::string& reason);
    Decided<Done> decide_product_objection(const Objection& objection, bool upheld);
    void resume(Order order);
    Decided<bool> extend(Order order, const ExtendDeadlines& command);
    void freeze(Order order, SanctionId by);
    Order unfrozen(Order order) const;
    Decided<std::monostate> reverse(const Appeal& appeal);
    Decided<Order> restore(Order order);
    Unexpected proofs_taken(const Order& order) const;
    Decided<Order> sanctioned(Order order, const std::string& reason);
    void set_ban(PartyId party, const Ban& ban);
    std::vector<Sanction> in_force_against(PartyId party) const;
    Ban ban_by(const std::vector<Sanction>& sanctions) const;
    void lift(const std::vector<Sanction>& lifted);
    Decided<Done> propose(const Command& command);
    bool takes_two(const Command& command) const;
    std::optional<Refusal> check_account(const Provider& provider,
                                         const BankAccount& account) const;
    Decided<Provider> provider_with_change(PartyId party) const;
    bool may_decide(const Proposal& proposal) const;

    // ---- commands
    Decided<Done> decide(const RecordEnterprise&);
    Decided<Done> decide(const RecordProvider&);
    Decided<Done> decide(const RecordBan&);
    Decided<Done> decide(const SetBankAccount&);
    Decided<Done> decide(const ConfirmBankAccount&);
    Decided<Done> decide(const WithdrawBankAccount&);
    Decided<Done> decide(const RecordBankAccount&);
    Decided<Done> decide(const Certify&);
    Decided<Done> decide(const DraftProduct&);
    Decided<Done> decide(const SaveProduct&);
    Decided<Done> decide(const SubmitProduct&);
    Decided<Done> decide(const WithdrawProduct&);
    Decided<Done> decide(const AuditProduct&);
    Decided<Done> decide(const ScoreProduct&);
    Decided<Done> decide(const JudgeProduct&);
    Decided<Done> decide(const PublishProduct&);
    Decided<Done> decide(const RenameProduct&);
    Decided<Done> decide(const ListProduct&);
    Decided<Done> decide(const DelistProduct&);
    Decided<Done> decide(const Claim&);
    Decided<Done> decide(const Cancel&);
    Decided<Done> decide(const Accept&);
    Decided<Done> decide(const Decline&);
    Decided<Done> decide(const Complete&);
    Decided<Done> decide(const WithdrawRedemption&);
    Decided<Done> decide(const OpenReview&);
    Decided<Done> decide(const Waive&);
    Decided<Done> decide(const Unfreeze&);
    Decided<Done> decide(const Sign&);
    Decided<Done> decide(const AmendContract&);
    Decided<Done> decide(const Rate&);
    Decided<Done> decide(const CorrectContact&);
    Decided<Done> decide(const Redeem&);
    Decided<Done> decide(const ReturnRedemption&);
    Decided<Done> decide(const Review&);
    Decided<Done> decide(const VoidOrder&);
    Decided<Done> decide(const ReportRefund&);
    Decided<Done> decide(const ReturnFunds&);
    Decided<Done> decide(const PaymentFailed&);
    Decided<Done> decide(const MakeBatch&);
    Decided<Done> decide(const Unbatch&);
    Decided<Done> decide(const PublishBatch&);
    Decided<Done> decide(const SettleBatch&);
    Decided<Done> decide(const Disburse&);
    Decided<Done> decide(const Object&);
    Decided<Done> decide(const AssignObjection&);
    Decided<Done> decide(const DecideObjection&);
    Decided<Done> decide(const ImposeSanction&);
    Decided<Done> decide(const LiftSanction&);
    Decided<Done> decide(const DrawSpotCheck&);
    Decided<Done> decide(const RecordFinding&);
    Decided<Done> decide(const FileAppeal&);
    Decided<Done> decide(const DecideAppeal&);
    Decided<Done> decide(const PublishEdition&);
    Decided<Done> decide(const OpenProgramme&);
    Decided<Done> decide(const CloseProgramme&);
    Decided<Done> decide(const SetBudget&);
    Decided<Done> decide(const AddVouchers&);
    Decided<Done> decide(const ExtendDeadlines&);
    Decided<Done> decide(const ApproveProposal&);
    Decided<Done> decide(const RefuseProposal&);
    Decided<Done> decide(const RegisterOrganisation&);
    Decided<Done> decide(const RegisterPerson&);
    Decided<Done> decide(const CorrectPerson&);
    Decided<Done> decide(const GrantMembership&);
    Decided<Done> decide(const RevokeMembership&);
    Decided<std::monostate> check_grant(const GrantMembership& command);
    std::optional<Refusal> check_emergency(const GrantMembership& command) const;
    Decided<Done> decide(const ReserveInvoices&);
    Decided<Done> decide(const ReleaseInvoices&);

    Done order_done(const Order& order) const { return {"order", order.id.value, {}}; }
    Done product_done(const Product& product) const { return {"product", product.id.value, {}}; }

    ProgrammeId programme_;
    const Rulebooks& rulebooks_;
    const WorkingSet& tables_;
    Instant at_;
    const Actor& actor_;
    std::string_view act_;
    std::int64_t seq_;
    const std::vector<std::string>& reused_proofs_;
    const Rulebook* rules_ = nullptr;
    std::string_view step_;
    WorkingSet staged_;
    std::vector<Check> checks_;
    std::vector<Move> moves_;
};

inline AccountId stock_of(ProductId product) {
    return {AccountKind::stock, product.value, ""};
}
inline AccountId budget_account() {
    return {AccountKind::budget, 0, ""};
}

}  // namespace zq
