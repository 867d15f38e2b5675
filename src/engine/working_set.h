// What a batch of commands works on: the entities it touches, loaded before the first decision.
//
// A shelf holds the entities of one kind. Deciding reads and changes them here; what changed, and
// what came into being, is read off afterwards and stored in one transaction.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "domain/commands.h"

namespace zq {

// Each entity has a key and a name; the name is its table and its name in events.
template <class T>
struct Entity;

template <auto KeyMember, class Key>
struct Keyed {
    using key_type = Key;
    static const Key& key(const auto& entity) { return entity.*KeyMember; }
};

template <>
struct Entity<Enterprise> : Keyed<&Enterprise::id, PartyId> {
    static constexpr std::string_view name = "enterprise";
};
template <>
struct Entity<Provider> : Keyed<&Provider::id, PartyId> {
    static constexpr std::string_view name = "provider";
};
template <>
struct Entity<Product> : Keyed<&Product::id, ProductId> {
    static constexpr std::string_view name = "product";
};
template <>
struct Entity<Order> : Keyed<&Order::id, OrderId> {
    static constexpr std::string_view name = "order";
};
template <>
struct Entity<Contract> : Keyed<&Contract::order, OrderId> {
    static constexpr std::string_view name = "contract";
};
template <>
struct Entity<Redemption> : Keyed<&Redemption::order, OrderId> {
    static constexpr std::string_view name = "redemption";
};
template <>
struct Entity<Batch> : Keyed<&Batch::id, BatchId> {
    static constexpr std::string_view name = "batch";
};
template <>
struct Entity<Objection> : Keyed<&Objection::id, ObjectionId> {
    static constexpr std::string_view name = "objection";
};
template <>
struct Entity<Sanction> : Keyed<&Sanction::id, SanctionId> {
    static constexpr std::string_view name = "sanction";
};
template <>
struct Entity<SpotCheck> : Keyed<&SpotCheck::id, SpotCheckId> {
    static constexpr std::string_view name = "spot-check";
};
template <>
struct Entity<Appeal> : Keyed<&Appeal::id, AppealId> {
    static constexpr std::string_view name = "appeal";
};
template <>
struct Entity<Proposal> : Keyed<&Proposal::id, ProposalId> {
    static constexpr std::string_view name = "proposal";
};
template <>
struct Entity<Edition> : Keyed<&Edition::id, EditionId> {
    static constexpr std::string_view name = "edition";
};
template <>
struct Entity<Account> : Keyed<&Account::id, AccountId> {
    static constexpr std::string_view name = "account";
};

// The registry's own entities; only programme 0 has them.
template <>
struct Entity<Organisation> : Keyed<&Organisation::id, PartyId> {
    static constexpr std::string_view name = "organisation";
};
template <>
struct Entity<Person> : Keyed<&Person::id, PersonId> {
    static constexpr std::string_view name = "person";
};
template <>
struct Entity<Membership> : Keyed<&Membership::id, MembershipId> {
    static constexpr std::string_view name = "membership";
};
template <>
struct Entity<InvoiceUse> : Keyed<&InvoiceUse::number, std::string> {
    static constexpr std::string_view name = "invoice-use";
};

// The one row a programme has of itself has the key 0.
struct TheProgramme {
    std::int64_t value = 0;
    friend auto operator<=>(TheProgramme, TheProgramme) = default;
};
template <>
struct Entity<ProgrammeState> {
    using key_type = TheProgramme;
    static constexpr std::string_view name = "programme";
    static TheProgramme key(const ProgrammeState&) { return {}; }
};

// All kinds a programme has, in the order in which stores keep and compare them. Accounts come
// last: they change by movements, all others by their new image.
template <template <class> class Of>
using OfEveryEntity =
    std::tuple<Of<ProgrammeState>, Of<Edition>, Of<Enterprise>, Of<Provider>, Of<Product>,
               Of<Order>, Of<Contract>, Of<Redemption>, Of<Batch>, Of<Objection>, Of<Sanction>,
               Of<SpotCheck>, Of<Appeal>, Of<Proposal>, Of<Organisation>, Of<Person>,
               Of<Membership>, Of<InvoiceUse>, Of<Account>>;

template <class T>
using KeyOf = typename Entity<T>::key_type;

template <class T>
struct Shelf {
    using value_type = T;
    std::map<KeyOf<T>, T> rows;
    std::set<KeyOf<T>> changed;  // made or changed since it was loaded
};

// Which entities a batch needs. A key that has no entity is no error: the decision says what is
// missing.
class Keys {
public:
    template <class T>
    void add(const KeyOf<T>& key) {
        std::get<Wanted<T>>(wanted_).keys.insert(key);
    }
    template <class T>
    const std::set<KeyOf<T>>& of() const {
        return std::get<Wanted<T>>(wanted_).keys;
    }

private:
    template <class T>
    struct Wanted {
        std::set<KeyOf<T>> keys;
    };
    OfEveryEntity<Wanted> wanted_;
};

class WorkingSet {
public:
    template <class T>
    const T* find(const KeyOf<T>& key) const {
        const auto& rows = shelf<T>().rows;
        const auto found = rows.find(key);
        return found == rows.end() ? nullptr : &found->second;
    }
    // BrokenInvariant when it was not loaded: loading is the caller's duty, not a question of
    // policy.
    template <class T>
    const T& get(const KeyOf<T>& key) const {
        const T* found = find<T>(key);
        check(found != nullptr, "a decision asks only for what was loaded");
        return *found;  // NOLINT(clang-analyzer-core.uninitialized.UndefReturn): checked above
    }
    template <class T>
    void put(T entity) {
        auto& on = shelf<T>();
        const KeyOf<T> key = Entity<T>::key(entity);
        on.changed.insert(key);
        on.rows.insert_or_assign(key, std::move(entity));
    }
    // As loaded from the store, unchanged.
    template <class T>
    void lay(T entity) {
        const KeyOf<T> key = Entity<T>::key(entity);
        shelf<T>().rows.insert_or_assign(key, std::move(entity));
    }
    template <class T>
    Shelf<T>& shelf() {
        return std::get<Shelf<T>>(shelves_);
    }
    template <class T>
    const Shelf<T>& shelf() const {
        return std::get<Shelf<T>>(shelves_);
    }
    template <class Visit>
    void each_shelf(Visit&& visit) {
        std::apply([&](auto&... on) { (visit(on), ...); }, shelves_);
    }
    template <class Visit>
    void each_shelf(Visit&& visit) const {
        std::apply([&](const auto&... on) { (visit(on), ...); }, shelves_);
    }

private:
    OfEveryEntity<Shelf> shelves_;
};

// Calls X(T) for every entity: what is made of each type once, in one file, stands in such a list,
// since it is what costs most to compile.
#define ZQ_EACH_ENTITY(X) \
    X(ProgrammeState)     \
    X(Edition)            \
    X(Enterprise)         \
    X(Provider)           \
    X(Product)            \
    X(Order)              \
    X(Contract)           \
    X(Redemption)         \
    X(Batch)              \
    X(Objection)          \
    X(Sanction)           \
    X(SpotCheck)          \
    X(Appeal)             \
    X(Proposal)           \
    X(Organisation)       \
    X(Person)             \
    X(Membership)         \
    X(InvoiceUse)         \
    X(Account)

// In entity_codec.cpp.
// NOLINTBEGIN(bugprone-macro-parentheses): a type in parentheses is no type
#define ZQ_DECLARED(T)                      \
    extern template Value encode(const T&); \
    extern template void decode(const Value&, T&);
ZQ_EACH_ENTITY(ZQ_DECLARED)
#undef ZQ_DECLARED
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace zq
