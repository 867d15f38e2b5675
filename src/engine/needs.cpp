// Which entities a command needs: named by it, named by those in turn, or found by a search.
#include <algorithm>

#include "domain/quota.h"
#include "engine/deciding.h"

namespace zq {

namespace {

using Where = std::vector<std::pair<std::string, Value>>;

// Not yet decided: the field is absent.
const Value absent{Value::Map{}};

class Collector {
public:
    explicit Collector(Needs& needs) : needs_{needs} {}

    // Whatever a command names by id.
    void field(std::string_view, const ProductId& id) { add<Product>(id); }
    void field(std::string_view, const OrderId& id) { order(id); }
    void field(std::string_view, const std::vector<OrderId>& ids) {
        for (const OrderId id : ids) order(id);
    }
    void field(std::string_view, const BatchId& id) { batch(id); }
    void field(std::string_view, const ObjectionId& id) { add<Objection>(id); }
    void field(std::string_view, const AppealId& id) { add<Appeal>(id); }
    void field(std::string_view, const ProposalId& id) { add<Proposal>(id); }
    void field(std::string_view, const SpotCheckId& id) { add<SpotCheck>(id); }
    void field(std::string_view, const PersonId& id) { add<Person>(id); }
    void field(std::string_view, const MembershipId& id) { add<Membership>(id); }
    void field(std::string_view, const PartyId& id) {
        party(id);
        add<Organisation>(id);
    }
    void field(std::string_view, const auto&) {}

    void order(OrderId id) {
        if (!id) return;
        add<Order>(id);
        add<Contract>(id);
        add<Redemption>(id);
    }
    void batch(BatchId id) {
        if (!id) return;
        add<Batch>(id);
        search("order", {{"batch", Value{id.value}}});
    }
    void party(PartyId id) {
        if (!id) return;
        add<Enterprise>(id);
        add<Provider>(id);
    }
    template <class T>
    void add(const KeyOf<T>& key) {
        if (key) needs_.keys.add<T>(key);
    }
    void search(std::string entity, Where where) {
        needs_.searches.push_back({std::move(entity), std::move(where)});
    }

private:
    Needs& needs_;
};

void everything_of(PartyId party, Collector& collect) {
    collect.search("order", {{"enterprise", Value{party.value}}});
    collect.search("order", {{"provider", Value{party.value}}});
    collect.search("product", {{"provider", Value{party.value}}});
    collect.search("sanction", {{"party", Value{party.value}}});
}

// What no key names.
void searches_of(const Command& command, const Actor& actor, Collector& collect) {
    if (std::holds_alternative<SubmitProduct>(command)) {
        collect.search("product", {{"provider", Value{actor.organisation.value}}});
    } else if (const auto* sanction = std::get_if<ImposeSanction>(&command)) {
        everything_of(sanction->party, collect);
    } else if (const auto* lift = std::get_if<LiftSanction>(&command)) {
        collect.search("sanction", {{"party", Value{lift->party.value}}});
    } else if (std::holds_alternative<DecideObjection>(command)) {
        collect.search("objection", {{"upheld", absent}});
    } else if (std::holds_alternative<DrawSpotCheck>(command)) {
        collect.search("contract", {});
    } else if (std::holds_alternative<RecordFinding>(command)) {
        collect.search("spot-check", {});
    } else if (std::holds_alternative<FileAppeal>(command)) {
        collect.search("sanction", {{"party", Value{actor.organisation.value}}});
    } else if (std::holds_alternative<DecideAppeal>(command)) {
        collect.search("appeal", {{"upheld", absent}});
    } else if (const auto* organisation = std::get_if<RegisterOrganisation>(&command)) {
        collect.search("organisation", {{"uscc", Value{organisation->uscc}}});
    } else if (const auto* grant = std::get_if<GrantMembership>(&command)) {
        collect.search("membership", {{"person", Value{grant->person.value}}});
    } else if (const auto* extend = std::get_if<ExtendDeadlines>(&command); extend && extend->all) {
        for (const OrderStatus status : {OrderStatus::placed, OrderStatus::accepted,
                                         OrderStatus::signed_, OrderStatus::in_review}) {
            collect.search("order", {{"status", Value{name_of(status)}}});
        }
    }
}

void collect_command(const Command& command, const Actor& actor, Needs& needs) {
    Collector collect{needs};
    std::visit(
        [&](const auto& c) {
            using C = std::remove_cvref_t<decltype(c)>;
            C::fields(
                c, [&](std::string_view name, const auto& field) { collect.field(name, field); });
            if constexpr (std::same_as<C, ReserveInvoices> || std::same_as<C, ReleaseInvoices>) {
                for (const std::string& number : c.numbers) needs.keys.add<InvoiceUse>(number);
            }
        },
        command);
    searches_of(command, actor, collect);
}

}  // namespace

Needs needs_of(const Command& command, const Actor& actor, Instant at, ProgrammeId programme) {
    Needs needs;
    if (programme != registry) {
        needs.keys.add<ProgrammeState>(TheProgramme{});
        needs.keys.add<Account>(budget_account());
    }
    Collector collect{needs};
    collect.party(actor.organisation);
    if (programme == registry) collect.add<Organisation>(actor.organisation);
    collect_command(command, actor, needs);
    if (const auto* claim = std::get_if<Claim>(&command)) {
        needs.buyers.emplace(actor.organisation, claim->product);
        // The year is a civil one, and the zone is the rulebook's: both sides of a new year are
        // loaded.
        const Zone utc{.name = "UTC", .offsets = {{.from = {}, .seconds = 0}}};
        for (const int days : {-1, 1}) {
            const Day day = day_of(at, utc) + std::chrono::days{days};
            needs.keys.add<Account>(
                {AccountKind::quota, actor.organisation.value, year_scope(year_of(day))});
        }
    }
    return needs;
}

namespace {

// Quota that an enterprise may use for a product: the year's was named with the claim.
void collect_quota(PartyId enterprise, const Product* product, Needs& needs) {
    if (!product) return;
    needs.keys.add<Account>(
        {AccountKind::quota, enterprise.value, "direction:" + product->direction});
    needs.keys.add<Account>({AccountKind::quota, enterprise.value, "programme"});
}

}  // namespace

Needs related(const WorkingSet& loaded, const Buyers& buyers) {
    Needs needs;
    Collector collect{needs};
    for (const auto& [enterprise, product] : buyers) {
        collect_quota(enterprise, loaded.find<Product>(product), needs);
    }
    for (const auto& [id, order] : loaded.shelf<Order>().rows) {
        collect_quota(order.enterprise, loaded.find<Product>(order.product), needs);
        collect.order(id);
        collect.add<Product>(order.product);
        collect.party(order.enterprise);
        collect.party(order.provider);
        collect.add<Batch>(order.batch);
        needs.keys.add<Account>(stock_of(order.product));
        for (const std::string& scope : order.quota_scopes) {
            needs.keys.add<Account>({AccountKind::quota, order.enterprise.value, scope});
        }
    }
    for (const auto& [id, product] : loaded.shelf<Product>().rows) {
        collect.party(product.provider);
        needs.keys.add<Account>(stock_of(id));
    }
    for (const auto& [id, objection] : loaded.shelf<Objection>().rows) {
        if (objection.upheld) continue;
        for (const OrderId order : objection.orders) collect.order(order);
        collect.add<Product>(objection.product);
    }
    for (const auto& [id, appeal] : loaded.shelf<Appeal>().rows) {
        if (appeal.upheld) continue;
        collect.order(appeal.order);
        collect.add<Product>(appeal.product);
        if (appeal.sanction) {
            collect.party(appeal.by);
            collect.search("sanction", {{"party", Value{appeal.by.value}}});
        }
    }
    for (const auto& [id, proposal] : loaded.shelf<Proposal>().rows) {
        if (proposal.approved) continue;
        const Command inner = decode_command(proposal.act, proposal.command);
        const Actor nobody;
        collect_command(inner, nobody, needs);
    }
    return needs;
}

}  // namespace zq
