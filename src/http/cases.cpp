// A file is opened by what it was handed in for: where several orders name it, any case is enough.
#include "http/cases.h"

#include <algorithm>

#include "app/log.h"
#include "http/listing.h"

namespace zq::http {

namespace {

template <class T>
std::optional<T> loaded(Reader& reader, const KeyOf<T>& key) {
    Keys keys;
    keys.add<T>(key);
    WorkingSet tables;
    reader.load(keys, tables);
    const T* found = tables.find<T>(key);
    return found ? std::optional<T>{*found} : std::nullopt;
}

template <class T>
std::vector<T> all_of(Reader& reader, std::vector<Filter> where) {
    const Query query{.entity = std::string{Entity<T>::name},
                      .where = std::move(where),
                      .sort = {},
                      .after = {},
                      .limit = 0};
    std::vector<T> all;
    for (const Value& row : reader.list(query)) all.push_back(decoded<T>(row));
    return all;
}

Filter undecided(std::string field) {
    return {std::move(field), Filter::Comparison::absent, {}};
}

// Who opened what was handed in last; nobody when it was handed in again since.
PersonId opened_by(Reader& reader, OrderId order) {
    PersonId person;
    for (const LogEntry& entry : reader.timeline({"order", order.value})) {
        const Event event = event_from(entry.bytes);
        if (event.command == OpenReview::act) person = event.actor.person;
        if (event.command == Redeem::act) person = {};
    }
    return person;
}

bool names(const std::vector<OrderId>& orders, OrderId order) {
    return std::ranges::find(orders, order) != orders.end();
}

bool is_drawn(Reader& reader, OrderId order) {
    const auto checks = all_of<SpotCheck>(reader, {});
    return std::ranges::any_of(checks, [&](const SpotCheck& drawn) {
        return names(drawn.sample, order) && !drawn.findings.contains(std::to_string(order.value));
    });
}

bool is_being_voided(Reader& reader, OrderId order) {
    const auto proposals = all_of<Proposal>(
        reader, {is("act", Value{std::string{VoidOrder::act}}), undecided("approved")});
    return std::ranges::any_of(proposals, [&](const Proposal& proposal) {
        const Value* named = proposal.command.find("order");
        return named && *named == Value{order.value};
    });
}

bool is_sanctioned(Reader& reader, const Order& order) {
    if (order.frozen) return true;
    const auto sanctions = all_of<Sanction>(
        reader, {undecided("lifted"),
                 is_any("party", {Value{order.enterprise.value}, Value{order.provider.value}})});
    return std::ranges::any_of(
        sanctions, [&](const Sanction& sanction) { return names(sanction.orders, order.id); });
}

// Asked only of what this role could have a case by: the rest stays unasked.
UnderWay under_way(Reader& reader, Role role, const Order& order) {
    UnderWay facts;
    if (role == Role::reviewer) facts.opened_by = opened_by(reader, order.id);
    if (role == Role::programme_officer) {
        facts.appeal =
            !all_of<Appeal>(reader, {is("order", Value{order.id.value}), undecided("upheld")})
                 .empty();
        facts.spot_check = is_drawn(reader, order.id);
        facts.sanction = is_sanctioned(reader, order);
        facts.voiding = is_being_voided(reader, order.id);
    }
    if (const auto batch = loaded<Batch>(reader, order.batch)) facts.batch = batch->status;
    return facts;
}

UnderWay under_way(Reader& reader, Role role, const Product& product) {
    UnderWay facts;
    if (role != Role::programme_officer) return facts;
    facts.appeal =
        !all_of<Appeal>(reader, {is("product", Value{product.id.value}), undecided("upheld")})
             .empty();
    return facts;
}

Asking asking(Call& call, ProgrammeId programme, std::string_view entity, std::int64_t id) {
    return {.person = call.visitor.person,
            .role = call.visitor.role,
            .taken = has_taken(call.services.store.access(), call.visitor.person, programme,
                               std::string{entity}, id, call.services.system_clock.now())};
}

template <class T>
Case found_case(Call& call, ProgrammeId programme, const T& thing) {
    const Asking who = asking(call, programme, Entity<T>::name, thing.id.value);
    call.forget_reader();  // another one is taken now
    const auto reader = call.services.store.read(programme);
    return case_of(who, thing, under_way(*reader, call.visitor.role, thing));
}

// What a paper was handed in for.
struct HandedIn {
    ProgrammeId programme;
    Subject subject;
    Case under = Case::none;
};

template <class T>
std::optional<Case> case_by(Call& call, ProgrammeId programme, const KeyOf<T>& key,
                            PartyId provider) {
    auto reader = call.services.store.read(programme);
    const auto thing = loaded<T>(*reader, key);
    reader.reset();
    if (!thing || thing->provider != provider) return std::nullopt;
    return case_about(call, programme, *thing);
}

// The first use that opens the paper, else the first one of this provider, else nothing.
std::optional<HandedIn> handed_in(Call& call, const std::string& digest, PartyId provider) {
    std::optional<HandedIn> first;
    call.forget_reader();
    for (const ProgrammeId programme : call.services.use_cases.programmes()) {
        const std::vector<FileUse> uses = call.services.store.read(programme)->uses({digest});
        for (const FileUse& use : uses) {
            const bool is_order = use.subject.entity == Entity<Order>::name;
            const auto found =
                is_order ? case_by<Order>(call, programme, OrderId{use.subject.id}, provider)
                         : case_by<Product>(call, programme, ProductId{use.subject.id}, provider);
            if (!found) continue;
            const HandedIn one{.programme = programme, .subject = use.subject, .under = *found};
            if (*found != Case::none) return one;
            if (!first) first = one;
        }
    }
    return first;
}

}  // namespace

Case case_about(Call& call, ProgrammeId programme, const Order& order) {
    return found_case(call, programme, order);
}

Case case_about(Call& call, ProgrammeId programme, const Product& product) {
    return found_case(call, programme, product);
}

Look look_of(Call& call, Seen what) {
    Look look;
    look.at = call.services.system_clock.now();
    look.by = call.visitor.person;
    look.by_organisation = call.visitor.organisation;
    look.role = call.visitor.role;
    look.what = what;
    return look;
}

void leave_trace(Call& call, Look look, bool opens) {
    if (!note_look(call.services.store.access(), std::move(look), opens)) throw too_much_opened();
}

void open_paper(Call& call, const std::string& digest, PartyId owner, const std::string& part) {
    const auto found = handed_in(call, digest, owner);
    if (!found) throw not_found();
    if (found->under == Case::none) {
        Facts facts{{"programme", call.services.use_cases.rulebook(found->programme).code},
                    {"entity", found->subject.entity},
                    {"id", found->subject.id}};
        throw may_take(call.visitor.role) ? purpose_needed(std::move(facts))
                                          : no_case(std::move(facts));
    }
    Look look = look_of(call, Seen::papers);
    look.programme = found->programme;
    look.entity = found->subject.entity;
    look.id = found->subject.id;
    look.part = part;
    look.file = digest;
    look.of = owner.value;
    look.under = found->under;
    leave_trace(call, std::move(look));
}

}  // namespace zq::http
