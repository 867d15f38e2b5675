// Connections made when needed, lent out one at a time, and dropped when they are lost.
#pragma once

#include <condition_variable>
#include <mutex>

#include "store/sql/connection.h"

namespace zq::sql {

class Pool {
public:
    using Make = std::function<std::unique_ptr<Connection>()>;
    Pool(Make make, std::size_t most) : make_{std::move(make)}, most_{most} {}

    std::unique_ptr<Connection> take();  // waits while all are lent
    // A broken one is dropped, and with it those that lie idle: they were most likely lost with it.
    void give_back(std::unique_ptr<Connection> connection) noexcept;

private:
    Make make_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t made_ = 0;
    std::vector<std::unique_ptr<Connection>> free_;
};

// A connection out of the pool, within one transaction or none.
class Lent {
public:
    explicit Lent(Pool& pool) : pool_{pool}, connection_{pool.take()} {}
    ~Lent();
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;

    // Begin at first use. Beginning on a lost connection is tried once more on a new one.
    Connection& reading();
    Connection& writing();
    Connection& plain() { return *connection_; }  // each statement for itself
    void commit();

private:
    void begin(void (Connection::*how)());

    Pool& pool_;
    std::unique_ptr<Connection> connection_;
    bool open_ = false;
};

}  // namespace zq::sql
