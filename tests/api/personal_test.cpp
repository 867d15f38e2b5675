// What is personal: who is shown what in every answer, what a purpose opens, and the trace of it.
//
// docs/personal-data.md has the table; it is written anew with ZQ_WRITE_PERSONAL=1 and then read.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "app/ages.h"
#include "app/erasure.h"
#include "app/looks.h"
#include "http/personal_view.h"
#include "main/usual_papers.h"
#include "sample.h"
#include "world.h"

namespace zq::http {
namespace {

constexpr const char* mobile = "13812345678";
constexpr const char* buyer = "张晓明";
constexpr const char* account = "6222020200112233445";

std::string table_of_views() {
    std::string text =
        "| what | whose | by | shown | opened for a purpose |\n"
        "| --- | --- | --- | --- | --- |\n";
    for (const PersonalRow& row : personal_rows()) {
        std::string who;
        for (const auto& [role, name] : EnumNames<Role>::all) {
            if (row.roles.has(role)) who += (who.empty() ? "" : ", ") + std::string{name};
        }
        if (row.roles == roles::logged_in) who = "everybody";
        text += "| " + std::string{name_of(row.kind)} + " | " + std::string{name_of(row.relation)} +
                " | " + who + " | " + std::string{name_of(row.shown)} + " | " +
                (row.may_open ? "yes" : "–") + " |\n";
    }
    return text;
}

std::string table_of_ages() {
    std::string text = "| setting | days |\n| --- | --- |\n";
    for (const Age& age : ages()) {
        text += "| `" + std::string{age.name} + "` | " + std::to_string(age.days) + " |\n";
    }
    return text;
}

std::string content_of(const std::string& path) {
    std::ifstream in{path};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

// Puts `table` between its two marks of a page.
void write_table(const std::string& path, const std::string& mark, const std::string& table) {
    std::string text = content_of(path);
    const std::string begin = "<!-- " + mark + " -->\n";
    const std::string end = "<!-- end -->";
    const auto from = text.find(begin);
    ASSERT_NE(from, std::string::npos) << path;
    const auto first = from + begin.size();
    text.replace(first, text.find(end, first) - first, table);
    std::ofstream{path} << text;
}

// A city in which E1 has bought of S1, and S1 has handed in papers.
class PersonalData : public testing::Test {
protected:
    static World& world() {
        static World* const made = new World;
        return *made;
    }
    static Browser& by(const std::string& who) { return world().by(who); }
    static std::string in(const std::string& rest) { return World::in_2023(rest); }

    struct City {
        std::int64_t product = 0;
        std::int64_t order = 0;  // placed, and no more
        std::int64_t accepted = 0;
        std::int64_t handed_in = 0;
        std::string paper;  // digest
    };
    static const City& city() {
        static const City made = built();
        return made;
    }
    static std::string order_path(std::int64_t order, const std::string& noun = "") {
        return in("/orders/" + std::to_string(order)) + (noun.empty() ? "" : "/" + noun);
    }
    static std::string paper_path(const std::string& rest = "") {
        return "/api/v1/files/" + city().paper + rest +
               "?owner=" + std::to_string(world().organisations.at("S1"));
    }
    static std::string asking(const std::string& what, std::int64_t id,
                              const std::string& purpose = "complaint",
                              const std::string& entity = "") {
        json::object body{
            {"what", what}, {"id", id}, {"purpose", purpose}, {"words", "case 17 of the hotline"}};
        if (!entity.empty()) body["entity"] = entity;
        return json::serialize(body);
    }
    static json::array trail(const std::string& query = "") {
        return by("auditor").got("/api/v1/looks" + query).at("items").as_array();
    }

private:
    static std::int64_t listed_product() {
        Browser& seller = by("S1");
        const std::string draft = R"({"name":"云主机服务","direction":"cloud","price":"10000.00"})";
        const std::int64_t id = number(seller.posted(in("/products"), draft, 201), "id");
        const std::string path = in("/products/" + std::to_string(id));
        seller.expect(200, {.method = "POST",
                            .path = path + "/submission",
                            .body = draft,
                            .if_match = seller.etag(path)});
        by("platform").posted(path + "/audit", R"({"verdict":"pass"})");
        by("expert").posted(path + "/judgement", R"({"verdict":"pass"})");
        by("officer").posted(path + "/listing", R"({"vouchers":10,"validity_days":30})");
        return id;
    }
    static std::int64_t claimed(std::int64_t product) {
        const json::object claim{{"product", product},
                                 {"contact", std::string{buyer} + " " + mobile}};
        return number(by("E1").posted(in("/orders"), json::serialize(claim), 201), "id");
    }
    static std::int64_t signed_order(std::int64_t product) {
        const std::int64_t order = claimed(product);
        by("S1").posted(order_path(order, "acceptance"));
        by("S1").posted(order_path(order, "contract"),
                        R"({"amount":"10000.00","lists_order":true,"table_on_last_page":true,)"
                        R"("splits_payment":true,"voucher_part":"3000.00","own_part":"7000.00"})");
        return order;
    }
    static json::array papers_for(std::int64_t order) {
        const auto programme = *world().use_cases().programme("beijing-2023");
        const Rulebook& rules = world().use_cases().rulebook(programme);
        WorkingSet tables;
        Keys keys;
        keys.add<Order>(OrderId{order});
        world().store().read(programme)->load(keys, tables);
        const Order& row = tables.get<Order>(OrderId{order});
        const Day day = day_of(world().use_cases().clock().now(), rules.zone);
        return JsonWriter{rules.zone}(usual_papers(rules, {.act = "redeem",
                                                           .subjects = {.enterprise = nullptr,
                                                                        .provider = nullptr,
                                                                        .product = nullptr,
                                                                        .today = day},
                                                           .form = nullptr,
                                                           .dated = day,
                                                           .contract_amount = row.amount,
                                                           .own_payment = row.own_payment,
                                                           .fresh_number = [] { return "INV1"; }}))
            .as_array();
    }
    static City built() {
        City made;
        by("E1").posted(
            in("/certification"),
            R"({"industry":"I6513","staff":50,"revenue":"8000000.00","assets":"5000000.00"})");
        by("S1").posted("/api/v1/bank-account", R"({"account":{"bank":"Bank","number":")" +
                                                    std::string{account} + R"(","holder":"S1"}})");
        made.product = listed_product();
        made.order = claimed(made.product);
        made.accepted = claimed(made.product);
        by("S1").posted(order_path(made.accepted, "acceptance"));
        made.handed_in = signed_order(made.product);
        made.paper = text(by("S1").expect(201, {.method = "POST",
                                                .path = "/api/v1/files?name=a.pdf",
                                                .body = pdf_saying("the contract"),
                                                .media_type = "application/pdf"}),
                          "digest");
        json::array documents = papers_for(made.handed_in);
        documents[0].as_object()["file"] = made.paper;
        by("S1").posted(order_path(made.handed_in, "redemption"),
                        json::serialize(json::object{{"documents", documents}, {"checked", true}}));
        return made;
    }
};

TEST_F(PersonalData, IsShownAsTheReviewedTableSays) {
    const std::string page = "docs/personal-data.md";
    if (std::getenv("ZQ_WRITE_PERSONAL")) {
        write_table(page, "views", table_of_views());
        write_table("docs/operations.md", "ages", table_of_ages());
    }
    EXPECT_TRUE(content_of(page).contains(table_of_views())) << "write it anew, and read it";
    EXPECT_TRUE(content_of("docs/operations.md").contains(table_of_ages()));
}

// Every GET of the contract by every role: what is known to be in the city shows up nowhere but
// where the table has it in the clear.
TEST_F(PersonalData, IsInTheClearNowhereElse) {
    static const std::set<std::string> not_asked{"follow-changes", "log-out"};
    const std::map<std::string, std::string> ids{
        {"{programme}", "beijing-2023"},
        {"{order}", std::to_string(city().accepted)},
        {"{product}", std::to_string(city().product)},
        {"{party}", std::to_string(world().organisations.at("S1"))},
        {"{person}", "1"},
        {"{digest}", city().paper},
        {"{paper}", "order-table"}};
    int asked = 0;
    for (const Operation& operation : the_contract().operations()) {
        if (operation.method != "GET" || not_asked.contains(operation.id)) continue;
        std::string path = operation.path;
        for (const auto& [name, value] : ids) {
            const auto at = path.find(name);
            if (at != std::string::npos) path.replace(at, name.size(), value);
        }
        path = filled_in(path, "beijing-2023", "1");
        for (const auto& [role, role_name] : EnumNames<Role>::all) {
            const std::string who = login_of(role);
            if (!operation.roles.contains(std::string{role_name})) continue;
            const Answer answer = by(who).get(path);
            ++asked;
            const bool buys = roles::enterprise.has(role);
            const bool sells = roles::provider.has(role);
            const bool one_order = operation.path.contains("{order}");
            if (!buys && !(sells && (one_order || operation.id == "list-orders"))) {
                EXPECT_FALSE(answer.body.contains(mobile)) << operation.id << " by " << role_name;
                EXPECT_FALSE(answer.body.contains(buyer)) << operation.id << " by " << role_name;
            }
            const bool audits =
                operation.id.ends_with("list-log") || operation.id == "list-registry-log";
            if (!sells && !audits) {
                EXPECT_FALSE(answer.body.contains(account)) << operation.id << " by " << role_name;
            }
            const bool oneself = operation.id == "show-me" || operation.id == "export-me" ||
                                 operation.id == "list-members" || operation.id == "list-persons";
            if (!oneself) {
                EXPECT_FALSE(answer.body.contains("Person E1")) << operation.id << role_name;
            }
        }
    }
    EXPECT_GT(asked, 300);
}

TEST_F(PersonalData, OfABuyerIsTheSellersOnceItHasAccepted) {
    const std::string clear = std::string{buyer} + " " + mobile;
    const json::object before = by("S1").got(order_path(city().order));
    EXPECT_EQ(text(before, "contact"), "张** 138****5678");
    EXPECT_EQ(before.at("masked").at(0), "/contact");
    EXPECT_EQ(text(by("S1").got(order_path(city().accepted)), "contact"), clear);
    EXPECT_EQ(text(by("E1op").got(order_path(city().order)), "contact"), clear);
    for (const char* who : {"reviewer", "officer", "maker", "approver", "platform", "auditor"}) {
        EXPECT_EQ(text(by(who).got(order_path(city().accepted)), "contact"), "张** 138****5678")
            << who;
    }
}

TEST_F(PersonalData, ShowsAccountsByTheirLastDigits) {
    city();
    const std::string party = std::to_string(world().organisations.at("S1"));
    const json::object seen = by("officer").got(in("/providers/" + party));
    EXPECT_EQ(text(seen.at("bank_account").as_object(), "number"), "****3445");
    EXPECT_EQ(seen.at("bank_account").at("masked").at(0), "/number");
    EXPECT_EQ(text(by("S1").got(in("/provider")).at("bank_account").as_object(), "number"),
              account);
    EXPECT_FALSE(by("expert").got(in("/providers/" + party)).contains("bank_account"));
}

TEST_F(PersonalData, IsOpenedForAPurposeAndLeavesATrace) {
    const std::string path = in("/disclosures");
    const json::object told =
        by("officer").posted(path, asking("order-contact", city().order), 201);
    EXPECT_EQ(text(told.at("values").as_object(), "/contact"), std::string{buyer} + " " + mobile);
    const std::string officer = std::to_string(number(by("officer").got("/api/v1/me"), "person"));
    const json::array looks = trail("?what=order-contact&person=" + officer);
    ASSERT_EQ(looks.size(), 1U);
    const json::object& look = looks.front().as_object();
    EXPECT_EQ(text(look, "purpose"), "complaint");
    EXPECT_EQ(text(look, "words"), "case 17 of the hotline");
    EXPECT_EQ(text(look, "role"), "programme-officer");
    EXPECT_EQ(text(look, "case"), "none");
    EXPECT_EQ(number(look, "id"), city().order);
    EXPECT_EQ(number(look, "of"), world().organisations.at("E1"));
    const json::array at_e1 =
        by("E1").got("/api/v1/me/looks?about=organisation").at("items").as_array();
    ASSERT_GE(at_e1.size(), 1U);
    EXPECT_FALSE(at_e1.front().as_object().contains("person")) << "staff have names of their own";
    EXPECT_TRUE(by("E2").got("/api/v1/me/looks?about=organisation").at("items").as_array().empty());
}

TEST_F(PersonalData, IsNotOpenedWithoutAPurposeOrBySomebodyElse) {
    const std::string path = in("/disclosures");
    by("officer").posted(path, asking("order-contact", city().order, "duty"), 422);
    by("officer").posted(
        path, R"({"what":"order-contact","id":1,"purpose":"complaint","words":" "})", 422);
    by("officer").posted(path, asking("person-name", 1), 422);
    by("officer").posted(path, asking("order-contact", 999'999), 404);
    by("maker").posted(path, asking("order-contact", city().order), 403);
    by("reviewer").posted(path, asking("bank-account", world().organisations.at("S1")), 403);
    by("platform").posted(path, asking("papers", city().handed_in, "inspection", "order"), 403);
    by("auditor").posted(path, asking("papers", city().handed_in, "inspection", "person"), 422);
    const json::object opened =
        by("approver")
            .posted(path,
                    asking("bank-account", world().organisations.at("S1"), "checking-payment"),
                    201);
    EXPECT_EQ(text(opened.at("values").as_object(), "/bank_account/number"), account);
}

TEST_F(PersonalData, OfPersonsIsMaskedForRegistrars) {
    const json::array persons =
        by("platform").got("/api/v1/persons?limit=200").at("items").as_array();
    const std::int64_t e1 = number(by("E1").got("/api/v1/me"), "person");
    for (const json::value& one : persons) {
        const json::object& person = one.as_object();
        if (number(person, "id") != e1) continue;
        EXPECT_EQ(text(person, "name"), "P*** **");
        EXPECT_EQ(person.at("masked").at(0), "/name");
    }
    const json::object told =
        by("securityadmin")
            .posted("/api/v1/disclosures", asking("person-name", e1, "checking-identity"), 201);
    EXPECT_EQ(text(told.at("values").as_object(), "/name"), "Person E1");
    const json::array looks = by("E1").got("/api/v1/me/looks").at("items").as_array();
    ASSERT_EQ(looks.size(), 1U);
    EXPECT_EQ(text(looks.front().as_object(), "what"), "person-name");
    by("auditor").posted("/api/v1/disclosures", asking("papers", 1), 422);
}

TEST_F(PersonalData, PapersAreOpenToWhoeverHasTheCase) {
    EXPECT_EQ(by("reviewer").get(paper_path()).status, 200);
    by("reviewer").expect(200, {.path = paper_path("/transcript")});
    const json::array looks =
        trail("?what=papers&of=" + std::to_string(world().organisations.at("S1")));
    ASSERT_GE(looks.size(), 2U);
    std::set<std::string> parts;
    for (const json::value& look : looks) {
        parts.insert(text(look.as_object(), "part"));
        EXPECT_EQ(text(look.as_object(), "case"), "review");
    }
    EXPECT_TRUE(parts.contains("whole") && parts.contains("reading"));
    for (const char* who : {"platform", "maker", "approver", "expert"}) {
        const json::object no = by(who).expect(403, {.path = paper_path()});
        EXPECT_EQ(text(no, "code"), "no-case") << who;
    }
}

TEST_F(PersonalData, PapersAreOpenedByTakingTheCase) {
    for (const char* who : {"officer", "auditor"}) {
        const json::object no = by(who).expect(403, {.path = paper_path("/transcript")});
        EXPECT_EQ(text(no, "code"), "purpose-needed");
        EXPECT_EQ(no.at("facts").at("entity"), "order");
        EXPECT_EQ(no.at("facts").at("id"), city().handed_in);
        by(who).posted(in("/disclosures"),
                       asking("papers", city().handed_in, "taking-the-case", "order"), 201);
        EXPECT_EQ(by(who).get(paper_path()).status, 200);
    }
    by("officer").expect(200, {.path = paper_path("/transcript")});
    EXPECT_EQ(trail("?purpose=taking-the-case").size(), 2U);
}

TEST_F(PersonalData, TheTrailIsFilteredAndReadPageByPage) {
    by("platform").posted(in("/disclosures"), asking("order-contact", city().accepted), 201);
    const json::object first = by("auditadmin").got("/api/v1/looks?limit=1");
    ASSERT_EQ(first.at("items").as_array().size(), 1U);
    const json::object second =
        by("auditadmin").got("/api/v1/looks?limit=1&cursor=" + text(first, "next"));
    EXPECT_NE(first.at("items"), second.at("items"));
    EXPECT_TRUE(trail("?since=2090-01-01T00:00:00Z").empty());
    EXPECT_TRUE(trail("?until=1990-01-01T00:00:00Z").empty());
    EXPECT_TRUE(trail("?refused=true").empty());
    for (const char* wrong : {"?cursor=x", "?what=all", "?since=yesterday", "?person=x"}) {
        by("auditor").expect(400, {.path = std::string{"/api/v1/looks"} + wrong});
    }
}

TEST_F(PersonalData, IsExportedToThePersonItself) {
    const json::object all = by("E2op").got("/api/v1/me/data");
    EXPECT_EQ(text(all, "name"), "Person E2op");
    EXPECT_EQ(all.at("memberships").as_array().size(), 1U);
    EXPECT_GE(all.at("sessions").as_array().size(), 1U);
}

TEST_F(PersonalData, IsCorrectedAndTheOldOpeningErased) {
    const std::int64_t person = number(by("S2op").got("/api/v1/me"), "person");
    const auto names = [&] {
        return commitments_of(*world().store().read(registry), {"person", person}, "name");
    };
    ASSERT_EQ(names().size(), 1U);
    by("S2op").posted("/api/v1/me/name", R"({"name":" "})", 422);
    EXPECT_EQ(text(by("S2op").posted("/api/v1/me/name", R"({"name":"王芳"})"), "name"), "王芳");
    ASSERT_EQ(names().size(), 2U);
    EXPECT_FALSE(world().store().read(registry)->opened(names().front()));
    EXPECT_EQ(world().store().read(registry)->opened(names().back()), "王芳");
}

TEST_F(PersonalData, OfAnOrderIsCorrectedByItsBuyer) {
    const std::string path = order_path(city().handed_in, "contact");
    by("E2").posted(path, R"({"contact":"x"})", 404);
    EXPECT_EQ(text(by("E1").posted(path, R"({"contact":"李四"})"), "contact"), "李四");
    EXPECT_EQ(text(by("officer").got(order_path(city().handed_in)), "contact"), "李*");
    const json::object none = by("E1").posted(path, R"({"contact":""})");
    EXPECT_FALSE(none.contains("contact"));
}

// Counted from the last thing that happened to an order that has ended.
TEST_F(PersonalData, OfOrdersThatEndedLongAgoIsForgotten) {
    const json::object claim{{"product", city().product}, {"contact", "赵敏 13912345678"}};
    const std::int64_t order =
        number(by("E1").posted(in("/orders"), json::serialize(claim), 201), "id");
    by("E1").posted(order_path(order, "cancellation"));
    const Instant ended = world().use_cases().clock().now();
    const std::int64_t age_s = days_kept(world().store(), "keep-contacts-days") * 24 * 3600;
    const auto sweep = [&](std::int64_t after_s) {
        sweep_aged(world().use_cases(), world().now(), plus_seconds(ended, after_s));
    };
    sweep(age_s - 1);
    EXPECT_TRUE(by("E1").got(order_path(order)).contains("contact"));
    sweep(age_s + 1);
    const json::object seen = by("E1").got(order_path(order));
    EXPECT_FALSE(seen.contains("contact"));
    EXPECT_EQ(seen.at("erased").at(0), "/contact");
    EXPECT_TRUE(by("E1").got(order_path(city().order)).contains("contact")) << "it has not ended";
}

TEST_F(PersonalData, OfWhoeverActsForNobodyIsErased) {
    World town;
    const json::array persons =
        town.by("securityadmin").got("/api/v1/persons?limit=200").at("items").as_array();
    const std::int64_t person = number(town.by("E2").got("/api/v1/me"), "person");
    const std::string path = "/api/v1/persons/" + std::to_string(person) + "/erasure";
    town.by("securityadmin").posted(path, R"({"reason":"asked on 1 March"})", 422);
    town.by("securityadmin").posted(path, R"({"reason":" "})", 422);
    const json::array held = town.by("platform")
                                 .got("/api/v1/memberships?person=" + std::to_string(person))
                                 .at("items")
                                 .as_array();
    for (const json::value& one : held) {
        const std::string id = std::to_string(number(one.as_object(), "id"));
        town.by("platform").posted("/api/v1/memberships/" + id + "/revocation");
    }
    const json::object erased =
        town.by("securityadmin").posted(path, R"({"reason":"asked on 1 March"})");
    EXPECT_FALSE(erased.contains("name"));
    EXPECT_EQ(erased.at("erased").at(0), "/name");
    EXPECT_TRUE(town.store().access().credentials_of(PersonId{person}).empty());
    EXPECT_EQ(town.by("auditor").got("/api/v1/looks?what=erasure").at("items").as_array().size(),
              1U);
    EXPECT_GT(persons.size(), 10U);
}

TEST_F(PersonalData, IsOpenedOnlySoOftenAnHour) {
    World town;
    Access& access = town.store().access();
    const std::int64_t platform = number(town.by("platform").got("/api/v1/me"), "person");
    for (std::int64_t i = 0; i < openings_an_hour; ++i) {
        Look look;
        look.at = town.now();
        look.by = PersonId{platform};
        look.what = Seen::bank_account;
        look.id = i;
        EXPECT_TRUE(note_look(access, look)) << i;
    }
    const std::string e1 = std::to_string(number(town.by("E1").got("/api/v1/me"), "person"));
    const std::string body =
        R"({"what":"person-name","id":)" + e1 + R"(,"purpose":"complaint","words":"x"})";
    const json::object no = town.by("platform").posted("/api/v1/disclosures", body, 429);
    EXPECT_EQ(text(no, "code"), "too-much-opened");
    const json::array refused =
        town.by("auditor").got("/api/v1/looks?refused=true").at("items").as_array();
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(number(refused.front().as_object(), "person"), platform);
}

TEST(Fresh, IsAskedForBeforeAnythingIsOpened) {
    World town;
    town.by("securityadmin");
    town.wait(301);
    const json::object no = town.by("securityadmin")
                                .posted("/api/v1/disclosures",
                                        R"({"what":"person-name","id":1,"purpose":"complaint",)"
                                        R"("words":"x"})",
                                        403);
    EXPECT_EQ(text(no, "code"), "confirmation-needed");
}

}  // namespace
}  // namespace zq::http
