// Uploads from the first piece to the page that a reviewer sees; what is turned away is gone.
#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>

#include <fstream>

#include "app/reading_room.h"
#include "base/digest.h"
#include "world.h"

namespace zq::http {
namespace {

using Body = json::object;

// Finds one thing in every file.
class EverythingIsInfected : public VirusScanner {
public:
    std::string scan(const std::filesystem::path&) override { return "Eicar-Test-Signature"; }
};
class ScannerIsDown : public VirusScanner {
public:
    std::string scan(const std::filesystem::path&) override { throw OutOfReach{"no scanner"}; }
};

class FilesTest : public testing::Test {
protected:
    World& world() {
        if (!world_) world_ = std::make_unique<World>();
        return *world_;
    }
    Browser& by(const std::string& who) { return world().by(who); }
    Answer piece(const std::string& upload, std::size_t offset, const std::string& bytes,
                 const std::string& who = "S1") {
        return by(who).ask({.method = "PATCH",
                            .path = "/api/v1/uploads/" + upload,
                            .body = bytes,
                            .media_type = "application/octet-stream",
                            .more = {"Upload-Offset: " + std::to_string(offset)}});
    }
    std::string begun(const std::string& bytes, const std::string& type = "application/pdf") {
        const char* name = type == "image/png" ? "合同.png" : "合同.pdf";
        const json::object announced{
            {"name", name}, {"media_type", type}, {"bytes", std::ssize(bytes)}};
        const Body body = by("S1").posted("/api/v1/uploads", json::serialize(announced), 201);
        EXPECT_EQ(body.at("offset").as_int64(), 0);
        return text(body, "upload");
    }
    Body stored(const std::string& bytes, const std::string& type, const std::string& name) {
        return by("S1").expect(201, {.method = "POST",
                                     .path = "/api/v1/files?name=" + name,
                                     .body = bytes,
                                     .media_type = type});
    }

private:
    std::unique_ptr<World> world_;
};

TEST_F(FilesTest, come_in_pieces_over_broken_connections) {
    const std::string pdf = pdf_saying(std::string(5000, 'x'));
    const std::string upload = begun(pdf);
    EXPECT_EQ(piece(upload, 0, pdf.substr(0, 1000)).status, 200);
    const Answer again = piece(upload, 0, pdf.substr(0, 1000));
    EXPECT_EQ(again.status, 409) << "its answer was lost, and it is sent again";
    EXPECT_EQ(text(again.json(), "code"), "offset-wrong");
    EXPECT_EQ(again.json().at("facts").at("offset").as_int64(), 1000);
    EXPECT_EQ(by("S1").got("/api/v1/uploads/" + upload).at("offset").as_int64(), 1000);
    EXPECT_EQ(piece(upload, 1000, pdf.substr(1000) + "more").status, 400);
    const Answer last = piece(upload, 1000, pdf.substr(1000));
    EXPECT_EQ(last.status, 200);
    const Body file = last.json().at("file").as_object();
    EXPECT_EQ(text(file, "digest"), sha256_hex(pdf));
    EXPECT_EQ(text(file, "scan"), "not-scanned");
    EXPECT_EQ(file.at("pages").as_int64(), 1);
    const Body known = by("S1").got("/api/v1/uploads/" + upload);
    EXPECT_EQ(known.at("file").as_object(), file) << "for whom the last answer did not reach";
    EXPECT_EQ(piece(upload, pdf.size(), "").status, 200);
    EXPECT_EQ(by("S1").get("/api/v1/files/" + text(file, "digest")).body, pdf);
}

TEST_F(FilesTest, in_pieces_are_their_owners_own_and_announced_rightly) {
    const std::string pdf = pdf_saying("x");
    const std::string upload = begun(pdf);
    by("S2").expect(404, {.path = "/api/v1/uploads/" + upload});
    EXPECT_EQ(piece(upload, 0, pdf, "S2").status, 404);
    EXPECT_EQ(by("S1").get("/api/v1/uploads/../../etc").status, 404);
    by("S1").expect(400, {.method = "PATCH",
                          .path = "/api/v1/uploads/" + upload,
                          .body = "x",
                          .media_type = "application/octet-stream"});
    for (const char* body :
         {R"({"name":"a","media_type":"application/pdf"})",
          R"({"name":"a","media_type":"application/pdf","bytes":0})",
          R"({"name":"a","media_type":"application/pdf","bytes":"7"})",
          R"({"name":"../a","media_type":"application/pdf","bytes":7})",
          R"({"name":"a","media_type":"application/pdf","bytes":7,"owner":3})", "[]"}) {
        by("S1").posted("/api/v1/uploads", body, 400);
    }
    by("S1").posted("/api/v1/uploads",
                    R"({"name":"a","media_type":"application/pdf","bytes":99999999999})", 413);
}

TEST_F(FilesTest, in_pieces_that_are_turned_away_are_gone) {
    const std::string bytes = active_pdf();
    const std::string upload = begun(bytes);
    const Answer refused = piece(upload, 0, bytes);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(text(refused.json(), "code"), "file-active");
    by("S1").expect(404, {.path = "/api/v1/uploads/" + upload});
    const std::string misnamed = begun(pdf_saying("x"), "image/png");
    EXPECT_EQ(piece(misnamed, 0, pdf_saying("x")).status, 415);
    EXPECT_TRUE(std::filesystem::is_empty(world().folder / "files" / "pieces"));
}

TEST_F(FilesTest, are_read_and_shown_page_by_page) {
    const std::string digest =
        text(stored(pdf_saying("ORDER 4711"), "application/pdf", "a.pdf"), "digest");
    const std::string path = "/api/v1/files/" + digest;
    EXPECT_FALSE(by("S1").got(path + "/transcript").at("read").as_bool());
    Store& store = world().store();
    EXPECT_EQ(read_waiting(store.files(), world().shelf(), world().paper_reader(), 10), 1);
    const Body seen = by("S1").got(path + "/transcript");
    EXPECT_TRUE(seen.at("read").as_bool());
    EXPECT_EQ(seen.at("seen").as_array().size(), 1U);
    EXPECT_EQ(seen.at("seen").at(0).at("characters").as_int64() >= 10, true);
    const std::string page_path = path + "/pages/1?width=240";
    const Answer page = by("S1").get(page_path);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.header("content-type"), "image/png");
    EXPECT_TRUE(page.body.starts_with("\x89PNG"));
    EXPECT_EQ(by("S1").get(page_path).body, page.body);
    by("S1").expect(404, {.path = path + "/pages/2"});
    by("S1").expect(404, {.path = path + "/pages/0"});
    by("S1").expect(400, {.path = path + "/pages/1?width=5000"});
    const std::string owner = "?owner=" + std::to_string(world().organisations.at("S1"));
    by("reviewer").expect(404, {.path = path + "/pages/1" + owner});
    by("reviewer").expect(404, {.path = path + "/transcript" + owner});
    by("S2").expect(404, {.path = path + "/pages/1"});
    by("S2").expect(404, {.path = path + "/transcript"});
}

TEST_F(FilesTest, that_are_images_become_one_pdf) {
    std::ifstream in{"tests/api/square.png", std::ios::binary};
    const std::string png{std::istreambuf_iterator<char>{in}, {}};
    const std::string image = text(stored(png, "image/png", "1.png"), "digest");
    const std::string pdf = text(stored(pdf_saying("x"), "application/pdf", "x.pdf"), "digest");
    const auto body = [](const json::array& files) {
        return json::serialize(json::object{{"name", "合同.pdf"}, {"files", files}});
    };
    const Body bound = by("S1").posted("/api/v1/files/bindings", body({image, image}), 201);
    EXPECT_EQ(text(bound, "media_type"), "application/pdf");
    EXPECT_EQ(bound.at("pages").as_int64(), 2);
    by("S1").posted("/api/v1/files/bindings", body({image, pdf}), 422);
    by("S1").posted("/api/v1/files/bindings", body({}), 400);
    by("S2").posted("/api/v1/files/bindings", body({image}), 422);
    const Body listed = by("S1").got("/api/v1/files");
    EXPECT_EQ(listed.at("items").as_array().size(), 3U);
    EXPECT_TRUE(listed.at("items").at(0).at("uses").as_array().empty());
}

TEST_F(FilesTest, that_a_scanner_finds_fault_with_are_not_taken) {
    world().scan_with(std::make_unique<EverythingIsInfected>());
    const Ask upload{.method = "POST",
                     .path = "/api/v1/files?name=a.pdf",
                     .body = pdf_saying("x"),
                     .media_type = "application/pdf"};
    const Body infected = by("S1").expect(422, upload);
    EXPECT_EQ(text(infected, "code"), "file-infected");
    EXPECT_EQ(text(infected.at("facts").as_object(), "found"), "Eicar-Test-Signature");
    world().scan_with(std::make_unique<ScannerIsDown>());
    const Body down = by("S1").expect(503, upload);
    EXPECT_EQ(text(down, "code"), "out-of-reach");
    EXPECT_TRUE(by("S1").got("/api/v1/files").at("items").as_array().empty());
}

TEST_F(FilesTest, that_nobody_uses_are_swept_out_and_used_ones_stay) {
    Store& store = world().store();
    const std::string used = text(stored(pdf_saying("1"), "application/pdf", "1.pdf"), "digest");
    const std::string unused = text(stored(pdf_saying("2"), "application/pdf", "2.pdf"), "digest");
    by("S1").posted(World::in_2023("/products"),
                    R"({"name":"x","direction":"cloud","documents":[{"kind":"contract","file":")" +
                        used + R"("}]})",
                    201);
    const Body listed = by("S1").got("/api/v1/files?q=1.pdf");
    EXPECT_EQ(text(listed.at("items").at(0).at("uses").at(0).as_object(), "entity"), "product");
    const Instant given = store.files().of(PartyId{world().organisations.at("S1")}, {}, 1).at(0).at;
    const auto sweep = [&](std::int64_t later) {
        sweep_files(world().use_cases(), world().shelf(), plus_seconds(given, later));
    };
    const auto status = [&](const std::string& digest) {
        return by("S1").get("/api/v1/files/" + digest).status;
    };
    sweep(orphan_after_s - 60);
    EXPECT_EQ(status(unused), 200) << "not yet a day";
    sweep(orphan_after_s + 60);
    EXPECT_EQ(status(unused), 404);
    EXPECT_EQ(status(used), 200);
    EXPECT_TRUE(std::filesystem::exists(world().folder / "files" / "aside" / unused))
        << "whoever is just using it may have it back";
    sweep(orphan_after_s + 120 + discarded_after_s);
    EXPECT_FALSE(world().shelf().fetch(unused));
    EXPECT_EQ(status(used), 200);
}

TEST_F(FilesTest, that_were_dropped_come_back_when_an_act_used_them_meanwhile) {
    const std::string digest = text(stored(pdf_saying("1"), "application/pdf", "1.pdf"), "digest");
    Store& store = world().store();
    const PartyId owner{world().organisations.at("S1")};
    const Instant given = store.files().find(digest, owner)->at;
    sweep_files(world().use_cases(), world().shelf(), plus_seconds(given, orphan_after_s + 1));
    EXPECT_FALSE(store.files().find(digest, owner));
    const auto transaction = store.begin(*world().use_cases().programme("beijing-2023"));
    transaction->note(std::vector<FileUse>{{digest, {"order", 1}}});
    transaction->commit();
    sweep_files(world().use_cases(), world().shelf(),
                plus_seconds(given, orphan_after_s + 2 + discarded_after_s));
    EXPECT_TRUE(store.files().find(digest, owner));
    EXPECT_EQ(by("S1").get("/api/v1/files/" + digest).status, 200);
}

}  // namespace
}  // namespace zq::http
