// The shelf keeps to what the port promises and to nothing more: a fault may come after the deed.
#include "uploads.h"

namespace zq::sim {

void TownShelf::keep(const std::filesystem::path& file, const std::string& digest) {
    process_.wait();
    process_.point<OutOfReach>();
    shared_.in_place.emplace(digest, incoming_.at(file));
    process_.point<OutOfReach>();
}

std::optional<std::filesystem::path> TownShelf::fetch(const std::string& digest) {
    process_.point<OutOfReach>();
    if (const auto found = shared_.aside.find(digest); found != shared_.aside.end()) {
        shared_.in_place.emplace(digest, found->second);
        shared_.aside.erase(found);
    }
    if (!shared_.in_place.contains(digest)) return std::nullopt;
    return "shelf/" + digest;
}

void TownShelf::set_aside(const std::string& digest) {
    process_.point<OutOfReach>();
    if (const auto found = shared_.in_place.find(digest); found != shared_.in_place.end()) {
        shared_.aside.emplace(digest, found->second);
        shared_.in_place.erase(found);
    }
    process_.point<OutOfReach>();
}

void TownShelf::discard(const std::string& digest) {
    process_.point<OutOfReach>();
    shared_.aside.erase(digest);
    process_.point<OutOfReach>();
}

app::Inspection TownReader::inspect(const std::filesystem::path& file) {
    const std::string& bytes = incoming_.at(file);
    app::Inspection seen;
    if (!bytes.starts_with("%PDF")) seen.hazard = app::Hazard::unknown_type;
    if (bytes.contains("locked")) seen.hazard = app::Hazard::encrypted;
    seen.media_type = "application/pdf";
    seen.pages = 1;
    return seen;
}

std::expected<app::SheetCells, app::SheetFault> TownReader::read_form(
    const std::filesystem::path&) {
    return std::unexpected{"no-form"};
}

std::string TownScanner::scan(const std::filesystem::path& file) {
    process_.wait();
    process_.point<OutOfReach>();
    return incoming_.at(file).contains(virus) ? std::string{virus} : std::string{};
}

}  // namespace zq::sim
