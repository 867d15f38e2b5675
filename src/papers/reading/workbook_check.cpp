// Reads every part once, to the end: what an archive says of the size of its parts may be a lie.
#include "papers/reading/workbook_check.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <set>

#include "papers/reading/archive.h"
#include "papers/reading/limits.h"
#include "papers/reading/xml_names.h"

namespace zq::papers {

namespace {

constexpr std::string_view xlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// As programs compare the names of parts: without regard to case.
std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
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

bool acts(std::string_view lower_name) {
    constexpr std::string_view parts[] = {"vbaproject",  "externallinks/", "embeddings/",
                                          "activex/",    "macrosheets/",   "ctrlprops/",
                                          "connections", "customui/",      "querytables/"};
    return std::ranges::any_of(
        parts, [&](std::string_view part) { return lower_name.find(part) != Bytes::npos; });
}

// A link that somebody may click: the one relation to the outside that loads nothing by itself.
constexpr std::string_view hyperlinks[] = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
};

// Of an attribute that stands there twice both are believed: programs take the one or the other.
bool leads_outside(const pugi::xml_node& relation) {
    bool outside = false;
    bool is_link = true;
    bool has_type = false;
    for (const pugi::xml_attribute& attribute : relation.attributes()) {
        const std::string_view name = local_name(attribute.name());
        const std::string_view value = attribute.value();
        if (name == "TargetMode" && value != "Internal") outside = true;
        if (name == "Target" && (value.find(':') != Bytes::npos || value.starts_with("//") ||
                                 value.find('\\') != Bytes::npos)) {
            outside = true;
        }
        if (name != "Type") continue;
        has_type = true;
        is_link = is_link && std::ranges::find(hyperlinks, value) != std::end(hyperlinks);
    }
    return outside && !(has_type && is_link);
}

// Any element of the document, at whatever depth.
template <class Is>
bool holds(const pugi::xml_document& document, Is is) {
    return static_cast<bool>(document.find_node(is));
}

bool reaches_out(const pugi::xml_document& relations) {
    return holds(relations, [](const pugi::xml_node& node) {
        return local_name(node.name()) == "Relationship" && leads_outside(node);
    });
}

bool has_macros(const pugi::xml_document& types) {
    return holds(types, [](const pugi::xml_node& node) {
        return std::ranges::any_of(node.attributes(), [](const pugi::xml_attribute& attribute) {
            const std::string value = lower(attribute.value());
            return value.find("macroenabled") != std::string::npos ||
                   value.find("vbaproject") != std::string::npos;
        });
    });
}

// XML in another encoding than UTF-8 would hide from whoever searches its bytes.
bool is_wide(std::string_view text) {
    const std::string_view start = text.substr(0, 64);
    return start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff") ||
           start.find('\0') != Bytes::npos;
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
        const std::string known = lower(name);
        if (!names_.insert(known).second) return refuse(app::Hazard::broken);
        if (acts(known)) return refuse(app::Hazard::active, {{"found", "part"}});
        if (about.encryption_method != ZIP_EM_NONE) return refuse(app::Hazard::encrypted);
        constexpr std::uint64_t small = 1 << 20;
        declared_ += std::min<std::uint64_t>(about.size, std::uint64_t{1} << 40);
        const bool squeezed =
            about.size > small &&
            about.size / std::max<std::uint64_t>(about.comp_size, 1) > packed_ratio_max;
        if (declared_ > unpacked_max || squeezed) refuse_size();
    }

    void read_part(std::int64_t index) {
        const ArchivePart part{
            zip_fopen_index(archive_.get(), static_cast<zip_uint64_t>(index), 0)};
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
        const std::string known = lower(name);
        const bool is_relations = known.ends_with(".rels");
        const bool is_types = known == "[content_types].xml";
        const bool is_xml = is_relations || known.ends_with(".xml") || known.ends_with(".vml");
        if (is_xml && is_wide(text)) {
            return refuse(app::Hazard::active, {{"found", "encoding"}});
        }
        if (is_relations || is_types) look_at_markup(text, is_relations);
    }

    void look_at_markup(const std::string& text, bool is_relations) {
        pugi::xml_document document;
        const unsigned options = pugi::parse_default;
        if (!document.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8)) {
            return refuse(app::Hazard::broken);
        }
        if (is_relations && reaches_out(document)) {
            refuse(app::Hazard::active, {{"found", "External"}});
        }
        if (!is_relations && has_macros(document)) {
            refuse(app::Hazard::active, {{"found", "macroEnabled"}});
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
