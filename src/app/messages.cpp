// Marked after it was sent: a stop in between sends one message twice, never none.
#include "app/messages.h"

namespace zq {

namespace {
constexpr std::int64_t at_once = 200;
}

std::int64_t send_waiting(Store& store, Messages& messages) {
    std::vector<std::int64_t> sent;
    for (const Message& message : store.unsent(at_once)) {
        messages.send(message);
        sent.push_back(message.id);
    }
    if (!sent.empty()) store.mark_sent(sent);
    return std::ssize(sent);
}

}  // namespace zq
