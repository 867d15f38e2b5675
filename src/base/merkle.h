// The Merkle tree over the leaves of a log (RFC 6962, section 2.1): its root, and the proofs that a
// leaf is in it and that a later tree only added to an earlier one.
//
// A log keeps the frontier, the roots of the complete subtrees that its tree consists of; with it a
// leaf is added in two digests on average, however long the log is. Hashes are 32 raw bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace zq::merkle {

using Hash = std::string;
inline constexpr std::size_t hash_bytes = 32;

Hash leaf_hash(std::string_view leaf);
Hash node_hash(const Hash& left, const Hash& right);
Hash empty_root();

// A complete subtree: of 2^level leaves, the index-th of these from the left.
struct Node {
    int level = 0;
    std::int64_t index = 0;
    friend auto operator<=>(const Node&, const Node&) = default;
};

class Frontier {
public:
    Frontier() = default;
    // From the text that text() made; BrokenInvariant when it does not fit the size.
    Frontier(std::int64_t size, std::string_view text);

    // Tells `made` every complete subtree that comes into being, the leaf itself first.
    void add(const Hash& leaf, const std::function<void(Node, const Hash&)>& made = {});

    std::int64_t size() const { return size_; }
    Hash root() const;
    // The roots of the subtrees, the largest first, as hexadecimal digits.
    std::string text() const;

private:
    std::int64_t size_ = 0;
    std::vector<Hash> roots_;  // the largest first
};

// Gives the root of a complete subtree of the tree.
using Subtrees = std::function<Hash(Node)>;
using Proof = std::vector<Hash>;

Hash root_of(std::int64_t size, const Subtrees& subtrees);
// 0 <= index < size.
Proof inclusion(std::int64_t index, std::int64_t size, const Subtrees& subtrees);
// 0 < older <= newer.
Proof consistency(std::int64_t older, std::int64_t newer, const Subtrees& subtrees);

// RFC 9162, 2.1.3.2 and 2.1.4.2.
bool includes(const Hash& root, std::int64_t size, std::int64_t index, const Hash& leaf,
              const Proof& proof);
bool extends(const Hash& newer_root, std::int64_t newer, const Hash& older_root, std::int64_t older,
             const Proof& proof);

}  // namespace zq::merkle
