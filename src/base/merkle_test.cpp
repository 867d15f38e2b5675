// The test data that Certificate Transparency's reference implementations share, and every tree of
// up to 130 leaves.
#include "base/merkle.h"

#include <gtest/gtest.h>

#include <map>

#include "base/check.h"
#include "base/digest.h"

namespace zq::merkle {
namespace {

const std::vector<std::string> known_leaves{"",
                                            "00",
                                            "10",
                                            "2021",
                                            "3031",
                                            "40414243",
                                            "5051525354555657",
                                            "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> known_roots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::string leaf(std::int64_t index) {
    const auto at = static_cast<std::size_t>(index);
    return at < known_leaves.size() ? from_hex(known_leaves[at]) : "leaf " + std::to_string(index);
}

// By the definition, from all leaves anew.
Hash subtree(Node node) {
    if (node.level == 0) return leaf_hash(leaf(node.index));
    return node_hash(subtree({node.level - 1, node.index * 2}),
                     subtree({node.level - 1, node.index * 2 + 1}));
}

std::vector<std::string> begins(const Proof& proof) {
    std::vector<std::string> texts;
    for (const Hash& hash : proof) texts.push_back(to_hex(hash).substr(0, 16));
    return texts;
}
using Texts = std::vector<std::string>;

TEST(Merkle, HasTheRootsOfTheReference) {
    Frontier frontier;
    for (std::size_t size = 0; size < known_roots.size(); ++size) {
        EXPECT_EQ(to_hex(frontier.root()), known_roots[size]);
        EXPECT_EQ(to_hex(root_of(frontier.size(), subtree)), known_roots[size]);
        frontier.add(leaf_hash(leaf(frontier.size())));
    }
}

TEST(Merkle, HasTheProofsOfTheReference) {
    EXPECT_EQ(begins(inclusion(0, 8, subtree)),
              (Texts{"96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"}));
    EXPECT_EQ(begins(inclusion(5, 8, subtree)),
              (Texts{"bc1a0643b12e4d2d", "ca854ea128ed050b", "d37ee418976dd957"}));
    EXPECT_EQ(begins(inclusion(2, 3, subtree)), (Texts{"fac54203e7cc696c"}));
    EXPECT_EQ(begins(inclusion(1, 5, subtree)),
              (Texts{"6e340b9cffb37a98", "5f083f0a1a33ca07", "bc1a0643b12e4d2d"}));
    EXPECT_EQ(begins(consistency(1, 8, subtree)),
              (Texts{"96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"}));
    EXPECT_EQ(begins(consistency(6, 8, subtree)),
              (Texts{"0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957"}));
    EXPECT_EQ(begins(consistency(2, 5, subtree)), (Texts{"5f083f0a1a33ca07", "bc1a0643b12e4d2d"}));
}

constexpr std::int64_t many = 130;

TEST(Merkle, KeepsTheFrontierOfEveryTree) {
    Frontier frontier;
    std::map<Node, Hash> made;
    for (std::int64_t size = 1; size <= many; ++size) {
        frontier.add(leaf_hash(leaf(size - 1)),
                     [&](Node node, const Hash& hash) { made.emplace(node, hash); });
        ASSERT_EQ(frontier.root(), root_of(size, subtree)) << size;
        const Frontier again{size, frontier.text()};
        ASSERT_EQ(again.root(), frontier.root());
    }
    EXPECT_EQ(made.size(), 130U + 65 + 32 + 16 + 8 + 4 + 2 + 1);
    for (const auto& [node, hash] : made) ASSERT_EQ(hash, subtree(node));
    EXPECT_THROW((Frontier{7, frontier.text()}), BrokenInvariant);
}

TEST(Merkle, ShowsEveryLeafAndNoOther) {
    for (std::int64_t size = 1; size <= 40; ++size) {
        const Hash root = root_of(size, subtree);
        for (std::int64_t index = 0; index < size; ++index) {
            const Proof proof = inclusion(index, size, subtree);
            const Hash hash = leaf_hash(leaf(index));
            ASSERT_TRUE(includes(root, size, index, hash, proof)) << index << " of " << size;
            ASSERT_FALSE(includes(root, size, index, leaf_hash("forged"), proof));
            ASSERT_FALSE(includes(root, size, size, hash, proof));
            ASSERT_FALSE(includes(root, size, index + size, hash, proof));
            ASSERT_FALSE(size > 1 && includes(root, size, index ^ 1, hash, proof));
            for (std::size_t step = 0; step < proof.size(); ++step) {
                Proof bent = proof;
                bent[step][0] ^= 1;
                ASSERT_FALSE(includes(root, size, index, hash, bent));
            }
            Proof longer = proof;
            longer.push_back(hash);
            ASSERT_FALSE(includes(root, size, index, hash, longer));
        }
    }
}

TEST(Merkle, ShowsThatALaterTreeOnlyAdds) {
    for (std::int64_t newer = 1; newer <= 40; ++newer) {
        const Hash root = root_of(newer, subtree);
        for (std::int64_t older = 1; older <= newer; ++older) {
            const Hash before = root_of(older, subtree);
            const Proof proof = consistency(older, newer, subtree);
            ASSERT_TRUE(extends(root, newer, before, older, proof)) << older << " of " << newer;
            ASSERT_FALSE(extends(root, newer, leaf_hash("forged"), older, proof));
            ASSERT_FALSE(extends(leaf_hash("forged"), newer, before, older, proof));
            for (std::size_t step = 0; step < proof.size(); ++step) {
                Proof bent = proof;
                bent[step][0] ^= 1;
                ASSERT_FALSE(extends(root, newer, before, older, bent));
            }
        }
    }
    EXPECT_FALSE(extends(root_of(3, subtree), 3, root_of(4, subtree), 4, {}));
}

}  // namespace
}  // namespace zq::merkle
