// Hands: threads that prepare requests and make replies of outcomes, so that neither the
// connections nor the writer wait for it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "app/writer.h"

namespace zq::http {

class Hands {
public:
    explicit Hands(int count);
    ~Hands();
    Hands(const Hands&) = delete;
    Hands& operator=(const Hands&) = delete;

    // Must not throw.
    void post(std::function<void()> task);
    // Does what was posted, then ends the threads.
    void finish();

private:
    void run();

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::function<void()>> tasks_;
    bool finishing_ = false;
    std::vector<std::thread> threads_;
};

// Hands the answers of a round over in a few tasks, whatever their number.
Writer::HandOver through(Hands& hands);

}  // namespace zq::http
