// A round is one load for all new keys. Relations are shallow, so three or four rounds are the
// most.
#include "app/loading.h"

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
    Keys fresh;
    bool any = false;
    each_entity([&]<class T>() {
        for (const KeyOf<T>& key : keys.of<T>()) {
            if (asked_.of<T>().contains(key)) continue;
            fresh.add<T>(key);
            asked_.add<T>(key);
            any = true;
        }
    });
    if (!any) return;
    reader_.load(fresh, tables_);
    grew_ = true;
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
    for (const Search& search : needs.searches) run(search);
}

void Loading::complete() {
    do {
        grew_ = false;
        add(related(tables_));
    } while (grew_);
}

}  // namespace zq
