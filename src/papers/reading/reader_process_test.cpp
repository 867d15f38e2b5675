// The wall holds, and whatever happens behind it is an ending for the caller, never an exception.
#include "papers/reading/reader_process.h"

#include <gtest/gtest.h>

#include <system_error>

#include "papers/reading/child.h"
#include "papers/reading/files_fixture.h"

namespace zq::papers {
namespace {

using namespace fixture;
using namespace std::chrono_literals;

Report breach(const std::string& what, std::chrono::milliseconds time = 5s) {
    return run_errand(ReaderProcess::beside_this_program(),
                      {.arguments = {"wall-test", what}, .time_max = time});
}

TEST(Wall, ABreachKills) {
    for (const char* what : {"socket", "exec", "fork", "ptrace", "kill", "open-write"}) {
        const Report report = breach(what);
        EXPECT_EQ(report.ending, Ending::breached) << what;
        EXPECT_EQ(report.answer, "");
    }
}

TEST(Wall, OtherFilesAreOutOfReach) {
    const Report report = breach("open-read");
    EXPECT_EQ(report.ending, Ending::answered);
    EXPECT_EQ(report.answer, "refused");  // Landlock is in every kernel that we test on
}

TEST(Wall, RootIsNobody) {
    EXPECT_NE(breach("user").answer, "0");
    EXPECT_NE(breach("user").answer, "");
}

TEST(Wall, TimeAndMemoryEnd) {
    EXPECT_EQ(breach("spin").ending, Ending::out_of_time);         // by the processor's clock
    EXPECT_EQ(breach("spin", 200ms).ending, Ending::out_of_time);  // by ours
#ifndef __SANITIZE_ADDRESS__
    EXPECT_EQ(breach("eat").ending, Ending::out_of_memory);
#endif
    EXPECT_EQ(breach("crash").ending, Ending::broke);
}

TEST(ReaderProcessTest, NoReaderIsAFaultOfTheWorld) {
    const Folder folder;
    ReaderProcess reader{folder.path() / "nothing-here"};
    EXPECT_THROW(reader.inspect(folder.with("a", "a")), std::system_error);
    ReaderProcess real{ReaderProcess::beside_this_program()};
    EXPECT_THROW(real.inspect(folder.path() / "no-such-file"), std::system_error);
}

TEST(ReaderProcessTest, ABombOnAPageIsReadWithinLimits) {
    const Folder folder;
    std::string bomb;
    for (int i = 0; i < 3'000'000; ++i) bomb += "0 0 m 600 800 l S\n";
    const auto file =
        folder.with("bomb", plain_pdf("", {stream_of("/Filter/FlateDecode", deflated(bomb))}, 1, "",
                                      "/Contents 4 0 R"));
    ReaderProcess reader{ReaderProcess::beside_this_program()};
    EXPECT_EQ(reader.inspect(file).hazard, app::Hazard::none);
    EXPECT_NO_THROW(reader.draw(file, 1, 600));
}

TEST(ReaderProcessTest, DrawsPages) {
    const Folder folder;
    ReaderProcess reader{ReaderProcess::beside_this_program()};
    const auto pdf = folder.with("a.pdf", plain_pdf("", {}, 2));
    const std::string page = reader.draw(pdf, 2, 300);
    EXPECT_EQ(page.substr(0, 8), (std::string{"\x89PNG\r\n\x1a\n", 8}));
    EXPECT_EQ(page.substr(16, 4), big(300));
    EXPECT_EQ(reader.draw(pdf, 3, 300), "");
    EXPECT_EQ(reader.draw(pdf, 0, 300), "");
    const auto image = folder.with("a.png", png_of(400, 200));
    EXPECT_EQ(reader.draw(image, 1, 100).substr(16, 8), big(100) + big(50));
    EXPECT_EQ(reader.draw(folder.with("b", "%PDF-1.4 nothing"), 1, 300), "");
}

TEST(ReaderProcessTest, BindsImagesToTheSameBytes) {
    const Folder folder;
    ReaderProcess reader{ReaderProcess::beside_this_program()};
    const std::vector<std::filesystem::path> images{folder.with("1.png", png_of(300, 400)),
                                                    folder.with("2.png", png_of(400, 300))};
    const std::string bound = reader.bind(images);
    const auto pdf = folder.with("bound.pdf", bound);
    const app::Inspection found = reader.inspect(pdf);
    EXPECT_EQ(found.hazard, app::Hazard::none);
    EXPECT_EQ(found.pages, 2);
    EXPECT_EQ(reader.bind(images), bound);
    const std::string upright = reader.draw(pdf, 1, 100);
    const std::string across = reader.draw(pdf, 2, 100);
    EXPECT_EQ(upright.substr(16, 8), big(100) + big(141));
    EXPECT_EQ(across.substr(16, 8), big(100) + big(71));
    const std::vector<std::filesystem::path> broken{folder.with("3.png", "no image")};
    EXPECT_EQ(reader.bind(broken), "");
    EXPECT_EQ(reader.bind({}), "");
}

TEST(ReaderProcessTest, ATranscriptNamesTheFile) {
    const Folder folder;
    ReaderProcess reader{ReaderProcess::beside_this_program()};
    const Transcript read = reader.read(folder.with("a.pdf", plain_pdf("", {}, 70)));
    EXPECT_EQ(read.file.size(), 64U);
    EXPECT_EQ(read.reader, app::reader_version);
    EXPECT_EQ(read.page_count, 70);
    EXPECT_EQ(read.pages.size(), 60U);
    EXPECT_FALSE(read.complete);
    const Transcript nothing = reader.read(folder.with("b.pdf", "%PDF-1.4 broken"));
    EXPECT_FALSE(nothing.complete);
    EXPECT_TRUE(nothing.pages.empty());
}

}  // namespace
}  // namespace zq::papers
