// Nodes and checkpoints of the logs' trees, in memory.
#pragma once

#include <map>
#include <mutex>

#include "app/proofs.h"

namespace zq::memory {

class MemoryProofs : public Proofs {
public:
    explicit MemoryProofs(std::mutex& mutex) : mutex_{mutex} {}

    void keep(ProgrammeId programme, const Checkpoint& checkpoint,
              std::span<const LogNode> nodes) override;
    std::vector<merkle::Hash> nodes(ProgrammeId programme, int level, std::int64_t from,
                                    std::int64_t most) override;
    std::optional<Checkpoint> covering(ProgrammeId programme, std::int64_t size) override;
    std::optional<Checkpoint> latest(ProgrammeId programme) override;
    std::vector<Checkpoint> checkpoints(ProgrammeId programme, std::int64_t from,
                                        std::int64_t most) override;

private:
    std::mutex& mutex_;
    std::map<std::pair<ProgrammeId, merkle::Node>, merkle::Hash> nodes_;
    std::map<ProgrammeId, std::map<std::int64_t, Checkpoint>> checkpoints_;  // by size
};

}  // namespace zq::memory
