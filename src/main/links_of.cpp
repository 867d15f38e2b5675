// Reads the addresses of links strictly: what is not understood is refused at the start.
#include "main/links_of.h"

#include <boost/url/parse.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "links/clam_scanner.h"
#include "links/object_shelf.h"

namespace zq {

namespace {

constexpr const char* right_address = "https://HOST/BUCKET/PREFIX?region=REGION";

[[noreturn]] void refuse(const std::string& given, const std::string& why) {
    throw std::runtime_error{"--object-store is '" + given + "': " + why + "; '" + right_address +
                             "' would be right"};
}

std::string first_line_of(const std::string& path, const std::string& name) {
    std::ifstream in{path};
    std::string line;
    if (!std::getline(in, line)) {
        throw std::runtime_error{name + " is '" + path + "', which cannot be read or is empty"};
    }
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

// The variable NAME, or the first line of the file that NAME_FILE names.
std::string secret(const std::string& name) {
    const std::string file_name = name + "_FILE";
    const char* value = std::getenv(name.c_str());
    const char* file = std::getenv(file_name.c_str());
    if (value && file) {
        throw std::runtime_error{name + " and " + file_name + " are both set; one is enough"};
    }
    return file ? first_line_of(file, file_name) : value ? value : "";
}

std::string store_key(const std::string& name) {
    std::string found = secret(name);
    if (found.empty()) {
        throw std::runtime_error{"--object-store needs a key: set " + name + ", or " + name +
                                 "_FILE to a file that holds it"};
    }
    return found;
}

std::string region_in(const boost::urls::url_view& url, const std::string& given) {
    std::string region = "us-east-1";
    for (const auto& param : url.params()) {
        if (param.key != "region" || param.value.empty()) {
            refuse(given, "only 'region' may follow the '?'");
        }
        region = param.value;
    }
    return region;
}

ObjectStoreSettings object_store_of(const std::string& given) {
    const auto parsed = boost::urls::parse_uri(given);
    if (!parsed) refuse(given, "that is no address");
    const boost::urls::url_view& url = *parsed;
    const std::string scheme{url.scheme()};
    if (url.has_userinfo()) refuse("...", "keys do not belong in it");
    if (url.has_fragment()) refuse(given, "nothing may follow a '#'");
    if (url.encoded_host().empty()) refuse(given, "the host is missing");
    if (scheme != "https" && !(scheme == "http" && is_this_machine(url))) {
        refuse(given, "papers leave this machine encrypted only");
    }
    ObjectStoreSettings settings;
    settings.endpoint = scheme + "://" + std::string{url.encoded_host_and_port()};
    for (const std::string& segment : url.segments()) {
        if (segment.empty() || segment == "." || segment == "..") continue;
        if (settings.bucket.empty()) {
            settings.bucket = segment;
        } else {
            settings.prefix += segment + "/";
        }
    }
    if (settings.bucket.empty()) refuse(given, "the bucket is missing");
    settings.keys.region = region_in(url, given);
    settings.keys.access_key = store_key("ZUOQUAN_S3_ACCESS_KEY");
    settings.keys.secret_key = store_key("ZUOQUAN_S3_SECRET_KEY");
    return settings;
}

}  // namespace

bool is_this_machine(const boost::urls::url_view& url) {
    using boost::urls::host_type;
    // Boost 1.81 takes the 127.0.0.1 of "127.0.0.1.example.org" for the host.
    if (!url.encoded_path().empty() && !url.encoded_path().starts_with('/')) return false;
    return url.encoded_host() == "localhost" ||
           (url.host_type() == host_type::ipv4 && url.host_ipv4_address().is_loopback()) ||
           (url.host_type() == host_type::ipv6 && url.host_ipv6_address().is_loopback());
}

void add_link_options(CLI::App& command, LinkOptions& options) {
    command.add_option(
        "--object-store", options.object_store,
        "S3-compatible store of uploads instead of a folder: " + std::string{right_address} +
            "; keys from ZUOQUAN_S3_ACCESS_KEY and ZUOQUAN_S3_SECRET_KEY, or from "
            "files named by these with _FILE");
    command
        .add_option("--object-cache", options.object_cache_mib,
                    "MiB of its files that are kept at hand")
        ->check(CLI::Range(1, 1 << 20))
        ->capture_default_str();
    command.add_option("--virus-scanner", options.virus_scanner,
                       "clamd, as 127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; without it files "
                       "say that they were not scanned");
    command.add_option("--identity-provider", options.identity_provider,
                       "Issuer of the city's own log-in (OpenID Connect), as its tokens say it: "
                       "https://login.example.org; none if absent");
    command.add_option("--identity-client", options.identity_client,
                       "How the identity provider knows this server");
    command.add_option("--identity-secret-file", options.identity_secret_file,
                       "File of the secret that goes with it; ZUOQUAN_IDENTITY_SECRET, or the file "
                       "that ZUOQUAN_IDENTITY_SECRET_FILE names, if absent");
    command.add_option("--identity-name", options.identity_name,
                       "What people read on its button; the usual words if absent");
    command.add_option("--identity-acr", options.identity_acr,
                       "A log-in there must be of this class (acr); may be given again, then one "
                       "of them is enough");
    command.add_option("--identity-strong-acr", options.identity_strong_acr,
                       "A log-in of this class (acr) was by a second factor, as one whose amr has "
                       "mfa; may be given again");
}

std::unique_ptr<FileShelf> open_shelf(const LinkOptions& options,
                                      const std::filesystem::path& cache) {
    if (options.object_store.empty()) return nullptr;
    return std::make_unique<ObjectShelf>(
        object_store_of(options.object_store),
        CacheSettings{.folder = cache, .most_bytes = std::int64_t{options.object_cache_mib} << 20});
}

std::unique_ptr<VirusScanner> open_scanner(const LinkOptions& options) {
    if (options.virus_scanner.empty()) return nullptr;
    return std::make_unique<ClamScanner>(scanner_address(options.virus_scanner));
}

std::unique_ptr<http::IdentityProvider> open_identity_provider(const LinkOptions& options,
                                                               IdentityLine& line, Clock& clock) {
    const std::string& issuer = options.identity_provider;
    if (issuer.empty()) {
        const bool any = !options.identity_client.empty() || !options.identity_secret_file.empty();
        if (any) throw std::runtime_error{"--identity-client needs --identity-provider"};
        return nullptr;
    }
    if (!http::is_safe_address(issuer) || issuer.contains('?')) {
        throw std::runtime_error{"--identity-provider is '" + issuer +
                                 "'; 'https://login.example.org' would be right"};
    }
    if (options.identity_client.empty()) {
        throw std::runtime_error{"--identity-provider needs --identity-client"};
    }
    const std::string given =
        options.identity_secret_file.empty()
            ? secret("ZUOQUAN_IDENTITY_SECRET")
            : first_line_of(options.identity_secret_file, "--identity-secret-file");
    if (given.empty()) {
        throw std::runtime_error{
            "--identity-provider needs a secret: --identity-secret-file, or "
            "ZUOQUAN_IDENTITY_SECRET"};
    }
    return std::make_unique<http::IdentityProvider>(
        http::IdentitySettings{.issuer = issuer,
                               .client = options.identity_client,
                               .secret = given,
                               .name = options.identity_name,
                               .classes = options.identity_acr,
                               .strong = options.identity_strong_acr},
        line, clock);
}

}  // namespace zq
