// One row a field: number, label, answer, what is asked for, and hidden its name. Only answers can
// be typed into. Choices stand there in Chinese; the form keeps their codes.
#include "papers/sheets/application_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/form_check.h"
#include "papers/sheets/workbook.h"

namespace zq::papers {

namespace {

constexpr lxw_col_t number_column = 0;
constexpr lxw_col_t label_column = 1;
constexpr lxw_col_t answer_column = 2;
constexpr lxw_col_t hint_column = 3;
constexpr lxw_col_t name_column = 4;
constexpr lxw_row_t first_row = 3;

struct Option {
    std::string code;
    std::string name;
};

// What an option is called on paper, where the rulebook gives codes only.
std::string option_name(const std::string& code) {
    static const std::map<std::string, std::string, std::less<>> names{
        {"ip", "知识产权"},
        {"sales-licence", "销售资质"},
        {"sales-system", "销售体系"},
        {"after-sales", "售后服务"},
    };
    const auto known = names.find(code);
    return known == names.end() ? code : known->second;
}

std::vector<Option> options_of(const Rulebook& rules, const FormField& field, Day day) {
    std::vector<Option> options;
    if (field.options == std::vector<std::string>{"directions"}) {
        for (const Row<Direction>& row : rules.directions) {
            if (row.validity.covers(day)) options.push_back({row.value.code, row.value.name.zh});
        }
        return options;
    }
    for (const std::string& code : field.options) options.push_back({code, option_name(code)});
    return options;
}

std::string joined(const std::vector<Option>& options) {
    std::string text;
    for (const Option& option : options) text += (text.empty() ? "" : "、") + option.name;
    return text;
}

std::string format_hint(const FormField& field, const std::vector<Option>& options) {
    switch (field.format) {
        case FieldFormat::text: return "";
        case FieldFormat::choice: return "从下列各项中选一项：" + joined(options);
        case FieldFormat::list: return "可填多项，用顿号分开：" + joined(options);
        case FieldFormat::digits: return "只填整数，不带单位";
        case FieldFormat::decimal: return "只填数字，不带单位";
        case FieldFormat::price: return "金额、元、斜线和计价单位";
        case FieldFormat::mobile: return "11 位手机号码";
    }
    return "";
}

std::string hint_of(const FormField& field, const std::vector<Option>& options) {
    std::string hint = format_hint(field, options);
    const auto add = [&](const std::string& more) { hint += (hint.empty() ? "" : "；") + more; };
    if (field.characters_max > 0) add(fmt::format("不超过 {} 字", field.characters_max));
    if (field.is_provider_name) add("与营业执照一致");
    if (!field.example.empty()) add("例：" + field.example);
    return hint;
}

std::string answer_text(const Form& form, const FormField& field,
                        const std::vector<Option>& options) {
    const auto found = form.find(field.name);
    if (found == form.end()) return "";
    std::string text;
    for (const std::string& one : found->second.texts) {
        const auto option = std::ranges::find(options, one, &Option::code);
        text += (text.empty() ? "" : "、") + (option == options.end() ? one : option->name);
    }
    return text;
}

struct Looks {
    lxw_format* title;
    lxw_format* note;
    lxw_format* head;
    lxw_format* label;
    lxw_format* answer;
    lxw_format* hint;

    explicit Looks(Workbook& book)
        : title{book.format()},
          note{book.format()},
          head{book.format()},
          label{book.format()},
          answer{book.format()},
          hint{book.format()} {
        format_set_font_size(title, 16);
        format_set_bold(title);
        format_set_align(title, LXW_ALIGN_CENTER);
        format_set_font_color(note, 0x6B6B6B);
        format_set_text_wrap(note);
        format_set_bold(head);
        format_set_align(head, LXW_ALIGN_CENTER);
        format_set_bg_color(head, 0xF1F1EE);
        format_set_num_format(answer, "@");
        format_set_unlocked(answer);
        format_set_font_color(hint, 0x6B6B6B);
        format_set_font_size(hint, 9);
        for (lxw_format* format : {label, answer, hint}) format_set_indent(format, 1);
        for (lxw_format* format : {head, label, answer, hint}) {
            format_set_border(format, LXW_BORDER_THIN);
            format_set_text_wrap(format);
        }
    }
};

// A list to choose from, where it is short enough for a cell's own.
void offer(Workbook& book, lxw_row_t row, const std::vector<Option>& options) {
    std::vector<char*> names;
    std::size_t characters = 0;
    for (const Option& option : options) {
        names.push_back(const_cast<char*>(option.name.c_str()));  // only read
        characters += option.name.size() / 3 + 2;
    }
    if (characters > 250) return;
    names.push_back(nullptr);
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST;
    validation.value_list = names.data();
    worksheet_data_validation_cell(book.sheet(), row, answer_column, &validation);
}

void write_field(Workbook& book, const Looks& looks, lxw_row_t row, const app::FormOnSheet& facts,
                 const FormField& field) {
    const std::vector<Option> options = options_of(*facts.rules, field, facts.day);
    const std::string label = (field.required ? "＊" : "") + field.label.zh;
    book.text(row, number_column, std::to_string(row - first_row + 1), looks.head);
    book.text(row, label_column, label, looks.label);
    book.text(row, answer_column, answer_text(facts.form, field, options), looks.answer);
    book.text(row, hint_column, hint_of(field, options), looks.hint);
    book.text(row, name_column, field.name, nullptr);
    worksheet_set_row(book.sheet(), row, field.characters_max > 0 ? 90 : 42, nullptr);
    if (field.format == FieldFormat::choice) offer(book, row, options);
}

void write_head(Workbook& book, const Looks& looks, const Rulebook& rules) {
    lxw_worksheet* sheet = book.sheet();
    const std::string title = rules.title.zh + "配券产品申请表";
    worksheet_merge_range(sheet, 0, number_column, 0, hint_column, title.c_str(), looks.title);
    worksheet_merge_range(sheet, 1, number_column, 1, hint_column,
                          "带＊的各项必填。每个产品单独填一张表；只在“填写内容”一列填写。",
                          looks.note);
    const char* heads[] = {"序号", "项目", "填写内容", "填写说明"};
    for (lxw_col_t column = 0; column < 4; ++column) {
        book.text(2, column, heads[column], looks.head);
    }
    worksheet_set_row(sheet, 0, 34, nullptr);
    worksheet_set_row(sheet, 1, 22, nullptr);
    worksheet_set_row(sheet, 2, 24, nullptr);
    worksheet_set_column(sheet, number_column, number_column, 6, nullptr);
    worksheet_set_column(sheet, label_column, label_column, 30, nullptr);
    worksheet_set_column(sheet, answer_column, answer_column, 44, nullptr);
    worksheet_set_column(sheet, hint_column, hint_column, 36, nullptr);
    lxw_row_col_options hidden{};
    hidden.hidden = LXW_TRUE;
    worksheet_set_column_opt(sheet, name_column, name_column, 8, nullptr, &hidden);
}

// ---- back in

// {7, 3} is "C7".
std::string cell_name(std::pair<int, int> place) {
    std::string letters;
    for (int column = place.second; column > 0; column = (column - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
    }
    return letters + std::to_string(place.first);
}

// Full-width and half-width separators, and line ends.
std::vector<std::string> split_list(std::string text) {
    for (const char* separator : {"，", "；", ",", ";", "\n", "／"}) {
        for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator)) {
            text.replace(at, std::string_view{separator}.size(), "、");
        }
    }
    std::vector<std::string> parts;
    constexpr std::string_view mark = "、";
    while (!text.empty()) {
        const auto at = text.find(mark);
        const std::string part{trimmed(std::string_view{text}.substr(0, at))};
        if (!part.empty()) parts.push_back(part);
        text = at == std::string::npos ? "" : text.substr(at + mark.size());
    }
    return parts;
}

FormValue value_of(const FormField& field, const std::vector<Option>& options,
                   const std::string& text) {
    FormValue value;
    value.texts = field.format == FieldFormat::list ? split_list(text)
                                                    : std::vector{std::string{trimmed(text)}};
    for (std::string& one : value.texts) {
        const auto option = std::ranges::find(options, one, &Option::name);
        if (option != options.end()) one = option->code;
    }
    return value;
}

std::string text_at(const app::SheetCells& cells, int row, int column) {
    const auto found = cells.find({row, column});
    return found == cells.end() ? "" : std::string{trimmed(found->second.text)};
}

// The row of each field, from 1.
std::map<std::string, int> rows_of(const Rulebook& rules, const app::SheetCells& cells, Day day) {
    std::map<std::string, int> rows;
    for (const auto& [place, cell] : cells) {
        if (place.second != label_column + 1 && place.second != name_column + 1) continue;
        std::string text{trimmed(cell.text)};
        constexpr std::string_view star = "＊";
        if (text.starts_with(star)) text = trimmed(std::string_view{text}.substr(star.size()));
        for (const Row<FormField>& row : rules.fields.rows) {
            if (!row.validity.covers(day)) continue;
            const bool by_name = place.second == name_column + 1 && text == row.value.name;
            const bool by_label = place.second == label_column + 1 && text == row.value.label.zh;
            if (by_name || by_label) rows.emplace(row.value.name, place.first);
        }
    }
    return rows;
}

void add_faults(app::FormRead& read, const Rulebook& rules, const Subjects& subjects,
                const std::map<std::string, int>& rows) {
    Product product;
    product.direction = answer(read.form, "category");
    Subjects asked = subjects;
    asked.product = &product;
    const FormFindings findings = check_form(rules, read.form, asked, std::nullopt);
    for (const std::string& field : findings.errors) {
        const auto row = rows.find(field);
        const std::string* right = findings.facts.find(field)->second.if_text();
        read.faults.push_back(
            {.cell = row == rows.end() ? "" : cell_name({row->second, answer_column + 1}),
             .field = field,
             .right = right ? *right : ""});
    }
}

}  // namespace

std::string write_application_form(const app::FormOnSheet& facts) {
    const Rulebook& rules = *facts.rules;
    Workbook book{rules.title.zh, to_rfc3339(start_of(facts.day, rules.zone), rules.zone)};
    const Looks looks{book};
    write_head(book, looks, rules);
    lxw_row_t row = first_row;
    for (const Row<FormField>& field : rules.fields.rows) {
        if (field.validity.covers(facts.day)) write_field(book, looks, row++, facts, field.value);
    }
    lxw_protection typing{};
    typing.format_rows = LXW_TRUE;
    typing.format_columns = LXW_TRUE;
    worksheet_protect(book.sheet(), nullptr, &typing);
    worksheet_set_paper(book.sheet(), 9);  // A4
    worksheet_fit_to_pages(book.sheet(), 1, 0);
    worksheet_freeze_panes(book.sheet(), first_row, 0);
    return book.bytes();
}

std::expected<app::FormRead, app::SheetFault> read_application_form(const Rulebook& rules,
                                                                    const Subjects& subjects,
                                                                    const app::SheetCells& cells) {
    const std::map<std::string, int> rows = rows_of(rules, cells, subjects.today);
    if (rows.empty()) return std::unexpected{"no-form"};
    app::FormRead read;
    for (const Row<FormField>& row : rules.fields.rows) {
        const auto at = rows.find(row.value.name);
        if (at == rows.end() || !row.validity.covers(subjects.today)) continue;
        const auto cell = cells.find({at->second, answer_column + 1});
        if (cell == cells.end()) continue;
        if (cell->second.is_formula) {
            read.faults.push_back({cell_name(cell->first), row.value.name, "formula"});
            continue;
        }
        const std::string text = text_at(cells, at->second, answer_column + 1);
        if (text.empty()) continue;
        read.form[row.value.name] =
            value_of(row.value, options_of(rules, row.value, subjects.today), text);
    }
    const std::vector<app::CellFault> formulas = read.faults;
    add_faults(read, rules, subjects, rows);
    std::erase_if(read.faults, [&](const app::CellFault& fault) {
        return fault.right != "formula" &&
               std::ranges::find(formulas, fault.field, &app::CellFault::field) != formulas.end();
    });
    return read;
}

}  // namespace zq::papers
