// Pages that every round changes are copied once for many rounds: not before the log has grown by
// 16 MiB, and then, towards its end, at every look.
#include "store/sql/log_copier.h"

namespace zq::sql {

namespace {

constexpr std::chrono::milliseconds pause{20};
constexpr int pages_worth_copying = 4000;
constexpr int pages_near_the_end = LogCopier::pages_most - pages_worth_copying;
constexpr int pages_that_are_few = 800;

}  // namespace

LogCopier::LogCopier(std::string url)
    : url_{std::move(url)}, now_and_then_{pause, [this](std::int64_t) { look(); }} {}

void LogCopier::watch(Connection& writer) {
    writer.after_commit([this](int pages) { return copies_now(pages); });
}

bool LogCopier::copies_now(int pages) {
    pages_ = pages;
    if (pages < pages_most) return false;
    return pages - copied_ <= pages_that_are_few || pages >= pages_at_last;
}

void LogCopier::look() {
    const int pages = pages_;
    if (pages < copied_) copied_ = 0;  // it began anew
    const int left = pages - copied_;
    if (left < pages_worth_copying && !(pages >= pages_near_the_end && left > 0)) return;
    try {
        if (!connection_) connection_ = std::make_unique<Connection>(url_);
        constexpr auto num = SqlType::number;
        // Whether it was busy, pages of the log, pages copied: fewer while somebody reads the old.
        connection_->once("pragma wal_checkpoint(passive)", {}, {num, num, num})
            ->each({}, [&](const Cells& row) { copied_ = static_cast<int>(number(row[2])); });
    } catch (const StoreFailed&) {  // the commit at last meets the same fault
        connection_.reset();
    }
}

}  // namespace zq::sql
