// Papers made up for measuring: what they say is known, so reading can be held against it.
#pragma once

#include <functional>

#include "base/fields.h"
#include "papers/specimens/dice.h"
#include "papers/specimens/pen.h"

namespace zq::corpus {

enum class Kind { digital_invoice, classic_invoice, contract, receipt };
inline constexpr Kind kinds[] = {Kind::digital_invoice, Kind::classic_invoice, Kind::contract,
                                 Kind::receipt};
std::string_view title_of(Kind kind);

struct PlacedSeal {
    double x, y, width, height;  // its middle and size, in points
    std::string name;
};

struct Page {
    double width;
    double height;
    std::function<void(Pen&)> draw;
    std::vector<PlacedSeal> seals{};
};

struct Paper {
    Kind kind = Kind::contract;
    std::string code{};
    std::string number{};
    std::string buyer{};  // or who pays, or party A
    std::string seller{};
    std::string product{};
    Day day{};
    Money amount{};
    // Of a contract that is paid with a voucher.
    std::string order_number{};
    std::string ordered{};
    Money voucher_part{};
    std::vector<Page> pages{};
};

Paper make_paper(Kind kind, Dice& dice);

// Draws the pages of a paper that says what it says already; what it leaves open is up to the dice.
void lay_out(Paper& paper, Dice& dice);

}  // namespace zq::corpus
