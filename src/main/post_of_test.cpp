// Options of mail and webhook that are refused at the start, and what is said then.
#include "main/post_of.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace zq {
namespace {

namespace fs = std::filesystem;

class PostOptionsTest : public testing::Test {
protected:
    void SetUp() override {
        ::unsetenv("ZUOQUAN_MAIL_USER");
        ::unsetenv("ZUOQUAN_MAIL_PASSWORD");
    }
    void TearDown() override { SetUp(); }

    static std::string file(const std::string& name, const std::string& content,
                            fs::perms perms = fs::perms::owner_read | fs::perms::owner_write) {
        const fs::path path = fs::path{testing::TempDir()} / name;
        std::ofstream{path} << content;
        fs::permissions(path, perms);
        return path;
    }
    static PostOptions mail(const std::string& url) {
        PostOptions options;
        options.mail = url;
        options.mail_from = "noreply@example.org";
        return options;
    }
    static PostOptions hook(const std::string& url) {
        PostOptions options;
        options.webhook = url;
        options.webhook_secret = file("hook-secret", std::string(64, 'a') + "\n");
        return options;
    }
    static std::string fault(const PostOptions& options, bool is_mail = true) {
        try {
            const bool opened =
                is_mail ? open_mail(options) != nullptr : open_webhook(options) != nullptr;
            return opened ? "none" : "not opened";
        } catch (const std::runtime_error& wrong) {
            return wrong.what();
        }
    }
    static bool says(const std::string& fault, const std::string& words) {
        return fault.find(words) != std::string::npos;
    }
};

TEST_F(PostOptionsTest, TakeServersByTheirAddress) {
    for (const char* good : {"smtp://mail.example.org", "smtp://mail.example.org:587",
                             "smtps://mail.example.org:465", "smtp://127.0.0.1:25/"}) {
        EXPECT_EQ(fault(mail(good)), "none") << good;
    }
    EXPECT_EQ(fault({}), "not opened");
    EXPECT_TRUE(says(fault(mail("http://mail.example.org")), "smtps://HOST:465"));
    EXPECT_TRUE(says(fault(mail("mail.example.org")), "smtps://HOST:465"));
    EXPECT_TRUE(says(fault(mail("smtp://mail.example.org/x")), "nothing may follow"));
    const std::string with_password = fault(mail("smtp://me:hush@mail.example.org"));
    EXPECT_TRUE(says(with_password, "passwords do not belong")) << with_password;
    EXPECT_FALSE(says(with_password, "hush"));
    PostOptions nobody = mail("smtp://mail.example.org");
    nobody.mail_from = "nobody";
    EXPECT_TRUE(says(fault(nobody), "--mail-from"));
}

TEST_F(PostOptionsTest, ReadSecretsThatOnlyTheirOwnerReads) {
    PostOptions options = mail("smtp://mail.example.org");
    options.mail_credentials = file("mail-good", "me\nhush\n");
    EXPECT_EQ(fault(options), "none");
    options.mail_credentials = file("mail-open", "me\nhush\n", fs::perms::all);
    EXPECT_TRUE(says(fault(options), "open to others"));
    options.mail_credentials = file("mail-short", "me\n");
    EXPECT_TRUE(says(fault(options), "two lines"));
    options.mail_credentials = testing::TempDir() + "/not-there";
    EXPECT_TRUE(says(fault(options), "cannot be read"));
    options.mail_credentials.clear();
    ::setenv("ZUOQUAN_MAIL_USER", "me", 1);
    EXPECT_TRUE(says(fault(options), "go together"));
    ::setenv("ZUOQUAN_MAIL_PASSWORD", "hush", 1);
    EXPECT_EQ(fault(options), "none");
}

TEST_F(PostOptionsTest, TakeEncryptedWebhooksWithALongSecret) {
    EXPECT_EQ(fault(hook("https://hook.example.org/zuoquan?city=1"), false), "none");
    EXPECT_EQ(fault(hook("http://127.0.0.1:9000/"), false), "none");
    EXPECT_TRUE(says(fault(hook("http://hook.example.org/"), false), "encrypted only"));
    EXPECT_TRUE(says(fault(hook("http://127.0.0.1.example.org/"), false), "host is none"));
    EXPECT_TRUE(says(fault(hook("ftp://hook.example.org/"), false), "encrypted only"));
    EXPECT_TRUE(says(fault(hook("https://me:hush@hook.example.org/"), false), "do not belong"));
    PostOptions options = hook("https://hook.example.org/");
    options.webhook_secret = file("hook-short", "short\n");
    EXPECT_TRUE(says(fault(options, false), "is short"));
    options.webhook_secret.clear();
    EXPECT_TRUE(says(fault(options, false), "--webhook-secret"));
}

TEST_F(PostOptionsTest, NeedAPlaceForTheLinksOfMail) {
    PostPlaces places;
    places.letters = "programmes/house/letters.toml";
    places.usual_outbox = testing::TempDir() + "/outbox";
    EXPECT_THROW(open_post(mail("smtp://mail.example.org"), places), std::runtime_error);
    places.public_url = "https://vouchers.example.org";
    const PostRooms rooms = open_post(mail("smtp://mail.example.org"), places);
    EXPECT_TRUE(rooms.mail);
    EXPECT_FALSE(rooms.outbox) << "messages leave by mail, so no folder fills";
    EXPECT_TRUE(open_post({}, places).outbox);
    places.demo = true;
    EXPECT_TRUE(open_post({}, places).mail) << "a demonstration keeps its mail in the folder";
}

}  // namespace
}  // namespace zq
