// Reads every part once, to the end: what an archive says of the size of its parts may be a lie.
#include "papers/reading/workbook_check.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "papers/reading/limits.h"

namespace zq::papers {

namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Part = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

constexpr std::string_view xlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Archive open_archive(Bytes file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(file.data(), file.size(), 0, &error);
    zip_t* archive =
        source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
    if (!archive && source) zip_source_free(source);
    zip_error_fini(&error);
    return Archive{archive, &zip_discard};
}

bool is_safe_name(std::string_view name) {
    if (name.empty() || name.starts_with('/') || name.size() > 200) return false;
    if (name.find('\\') != Bytes::npos || name.find(':') != Bytes::npos) return false;
    std::size_t start = 0;
    while (start <= name.size()) {
        const std::size_t end = std::min(name.find('/', start), name.size());
        const std::string_view step = name.substr(start, end - start);
        if (step == ".." || step == ".") return false;
        start = end + 1;
    }
    return true;
}

bool acts(std::string_view name) {
    constexpr std::string_view parts[] = {"vbaProject",  "externalLinks/", "embeddings/",
                                          "activeX/",    "macrosheets/",   "ctrlProps/",
                                          "connections", "customUI/",      "queryTables/"};
    return std::ranges::any_of(
        parts, [&](std::string_view part) { return name.find(part) != Bytes::npos; });
}

// A relation to the outside: a link that one clicks may be, anything else loads by itself.
bool reaches_out(std::string_view relations) {
    for (std::size_t at = relations.find("<Relationship "); at != Bytes::npos;
         at = relations.find("<Relationship ", at + 1)) {
        const std::string_view one = relations.substr(at, relations.find('>', at) - at);
        if (one.find("\"External\"") == Bytes::npos && one.find("'External'") == Bytes::npos) {
            continue;
        }
        if (one.find("/hyperlink\"") == Bytes::npos && one.find("/hyperlink'") == Bytes::npos) {
            return true;
        }
    }
    return false;
}

// Whether the archive is all there is: parts, directory and its end, one behind the other.
bool fills(Bytes file) {
    constexpr std::size_t end_size = 22;
    if (file.size() < end_size) return false;
    const Bytes end = file.substr(file.size() - end_size);
    return end.starts_with("PK\5\6") && little_endian(end, 20, 2) == 0 &&
           little_endian(end, 12, 4) + little_endian(end, 16, 4) == file.size() - end_size;
}

class WorkbookCheck {
public:
    explicit WorkbookCheck(Archive archive) : archive_{std::move(archive)} {}

    app::Inspection run() {
        if (zip_name_locate(archive_.get(), "[Content_Types].xml", 0) < 0 ||
            zip_name_locate(archive_.get(), "xl/workbook.xml", 0) < 0) {
            refuse(app::Hazard::unknown_type);
            return inspection_;
        }
        inspection_.media_type = xlsx;
        const std::int64_t count = zip_get_num_entries(archive_.get(), 0);
        if (count > workbook_parts_max) {
            refuse(app::Hazard::too_large, {{"parts", count}, {"parts_max", workbook_parts_max}});
        }
        // What it says first: a liar is cheap to refuse.
        for (std::int64_t i = 0; i < count && fine(); ++i) look_at_entry(i);
        for (std::int64_t i = 0; i < count && fine(); ++i) read_part(i);
        return inspection_;
    }

private:
    bool fine() const { return inspection_.hazard == app::Hazard::none; }
    void refuse(app::Hazard hazard, Facts facts = {}) {
        inspection_.hazard = hazard;
        inspection_.facts = std::move(facts);
    }
    void refuse_size() { refuse(app::Hazard::too_large, {{"unpacked_max", Value{unpacked_max}}}); }

    void look_at_entry(std::int64_t index) {
        zip_stat_t about;
        zip_stat_init(&about);
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(index), 0, &about) != 0 ||
            !about.name) {
            return refuse(app::Hazard::broken);
        }
        const std::string_view name{about.name};
        if (!is_safe_name(name)) return refuse(app::Hazard::active, {{"found", "path"}});
        if (!names_.insert(std::string{name}).second) return refuse(app::Hazard::broken);
        if (acts(name)) return refuse(app::Hazard::active, {{"found", "part"}});
        if (about.encryption_method != ZIP_EM_NONE) return refuse(app::Hazard::encrypted);
        constexpr std::uint64_t small = 1 << 20;
        declared_ += std::min<std::uint64_t>(about.size, std::uint64_t{1} << 40);
        const bool squeezed =
            about.size > small &&
            about.size / std::max<std::uint64_t>(about.comp_size, 1) > packed_ratio_max;
        if (declared_ > unpacked_max || squeezed) refuse_size();
    }

    void read_part(std::int64_t index) {
        const Part part{zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0),
                        &zip_fclose};
        if (!part) return refuse(app::Hazard::broken);
        std::string text;
        std::array<char, 65536> piece{};
        for (;;) {
            const zip_int64_t got = zip_fread(part.get(), piece.data(), piece.size());
            if (got < 0) return refuse(app::Hazard::broken);
            if (got == 0) break;
            unpacked_ += got;
            if (unpacked_ > unpacked_max) return refuse_size();
            text.append(piece.data(), static_cast<std::size_t>(got));
        }
        const std::string_view name =
            zip_get_name(archive_.get(), static_cast<zip_uint64_t>(index), 0);
        look_at_text(name, text);
    }

    void look_at_text(std::string_view name, const std::string& text) {
        if (text.starts_with("PK\3\4"))
            return refuse(app::Hazard::too_large, {{"found", "nested"}});
        if (text.find("<!DOCTYPE") != std::string::npos ||
            text.find("<!ENTITY") != std::string::npos) {
            return refuse(app::Hazard::active, {{"found", "DOCTYPE"}});
        }
        if (name.ends_with(".rels") && reaches_out(text)) {
            return refuse(app::Hazard::active, {{"found", "External"}});
        }
        if (name == "[Content_Types].xml" && text.find("macroEnabled") != std::string::npos) {
            return refuse(app::Hazard::active, {{"found", "macroEnabled"}});
        }
    }

    Archive archive_;
    app::Inspection inspection_;
    std::set<std::string> names_;
    std::int64_t declared_ = 0;
    std::int64_t unpacked_ = 0;
};

}  // namespace

app::Inspection check_workbook(Bytes file) {
    Archive archive = open_archive(file);
    if (archive) {
        app::Inspection found = WorkbookCheck{std::move(archive)}.run();
        if (found.hazard == app::Hazard::none && !fills(file)) {
            found.hazard = app::Hazard::polyglot;
        }
        return found;
    }
    app::Inspection broken;
    broken.hazard = holds_archive(file) ? app::Hazard::broken : app::Hazard::unknown_type;
    return broken;
}

}  // namespace zq::papers
