// The press: papers as PDF and XLSX. It holds nothing, so any number of threads may print at once.
#pragma once

#include "app/paper_press.h"

namespace zq::papers {

class Press : public app::PaperPress {
public:
    std::string size_certificate(const app::SizeCertificate& facts) override;
    std::string order_table(const app::OrderOnPaper& facts) override;
    std::string waiver(const app::OrderOnPaper& facts) override;
    std::string commitment(const app::Commitment& facts) override;
    std::string notice(const app::PublicNotice& facts) override;
    std::string payout_list(const app::PayoutList& facts) override;
    std::string workbook(const app::TableOnSheet& table) override;
    std::string payout_sheet(const app::PayoutList& facts) override;
    std::string application_form(const app::FormOnSheet& facts) override;
    std::expected<app::FormRead, app::SheetFault> read_application_form(
        const Rulebook& rules, const Subjects& subjects, const app::SheetCells& cells) override;
};

}  // namespace zq::papers
