// One at a time, and whoever waits is woken. Unlike a mutex it may be opened by another thread.
#pragma once

#include <condition_variable>
#include <mutex>

namespace zq {

class Gate {
public:
    void enter() {
        std::unique_lock lock{mutex_};
        freed_.wait(lock, [&] { return !taken_; });
        taken_ = true;
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
