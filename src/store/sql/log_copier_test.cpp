// How long SQLite's write-ahead log becomes, and who copies it into the file.
#include "store/sql/log_copier.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

namespace zq::sql {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t page_bytes = 4096;

class Copying : public ::testing::Test {
protected:
    Copying() {
        fs::create_directories(folder_);
        writer_ = std::make_unique<Connection>(url());
        writer_->run("create table page (id bigint not null primary key, text text not null)");
    }
    ~Copying() override {
        writer_.reset();
        fs::remove_all(folder_);
    }
    std::string url() const { return "sqlite:" + path().string(); }
    fs::path path() const { return folder_ / "zq.db"; }
    std::uintmax_t pages_of_file() const { return fs::file_size(path()) / page_bytes; }
    std::uintmax_t pages_of_log() const {
        return fs::file_size(path().string() + "-wal") / page_bytes;
    }

    // A page or a little more for each row.
    void write_pages(int pages) {
        constexpr int pages_a_commit = 500;
        const std::string text(page_bytes - 200, 'x');
        Statement& insert = writer_->kept("insert into page (id, text) values (:p0, :p1)",
                                          {SqlType::number, SqlType::text});
        for (int i = 0; i < pages; ++i) {
            if (i % pages_a_commit == 0) writer_->begin_write();
            insert.run({++rows_, text});
            if ((i + 1) % pages_a_commit == 0) writer_->commit();
        }
    }
    bool comes_to_be(const std::function<bool()>& holds) const {
        for (int tenth = 0; tenth < 200 && !holds(); ++tenth) {
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
        return holds();
    }

    fs::path folder_ = fs::temp_directory_path() / ("zq-copier-" + std::to_string(::getpid()));
    std::unique_ptr<Connection> writer_;
    std::int64_t rows_ = 0;
};

TEST_F(Copying, WhatIsWrittenIsCopiedWhileNobodyCommits) {
    LogCopier copier{url()};
    copier.watch(*writer_);
    write_pages(3500);
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    EXPECT_LT(pages_of_file(), 100U);  // not worth it yet
    write_pages(1000);
    EXPECT_TRUE(comes_to_be([&] { return pages_of_file() > 4000; })) << pages_of_file();
}

TEST_F(Copying, ACommitCopiesWhenItIsAskedToAndTheLogBeginsAnew) {
    int pages = 0;
    bool copies = false;
    writer_->after_commit([&](int now) {
        pages = now;
        return copies;
    });
    write_pages(5000);
    EXPECT_GT(pages, 5000);
    EXPECT_LT(pages_of_file(), 100U);
    copies = true;
    write_pages(500);
    EXPECT_GT(pages_of_file(), 5000U);
    write_pages(500);
    EXPECT_LT(pages, 1000);
}

TEST_F(Copying, TheLogDoesNotGrowForEver) {
    LogCopier copier{url()};
    copier.watch(*writer_);
    write_pages(50'000);
    EXPECT_LT(pages_of_log(), LogCopier::pages_at_last + 1000U);
    writer_->once("pragma integrity_check", {}, {SqlType::text})->each({}, [](const Cells& row) {
        EXPECT_EQ(text(row[0]), "ok");
    });
}

}  // namespace
}  // namespace zq::sql
