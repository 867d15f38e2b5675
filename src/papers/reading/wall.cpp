// The wall, from the outside in: limits, user, file system (Landlock), system calls (seccomp).
#include "papers/reading/wall.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <pwd.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <initializer_list>
#include <memory>
#include <system_error>

namespace zq::papers {

namespace {

[[noreturn]] void fail(const char* what, int error = errno) {
    throw std::system_error{error, std::generic_category(), what};
}

void limit(__rlimit_resource resource, rlim_t most, rlim_t grace = 0) {
    const rlimit both{most, most + grace};
    if (setrlimit(resource, &both) != 0) fail("setrlimit");
}

void set_limits(const WallLimits& limits) {
#ifndef __SANITIZE_ADDRESS__  // its shadow takes terabytes of addresses
    limit(RLIMIT_AS, limits.memory_bytes);
#endif
    limit(RLIMIT_CPU, limits.cpu_seconds, 2);  // a signal that can be answered, then death
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 128);
}

// Root becomes nobody; anybody else stays who they are, who may do less.
void drop_root() {
    if (geteuid() != 0) return;
    const passwd* nobody = getpwnam("nobody");
    const uid_t user = nobody ? nobody->pw_uid : 65534;
    const gid_t group = nobody ? nobody->pw_gid : 65534;
    if (setgroups(0, nullptr) != 0) fail("setgroups");
    if (setresgid(group, group, group) != 0) fail("setresgid");
    if (setresuid(user, user, user) != 0) fail("setresuid");
}

constexpr const char* readable[] = {
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/poppler",
    "/usr/share/fontconfig",
    "/usr/share/ghostscript",
    "/var/cache/fontconfig",
    "/etc/fonts",
};

// Every right over files that a kernel of this version of Landlock can withhold.
std::uint64_t rights_of(long version) {
    std::uint64_t rights = (std::uint64_t{1} << 13) - 1;
    if (version >= 2) rights |= std::uint64_t{1} << 13;  // moving between folders
    if (version >= 3) rights |= std::uint64_t{1} << 14;  // truncating
    if (version >= 5) rights |= std::uint64_t{1} << 15;  // commands to devices
    return rights;
}

void withhold_files() {
    const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, 1U);
    if (version < 1) {
        if (errno == ENOSYS || errno == EOPNOTSUPP) return;  // not in this kernel, or switched off
        fail("landlock_create_ruleset");
    }
    landlock_ruleset_attr all{};
    all.handled_access_fs = rights_of(version);
    const int rules = static_cast<int>(syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0));
    if (rules < 0) fail("landlock_create_ruleset");
    for (const char* folder : readable) {
        landlock_path_beneath_attr beneath{};
        beneath.parent_fd = open(folder, O_PATH | O_CLOEXEC);
        if (beneath.parent_fd < 0) continue;
        beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
        const long added =
            syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        close(beneath.parent_fd);
        if (added != 0) fail("landlock_add_rule");
    }
    if (syscall(SYS_landlock_restrict_self, rules, 0) != 0) fail("landlock_restrict_self");
    close(rules);
}

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

void allow(const Filter& filter, int call) {
    if (const int error = seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0)) {
        fail("seccomp_rule_add", -error);
    }
}

// Allows the call when the bits of one argument are all zero.
void allow_without(const Filter& filter, int call, unsigned argument, scmp_datum_t bits) {
    const scmp_arg_cmp none{argument, SCMP_CMP_MASKED_EQ, bits, 0};
    if (const int error = seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &none)) {
        fail("seccomp_rule_add", -error);
    }
}

void allow_calls(const Filter& filter) {
    // The last line is for the C library: sorting asks for the memory there is, an abort for its
    // own name.
    for (const int call : {SCMP_SYS(read),
                           SCMP_SYS(readv),
                           SCMP_SYS(pread64),
                           SCMP_SYS(write),
                           SCMP_SYS(writev),
                           SCMP_SYS(close),
                           SCMP_SYS(lseek),
                           SCMP_SYS(fstat),
                           SCMP_SYS(newfstatat),
                           SCMP_SYS(statx),
                           SCMP_SYS(stat),
                           SCMP_SYS(lstat),
                           SCMP_SYS(fstatfs),
                           SCMP_SYS(statfs),
                           SCMP_SYS(access),
                           SCMP_SYS(faccessat),
                           SCMP_SYS(faccessat2),
                           SCMP_SYS(readlink),
                           SCMP_SYS(readlinkat),
                           SCMP_SYS(getdents64),
                           SCMP_SYS(munmap),
                           SCMP_SYS(mremap),
                           SCMP_SYS(madvise),
                           SCMP_SYS(brk),
                           SCMP_SYS(futex),
                           SCMP_SYS(rt_sigaction),
                           SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigreturn),
                           SCMP_SYS(restart_syscall),
                           SCMP_SYS(clock_gettime),
                           SCMP_SYS(gettimeofday),
                           SCMP_SYS(time),
                           SCMP_SYS(getrandom),
                           SCMP_SYS(exit),
                           SCMP_SYS(exit_group),
                           SCMP_SYS(sched_yield),
                           SCMP_SYS(sched_getaffinity),
                           SCMP_SYS(sysinfo),
                           SCMP_SYS(getrlimit),
                           SCMP_SYS(getpid),
                           SCMP_SYS(geteuid),
                           SCMP_SYS(getuid),
                           SCMP_SYS(getegid),
                           SCMP_SYS(getgid),
                           SCMP_SYS(gettid)}) {
        allow(filter, call);
    }
    constexpr scmp_datum_t nameless = O_TMPFILE & ~O_DIRECTORY;
    constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | nameless;
    allow_without(filter, SCMP_SYS(open), 1, writing);
    allow_without(filter, SCMP_SYS(openat), 2, writing);
    allow_without(filter, SCMP_SYS(mmap), 2, PROT_EXEC);
    allow_without(filter, SCMP_SYS(mprotect), 2, PROT_EXEC);
    // Not all of fcntl: with F_SETOWN the kernel would send signals for whoever asks.
    for (const int question : {F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC, F_DUPFD}) {
        const scmp_arg_cmp asked{1, SCMP_CMP_EQ, static_cast<scmp_datum_t>(question), 0};
        if (const int error =
                seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1, &asked)) {
            fail("seccomp_rule_add", -error);
        }
    }
    const scmp_arg_cmp self{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()), 0};
    if (const int error =
            seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &self)) {
        fail("seccomp_rule_add", -error);
    }
}

void withhold_calls() {
    const Filter filter{seccomp_init(SCMP_ACT_KILL_PROCESS), &seccomp_release};
    if (!filter) fail("seccomp_init", ENOMEM);
    allow_calls(filter);
    if (const int error = seccomp_load(filter.get())) fail("seccomp_load", -error);
}

}  // namespace

void raise_wall(const WallLimits& limits) {
    set_limits(limits);
    drop_root();
    limit(RLIMIT_NPROC, 0);
    // A change of user makes the kernel forget whose death ends this process: so it comes after.
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) fail("PR_SET_PDEATHSIG");
    if (prctl(PR_SET_DUMPABLE, 0) != 0) fail("PR_SET_DUMPABLE");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("PR_SET_NO_NEW_PRIVS");
    withhold_files();
    withhold_calls();
}

}  // namespace zq::papers
