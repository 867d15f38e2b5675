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
        return make_();
    } catch (...) {
        lock.lock();
        --made_;
        freed_.notify_one();
        throw;
    }
}

void Pool::give_back(std::unique_ptr<Connection> connection) noexcept {
    std::vector<std::unique_ptr<Connection>> dropped;  // closed without the lock
    {
        const std::lock_guard lock{mutex_};
        if (connection && !connection->broken()) {
            free_.push_back(std::move(connection));
        } else {
            made_ -= 1 + free_.size();
            dropped.swap(free_);
        }
    }
    freed_.notify_all();
}

Lent::~Lent() {
    if (!connection_) return;
    if (open_) connection_->rollback();
    pool_.give_back(std::move(connection_));
}

Connection& Lent::reading() {
    begin(&Connection::begin_read);
    return *connection_;
}

Connection& Lent::writing() {
    begin(&Connection::begin_write);
    return *connection_;
}

void Lent::commit() {
    connection_->commit();
    open_ = false;
}

void Lent::begin(void (Connection::*how)()) {
    if (open_) return;
    try {
        (*connection_.*how)();
    } catch (const StoreFailed&) {
        if (!connection_->broken()) throw;
        pool_.give_back(std::move(connection_));
        connection_ = pool_.take();
        (*connection_.*how)();
    }
    open_ = true;
}

}  // namespace zq::sql
