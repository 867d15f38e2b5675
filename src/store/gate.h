// One at a time, and whoever waits is woken. A thread that would wait for itself is told so.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/check.h"

namespace zq {

class Gate {
public:
    void enter() {
        std::unique_lock lock{mutex_};
        check(!taken_ || holder_ != std::this_thread::get_id(),
              "a thread ends its transaction before it writes elsewhere");
        freed_.wait(lock, [&] { return !taken_; });
        taken_ = true;
        holder_ = std::this_thread::get_id();
    }
    void leave() {
        {
            const std::lock_guard lock{mutex_};
            taken_ = false;
        }
        freed_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable freed_;
    bool taken_ = false;
    std::thread::id holder_;
};

// Leaves the gate when it goes.
class Entered {
public:
    explicit Entered(Gate& gate) : gate_{gate} { gate_.enter(); }
    ~Entered() { gate_.leave(); }
    Entered(const Entered&) = delete;
    Entered& operator=(const Entered&) = delete;

private:
    Gate& gate_;
};

}  // namespace zq
