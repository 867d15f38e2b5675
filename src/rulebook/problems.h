// What is wrong in files that people write: all of it at once, each with file, line and the way
// out.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace zq {

// The text has one line a problem: "rulebook.toml:12: what is wrong, how to put it right".
class RulebookError : public std::runtime_error {
public:
    explicit RulebookError(std::vector<std::string> problems);
    const std::vector<std::string>& problems() const { return problems_; }

private:
    std::vector<std::string> problems_;
};

class Problems {
public:
    void add(const std::string& file, int line, std::string_view what);
    // What was found elsewhere; it comes last.
    void add(const RulebookError& error);
    bool any() const { return !found_.empty() || !elsewhere_.empty(); }
    // In order of file and line.
    void throw_if_any() const;

private:
    struct Found {
        std::string file;
        int line = 0;
        std::string what;
    };
    std::vector<Found> found_;
    std::vector<std::string> elsewhere_;
};

}  // namespace zq
