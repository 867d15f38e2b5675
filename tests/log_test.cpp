// The log from end to end: what scenarios leave behind is whole on every store, and an export
// chains.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "app/log.h"
#include "main/log_export.h"
#include "main/scenario_run.h"
#include "rulebook/load.h"
#include "store/memory/memory_store.h"
#include "store/postgresql_for_tests.h"
#include "store/scratch.h"
#include "store/sql/copy.h"

namespace zq {

namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Rulebook> rulebook_of(const std::string& programme) {
    static std::map<std::string, std::shared_ptr<const Rulebook>> known;
    auto& rulebook = known[programme];
    if (!rulebook) rulebook = load_rulebook("programmes/" + programme);
    return rulebook;
}

std::vector<fs::path> shipped_scenarios() {
    std::vector<fs::path> files;
    for (const std::string programme : {"beijing-2023", "beijing-2025"}) {
        const fs::path folder = "programmes/" + programme + "/scenarios";
        for (const auto& entry : fs::directory_iterator{folder}) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string run_and_verify(const fs::path& file, Store& store) {
    const Scenario scenario = load_scenario(file);
    run_scenario(scenario, rulebook_of(scenario.programme), {}, store);
    auto programmes = store.programmes();
    programmes.emplace_back(registry, "registry");
    for (const auto& [programme, code] : programmes) {
        if (const auto difference = verify(store, programme)) {
            return code + ": " + difference->where + ": " + difference->what;
        }
    }
    return {};
}

TEST(Log, is_whole_after_every_scenario) {
    for (const fs::path& file : shipped_scenarios()) {
        MemoryStore store;
        EXPECT_EQ(run_and_verify(file, store), "") << file;
    }
}

void expect_same_logs(Store& one, Store& other, const fs::path& file) {
    ASSERT_EQ(one.programmes(), other.programmes());
    for (const auto& [programme, code] : one.programmes()) {
        EXPECT_EQ(one.read(programme)->tail().last_hash, other.read(programme)->tail().last_hash)
            << code << " after " << file;
    }
}

TEST(Log, is_whole_in_databases_and_the_same_as_in_memory) {
    const auto files = shipped_scenarios();
    for (const std::string& kind : {std::string{"sqlite:"}, PostgresqlForTests::address()}) {
        Scratch scratch{kind};
        // Every tenth: all of them run on all stores in `./dev test`, but are not verified there.
        for (std::size_t i = 0; i < files.size(); i += 10) {
            const auto sql = scratch.store();
            MemoryStore memory;
            EXPECT_EQ(run_and_verify(files[i], *sql), "") << files[i];
            EXPECT_EQ(run_and_verify(files[i], memory), "") << files[i];
            expect_same_logs(*sql, memory, files[i]);
        }
    }
}

TEST(Log, is_whole_in_a_copy) {
    const fs::path file = shipped_scenarios().back();
    Scratch here{"sqlite:"};
    Scratch there{PostgresqlForTests::address()};
    const auto from = here.store();
    ASSERT_EQ(run_and_verify(file, *from), "");
    const auto to = there.store();
    copy_database(here.url(), there.url());
    expect_same_logs(*from, *to, file);
    for (const auto& [programme, code] : to->programmes()) {
        EXPECT_FALSE(verify(*to, programme)) << code;
    }
}

TEST(Log, is_exported_in_lines_that_chain) {
    MemoryStore store;
    ASSERT_EQ(run_and_verify(shipped_scenarios().front(), store), "");
    auto reader = store.read(store.programmes().front().first);
    std::ostringstream out;
    export_log(*reader, out);
    std::istringstream lines{out.str()};
    std::string hash = first_link();
    std::int64_t seq = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto value = parse_canonical(line);
        ASSERT_TRUE(value) << line;
        hash = link(hash, canonical(*value->find("event")));
        EXPECT_EQ(*value->find("hash")->if_text(), hash);
        EXPECT_EQ(*value->find("seq")->if_number(), ++seq);
    }
    EXPECT_EQ(seq + 1, reader->tail().next_seq);
    EXPECT_EQ(hash, reader->tail().last_hash);
}

}  // namespace

}  // namespace zq
