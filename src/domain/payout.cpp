// Sums and notice lines are computed from the items, never stored beside them.
#include "domain/payout.h"

#include <algorithm>

namespace zq {

Money total(const Batch& batch) {
    Money sum;
    for (const BatchItem& item : batch.items) sum += item.amount;
    return sum;
}

std::vector<NoticeLine> notice_lines(const Batch& batch) {
    std::vector<NoticeLine> lines;
    for (const BatchItem& item : batch.items) {
        const auto line = std::ranges::find_if(lines, [&](const NoticeLine& known) {
            return known.provider == item.provider && known.product == item.product;
        });
        if (line == lines.end()) {
            lines.push_back({item.provider, item.product, item.amount});
        } else {
            line->amount += item.amount;
        }
    }
    return lines;
}

}  // namespace zq
