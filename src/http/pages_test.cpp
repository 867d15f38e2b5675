// The web app's files: what is served under which address, and for how long it may be kept.
#include "http/pages.h"

#include <gtest/gtest.h>

#include <fstream>

namespace zq::http {
namespace {

class WithFolder : public testing::Test {
protected:
    WithFolder() {
        std::string pattern = "/tmp/zuoquan-pages-XXXXXX";
        folder = ::mkdtemp(pattern.data());
        write("index.html", "<html>");
        write("assets/app-1f2e.js", "let a");
        write("assets/app-1f2e.js.gz", "packed");
        write("robots.txt", "none");
    }
    ~WithFolder() override { std::filesystem::remove_all(folder); }

    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((folder / name).parent_path());
        std::ofstream{folder / name} << text;
    }
    static Incoming at(const std::string& target) {
        Incoming incoming;
        incoming.target = target;
        return incoming;
    }
    static std::string header(const Reply& reply, const std::string& wanted) {
        for (const auto& [name, value] : reply.headers) {
            if (name == wanted) return value;
        }
        return {};
    }

    std::filesystem::path folder;
};

TEST_F(WithFolder, GivesFilesAndForPagesTheApp) {
    const Pages pages{folder};
    EXPECT_EQ(pages.find(at("/robots.txt?x=1"))->body, "none");
    for (const std::string page : {"/", "/beijing-2025/catalogue", "/beijing-2025/"}) {
        EXPECT_EQ(pages.find(at(page))->body, "<html>") << page;
        EXPECT_EQ(pages.find(at(page))->media_type, "text/html; charset=utf-8") << page;
    }
    for (const std::string none : {"/missing.js", "/.git/HEAD", "/assets/app.css",
                                   "/../pages_test.cpp", "/assets/../../etc/x.txt"}) {
        EXPECT_FALSE(pages.find(at(none))) << none;
    }
}

TEST_F(WithFolder, LetsOnlyWhatIsNamedByItsContentBeKept) {
    const Pages pages{folder};
    EXPECT_EQ(header(*pages.find(at("/assets/app-1f2e.js")), "Cache-Control"),
              "public, max-age=31536000, immutable");
    const Reply index = *pages.find(at("/"));
    EXPECT_EQ(header(index, "Cache-Control"), "no-cache");
    Incoming again = at("/");
    again.headers["if-none-match"] = header(index, "ETag");
    EXPECT_EQ(pages.find(again)->status, 304);
    EXPECT_TRUE(pages.find(again)->body.empty());
}

TEST_F(WithFolder, PacksForThoseWhoTakeIt) {
    const Pages pages{folder};
    Incoming asked = at("/assets/app-1f2e.js");
    EXPECT_EQ(pages.find(asked)->body, "let a");
    asked.headers["accept-encoding"] = "br, gzip";
    EXPECT_EQ(pages.find(asked)->body, "packed");
    EXPECT_EQ(header(*pages.find(asked), "Content-Encoding"), "gzip");
}

TEST(PagesOfNothing, AreRefused) {
    EXPECT_THROW(Pages{"/tmp/no-such-folder"}, std::runtime_error);
}

}  // namespace
}  // namespace zq::http
