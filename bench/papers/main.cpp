// papers_corpus: makes papers, reads them back, and writes the figures as a table.
//
//     papers_corpus [--each N] [--seed S] [--write docs/papers.md] [--keep FOLDER]
//
// Without --write the table goes to the screen. Same seed, same papers.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "papers/reading/reader_process.h"
#include "papers/score.h"

namespace {

using namespace zq::corpus;

std::string share(std::int64_t part, std::int64_t of) {
    return of == 0 ? "–"
                   : fmt::format("{:.1f}%",
                                 100.0 * static_cast<double>(part) / static_cast<double>(of));
}

std::string row(const std::string& name, const Score& score) {
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} of {} | {} | {:.2f} | {:.1f} |\n",
                       name, score.files, share(score.right, score.in_reach()),
                       share(score.wrong, score.in_reach()), share(score.unread, score.in_reach()),
                       score.in_reach(), score.beyond, score.seals_found, score.seals,
                       score.seals_false, score.seconds / static_cast<double>(score.files),
                       static_cast<double>(score.pages) / score.seconds);
}

std::string measure(int each, std::uint64_t seed, const std::filesystem::path& folder) {
    std::string table =
        "| paper | files | read rightly | wrongly | not read | fields in reach | out of reach | "
        "seals found | seals where none is | s/file | pages/s |\n"
        "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |\n";
    zq::papers::ReaderProcess reader{zq::papers::ReaderProcess::beside_this_program()};
    Score all;
    for (const Condition condition : conditions) {
        for (const Kind kind : kinds) {
            Score score;
            for (int i = 0; i < each; ++i) {
                Dice dice{seed * 1'000'003 + static_cast<std::uint64_t>(i) * 16 +
                          static_cast<std::uint64_t>(condition) * 4 +
                          static_cast<std::uint64_t>(kind)};
                score += score_of(kind, condition, dice, reader, folder);
            }
            table += row(fmt::format("{}: {}", title_of(condition), title_of(kind)), score);
            all += score;
        }
    }
    table += row("**all**", all);
    return table + fmt::format("\nSeed {}, {} papers of each sort; {} honest files were refused.\n",
                               seed, each, all.refused);
}

void write_between_marks(const std::string& path, const std::string& figures) {
    std::ifstream in{path};
    std::ostringstream text;
    text << in.rdbuf();
    std::string page = text.str();
    const std::string begin = "<!-- figures -->\n";
    const std::size_t start = page.find(begin);
    const std::size_t end = page.find("<!-- end of figures -->");
    if (start == std::string::npos || end == std::string::npos || end < start) {
        throw std::runtime_error{path +
                                 " has no place for figures: put the two comments "
                                 "<!-- figures --> and <!-- end of figures --> there"};
    }
    page.replace(start + begin.size(), end - start - begin.size(), figures);
    std::ofstream{path} << page;
}

}  // namespace

int main(int count, char** words) {
    CLI::App app{"Measures how papers are read."};
    int each = 50;
    std::uint64_t seed = 2025;
    std::string path;
    std::string keep;
    app.add_option("--keep", keep, "a folder in which the papers stay")
        ->check(CLI::ExistingDirectory);
    app.add_option("--each", each, "papers of each kind in each condition")
        ->check(CLI::Range(1, 10000));
    app.add_option("--seed", seed, "of all chance");
    app.add_option("--write", path, "a page whose figures are replaced");
    CLI11_PARSE(app, count, words);
    try {
        std::string made = (std::filesystem::temp_directory_path() / "zq-corpus-XXXXXX").string();
        const std::filesystem::path folder = keep.empty() ? mkdtemp(made.data()) : keep.data();
        const std::string figures = measure(each, seed, folder);
        if (keep.empty()) std::filesystem::remove_all(folder);
        if (path.empty()) {
            std::cout << figures;
        } else {
            write_between_marks(path, figures);
        }
    } catch (const std::exception& e) {
        std::cerr << e.what() << "\n";
        return 1;
    }
    return 0;
}
