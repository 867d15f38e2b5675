// The order of a type's fields is found once; members take their places by it.
#include "base/fields.h"

#include <algorithm>

namespace zq::detail {

FieldOrder::FieldOrder(std::vector<std::string_view> declared)
    : sorted_(declared.begin(), declared.end()) {
    std::ranges::sort(sorted_);
    check(std::ranges::adjacent_find(sorted_) == sorted_.end(), "a field stands once in its type");
    for (const std::string_view name : declared) {
        const auto at = std::ranges::lower_bound(sorted_, name);
        ranks_.push_back(static_cast<std::size_t>(at - sorted_.begin()));
    }
}

Value::Map Members::in_order() {
    Value::Map map;
    map.reserve(static_cast<std::size_t>(
        std::ranges::count_if(slots_, [](const auto& slot) { return slot.has_value(); })));
    for (std::size_t rank = 0; rank < slots_.size(); ++rank) {
        if (!slots_[rank]) continue;
        map.emplace_hint(map.end(), order_.name(rank), *std::move(slots_[rank]));
    }
    return map;
}

}  // namespace zq::detail
