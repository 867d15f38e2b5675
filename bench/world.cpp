// One enterprise and one provider come about by commands, and each product is listed by one; the
// other enterprises are copies of the first, written in bulk. A city of two million would take
// hours otherwise, and how it came about is not measured.
#include "world.h"

#include <fmt/format.h>

#include "app/clock.h"
#include "base/credit_code.h"
#include "base/digest.h"
#include "rulebook/load.h"
#include "scripts.h"
#include "store/sql/sql_store.h"

namespace zq::bench {

namespace {

constexpr std::int64_t first_enterprise = 1'000'000'000;
constexpr std::int64_t first_product = 1'000'000'000;
constexpr std::int64_t in_one_transaction = 5'000;
// Cheap, so that an enterprise's annual quota takes hundreds of claims.
constexpr Money price{50'000};
constexpr Money budget{1'000'000'000'000'00};
constexpr std::int64_t vouchers = 500'000'000;

const Actor officer{PersonId{1}, PartyId{1}, Role::programme_officer};
const Actor approver{PersonId{4}, PartyId{1}, Role::approver};
const Actor platform{PersonId{2}, PartyId{1}, Role::platform_operator};
const Actor seller{PersonId{3}, PartyId{3}, Role::provider_owner};

class OpeningDay : public Clock {
public:
    Instant now() override { return *parse_rfc3339("2025-06-20T09:00:00+08:00"); }
};

Actor owner_of(std::int64_t i) {
    return {PersonId{enterprise_id(i).value}, enterprise_id(i), Role::enterprise_owner};
}

class World {
public:
    World(Store& store, const Size& size) : store_{store}, size_{size}, use_cases_{store, day_} {}

    void make() {
        programme_ = use_cases_.publish(load_rulebook("programmes/beijing-2025"), Actor{});
        ask(programme_, officer, SetBudget{budget, "开放日"});
        settle_seller();
        settle_first_enterprise();
        for (std::int64_t i = 0; i < size_.enterprises; i += in_one_transaction) {
            settle(i, std::min(size_.enterprises, i + in_one_transaction));
        }
        for (std::int64_t i = 0; i < size_.enterprises; ++i) begin_session(i);
        offer_products();
        SystemClock system;
        DemoClock{store_, system}.begin_at(day_.now());
        store_.put_setting("demo_city", 2);  // a finished one: `serve --demo` takes it as it is
    }

private:
    void ask(ProgrammeId programme, const Actor& actor, const Command& command) {
        const Outcome outcome = use_cases_.handle(
            programme,
            {.actor = actor, .command = command, .key = {}, .digest = {}, .openings = {}});
        if (outcome && outcome->answer) {
            if (outcome->answer->entity != Entity<Proposal>::name) return;
            return ask(programme, approver, ApproveProposal{ProposalId{outcome->answer->id}});
        }
        throw std::runtime_error{fmt::format(
            "the world's {} was refused: {}", act_of(command),
            outcome ? canonical(encode(outcome->answer.error().reasons())) : "key used before")};
    }

    void settle_seller() {
        RecordProvider record;
        record.party = seller.organisation;
        record.name = "服务商";
        record.uscc = made_up_credit_code(3);
        record.registered_in = "110108";
        record.founded = make_day(2015, 1, 1);
        record.contracts_last_year = 40;
        record.revenue_last_year = Money{2'000'000'000};
        record.approved = true;
        ask(registry, platform, record);
        ask(registry, seller, SetBankAccount{{"银行", "6222", record.name}});
    }

    void settle_first_enterprise() {
        RecordEnterprise record;
        record.party = enterprise_id(0);
        record.name = "企业0";
        record.uscc = code_of(0);
        record.registered_in = "110108";
        record.legal_form = "company";
        record.legal_person = true;
        ask(registry, platform, record);
        known_ = load(registry);
        Certify certify;
        certify.industry = "I6513";
        certify.staff = 50;
        certify.revenue = Money{800'000'000};
        certify.assets = Money{500'000'000};
        ask(programme_, owner_of(0), certify);
        certified_ = load(programme_);
    }
    Enterprise load(ProgrammeId programme) {
        Keys keys;
        keys.add<Enterprise>(enterprise_id(0));
        WorkingSet tables;
        store_.read(programme)->load(keys, tables);
        return tables.get<Enterprise>(enterprise_id(0));
    }

    static std::string code_of(std::int64_t i) { return made_up_credit_code(100 + i); }
    static Enterprise copied(Enterprise enterprise, std::int64_t i) {
        enterprise.id = enterprise_id(i);
        enterprise.name = fmt::format("企业{}", i);
        enterprise.uscc = code_of(i);
        return enterprise;
    }

    void settle(std::int64_t begin, std::int64_t end) {
        WorkingSet in_registry;
        WorkingSet in_programme;
        for (std::int64_t i = begin; i < end; ++i) {
            const Enterprise enterprise = copied(known_, i);
            in_registry.put(enterprise);
            in_registry.put(Organisation{.id = enterprise.id,
                                         .name = enterprise.name,
                                         .uscc = enterprise.uscc,
                                         .kinds = {"enterprise"}});
            const Actor owner = owner_of(i);
            in_registry.put(Person{
                .id = owner.person, .name = {"", sha256_hex(enterprise.name)}, .active = true});
            in_registry.put(Membership{.id = MembershipId{enterprise.id.value},
                                       .person = owner.person,
                                       .organisation = owner.organisation,
                                       .role = owner.role,
                                       .active = true,
                                       .until = {},
                                       .reason = {}});
            in_programme.put(copied(certified_, i));
        }
        store(registry, in_registry);
        store(programme_, in_programme);
    }
    void store(ProgrammeId programme, WorkingSet& tables) {
        const auto transaction = store_.begin(programme);
        transaction->store(tables);
        transaction->commit();
    }

    // As if each had just looked at something: the server notes a session's use once a minute.
    void begin_session(std::int64_t i) {
        SystemClock clock;
        const Instant now = clock.now();
        const Actor owner = owner_of(i);
        store_.access().put(Session{.id_digest = sha256_hex(cookie_of(i)),
                                    .person = owner.person,
                                    .organisation = owner.organisation,
                                    .role = owner.role,
                                    .made = now,
                                    .last_used = plus_seconds(now, 6 * 3600)});
    }

    void offer_products() {
        WorkingSet tables;
        const Rulebook& rules = use_cases_.rulebook(programme_);
        for (std::int64_t i = 0; i < size_.products; ++i) {
            Product product;
            product.id = product_id(i);
            product.provider = seller.organisation;
            product.name = fmt::format("产品{}", i);
            product.direction = rules.directions.back().value.code;
            product.price = price;
            product.status = ProductStatus::qualified;
            tables.put(std::move(product));
        }
        store(programme_, tables);
        for (std::int64_t i = 0; i < size_.products; ++i) {
            ListProduct listing;
            listing.product = product_id(i);
            listing.vouchers = vouchers;
            ask(programme_, officer, listing);
        }
    }

    Store& store_;
    Size size_;
    OpeningDay day_;
    UseCases use_cases_;
    ProgrammeId programme_;
    Enterprise known_;      // to the registry
    Enterprise certified_;  // in the programme
};

}  // namespace

std::string cookie_of(std::int64_t enterprise) {
    return sha256_hex(fmt::format("bench {}", enterprise));
}
PartyId enterprise_id(std::int64_t enterprise) {
    return PartyId{first_enterprise + enterprise};
}
ProductId product_id(std::int64_t product) {
    return ProductId{first_product + product};
}

void make_world(const std::string& url, const Size& size) {
    // Nobody waits for the disk: a world that was cut short is thrown away.
    SqlStore store{url, Durability::no_commit};
    if (!store.programmes().empty()) throw std::runtime_error{url + " is not empty"};
    World{store, size}.make();
}

std::vector<std::int64_t> fill_world(const std::string& url, const Size& size, std::int64_t first,
                                     std::int64_t orders) {
    constexpr std::int64_t in_a_round = 2'000;
    SqlStore store{url, Durability::no_commit};
    OpeningDay day;
    UseCases use_cases{store, day};
    const ProgrammeId programme =
        use_cases.publish(load_rulebook("programmes/beijing-2025"), Actor{});
    Spread spread{size, first};
    std::vector<std::int64_t> ids;
    while (std::ssize(ids) < orders) {
        std::vector<Asked> round;
        for (auto left = std::min(in_a_round, orders - std::ssize(ids)); left > 0; --left) {
            const Spread::Pair pair = spread.next();
            Claim claim;
            claim.product = product_id(pair.product);
            round.push_back({.actor = owner_of(pair.enterprise),
                             .command = claim,
                             .key = fmt::format("bench-{:016}", pair.number),
                             .digest = "filled",
                             .openings = {}});
        }
        for (const Attempt& made : use_cases.handle_all(programme, std::move(round))) {
            if (made.fault) std::rethrow_exception(made.fault);
            check(*made.outcome && (*made.outcome)->answer, "a filling claim is accepted");
            ids.push_back((*made.outcome)->answer->seq);
        }
    }
    return ids;
}

}  // namespace zq::bench
