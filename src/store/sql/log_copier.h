// Copies SQLite's write-ahead log into its file while claims go on, so that no commit waits for it.
//
// Only a commit can let the log begin anew, and has to copy what is left then. It does so when that
// is little, or when the log would grow beyond all measure.
#pragma once

#include <atomic>

#include "app/every.h"
#include "store/sql/connection.h"

namespace zq::sql {

class LogCopier {
public:
    static constexpr int pages_most = 32'000;     // of a log; more while much is left to copy
    static constexpr int pages_at_last = 64'000;  // of a log, whatever is left

    explicit LogCopier(std::string url);

    // Commits of this connection are seen.
    void watch(Connection& writer);

private:
    bool copies_now(int pages);
    void look();

    std::string url_;
    std::atomic<int> pages_ = 0;   // of the log, at the last commit
    std::atomic<int> copied_ = 0;  // of these
    std::unique_ptr<Connection> connection_;
    Every now_and_then_;
};

}  // namespace zq::sql
