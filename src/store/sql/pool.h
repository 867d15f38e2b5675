// Connections for reading, made when needed and lent out one at a time.
#pragma once

#include <condition_variable>
#include <mutex>

#include "store/sql/connection.h"

namespace zq::sql {

class Pool {
public:
    Pool(std::string path, std::size_t most) : path_{std::move(path)}, most_{most} {}

    std::unique_ptr<Connection> take();  // waits while all are lent
    void give_back(std::unique_ptr<Connection> connection);

private:
    std::string path_;
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable freed_;
    std::size_t made_ = 0;
    std::vector<std::unique_ptr<Connection>> free_;
};

// A connection out of the pool within one read transaction.
class Lent {
public:
    explicit Lent(Pool& pool) : pool_{pool}, connection_{pool.take()} {}
    ~Lent();
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;

    Connection& operator*();  // begins to read at first use

private:
    Pool& pool_;
    std::unique_ptr<Connection> connection_;
    bool reading_ = false;
};

}  // namespace zq::sql
