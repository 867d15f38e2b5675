// Every cell is written as a text or as a number, and no other way: so nothing in it can run.
#include "papers/sheets/tables.h"

#include <algorithm>

#include "papers/sheets/workbook.h"

namespace zq::papers {

namespace {

constexpr std::size_t amount_digits_max = 15;  // what a spreadsheet's number holds exactly
constexpr double column_max = 60;

bool is_amount(const std::string& text) {
    return text.size() <= amount_digits_max && text.find('.') != std::string::npos &&
           parse_yuan(text).has_value();
}

// Of a column when all of its cells are, or are empty; so codes and numbers stay texts.
std::vector<bool> amount_columns(const app::TableOnSheet& table) {
    std::vector<bool> all;
    for (std::size_t i = 1; i < table.lines.size(); ++i) {
        const auto& line = table.lines[i];
        if (all.size() < line.size()) all.resize(line.size(), true);
        for (std::size_t column = 0; column < line.size(); ++column) {
            if (!line[column].empty() && !is_amount(line[column])) all[column] = false;
        }
    }
    return all;
}

double width_of(const std::string& text) {
    double halves = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) halves += 1;
        if (byte >= 0xC0) halves += 2;
    }
    return halves;
}

void set_widths(lxw_worksheet* sheet, const app::TableOnSheet& table) {
    std::vector<double> widths;
    for (const auto& line : table.lines) {
        if (widths.size() < line.size()) widths.resize(line.size(), 8);
        for (std::size_t column = 0; column < line.size(); ++column) {
            widths[column] = std::max(widths[column], width_of(line[column]) * 1.15 + 2);
        }
    }
    for (std::size_t column = 0; column < widths.size(); ++column) {
        const auto at = static_cast<lxw_col_t>(column);
        worksheet_set_column(sheet, at, at, std::min(widths[column], column_max), nullptr);
    }
}

double as_number(const std::string& amount) {
    return static_cast<double>(parse_yuan(amount)->fen) / 100;
}

}  // namespace

std::string write_table(const app::TableOnSheet& table) {
    Workbook book{table.title, table.date};
    lxw_format* head = book.format();
    format_set_bold(head);
    format_set_bg_color(head, 0xF1F1EE);
    format_set_border(head, LXW_BORDER_THIN);
    lxw_format* text = book.format();
    format_set_num_format(text, "@");
    lxw_format* amount = book.format();
    format_set_num_format(amount, "#,##0.00");
    const std::vector<bool> amounts = amount_columns(table);
    for (std::size_t i = 0; i < table.lines.size(); ++i) {
        const auto row = static_cast<lxw_row_t>(i);
        for (std::size_t j = 0; j < table.lines[i].size(); ++j) {
            const auto column = static_cast<lxw_col_t>(j);
            const std::string& cell = table.lines[i][j];
            if (i > 0 && amounts[j] && !cell.empty()) {
                worksheet_write_number(book.sheet(), row, column, as_number(cell), amount);
            } else {
                book.text(row, column, cell, i == 0 ? head : text);
            }
        }
    }
    set_widths(book.sheet(), table);
    worksheet_freeze_panes(book.sheet(), 1, 0);
    return book.bytes();
}

std::string write_payout_sheet(const app::PayoutList& facts) {
    app::TableOnSheet table{.title = "payout-" + std::to_string(facts.batch.value),
                            .date = to_rfc3339(truncated(facts.made), facts.rules->zone),
                            .lines = {{"收款单位", "开户银行", "账号", "金额", "订单编号"}}};
    for (const app::PayoutLineOnPaper& line : facts.lines) {
        std::string orders;
        for (const std::string& order : line.orders) orders += (orders.empty() ? "" : " ") + order;
        table.lines.push_back({line.account.holder, line.account.bank, line.account.number,
                               to_yuan(line.amount), orders});
    }
    return write_table(table);
}

}  // namespace zq::papers
