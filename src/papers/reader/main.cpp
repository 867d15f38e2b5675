// zuoquan-reader: opens one uploaded file behind a wall, answers on its output, and ends.
//
//     zuoquan-reader inspect | read | form | draw PAGE WIDTH | bind | wall-test BREACH
//
// Files come as descriptors 3, 4, ... and never by name. It is started by ReaderProcess; by hand:
// zuoquan-reader inspect 3<file.pdf
#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "papers/reading/bytes.h"
#include "papers/reading/child.h"
#include "papers/reading/draw.h"
#include "papers/reading/first_sheet.h"
#include "papers/reading/inspect.h"
#include "papers/reading/limits.h"
#include "papers/reading/prepare.h"
#include "papers/reading/read.h"
#include "papers/reading/wall.h"
#include "papers/reading/wire.h"

namespace {

using namespace zq::papers;

constexpr int first_file = 3;

bool write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// What is known when the processor's time is up; a signal may come at any moment, so two strings
// take turns and the pointer moves last.
std::string answers[2];
std::atomic<const std::string*> answer_so_far = nullptr;

void answer_and_end(int) {
    const std::string* known = answer_so_far;
    _exit(known && write_all(*known) ? 0 : exit_broken);
}

void keep_answer(const zq::Transcript& transcript) {
    std::string& next = answer_so_far == &answers[0] ? answers[1] : answers[0];
    next = to_wire(transcript);
    answer_so_far = &next;
}

std::string read_within_limits() {
    struct sigaction up{};
    up.sa_handler = answer_and_end;
    sigaction(SIGXCPU, &up, nullptr);
    const MappedFile file{first_file};
    try {
        return to_wire(read_file(file.bytes(), keep_answer));
    } catch (const std::bad_alloc&) {
        if (const std::string* known = answer_so_far) return *known;
        throw;
    }
}

std::string bind_all() {
    Binder binder;
    for (int number = first_file; fcntl(number, F_GETFD) >= 0; ++number) {
        const MappedFile image{number};
        if (!binder.add(image.bytes())) return {};
    }
    return binder.finish();
}

// What a file might make a reader do. "open" is what a test does not want to read.
std::string breach(std::string_view what) {
    if (what == "socket") return socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "open";
    if (what == "exec") return execl("/bin/true", "true", nullptr) < 0 ? "refused" : "open";
    if (what == "fork") return fork() < 0 ? "refused" : "open";
    if (what == "ptrace") return ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 ? "refused" : "open";
    if (what == "kill") return kill(getppid(), 0) < 0 ? "refused" : "open";
    if (what == "open-write")
        return open("/tmp/breach", O_WRONLY | O_CREAT, 0600) < 0 ? "refused" : "open";
    if (what == "open-read") return open("/etc/passwd", O_RDONLY) < 0 ? "refused" : "open";
    if (what == "user") return std::to_string(geteuid());
    if (what == "eat") {
        // Addresses alone: to touch them takes processor time, which has a limit of its own.
        std::vector<std::unique_ptr<char[]>> eaten;
        for (;;) eaten.push_back(std::make_unique_for_overwrite<char[]>(std::size_t{64} << 20));
    }
    if (what == "spin") {
        for (std::atomic<unsigned> turns = 0;;) ++turns;
    }
    if (what == "crash") raise(SIGSEGV);
    return "unknown";
}

struct Verb {
    std::string_view name;
    int arguments;
    bool draws;
    WallLimits limits;
};
constexpr std::uint64_t cpu_to_read = static_cast<std::uint64_t>(read_time.count()) + 2;
constexpr Verb verbs[] = {
    {"inspect", 0, false, {.cpu_seconds = 2}}, {"read", 0, true, {.cpu_seconds = cpu_to_read}},
    {"form", 0, false, {.cpu_seconds = 4}},    {"draw", 2, true, {.cpu_seconds = 10}},
    {"bind", 0, false, {.cpu_seconds = 60}},   {"wall-test", 1, true, {.cpu_seconds = 1}},
};

std::string answer_to(const Verb& verb, std::span<char*> arguments) {
    if (verb.name == "wall-test") return breach(arguments[0]);
    if (verb.name == "read") return read_within_limits();
    if (verb.name == "bind") return bind_all();
    const MappedFile file{first_file};
    if (verb.name == "inspect") return to_wire(inspect_file(file.bytes()));
    if (verb.name == "form") return to_wire(read_first_sheet(file.bytes()));
    return draw_as_png(file.bytes(), std::strtoll(arguments[0], nullptr, 10),
                       std::strtoll(arguments[1], nullptr, 10));
}

}  // namespace

int main(int count, char** words) {
    const Verb* verb = nullptr;
    for (const Verb& known : verbs) {
        if (count >= 2 && known.name == words[1] && count == known.arguments + 2) verb = &known;
    }
    if (!verb) return exit_misused;
    try {
        prepare_libraries(verb->draws);
        raise_wall(verb->limits);
    } catch (const std::exception&) {
        return exit_no_wall;
    }
    int status = exit_broken;
    try {
        const std::string answer =
            answer_to(*verb, std::span{words + 2, static_cast<std::size_t>(count - 2)});
        if (write_all(answer)) status = 0;
    } catch (const std::bad_alloc&) {
        status = exit_no_memory;
    } catch (const std::exception&) {
        status = exit_broken;
    }
    _exit(status);  // nothing that a library keeps needs to be put in order
}
