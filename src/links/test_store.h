// For tests only: an object store that checks signatures and fails when it is told to.
#pragma once

#include "links/object_store.h"
#include "links/test_peer.h"

namespace zq {

class TestStore {
public:
    explicit TestStore(std::vector<std::string> more = {}) : peer_{command(std::move(more))} {
        const std::string said = peer_.line();
        port_ = said.substr(said.find(' ') + 1);
    }

    std::string tell(const std::string& what) { return peer_.tell(what); }
    const std::string& port() const { return port_; }

    // From now on keys are those of another test, and nothing fails.
    void begin_test() {
        ++test_;
        tell("drop 0");
        tell("seen");
    }
    ObjectStoreSettings settings() const {
        ObjectStoreSettings settings;
        settings.endpoint = "http://127.0.0.1:" + port_;
        settings.bucket = "papers";
        settings.prefix = "test " + std::to_string(test_) + "/";
        settings.keys = {
            .access_key = "S3RVER", .secret_key = "the-secret/of+tests", .region = "cn-north-1"};
        settings.backoff = std::chrono::milliseconds{1};
        settings.stall_timeout = std::chrono::seconds{1};
        return settings;
    }

private:
    // Tests run in the project's root; ./dev provides node and its packages.
    std::vector<std::string> command(std::vector<std::string> more) const {
        std::vector<std::string> words{"node", "tests/links/object_store.mjs",
                                       folder_.path().string()};
        if (!more.empty()) words.emplace_back("0");
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }

    TestFolder folder_;
    TestPeer peer_;
    std::string port_;
    int test_ = 0;
};

// One for all tests of the program, to be asked for once by each.
inline TestStore& test_store() {
    static TestStore store;
    store.begin_test();
    return store;
}

}  // namespace zq
