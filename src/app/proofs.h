// What is kept of each log's Merkle tree, and the checkpoints that were signed over it. No fold of
// the log, but made of nothing else: what is lost here can be made again from the events.
//
// Of the tree one node in 256 leaves is kept (levels 8, 16, 24 …); the levels between are hashed
// again from these, or from the events themselves, when somebody asks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil_time.h"
#include "base/ids.h"
#include "base/merkle.h"

namespace zq {

inline constexpr int kept_level_step = 8;

struct LogNode {
    merkle::Node at;  // its level is a multiple of kept_level_step, and not 0
    merkle::Hash hash;
};

struct Checkpoint {
    std::int64_t size = 0;  // events that it covers
    Instant time;
    std::string note;  // C2SP tlog-checkpoint, signed
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

class Proofs {
public:
    virtual ~Proofs() = default;

    // The checkpoint with the nodes that have come into being since the last one. Both stay as they
    // are when another process was faster: it has kept the same.
    virtual void keep(ProgrammeId programme, const Checkpoint& checkpoint,
                      std::span<const LogNode> nodes) = 0;
    // From the `from`-th of a level on, at most `most`, up to the first that is not kept.
    virtual std::vector<merkle::Hash> nodes(ProgrammeId programme, int level, std::int64_t from,
                                            std::int64_t most) = 0;
    // The smallest of this size or more.
    virtual std::optional<Checkpoint> covering(ProgrammeId programme, std::int64_t size) = 0;
    virtual std::optional<Checkpoint> latest(ProgrammeId programme) = 0;
    // From this size on, ascending, at most `most`.
    virtual std::vector<Checkpoint> checkpoints(ProgrammeId programme, std::int64_t from,
                                                std::int64_t most) = 0;
};

}  // namespace zq
