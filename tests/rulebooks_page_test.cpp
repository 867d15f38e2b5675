// The example of docs/rulebooks.md loads and its scenarios hold as they stand there, and its tables
// name what there is.
#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "domain/readings.h"
#include "main/scenario_files.h"
#include "rulebook/load.h"
#include "rulebook/toml_file.h"

namespace zq {
namespace {

namespace fs = std::filesystem;

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

// The files of the page in a folder of their own, beside the shipped standards and calendars.
class RulebooksPage : public testing::Test {
protected:
    RulebooksPage() {
        for (const auto& [path, text] : files_of_page()) {
            fs::create_directories((root_ / path).parent_path());
            std::ofstream{root_ / path, std::ios::binary} << text;
        }
        for (const char* shared : {"house", "standards", "calendars"}) {
            fs::create_directory_symlink(fs::absolute(fs::path{"programmes"} / shared),
                                         root_ / "programmes" / shared);
        }
    }
    ~RulebooksPage() override {
        std::error_code ignored;
        fs::remove_all(root_, ignored);
    }
    fs::path pilot() const { return root_ / "programmes" / "pilot"; }

private:
    fs::path root_ =
        fs::temp_directory_path() / ("zq-page-" + std::to_string(getpid()) + "-" +
                                     testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(RulebooksPage, HoldsACompleteProgramme) {
    ASSERT_EQ(files_of_page().size(), 5u);
    const auto book = load_rulebook(pilot());
    EXPECT_EQ(book->code, "pilot");
    EXPECT_EQ(book->rates.on(make_day(2026, 6, 1)).value, BasisPoints{2500});
}

TEST_F(RulebooksPage, HoldsScenariosThatHold) {
    ScenarioOptions options{.files = {}, .programmes = pilot().parent_path(), .json = false};
    for (const auto& entry : fs::directory_iterator{pilot() / "scenarios"}) {
        options.files.push_back(entry.path());
    }
    EXPECT_EQ(options.files.size(), 3u);
    std::ostringstream words;
    EXPECT_EQ(run_scenarios(options, words, words), 0) << words.str();
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
