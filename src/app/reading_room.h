// A thread that reads what was uploaded and not read yet, and sweeps out what nobody used.
//
// Reading waits in the database, not in a queue: what a stop interrupted is read after the next
// start, and another process may read it first.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/file_shelf.h"
#include "app/paper_reader.h"
#include "app/use_cases.h"

namespace zq {

// How long nothing may use a file before it is dropped, and how long it is kept after that.
inline constexpr std::int64_t orphan_after_s = 24 * 3600;
inline constexpr std::int64_t discarded_after_s = 3600;

// Reads at most `most` files; returns how many.
std::int64_t read_waiting(StoredFiles& files, FileShelf& shelf, app::PaperReader& reader,
                          std::int64_t most);

// Drops files that no accepted act named within a day; discards those that were dropped an hour
// ago, unless an act that was under way has used them since. `now` is the system's time.
void sweep_files(UseCases& use_cases, FileShelf& shelf, Instant now);

class ReadingRoom {
public:
    ReadingRoom(UseCases& use_cases, FileShelf& shelf, app::PaperReader& reader, Clock& system);
    ~ReadingRoom();
    ReadingRoom(const ReadingRoom&) = delete;
    ReadingRoom& operator=(const ReadingRoom&) = delete;

    // Something came.
    void wake();

private:
    void run();
    void work(std::int64_t round);

    UseCases& use_cases_;
    FileShelf& shelf_;
    app::PaperReader& reader_;
    Clock& system_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool came_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace zq
