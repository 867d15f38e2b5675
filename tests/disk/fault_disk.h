// A disk under SQLite that writes down all that is done to it, fails when it is told to, and can be
// put back to how it may look after the power went off at any moment.
//
// SQLite's own file system does the work. Only -shm is not written down: no crash leaves it.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace zq::test {

struct DiskAct {
    enum class Kind { create, write, truncate, sync, remove };
    Kind kind = Kind::write;
    std::string file;
    std::int64_t at = 0;  // of a write; the length, of a truncation
    std::string bytes;
    bool durable = false;  // of a removal: the folder was synced, too
};
using DiskActs = std::vector<DiskAct>;

// A file that is not there has no entry.
using DiskImage = std::map<std::string, std::string>;

// What fails: the call of this kind with this number, counted from 0, or all from there on.
struct DiskFault {
    enum class Call { write, sync, truncate, read };
    Call call = Call::write;
    std::int64_t nth = 0;
    bool for_ever = false;
    int result = SQLITE_IOERR;
    bool landed = false;  // a write that fails has been done all the same
};

// While it lives, files in the folder go through it. One at a time.
class FaultDisk {
public:
    explicit FaultDisk(std::filesystem::path folder);
    ~FaultDisk();
    FaultDisk(const FaultDisk&) = delete;
    FaultDisk& operator=(const FaultDisk&) = delete;

    const DiskActs& acts() const { return acts_; }
    std::int64_t count(DiskFault::Call call) const;
    void fail(const DiskFault& fault);
    void heal() { fault_.reset(); }
    bool has_failed() const { return failed_; }

private:
    friend struct FaultDiskCalls;
    bool watches(const char* name) const;
    std::string short_name(const char* name) const;
    int result_of(DiskFault::Call call);
    bool lands() const { return fault_ && fault_->landed; }

    std::string folder_;
    sqlite3_vfs vfs_;
    DiskActs acts_;
    std::map<DiskFault::Call, std::int64_t> counts_;
    std::optional<DiskFault> fault_;
    bool failed_ = false;
};

DiskImage read_image(const std::filesystem::path& folder);
void write_image(const std::filesystem::path& folder, const DiskImage& image);

// How the disk may look after a crash before act number `at`, when it looked like `before` at
// first.
class Crash {
public:
    Crash(const DiskImage& before, const DiskActs& acts, std::size_t at)
        : before_{before}, acts_{acts}, at_{at} {}

    DiskImage everything_kept() const;
    DiskImage unsynced_dropped() const;
    // Some of what was not synced, in any order.
    DiskImage unsynced_mixed(std::mt19937_64& dice) const;
    // The next act is a write, and so much of it arrived.
    DiskImage torn(std::size_t length) const;

private:
    struct State;
    State state() const;

    const DiskImage& before_;
    const DiskActs& acts_;
    std::size_t at_;
};

}  // namespace zq::test
