// Names of people and companies for the demo city. All are made up; likeness is chance.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "base/dice.h"

namespace zq::demo {

class Names {
public:
    explicit Names(Dice& dice) : dice_{dice} {}

    // A person's name; a few may be alike, as in life.
    std::string person();
    // 北京 + a brand nobody has yet + what it does + its form.
    std::string company(std::string_view place, std::string_view trade, std::string_view form);
    // A short brand for a product.
    std::string brand();

private:
    Dice& dice_;
    std::set<std::string> taken_;
};

struct District {
    std::string_view code;
    std::string_view name;
    int weight;  // how many of a hundred enterprises sit there, roughly
};
std::span<const District> districts();

}  // namespace zq::demo
