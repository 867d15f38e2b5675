// A node between two kept levels is the root of the kept nodes below it, 128 of them at most.
#include "app/log_tree.h"

#include "app/proofs.h"
#include "base/check.h"
#include "base/digest.h"

namespace zq {

namespace {

constexpr std::int64_t tile_width = std::int64_t{1} << kept_level_step;

merkle::Hash root_of_row(std::vector<merkle::Hash> row) {
    while (row.size() > 1) {
        for (std::size_t i = 0; i < row.size() / 2; ++i) {
            row[i] = merkle::node_hash(row[2 * i], row[2 * i + 1]);
        }
        row.resize(row.size() / 2);
    }
    return row.front();
}

}  // namespace

const std::vector<merkle::Hash>& LogTree::leaves_of_tile(std::int64_t tile) {
    const auto [place, is_new] = tiles_.try_emplace(tile);
    if (!is_new) return place->second;
    const auto events = store_.read(programme_)->log_bytes(tile * tile_width + 1, tile_width);
    for (const std::string& event : events) place->second.push_back(merkle::leaf_hash(event));
    return place->second;
}

std::vector<merkle::Hash> LogTree::row(int level, std::int64_t from, std::int64_t most) {
    if (level > 0) return store_.proofs().nodes(programme_, level, from, most);
    std::vector<merkle::Hash> found;
    while (std::ssize(found) < most) {
        const std::int64_t next = from + std::ssize(found);
        const auto& leaves = leaves_of_tile(next / tile_width);
        const std::int64_t first = next % tile_width;
        const std::int64_t end = std::min(std::ssize(leaves), first + most - std::ssize(found));
        if (end <= first) break;
        found.insert(found.end(), leaves.begin() + first, leaves.begin() + end);
    }
    return found;
}

merkle::Hash LogTree::node(merkle::Node node) {
    const int below = node.level % kept_level_step;
    const std::int64_t count = std::int64_t{1} << below;
    auto known = row(node.level - below, node.index << below, count);
    check(std::ssize(known) == count, "the nodes below a complete one are kept");
    return root_of_row(std::move(known));
}

merkle::Frontier LogTree::frontier(std::int64_t size) {
    std::string text;
    std::int64_t begin = 0;
    for (int level = 62; level >= 0; --level) {
        if ((size >> level) % 2 == 0) continue;
        text += to_hex(node({level, begin >> level}));
        begin += std::int64_t{1} << level;
    }
    return {size, text};
}

merkle::Proof LogTree::inclusion(std::int64_t index, std::int64_t size) {
    return merkle::inclusion(index, size, [this](merkle::Node at) { return node(at); });
}

merkle::Proof LogTree::consistency(std::int64_t older, std::int64_t newer) {
    return merkle::consistency(older, newer, [this](merkle::Node at) { return node(at); });
}

}  // namespace zq
