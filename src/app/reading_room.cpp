// A file in which nothing can be read has an empty transcript; one that is not there yet has none.
#include "app/reading_room.h"

#include <spdlog/spdlog.h>

#include <set>

#include "app/ages.h"
#include "base/planted.h"

namespace zq {

namespace {

constexpr std::int64_t at_once = 64;  // more than lie there unreadable
constexpr auto pause = std::chrono::seconds{2};
constexpr std::int64_t rounds_between_sweeps = 300;
const std::string swept_until = "files_swept_until";

std::set<std::string> used_among(UseCases& use_cases, const std::vector<std::string>& digests) {
    std::set<std::string> used;
    for (const ProgrammeId programme : use_cases.programmes()) {
        for (const FileUse& use : use_cases.store().read(programme)->uses(digests)) {
            if (!planted(66)) used.insert(use.digest);
        }
    }
    return used;
}

std::vector<std::string> digests_of(const std::vector<StoredFile>& files) {
    std::vector<std::string> digests;
    for (const StoredFile& file : files) digests.push_back(file.digest);
    return digests;
}

// Aside first: a stop between the two leaves what the next sweep does again. Somebody else who has
// the file, or gives it at this moment, takes it back by reading it.
void drop(StoredFiles& files, FileShelf& shelf, const StoredFile& file, Instant now) {
    shelf.set_aside(file.digest);
    files.drop(file, now);
}

// What stays used is looked at once: nothing that was used becomes unused.
void drop_unused(UseCases& use_cases, FileShelf& shelf, Instant now) {
    Store& store = use_cases.store();
    StoredFiles& files = store.files();
    const Instant until = plus_seconds(now, -orphan_after_s);
    const Instant from{store.setting(swept_until, 0)};
    if (until <= from || planted(67)) return;
    const auto given = files.given_between(from, until);
    const auto used = used_among(use_cases, digests_of(given));
    for (const StoredFile& file : given) {
        if (!used.contains(file.digest)) drop(files, shelf, file, now);
    }
    store.put_setting(swept_until, until.micros);
}

void discard_dropped(UseCases& use_cases, FileShelf& shelf, Instant now) {
    StoredFiles& files = use_cases.store().files();
    const auto dropped = files.dropped_until(plus_seconds(now, -discarded_after_s));
    const auto used = used_among(use_cases, digests_of(dropped));
    for (const StoredFile& file : dropped) {
        if (used.contains(file.digest)) {
            if (files.drop(file, std::nullopt)) shelf.fetch(file.digest);
            continue;
        }
        if (file.dropped == file.at && !planted(75)) {  // its upload broke off: not yet aside
            drop(files, shelf, file, now);
            continue;
        }
        if (!files.is_held(file.digest)) shelf.discard(file.digest);
        files.forget(file.digest, file.owner);
    }
}

void complain(const char* what) {
    spdlog::error(R"({{"event":"reading-fault","what":{}}})", canonical(Value{what}));
}

// What is being shelved right now is read the next time; what cannot be read is not tried again.
bool read_one(StoredFiles& files, FileShelf& shelf, app::PaperReader& reader,
              const StoredFile& file) {
    const auto path = shelf.fetch(file.digest);
    if (!path) return false;
    Transcript seen;
    if (file.pages > 0) seen = reader.read(*path);
    seen.file = file.digest;
    seen.reader = app::reader_version;
    files.put(seen);
    return true;
}

}  // namespace

std::int64_t read_waiting(StoredFiles& files, FileShelf& shelf, app::PaperReader& reader,
                          std::int64_t most) {
    std::int64_t read = 0;
    for (const StoredFile& file : files.unread(app::reader_version, most)) {
        try {
            read += read_one(files, shelf, reader, file) ? 1 : 0;
        } catch (const std::exception& fault) {  // of this file, or of the shelf: the rest goes on
            complain(fault.what());
        }
    }
    return read;
}

void sweep_files(UseCases& use_cases, FileShelf& shelf, Instant now) {
    discard_dropped(use_cases, shelf, now);
    drop_unused(use_cases, shelf, now);
}

ReadingRoom::ReadingRoom(UseCases& use_cases, FileShelf& shelf, app::PaperReader& reader,
                         Clock& system)
    : use_cases_{use_cases}, shelf_{shelf}, reader_{reader}, system_{system}, thread_{[this] {
          run();
      }} {}

ReadingRoom::~ReadingRoom() {
    {
        const std::scoped_lock lock{mutex_};
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void ReadingRoom::wake() {
    {
        const std::scoped_lock lock{mutex_};
        came_ = true;
    }
    wake_.notify_all();
}

void ReadingRoom::run() {
    std::unique_lock lock{mutex_};
    for (std::int64_t round = 0; !stopping_; ++round) {
        came_ = false;
        lock.unlock();
        work(round);
        lock.lock();
        wake_.wait_for(lock, pause, [this] { return stopping_ || came_; });
    }
}

void ReadingRoom::work(std::int64_t round) {
    try {
        if (round % rounds_between_sweeps == 0) {
            sweep_files(use_cases_, shelf_, system_.now());
            sweep_aged(use_cases_, system_.now(), use_cases_.clock().now());
        }
        StoredFiles& files = use_cases_.store().files();
        while (read_waiting(files, shelf_, reader_, at_once) > 0) {
            const std::scoped_lock lock{mutex_};
            if (stopping_) return;
        }
    } catch (const std::exception& fault) {
        complain(fault.what());
    }
}

}  // namespace zq
