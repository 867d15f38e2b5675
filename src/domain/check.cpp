// Checks are made where their rules are applied; here is only what all of them share.
#include "domain/check.h"

namespace zq {

Check concluded(Check check) {
    if (!check.reasons.empty()) {
        check.state = CheckState::failed;
    } else if (!check.flags.empty()) {
        check.state = CheckState::flagged;
    } else {
        check.state = CheckState::passed;
    }
    return check;
}

std::vector<Reason> reasons_of(const std::vector<Check>& checks) {
    std::vector<Reason> reasons;
    for (const Check& check : checks) {
        reasons.insert(reasons.end(), check.reasons.begin(), check.reasons.end());
    }
    return reasons;
}

}  // namespace zq
