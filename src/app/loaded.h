// One thing of a store, by its key.
#pragma once

#include <optional>

#include "app/store.h"

namespace zq {

// Nothing where it is not there.
template <class T>
std::optional<T> loaded(Reader& reader, const KeyOf<T>& key) {
    Keys keys;
    keys.add<T>(key);
    WorkingSet tables;
    reader.load(keys, tables);
    const T* found = tables.find<T>(key);
    return found ? std::optional<T>{*found} : std::nullopt;
}

}  // namespace zq
