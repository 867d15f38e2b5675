// The Merkle tree of one log, as far as its nodes are asked for: RFC 6962 over the canonical bytes
// of the events, the event of seq n being leaf n - 1.
//
// What is kept is looked up, the rest is hashed from it; a proof over ten million events reads some
// hundred rows. Every question takes a reader of the store and gives it back.
#pragma once

#include <map>

#include "app/store.h"
#include "base/merkle.h"

namespace zq {

class LogTree {
public:
    LogTree(Store& store, ProgrammeId programme) : store_{store}, programme_{programme} {}

    // Of those that exist: BrokenInvariant for one that is not complete.
    merkle::Hash node(merkle::Node node);
    merkle::Frontier frontier(std::int64_t size);
    merkle::Proof inclusion(std::int64_t index, std::int64_t size);
    merkle::Proof consistency(std::int64_t older, std::int64_t newer);
    // `most` neighbours of one level, from the `from`-th on; fewer where the log ends.
    std::vector<merkle::Hash> row(int level, std::int64_t from, std::int64_t most);

private:
    const std::vector<merkle::Hash>& leaves_of_tile(std::int64_t tile);

    Store& store_;
    ProgrammeId programme_;
    std::map<std::int64_t, std::vector<merkle::Hash>> tiles_;  // of leaves that were read
};

}  // namespace zq
