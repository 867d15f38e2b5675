// The same act twice is one act; and what is changed is what was read.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "base/credit_code.h"
#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

class Keys2023 : public testing::Test {
protected:
    static World& world() {
        static World* const made = new World;
        return *made;
    }
    static constexpr auto draft = R"({"name":"云主机服务","direction":"cloud"})";
    static constexpr auto another = R"({"name":"云网盘","direction":"cloud"})";

    static void expect_replay(const Answer& first, const Answer& second) {
        EXPECT_EQ(second.status, first.status);
        EXPECT_EQ(second.body, first.body);
        EXPECT_EQ(first.header("idempotency-replayed"), "");
        EXPECT_EQ(second.header("idempotency-replayed"), "true");
    }
    static std::size_t drafts() {
        const json::object all = world().by("S1").got(World::in_2023("/products?limit=200"));
        return all.at("items").as_array().size();
    }
};

TEST_F(Keys2023, GiveTheSameAnswerOnce) {
    const std::string path = World::in_2023("/products");
    const std::size_t before = drafts();
    const Answer first = world().by("S1").post(path, draft, "one-key-of-mine");
    EXPECT_EQ(first.status, 201);
    expect_replay(first, world().by("S1").post(path, draft, "one-key-of-mine"));
    EXPECT_EQ(drafts(), before + 1);
}

TEST_F(Keys2023, AreNotTakenForAnotherRequest) {
    const std::string path = World::in_2023("/products");
    EXPECT_EQ(world().by("S1").post(path, draft, "key-for-two").status, 201);
    const Ask other{.method = "POST", .path = path, .body = another, .key = "key-for-two"};
    const json::object problem = world().by("S1").expect(409, other);
    EXPECT_EQ(text(problem, "code"), "idempotency-key-reused");
    EXPECT_EQ(text(problem, "clause"), "Z-004");
}

TEST_F(Keys2023, BelongToOnePerson) {
    const std::string path = World::in_2023("/products");
    EXPECT_EQ(world().by("S1").post(path, draft, "a-key-of-many").status, 201);
    const Answer of_another = world().by("S2").post(path, draft, "a-key-of-many");
    EXPECT_EQ(of_another.status, 201);
    EXPECT_EQ(of_another.header("idempotency-replayed"), "");
}

TEST_F(Keys2023, RememberARefusalToo) {
    const Ask claim{.method = "POST",
                    .path = World::in_2023("/orders"),
                    .body = R"({"product":999999})",
                    .key = "key-of-a-refusal"};
    const Answer first = world().by("E2").ask(claim);
    const Answer second = world().by("E2").ask(claim);
    EXPECT_EQ(first.status, 404);
    EXPECT_EQ(second.status, 404);
    EXPECT_EQ(first.header("idempotency-replayed"), "");
    EXPECT_EQ(second.header("idempotency-replayed"), "true");
    EXPECT_EQ(text(first.json(), "code"), text(second.json(), "code"));
}

TEST_F(Keys2023, AreAskedForByEveryPost) {
    for (const Operation& operation : the_contract().operations()) {
        if (operation.method != "POST") continue;
        const json::value schema = the_contract().request_schema(operation.id);
        Ask asked{.method = "POST", .path = filled_in(operation.path, "beijing-2023")};
        if (!schema.is_null()) {
            asked.body = json::serialize(sample_of(the_contract(), schema.as_object()));
        }
        if (operation.id == "import-register") asked.media_type = "text/csv";
        if (operation.id == "convert-table") asked.media_type = "text/csv";
        if (operation.id == "upload-file") asked.media_type = "application/pdf";
        if (asked.media_type != "application/json") asked.body = pdf_saying("x");
        for (const std::string key : {"none", "seven77", "with a blank"}) {
            asked.key = key;
            const json::object problem = world().by(login_for(operation.roles)).expect(400, asked);
            EXPECT_EQ(text(problem, "code"), "idempotency-key-missing") << operation.id;
        }
    }
}

TEST_F(Keys2023, WorkForWhatIsNoCommand) {
    Browser& platform = world().by("platform");
    const std::string person = R"({"login":"twice","password":"correct horse","name":"Person"})";
    const Answer first = platform.post("/api/v1/persons", person, "key-of-a-person");
    EXPECT_EQ(first.status, 201);
    expect_replay(first, platform.post("/api/v1/persons", person, "key-of-a-person"));
    const Answer other = platform.post(
        "/api/v1/persons", R"({"login":"x","password":"12345678","name":"y"})", "key-of-a-person");
    EXPECT_EQ(other.status, 409);
}

TEST_F(Keys2023, AreNotKeptForLogins) {
    const std::string login = R"({"login":"E2op","password":"correct horse"})";
    const Answer first = world().by("").post("/api/v1/session", login, "key-of-a-login");
    const Answer second = world().by("").post("/api/v1/session", login, "key-of-a-login");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(second.status, 201);
    EXPECT_NE(first.header("set-cookie"), second.header("set-cookie"));
}

TEST_F(Keys2023, OfAnEditOutliveItsETag) {
    Browser& seller = world().by("S1");
    const json::object made = seller.posted(World::in_2023("/products"), draft, 201);
    const std::string product = World::in_2023("/products/" + std::to_string(number(made, "id")));
    const std::string tag = seller.etag(product);
    const Ask edit{.method = "POST",
                   .path = product + "/draft",
                   .body = another,
                   .key = "key-of-an-edit",
                   .if_match = tag};
    const Answer first = seller.ask(edit);
    EXPECT_EQ(first.status, 200);
    EXPECT_NE(seller.etag(product), tag);
    expect_replay(first, seller.ask(edit));

    Ask late = edit;
    late.key = "key-of-a-late-edit";
    EXPECT_EQ(text(seller.expect(412, late), "code"), "changed-since");
    late.if_match.clear();
    EXPECT_EQ(text(seller.expect(428, late), "code"), "if-match-missing");
}

TEST_F(Keys2023, OfAllEditsAskForIfMatch) {
    Browser& seller = world().by("S1");
    const json::object made = seller.posted(World::in_2023("/products"), draft, 201);
    const std::string product = World::in_2023("/products/" + std::to_string(number(made, "id")));
    for (const std::string noun : {"draft", "saved-application", "submission", "name"}) {
        const std::string body = noun == "name" ? R"({"name":"新名"})" : draft;
        Ask edit{.method = "POST", .path = product + "/" + noun, .body = body};
        seller.expect(428, edit);
        edit.if_match = "\"of another state\"";
        seller.expect(412, edit);
    }
}

}  // namespace
}  // namespace zq::http
