// Money, shares, days, instants, credit codes and invoice numbers: what is read is written as it
// was, and folding twice changes nothing more.
#include "base/civil_time.h"
#include "base/credit_code.h"
#include "base/money.h"
#include "base/value.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const std::string_view text = fuzz::text_of(data, size);
    if (const auto amount = parse_yuan(text)) {
        fuzz::demand(parse_yuan(to_yuan(*amount)) == amount, "an amount comes back");
    }
    if (const auto share = parse_percent(text)) {
        fuzz::demand(parse_percent(to_percent(*share)) == share, "a share comes back");
    }
    if (const auto day = parse_day(text)) fuzz::demand(to_text(*day) == text, "a day comes back");
    if (const auto at = parse_rfc3339(text)) {
        const Zone utc{.name = "UTC", .offsets = {{Instant{}, 0}}};
        fuzz::demand(parse_rfc3339(to_rfc3339(*at, utc)) == at, "an instant comes back");
    }
    if (const auto code = parse_credit_code(text)) {
        fuzz::demand(parse_credit_code(*code) == code, "a credit code has one form");
        fuzz::demand(code->size() == 18, "a credit code has 18 characters");
    }
    const std::string folded = folded_number(text);
    fuzz::demand(folded_number(folded) == folded, "folding once is enough");
    (void)count_code_points(text);
    return 0;
}
