// After the last test: every success that the contract names was given at least once, and checked.
#include <gtest/gtest.h>

#include "contract.h"

namespace zq::http {
namespace {

class WholeContract : public testing::Environment {
public:
    void TearDown() override {
        if (testing::GTEST_FLAG(filter) != "*") return;  // not all tests have run
        for (const std::string& missing : the_contract().unseen()) {
            ADD_FAILURE() << missing << " is in the contract, and no test has seen it";
        }
    }
};

const testing::Environment* const after_all = testing::AddGlobalTestEnvironment(new WholeContract);

}  // namespace
}  // namespace zq::http
