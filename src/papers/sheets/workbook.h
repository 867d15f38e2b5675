// Writing XLSX: cells that are texts or amounts, never formulas, and the same bytes for the same
// cells.
#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <string>

namespace zq::papers {

// A workbook with one sheet, in a file of its own that is gone when the bytes have been taken.
class Workbook {
public:
    // `date` is RFC 3339: what the file says of its making.
    Workbook(const std::string& title, const std::string& date);
    ~Workbook();
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    lxw_worksheet* sheet() { return sheet_; }
    lxw_format* format();
    void text(lxw_row_t row, lxw_col_t column, const std::string& text, lxw_format* format);
    std::string bytes();

private:
    std::filesystem::path path_;
    lxw_workbook* workbook_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
};

inline constexpr const char* sheet_font = "Microsoft YaHei";

}  // namespace zq::papers
