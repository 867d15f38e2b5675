// The fold: images of entities are put, movements are applied. It knows no rule and no act.
#include "engine/event.h"

namespace zq {

namespace {

const Value::List& list_of(const Value& body, std::string_view part) {
    static const Value::List none;
    const Value* found = body.find(part);
    if (!found) return none;
    return detail::expect(found->if_list(), "a list");
}

const std::string& entity_of(const Value& change) {
    const Value* entity = change.find("entity");
    if (!entity) throw Undecodable{"a change names its entity"};
    return detail::expect(entity->if_text(), "the name of an entity");
}

const Value& row_of(const Value& change) {
    static const Value empty;  // a row in which everything is nothing
    const Value* row = change.find("row");
    return row ? *row : empty;
}

// Every entity names its key first.
template <class T>
const std::string& key_field() {
    static const std::string name = [] {
        std::string first;
        T probe{};
        T::fields(probe, [&](std::string_view field, auto&) {
            if (first.empty()) first = field;
        });
        return first;
    }();
    return name;
}

// The number in the key of an encoded row; nothing for keys that are no number.
template <class T>
std::optional<std::int64_t> number_of(const Value& row) {
    if constexpr (std::same_as<KeyOf<T>, TheProgramme>) {
        return 0;
    } else if constexpr (detail::is_id<KeyOf<T>>) {
        const Value* key = row.find(key_field<T>());
        return key ? detail::expect(key->if_number(), "an id") : 0;
    } else {
        return std::nullopt;
    }
}

void put_image(const Value& change, WorkingSet& tables) {
    const std::string& entity = entity_of(change);
    bool known = false;
    tables.each_shelf([&]<class T>(Shelf<T>&) {
        if (Entity<T>::name != entity) return;
        known = true;
        tables.put(decoded<T>(row_of(change)));
    });
    if (!known) throw Undecodable{"unknown entity '" + entity + "'"};
}

void make_move(const Move& move, std::int64_t seq, WorkingSet& tables) {
    const Account* found = tables.find<Account>(move.account);
    Account account = found ? *found : Account{.id = move.account, .limit = {}};
    try {
        apply(move, seq, account);
    } catch (const BrokenInvariant& broken) {
        throw Undecodable{broken.what()};
    }
    tables.put(std::move(account));
}

}  // namespace

std::vector<Subject> subjects_of(const Event& event) {
    std::set<Subject> subjects;
    const WorkingSet kinds;
    for (const Value& change : list_of(event.body, "changes")) {
        const std::string& entity = entity_of(change);
        kinds.each_shelf([&]<class T>(const Shelf<T>&) {
            if (Entity<T>::name != entity) return;
            if (const auto id = number_of<T>(row_of(change))) subjects.insert({entity, *id});
        });
    }
    return {subjects.begin(), subjects.end()};
}

void fold(const Event& event, WorkingSet& tables) {
    if (event.v != event_version) {
        throw Undecodable{"an event of version " + std::to_string(event.v)};
    }
    for (const Value& change : list_of(event.body, "changes")) put_image(change, tables);
    for (const Value& move : list_of(event.body, "moves")) {
        make_move(decoded<Move>(move), event.seq, tables);
    }
}

}  // namespace zq
