// For tests: a small valid programme in a folder of its own, beside the house's clauses, standards
// and calendars. Tests change its text and look at what the loader says.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace zq {

// The text of a small valid rulebook, and of its clauses T-001 to T-009.
std::string small_rulebook();
std::string small_clauses();

// Exactly one occurrence is replaced; BrokenInvariant when there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);
// The line on which `mark` first occurs, from 1; 0 when it does not.
int line_of(std::string_view text, std::string_view mark);

class ProgrammeOnDisk {
public:
    explicit ProgrammeOnDisk(const std::string& rulebook = small_rulebook(),
                             const std::string& clauses = small_clauses());
    ~ProgrammeOnDisk();
    ProgrammeOnDisk(const ProgrammeOnDisk&) = delete;
    ProgrammeOnDisk& operator=(const ProgrammeOnDisk&) = delete;

    // …/programmes/small
    const std::filesystem::path& dir() const { return dir_; }
    // `path` is relative to the folder that holds programmes/.
    void write(const std::filesystem::path& path, const std::string& text) const;

private:
    std::filesystem::path root_;
    std::filesystem::path dir_;
};

}  // namespace zq
