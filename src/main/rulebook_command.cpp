// `zuoquan rulebook check | show | diff`: what an officer does with a rulebook before it is
// published.
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "main/subcommands.h"
#include "rulebook/describe.h"
#include "rulebook/load.h"

namespace zq {

namespace {

// One line a folder, with its problems below. Exit code 0 only when all are right.
int check_rulebooks(const std::vector<std::string>& dirs) {
    int wrong = 0;
    for (const std::string& dir : dirs) {
        try {
            const auto book = load_rulebook(dir);
            std::cout << "ok      " << dir << ": " << lines_of(*book).size() << " rows, "
                      << book->clauses.size() << " clauses, digest " << book->digest << '\n';
        } catch (const RulebookError& error) {
            ++wrong;
            std::cout << "FAILED  " << dir << ": " << error.problems().size() << " problems\n"
                      << error.what() << '\n';
        }
    }
    return wrong == 0 ? 0 : 1;
}

}  // namespace

void add_rulebook_command(CLI::App& app, int& status) {
    CLI::App* rulebook = app.add_subcommand("rulebook", "Checks, shows and compares rulebooks");
    rulebook->require_subcommand(1);
    const auto dirs = std::make_shared<std::vector<std::string>>();

    CLI::App* check =
        rulebook->add_subcommand("check", "Says all that is wrong, with file and line");
    check->add_option("DIR", *dirs, "Folders with a rulebook.toml")->required();
    check->callback([dirs, &status] { status = check_rulebooks(*dirs); });

    CLI::App* show = rulebook->add_subcommand("show", "Prints every row with its clauses");
    show->add_option("DIR", *dirs, "Folder with a rulebook.toml")->required()->expected(1);
    show->callback([dirs] { std::cout << describe(*load_rulebook(dirs->front())); });

    CLI::App* diff =
        rulebook->add_subcommand("diff", "Prints what changed from A to B, row by row");
    diff->add_option("A B", *dirs, "Two folders with a rulebook.toml")->required()->expected(2);
    diff->callback([dirs] {
        std::cout << describe_differences(*load_rulebook(dirs->at(0)), *load_rulebook(dirs->at(1)));
    });
}

}  // namespace zq
