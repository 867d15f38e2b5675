// Look-ups that several decisions share.
#include "domain/rulebook.h"

#include <algorithm>

namespace zq {

const Row<Direction>* Rulebook::direction(std::string_view wanted) const {
    const auto found = std::ranges::find_if(
        directions, [&](const Row<Direction>& row) { return row.value.code == wanted; });
    return found == directions.end() ? nullptr : &*found;
}

const Act* Rulebook::act(std::string_view name, Day day) const {
    for (const Row<Act>& row : acts.rows) {
        if (row.value.name == name && row.validity.covers(day)) return &row.value;
    }
    return nullptr;
}

Clauses Rulebook::clauses_for(Code wanted, std::string_view act_name, Day day,
                              const Clauses& otherwise) const {
    const Row<RefusalRule>* general = nullptr;
    for (const Row<RefusalRule>& row : refusals.rows) {
        if (row.value.code != wanted || !row.validity.covers(day)) continue;
        if (row.value.act == act_name) return row.clauses;
        if (row.value.act.empty()) general = &row;
    }
    return general ? general->clauses : otherwise;
}

const Row<DeadlineRule>* Rulebook::deadline(DeadlineKind kind, const Subjects& subjects) const {
    for (const Row<DeadlineRule>& row : deadlines.rows) {
        if (row.value.kind == kind && row.fits(subjects)) return &row;
    }
    return nullptr;
}

}  // namespace zq
