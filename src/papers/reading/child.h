// Starts a program for one errand, under limits of time and of the length of its answer.
//
// The program gets no environment, no descriptor but those named, and nobody's terminal. It is
// always reaped before the call returns.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace zq::papers {

enum class Ending {
    answered,
    out_of_time,    // of the clock's or the processor's
    out_of_memory,  // or the answer is longer than it may be
    broke,          // crashed, or gave up
    breached,       // the wall killed it
};

// The exit codes that the reader and its caller agree on.
inline constexpr int exit_misused = 64;
inline constexpr int exit_no_wall = 65;
inline constexpr int exit_no_memory = 66;
inline constexpr int exit_broken = 67;

struct Errand {
    std::vector<std::string> arguments;  // the verb first
    std::vector<int> files{};            // become descriptors 3, 4, ... of the program
    std::chrono::milliseconds time_max{1000};
    std::size_t answer_max = 1 << 20;
};

struct Report {
    Ending ending = Ending::broke;
    std::string answer;
};

// std::system_error when the program cannot be started or cannot raise its wall.
Report run_errand(const std::filesystem::path& program, const Errand& errand);

}  // namespace zq::papers
