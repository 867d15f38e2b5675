// What differs between databases, and nothing else. This is SQLite's.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace zq::sql::dialect {

// (pragma, whether it answers with a row). FULL: a commit is on the disk before it returns.
inline constexpr std::array<std::pair<const char*, bool>, 4> opening_pragmas{{
    {"pragma busy_timeout = 30000", true},
    {"pragma journal_mode = wal", true},
    {"pragma synchronous = full", false},
    {"pragma foreign_keys = on", false},
}};
inline constexpr const char* do_not_wait_for_the_disk = "pragma synchronous = off";

// SQLite has one writer; taking its lock at once is what keeps batches in order.
inline constexpr const char* begin_write = "begin immediate";
inline constexpr const char* begin_read = "begin";
// Appended to the select of the log's tail; elsewhere it locks the row.
inline constexpr std::string_view lock_row = "";

// After these results of a commit its transaction is still open, so nothing of it is stored.
bool leaves_transaction_open(int result);

// Whether `part` is in `whole`, byte for byte.
std::string contains(const std::string& whole, const std::string& part);

}  // namespace zq::sql::dialect
