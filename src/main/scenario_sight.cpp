// What a subject does not have is "": no deadline, no ban, no batch.
#include "main/scenario_sight.h"

#include "domain/quota.h"

namespace zq {

namespace {

ScenarioValue of(std::string_view text) {
    return {std::string{text}, 0};
}
ScenarioValue of(const char* text) {
    return of(std::string_view{text});  // or it would be taken for a truth
}
ScenarioValue of(Money amount) {
    return {to_yuan(amount), 0};
}
ScenarioValue of(bool truth) {
    return {truth, 0};
}
ScenarioValue of(std::int64_t number) {
    return {number, 0};
}
ScenarioValue of(Instant at) {
    return {at, 0};
}
ScenarioValue of(const std::optional<Instant>& at) {
    return at ? of(*at) : of("");
}
ScenarioValue of(const std::vector<std::string>& texts) {
    ScenarioValue::List list;
    for (const std::string& text : texts) list.push_back(of(text));
    return {std::move(list), 0};
}

// The last day of a ban, also of one that is over (a ban that was lifted is gone).
ScenarioValue of(const Standing& standing) {
    if (standing.permanent) return of("permanent");
    return standing.until ? ScenarioValue{*standing.until, 0} : of("");
}

ScenarioFields order_keys(const ScenarioWorld& world, const Order& order) {
    return {
        {"status", of(name_of(order.status))},
        {"amount", of(order.amount)},
        {"subsidy", of(order.subsidy)},
        {"eligible_amount", of(order.eligible_amount)},
        {"own_payment", of(order.own_payment)},
        {"accept_by", of(order.accept_by)},
        {"valid_until", of(order.valid_until)},
        {"redeem_by", of(order.redeem_by)},
        {"review_by", of(order.review_by)},
        {"overdue", of(order.overdue)},
        {"approved", of(order.approved.value_or(Money{}))},
        {"clawback", of(order.clawback)},
        {"returned", of(order.returned)},
        {"completed", of(order.completed)},
        {"stars", of(order.stars)},
        {"frozen", of(order.frozen)},
        {"flags", of(order.flags)},
        {"batch", of(world.names().of_batch(order.batch))},
    };
}

class Seeing {
public:
    explicit Seeing(ScenarioWorld& world) : world_{world} {}

    ScenarioFields order(OrderId id) {
        const auto found = world_.load<Order>(id);
        return found ? order_keys(world_, *found) : ScenarioFields{};
    }

    ScenarioFields product(ProductId id) {
        const auto found = world_.load<Product>(id);
        if (!found) return {};
        const auto stock = world_.load<Account>(AccountId{AccountKind::stock, id.value, {}});
        const std::int64_t left = stock ? stock->limit.value_or(0) - stock->used() : 0;
        return {
            {"status", of(name_of(found->status))},
            {"vouchers_left", of(left)},
            {"validity_days", of(found->validity_days.value_or(usual_validity(*found)))},
            {"notice_ends", of(found->notice_ends)},
            {"last_submitted", of(found->last_submitted)},
            {"flags", of(found->flags)},
        };
    }

    ScenarioFields enterprise(PartyId id, std::optional<std::int64_t> year) {
        const auto found = world_.load<Enterprise>(id);
        if (!found) return {};
        const Day day = day_in(year);
        const AccountId account{AccountKind::quota, id.value, year_scope(year_of(day))};
        const auto held = world_.load<Account>(account);
        const Quota quota = quota_of(world_.use_cases().rulebook(world_.programme()), *found,
                                     held ? &*held : nullptr, day);
        const Certification* certified = found->certified();
        return {
            {"size", of(certified ? name_of(certified->finding.size) : "")},
            {"until", of(found->standing)},
            {"cap", of(quota.cap)},
            {"held", of(quota.held)},
            {"used", of(quota.used)},
            {"available", of(quota.available)},
        };
    }

    ScenarioFields provider(PartyId id) {
        const auto found = world_.load<Provider>(id);
        return found ? ScenarioFields{{"until", of(found->standing)}} : ScenarioFields{};
    }

    ScenarioFields batch(BatchId id) {
        const auto found = world_.load<Batch>(id);
        if (!found) return {};
        ScenarioValue::List lines;
        for (const NoticeLine& line : notice_lines(*found)) {
            ScenarioFields fields{{"provider", of(world_.names().of_party(line.provider, false))},
                                  {"product", of(world_.names().of_product(line.product))},
                                  {"amount", of(line.amount)}};
            lines.push_back({std::move(fields), 0});
        }
        return {
            {"status", of(name_of(found->status))},
            {"total", of(total(*found))},
            {"notice_ends", of(found->notice_ends)},
            {"lines", {std::move(lines), 0}},
        };
    }

    ScenarioFields budget() {
        const Account account =
            world_.load<Account>(AccountId{AccountKind::budget, 0, {}}).value_or(Account{});
        ScenarioFields keys{{"held", of(Money{account.held})},
                            {"spent", of(Money{account.settled})},
                            {"total", of("unlimited")},
                            {"available", of("unlimited")}};
        if (account.limit) {
            keys.insert_or_assign("total", of(Money{*account.limit}));
            keys.insert_or_assign("available", of(Money{*account.limit - account.used()}));
        }
        return keys;
    }

    ScenarioFields programme() {
        const auto state = world_.load<ProgrammeState>(TheProgramme{});
        return {{"open", of(state && state->open)}};
    }

    ScenarioFields check(SpotCheckId id) {
        const auto found = world_.load<SpotCheck>(id);
        if (!found) return {};
        std::vector<std::string> sample;
        for (const OrderId order : found->sample) {
            for (const auto& [name, named] : world_.names().orders) {
                if (named == order) sample.push_back(name);
            }
        }
        return {{"sample", of(sample)}};
    }

private:
    std::int64_t usual_validity(const Product& product) {
        const Subjects subjects{.product = &product, .today = world_.today()};
        const auto* row = world_.rulebook().deadline(DeadlineKind::validity, subjects);
        return row && row->value.after ? row->value.after->count : 0;
    }

    // A day of that year: today, or its first or last day.
    Day day_in(std::optional<std::int64_t> year) {
        const Day today = world_.today();
        if (!year || *year == year_of(today)) return today;
        const int number = static_cast<int>(*year);
        return number < year_of(today) ? make_day(number, 12, 31) : make_day(number, 1, 1);
    }

    ScenarioWorld& world_;
};

}  // namespace

ScenarioFields seen_after(ScenarioWorld& world, const ScenarioStep& step, const Answer& answer) {
    Seeing seeing{world};
    const ScenarioNames& names = world.names();
    const auto named = [&](std::string_view key) { return field<std::string>(step.fields, key); };
    if (step.verb == DrawSpotCheck::act) {
        return answer ? seeing.check(SpotCheckId{answer->id}) : ScenarioFields{};
    }
    if (step.verb == OpenProgramme::act || step.verb == CloseProgramme::act) {
        return seeing.programme();
    }
    if (step.verb == SetBudget::act || step.fields.contains("budget")) return seeing.budget();
    if (const auto* order = named("order")) {
        const auto found = names.orders.find(*order);
        return found == names.orders.end() ? ScenarioFields{} : seeing.order(found->second);
    }
    if (const auto* batch = named("batch")) {
        const auto found = names.batches.find(*batch);
        return found == names.batches.end() ? ScenarioFields{} : seeing.batch(found->second);
    }
    if (const auto* product = named("product")) {
        return seeing.product(names.products.find(*product)->second.id);
    }
    const auto party = [&]() -> const std::string* {
        for (const std::string_view key : {"party", "enterprise", "provider"}) {
            if (const auto* name = named(key)) return name;
        }
        return step.verb == Certify::act || step.verb == "quota" ? &step.by : nullptr;
    }();
    const auto found = party ? names.parties.find(*party) : names.parties.end();
    if (found == names.parties.end()) return {};
    if (!found->second.is_enterprise) return seeing.provider(found->second.id);
    const auto* year = field<std::int64_t>(step.fields, "year");
    return seeing.enterprise(found->second.id, year ? std::optional{*year} : std::nullopt);
}

}  // namespace zq
