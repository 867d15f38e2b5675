// Whatever comes is hashed and written as it comes; what is kept of it is decided afterwards.
#include "http/upload.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include "app/reading_room.h"
#include "http/personal.h"

namespace zq::http {

namespace {

constexpr std::size_t name_bytes_max = 300;

std::string hex_of(crypto_hash_sha256_state& hash) {
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&hash, digest);
    char text[2 * sizeof digest + 1];
    sodium_bin2hex(text, sizeof text, digest, sizeof digest);
    return text;
}

[[noreturn]] void fail(const char* what) {
    throw std::system_error{errno, std::generic_category(), what};
}

// In UTF-8 what has no width or turns the reading around: with it a name shows as another than it
// is.
constexpr std::string_view unseen[] = {
    "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8",
    "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
    "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xEF\xBB\xBF"};

bool misleads(const std::string& name) {
    unsigned char before = 0;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool late_control = before == 0xC2 && byte < 0xA0;  // U+0080 to U+009F
        if (byte < 0x20 || byte == 0x7F || late_control) return true;
        before = byte;
    }
    return std::ranges::any_of(unseen,
                               [&](std::string_view sequence) { return name.contains(sequence); });
}

struct Kind {
    std::string_view media_type;
    std::string_view extension;
    std::string_view other_extension;
};
constexpr Kind kinds[] = {
    {"application/pdf", "pdf", ""},
    {"image/png", "png", ""},
    {"image/jpeg", "jpg", "jpeg"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", ""}};

// In lower case. What follows a dot is an extension when it is short and not only digits:
// "contract v1.2" has none.
std::string extension_of(const std::string& name) {
    constexpr std::size_t extension_max = 5;
    const auto dot = name.rfind('.');
    if (dot == std::string::npos || name.size() - dot - 1 > extension_max) return {};
    std::string extension = name.substr(dot + 1);
    for (char& c : extension) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const bool plain =
        extension.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
    const bool digits = extension.find_first_not_of("0123456789") == std::string::npos;
    return plain && !digits ? extension : std::string{};
}

}  // namespace

void forget_broken_off(const std::filesystem::path& folder) {
    constexpr auto surely_over = std::chrono::hours{1};
    std::error_code gone;  // another process may do the same
    for (const auto& entry : std::filesystem::directory_iterator{folder, gone}) {
        if (!entry.path().filename().string().starts_with("incoming-")) continue;
        const auto age =
            std::filesystem::file_time_type::clock::now() - entry.last_write_time(gone);
        if (!gone && age > surely_over) std::filesystem::remove(entry.path(), gone);
    }
}

Receiving::Receiving(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    path_ = folder / ("incoming-" + random_hex(8));
    descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
    if (descriptor_ < 0) fail("making a file for an upload");
    crypto_hash_sha256_init(&hash_);
}

Receiving::~Receiving() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

void Receiving::write(const char* bytes, std::size_t count) {
    crypto_hash_sha256_update(&hash_, reinterpret_cast<const unsigned char*>(bytes), count);
    upload_.bytes += static_cast<std::int64_t>(count);
    while (count > 0) {
        const ssize_t written = ::write(descriptor_, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("writing an upload");
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
}

Upload Receiving::finish() {
    ::close(descriptor_);
    descriptor_ = -1;
    upload_.digest = hex_of(hash_);
    upload_.path = path_;
    return upload_;
}

std::string digest_of_file(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    crypto_hash_sha256_state hash{};
    crypto_hash_sha256_init(&hash);
    std::array<char, 1 << 16> piece{};
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
        crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(piece.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    }
    return hex_of(hash);
}

void check_file_name(const std::string& name) {
    if (name.empty() || name.size() > name_bytes_max ||
        name.find_first_of("/\\") != std::string::npos || misleads(name)) {
        throw malformed("/name", fmt::format("must be a file's name of at most {} bytes, without "
                                             "'/', '\\' and what is not seen",
                                             name_bytes_max));
    }
}

void check_extension(const std::string& name, const std::string& declared) {
    const std::string extension = extension_of(name);
    const auto fits = [&](const Kind& kind) { return kind.media_type == declared; };
    const auto* kind = std::ranges::find_if(kinds, fits);
    if (extension.empty() || kind == std::end(kinds)) return;
    const bool is_usual = extension == kind->extension || extension == kind->other_extension;
    if (is_usual) return;
    throw wrong_media_type(fmt::format("The name ends in '.{}'; '.{}' would fit the Content-Type.",
                                       extension, kind->extension));
}

void turn_away(const TurnedAway& why) {
    if (why.misdeclared || why.hazard == app::Hazard::unknown_type) {
        throw wrong_media_type(
            "PDF, PNG, JPEG and XLSX are taken, with a Content-Type that says what the bytes are.");
    }
    if (!why.virus.empty()) {
        throw file_refused("file-infected", "The virus scanner has found something in the file.",
                           Facts{{"found", why.virus}});
    }
    throw file_refused(std::string{name_of(why.hazard)}, "The file cannot be taken as it is.",
                       why.facts);
}

json::object as_json(const StoredFile& file, Call& call) {
    json::object body{
        {"digest", file.digest}, {"media_type", file.media_type},          {"bytes", file.bytes},
        {"name", file.name},     {"at", to_rfc3339(file.at, call.zone())}, {"pages", file.pages}};
    body["scan"] = file.scanned ? "clean" : "not-scanned";
    return body;
}

void check_room(Call& call, std::int64_t bytes) {
    const Held most = call.services.settings.held_max;
    const Held held = call.services.store.files().held_by(call.visitor.organisation);
    if (held.files < most.files && held.bytes + bytes <= most.bytes) return;
    throw storage_full(most.files, most.bytes);
}

json::object taken(Call& call, const std::filesystem::path& path, const std::string& digest,
                   std::int64_t bytes, const std::string& name, const std::string& declared) {
    check_extension(name, declared);
    check_room(call, bytes);
    const auto file = call.services.intake.take({.path = path,
                                                 .digest = digest,
                                                 .bytes = bytes,
                                                 .owner = call.visitor.organisation,
                                                 .name = name,
                                                 .declared = declared,
                                                 .at = call.services.system_clock.now()});
    if (!file) turn_away(file.error());
    if (call.services.reading) call.services.reading->wake();
    return as_json(*file, call);
}

}  // namespace zq::http
