// The calls of SQLite's file system, each passed on; and what a crash leaves of them.
//
// A file is as it was when it was last synced, and of what was done to it since anything may be
// there. A removal may be undone until the folder is synced.
#include "disk/fault_disk.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/check.h"

namespace zq::test {

namespace fs = std::filesystem;

namespace {

FaultDisk* the_disk = nullptr;
sqlite3_vfs* the_real = nullptr;

// The real file lies behind it.
struct Shim {
    sqlite3_file base;
    std::string* name;  // null: nobody watches this one

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

Shim* shim(sqlite3_file* file) {
    return reinterpret_cast<Shim*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return shim(file)->real();
}

}  // namespace

struct FaultDiskCalls {
    using Call = DiskFault::Call;
    using Kind = DiskAct::Kind;

    static int result_of(sqlite3_file* file, Call call) {
        return shim(file)->name ? the_disk->result_of(call) : SQLITE_OK;
    }
    static void note(sqlite3_file* file, Kind kind, std::int64_t at = 0, std::string bytes = {}) {
        if (!shim(file)->name) return;
        the_disk->acts_.push_back(
            {.kind = kind, .file = *shim(file)->name, .at = at, .bytes = std::move(bytes)});
    }

    static int close(sqlite3_file* file) {
        delete shim(file)->name;
        return real(file)->pMethods->xClose(real(file));
    }
    static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
        if (const int result = result_of(file, Call::read)) return result;
        return real(file)->pMethods->xRead(real(file), into, size, at);
    }
    static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
        const int told = result_of(file, Call::write);
        if (told != SQLITE_OK && !the_disk->lands()) return told;
        note(file, Kind::write, at,
             std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
        const int done = real(file)->pMethods->xWrite(real(file), bytes, size, at);
        return told != SQLITE_OK ? told : done;
    }
    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        if (const int result = result_of(file, Call::truncate)) return result;
        note(file, Kind::truncate, size);
        return real(file)->pMethods->xTruncate(real(file), size);
    }
    // The real disk need not wait: what a crash leaves is made of the acts.
    static int sync(sqlite3_file* file, int flags) {
        if (const int result = result_of(file, Call::sync)) return result;
        note(file, Kind::sync);
        return shim(file)->name ? SQLITE_OK : real(file)->pMethods->xSync(real(file), flags);
    }
    static int file_size(sqlite3_file* file, sqlite3_int64* size) {
        return real(file)->pMethods->xFileSize(real(file), size);
    }
    static int lock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xLock(real(file), level);
    }
    static int unlock(sqlite3_file* file, int level) {
        return real(file)->pMethods->xUnlock(real(file), level);
    }
    static int check_reserved(sqlite3_file* file, int* out) {
        return real(file)->pMethods->xCheckReservedLock(real(file), out);
    }
    static int control(sqlite3_file* file, int op, void* argument) {
        return real(file)->pMethods->xFileControl(real(file), op, argument);
    }
    static int sector_size(sqlite3_file* file) {
        return real(file)->pMethods->xSectorSize(real(file));
    }
    static int characteristics(sqlite3_file* file) {
        return real(file)->pMethods->xDeviceCharacteristics(real(file));
    }
    static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
        return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
    }
    static int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
        return real(file)->pMethods->xShmLock(real(file), offset, n, flags);
    }
    static void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
    static int shm_unmap(sqlite3_file* file, int remove) {
        return real(file)->pMethods->xShmUnmap(real(file), remove);
    }

    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
        const bool watched = the_disk->watches(name);
        const bool is_new = watched && !fs::exists(name);
        shim(file)->name = nullptr;
        const int result = the_real->xOpen(the_real, name, real(file), flags, out);
        file->pMethods = real(file)->pMethods ? &methods : nullptr;
        if (result != SQLITE_OK || !watched) return result;
        shim(file)->name = new std::string{the_disk->short_name(name)};
        if (is_new) note(file, Kind::create);
        return result;
    }
    static int remove(sqlite3_vfs*, const char* name, int sync_folder) {
        if (the_disk->watches(name) && fs::exists(name)) {
            the_disk->acts_.push_back({.kind = Kind::remove,
                                       .file = the_disk->short_name(name),
                                       .bytes = {},
                                       .durable = sync_folder != 0});
        }
        return the_real->xDelete(the_real, name, 0);
    }

    static constexpr sqlite3_io_methods methods = {2,
                                                   close,
                                                   read,
                                                   write,
                                                   truncate,
                                                   sync,
                                                   file_size,
                                                   lock,
                                                   unlock,
                                                   check_reserved,
                                                   control,
                                                   sector_size,
                                                   characteristics,
                                                   shm_map,
                                                   shm_lock,
                                                   shm_barrier,
                                                   shm_unmap,
                                                   nullptr,
                                                   nullptr};
};

FaultDisk::FaultDisk(fs::path folder) : folder_{folder.string() + "/"} {
    check(!the_disk, "one disk at a time");
    the_real = sqlite3_vfs_find(nullptr);
    vfs_ = *the_real;
    vfs_.zName = "faults";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(Shim)) + the_real->szOsFile;
    vfs_.xOpen = FaultDiskCalls::open;
    vfs_.xDelete = FaultDiskCalls::remove;
    the_disk = this;
    sqlite3_vfs_register(&vfs_, 1);
}

FaultDisk::~FaultDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(the_real, 1);
    the_disk = nullptr;
}

bool FaultDisk::watches(const char* name) const {
    return name && std::string_view{name}.starts_with(folder_);
}

std::string FaultDisk::short_name(const char* name) const {
    return std::string{name}.substr(folder_.size());
}

std::int64_t FaultDisk::count(DiskFault::Call call) const {
    const auto found = counts_.find(call);
    return found == counts_.end() ? 0 : found->second;
}

// Calls are counted from here on.
void FaultDisk::fail(const DiskFault& fault) {
    counts_.clear();
    failed_ = false;
    fault_ = fault;
}

int FaultDisk::result_of(DiskFault::Call call) {
    const std::int64_t number = counts_[call]++;
    if (!fault_ || fault_->call != call) return SQLITE_OK;
    const bool now = fault_->for_ever ? number >= fault_->nth : number == fault_->nth;
    failed_ = failed_ || now;
    return now ? fault_->result : SQLITE_OK;
}

// ---- what a crash leaves

DiskImage read_image(const fs::path& folder) {
    DiskImage image;
    for (const auto& entry : fs::directory_iterator{folder}) {
        if (entry.path().string().ends_with("-shm")) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        image[entry.path().filename().string()] =
            std::string{std::istreambuf_iterator<char>{in}, {}};
    }
    return image;
}

void write_image(const fs::path& folder, const DiskImage& image) {
    fs::remove_all(folder);
    fs::create_directory(folder);
    for (const auto& [name, bytes] : image) {
        std::ofstream{folder / name, std::ios::binary}.write(
            bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
}

namespace {

using Kind = DiskAct::Kind;

void put(std::string& file, std::size_t at, std::string_view bytes) {
    if (file.size() < at + bytes.size()) file.resize(at + bytes.size());
    file.replace(at, bytes.size(), bytes);
}

void redo(DiskImage& image, const DiskAct& act) {
    const auto at = static_cast<std::size_t>(act.at);
    switch (act.kind) {
        case Kind::create: image.try_emplace(act.file); break;
        case Kind::write: put(image[act.file], at, act.bytes); break;
        case Kind::truncate: image[act.file].resize(at); break;
        case Kind::remove: image.erase(act.file); break;
        case Kind::sync: break;
    }
}

}  // namespace

struct Crash::State {
    DiskImage durable;
    std::map<std::string, std::vector<const DiskAct*>> pending;

    void settle(const std::string& file) {
        for (const DiskAct* act : pending[file]) redo(durable, *act);
        pending[file].clear();
    }
    // With a journal or log that is new SQLite syncs the folder: which files there are is settled.
    void settle_folder() {
        for (auto& [file, acts] : pending) {
            const auto is_entry = [](const DiskAct* act) {
                return act->kind == Kind::create || act->kind == Kind::remove;
            };
            const auto last = std::find_if(acts.rbegin(), acts.rend(), is_entry).base();
            std::for_each(acts.begin(), last, [&](const DiskAct* act) { redo(durable, *act); });
            acts.erase(acts.begin(), last);
        }
    }
    bool is_new(const std::string& file) const {
        return file.find('-') != std::string::npos && !durable.contains(file);
    }
};

Crash::State Crash::state() const {
    State state{before_, {}};
    for (std::size_t i = 0; i < at_; ++i) {
        const DiskAct& act = acts_[i];
        if (act.kind == Kind::sync && state.is_new(act.file)) state.settle_folder();
        if (act.kind != Kind::sync) state.pending[act.file].push_back(&act);
        if (act.kind == Kind::sync || act.durable) state.settle(act.file);
    }
    return state;
}

DiskImage Crash::everything_kept() const {
    DiskImage image = before_;
    for (std::size_t i = 0; i < at_; ++i) redo(image, acts_[i]);
    return image;
}

DiskImage Crash::unsynced_dropped() const {
    return state().durable;
}

DiskImage Crash::unsynced_mixed(std::mt19937_64& dice) const {
    State left = state();
    for (auto& [file, acts] : left.pending) {
        std::erase_if(acts, [&](const DiskAct*) { return dice() % 2 == 0; });
        const auto is_write = [](const DiskAct* act) { return act->kind == Kind::write; };
        for (auto from = acts.begin(); from != acts.end();) {
            from = std::find_if(from, acts.end(), is_write);
            const auto to = std::find_if_not(from, acts.end(), is_write);
            std::shuffle(from, to, dice);
            from = to;
        }
        for (const DiskAct* act : acts) redo(left.durable, *act);
    }
    return left.durable;
}

DiskImage Crash::torn(std::size_t length) const {
    check(at_ < acts_.size() && acts_[at_].kind == Kind::write, "a write is torn");
    DiskImage image = everything_kept();
    DiskAct part = acts_[at_];
    part.bytes.resize(length);
    redo(image, part);
    return image;
}

}  // namespace zq::test
