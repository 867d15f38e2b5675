// What all papers made here share: their head and foot, their title, their tables and the place for
// the seal. One file for each paper.
#pragma once

#include "app/paper_press.h"
#include "papers/made/sheet.h"
#include "papers/made/wording.h"

namespace zq::papers {

// A label and what it says; a row of a table of facts takes one or two.
struct FactOnPaper {
    std::string label;
    std::string value;
};

Properties properties_of(const Rulebook& rules, const std::string& title,
                         const std::string& subject, Instant at);
void title(Sheet& sheet, const Rulebook& rules, const std::string& text);
void section(Sheet& sheet, const std::string& text);
// Two facts a row; one whose value is long takes the row alone.
void facts(Sheet& sheet, const std::vector<FactOnPaper>& all);
void points(Sheet& sheet, const std::vector<Point>& all, double size = 10);
// Where a party seals, signs and dates by hand: "企业（公章）".
void seal_lines(Sheet& sheet, double x, const std::vector<std::string>& labels);

std::string print_size_certificate(const app::SizeCertificate& paper);
std::string print_order_table(const app::OrderOnPaper& paper);
std::string print_waiver(const app::OrderOnPaper& paper);
std::string print_commitment(const app::Commitment& paper);
std::string print_notice(const app::PublicNotice& paper);
std::string print_payout_list(const app::PayoutList& paper);

}  // namespace zq::papers
