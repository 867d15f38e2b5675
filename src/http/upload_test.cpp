// Which names of files are taken.
#include "http/upload.h"

#include <gtest/gtest.h>

namespace zq::http {
namespace {

TEST(FileNames, AreSeenAsTheyAre) {
    for (const std::string name : {"合同.pdf", "contract v1.2", "a b (3).PDF", "a'b\"c<d>.png"}) {
        EXPECT_NO_THROW(check_file_name(name)) << name;
    }
    for (const std::string name :
         {"", "../a.pdf", "/etc/passwd", "a\\b.pdf", "a\r\nX: y.pdf", "a\x7f.pdf",
          "invoice\xE2\x80\xAE"
          "fdp.exe",
          "a\xE2\x80\x8B.pdf", "a\xEF\xBB\xBF.pdf"}) {
        EXPECT_THROW(check_file_name(name), Problem) << name;
    }
    EXPECT_THROW(check_file_name(std::string(301, 'x')), Problem);
}

TEST(FileNames, PromiseNoOtherType) {
    const std::string pdf = "application/pdf";
    for (const std::string name : {"a.pdf", "A.PDF", "a", "contract v1.2", "a.final version"}) {
        EXPECT_NO_THROW(check_extension(name, pdf)) << name;
    }
    for (const std::string name : {"a.exe", "a.pdf.html", "a.png", "a.xlsx", "a.JS"}) {
        EXPECT_THROW(check_extension(name, pdf), Problem) << name;
    }
    EXPECT_NO_THROW(check_extension("a.JPEG", "image/jpeg"));
    EXPECT_NO_THROW(check_extension("a.jpg", "image/jpeg"));
    EXPECT_THROW(check_extension("a.jpg", "image/png"), Problem);
}

}  // namespace
}  // namespace zq::http
