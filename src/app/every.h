// Does some work on a thread of its own, and again some time after it is done, until it goes.
//
// The work throws nothing; what goes wrong it reports itself.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace zq {

class Every {
public:
    // `work` is told how often it was done before.
    Every(std::chrono::milliseconds pause, std::function<void(std::int64_t)> work)
        : pause_{pause}, work_{std::move(work)}, thread_{[this] { run(); }} {}
    ~Every() {
        {
            const std::scoped_lock lock{mutex_};
            stopping_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }
    Every(const Every&) = delete;
    Every& operator=(const Every&) = delete;

private:
    void run() {
        std::unique_lock lock{mutex_};
        for (std::int64_t turn = 0; !stopping_; ++turn) {
            lock.unlock();
            work_(turn);
            lock.lock();
            wake_.wait_for(lock, pause_, [this] { return stopping_; });
        }
    }

    std::chrono::milliseconds pause_;
    std::function<void(std::int64_t)> work_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace zq
