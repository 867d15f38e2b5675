// As in SQL: what is kept already stays as it is.
#include "store/memory/memory_proofs.h"

namespace zq::memory {

void MemoryProofs::keep(ProgrammeId programme, const Checkpoint& checkpoint,
                        std::span<const LogNode> nodes) {
    const std::lock_guard lock{mutex_};
    for (const LogNode& node : nodes) nodes_.emplace(std::pair{programme, node.at}, node.hash);
    checkpoints_[programme].emplace(checkpoint.size, checkpoint);
}

std::vector<merkle::Hash> MemoryProofs::nodes(ProgrammeId programme, int level, std::int64_t from,
                                              std::int64_t most) {
    const std::lock_guard lock{mutex_};
    std::vector<merkle::Hash> found;
    while (std::ssize(found) < most) {
        const auto node = nodes_.find({programme, {level, from + std::ssize(found)}});
        if (node == nodes_.end()) break;
        found.push_back(node->second);
    }
    return found;
}

std::optional<Checkpoint> MemoryProofs::covering(ProgrammeId programme, std::int64_t size) {
    auto found = checkpoints(programme, size, 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::optional<Checkpoint> MemoryProofs::latest(ProgrammeId programme) {
    const std::lock_guard lock{mutex_};
    const auto& known = checkpoints_[programme];
    if (known.empty()) return std::nullopt;
    return known.rbegin()->second;
}

std::vector<Checkpoint> MemoryProofs::checkpoints(ProgrammeId programme, std::int64_t from,
                                                  std::int64_t most) {
    const std::lock_guard lock{mutex_};
    const auto& known = checkpoints_[programme];
    std::vector<Checkpoint> found;
    for (auto at = known.lower_bound(from); at != known.end() && std::ssize(found) < most; ++at) {
        found.push_back(at->second);
    }
    return found;
}

}  // namespace zq::memory
