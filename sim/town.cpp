// Names and figures are made up; only what rules look at differs from one to the next.
#include "town.h"

#include "base/credit_code.h"
#include "base/digest.h"
#include "domain/acts.h"
#include "rulebook/load.h"

namespace zq::sim {

Almanac shipped_almanac() {
    static const Almanac almanac = Almanac::from_file("programmes/calendars/cn.toml");
    return almanac;
}

std::shared_ptr<const Rulebook> base_edition(int year) {
    static std::map<int, std::shared_ptr<const Rulebook>> loaded;
    auto& rules = loaded[year];
    if (rules) return rules;
    const std::string code = "beijing-" + std::to_string(year);
    auto edition = std::make_shared<Rulebook>(*load_rulebook("programmes/" + code));
    for (auto& row : edition->form_checked.rows) row.value = false;
    std::erase_if(edition->papers.rows,
                  [](const Row<Paper>& row) { return row.value.act != Redeem::act; });
    edition->text = code + ", first edition";
    edition->digest = sha256_hex(edition->text);
    rules = edition;
    return rules;
}

std::shared_ptr<const Rulebook> edition_with_recall(int year) {
    auto edition = std::make_shared<Rulebook>(*base_edition(year));
    for (auto& row : edition->recall_until_opened.rows) row.value = true;
    edition->text += ", with recall";
    edition->digest = sha256_hex(edition->text);
    return edition;
}

namespace {

const Actor operation{.person = {}, .organisation = {}, .role = Role::platform_operator};
const Actor security{.person = {}, .organisation = {}, .role = Role::security_administrator};

class Settling {
public:
    explicit Settling(const Do& act) : act_{act} {}

    PartyId organisation(const std::string& kind) {
        const std::string code = made_up_credit_code(++codes_);
        RegisterOrganisation command{kind + std::to_string(codes_), code, {kind}};
        return PartyId{act_(registry, operation, command).id};
    }
    PersonId person() {
        const std::string name = std::to_string(++people_);
        return PersonId{act_(registry, operation, RegisterPerson{{"", name}}).id};
    }
    Actor employ(PartyId in, Role role) {
        const PersonId one = person();
        const Actor by = may_grant(Role::platform_operator, role) ? operation : security;
        act_(registry, by, GrantMembership{one, in, role, {}, {}});
        return {one, in, role};
    }

private:
    const Do& act_;
    std::int64_t codes_ = 0;
    std::int64_t people_ = 0;
};

RecordProvider provider_record(const Actor& actor, std::size_t nth) {
    RecordProvider record;
    record.party = actor.organisation;
    record.name = "provider " + std::to_string(nth);
    record.uscc = made_up_credit_code(1000 + static_cast<std::int64_t>(nth));
    record.registered_in = "110108";
    record.founded = make_day(2015, 1, 1);
    record.contracts_last_year = 40;
    record.revenue_last_year = Money{2'000'000'000};
    record.approved = true;
    return record;
}

void sell(ProgrammeId programme, const Actor& provider, std::size_t nth, const Rulebook& rules,
          const Do& act, std::vector<ProductId>& products) {
    SubmitProduct submit;
    submit.name = "product " + std::to_string(nth);
    submit.direction = rules.year == 2025 ? "large-model" : "legal";
    submit.price = Money{5'000'000 + static_cast<std::int64_t>(nth) * 3'300'033};
    products.push_back(ProductId{act(programme, provider, submit).id});
}

}  // namespace

RecordEnterprise enterprise_record(const Actor& actor, std::size_t nth, Dice& dice) {
    RecordEnterprise record;
    record.party = actor.organisation;
    record.name = "enterprise " + std::to_string(nth);
    record.uscc = made_up_credit_code(2000 + static_cast<std::int64_t>(nth));
    record.registered_in = "110108";
    record.legal_form = "company";
    record.legal_person = true;
    const std::int64_t honour = dice.below(3);
    if (honour == 1) record.honours = {"srdi"};
    if (honour == 2) record.honours = {"little-giant"};
    return record;
}

Town settle_town(const TownPlan& plan, const Do& act) {
    Settling settle{act};
    Town town;
    Dice dice{4711};
    town.bureau = settle.organisation("bureau");
    const PartyId agency = settle.organisation("review-agency");
    const PartyId platform = settle.organisation("platform");
    Staff& staff = town.staff;
    staff.officer = settle.employ(town.bureau, Role::programme_officer);
    staff.other_officer = settle.employ(town.bureau, Role::programme_officer);
    staff.maker = settle.employ(town.bureau, Role::batch_maker);
    staff.other_maker = settle.employ(town.bureau, Role::batch_maker);
    staff.approver = settle.employ(town.bureau, Role::approver);
    staff.other_approver = settle.employ(town.bureau, Role::approver);
    staff.reviewer = settle.employ(agency, Role::reviewer);
    staff.other_reviewer = settle.employ(agency, Role::reviewer);
    staff.expert = settle.employ(agency, Role::expert);
    staff.platform = settle.employ(platform, Role::platform_operator);
    staff.security = settle.employ(platform, Role::security_administrator);
    staff.system = settle.employ(platform, Role::system_administrator);
    staff.audit = settle.employ(platform, Role::audit_administrator);
    staff.auditor = settle.employ(town.bureau, Role::auditor);
    for (int i = 0; i < 2; ++i) town.spare.push_back(settle.person());
    for (int nth = 0; nth < plan.enterprises; ++nth) {
        const PartyId id = settle.organisation("enterprise");
        const Actor owner = settle.employ(id, Role::enterprise_owner);
        act(registry, operation, enterprise_record(owner, static_cast<std::size_t>(nth), dice));
        town.enterprises.push_back(owner);
    }
    for (int nth = 0; nth < plan.providers; ++nth) {
        const PartyId id = settle.organisation("provider");
        const Actor owner = settle.employ(id, Role::provider_owner);
        act(registry, operation, provider_record(owner, static_cast<std::size_t>(nth)));
        const std::string name = "provider " + std::to_string(nth);
        act(registry, owner, SetBankAccount{{"bank", "=6222" + std::to_string(nth), name}});
        town.providers.push_back(owner);
        town.provider_operators.push_back(settle.employ(id, Role::provider_operator));
    }
    return town;
}

void open_shops(Town& town, const TownPlan& plan, const Do& act,
                const std::function<void(std::int64_t)>& pass,
                const std::function<const Rulebook&(ProgrammeId)>& rules) {
    const Certify certify{.industry = "I6513",
                          .industry_share = {},
                          .staff = 50,
                          .revenue = Money{800'000'000},
                          .assets = Money{500'000'000}};
    for (const ProgrammeId id : town.programmes) {
        const Rulebook& book = rules(id);
        auto& products = town.products.emplace_back();
        for (const Actor& enterprise : town.enterprises) act(id, enterprise, certify);
        for (std::size_t nth = 0; nth < static_cast<std::size_t>(plan.products); ++nth) {
            sell(id, town.providers[nth % town.providers.size()], nth, book, act, products);
            act(id, town.staff.platform, AuditProduct{products.back(), Verdict::pass, "", {}});
            if (book.year == 2023) {
                act(id, town.staff.expert, JudgeProduct{products.back(), Verdict::pass, ""});
            } else {
                act(id, town.staff.officer, PublishProduct{products.back(), {}});
            }
        }
    }
    pass(9 * day_s);
    for (std::size_t i = 0; i < town.programmes.size(); ++i) {
        for (const ProductId product : town.products[i]) {
            ListProduct list;
            list.product = product;
            list.vouchers = plan.vouchers;
            act(town.programmes[i], town.staff.officer, list);
        }
        if (plan.budget == 0) continue;
        const auto proposal =
            act(town.programmes[i], town.staff.officer, SetBudget{Money{plan.budget}, ""});
        act(town.programmes[i], town.staff.approver, ApproveProposal{ProposalId{proposal.id}});
    }
}

}  // namespace zq::sim
