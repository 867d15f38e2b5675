// One line for each paper; what it looks like is said in its own file.
#include "papers/made/press.h"

#include "papers/made/paper.h"

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

}  // namespace zq::papers
