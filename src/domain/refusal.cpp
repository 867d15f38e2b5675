// Reasons are kept all, not only the first: whoever is refused can mend everything at once.
#include "domain/refusal.h"

#include <algorithm>

namespace zq {

namespace {

template <class T>
void add_new(std::vector<T>& to, const std::vector<T>& from) {
    for (const T& element : from) {
        if (std::ranges::find(to, element) == to.end()) to.push_back(element);
    }
}

}  // namespace

Refusal::Refusal(std::vector<Reason> reasons) : reasons_{std::move(reasons)} {
    check(!reasons_.empty(), "a refusal has a reason");
    for (const Reason& reason : reasons_)
        check(!reason.clauses.empty(), "a refusal cites a clause");
    std::ranges::stable_sort(reasons_, {}, &Reason::code);
}

Refusal::Refusal(Code code, Clauses clauses, Facts facts, std::vector<std::string> errors)
    : Refusal{std::vector{Reason{code, std::move(clauses), std::move(facts), std::move(errors)}}} {}

Clauses Refusal::clauses() const {
    Clauses all;
    for (const Reason& reason : reasons_) add_new(all, reason.clauses);
    return all;
}

std::vector<std::string> Refusal::errors() const {
    std::vector<std::string> all;
    for (const Reason& reason : reasons_) add_new(all, reason.errors);
    const auto rank = [&](const std::string& error) {
        return std::ranges::find(table_, error) - table_.begin();
    };
    std::ranges::stable_sort(all, {}, rank);
    return all;
}

}  // namespace zq
