// A city on a file of SQLite: its image when it opens for business, what is done there, and what
// must be true of it whenever it is opened again.
#pragma once

#include <cstdlib>
#include <functional>

#include "city.h"
#include "disk/fault_disk.h"

namespace zq::test {

// Where each programme's log goes on.
using Tails = std::map<std::int64_t, std::int64_t>;

inline bool is_deep() {
    const char* deep = std::getenv("ZQ_DEEP");
    return deep && *deep == '1';
}
std::uint64_t new_seed();  // ZQ_SEED, to see a run again; printed

// A folder of this test's own.
class Place {
public:
    Place();
    ~Place();
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    std::filesystem::path live() const { return folder_ / "live"; }
    std::filesystem::path crashed() const { return folder_ / "crashed"; }

private:
    std::filesystem::path folder_;
};

std::string url_in(const std::filesystem::path& folder);
const DiskImage& open_shop(const Place& place);  // made once

Tails tails_of(Store& store);

// Three claims in one round, under keys that say which round it is.
std::vector<Attempt> claim_in_round(City& city, ProgrammeId programme, int round);
inline constexpr int claims_a_round = 3;

// Opens what lies there. Empty when integrity, chain, tables and answers agree and the logs end
// where they may; else what is wrong.
struct Bounds {
    Tails acknowledged;  // at least
    Tails possible;      // at most
};
std::string wrong_with(const std::filesystem::path& folder, const Bounds& bounds);

}  // namespace zq::test
