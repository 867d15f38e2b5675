// What is asked for: a claim over HTTP, a request that does nothing, a claim of the Lua script.
//
// All have the same spread: the enterprise after the last one, and a hot product that four of five
// ask for. Requests are made from a form in which only fields of fixed width change.
#pragma once

#include <string>
#include <vector>

#include "load.h"
#include "world.h"

namespace zq::bench {

// Which enterprise asks for which product next.
class Spread {
public:
    // `first` is how many claims were made before, so that none is made twice.
    Spread(const Size& size, std::int64_t first) : size_{size}, count_{first} {}

    struct Pair {
        std::int64_t enterprise = 0;
        std::int64_t product = 0;
        std::int64_t number = 0;  // of the claim
    };
    Pair next();

private:
    Size size_;
    std::int64_t count_;
};

class ClaimScript : public Script {
public:
    ClaimScript(const Size& size, std::int64_t first, int port);
    std::string_view next() override;
    std::size_t read(std::string_view received, Answer& answer) const override {
        return read_http(received, answer);
    }
    void answered(const Answer& answer) override;

    // Orders that were answered with 201, by id.
    const std::vector<std::int64_t>& orders() const { return orders_; }

private:
    Spread spread_;
    std::string request_;
    std::vector<std::int64_t> orders_;
};

// GET of a path with the headers of a claim. For the floor, /healthz, the cookie has another name,
// so that no session is looked up.
class GetScript : public Script {
public:
    enum class Login { none, each_enterprise };
    GetScript(const Size& size, int port, const std::string& path, Login login);
    std::string_view next() override;
    std::size_t read(std::string_view received, Answer& answer) const override {
        return read_http(received, answer);
    }

private:
    Size size_;
    std::string request_;
    std::int64_t count_ = 0;
};

class RedisScript : public Script {
public:
    // `sha` names the loaded script.
    RedisScript(const Size& size, std::int64_t first, std::string sha);
    std::string_view next() override;
    std::size_t read(std::string_view received, Answer& answer) const override {
        return read_redis(received, answer);
    }

private:
    Spread spread_;
    std::string sha_;
    std::string request_;
};

}  // namespace zq::bench
