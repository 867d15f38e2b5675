// One line for each paper; what it looks like is said in its own file.
#include "papers/made/press.h"

#include "papers/made/paper.h"
#include "papers/sheets/application_form.h"
#include "papers/sheets/tables.h"

namespace zq::papers {

std::string Press::size_certificate(const app::SizeCertificate& facts) {
    return print_size_certificate(facts);
}
std::string Press::order_table(const app::OrderOnPaper& facts) {
    return print_order_table(facts);
}
std::string Press::waiver(const app::OrderOnPaper& facts) {
    return print_waiver(facts);
}
std::string Press::commitment(const app::Commitment& facts) {
    return print_commitment(facts);
}
std::string Press::notice(const app::PublicNotice& facts) {
    return print_notice(facts);
}
std::string Press::payout_list(const app::PayoutList& facts) {
    return print_payout_list(facts);
}
std::string Press::workbook(const app::TableOnSheet& table) {
    return write_table(table);
}
std::string Press::payout_sheet(const app::PayoutList& facts) {
    return write_payout_sheet(facts);
}
std::string Press::application_form(const app::FormOnSheet& facts) {
    return write_application_form(facts);
}
std::expected<app::FormRead, app::SheetFault> Press::read_application_form(
    const Rulebook& rules, const Subjects& subjects, const app::SheetCells& cells) {
    return papers::read_application_form(rules, subjects, cells);
}

}  // namespace zq::papers
