// Addresses and senders as they stand in a request: segments and parameters are text, and a sender
// is an address.
#include "base/value.h"
#include "fuzz/fuzz.h"
#include "http/message.h"
#include "http/sender.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq::http;
    const std::string_view text = zq::fuzz::text_of(data, size);
    Incoming incoming;
    (void)read_target(std::string{text}, incoming);
    Incoming forwarded;
    forwarded.peer = "127.0.0.1";
    forwarded.headers.emplace("x-forwarded-for", text);
    const std::string trusted[] = {"127.0.0.1"};
    if (const auto sender = sender_of(forwarded, trusted)) {
        zq::fuzz::demand(plain_address(*sender) == *sender, "a sender is a plain address");
    }
    return 0;
}
