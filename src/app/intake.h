// Taking a file in: looked at behind a wall, scanned, shelved, registered. Only then it is
// acknowledged, and only what is acknowledged can be named among the papers of an act.
#pragma once

#include "app/file_shelf.h"
#include "app/paper_reader.h"
#include "app/store.h"
#include "app/virus_scanner.h"

namespace zq {

// A file as it came, not yet looked at.
struct Arrived {
    std::filesystem::path path;
    std::string digest;  // SHA-256 of its bytes
    std::int64_t bytes = 0;
    PartyId owner;
    std::string name;
    std::string declared;  // media type, as the sender says
    Instant at;
};

// Why a file is not taken.
struct TurnedAway {
    app::Hazard hazard = app::Hazard::none;
    std::string virus;  // by the scanner's name; then there is no hazard
    bool misdeclared = false;
    Facts facts;
};

class Intake {
public:
    Intake(StoredFiles& files, FileShelf& shelf, app::PaperReader& reader, VirusScanner* scanner)
        : files_{&files}, shelf_{&shelf}, reader_{&reader}, scanner_{scanner} {}

    // May move the file away. What throws has registered nothing.
    std::expected<StoredFile, TurnedAway> take(const Arrived& arrived);

    // Several images as one PDF, a page each; the images must be the owner's own. `scratch` is a
    // path that may be written. Turned away as broken when one of them cannot be drawn.
    std::expected<StoredFile, TurnedAway> bind(const std::vector<std::string>& images,
                                               const std::filesystem::path& scratch,
                                               const Arrived& as);

private:
    StoredFiles* files_;
    FileShelf* shelf_;
    app::PaperReader* reader_;
    VirusScanner* scanner_;  // none: files are not scanned
};

}  // namespace zq
