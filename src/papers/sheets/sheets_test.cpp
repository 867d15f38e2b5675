// Workbooks as other programs see them: LibreOffice opens what is written here, and what it writes
// is read here.
#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "domain/rulebook_fixture.h"
#include "papers/made/fixture.h"
#include "papers/reading/reader_process.h"
#include "papers/sheets/application_form.h"
#include "papers/sheets/tables.h"
#include "papers/sheets/workbook.h"

namespace zq::papers {
namespace {

using fixture::row;
using fixture::yuan;

class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "zuoquan-test-XXXXXX");
        check(mkdtemp(name.data()) != nullptr, "a test has a folder");
        path = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path put(const std::string& name, const std::string& bytes) const {
        std::ofstream{path / name, std::ios::binary} << bytes;
        return path / name;
    }
    // Through LibreOffice into another format; the new file.
    std::filesystem::path converted(const std::filesystem::path& file,
                                    const std::string& to) const {
        const auto out = path / "out";
        const std::string command = "soffice --headless -env:UserInstallation=file://" +
                                    (path / "office").string() + " --convert-to " + to +
                                    " --outdir " + out.string() + " " + file.string() +
                                    " >/dev/null 2>&1";
        check(std::system(command.c_str()) == 0, "LibreOffice converts");
        const std::string ending = to.substr(0, to.find(':'));
        return out / (file.stem().string() + "." + ending);
    }
    std::filesystem::path path;
};

bool has_office() {
    return std::system("command -v soffice >/dev/null 2>&1") == 0;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// Through the real reader, behind its wall.
std::expected<app::SheetCells, app::SheetFault> read_first_sheet(
    const std::filesystem::path& file) {
    return ReaderProcess{ReaderProcess::beside_this_program()}.read_form(file);
}

app::TableOnSheet table() {
    return {.title = "orders",
            .date = "2025-06-16T09:00:00+08:00",
            .lines = {{"订单", "金额", "备注"},
                      {"BJ2025", "1234567.89", "=1+1"},
                      {"0012", "-5.00", "+86 10"},
                      {"3", "0.10", "@SUM(A1)"},
                      {"", "7.00", "-2+3"},
                      {"x", "1.00", "\t=cmd|'/c calc'!A0"}}};
}

TEST(Table, IsTheSameBytesTwice) {
    EXPECT_EQ(write_table(table()), write_table(table()));
}

TEST(Table, KeepsTextsAndMakesAmountsNumbers) {
    const Folder folder;
    const auto cells = read_first_sheet(folder.put("a.xlsx", write_table(table())));
    ASSERT_TRUE(cells.has_value());
    EXPECT_EQ(cells->at({2, 2}).text, "1234567.89");
    EXPECT_EQ(cells->at({3, 1}).text, "0012");
    EXPECT_EQ(cells->at({2, 3}).text, "=1+1");
    for (const auto& [place, cell] : *cells)
        EXPECT_FALSE(cell.is_formula) << place.first << ", " << place.second;
}

// What begins like a formula is still the text it was after a spreadsheet has opened and saved it.
TEST(Table, StaysTextInLibreOffice) {
    ASSERT_TRUE(has_office()) << "LibreOffice is not installed; ./dev test installs it";
    const Folder folder;
    const auto file = folder.put("a.xlsx", write_table(table()));
    const auto again = read_first_sheet(folder.converted(file, "xlsx"));
    ASSERT_TRUE(again.has_value());
    for (const auto& [place, cell] : *again)
        EXPECT_FALSE(cell.is_formula) << place.first << ", " << place.second;
    EXPECT_EQ(again->at({2, 3}).text, "=1+1");
    EXPECT_EQ(again->at({4, 3}).text, "@SUM(A1)");
    const std::string csv =
        bytes_of(folder.converted(file, "csv:\"Text - txt - csv (StarCalc)\":44,34,76"));
    EXPECT_TRUE(csv.contains("=1+1")) << csv;
    EXPECT_FALSE(csv.contains("BJ2025,\"1,234,567.89\",2")) << csv;
}

TEST(PayoutSheet, HasAccountsAsTexts) {
    const Folder folder;
    const auto cells =
        read_first_sheet(folder.put("a.xlsx", write_payout_sheet(fixture::payout_list(3))));
    ASSERT_TRUE(cells.has_value());
    EXPECT_EQ(cells->at({2, 3}).text, "6222020001000010001");
    EXPECT_EQ(cells->at({2, 4}).text, "30000.01");
}

// ---- the application form

FormField field(const char* name, const char* label, FieldFormat format, bool required = true) {
    FormField made;
    made.name = name;
    made.label = {.zh = label, .en = name};
    made.format = format;
    made.required = required;
    return made;
}

const Rulebook& form_rules() {
    static const Rulebook made = [] {
        Rulebook book = fixture::rules();
        FormField category = field("category", "服务产品所属类别", FieldFormat::choice);
        category.options = {"directions"};
        FormField introduction = field("introduction", "服务产品简介", FieldFormat::text);
        introduction.characters_max = 10;
        FormField rights = field("rights", "具备知识产权情况", FieldFormat::list);
        rights.options = {"ip", "after-sales"};
        for (const FormField& one :
             {category, field("product-name", "服务产品名称", FieldFormat::text), introduction,
              field("price", "价格（元+单位）", FieldFormat::price),
              field("customers", "签约企业家数", FieldFormat::digits), rights,
              field("market-share", "市场份额", FieldFormat::text, false)}) {
            book.fields.rows.push_back(row(one, {"B25-189"}));
        }
        return book;
    }();
    return made;
}

app::FormOnSheet filled() {
    const auto texts = [](std::vector<std::string> all) {
        return FormValue{.texts = std::move(all), .commitment = ""};
    };
    return {.rules = &form_rules(),
            .day = make_day(2025, 5, 12),
            .form = {{"category", texts({"cloud"})},
                     {"product-name", texts({"=云主机"})},
                     {"introduction", texts({"弹性计算"})},
                     {"price", texts({"100000元/年"})},
                     {"customers", texts({"10"})},
                     {"rights", texts({"ip", "after-sales"})}}};
}

std::expected<app::FormRead, app::SheetFault> read_back(const std::filesystem::path& file) {
    const Subjects subjects{.enterprise = nullptr,
                            .provider = nullptr,
                            .product = nullptr,
                            .today = make_day(2025, 5, 12)};
    const auto cells = read_first_sheet(file);
    if (!cells) return std::unexpected{cells.error()};
    return read_application_form(form_rules(), subjects, *cells);
}

void expect_as_filled(const std::expected<app::FormRead, app::SheetFault>& read) {
    ASSERT_TRUE(read.has_value()) << read.error();
    EXPECT_TRUE(read->faults.empty());
    const app::FormOnSheet facts = filled();
    ASSERT_EQ(read->form.size(), facts.form.size());
    for (const auto& [name, value] : facts.form) {
        EXPECT_EQ(read->form.at(name).texts, value.texts) << name;
    }
}

TEST(ApplicationForm, IsReadBackAsItWasWritten) {
    const Folder folder;
    const std::string bytes = write_application_form(filled());
    EXPECT_EQ(write_application_form(filled()), bytes);
    expect_as_filled(read_back(folder.put("form.xlsx", bytes)));
}

TEST(ApplicationForm, IsReadBackFromLibreOffice) {
    ASSERT_TRUE(has_office()) << "LibreOffice is not installed; ./dev test installs it";
    const Folder folder;
    const auto file = folder.put("form.xlsx", write_application_form(filled()));
    expect_as_filled(read_back(folder.converted(file, "xlsx")));
}

TEST(ApplicationForm, NamesEachFaultByItsCell) {
    const Folder folder;
    app::FormOnSheet wrong = filled();
    wrong.form["price"].texts = {"cheap"};
    wrong.form["introduction"].texts = {"一二三四五六七八九十多"};
    wrong.form["category"].texts = {"no such direction"};
    wrong.form.erase("customers");
    const auto read = read_back(folder.put("form.xlsx", write_application_form(wrong)));
    ASSERT_TRUE(read.has_value());
    std::map<std::string, std::string> faults;
    for (const app::CellFault& fault : read->faults) faults[fault.cell] = fault.right;
    const std::map<std::string, std::string> expected{
        {"C4", "choice"}, {"C6", "at most 10 characters"}, {"C7", "price"}, {"C8", "required"}};
    EXPECT_EQ(faults, expected);
}

// A form of somebody's own making: rows are known by their labels, and what a formula would give is
// nobody's answer.
TEST(ApplicationForm, TakesNoFormulas) {
    const Folder folder;
    Workbook book{"own", "2025-05-12T09:00:00+08:00"};
    book.text(0, 1, "服务产品名称", nullptr);
    book.text(0, 2, " 云主机 ", nullptr);
    book.text(1, 1, "＊价格（元+单位）", nullptr);
    worksheet_write_formula(book.sheet(), 1, 2, "=1+1", nullptr);
    const auto read = read_back(folder.put("own.xlsx", book.bytes()));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->form.at("product-name").texts, std::vector<std::string>{"云主机"});
    EXPECT_FALSE(read->form.contains("price"));
    const auto fault = std::ranges::find(read->faults, "price", &app::CellFault::field);
    ASSERT_NE(fault, read->faults.end());
    EXPECT_EQ(fault->cell, "C2");
    EXPECT_EQ(fault->right, "formula");
    const auto absent = std::ranges::find(read->faults, "category", &app::CellFault::field);
    ASSERT_NE(absent, read->faults.end());
    EXPECT_EQ(absent->cell, "");
}

// Small on its way and large when unpacked.
TEST(ApplicationForm, UnpacksNothingThatIsTooLarge) {
    const Folder folder;
    const auto file = folder.put("a.xlsx", write_application_form(filled()));
    const std::string blanks(8U << 20, ' ');
    zip_t* archive = zip_open(file.c_str(), 0, nullptr);
    ASSERT_NE(archive, nullptr);
    zip_source_t* source = zip_source_buffer(archive, blanks.data(), blanks.size(), 0);
    zip_file_add(archive, "xl/worksheets/sheet1.xml", source, ZIP_FL_OVERWRITE);
    ASSERT_EQ(zip_close(archive), 0);
    EXPECT_LT(std::filesystem::file_size(file), 100'000U);
    EXPECT_EQ(read_back(file).error(), "too-large");
}

TEST(ApplicationForm, RefusesWhatIsNone) {
    const Folder folder;
    EXPECT_EQ(read_back(folder.put("a.xlsx", "PK nothing")).error(), "not-a-workbook");
    EXPECT_EQ(read_back(folder.put("b.xlsx", "")).error(), "not-a-workbook");
    EXPECT_EQ(read_back(folder.put("c.xlsx", write_table(table()))).error(), "no-form");
}

}  // namespace
}  // namespace zq::papers
