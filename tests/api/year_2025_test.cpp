// The programme of 2025 from an application with mistakes to money paid and asked back, on SQLite,
// each step by whoever takes it.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "app/certificate.h"
#include "app/notary.h"
#include "app/reading_room.h"
#include "base/digest.h"
#include "http/codec.h"
#include "main/usual_papers.h"
#include "papers/specimens/specimen.h"
#include "world.h"

namespace zq::http {
namespace {

class Year2025 : public testing::Test {
protected:
    Year2025() : world_{StoreKind::sqlite} { world_.move_to("2025-03-03T09:00:00+08:00"); }

    Browser& by(const std::string& login) { return world_.by(login); }
    static std::string in(const std::string& rest) { return World::in_2025(rest); }
    json::object edit(const std::string& product, const std::string& noun, const json::object& body,
                      int status = 200) {
        return by("S1").expect(status, {.method = "POST",
                                        .path = product + noun,
                                        .body = json::serialize(body),
                                        .if_match = by("S1").etag(product)});
    }

    const Rulebook& rules() {
        return world_.use_cases().rulebook(*world_.use_cases().programme("beijing-2025"));
    }
    template <class T>
    T see(const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        world_.store().read(*world_.use_cases().programme("beijing-2025"))->load(keys, tables);
        return tables.get<T>(key);
    }
    Day today() { return day_of(world_.use_cases().clock().now(), rules().zone); }

    // Complete and right.
    json::object application() {
        Application made;
        made.name = "大模型客服";
        made.direction = "large-model";
        made.price = Money{10'000'000};
        Product product;
        product.direction = made.direction;
        const auto provider = see<Provider>(PartyId{world_.organisations.at("S1")});
        const Subjects subjects{
            .enterprise = nullptr, .provider = &provider, .product = &product, .today = today()};
        made.form = usual_form(rules(), subjects, made);
        made.documents = usual_papers(rules(), {.act = "submit-product",
                                                .subjects = subjects,
                                                .form = &made.form,
                                                .dated = today(),
                                                .contract_amount = made.price,
                                                .own_payment = made.price,
                                                .fresh_number = {}});
        json::object body = JsonWriter{rules().zone}(made).as_object();
        body.erase("product");
        return body;
    }

    json::object redemption(std::int64_t id) {
        const auto order = see<Order>(OrderId{id});
        const auto enterprise = see<Enterprise>(order.enterprise);
        const auto provider = see<Provider>(order.provider);
        const auto product = see<Product>(order.product);
        const auto documents = usual_papers(rules(), {.act = "redeem",
                                                      .subjects = {.enterprise = &enterprise,
                                                                   .provider = &provider,
                                                                   .product = &product,
                                                                   .today = today()},
                                                      .form = nullptr,
                                                      .dated = today(),
                                                      .contract_amount = order.amount,
                                                      .own_payment = order.own_payment,
                                                      .fresh_number = [this] { return invoice_; }});
        return {{"documents", JsonWriter{rules().zone}(documents)}, {"checked", true}};
    }

    static std::set<std::string> pointers(const json::object& problem) {
        std::set<std::string> all;
        for (const json::value& error : problem.at("errors").as_array()) {
            all.insert(text(error.as_object(), "pointer"));
        }
        return all;
    }
    static std::string status(const json::object& answer, const std::string& entity) {
        return text(answer.at(entity).as_object(), "status");
    }

    std::string listed_product();
    std::int64_t signed_order(const std::string& product);
    std::int64_t approved_order(const std::string& product);
    std::string paid_batch(std::int64_t order);

    World world_;
    std::string invoice_ = "011001900104 11002233";
};

std::string Year2025::listed_product() {
    const json::object draft =
        by("S1").posted(in("/products"), json::serialize(application()), 201);
    const std::string product = in("/products/" + std::to_string(number(draft, "id")));
    edit(product, "/submission", application());
    by("platform").posted(product + "/audit", R"({"verdict":"pass"})");
    by("officer").posted(product + "/notice");
    world_.move_to("2025-03-20T09:00:00+08:00");
    by("officer").posted(product + "/listing", R"({"vouchers":5})");
    return product;
}

std::int64_t Year2025::signed_order(const std::string& product) {
    by("E1").posted(in("/certification"),
                    R"({"industry":"I6513","staff":50,"revenue":"8000000.00",)"
                    R"("assets":"5000000.00"})");
    const json::object claim{{"product", by("S1").got(product).at("id")}};
    const json::object claimed = by("E1").posted(in("/orders"), json::serialize(claim), 201);
    EXPECT_EQ(status(claimed, "order"), "placed");
    const std::int64_t order = number(claimed, "id");
    const std::string path = in("/orders/" + std::to_string(order));
    EXPECT_EQ(status(by("S1op").posted(path + "/acceptance"), "order"), "accepted");
    const json::object unsplit = by("S1").posted(
        path + "/contract", R"({"lists_order":true,"table_on_last_page":true})", 422);
    EXPECT_EQ(text(unsplit, "code"), "split-missing");
    const json::object contract =
        by("S1").posted(path + "/contract",
                        R"({"lists_order":true,"table_on_last_page":true,"splits_payment":true})");
    EXPECT_EQ(status(contract, "order"), "signed");
    return order;
}

std::int64_t Year2025::approved_order(const std::string& product) {
    const std::int64_t order = signed_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    by("E1op").posted(path + "/completion");
    json::object papers = redemption(order);
    by("S1").posted(path + "/redemption", json::serialize(papers));
    by("reviewer").posted(path + "/return", R"({"reason":"the receipt cannot be read"})");
    const json::object again = by("S1").posted(path + "/redemption", json::serialize(papers));
    EXPECT_EQ(status(again, "order"), "in-review");
    const json::object reviewed = by("reviewer").posted(path + "/review");
    EXPECT_EQ(status(reviewed, "order"), "approved");
    EXPECT_EQ(by("S1").got(path + "/redemption").at("submissions").as_array().size(), 2U);
    return order;
}

std::string Year2025::paid_batch(std::int64_t order) {
    by("S1").posted("/api/v1/bank-account",
                    R"({"account":{"bank":"Bank","number":"6222","holder":"S1"}})");
    const json::object orders{{"orders", json::array{order}}};
    const json::object made = by("maker").posted(in("/batches"), json::serialize(orders), 201);
    const std::string batch = in("/batches/" + std::to_string(number(made, "id")));
    by("maker").posted(batch + "/notice");
    const json::object early = by("maker").posted(batch + "/settlement", "{}", 409);
    EXPECT_EQ(text(early, "code"), "notice-running");
    by("approver").expect(409, {.path = batch + "/payout-file"});
    world_.move_to("2025-04-10T09:00:00+08:00");
    by("maker").posted(batch + "/settlement");
    EXPECT_EQ(status(by("approver").posted(batch + "/payment"), "batch"), "paid");
    return batch;
}

TEST_F(Year2025, NamesEveryMistakeOfAnApplication) {
    json::object wrong = application();
    json::object& form = wrong.at("form").as_object();
    form.erase("introduction");
    form["contact-mobile"] = json::array{"12"};
    form["price"] = json::array{"cheap"};
    const json::object draft = by("S1").posted(in("/products"), json::serialize(wrong), 201);
    const std::string product = in("/products/" + std::to_string(number(draft, "id")));

    const json::object problem = edit(product, "/saved-application", wrong, 422);
    EXPECT_EQ(text(problem, "code"), "form-invalid");
    const std::set<std::string> expected{"/form/introduction", "/form/contact-mobile",
                                         "/form/price"};
    const std::set<std::string> found = pointers(problem);
    EXPECT_TRUE(std::ranges::includes(found, expected)) << json::serialize(problem);

    json::object incomplete = application();
    json::array& documents = incomplete.at("documents").as_array();
    documents[1].as_object()["format"] = "exe";
    documents.erase(documents.begin());
    const json::object unpapered = edit(product, "/submission", incomplete, 422);
    EXPECT_TRUE(pointers(unpapered).contains("/documents")) << json::serialize(unpapered);
    EXPECT_EQ(text(by("S1").got(product), "status"), "draft") << "nothing of a no is stored";

    documents[1].as_object()["file"] = std::string(64, 'a');
    const json::object fileless = edit(product, "/submission", incomplete, 422);
    EXPECT_EQ(pointers(fileless), std::set<std::string>{"/documents/1/file"});
}

TEST_F(Year2025, SendsAnApplicationBackOnceAndListsIt) {
    const json::object draft =
        by("S1").posted(in("/products"), json::serialize(application()), 201);
    const std::string product = in("/products/" + std::to_string(number(draft, "id")));
    edit(product, "/saved-application", application());
    edit(product, "/submission", application());
    const json::object final = edit(product, "/draft", application(), 409);
    EXPECT_EQ(text(final, "code"), "submitted-final");
    const json::object returned =
        by("platform")
            .posted(product + "/audit",
                    R"({"verdict":"return","reason":"the seal is missing","due":"2025-03-10"})");
    EXPECT_EQ(status(returned, "product"), "returned");
    edit(product, "/submission", application());
    by("platform").posted(product + "/audit", R"({"verdict":"pass"})");
    const json::object judged =
        by("expert").posted(product + "/judgement", R"({"verdict":"pass"})", 409);
    EXPECT_EQ(text(judged, "code"), "not-offered") << "2025 has no judgement";
    const json::object notice = by("officer").posted(product + "/notice");
    EXPECT_EQ(status(notice, "product"), "on-notice");

    const json::object objecting{{"product", draft.at("id")}, {"text", "It is not theirs"}};
    const json::object said = by("").posted(in("/objections"), json::serialize(objecting), 201);
    by("officer").posted(in("/objections/" + std::to_string(number(said, "id")) + "/decision"),
                         R"({"upheld":false,"reason":"it is"})");
    world_.move_to("2025-03-20T09:00:00+08:00");
    EXPECT_EQ(text(by("officer").got(product), "status"), "qualified");
    by("officer").posted(product + "/listing", R"({"vouchers":5})");
    EXPECT_EQ(by("").got(in("/catalogue?direction=large-model")).at("items").as_array().size(), 1U);
    const json::object late = by("").posted(in("/objections"), json::serialize(objecting), 409);
    EXPECT_EQ(text(late, "code"), "notice-closed");
    const json::object story = by("S1").got(product + "/timeline");
    EXPECT_GE(story.at("items").as_array().size(), 8U);
}

TEST_F(Year2025, PaysAnOrderAndAsksForAPartBack) {
    const std::string product = listed_product();
    const std::int64_t order = approved_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    const std::string batch = paid_batch(order);
    EXPECT_EQ(text(by("E1").got(path), "status"), "paid");
    EXPECT_EQ(text(by("").got(in("/statistics")).at("budget").as_object(), "spent"),
              text(by("E1").got(path), "approved"));
    const json::object noticed = by("").got(in("/payout-notices"));
    const json::object& line = noticed.at("items").at(0).at("lines").as_array().at(0).as_object();
    EXPECT_EQ(text(line, "provider_name"), "S1");
    EXPECT_FALSE(line.contains("enterprise")) << "no enterprise is named to the public";

    const json::object refund = by("S1").posted(
        path + "/refunds", R"({"kind":"partial","amount":"50000.00","reason":"half of it"})");
    EXPECT_EQ(status(refund, "order"), "recovering");
    const json::object too_much =
        by("S1").posted(path + "/returned-funds", R"({"amount":"99999.00"})", 422);
    EXPECT_EQ(text(too_much, "code"), "amount-too-high");
    EXPECT_EQ(status(by("S1").posted(path + "/returned-funds"), "order"), "clawed-back");
    const json::object no = by("auditor").expect(403, {.path = batch + "/payout-file"});
    EXPECT_EQ(text(no, "code"), "purpose-needed");
    json::object purpose{
        {"what", "papers"}, {"purpose", "inspection"}, {"words", "audit of the year"}};
    for (const char* fact : {"entity", "id"}) purpose[fact] = no.at("facts").at(fact);
    by("auditor").posted(in("/disclosures"), json::serialize(purpose), 201);
    const Answer file = by("auditor").get(batch + "/payout-file");
    EXPECT_EQ(sha256_hex(file.body), text(by("maker").got(batch), "payout_digest"));
    EXPECT_NE(file.body.find("\"6222\""), std::string::npos) << file.body;
}

TEST_F(Year2025, NamesWhatIsWrongWithPapers) {
    const std::string product = listed_product();
    const std::int64_t order = signed_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    json::object papers = redemption(order);
    json::array& documents = papers.at("documents").as_array();
    documents.back().as_object()["kind"] = "nonsense";
    documents.front().as_object()["sealed"] = false;
    const json::object problem =
        by("S1").posted(path + "/redemption", json::serialize(papers), 422);
    EXPECT_FALSE(problem.at("reasons").as_array().empty());
    EXPECT_TRUE(pointers(problem).contains("/documents/0")) << json::serialize(problem);
    EXPECT_EQ(text(by("S1").got(path), "status"), "signed");
}

TEST_F(Year2025, TakesAnInvoiceForOneOrderOnly) {
    const std::string product = listed_product();
    approved_order(product);
    const std::int64_t second = signed_order(product);
    const json::object reused =
        by("S1").posted(in("/orders/" + std::to_string(second) + "/redemption"),
                        json::serialize(redemption(second)), 409);
    EXPECT_EQ(text(reused, "code"), "invoice-reused");
}

// ---- papers

bool is_pdf(const Answer& answer) {
    return answer.status == 200 && answer.body.starts_with("%PDF-") &&
           answer.header("content-disposition").ends_with(".pdf");
}

bool is_workbook(const Answer& answer) {
    return answer.status == 200 && answer.body.starts_with("PK") &&
           answer.header("content-disposition").ends_with(".xlsx");
}

// The code that a certificate carries, from the address its own check would give.
std::string code_of(World& world, const std::string& programme, std::int64_t id) {
    const auto reader = world.store().read(*world.use_cases().programme(programme));
    Keys keys;
    keys.add<Order>(OrderId{id});
    WorkingSet tables;
    reader->load(keys, tables);
    const Order order = tables.get<Order>(OrderId{id});
    Keys more;
    more.add<Enterprise>(order.enterprise);
    reader->load(more, tables);
    const Enterprise enterprise = tables.get<Enterprise>(order.enterprise);
    return app::check_code(reader->log(id, 1).front().hash, order, enterprise.uscc,
                           *app::certification_of(enterprise, order));
}

TEST_F(Year2025, PrintsThePapersOfAnOrder) {
    const std::string product = listed_product();
    EXPECT_TRUE(is_pdf(by("S1").get(product + "/commitment")));
    const std::int64_t order = signed_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    for (const char* paper : {"size-certificate", "order-table", "waiver"}) {
        const Answer first = by("E1").get(path + "/papers/" + paper);
        EXPECT_TRUE(is_pdf(first)) << paper;
        EXPECT_EQ(by("S1").get(path + "/papers/" + paper).body, first.body) << paper;
        by("E2").expect(404, {.path = path + "/papers/" + paper});
    }
    by("E1").expect(404, {.path = path + "/papers/" + "something-else"});
}

TEST_F(Year2025, SaysWhetherACertificateWasIssued) {
    const std::int64_t order = signed_order(listed_product());
    const json::object shown = by("E1").got(in("/orders/" + std::to_string(order)));
    const std::string check = in("/size-certificates/" + text(shown, "number"));
    const std::string code = code_of(world_, "beijing-2025", order);
    const json::object good = by("").got(check + "?code=" + code);
    EXPECT_TRUE(good.at("issued").as_bool());
    const json::object& certificate = good.at("certificate").as_object();
    EXPECT_EQ(text(certificate, "enterprise_name"), "E1");
    EXPECT_EQ(text(certificate, "size"), "small");
    EXPECT_EQ(certificate.at("placed"), shown.at("placed"));
    const json::object wrong = by("").got(check + "?code=0123456789abcdef");
    EXPECT_EQ(wrong, by("").got(in("/size-certificates/BJ202599999999") + "?code=" + code));
    EXPECT_EQ(wrong, by("").got(check));
    EXPECT_FALSE(wrong.at("issued").as_bool());
    EXPECT_FALSE(wrong.contains("certificate"));
}

TEST_F(Year2025, PrintsNoticesAndThePayoutList) {
    EXPECT_TRUE(is_pdf(by("").get(in("/product-notices/paper"))));
    const std::int64_t order = approved_order(listed_product());
    const std::string batch = paid_batch(order);
    const std::string id = batch.substr(batch.rfind('/'));
    EXPECT_TRUE(is_pdf(by("").get(in("/payout-notices" + id + "/paper"))));
    by("").expect(404, {.path = in("/payout-notices/999999/paper")});
    EXPECT_TRUE(is_pdf(by("maker").get(batch + "/payout-list")));
    EXPECT_TRUE(is_workbook(by("maker").get(batch + "/payout-file?format=xlsx")));
    by("maker").expect(400, {.path = batch + "/payout-file?format=doc"});
}

// ---- spreadsheets

constexpr const char* xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

TEST_F(Year2025, TakesTheApplicationFormBackAsItWent) {
    EXPECT_TRUE(is_workbook(by("").get(in("/application-form"))));
    by("").expect(404, {.path = World::in_2023("/application-form")});
    const json::object draft =
        by("S1").posted(in("/products"), json::serialize(application()), 201);
    const std::string product = in("/products/" + std::to_string(number(draft, "id")));
    const Answer filled = by("S1").get(product + "/application-form");
    ASSERT_TRUE(is_workbook(filled));
    const Ask back{.method = "POST",
                   .path = in("/application-form/reading"),
                   .body = filled.body,
                   .media_type = xlsx};
    const json::object read = by("S1").expect(200, back);
    EXPECT_EQ(read.at("form"), by("S1").got(product).at("form"));
    EXPECT_TRUE(read.at("faults").as_array().empty()) << json::serialize(read.at("faults"));
    Ask blank = back;
    blank.body = by("").get(in("/application-form")).body;
    const json::object empty = by("S1").expect(200, blank);
    EXPECT_GT(empty.at("faults").as_array().size(), 5U);
    Ask nonsense = back;
    nonsense.body = "PK no workbook";
    by("S1").expect(422, nonsense);
}

TEST_F(Year2025, MakesAWorkbookOfATable) {
    const Ask table{.method = "POST",
                    .path = "/api/v1/spreadsheets?name=orders",
                    .body = "订单,金额\r\n=1+1,12.00\r\n",
                    .media_type = "text/csv"};
    EXPECT_TRUE(is_workbook(by("officer").ask(table)));
    Ask named = table;
    named.path = "/api/v1/spreadsheets?name=..%2Fx";
    by("officer").expect(400, named);
    by("").expect(401, table);
}

// ---- what an act would do

TEST_F(Year2025, ShowsAClaimWithoutMakingIt) {
    const std::string product = listed_product();
    by("E1").posted(in("/certification"),
                    R"({"industry":"I6513","staff":50,"revenue":"8000000.00",)"
                    R"("assets":"5000000.00"})");
    const json::object claim{{"product", by("S1").got(product).at("id")}};
    const Ask asked{.method = "POST",
                    .path = in("/orders"),
                    .body = json::serialize(claim),
                    .key = "the-key-of-the-preview",
                    .more = {"Preview: true"}};
    const json::value head = by("").got(in("/log/head")).at("seq");
    const Answer shown = by("E1").ask(asked);
    EXPECT_EQ(shown.status, 201);
    EXPECT_EQ(shown.header("preview"), "true");
    EXPECT_EQ(by("").got(in("/log/head")).at("seq"), head);
    EXPECT_TRUE(by("E1").got(in("/orders")).at("items").as_array().empty());
    EXPECT_EQ(by("S1").ask(asked).status, 403);

    // Nobody who asks for a preview gets the act.
    for (const auto& [path, header] :
         {std::pair{asked.path, "Preview: yes"},
          std::pair{std::string{"/api/v1/bank-account"}, "Preview: true"}}) {
        const Answer refused =
            by("S1").ask({.method = "POST", .path = path, .body = asked.body, .more = {header}});
        EXPECT_EQ(refused.status, 400) << header;
    }
    EXPECT_EQ(by("").got(in("/log/head")).at("seq"), head);

    // The key was not used up, and what was shown is what comes.
    const Answer made =
        by("E1").ask({.method = "POST", .path = asked.path, .body = asked.body, .key = asked.key});
    EXPECT_EQ(made.header("preview"), "");
    const json::object would = shown.json().at("order").as_object();
    const json::object did = made.json().at("order").as_object();
    for (const char* field : {"subsidy", "own_payment", "accept_by", "valid_until"}) {
        EXPECT_EQ(would.at(field), did.at(field)) << field;
    }
    EXPECT_GT(by("").got(in("/log/head")).at("seq").as_int64(), head.as_int64());
}

TEST_F(Year2025, ShowsWhatSpeaksAgainstARedemptionAndReservesNoInvoice) {
    const std::string product = listed_product();
    const std::int64_t first = signed_order(product);
    const std::int64_t second = signed_order(product);
    const auto preview = [&](std::int64_t order) {
        return by("S1").ask({.method = "POST",
                             .path = in("/orders/" + std::to_string(order) + "/redemption"),
                             .body = json::serialize(redemption(order)),
                             .more = {"Preview: true"}});
    };
    EXPECT_EQ(preview(first).status, 200);
    EXPECT_EQ(preview(second).status, 200) << "the first preview has taken no number";
    by("S1").posted(in("/orders/" + std::to_string(first) + "/redemption"),
                    json::serialize(redemption(first)));
    const Answer reused = preview(second);
    EXPECT_EQ(reused.status, 409);
    EXPECT_EQ(text(reused.json(), "code"), "invoice-reused");
    EXPECT_EQ(text(by("S1").got(in("/orders/" + std::to_string(second))), "status"), "signed");
}

// An edition that has a recall holds for the orders claimed under it.
TEST_F(Year2025, TakesARedemptionBackWhereTheRulebookHasARecall) {
    auto edition = std::make_shared<Rulebook>(rules());
    for (auto& row : edition->recall_until_opened.rows) row.value = true;
    edition->digest = "of an edition with a recall";
    world_.use_cases().publish(edition, Actor{});
    const json::array proposed = by("approver").got(in("/proposals")).at("items").as_array();
    ASSERT_EQ(text(proposed.back().as_object(), "act"), "publish-edition");
    const std::string proposal = std::to_string(number(proposed.back().as_object(), "id"));
    by("approver").posted(in("/proposals/" + proposal + "/approval"));
    world_.use_cases().publish(edition, Actor{});  // this process has it at hand
    const std::string product = listed_product();
    const std::int64_t order = signed_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    by("S1").posted(path + "/redemption", json::serialize(redemption(order)));
    EXPECT_TRUE(by("S1").got(path + "/redemption").at("recallable").as_bool());
    const json::object taken_back = by("S1").posted(path + "/redemption-withdrawal");
    EXPECT_EQ(status(taken_back, "order"), "redeeming");
    by("S1").posted(path + "/redemption", json::serialize(redemption(order)));
    by("reviewer").posted(path + "/review-opening");
    EXPECT_EQ(text(by("S1").posted(path + "/redemption-withdrawal", "{}", 409), "code"),
              "submitted-final");
}

// ---- checks: what speaks against an act, before it and after it

// "paper invoice passed", and so on, by about and key.
std::string state_of(const json::value& checks, std::string_view about, std::string_view key) {
    for (const json::value& check : checks.as_array()) {
        const json::object& one = check.as_object();
        if (text(one, "about") == about && text(one, "key") == key) return text(one, "state");
    }
    return "";
}

// B25-110, B25-111: what the invoice itself says beside what was typed, for both sides alike,
// before and after it is handed in; it refuses nothing.
TEST_F(Year2025, APreviewTellsWhatAMachineReadInThePapers) {
    const std::int64_t order = signed_order(listed_product());
    const std::string path = in("/orders/" + std::to_string(order));
    json::object papers = redemption(order);
    json::object* invoice = nullptr;
    for (json::value& document : papers.at("documents").as_array()) {
        if (text(document.as_object(), "kind") == "invoice") invoice = &document.as_object();
    }
    ASSERT_TRUE(invoice);
    const json::object parties = by("S1").got(path + "/parties");
    const std::string pdf =
        papers::specimen(papers::Specimen::invoice,
                         {.buyer = text(parties.at("enterprise").as_object(), "name"),
                          .seller = text(parties.at("provider").as_object(), "name"),
                          .product = "云排产",
                          .number = text(*invoice, "number"),
                          .day = *parse_day(text(*invoice, "dated")),
                          .amount = *parse_yuan(text(*invoice, "amount")) + Money{1}},
                         1, "2025-07-01T09:00:00+08:00");
    (*invoice)["file"] = text(by("S1").expect(201, {.method = "POST",
                                                    .path = "/api/v1/files?name=a.pdf",
                                                    .body = pdf,
                                                    .media_type = "application/pdf"}),
                              "digest");
    const auto previewed = [&] {
        return by("S1")
            .expect(200, {.method = "POST",
                          .path = path + "/redemption",
                          .body = json::serialize(papers),
                          .more = {"Preview: true"}})
            .at("checks");
    };
    EXPECT_EQ(state_of(previewed(), "reading", "invoice-amount"), "") << "not read yet";
    read_waiting(world_.store().files(), world_.shelf(), world_.paper_reader(), 10);
    by("S1").posted(path + "/redemption", json::serialize(papers));
    for (const json::value& checks : {by("reviewer").got(path + "/checks").at("items"),
                                      by("S1").got(path + "/checks").at("items")}) {
        EXPECT_EQ(state_of(checks, "reading", "invoice-amount"), "flagged");
        EXPECT_EQ(state_of(checks, "reading", "invoice-date"), "passed");
        for (const json::value& check : checks.as_array()) {
            if (text(check.as_object(), "key") != "invoice-date") continue;
            EXPECT_EQ(check.at("files"), json::array{invoice->at("file")});
        }
        EXPECT_EQ(state_of(checks, "reading", "invoice-buyer"), "open") << "a name without a form";
    }
}

// B25-154, B25-155: of an application, too, and each reading names its file.
TEST_F(Year2025, AnApplicationTellsWhatAMachineReadInItsPapers) {
    const std::string digest = text(by("S1").expect(201, {.method = "POST",
                                                          .path = "/api/v1/files?name=a.pdf",
                                                          .body = pdf_saying("INTRODUCTION"),
                                                          .media_type = "application/pdf"}),
                                    "digest");
    json::object filled = application();
    for (json::value& document : filled.at("documents").as_array()) {
        if (text(document.as_object(), "kind") != "provider-introduction") continue;
        document.as_object()["file"] = digest;
    }
    const json::object draft = by("S1").posted(in("/products"), json::serialize(filled), 201);
    const std::string product = in("/products/" + std::to_string(number(draft, "id")));
    edit(product, "/submission", filled);
    const auto checks = [&](const char* login) {
        return by(login).got(product + "/checks").at("items");
    };
    EXPECT_EQ(state_of(checks("expert"), "reading", "characters"), "") << "not read yet";
    read_waiting(world_.store().files(), world_.shelf(), world_.paper_reader(), 10);
    for (const char* login : {"expert", "officer", "auditor", "S1"}) {
        const json::value told = checks(login);
        EXPECT_EQ(state_of(told, "paper", "business-licence"), "passed") << json::serialize(told);
        EXPECT_EQ(state_of(told, "reading", "characters"), "flagged") << "far fewer than 2,000";
        EXPECT_EQ(state_of(told, "reading", "seal"), "flagged");
        for (const json::value& check : told.as_array()) {
            const json::object& one = check.as_object();
            const bool is_of_file =
                text(one, "about") == "reading" || text(one, "key") == "provider-introduction";
            EXPECT_EQ(one.at("files"), is_of_file ? json::array{digest} : json::array{})
                << json::serialize(one);
        }
    }
    by("S2").expect(404, {.path = product + "/checks"});
    by("E1").expect(403, {.path = product + "/checks"});
    by("").expect(401, {.path = product + "/checks"});
}

TEST_F(Year2025, APreviewTellsEveryCheckOfAContractAndItsPapers) {
    const std::string product = listed_product();
    const std::int64_t order = signed_order(product);
    const std::string path = in("/orders/" + std::to_string(order));
    const auto preview = [&](json::object body, int status) {
        const Answer answer = by("S1").ask({.method = "POST",
                                            .path = path + "/redemption",
                                            .body = json::serialize(body),
                                            .more = {"Preview: true"}});
        EXPECT_EQ(answer.status, status);
        return answer.json().at("checks");
    };
    json::object papers = redemption(order);
    EXPECT_EQ(state_of(preview(papers, 200), "paper", "contract"), "passed");
    papers.at("documents").as_array().front().as_object()["sealed"] = false;
    const json::value checks = preview(papers, 422);
    EXPECT_EQ(state_of(checks, "paper", "contract"), "failed") << json::serialize(checks);
    EXPECT_EQ(state_of(checks, "paper", "invoice"), "passed");
    EXPECT_FALSE(
        by("S1").posted(path + "/redemption", json::serialize(papers), 422).contains("checks"))
        << "an act itself answers with its reasons";

    // Handed in, the reviewer sees the same checks, and those of both parties.
    by("S1").posted(path + "/redemption", json::serialize(redemption(order)));
    const json::value seen = by("reviewer").got(path + "/checks").at("items");
    EXPECT_EQ(state_of(seen, "paper", "contract"), "passed");
    EXPECT_EQ(state_of(seen, "contract", "signed-after-order"), "passed");
    EXPECT_EQ(state_of(seen, "contract", "parts"), "passed");
    EXPECT_EQ(state_of(seen, "party", "enterprise-eligible"), "passed") << json::serialize(seen);
    EXPECT_EQ(state_of(seen, "party", "bank-account"), "failed");
    const json::value told = by("S1").got(path + "/checks").at("items");
    EXPECT_EQ(state_of(told, "paper", "contract"), "passed");
    EXPECT_EQ(state_of(told, "party", "enterprise-eligible"), "") << "nobody's register is shown";
    by("E1").expect(403, {.path = path + "/checks"});

    // Opening is the agency's; nothing is recalled in either year.
    EXPECT_FALSE(by("S1").got(path).contains("review_working_days_left")) << "2025 has no term";
    EXPECT_FALSE(by("S1").got(path + "/redemption").at("recallable").as_bool()) << "B25-354";
    EXPECT_EQ(status(by("reviewer").posted(path + "/review-opening"), "order"), "in-review");
    EXPECT_TRUE(by("S1")
                    .got(path + "/redemption")
                    .at("submissions")
                    .at(0)
                    .as_object()
                    .contains("opened_at"));
    by("S1").posted(path + "/redemption-withdrawal", "{}", 409);
}

TEST_F(Year2025, AListTellsWhatOneWouldBeGranted) {
    listed_product();
    const auto item = [&](const char* who) {
        return by(who).got(in("/catalogue")).at("items").at(0).as_object();
    };
    EXPECT_EQ(text(item(""), "price"), "100000.00");
    EXPECT_EQ(text(item(""), "subsidy"), "30000.00");
    EXPECT_EQ(text(item(""), "own_payment"), "70000.00");
    EXPECT_EQ(text(item("").at("grounds").at(0).as_object(), "name"), "rate");
    EXPECT_EQ(text(item("E1"), "subsidy"), "30000.00");
}

// ---- figures

TEST_F(Year2025, TellsWhatTheProgrammeHasComeTo) {
    const std::int64_t order = approved_order(listed_product());
    const std::string path = in("/orders/" + std::to_string(order));
    const std::string approved = text(by("E1").got(path), "approved");
    const auto only = [&](const json::object& figures, const char* list) {
        const json::array& all = figures.at(list).as_array();
        EXPECT_EQ(all.size(), 1U) << list;
        return all.at(0).as_object();
    };
    const json::object before = by("").got(in("/statistics"));
    EXPECT_EQ(text(only(before, "by_direction"), "held"), approved);
    EXPECT_EQ(text(only(before, "by_direction"), "paid"), "0.00");
    EXPECT_EQ(text(only(before, "by_district"), "key"), "110108");
    EXPECT_FALSE(before.contains("by_provider")) << "who gets how much is for offices";

    paid_batch(order);
    const json::object after = by("auditor").got(in("/statistics"));
    for (const char* list : {"by_direction", "by_size", "by_district", "by_provider"}) {
        EXPECT_EQ(text(only(after, list), "paid"), approved) << list;
        EXPECT_EQ(text(only(after, list), "held"), "0.00") << list;
    }
    EXPECT_EQ(text(only(after, "by_provider"), "key"), "S1");
    EXPECT_EQ(number(only(after, "by_day"), "claimed"), 1);
    for (const json::value& stage : after.at("funnel").as_array()) {
        EXPECT_EQ(number(stage.as_object(), "reached"), 1) << json::serialize(stage);
    }
    EXPECT_EQ(number(after.at("stock").as_object(), "taken"), 1);
    const json::object& placed = after.at("stages").at(0).as_object();
    EXPECT_EQ(number(placed, "open"), 0);
    EXPECT_EQ(number(placed, "median_hours"), 0);

    const json::object parties = by("E1").got(path + "/parties");
    EXPECT_EQ(text(parties.at("provider").as_object(), "name"), "S1");
    EXPECT_EQ(number(parties.at("claim").as_object(), "seq"), order);
    by("E2").expect(404, {.path = path + "/parties"});
    EXPECT_EQ(by("").got("/api/v1/demo/accounts").at("items").as_array().size(), 1U);
}

// What an enterprise holds in its hand proves the place of its claim, granted or refused, and says
// nothing to anybody else.
TEST_F(Year2025, GivesReceiptsThatProveThePlaceOfAClaim) {
    const std::string product = listed_product();
    const std::int64_t order = signed_order(product);
    const json::object claim{{"product", by("S1").got(product).at("id")}};
    by("E2").posted(in("/orders"), json::serialize(claim), 422);  // no size class
    const std::int64_t refused = number(by("").got(in("/log/head")), "seq");
    const LogKey& key = world_.notary().key();
    EXPECT_EQ(by("").get(in("/log/key")).body, key.verifier("beijing-2025") + "\n");

    const auto check = [&](const json::object& body, const std::string& leaf) {
        merkle::Proof proof;
        for (const json::value& hash : body.at("proof").as_array()) {
            proof.push_back(*from_base64(hash.as_string()));
        }
        const auto stated = key.read("beijing-2025", text(body, "checkpoint"));
        ASSERT_TRUE(stated);
        EXPECT_TRUE(
            merkle::includes(stated->root, stated->size, number(body, "seq") - 1, leaf, proof));
    };
    for (const auto& [login, seq] : {std::pair{"E1", order}, std::pair{"E2", refused}}) {
        const std::string path = in("/receipts/" + std::to_string(seq));
        const json::object receipt = by(login).got(path);
        EXPECT_EQ(number(receipt, "seq"), seq);
        EXPECT_EQ(text(receipt, "log"), "vouchers.example.org/beijing-2025");
        check(receipt, merkle::leaf_hash(text(receipt, "event")));
        by(login == std::string{"E1"} ? "E2" : "E1").expect(404, {.path = path});
        by("S1").expect(403, {.path = path});
        const json::object shown = by("").got(in("/log/inclusion?seq=" + std::to_string(seq)));
        EXPECT_EQ(*from_base64(text(shown, "leaf")), merkle::leaf_hash(text(receipt, "event")));
        check(shown, *from_base64(text(shown, "leaf")));
    }
    by("E1").expect(404, {.path = in("/receipts/1")});  // no claim
    by("E1").expect(404, {.path = in("/receipts/" + std::to_string(refused + 1))});
    by("").expect(404, {.path = in("/log/inclusion?seq=" + std::to_string(refused + 1))});
    by("").expect(400, {.path = in("/log/inclusion?seq=0")});
    by("").expect(400, {.path = in("/log/inclusion")});
}

TEST_F(Year2025, ShowsCheckpointsAndHowTheLogGrew) {
    const std::string product = listed_product();
    const Answer note = by("").get(in("/log/checkpoint"));
    const LogKey& key = world_.notary().key();
    const auto older = key.read("beijing-2025", note.body);
    ASSERT_TRUE(older);
    const std::int64_t order = signed_order(product);
    const std::string receipt = in("/receipts/" + std::to_string(order));
    world_.wait(2);  // once a second at most
    by("E1").got(receipt);
    const auto newer = key.read("beijing-2025", by("").get(in("/log/checkpoint")).body);
    ASSERT_GT(newer->size, older->size);
    const std::string growth =
        fmt::format("/log/consistency?from={}&to={}", older->size, newer->size);
    merkle::Proof proof;
    const json::object grown = by("").got(in(growth));
    for (const json::value& hash : grown.at("proof").as_array()) {
        proof.push_back(*from_base64(hash.as_string()));
    }
    EXPECT_TRUE(merkle::extends(newer->root, newer->size, older->root, older->size, proof));
    by("").expect(400, {.path = in("/log/consistency?from=3&to=2")});
    by("").expect(400, {.path = in("/log/consistency?from=1")});
    by("").expect(404, {.path = in("/log/consistency?from=1&to=100000")});

    const Answer tile = by("").get(in("/log/tiles/0/0"));
    ASSERT_EQ(tile.status, 200);
    ASSERT_EQ(std::ssize(tile.body), newer->size * 32);
    merkle::Frontier tree;
    for (std::size_t at = 0; at < tile.body.size(); at += 32) tree.add(tile.body.substr(at, 32));
    EXPECT_EQ(tree.root(), newer->root);
    for (const char* none : {"/log/tiles/0/1", "/log/tiles/1/0", "/log/tiles/8/0"}) {
        by("").expect(404, {.path = in(none)});
    }
}

}  // namespace
}  // namespace zq::http
