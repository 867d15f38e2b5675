// One measurement a call, its result as one line of JSON; run.py starts servers and puts calls in
// order.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <fstream>
#include <iostream>

#include "count.h"
#include "scripts.h"

namespace {

using namespace zq::bench;

struct Options {
    std::string url;
    Size size;
    int port = 0;
    std::size_t connections = 64;
    std::int64_t first = 0;
    std::int64_t orders = 0;
    std::vector<std::string> phases;
    std::string acknowledged;  // a file: ids of orders, one a line
    std::string sha;
    std::string path = "/healthz";
    bool logged_in = false;
};

// "measured:5:0" is named so, lasts 5 seconds and has no rate.
Phase phase_of(const std::string& text) {
    const auto first = text.find(':');
    const auto second = text.find(':', first + 1);
    if (second == std::string::npos) {
        throw std::runtime_error{"--phase is '" + text + "'; 'measured:5:0' would be right"};
    }
    return {.name = text.substr(0, first),
            .seconds = std::stod(text.substr(first + 1, second - first - 1)),
            .rate = std::stod(text.substr(second + 1))};
}

std::string as_json(const Tally& tally) {
    std::string statuses;
    for (const auto& [status, histogram] : tally.by_status) {
        statuses += fmt::format(R"({}"{}":{{"count":{},"p50":{},"p99":{},"p999":{},"max":{}}})",
                                statuses.empty() ? "" : ",", status, histogram.count(),
                                histogram.quantile(500), histogram.quantile(990),
                                histogram.quantile(999), histogram.max());
    }
    return fmt::format(R"({{"dropped":{},"by_status":{{{}}}}})", tally.dropped, statuses);
}

std::string as_json(const LoadResult& result) {
    std::string phases;
    for (const PhaseResult& phase : result.phases) {
        std::string seconds;
        for (const Tally& second : phase.seconds)
            seconds += (seconds.empty() ? "" : ",") + as_json(second);
        phases += fmt::format(R"({}"{}":{{"seconds":{},"rate":{},"all":{},"each":[{}]}})",
                              phases.empty() ? "" : ",", phase.phase.name, phase.phase.seconds,
                              phase.phase.rate, as_json(phase.all), seconds);
    }
    return fmt::format(R"({{"sent":{},"answered":{},"broken":{},"phases":{{{}}}}})", result.sent,
                       result.answered, result.broken, phases);
}

std::vector<std::int64_t> numbers_of(const std::string& path) {
    std::vector<std::int64_t> numbers;
    std::ifstream file{path};
    for (std::int64_t number = 0; file >> number;) numbers.push_back(number);
    return numbers;
}

LoadResult played(Script& script, const Options& options) {
    std::vector<Phase> phases;
    for (const std::string& text : options.phases) phases.push_back(phase_of(text));
    return play(script, options.port, options.connections, phases);
}

void note_orders(const Options& options, const std::vector<std::int64_t>& orders) {
    std::ofstream file{options.acknowledged, std::ios::app};
    for (const std::int64_t order : orders) file << order << '\n';
    if (!file.flush()) throw std::runtime_error{"cannot write " + options.acknowledged};
}

void claim(const Options& options) {
    ClaimScript script{options.size, options.first, options.port};
    const LoadResult result = played(script, options);
    note_orders(options, script.orders());
    std::cout << as_json(result) << '\n';
}

void add_load_options(CLI::App& command, Options& options) {
    command.add_option("--port", options.port)->required();
    command.add_option("--connections", options.connections)->check(CLI::Range(1, 20'000));
    command.add_option("--phase", options.phases, "NAME:SECONDS:RATE, played in order")->required();
}
void add_spread_options(CLI::App& command, Options& options) {
    command.add_option("--enterprises", options.size.enterprises)
        ->check(CLI::Range(1, 100'000'000));
    command.add_option("--products", options.size.products)->check(CLI::Range(1, 1'000'000));
    command.add_option("--first", options.first, "How many claims were made before");
}

void add_world(CLI::App& app, Options& options) {
    CLI::App& world = *app.add_subcommand("world", "Makes the database of an opening day");
    world.add_option("--database", options.url)->required();
    add_spread_options(world, options);
    world.callback([&] { make_world(options.url, options.size); });
}

void add_fill(CLI::App& app, Options& options) {
    CLI::App& fill = *app.add_subcommand("fill", "Claims without HTTP, until so many are stored");
    fill.add_option("--database", options.url)->required();
    add_spread_options(fill, options);
    fill.add_option("--orders", options.orders)->required()->check(CLI::Range(1, 100'000'000));
    fill.add_option("--acknowledged", options.acknowledged)->required();
    fill.callback([&] {
        note_orders(options, fill_world(options.url, options.size, options.first, options.orders));
    });
}

void add_claims(CLI::App& app, Options& options) {
    CLI::App& claims = *app.add_subcommand("claims", "Claims over HTTP");
    add_load_options(claims, options);
    add_spread_options(claims, options);
    claims.add_option("--acknowledged", options.acknowledged)->required();
    claims.callback([&] { claim(options); });
}

void add_get(CLI::App& app, Options& options) {
    CLI::App& get = *app.add_subcommand("get", "Requests that change nothing; /healthz by default");
    add_load_options(get, options);
    add_spread_options(get, options);
    get.add_option("--path", options.path);
    get.add_flag("--logged-in", options.logged_in, "As one enterprise after the other");
    get.callback([&] {
        using enum GetScript::Login;
        GetScript script{options.size, options.port, options.path,
                         options.logged_in ? each_enterprise : none};
        std::cout << as_json(played(script, options)) << '\n';
    });
}

void add_redis(CLI::App& app, Options& options) {
    CLI::App& redis = *app.add_subcommand("redis", "Claims of a loaded Lua script");
    add_load_options(redis, options);
    add_spread_options(redis, options);
    redis.add_option("--sha", options.sha)->required();
    redis.callback([&] {
        RedisScript script{options.size, options.first, options.sha};
        std::cout << as_json(played(script, options)) << '\n';
    });
}

void add_count(CLI::App& app, Options& options) {
    CLI::App& count = *app.add_subcommand("count", "Counts what is stored after all claims");
    count.add_option("--database", options.url)->required();
    count.add_option("--acknowledged", options.acknowledged)->required();
    count.callback([&] {
        const Counted counted = count_world(options.url, numbers_of(options.acknowledged));
        std::cout << fmt::format(R"({{"orders":{},"products":{},"enterprises":{}}})",
                                 counted.orders, counted.products, counted.enterprises)
                  << '\n';
    });
}

int run(int argc, char** argv) {
    CLI::App app{"Measures Zuoquan; ./dev bench calls it."};
    app.require_subcommand(1);
    Options options;
    add_world(app, options);
    add_fill(app, options);
    add_claims(app, options);
    add_get(app, options);
    add_redis(app, options);
    add_count(app, options);
    CLI11_PARSE(app, argc, argv);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "benchmarks: " << fault.what() << '\n';
        return 1;
    }
}
