// Proofs are made top down, as the RFC defines them, and checked bottom up, as it says to: the two
// share no code but the hashes.
#include "base/merkle.h"

#include <bit>

#include "base/check.h"
#include "base/digest.h"

namespace zq::merkle {

namespace {

std::uint64_t as_unsigned(std::int64_t size) {
    check(size >= 0, "a tree has no fewer than no leaves");
    return static_cast<std::uint64_t>(size);
}

// The largest power of two below `size`, as its exponent; size > 1.
int split_level(std::int64_t size) {
    return static_cast<int>(std::bit_width(as_unsigned(size) - 1)) - 1;
}

bool is_odd(std::int64_t number) {
    return number % 2 != 0;
}

// The root of the leaves from `begin` on; begin is a multiple of the power of two at or above size.
Hash root_of_part(std::int64_t begin, std::int64_t size, const Subtrees& subtrees) {
    if (std::has_single_bit(as_unsigned(size))) {
        const int level = static_cast<int>(std::bit_width(as_unsigned(size))) - 1;
        return subtrees({level, begin >> level});
    }
    const std::int64_t left = std::int64_t{1} << split_level(size);
    return node_hash(root_of_part(begin, left, subtrees),
                     root_of_part(begin + left, size - left, subtrees));
}

void add_path(std::int64_t index, std::int64_t begin, std::int64_t size, const Subtrees& subtrees,
              Proof& proof) {
    if (size == 1) return;
    const std::int64_t left = std::int64_t{1} << split_level(size);
    if (index < left) {
        add_path(index, begin, left, subtrees, proof);
        proof.push_back(root_of_part(begin + left, size - left, subtrees));
    } else {
        add_path(index - left, begin + left, size - left, subtrees, proof);
        proof.push_back(root_of_part(begin, left, subtrees));
    }
}

// `known`: the older root is the root of this part, which whoever checks has already.
void add_steps(std::int64_t older, std::int64_t begin, std::int64_t size, bool known,
               const Subtrees& subtrees, Proof& proof) {
    if (older == size) {
        if (!known) proof.push_back(root_of_part(begin, size, subtrees));
        return;
    }
    const std::int64_t left = std::int64_t{1} << split_level(size);
    if (older <= left) {
        add_steps(older, begin, left, known, subtrees, proof);
        proof.push_back(root_of_part(begin + left, size - left, subtrees));
    } else {
        add_steps(older - left, begin + left, size - left, false, subtrees, proof);
        proof.push_back(root_of_part(begin, left, subtrees));
    }
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
    std::string prefixed(1, '\0');
    prefixed.append(leaf);
    return sha256(prefixed);
}

Hash node_hash(const Hash& left, const Hash& right) {
    check(left.size() == hash_bytes && right.size() == hash_bytes, "a hash has 32 bytes");
    return sha256('\1' + left + right);
}

Hash empty_root() {
    return sha256("");
}

Frontier::Frontier(std::int64_t size, std::string_view text) : size_{size} {
    const std::string bytes = from_hex(text);
    const auto count = static_cast<std::size_t>(std::popcount(as_unsigned(size)));
    check(bytes.size() == count * hash_bytes, "a frontier has one hash for each bit of its size");
    for (std::size_t i = 0; i < count; ++i) {
        roots_.push_back(bytes.substr(i * hash_bytes, hash_bytes));
    }
}

void Frontier::add(const Hash& leaf, const std::function<void(Node, const Hash&)>& made) {
    Hash hash = leaf;
    Node node{0, size_};
    if (made) made(node, hash);
    while (is_odd(node.index)) {
        hash = node_hash(roots_.back(), hash);
        roots_.pop_back();
        node = {node.level + 1, node.index / 2};
        if (made) made(node, hash);
    }
    roots_.push_back(std::move(hash));
    ++size_;
}

Hash Frontier::root() const {
    if (roots_.empty()) return empty_root();
    Hash root = roots_.back();
    for (auto next = roots_.rbegin() + 1; next != roots_.rend(); ++next) {
        root = node_hash(*next, root);
    }
    return root;
}

std::string Frontier::text() const {
    std::string text;
    for (const Hash& root : roots_) text += to_hex(root);
    return text;
}

Hash root_of(std::int64_t size, const Subtrees& subtrees) {
    return size == 0 ? empty_root() : root_of_part(0, size, subtrees);
}

Proof inclusion(std::int64_t index, std::int64_t size, const Subtrees& subtrees) {
    check(0 <= index && index < size, "only a leaf of the tree can be shown to be in it");
    Proof proof;
    add_path(index, 0, size, subtrees, proof);
    return proof;
}

Proof consistency(std::int64_t older, std::int64_t newer, const Subtrees& subtrees) {
    check(0 < older && older <= newer, "the older tree is not empty and not larger");
    Proof proof;
    add_steps(older, 0, newer, true, subtrees, proof);
    return proof;
}

bool includes(const Hash& root, std::int64_t size, std::int64_t index, const Hash& leaf,
              const Proof& proof) {
    if (index < 0 || index >= size) return false;
    std::int64_t at = index;
    std::int64_t last = size - 1;
    Hash hash = leaf;
    for (const Hash& step : proof) {
        if (last == 0 || step.size() != hash_bytes) return false;
        if (is_odd(at) || at == last) {
            hash = node_hash(step, hash);
            while (!is_odd(at) && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            hash = node_hash(hash, step);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && hash == root;
}

bool extends(const Hash& newer_root, std::int64_t newer, const Hash& older_root, std::int64_t older,
             const Proof& proof) {
    if (older <= 0 || older > newer) return false;
    if (older == newer) return proof.empty() && older_root == newer_root;
    Proof path = proof;
    if (std::has_single_bit(as_unsigned(older))) path.insert(path.begin(), older_root);
    if (path.empty() || path.front().size() != hash_bytes) return false;
    std::int64_t at = older - 1;
    std::int64_t last = newer - 1;
    while (is_odd(at)) {
        at /= 2;
        last /= 2;
    }
    Hash before = path.front();
    Hash after = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Hash& step = path[i];
        if (last == 0 || step.size() != hash_bytes) return false;
        if (is_odd(at) || at == last) {
            before = node_hash(step, before);
            after = node_hash(step, after);
            while (!is_odd(at) && at != 0) {
                at /= 2;
                last /= 2;
            }
        } else {
            after = node_hash(after, step);
        }
        at /= 2;
        last /= 2;
    }
    return last == 0 && before == older_root && after == newer_root;
}

}  // namespace zq::merkle
