// Addresses and keys that are refused at the start, and what is said then.
#include "main/links_of.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace zq {
namespace {

class Links : public testing::Test {
protected:
    void SetUp() override {
        unset_all();
        ::setenv("ZUOQUAN_S3_ACCESS_KEY", "access", 1);
        ::setenv("ZUOQUAN_S3_SECRET_KEY", "hush", 1);
    }
    void TearDown() override { unset_all(); }
    static void unset_all() {
        for (const char* name : {"ZUOQUAN_S3_ACCESS_KEY", "ZUOQUAN_S3_SECRET_KEY",
                                 "ZUOQUAN_S3_ACCESS_KEY_FILE", "ZUOQUAN_S3_SECRET_KEY_FILE"}) {
            ::unsetenv(name);
        }
    }
    static std::string fault_with(const std::string& url) {
        try {
            const auto shelf = open_shelf({.object_store = url, .virus_scanner = {}}, cache());
            return shelf ? "none" : "no shelf";
        } catch (const std::runtime_error& fault) {
            return fault.what();
        }
    }
    static std::filesystem::path cache() {
        return std::filesystem::path{testing::TempDir()} / "zuoquan-cache";
    }
};

TEST_F(Links, take_no_name_that_begins_like_this_machine_for_it) {
    EXPECT_NE(fault_with("http://127.0.0.1.example.org/papers").find("encrypted only"),
              std::string::npos);
}

TEST_F(Links, are_opened_when_they_are_named) {
    EXPECT_EQ(open_shelf({}, cache()), nullptr);
    EXPECT_EQ(open_scanner({}), nullptr);
    EXPECT_NE(open_scanner({.object_store = {}, .virus_scanner = "127.0.0.1:3310"}), nullptr);
    for (const char* url : {"https://s3.example.com/papers", "https://s3.example.com:9000/papers/",
                            "https://s3.example.com/papers/2025/uploads?region=cn-north-1",
                            "http://127.0.0.1:9000/papers", "http://localhost:9000/papers"}) {
        EXPECT_EQ(fault_with(url), "none") << url;
    }
}

TEST_F(Links, an_address_that_is_not_right_is_refused) {
    for (const char* url :
         {"papers", "ftp://s3.example.com/papers", "https://s3.example.com",
          "https://s3.example.com/", "https:///papers", "http://s3.example.com/papers",
          "http://127.evil.example/papers", "https://s3.example.com/papers?regoin=x",
          "https://s3.example.com/papers?region=", "https://s3.example.com/papers#x"}) {
        EXPECT_NE(fault_with(url).find("would be right"), std::string::npos) << fault_with(url);
    }
    const std::string fault = fault_with("https://access:hush@s3.example.com/papers");
    EXPECT_NE(fault.find("keys do not belong in it"), std::string::npos);
    EXPECT_EQ(fault.find("hush"), std::string::npos) << fault;
    EXPECT_THROW(open_scanner({.object_store = {}, .virus_scanner = "10.0.0.1:3310"}),
                 std::runtime_error);
}

TEST_F(Links, keys_come_from_the_environment_or_from_files) {
    const char* url = "https://s3.example.com/papers";
    ::unsetenv("ZUOQUAN_S3_SECRET_KEY");
    EXPECT_NE(fault_with(url).find("set ZUOQUAN_S3_SECRET_KEY, or ZUOQUAN_S3_SECRET_KEY_FILE"),
              std::string::npos);
    const std::string path = testing::TempDir() + "/zuoquan-secret";
    ::setenv("ZUOQUAN_S3_SECRET_KEY_FILE", path.c_str(), 1);
    std::filesystem::remove(path);
    EXPECT_NE(fault_with(url).find("cannot be read"), std::string::npos) << fault_with(url);
    std::ofstream{path} << "hush\r\n";
    EXPECT_EQ(fault_with(url), "none");
    ::setenv("ZUOQUAN_S3_SECRET_KEY", "hush", 1);
    EXPECT_NE(fault_with(url).find("both set"), std::string::npos) << fault_with(url);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace zq
