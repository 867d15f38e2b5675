// A queue and threads on it; what is posted during the last task is still done.
#include "http/hands.h"

#include <algorithm>
#include <iterator>

#include "app/precedence.h"

namespace zq::http {

namespace {
constexpr std::size_t answers_a_task = 64;
}

Hands::Hands(int count) {
    for (int i = 0; i < count; ++i) {
        threads_.emplace_back([this] {
            take(Precedence::preparing);
            run();
        });
    }
}

Hands::~Hands() {
    finish();
}

void Hands::post(std::function<void()> task) {
    {
        const std::lock_guard lock{mutex_};
        tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
}

void Hands::finish() {
    {
        const std::lock_guard lock{mutex_};
        finishing_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void Hands::run() {
    std::unique_lock lock{mutex_};
    while (true) {
        wake_.wait(lock, [this] { return finishing_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        const std::function<void()> task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        task();
        lock.lock();
    }
}

Writer::HandOver through(Hands& hands) {
    return [&hands](std::vector<Writer::Answer> answers) {
        for (std::size_t from = 0; from < answers.size(); from += answers_a_task) {
            const std::size_t to = std::min(from + answers_a_task, answers.size());
            const auto begin = answers.begin();
            auto part = std::make_shared<std::vector<Writer::Answer>>(
                std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(from)),
                std::make_move_iterator(begin + static_cast<std::ptrdiff_t>(to)));
            hands.post([part] {
                for (Writer::Answer& answer : *part) answer.done(std::move(answer.attempt));
            });
        }
    };
}

}  // namespace zq::http
