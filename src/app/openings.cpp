// Facts are gathered here, the judging is domain/cases.h.
#include "app/openings.h"

#include <algorithm>

#include "app/loaded.h"
#include "app/log.h"
#include "base/planted.h"

namespace zq {

namespace {

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

Filter is(std::string field, std::vector<Value> any_of) {
    return {std::move(field), Filter::Comparison::equals, std::move(any_of)};
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
        reader, {is("act", {Value{std::string{VoidOrder::act}}}), undecided("approved")});
    return std::ranges::any_of(proposals, [&](const Proposal& proposal) {
        const Value* named = proposal.command.find("order");
        return named && *named == Value{order.value};
    });
}

bool is_sanctioned(Reader& reader, const Order& order) {
    if (order.frozen) return true;
    const auto sanctions = all_of<Sanction>(
        reader, {undecided("lifted"),
                 is("party", {Value{order.enterprise.value}, Value{order.provider.value}})});
    return std::ranges::any_of(
        sanctions, [&](const Sanction& sanction) { return names(sanction.orders, order.id); });
}

bool is_appealed(Reader& reader, const std::string& what, std::int64_t id) {
    return !all_of<Appeal>(reader, {is(what, {Value{id}}), undecided("upheld")}).empty();
}

// Asked only of what this role could have a case by: the rest stays unasked.
UnderWay under_way(Reader& reader, Role role, const Order& order) {
    UnderWay facts;
    if (role == Role::reviewer) facts.opened_by = opened_by(reader, order.id);
    if (role == Role::programme_officer) {
        facts.appeal = is_appealed(reader, "order", order.id.value);
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
    facts.appeal = is_appealed(reader, "product", product.id.value);
    return facts;
}

template <class T>
Case found_case(Store& store, const Looker& who, ProgrammeId programme, const T& thing) {
    const auto& [actor, at] = who;
    const Asking asking{.person = actor.person,
                        .role = actor.role,
                        .taken = has_taken(store.access(), actor.person, programme,
                                           std::string{Entity<T>::name}, thing.id.value, at)};
    const auto reader = store.read(programme);
    return case_of(asking, thing, under_way(*reader, actor.role, thing));
}

// What a paper was handed in for.
struct HandedIn {
    ProgrammeId programme;
    Subject subject;
    Case under = Case::none;
};

template <class T>
std::optional<Case> case_by(Store& store, const Looker& who, ProgrammeId programme,
                            const KeyOf<T>& key, PartyId provider) {
    const auto thing = loaded<T>(*store.read(programme), key);
    if (!thing || thing->provider != provider) return std::nullopt;
    return case_about(store, who, programme, *thing);
}

// The first use that opens the paper, else the first one of this provider, else nothing.
std::optional<HandedIn> handed_in(UseCases& use_cases, const Looker& who, const std::string& digest,
                                  PartyId provider) {
    Store& store = use_cases.store();
    std::optional<HandedIn> first;
    for (const ProgrammeId programme : use_cases.programmes()) {
        const std::vector<FileUse> uses = store.read(programme)->uses({digest});
        for (const FileUse& use : uses) {
            const bool is_order = use.subject.entity == Entity<Order>::name;
            const std::int64_t id = use.subject.id;
            const auto found =
                is_order ? case_by<Order>(store, who, programme, OrderId{id}, provider)
                         : case_by<Product>(store, who, programme, ProductId{id}, provider);
            if (!found) continue;
            const HandedIn one{.programme = programme, .subject = use.subject, .under = *found};
            if (*found != Case::none) return one;
            if (!first) first = one;
        }
    }
    return first;
}

std::unexpected<StaysClosed> closed(StaysClosed::Why why, ProgrammeId programme = {},
                                    const Subject& subject = {}) {
    return std::unexpected{StaysClosed{.why = why, .programme = programme, .subject = subject}};
}

}  // namespace

Case case_about(Store& store, const Looker& who, ProgrammeId programme, const Order& order) {
    return found_case(store, who, programme, order);
}

Case case_about(Store& store, const Looker& who, ProgrammeId programme, const Product& product) {
    return found_case(store, who, programme, product);
}

Look look_of(const Looker& who, Seen what) {
    Look look;
    look.at = who.at;
    look.by = who.actor.person;
    look.by_organisation = who.actor.organisation;
    look.role = who.actor.role;
    look.what = what;
    return look;
}

Opened open_paper(UseCases& use_cases, const Looker& who, const std::string& digest, PartyId owner,
                  const std::string& part) {
    using enum StaysClosed::Why;
    const auto found = handed_in(use_cases, who, digest, owner);
    if (!found) return closed(unknown);
    const auto& [programme, subject, under] = *found;
    if (under == Case::none) {
        return closed(may_take(who.actor.role) ? purpose_needed : no_case, programme, subject);
    }
    if (planted(72)) return {};
    Look look = look_of(who, Seen::papers);
    look.programme = programme;
    look.entity = subject.entity;
    look.id = subject.id;
    look.part = part;
    look.file = digest;
    look.of = owner.value;
    look.under = under;
    if (!note_look(use_cases.store().access(), std::move(look))) {
        return closed(too_many, programme, subject);
    }
    return {};
}

// The look itself does not count: each paper does when it is read.
Opened take_papers(Store& store, Look look) {
    using enum StaysClosed::Why;
    const Subject subject{look.entity, look.id};
    if (!may_take(look.role)) return closed(no_case, look.programme, subject);
    look.under = Case::taken;
    if (!note_look(store.access(), look, false)) return closed(too_many, look.programme, subject);
    take_case(store.access(), look.by, look.programme, look.entity, look.id, look.at);
    return {};
}

std::expected<Values, StaysClosed> open_values(Store& store, const Look& look,
                                               const Values& commitments) {
    if (!planted(73) && !note_look(store.access(), look)) {
        return closed(StaysClosed::Why::too_many, look.programme, {look.entity, look.id});
    }
    const auto reader = store.read(look.programme);
    Values values;
    for (const auto& [name, commitment] : commitments) {
        if (commitment.empty()) continue;
        if (auto value = reader->opened(commitment)) values[name] = *std::move(value);
    }
    return values;
}

}  // namespace zq
