// The file is a stranger's: each part of the archive is bounded before it is unpacked, XML is read
// without entities of its own, and cells beyond the bounds are not looked at.
#include "papers/reading/first_sheet.h"

#include <optional>
#include <pugixml.hpp>
#include <vector>

#include "base/value.h"
#include "papers/reading/archive.h"
#include "papers/reading/limits.h"
#include "papers/reading/text.h"
#include "papers/reading/xml_names.h"

namespace zq::papers {

namespace {

using app::SheetCell;
using app::SheetCells;

constexpr zip_uint64_t part_bytes_max = 4U << 20;
// Many cells may name one long text: all together no more than a form can hold.
constexpr std::size_t all_texts_bytes_max = std::size_t{8} << 20;

class Workbook {
public:
    explicit Workbook(Bytes file) : zip_{open_archive(file)} {}

    bool is_open() const { return zip_ != nullptr; }
    bool is_too_large() const { return too_large_; }

    bool load(const std::string& name, pugi::xml_document& document) {
        const auto bytes = part(name);
        constexpr unsigned options = pugi::parse_default | pugi::parse_ws_pcdata_single;
        return bytes && document.load_buffer(bytes->data(), bytes->size(), options);
    }

private:
    std::optional<std::string> part(const std::string& name) {
        zip_stat_t stat{};
        if (zip_stat(zip_.get(), name.c_str(), ZIP_FL_NOCASE, &stat) != 0) return std::nullopt;
        if (!(stat.valid & ZIP_STAT_SIZE) || stat.size > part_bytes_max) {
            too_large_ = true;
            return std::nullopt;
        }
        const ArchivePart open{zip_fopen_index(zip_.get(), stat.index, 0)};
        if (!open) return std::nullopt;
        std::string bytes(stat.size, '\0');
        const zip_int64_t read = zip_fread(open.get(), bytes.data(), stat.size);
        if (read < 0 || static_cast<zip_uint64_t>(read) != stat.size) return std::nullopt;
        return bytes;
    }

    Archive zip_;
    bool too_large_ = false;
};

bool is(const pugi::xml_node& node, std::string_view name) {
    return local_name(node.name()) == name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& one : node.children()) {
        if (is(one, name)) return one;
    }
    return {};
}

// All runs of a rich text, without its readings for speakers of Japanese.
std::string text_in(const pugi::xml_node& node) {
    std::string text;
    for (const pugi::xml_node& one : node.children()) {
        if (is(one, "t")) text += one.text().get();
        // Runs lie one level deep; whoever nests them further has no text there.
        if (is(one, "r")) text += child(one, "t").text().get();
    }
    return text;
}

std::vector<std::string> shared_texts(Workbook& book) {
    std::vector<std::string> texts;
    pugi::xml_document document;
    if (!book.load("xl/sharedStrings.xml", document)) return texts;
    for (const pugi::xml_node& one : document.document_element().children()) {
        if (is(one, "si")) texts.push_back(text_in(one));
    }
    return texts;
}

// The first sheet by the workbook's order, through its relations.
std::string first_sheet(Workbook& book) {
    pugi::xml_document workbook;
    pugi::xml_document relations;
    if (!book.load("xl/workbook.xml", workbook) ||
        !book.load("xl/_rels/workbook.xml.rels", relations)) {
        return "";
    }
    const pugi::xml_node sheet = child(child(workbook.document_element(), "sheets"), "sheet");
    std::string id;
    for (const pugi::xml_attribute& attribute : sheet.attributes()) {
        if (std::string_view{attribute.name()}.ends_with(":id")) id = attribute.value();
    }
    for (const pugi::xml_node& relation : relations.document_element().children()) {
        if (id != relation.attribute("Id").value()) continue;
        const std::string target = relation.attribute("Target").value();
        return target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
    return "";
}

std::optional<std::pair<int, int>> place_of(const char* name) {
    int column = 0;
    while (*name >= 'A' && *name <= 'Z' && column <= sheet_columns_max) {
        column = column * 26 + (*name++ - 'A' + 1);
    }
    int row = 0;
    while (*name >= '0' && *name <= '9' && row <= sheet_rows_max) row = row * 10 + (*name++ - '0');
    if (*name != '\0' || row < 1 || row > sheet_rows_max || column < 1 ||
        column > sheet_columns_max) {
        return std::nullopt;
    }
    return std::pair{row, column};
}

// "6.0" that somebody typed as a number is 6.
std::string without_zeros(std::string number) {
    if (number.find('.') == std::string::npos || number.find('E') != std::string::npos) {
        return number;
    }
    while (number.ends_with('0')) number.pop_back();
    if (number.ends_with('.')) number.pop_back();
    return number;
}

SheetCell cell_of(const pugi::xml_node& node, const std::vector<std::string>& shared) {
    const std::string type = node.attribute("t").value();
    const std::string value = child(node, "v").text().get();
    SheetCell cell{.text = "", .is_formula = static_cast<bool>(child(node, "f"))};
    if (type == "s") {
        const std::size_t index = std::strtoull(value.c_str(), nullptr, 10);
        if (index < shared.size()) cell.text = shared[index];
    } else if (type == "inlineStr") {
        cell.text = text_in(child(node, "is"));
    } else {
        cell.text = type.empty() || type == "n" ? without_zeros(value) : value;
    }
    cell.text = cut(cell.text, cell_text_max);
    if (!is_utf8(cell.text)) cell.text = folded(cell.text);
    return cell;
}

SheetCells cells_of(const pugi::xml_document& sheet, const std::vector<std::string>& shared) {
    SheetCells cells;
    std::size_t bytes = 0;
    for (const pugi::xml_node& row : child(sheet.document_element(), "sheetData").children()) {
        if (!is(row, "row")) continue;
        for (const pugi::xml_node& one : row.children()) {
            const auto place = is(one, "c") ? place_of(one.attribute("r").value()) : std::nullopt;
            if (!place) continue;
            SheetCell cell = cell_of(one, shared);
            bytes += cell.text.size();
            if (bytes > all_texts_bytes_max) return {};
            if (!cell.text.empty() || cell.is_formula) cells[*place] = std::move(cell);
        }
    }
    return cells;
}

}  // namespace

std::expected<SheetCells, app::SheetFault> read_first_sheet(Bytes file) {
    Workbook book{file};
    if (!book.is_open()) return std::unexpected{"not-a-workbook"};
    const std::string name = first_sheet(book);
    pugi::xml_document sheet;
    const bool loaded = !name.empty() && book.load(name, sheet);
    const std::vector<std::string> shared = shared_texts(book);
    if (book.is_too_large()) return std::unexpected{"too-large"};
    if (!loaded) return std::unexpected{"not-a-workbook"};
    return cells_of(sheet, shared);
}

}  // namespace zq::papers
