// For tests only: another program, started for a test and ended with it, that is told things line
// by line and answers each with one.
#pragma once

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcntl.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace zq {

class TestPeer {
public:
    explicit TestPeer(const std::vector<std::string>& command) {
        int to_peer[2];
        int from_peer[2];
        if (::pipe2(to_peer, O_CLOEXEC) != 0 || ::pipe2(from_peer, O_CLOEXEC) != 0) {
            throw std::runtime_error{"no pipe for " + command.front()};
        }
        std::vector<char*> words;
        for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
        words.push_back(nullptr);
        process_ = ::fork();
        if (process_ == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(to_peer[0], STDIN_FILENO);
            ::dup2(from_peer[1], STDOUT_FILENO);
            ::execvp(words.front(), words.data());
            ::_exit(127);
        }
        ::close(to_peer[0]);
        ::close(from_peer[1]);
        input_ = to_peer[1];
        output_ = ::fdopen(from_peer[0], "r");
    }
    ~TestPeer() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(input_);
        ::fclose(output_);
    }
    TestPeer(const TestPeer&) = delete;
    TestPeer& operator=(const TestPeer&) = delete;

    // The next line of the peer; throws when it has ended.
    std::string line() {
        std::string text;
        for (int c = std::fgetc(output_); c != '\n'; c = std::fgetc(output_)) {
            if (c == EOF) throw std::runtime_error{"a test's peer ended; is it installed?"};
            text += static_cast<char>(c);
        }
        return text;
    }
    std::string tell(const std::string& what) {
        const std::string text = what + "\n";
        if (::write(input_, text.data(), text.size()) != std::ssize(text)) {
            throw std::runtime_error{"a test's peer does not listen"};
        }
        return line();
    }

private:
    pid_t process_ = -1;
    int input_ = -1;
    std::FILE* output_ = nullptr;
};

// A folder of a test's own, gone with it.
class TestFolder {
public:
    TestFolder() {
        std::string pattern = testing::TempDir() + "/zuoquan-links-XXXXXX";
        if (!::mkdtemp(pattern.data())) throw std::runtime_error{"no folder " + pattern};
        path_ = pattern;
    }
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path written(const std::string& name, const std::string& content) const {
        const std::filesystem::path path = path_ / name;
        std::ofstream{path, std::ios::binary} << content;
        return path;
    }

private:
    std::filesystem::path path_;
};

inline std::string content_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace zq
