// The row comes before the bytes, as one that is dropped already: nobody finds it until they are on
// the shelf. What breaks off between the two leaves such a row, by which the sweep finds what it
// left (app/reading_room.cpp).
#include "app/intake.h"

#include <algorithm>
#include <fstream>

#include "base/check.h"
#include "base/digest.h"
#include "base/planted.h"

namespace zq {

std::expected<StoredFile, TurnedAway> Intake::take(const Arrived& arrived) {
    const app::Inspection seen = reader_->inspect(arrived.path);
    if (seen.hazard != app::Hazard::none) {
        return std::unexpected{TurnedAway{
            .hazard = seen.hazard, .virus = {}, .misdeclared = false, .facts = seen.facts}};
    }
    if (seen.media_type != arrived.declared) {
        return std::unexpected{TurnedAway{
            .hazard = {}, .virus = {}, .misdeclared = true, .facts = {{"is", seen.media_type}}}};
    }
    if (scanner_ && !planted(65)) {
        std::string virus = scanner_->scan(arrived.path);
        if (!virus.empty()) {
            return std::unexpected{TurnedAway{
                .hazard = {}, .virus = std::move(virus), .misdeclared = false, .facts = {}}};
        }
    }
    const std::string digest = planted(63) ? sha256_hex(arrived.name) : arrived.digest;
    StoredFile file{.digest = digest,
                    .media_type = seen.media_type,
                    .bytes = arrived.bytes,
                    .owner = arrived.owner,
                    .name = arrived.name,
                    .at = arrived.at,
                    .pages = seen.pages,
                    .scanned = scanner_ != nullptr,
                    .dropped = std::nullopt};
    const auto known = files_->find(file.digest, file.owner);
    if (known) file.at = std::max(file.at, known->at);  // a clock that ran back makes nothing older
    if (!known && !planted(74)) file.dropped = file.at;
    files_->put(file);
    if (!planted(68)) shelf_->keep(arrived.path, digest);
    if (file.dropped) {
        file.dropped.reset();
        files_->put(file);
    }
    return file;
}

std::expected<StoredFile, TurnedAway> Intake::bind(const std::vector<std::string>& images,
                                                   const std::filesystem::path& scratch,
                                                   const Arrived& as) {
    std::vector<std::filesystem::path> paths;
    for (const std::string& image : images) {
        const auto path = shelf_->fetch(image);
        check(path.has_value(), "what is registered lies on the shelf");
        paths.push_back(*path);
    }
    const std::string bound = reader_->bind(paths);
    if (bound.empty()) {
        return std::unexpected{TurnedAway{
            .hazard = app::Hazard::broken, .virus = {}, .misdeclared = false, .facts = {}}};
    }
    std::ofstream out{scratch, std::ios::binary};
    out << bound;
    out.close();
    if (!out) throw std::runtime_error{"writing " + scratch.string()};
    Arrived made = as;
    made.path = scratch;
    made.digest = sha256_hex(bound);
    made.bytes = std::ssize(bound);
    made.declared = "application/pdf";
    return take(made);
}

}  // namespace zq
