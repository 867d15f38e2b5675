// Canonical bytes under SHA-256, as everywhere in the log.
#include "app/certificate.h"

#include "base/digest.h"

namespace zq::app {

const Certification* certification_of(const Enterprise& enterprise, const Order& order) {
    const Certification* last = nullptr;
    for (const Certification& one : enterprise.certifications) {
        if (one.finding.at <= order.placed) last = &one;
    }
    return last;
}

std::string check_code(const std::string& claim_hash, const Order& order, const std::string& uscc,
                       const Certification& certification) {
    const Value content = Value::Map{{"claim", claim_hash},
                                     {"number", order.number},
                                     {"placed", encode(order.placed)},
                                     {"size", encode(order.size)},
                                     {"uscc", uscc},
                                     {"declared", encode(certification.declared)},
                                     {"found", encode(certification.finding.at)}};
    return sha256_hex(canonical(content)).substr(0, 16);
}

}  // namespace zq::app
