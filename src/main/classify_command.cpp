// `zuoquan classify`: the size class of an enterprise, why, and how far the next one is.
#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

#include "main/scenario_files.h"
#include "main/subcommands.h"
#include "rulebook/describe.h"
#include "rulebook/load.h"
#include "rulebook/parse.h"

namespace zq {

namespace {

constexpr std::string_view industries_file = "gbt4754-2017.tsv";

struct ClassifyOptions {
    std::filesystem::path standards;
    std::string standard = "sme-2011-300";
    std::string industry;
    std::string staff;
    std::string revenue = "0.00";
    std::string assets = "0.00";
};

Money money_of(const std::string& option, const std::string& text) {
    const auto money = parse_yuan(text);
    if (!money || money->fen < 0) {
        throw CLI::ValidationError{option, "'" + text + "' is no amount; write it as 8000000.00"};
    }
    return *money;
}

std::filesystem::path folder_of(const ClassifyOptions& options) {
    if (!options.standards.empty()) return options.standards;
    return find_programmes({}, "standards") / "standards";
}

int classify_one(const ClassifyOptions& options) {
    const std::filesystem::path folder = folder_of(options);
    const SizeStandard standard = load_size_standard(folder / (options.standard + ".toml"));
    if (!is_industry(load_industries(folder / industries_file), options.industry)) {
        throw CLI::ValidationError{"--industry", "no industry has the code '" + options.industry +
                                                     "'; write one like I6513"};
    }
    const auto staff = parse_count(options.staff);
    if (!staff) throw CLI::ValidationError{"--staff", staff.error()};
    const Declaration declared{.industry = options.industry,
                               .industry_share = {},
                               .staff = *staff,
                               .revenue = money_of("--revenue", options.revenue),
                               .assets = money_of("--assets", options.assets)};
    const auto finding = classify(standard, declared);
    if (!finding) {
        std::cout << "not classified\n  the standard has no thresholds for '" << options.industry
                  << "'\n";
        return 1;
    }
    std::cout << describe(*finding, declared, standard);
    return 0;
}

}  // namespace

void add_classify_command(CLI::App& app, int& status) {
    const auto options = std::make_shared<ClassifyOptions>();
    CLI::App* command = app.add_subcommand("classify", "Finds the size class of an enterprise");
    command->add_option("--industry", options->industry, "GB/T 4754-2017 code, as I6513")
        ->required();
    command->add_option("--staff", options->staff, "Number of persons")->required();
    command->add_option("--revenue", options->revenue,
                        "Revenue of the year in yuan, as 8000000.00");
    command->add_option("--assets", options->assets, "Total assets in yuan, as 5000000.00");
    command->add_option("--standard", options->standard, "Name of the size standard")
        ->capture_default_str();
    command->add_option("--standards", options->standards,
                        "Folder with standards and industry codes; looked for when not given");
    command->callback([options, &status] { status = classify_one(*options); });
}

}  // namespace zq
