// libxlsxwriter writes to files only; its archive has no times of its own, and the one time in it
// is ours.
#include "papers/sheets/workbook.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "base/civil_time.h"

namespace zq::papers {

namespace {

std::filesystem::path fresh_file() {
    std::string name = (std::filesystem::temp_directory_path() / "zuoquan-sheet-XXXXXX").string();
    const int descriptor = mkstemp(name.data());
    if (descriptor < 0) throw std::runtime_error{"cannot make a file like " + name};
    close(descriptor);
    return name;
}

char* as_its_own(const std::string& text) {
    return const_cast<char*>(text.c_str());  // libxlsxwriter copies, but does not say so
}

}  // namespace

Workbook::Workbook(const std::string& title, const std::string& date)
    : path_{fresh_file()}, workbook_{workbook_new(path_.c_str())} {
    lxw_doc_properties properties{};
    properties.title = as_its_own(title);
    properties.company = as_its_own("Zuoquan");
    const auto at = parse_rfc3339(date);
    properties.created = at ? static_cast<time_t>(at->micros / Instant::second) : 1;
    workbook_set_properties(workbook_, &properties);
    sheet_ = workbook_add_worksheet(workbook_, "Sheet1");
}

Workbook::~Workbook() {
    if (workbook_) workbook_close(workbook_);
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
}

lxw_format* Workbook::format() {
    lxw_format* made = workbook_add_format(workbook_);
    format_set_font_name(made, sheet_font);
    format_set_font_size(made, 10.5);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    return made;
}

void Workbook::text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format) {
    if (text.empty()) {
        worksheet_write_blank(sheet_, row, column, format);
    } else {
        worksheet_write_string(sheet_, row, column, text.c_str(), format);
    }
}

std::string Workbook::bytes() {
    const lxw_error error = workbook_close(workbook_);
    workbook_ = nullptr;
    if (error != LXW_NO_ERROR) {
        throw std::runtime_error{std::string{"a workbook could not be written: "} +
                                 lxw_strerror(error)};
    }
    std::ifstream file{path_, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace zq::papers
