// The recovered store is asked as the house asks: by verify, and by the answers it remembers.
#include "disk/shop.h"

#include <fmt/format.h>
#include <unistd.h>

#include "app/log.h"
#include "store/sql/connection.h"
#include "store/sql/sql_store.h"

namespace zq::test {

namespace fs = std::filesystem;

std::uint64_t new_seed() {
    const char* given = std::getenv("ZQ_SEED");
    const std::uint64_t seed = given ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    fmt::print("seed {}\n", seed);
    return seed;
}

Place::Place() : folder_{fs::temp_directory_path() / fmt::format("zuoquan-disk-{}", ::getpid())} {
    fs::create_directories(folder_);
    fs::create_directories(live());
    sql::Connection{"sqlite::memory:"};  // configures SQLite before anything else touches it
}
Place::~Place() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::string url_in(const fs::path& folder) {
    return "sqlite:" + (folder / "zuoquan.db").string();
}

const DiskImage& open_shop(const Place& place) {
    static const DiskImage image = [&] {
        write_image(place.live(), {});
        {
            TwoYears city{std::make_unique<SqlStore>(url_in(place.live()), Durability::no_commit)};
        }
        return read_image(place.live());
    }();
    return image;
}

Tails tails_of(Store& store) {
    Tails tails{{0, store.read(registry)->tail().next_seq}};
    for (const auto& [programme, code] : store.programmes()) {
        tails[programme.value] = store.read(programme)->tail().next_seq;
    }
    return tails;
}

std::vector<Attempt> claim_in_round(City& city, ProgrammeId programme, int round) {
    std::vector<Asked> all;
    for (int number = 1; number <= claims_a_round; ++number) {
        Claim claim;
        claim.product = product(1);
        claim.amount = yuan("20000.00");
        all.push_back({.actor = enterprise(number),
                       .command = claim,
                       .key = fmt::format("round-{}-{}", round, number),
                       .digest = "d",
                       .openings = {}});
    }
    return city.use_cases().handle_all(programme, std::move(all));
}

namespace {

std::string integrity(const fs::path& folder) {
    std::string said;
    sql::Connection connection{url_in(folder)};
    connection.once("pragma integrity_check", {}, {sql::SqlType::text})
        ->each({}, [&](const Cells& row) { said += sql::text(row[0]); });
    return said == "ok" ? "" : "integrity: " + said;
}

std::string out_of_bounds(const Tails& found, const Bounds& bounds) {
    for (const auto& [programme, least] : bounds.acknowledged) {
        const auto at = found.find(programme);
        if (at == found.end()) return fmt::format("programme {} is lost", programme);
        if (at->second < least) {
            return fmt::format("log {} ends before {}, {} was acknowledged", programme, at->second,
                               least);
        }
    }
    for (const auto& [programme, tail] : found) {
        const auto most = bounds.possible.find(programme);
        if (most == bounds.possible.end() || tail > most->second) {
            return fmt::format("log {} ends before {}, which nobody asked for", programme, tail);
        }
    }
    return "";
}

// Each event that was asked for under a key has its answer, and each answer its event.
std::string answers_differ(Store& store, ProgrammeId programme) {
    std::int64_t asked = 0;
    const auto reader = store.read(programme);
    for (std::int64_t from = 1;; from += 1000) {
        const auto entries = reader->log(from, 1000);
        for (const LogEntry& entry : entries) {
            asked += event_from(entry.bytes).command == "claim" ? 1 : 0;
        }
        if (entries.empty()) break;
    }
    std::vector<std::pair<std::string, std::string>> keys;
    for (int round = 0; round < 20; ++round) {
        for (int number = 1; number <= claims_a_round; ++number) {
            keys.emplace_back(fmt::format("person:{}", enterprise(number).person.value),
                              fmt::format("round-{}-{}", round, number));
        }
    }
    const std::int64_t answered = std::ssize(reader->remembered(keys));
    if (asked == answered) return "";
    return fmt::format("{} claims and {} answers", asked, answered);
}

}  // namespace

std::string wrong_with(const fs::path& folder, const Bounds& bounds) {
    try {
        SqlStore store{url_in(folder), Durability::no_commit};
        const Tails tails = tails_of(store);
        if (auto wrong = out_of_bounds(tails, bounds); !wrong.empty()) return wrong;
        for (const auto& [programme, tail] : tails) {
            const ProgrammeId id{programme};
            if (const auto difference = verify(store, id)) {
                return difference->where + ": " + difference->what;
            }
            if (auto wrong = answers_differ(store, id); !wrong.empty()) return wrong;
        }
        return integrity(folder);
    } catch (const std::exception& fault) {
        return fault.what();
    }
}

}  // namespace zq::test
