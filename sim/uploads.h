// Where uploads lie in a run: what is on its way in, the shelf that all processes share, a reader
// and a scanner. Paths are made up; what lies at them are a few words.
#pragma once

#include <map>

#include "app/intake.h"
#include "faults.h"

namespace zq::sim {

using Bytes = std::map<std::string, std::string>;  // by path or digest

struct Shelved {
    Bytes in_place;
    Bytes aside;

    bool has(const std::string& digest) const {
        return in_place.contains(digest) || aside.contains(digest);
    }
    const std::string& bytes(const std::string& digest) const {
        return in_place.contains(digest) ? in_place.at(digest) : aside.at(digest);
    }
};

// As one process reaches it: any call may fail before and after it was carried out.
class TownShelf : public FileShelf {
public:
    TownShelf(Shelved& shared, const Bytes& incoming, FaultyStore& process)
        : shared_{shared}, incoming_{incoming}, process_{process} {}

    void keep(const std::filesystem::path& file, const std::string& digest) override;
    std::optional<std::filesystem::path> fetch(const std::string& digest) override;
    void set_aside(const std::string& digest) override;
    void discard(const std::string& digest) override;

private:
    Shelved& shared_;
    const Bytes& incoming_;
    FaultyStore& process_;
};

// Takes texts that begin with "%PDF" for documents, and those with "locked" for encrypted ones.
class TownReader : public app::PaperReader {
public:
    explicit TownReader(const Bytes& incoming) : incoming_{incoming} {}

    app::Inspection inspect(const std::filesystem::path& file) override;
    Transcript read(const std::filesystem::path&) override { return {}; }
    std::expected<app::SheetCells, app::SheetFault> read_form(
        const std::filesystem::path&) override;
    std::string draw(const std::filesystem::path&, std::int64_t, std::int64_t) override {
        return {};
    }
    std::string bind(std::span<const std::filesystem::path>) override { return {}; }

private:
    const Bytes& incoming_;
};

inline constexpr std::string_view virus = "virus";

class TownScanner : public VirusScanner {
public:
    TownScanner(const Bytes& incoming, FaultyStore& process)
        : incoming_{incoming}, process_{process} {}

    std::string scan(const std::filesystem::path& file) override;

private:
    const Bytes& incoming_;
    FaultyStore& process_;
};

}  // namespace zq::sim
