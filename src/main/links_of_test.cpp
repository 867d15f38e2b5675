// Addresses and keys that are refused at the start, and what is said then.
#include "main/links_of.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/clock.h"

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
                                 "ZUOQUAN_S3_ACCESS_KEY_FILE", "ZUOQUAN_S3_SECRET_KEY_FILE",
                                 "ZUOQUAN_IDENTITY_SECRET", "ZUOQUAN_IDENTITY_SECRET_FILE"}) {
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

class NoLine : public IdentityLine {
public:
    LineAnswer get(const std::string&) override { return {}; }
    LineAnswer post(const std::string&, const std::string&, const std::string&) override {
        return {};
    }
};

class IdentityLinks : public Links {
protected:
    // The settings that are made of it, or what is said against it.
    std::string read(const LinkOptions& options) {
        try {
            const auto provider = open_identity_provider(options, line_, clock_);
            return provider ? provider->settings().secret : "none";
        } catch (const std::runtime_error& fault) {
            return fault.what();
        }
    }
    static LinkOptions asking(const std::string& issuer) {
        return {.identity_provider = issuer, .identity_client = "zuoquan"};
    }

private:
    NoLine line_;
    SystemClock clock_;
};

TEST_F(IdentityLinks, have_a_secret_from_the_environment_or_a_file) {
    EXPECT_EQ(read({}), "none");
    EXPECT_EQ(read({.identity_client = "zuoquan"}), "--identity-client needs --identity-provider");
    LinkOptions options = asking("https://login.example.org/city");
    EXPECT_TRUE(read(options).contains("needs a secret")) << read(options);
    const std::string path = testing::TempDir() + "/zuoquan-identity-secret";
    std::ofstream{path} << "from a file\r\n";
    options.identity_secret_file = path;
    EXPECT_EQ(read(options), "from a file");
    options.identity_secret_file.clear();
    ::setenv("ZUOQUAN_IDENTITY_SECRET_FILE", path.c_str(), 1);
    EXPECT_EQ(read(options), "from a file");
    std::filesystem::remove(path);
    EXPECT_TRUE(read(options).contains("cannot be read")) << read(options);
    ::unsetenv("ZUOQUAN_IDENTITY_SECRET_FILE");
    ::setenv("ZUOQUAN_IDENTITY_SECRET", "from outside", 1);
    EXPECT_EQ(read(options), "from outside");
    options.identity_client.clear();
    EXPECT_TRUE(read(options).contains("needs --identity-client")) << read(options);
}

TEST_F(IdentityLinks, lead_to_safe_addresses_only) {
    ::setenv("ZUOQUAN_IDENTITY_SECRET", "hush", 1);
    for (const char* issuer : {"https://login.example.org", "https://login.example.org:8443/a/b",
                               "http://127.0.0.1:3000", "http://localhost:3000/"}) {
        EXPECT_EQ(read(asking(issuer)), "hush") << issuer;
    }
    for (const char* issuer :
         {"http://login.example.org", "login.example.org", "https://", "ftp://127.0.0.1/",
          "https://a:b@login.example.org", "https://login.example.org#x",
          "https://login.example.org?x", "http://127.evil.example", "file:///etc/passwd"}) {
        EXPECT_TRUE(read(asking(issuer)).contains("would be right")) << issuer;
    }
}

}  // namespace
}  // namespace zq
