// The example of docs/rulebooks.md loads as it stands there, and its tables name what there is.
#include <gtest/gtest.h>

#include <filesystem>

#include "rulebook/describe.h"
#include "rulebook/load.h"
#include "rulebook/programme_on_disk.h"
#include "rulebook/readings.h"
#include "rulebook/scenario.h"
#include "rulebook/toml_file.h"

namespace zq {
namespace {

const std::string& page() {
    static const std::string text = read_bytes("docs/rulebooks.md");
    return text;
}

// The files of the example: a fenced block each, its first line a comment with the path.
std::map<std::string, std::string> files_of_page() {
    std::map<std::string, std::string> files;
    static constexpr std::string_view open = "```toml\n# ";
    for (std::size_t at = page().find(open); at != std::string::npos; at = page().find(open, at)) {
        at += open.size();
        const std::size_t line_end = page().find('\n', at);
        const std::size_t close = page().find("```", line_end);
        files[page().substr(at, line_end - at)] = page().substr(line_end + 1, close - line_end - 1);
        at = close;
    }
    return files;
}

class RulebooksPage : public testing::Test {
protected:
    RulebooksPage() {
        for (const auto& [path, text] : files_of_page()) programme_.write(path, text);
    }
    std::filesystem::path pilot() const { return programme_.dir().parent_path() / "pilot"; }

private:
    ProgrammeOnDisk programme_;
};

TEST_F(RulebooksPage, HoldsACompleteProgramme) {
    ASSERT_EQ(files_of_page().size(), 4u);
    const auto book = load_rulebook(pilot());
    EXPECT_EQ(book->code, "pilot");
    EXPECT_EQ(book->rates.on(make_day(2026, 6, 1)).value, BasisPoints{2500});
    EXPECT_FALSE(describe(*book).empty());
}

TEST_F(RulebooksPage, HoldsTwoScenariosOfIt) {
    for (const char* name : {"a-quarter-up-to-the-cap", "medium-enterprises-are-refused"}) {
        const Scenario scenario =
            load_scenario(pilot() / "scenarios" / (std::string{name} + ".toml"));
        EXPECT_EQ(scenario.programme, "pilot");
        EXPECT_FALSE(scenario.steps.empty());
    }
}

TEST_F(RulebooksPage, NamesEveryReadingWithItsUsualValue) {
    const auto book = load_rulebook(pilot());
    visit_readings(*book, [](std::string_view name, const auto&, auto, ReadingNeed) {
        EXPECT_NE(page().find("| `" + std::string{name} + "` |"), std::string::npos) << name;
    });
}

TEST_F(RulebooksPage, NamesEveryFact) {
    for (const auto& [fact, name] : EnumNames<Fact>::all) {
        std::string_view word = name;
        if (word.starts_with("provider.")) word.remove_prefix(9);
        EXPECT_NE(page().find("`" + std::string{word} + "`"), std::string::npos) << name;
    }
}

}  // namespace
}  // namespace zq
