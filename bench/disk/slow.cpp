// A slow disk, to be preloaded into a server or a database: the sync of a file waits for what was
// written to it since the last one. The file that ZQ_DISK names holds how many bytes it takes a
// second; without the file it is as fast as it is.
//
// Where the disk is the narrow place, processor time is left for ten times the load to arrive;
// where generator and server fill the same cores, the generator cannot send so much.
#include <dlfcn.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace {

constexpr int files_most = 65'536;
std::atomic<long> unsynced[files_most];  // bytes, by descriptor

long bytes_a_second() {
    const char* path = std::getenv("ZQ_DISK");
    long speed = 0;
    if (path) std::ifstream{path} >> speed;
    return speed;
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

ssize_t counted(int file, ssize_t written) {
    if (written > 0 && file < files_most) unsynced[file] += written;
    return written;
}

int after_waiting(int file, int done) {
    const long bytes = file < files_most && file >= 0 ? unsynced[file].exchange(0) : 0;
    const long speed = bytes_a_second();
    if (speed > 0) {
        std::this_thread::sleep_for(std::chrono::microseconds{bytes * 1'000'000 / speed});
    }
    return done;
}

}  // namespace

extern "C" {

ssize_t pwrite64(int file, const void* bytes, size_t count, off64_t at) {
    static const auto real = next<decltype(&pwrite64)>("pwrite64");
    return counted(file, real(file, bytes, count, at));
}

ssize_t pwrite(int file, const void* bytes, size_t count, off_t at) {
    return pwrite64(file, bytes, count, at);
}

ssize_t pwritev(int file, const iovec* parts, int count, off_t at) {
    static const auto real = next<decltype(&pwritev)>("pwritev");
    return counted(file, real(file, parts, count, at));
}

int fdatasync(int file) {
    static const auto real = next<decltype(&fdatasync)>("fdatasync");
    return after_waiting(file, real(file));
}

int fsync(int file) {
    static const auto real = next<decltype(&fsync)>("fsync");
    return after_waiting(file, real(file));
}
}
