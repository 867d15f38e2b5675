// The name of the house stands in every checkpoint for good; it is chosen once, with the key.
#include "main/notary_of.h"

namespace zq {

namespace {

// The host of an address like https://vouchers.example.org:8443/.
std::string host_in(const std::string& url) {
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    return url.substr(begin, url.find_first_of(":/", begin) - begin);
}

}  // namespace

void add_notary_options(CLI::App& command, NotaryOptions& options) {
    command.add_option("--log-key", options.key,
                       "File of the key that signs checkpoints of the logs; DATA/log-key if "
                       "absent, where it is made at the first start");
    command.add_option("--log-name", options.name,
                       "Name of this house in its checkpoints, when the key is made: "
                       "vouchers.example.org; the host of --public-url if absent");
    command
        .add_option(
            "--checkpoint-every", options.every_s,
            "Seconds between two checkpoints of a log that has grown; 0: none but those that are "
            "asked for")
        ->check(CLI::Range(0, 3600))
        ->capture_default_str();
}

std::unique_ptr<Notary> open_notary(const NotaryOptions& options, const NotaryPlace& place,
                                    Store& store, Clock& city, Clock& system) {
    std::string house = options.name;
    if (house.empty()) house = host_in(place.public_url);
    if (house.empty()) house = "zuoquan.localhost";
    const std::string key = options.key.empty() ? place.data + "/log-key" : options.key;
    Notary::Settings settings{.every_s = options.every_s, .memory = {}};
    if (place.remembers) settings.memory = place.data + "/checkpoints";
    return std::make_unique<Notary>(store, city, system, LogKey::of_file_or_new(key, house),
                                    std::move(settings));
}

}  // namespace zq
