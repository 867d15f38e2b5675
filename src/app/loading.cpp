// A round is one load for all new keys. Relations are shallow, so three or four rounds are the
// most.
#include "app/loading.h"

#include <utility>

namespace zq {

namespace {

// All shelves of a working set, as a list of the entity types.
template <class Visit>
void each_entity(Visit&& visit) {
    const WorkingSet none;
    none.each_shelf([&](const auto& shelf) {
        using T = typename std::remove_cvref_t<decltype(shelf)>::value_type;
        visit.template operator()<T>();
    });
}

std::string signature(const Search& search) {
    std::string text = search.entity;
    for (const auto& [field, value] : search.where) text += "|" + field + "=" + canonical(value);
    return text;
}

}  // namespace

void Loading::add(const Keys& keys) {
    each_entity([&]<class T>() {
        for (const KeyOf<T>& key : keys.of<T>()) {
            if (asked_.of<T>().contains(key)) continue;
            fresh_.add<T>(key);
            asked_.add<T>(key);
            any_fresh_ = true;
        }
    });
}

void Loading::run(const Search& search) {
    if (!searched_.insert(signature(search)).second) return;
    const std::vector<std::int64_t> found = reader_.find(search);
    Keys keys;
    each_entity([&]<class T>() {
        if constexpr (detail::is_id<KeyOf<T>>) {
            if (Entity<T>::name != search.entity) return;
            for (const std::int64_t id : found) keys.add<T>(KeyOf<T>{id});
        }
    });
    add(keys);
}

void Loading::add(const Needs& needs) {
    add(needs.keys);
    buyers_.insert(needs.buyers.begin(), needs.buyers.end());
    for (const Search& search : needs.searches) run(search);
}

void Loading::complete() {
    while (any_fresh_) {
        reader_.load(std::exchange(fresh_, {}), tables_);
        any_fresh_ = false;
        add(related(tables_, buyers_));
    }
}

}  // namespace zq
