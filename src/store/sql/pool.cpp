// A connection that could not be made leaves its place to the next try.
#include "store/sql/pool.h"

namespace zq::sql {

std::unique_ptr<Connection> Pool::take() {
    std::unique_lock lock{mutex_};
    freed_.wait(lock, [&] { return !free_.empty() || made_ < most_; });
    if (!free_.empty()) {
        auto connection = std::move(free_.back());
        free_.pop_back();
        return connection;
    }
    ++made_;
    lock.unlock();
    try {
        return std::make_unique<Connection>(path_);
    } catch (...) {
        lock.lock();
        --made_;
        freed_.notify_one();
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
    {
        const std::lock_guard lock{mutex_};
        free_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

Lent::~Lent() {
    if (reading_) connection_->rollback();
    pool_.give_back(std::move(connection_));
}

Connection& Lent::operator*() {
    if (!reading_) connection_->begin_read();
    reading_ = true;
    return *connection_;
}

}  // namespace zq::sql
