// The PostgreSQL that tests use: the one that ZQ_POSTGRESQL names, else one that this program
// starts and stops, so that no test is ever left out.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace zq {

class PostgresqlForTests {
public:
    // Control of the server, or of a fresh one: "start", "stop", "crash", "restart".
    static std::string cluster(const std::string& verb, const std::string& address = "") {
        const std::string command = "tools/test_cluster.sh " + verb + " '" + address + "'";
        std::FILE* pipe = ::popen(command.c_str(), "r");
        if (!pipe) throw std::runtime_error{"cannot run " + command};
        std::string said;
        std::array<char, 256> line{};
        while (std::fgets(line.data(), line.size(), pipe)) said += line.data();
        if (::pclose(pipe) != 0) throw std::runtime_error{command + " has failed: " + said};
        while (said.ends_with('\n')) said.pop_back();
        return said;
    }

    static const std::string& address() {
        static const PostgresqlForTests the_one;
        return the_one.address_;
    }

    PostgresqlForTests(const PostgresqlForTests&) = delete;
    PostgresqlForTests& operator=(const PostgresqlForTests&) = delete;

private:
    PostgresqlForTests() {
        const char* given = std::getenv("ZQ_POSTGRESQL");
        own_ = !given || !*given;
        address_ = own_ ? cluster("start") : given;
    }
    ~PostgresqlForTests() {
        if (!own_) return;
        try {
            cluster("stop", address_);
        } catch (const std::exception& fault) {
            std::fputs(fault.what(), stderr);
        }
    }

    bool own_ = false;
    std::string address_;
};

}  // namespace zq
