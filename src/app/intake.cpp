// The row comes before the bytes: a sweep that runs beside it then sees that somebody holds the
// file. Where the shelf fails, the row is dropped again; a stop between the two leaves a row that
// nobody was told of, and the next sweep drops it.
#include "app/intake.h"

#include <fstream>

#include "base/check.h"
#include "base/digest.h"

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
    if (scanner_) {
        std::string virus = scanner_->scan(arrived.path);
        if (!virus.empty()) {
            return std::unexpected{TurnedAway{
                .hazard = {}, .virus = std::move(virus), .misdeclared = false, .facts = {}}};
        }
    }
    const StoredFile file{.digest = arrived.digest,
                          .media_type = seen.media_type,
                          .bytes = arrived.bytes,
                          .owner = arrived.owner,
                          .name = arrived.name,
                          .at = arrived.at,
                          .pages = seen.pages,
                          .scanned = scanner_ != nullptr,
                          .dropped = std::nullopt};
    const bool was_there = files_->find(file.digest, file.owner).has_value();
    files_->put(file);
    try {
        shelf_->keep(arrived.path, arrived.digest);
    } catch (...) {
        if (!was_there) files_->drop(file, arrived.at);
        throw;
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
