// The sending port: messages of the inbox on their way out of the house, by mail, text or file.
#pragma once

#include "app/store.h"

namespace zq {

class Messages {
public:
    virtual ~Messages() = default;
    // Returns when the message is safely out of our hands; throws otherwise. May be given one
    // twice.
    virtual void send(const Message& message) = 0;
};

// Sends what waits, oldest first, and marks it; returns how many. A fault leaves the rest for
// later.
std::int64_t send_waiting(Store& store, Messages& messages);

}  // namespace zq
