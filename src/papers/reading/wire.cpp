// Canonical values hold integers, text, lists and maps only, so that little can be said wrongly.
#include "papers/reading/wire.h"

#include <algorithm>

#include "papers/reading/limits.h"

namespace zq::papers {

namespace {

struct InspectionOnWire {
    app::Hazard hazard = app::Hazard::none;
    std::string media_type;
    std::int64_t pages = 0;
    Value facts;

    static void fields(auto& self, auto&& visit) {
        visit("hazard", self.hazard);
        visit("media_type", self.media_type);
        visit("pages", self.pages);
        visit("facts", self.facts);
    }
};

struct CellOnWire {
    std::int64_t row = 0;
    std::int64_t column = 0;
    std::string text;
    bool is_formula = false;

    static void fields(auto& self, auto&& visit) {
        visit("row", self.row);
        visit("column", self.column);
        visit("text", self.text);
        visit("is_formula", self.is_formula);
    }
};
struct FormOnWire {
    std::string fault;
    std::vector<CellOnWire> cells;

    static void fields(auto& self, auto&& visit) {
        visit("fault", self.fault);
        visit("cells", self.cells);
    }
};

template <class T>
std::optional<T> from_wire(std::string_view bytes) {
    const std::optional<Value> value = parse_canonical(bytes);
    if (!value) return std::nullopt;
    try {
        return decoded<T>(*value);
    } catch (const Undecodable&) {
        return std::nullopt;
    }
}

}  // namespace

std::string to_wire(const app::Inspection& inspection) {
    return canonical(encode(InspectionOnWire{inspection.hazard, inspection.media_type,
                                             inspection.pages, Value{inspection.facts}}));
}

std::string to_wire(const Transcript& transcript) {
    return canonical(encode(transcript));
}

std::string to_wire(const std::expected<app::SheetCells, app::SheetFault>& form) {
    FormOnWire wire;
    if (!form) wire.fault = form.error();
    if (form) {
        for (const auto& [place, cell] : *form) {
            wire.cells.push_back({place.first, place.second, cell.text, cell.is_formula});
        }
    }
    return canonical(encode(wire));
}

// A reader that was overcome shall not name others.
constexpr std::string_view media_types[] = {
    "", "application/pdf", "image/png", "image/jpeg",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

std::optional<app::Inspection> inspection_from_wire(std::string_view bytes) {
    auto wire = from_wire<InspectionOnWire>(bytes);
    if (!wire || !wire->facts.if_map() || wire->pages < 0) return std::nullopt;
    if (std::ranges::find(media_types, wire->media_type) == std::end(media_types)) {
        return std::nullopt;
    }
    return app::Inspection{wire->hazard, std::move(wire->media_type), wire->pages,
                           *wire->facts.if_map()};
}

std::optional<Transcript> transcript_from_wire(std::string_view bytes) {
    auto transcript = from_wire<Transcript>(bytes);
    if (!transcript || transcript->pages.size() > pages_read_max) return std::nullopt;
    return transcript;
}

std::optional<std::expected<app::SheetCells, app::SheetFault>> form_from_wire(
    std::string_view bytes) {
    auto wire = from_wire<FormOnWire>(bytes);
    if (!wire) return std::nullopt;
    constexpr std::string_view faults[] = {"not-a-workbook", "too-large"};
    if (!wire->fault.empty()) {
        if (std::ranges::find(faults, wire->fault) == std::end(faults)) return std::nullopt;
        return std::unexpected{std::move(wire->fault)};
    }
    app::SheetCells cells;
    for (CellOnWire& cell : wire->cells) {
        const bool fits = cell.row >= 1 && cell.row <= sheet_rows_max && cell.column >= 1 &&
                          cell.column <= sheet_columns_max && cell.text.size() <= cell_text_max;
        if (!fits) return std::nullopt;
        cells[{static_cast<int>(cell.row), static_cast<int>(cell.column)}] = {std::move(cell.text),
                                                                              cell.is_formula};
    }
    return cells;
}

}  // namespace zq::papers
