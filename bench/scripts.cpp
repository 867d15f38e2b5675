// Fields are overwritten where they stand; a number keeps its width with blanks, which JSON allows.
#include "scripts.h"

#include <fmt/format.h>

#include <cstring>

namespace zq::bench {

namespace {

constexpr int hot_share = 80;  // of a hundred

// SplitMix64: the same claims in the same order in every run.
std::uint64_t mixed(std::int64_t number) {
    std::uint64_t x = static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15 + 0x1234567;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

void overwrite(std::string& text, std::string_view mark, std::string_view value) {
    const std::size_t at = text.find(mark) + mark.size();
    std::memcpy(text.data() + at, value.data(), value.size());
}

std::string head(std::string_view first_line, std::string_view cookie, int port) {
    return fmt::format(
        "{} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUser-Agent: zuoquan-bench\r\n"
        "Accept: application/json\r\n{}: zuoquan={:64}\r\nIdempotency-Key: bench-{:016}\r\n",
        first_line, port, cookie, "", 0);
}

}  // namespace

Spread::Pair Spread::next() {
    const std::int64_t number = count_++;
    const std::uint64_t chance = mixed(number);
    std::int64_t product = 0;
    if (size_.products > 1 && chance % 100 >= hot_share) {
        product = 1 + static_cast<std::int64_t>((chance >> 8) %
                                                static_cast<std::uint64_t>(size_.products - 1));
    }
    return {.enterprise = number % size_.enterprises, .product = product, .number = number};
}

ClaimScript::ClaimScript(const Size& size, std::int64_t first, int port)
    : spread_{size, first},
      request_{
          head("POST /api/v1/programmes/beijing-2025/orders", "Cookie", port) +
          "Content-Type: application/json\r\nContent-Length: 22\r\n\r\n{\"product\":          }"} {}

std::string_view ClaimScript::next() {
    const Spread::Pair pair = spread_.next();
    overwrite(request_, "zuoquan=", cookie_of(pair.enterprise));
    overwrite(request_, "Idempotency-Key: bench-", fmt::format("{:016}", pair.number));
    overwrite(request_, "\"product\":", fmt::format("{:10}", product_id(pair.product).value));
    return request_;
}

// The order's id is its place in the log, which comes first in the answer.
void ClaimScript::answered(const Answer& answer) {
    if (answer.status != 201) return;
    constexpr std::string_view mark = "\"seq\":";
    const std::size_t at = answer.body.find(mark);
    check(at != std::string_view::npos, "an accepted claim is answered with its place in the log");
    orders_.push_back(std::strtoll(answer.body.data() + at + mark.size(), nullptr, 10));
}

GetScript::GetScript(const Size& size, int port, const std::string& path, Login login)
    : size_{size},
      request_{head("GET " + path, login == Login::none ? "X-Cook" : "Cookie", port) + "\r\n"} {}

std::string_view GetScript::next() {
    overwrite(request_, "zuoquan=", cookie_of(count_ % size_.enterprises));
    overwrite(request_, "Idempotency-Key: bench-", fmt::format("{:016}", count_++));
    return request_;
}

RedisScript::RedisScript(const Size& size, std::int64_t first, std::string sha)
    : spread_{size, first}, sha_{std::move(sha)} {}

std::string_view RedisScript::next() {
    const Spread::Pair pair = spread_.next();
    const std::string enterprise = fmt::format("{:010}", pair.enterprise);
    const std::string product = fmt::format("{:010}", pair.product);
    const std::string key = fmt::format("{:016}", pair.number);
    request_ = fmt::format(
        "*6\r\n$7\r\nEVALSHA\r\n${}\r\n{}\r\n$1\r\n0\r\n$10\r\n{}\r\n$10\r\n{}\r\n$16\r\n{}\r\n",
        sha_.size(), sha_, enterprise, product, key);
    return request_;
}

}  // namespace zq::bench
