// posix_spawn, poll and waitpid, with everything given back on every way out.
#include "papers/reading/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "papers/reading/descriptor.h"

namespace zq::papers {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void fail(const char* what, int error) {
    throw std::system_error{error, std::generic_category(), what};
}

// From the last word of an answer to the end of whoever gave it.
constexpr auto farewell_max = std::chrono::seconds{2};

// Ends and reaps the program unless that has been done.
class Child {
public:
    explicit Child(pid_t id) : id_{id} {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (id_ <= 0) return;
        kill(id_, SIGKILL);
        wait();
    }

    void end() const { kill(id_, SIGKILL); }

    // Until then it may end by itself, though it has said all.
    void end_by(Clock::time_point deadline) const {
        siginfo_t state{};
        while (Clock::now() < deadline) {
            state.si_pid = 0;
            if (waitid(P_PID, static_cast<id_t>(id_), &state, WEXITED | WNOHANG | WNOWAIT) != 0 ||
                state.si_pid != 0) {
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        end();
    }

    int wait() {
        int status = 0;
        while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
        }
        id_ = 0;
        return status;
    }

private:
    pid_t id_;
};

class Actions {
public:
    Actions() { posix_spawn_file_actions_init(&actions_); }
    Actions(const Actions&) = delete;
    Actions& operator=(const Actions&) = delete;
    ~Actions() { posix_spawn_file_actions_destroy(&actions_); }

    void give(int descriptor, int as) {
        if (const int error = posix_spawn_file_actions_adddup2(&actions_, descriptor, as)) {
            fail("posix_spawn_file_actions_adddup2", error);
        }
    }
    void close_from(int first) {
        if (const int error = posix_spawn_file_actions_addclosefrom_np(&actions_, first)) {
            fail("posix_spawn_file_actions_addclosefrom_np", error);
        }
    }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_;
};

// High enough that no dup2 to 0, 1, 2, 3, ... of the program lands on it.
Descriptor out_of_the_way(int descriptor, std::size_t files) {
    Descriptor high{fcntl(descriptor, F_DUPFD_CLOEXEC, static_cast<int>(files) + 16)};
    if (high.get() < 0) fail("F_DUPFD_CLOEXEC", errno);
    return high;
}

pid_t start(const std::filesystem::path& program, const Errand& errand, int answers) {
    Actions actions;
    std::vector<Descriptor> kept;
    const auto give = [&](int descriptor, int as) {
        kept.push_back(out_of_the_way(descriptor, errand.files.size()));
        actions.give(kept.back().get(), as);
    };
    const Descriptor nothing{open("/dev/null", O_RDWR | O_CLOEXEC)};
    if (nothing.get() < 0) fail("/dev/null", errno);
    give(nothing.get(), 0);
    give(answers, 1);
    give(nothing.get(), 2);
    int next = 3;
    for (const int file : errand.files) give(file, next++);
    actions.close_from(next);

    std::string name = program.string();
    std::vector<std::string> words = errand.arguments;
    std::vector<char*> arguments{name.data()};
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    std::array<char*, 1> environment{nullptr};
    pid_t id = 0;
    if (const int error = posix_spawn(&id, name.c_str(), actions.get(), nullptr, arguments.data(),
                                      environment.data())) {
        fail(("the reader of papers cannot be started: " + name).c_str(), error);
    }
    return id;
}

// Reads to the end; a limit that is met first is the ending.
std::optional<Ending> collect(int from, const Errand& errand, std::string& answer) {
    const Clock::time_point deadline = Clock::now() + errand.time_max;
    std::array<char, 65536> part{};
    for (;;) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return Ending::out_of_time;
        pollfd ready{from, POLLIN, 0};
        const int count = poll(&ready, 1, static_cast<int>(left.count()));
        if (count < 0 && errno != EINTR) fail("poll", errno);
        if (count <= 0) continue;
        const ssize_t got = read(from, part.data(), part.size());
        if (got < 0 && errno != EINTR) fail("read", errno);
        if (got == 0) return std::nullopt;
        if (got < 0) continue;
        answer.append(part.data(), static_cast<std::size_t>(got));
        if (answer.size() > errand.answer_max) return Ending::out_of_memory;
    }
}

Ending ending_of(int status) {
    if (WIFSIGNALED(status)) {
        if (WTERMSIG(status) == SIGSYS) return Ending::breached;
        const bool processor = WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL;
        return processor ? Ending::out_of_time : Ending::broke;
    }
    switch (WEXITSTATUS(status)) {
        case 0: return Ending::answered;
        case exit_no_memory: return Ending::out_of_memory;
        case exit_misused: fail("the reader of papers does not know this errand", EINVAL);
        case exit_no_wall: fail("the reader of papers cannot raise its wall", EPERM);
        default: return Ending::broke;
    }
}

}  // namespace

Report run_errand(const std::filesystem::path& program, const Errand& errand) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("pipe2", errno);
    Descriptor from{ends[0]};
    Descriptor to{ends[1]};
    Child child{start(program, errand, to.get())};
    to.close();

    Report report;
    const std::optional<Ending> stopped = collect(from.get(), errand, report.answer);
    if (stopped) child.end();
    child.end_by(Clock::now() + farewell_max);
    const int status = child.wait();
    report.ending = stopped ? *stopped : ending_of(status);
    if (report.ending != Ending::answered) report.answer.clear();
    return report;
}

}  // namespace zq::papers
