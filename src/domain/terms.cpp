// What a status means, said once.
#include "domain/terms.h"

namespace zq {

bool is_live(OrderStatus status) {
    switch (status) {
        case OrderStatus::placed:
        case OrderStatus::accepted:
        case OrderStatus::signed_:
        case OrderStatus::in_review:
        case OrderStatus::redeeming:
        case OrderStatus::approved:
        case OrderStatus::published:
        case OrderStatus::suspended: return true;
        case OrderStatus::paid:
        case OrderStatus::recovering:
        case OrderStatus::clawed_back:
        case OrderStatus::declined:
        case OrderStatus::cancelled:
        case OrderStatus::lapsed:
        case OrderStatus::expired:
        case OrderStatus::rejected:
        case OrderStatus::voided:
        case OrderStatus::waived:
        case OrderStatus::abandoned: return false;
    }
    return false;
}

}  // namespace zq
