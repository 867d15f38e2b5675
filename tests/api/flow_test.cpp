// The main flows over HTTP, from an empty city to money paid and asked back, every answer held
// against the contract; at the end nothing that the contract names may be left unasked.
#include <boost/json/serialize.hpp>

#include <fstream>

#include "base/credit_code.h"
#include "http/codec.h"
#include "main/usual_papers.h"
#include "world.h"

namespace zq::http {
namespace {

using Body = json::object;

std::string with(const Body& body) {
    return json::serialize(body);
}

std::string order_path(std::int64_t order, const std::string& noun = "") {
    return World::in_2023("/orders/" + std::to_string(order)) + (noun.empty() ? "" : "/" + noun);
}

Body application(const std::string& name, const std::string& direction) {
    return {{"name", name}, {"direction", direction}, {"price", "100000.00"}};
}

class Flow {
public:
    explicit Flow(StoreKind kind) : world{kind} {}

    void run() {
        before_login();
        people();
        registers();
        certify("beijing-2023");
        listed = list_product("S1", "云主机服务", true);
        const auto other = list_product("S2", "云网盘", false);
        catalogue();
        first_order();
        other_ends(other);
        pay();
        supervise(other);
        of_2025();
        reading();
        sessions();
    }

private:
    Browser& by(const std::string& login) { return world.by(login); }

    // ---- what anybody may ask

    void before_login() {
        for (const std::string path :
             {"/healthz", "/readyz", "/metrics", "/api/v1/programmes", "/api/v1/demo/clock"}) {
            by("").expect(200, {.path = path});
        }
        for (const std::string part :
             {"", "/rulebook", "/clauses?stage=claim", "/statistics", "/log/head",
              "/product-notices", "/payout-notices", "/sanctions-register", "/industries?q=软件"}) {
            by("").expect(200, {.path = World::in_2023(part == "/industries?q=软件"
                                                           ? "/industries?q=%E8%BD%AF%E4%BB%B6"
                                                           : part)});
        }
        const Body size = by("").got(World::in_2025(
            "/size-class?industry=I6513&staff=50&revenue=8000000.00&assets=5000000.00"));
        EXPECT_EQ(text(size, "size"), "small");
        by("").expect(422, {.path = World::in_2025("/size-class?industry=nothing&staff=1")});
    }

    // ---- persons and registers

    void people() {
        Browser& platform = by("platform");
        const Body office = platform.posted(
            "/api/v1/organisations",
            with({{"name", "New bureau"}, {"uscc", "123"}, {"kinds", json::array{"bureau"}}}), 422);
        EXPECT_EQ(text(office, "code"), "invalid-value");
        const Body organisation = platform.posted("/api/v1/organisations",
                                                  with({{"name", "New bureau"},
                                                        {"uscc", made_up_credit_code(901)},
                                                        {"kinds", json::array{"bureau"}}}),
                                                  201);
        platform.posted("/api/v1/organisations",
                        with({{"name", "New bureau"},
                              {"uscc", made_up_credit_code(901)},
                              {"kinds", json::array{"expert"}}}),
                        200);
        const Body person = platform.posted(
            "/api/v1/persons", R"({"login":"newcomer","password":"correct horse","name":"张三"})",
            201);
        platform.posted("/api/v1/persons",
                        R"({"login":"Newcomer","password":"correct horse","name":"张三"})", 409);
        platform.posted("/api/v1/persons", R"({"login":"short","password":"1234567","name":"x"})",
                        422);
        const Body grant{{"person", number(person, "person")},
                         {"organisation", number(organisation, "id")},
                         {"role", "auditor"}};
        EXPECT_EQ(text(platform.posted("/api/v1/memberships", with(grant), 409), "code"),
                  "role-excluded");
        Browser& security = by("securityadmin");
        const Body membership = security.posted("/api/v1/memberships", with(grant), 201);
        EXPECT_EQ(text(by("newcomer").got("/api/v1/me"), "name"), "张三");
        security.posted("/api/v1/memberships/" + std::to_string(number(membership, "id")) +
                        "/revocation");
        EXPECT_EQ(by("newcomer").get("/api/v1/me").status, 401) << "a role taken back ends at once";
        platform.got("/api/v1/organisations?kind=bureau&sort=name&limit=1");
        platform.got("/api/v1/persons?active=true");
        platform.got("/api/v1/memberships?role=auditor");
    }

    Answer import(const std::string& kind, const std::string& csv) {
        return by("platform")
            .ask({.method = "POST",
                  .path = "/api/v1/register-imports?source=test&as_of=2023-01-31&kind=" + kind,
                  .body = csv,
                  .media_type = "text/csv"});
    }

    void registers() {
        const std::string head = "企业名称,统一社会信用代码,注册地,法定形式,称号\r\n";
        EXPECT_EQ(import("enterprise", head + "\"好,公司\"," + made_up_credit_code(903) +
                                           ",110108,company,srdi\r\n")
                      .status,
                  201);
        const Answer wrong = import("enterprise", head + "坏公司,123,11,firm,\r\n");
        EXPECT_EQ(wrong.status, 422);
        EXPECT_EQ(wrong.json().at("errors").as_array().size(), 3U) << wrong.body;
        const std::string party = std::to_string(world.organisations.at("E2"));
        by("platform")
            .posted("/api/v1/parties/" + party + "/enterprise-record",
                    R"({"name":"E2","uscc":"E2","registered_in":"110108",)"
                    R"("legal_form":"company","legal_person":true,"honours":["srdi"],)"
                    R"("credit":{"negative":true},"source":{"name":"office"}})");
        const std::string seller = std::to_string(world.organisations.at("S2"));
        by("platform")
            .posted("/api/v1/parties/" + seller + "/provider-record",
                    R"({"name":"S2","uscc":"S2","registered_in":"110108","founded":"2015-01-01",)"
                    R"("contracts_last_year":40,"revenue_last_year":"20000000.00","approved":true,)"
                    R"("source":{"name":"office","as_of":"2023-01-31"}})");
        for (const std::string name : {"S1", "S2"}) {
            by(name).posted(
                "/api/v1/bank-account",
                R"({"account":{"bank":"Bank","number":"6222","holder":")" + name + R"("}})");
        }
    }

    void certify(const std::string& programme) {
        const std::string facts =
            R"({"industry":"I6513","staff":50,"revenue":"8000000.00","assets":"5000000.00"})";
        for (const std::string name : {"E1", "E2"}) {
            by(name).posted("/api/v1/programmes/" + programme + "/certification", facts);
        }
        const Body quota = by("E1").got("/api/v1/programmes/" + programme + "/quota");
        EXPECT_EQ(text(quota, "held"), "0.00");
        by("E1").got(World::in_2023("/enterprise"));
        by("S1").got(World::in_2023("/provider"));
        by("E1").got(World::in_2023("/eligibility"));
    }

    // ---- products

    std::string product_path(std::int64_t product, const std::string& noun = "") {
        return World::in_2023("/products/" + std::to_string(product)) +
               (noun.empty() ? "" : "/" + noun);
    }

    void changed(Browser& who, std::int64_t product, const std::string& noun, const Body& body) {
        who.expect(200, {.method = "POST",
                         .path = product_path(product, noun),
                         .body = with(body),
                         .if_match = who.etag(product_path(product))});
    }

    std::int64_t list_product(const std::string& seller, const std::string& name, bool thorough) {
        Browser& provider = by(seller);
        const Body draft =
            provider.posted(World::in_2023("/products"), with(application(name, "cloud")), 201);
        const std::int64_t product = number(draft, "id");
        if (thorough) {
            const Ask blind{.method = "POST",
                            .path = product_path(product, "draft"),
                            .body = with(application(name, "cloud"))};
            provider.expect(428, blind);
            Ask stale = blind;
            stale.if_match = "\"0123\"";
            provider.expect(412, stale);
            changed(provider, product, "draft", application(name, "cloud"));
            changed(provider, product, "saved-application", application(name, "cloud"));
            changed(provider, product, "name", {{"name", name + "（新）"}});
            const Body gone =
                provider.posted(World::in_2023("/products"), with(application("x", "legal")), 201);
            provider.posted(product_path(number(gone, "id"), "withdrawal"));
        }
        changed(provider, product, "submission", application(name, "cloud"));
        by("platform").posted(product_path(product, "audit"), R"({"verdict":"pass"})");
        score(product, provider);
        by("expert").posted(product_path(product, "judgement"), R"({"verdict":"pass"})");
        by("officer").posted(product_path(product, "listing"),
                             R"({"vouchers":10,"validity_days":30})");
        if (thorough) {
            by("officer").posted(product_path(product, "vouchers"),
                                 R"({"vouchers":-2,"reason":"fewer"})");
            provider.got(product_path(product, "timeline"));
            provider.got(World::in_2023("/products?status=listed,draft&sort=-price&limit=1"));
        }
        return product;
    }

    void catalogue() {
        const Body all = by("").got(World::in_2023("/catalogue?in_stock=true&sort=price"));
        EXPECT_EQ(all.at("items").as_array().size(), 2U);
        const Body found = by("").got(World::in_2023("/catalogue?q=%E7%BD%91%E7%9B%98"));
        EXPECT_EQ(found.at("items").as_array().size(), 1U);
        const Body first = by("").got(World::in_2023("/catalogue?limit=1"));
        const Body second =
            by("").got(World::in_2023("/catalogue?limit=1&cursor=" + text(first, "next")));
        EXPECT_NE(first.at("items"), second.at("items"));
        EXPECT_FALSE(second.contains("next"));
        const Body item = by("").got(World::in_2023("/catalogue/" + std::to_string(listed)));
        EXPECT_EQ(number(item, "vouchers_left"), 8);
        EXPECT_FALSE(item.contains("form"));
        by("").got(
            World::in_2023("/eligibility?registered_in=110108&product=" + std::to_string(listed)));
    }

    // ---- an order to its end

    std::int64_t claim(const std::string& who, std::int64_t product) {
        const Body claimed =
            by(who).posted(World::in_2023("/orders"),
                           with({{"product", product}, {"contact", "李四 13800000000"}}), 201);
        const Body& order = claimed.at("order").as_object();
        EXPECT_EQ(text(order, "status"), "placed");
        EXPECT_EQ(text(order, "contact"), "李四 13800000000");
        EXPECT_GT(number(claimed.at("log").as_object(), "seq"), 0);
        return number(claimed, "id");
    }

    std::int64_t signed_order(const std::string& who, const std::string& seller,
                              std::int64_t product) {
        const std::int64_t order = claim(who, product);
        by(seller).posted(order_path(order, "acceptance"));
        const Body terms{{"amount", "10000.00"},       {"lists_order", true},
                         {"table_on_last_page", true}, {"splits_payment", true},
                         {"voucher_part", "3000.00"},  {"own_part", "7000.00"}};
        const Body done = by(seller).posted(order_path(order, "contract"), with(terms));
        EXPECT_EQ(text(done.at("order").as_object(), "status"), "signed");
        return order;
    }

    json::array papers(std::int64_t order) {
        const auto programme = *world.use_cases().programme("beijing-2023");
        const Rulebook& rules = world.use_cases().rulebook(programme);
        WorkingSet tables;
        Keys keys;
        keys.add<Order>(OrderId{order});
        keys.add<zq::Contract>(OrderId{order});
        world.store().read(programme)->load(keys, tables);
        const Order& row = tables.get<Order>(OrderId{order});
        const Day day = day_of(world.use_cases().clock().now(), rules.zone);
        const auto documents = usual_papers(
            rules, {.act = "redeem",
                    .subjects = {.enterprise = nullptr,
                                 .provider = nullptr,
                                 .product = nullptr,
                                 .today = day},
                    .form = nullptr,
                    .dated = day,
                    .contract_amount = row.amount,
                    .own_payment = row.own_payment,
                    .fresh_number = [this] { return "INV" + std::to_string(++invoices_); }});
        return JsonWriter{rules.zone}(documents).as_array();
    }

    std::string upload(const std::string& who, const std::string& text_of = "the contract") {
        const Ask file{.method = "POST",
                       .path = "/api/v1/files?name=%E5%90%88%E5%90%8C.pdf",
                       .body = pdf_saying(text_of),
                       .media_type = "application/pdf"};
        const Body stored = by(who).expect(201, file);
        return text(stored, "digest");
    }

    void redeem(const std::string& seller, std::int64_t order) {
        json::array documents = papers(order);
        documents[0].as_object()["file"] = upload(seller, "contract " + std::to_string(order));
        by(seller).posted(order_path(order, "redemption"),
                          with({{"documents", documents}, {"checked", true}}));
    }

    // Points for every criterion; the provider does not see what experts say.
    void score(std::int64_t product, Browser& provider) {
        json::array scores;
        const Body asked = by("expert").got(product_path(product));
        for (const json::value& name : asked.at("criteria").as_array()) {
            scores.push_back(json::object{{"criterion", name}, {"points", 8}});
        }
        EXPECT_EQ(scores.size(), 5U);
        const Body said = by("expert").posted(
            product_path(product, "opinions"),
            json::serialize(json::object{{"scores", std::move(scores)}, {"opinion", "可行"}}));
        EXPECT_EQ(said.at("product").at("panel").as_array().size(), 1U);
        const Body told = provider.got(product_path(product));
        EXPECT_EQ(told.at("panel").as_array().size(), 0U);
        EXPECT_FALSE(told.contains("criteria"));
    }

    void files() {
        const std::string digest = upload("S1");
        const Answer own = by("S1").get("/api/v1/files/" + digest);
        EXPECT_EQ(own.status, 200);
        EXPECT_EQ(own.body, pdf_saying("the contract"));
        EXPECT_TRUE(own.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        EXPECT_EQ(by("S2").get("/api/v1/files/" + digest).status, 404);
        const std::string owner = "?owner=" + std::to_string(world.organisations.at("S1"));
        EXPECT_EQ(by("reviewer").get("/api/v1/files/" + digest + owner).status, 404)
            << "handed in for nothing";
        EXPECT_EQ(by("E1").get("/api/v1/files/" + digest + owner).status, 404);
        const Body own_files = by("S1").got("/api/v1/files");
        EXPECT_EQ(own_files.at("items").as_array().size(), 1U);
        EXPECT_EQ(text(own_files.at("items").at(0).as_object(), "digest"), digest);
        EXPECT_EQ(by("S1").got("/api/v1/files?q=nowhere").at("items").as_array().size(), 0U);
        EXPECT_EQ(by("S2").got("/api/v1/files").at("items").as_array().size(), 0U);
        by("S1").expect(400, {.path = "/api/v1/files?cursor=nonsense"});
        by("reviewer").expect(403, {.path = "/api/v1/files"});
        by("S1").expect(415, {.method = "POST",
                              .path = "/api/v1/files",
                              .body = "<html>",
                              .media_type = "application/pdf"});
    }

    void first_order() {
        order_ = signed_order("E1", "S1", listed);
        Browser& provider = by("S1");
        const Body amended{{"amount", "20000.00"},       {"lists_order", true},
                           {"table_on_last_page", true}, {"splits_payment", true},
                           {"voucher_part", "6000.00"},  {"own_part", "14000.00"}};
        provider.expect(200, {.method = "POST",
                              .path = order_path(order_, "contract-amendments"),
                              .body = with(amended),
                              .if_match = provider.etag(order_path(order_, "contract"))});
        EXPECT_EQ(text(by("E1").got(World::in_2023("/quota")), "held"), "6000.00");
        files();
        redeem("S1", order_);
        provider.posted(order_path(order_, "redemption-withdrawal"), "{}", 409);
        EXPECT_EQ(number(by("reviewer").got(order_path(order_)), "review_working_days_left"), 7);
        by("reviewer").posted(order_path(order_, "return"), R"({"reason":"the seal is blurred"})");
        redeem("S1", order_);
        const json::array story =
            by("S1").got(order_path(order_, "timeline")).at("items").as_array();
        const json::object& returned = story.at(story.size() - 2).as_object();
        EXPECT_EQ(text(returned, "reason"), "the seal is blurred");
        EXPECT_FALSE(story.back().as_object().contains("reason")) << "told once, by its own act";
        const Body reviewed =
            by("reviewer").posted(order_path(order_, "review"), R"({"approved":"5000.00"})");
        EXPECT_EQ(text(reviewed.at("order").as_object(), "approved"), "5000.00");
        by("E1").posted(order_path(order_, "completion"));
        by("E1").posted(order_path(order_, "rating"), R"({"stars":5,"text":"好"})");
    }

    void other_ends(std::int64_t other) {
        const std::int64_t cancelled = claim("E2", listed);
        by("E2").posted(order_path(cancelled, "cancellation"));
        const std::int64_t declined = claim("E2", listed);
        by("S1").posted(order_path(declined, "refusal"));
        voided_ = signed_order("E2", "S2", other);
        by("officer").posted(order_path(voided_, "void"),
                             R"({"ground":"unlawful","reason":"shown in a test"})");
        const std::int64_t extended = claim("E2", listed);
        by("officer").posted(World::in_2023("/deadline-extensions"),
                             with({{"orders", json::array{extended}},
                                   {"kind", "acceptance"},
                                   {"until", "2023-02-03T20:00:00+08:00"},
                                   {"reason", "outage"}}));
        by("E2").posted(order_path(extended, "cancellation"));
    }

    // ---- money

    void pay() {
        by("officer").posted(World::in_2023("/budget"),
                             R"({"total":"1000000.00","reason":"decided"})");
        const std::int64_t second = signed_order("E2", "S1", listed);
        redeem("S1", second);
        by("reviewer").posted(order_path(second, "review"));
        Browser& maker = by("maker");
        const Body made = maker.posted(World::in_2023("/batches"),
                                       with({{"orders", json::array{order_, second}}}), 201);
        const std::string batch = World::in_2023("/batches/" + std::to_string(number(made, "id")));
        maker.posted(batch + "/removals", with({{"orders", json::array{second}}}));
        maker.posted(batch + "/notice", R"({"days":7})");
        by("").got(World::in_2023("/payout-notices"));
        object(number(made, "id"));
        maker.posted(batch + "/settlement", "{}", 409);
        world.move_to("2023-02-20T09:00:00+08:00");
        maker.posted(batch + "/settlement");
        by("approver").posted(batch + "/payment");
        maker.got(batch);
        maker.got(World::in_2023("/batches?status=paid"));
        const Body refund =
            by("S1").posted(order_path(order_, "refunds"),
                            R"({"kind":"partial","amount":"10000.00","reason":"half"})");
        const std::string due = text(refund.at("order").as_object(), "clawback");
        by("S1").posted(order_path(order_, "returned-funds"), with({{"amount", due}}));
        pay_again(second);
    }

    void pay_again(std::int64_t order) {
        const Body made = by("maker").posted(World::in_2023("/batches"),
                                             with({{"orders", json::array{order}}}), 201);
        const std::string batch = World::in_2023("/batches/" + std::to_string(number(made, "id")));
        by("maker").posted(batch + "/notice");
        world.move_to("2023-03-10T09:00:00+08:00");
        by("maker").posted(batch + "/settlement");
        by("approver").posted(batch + "/payment");
        by("approver")
            .posted(order_path(order, "payment-failure"), R"({"reason":"account closed"})");
    }

    void object(std::int64_t batch) {
        const Body line{{"batch", batch},
                        {"provider", world.organisations.at("S1")},
                        {"product", listed},
                        {"text", "Too dear"}};
        const Body made = by("").posted(World::in_2023("/objections"), with(line), 201);
        EXPECT_FALSE(made.contains("objection")) << "the public does not read what others objected";
        const std::string objection =
            World::in_2023("/objections/" + std::to_string(number(made, "id")));
        by("officer").got(objection);
        by("officer").got(World::in_2023("/objections?decided=false"));
        by("officer").posted(objection + "/assignment", with({{"orders", json::array{order_}}}));
        by("officer").posted(objection + "/decision",
                             R"({"upheld":false,"reason":"the price is usual"})");
    }

    // ---- supervision

    void supervise(std::int64_t other) {
        const std::int64_t frozen = claim("E2", other);
        const Body sanction{{"party", world.organisations.at("S2")},
                            {"ground", "other-violation"},
                            {"reason", "shown in a test"}};
        const Body imposed =
            by("officer").posted(World::in_2023("/sanctions"), with(sanction), 201);
        by("officer").got(World::in_2023("/sanctions?lifted=false"));
        EXPECT_EQ(by("").got(World::in_2023("/sanctions-register")).at("items").as_array().size(),
                  1U);
        const Body appeal =
            by("S2").posted(World::in_2023("/appeals"), R"({"text":"It was not us"})", 201);
        const std::string path = World::in_2023("/appeals/" + std::to_string(number(appeal, "id")));
        by("S2").got(path);
        EXPECT_EQ(by("S1").get(path).status, 404);
        by("S2").got(World::in_2023("/appeals"));
        by("officer").posted(path + "/decision", R"({"upheld":false,"reason":"it was"})");
        by("officer").posted(
            World::in_2023("/sanctions/" + std::to_string(number(imposed, "id")) + "/lifting"),
            R"({"reason":"served"})");
        by("officer").posted(order_path(frozen, "unfreezing"));
        const Body drawn = by("officer").posted(World::in_2023("/spot-checks"),
                                                R"({"size":2,"draw":"seed"})", 201);
        const std::string check =
            World::in_2023("/spot-checks/" + std::to_string(number(drawn, "id")));
        const auto sample = drawn.at("spot_check").at("sample").as_array();
        by("officer").posted(check + "/findings",
                             with({{"order", sample.at(0)}, {"result", "in order"}}));
        by("officer").got(check);
        by("auditor").got(World::in_2023("/spot-checks"));
        by("officer").posted(product_path(other, "delisting"), "{}", 409);
        by("officer").posted(product_path(listed, "delisting"), R"({"reason":"end of sale"})");
        by("officer").posted(World::in_2023("/closing"), R"({"reason":"end of year"})");
        by("officer").posted(World::in_2023("/opening"),
                             R"({"claims_open_at":"2023-04-01T09:00:00+08:00"})");
    }

    // ---- the year in which products are on notice, papers are checked and one act needs two
    // people

    Body application_of_2025() {
        const auto programme = *world.use_cases().programme("beijing-2025");
        const Rulebook& rules = world.use_cases().rulebook(programme);
        WorkingSet tables;
        Keys keys;
        const PartyId seller{world.organisations.at("S1")};
        keys.add<Provider>(seller);
        world.store().read(programme)->load(keys, tables);
        Application made;
        made.name = "大模型客服";
        made.direction = "large-model";
        made.price = Money{10'000'000};
        Product product;
        product.direction = made.direction;
        const Day day = day_of(world.use_cases().clock().now(), rules.zone);
        const Subjects subjects{.enterprise = nullptr,
                                .provider = tables.find<Provider>(seller),
                                .product = &product,
                                .today = day};
        made.form = usual_form(rules, subjects, made);
        made.documents = usual_papers(rules, {.act = "submit-product",
                                              .subjects = subjects,
                                              .form = &made.form,
                                              .dated = day,
                                              .contract_amount = made.price,
                                              .own_payment = made.price,
                                              .fresh_number = {}});
        json::object body = JsonWriter{rules.zone}(made).as_object();
        body.erase("product");
        return body;
    }

    void of_2025() {
        world.move_to("2025-03-03T09:00:00+08:00");
        certify("beijing-2025");
        const Body no = by("").got(World::in_2025("/eligibility?registered_in=310101"));
        EXPECT_FALSE(no.at("eligible").as_bool());
        const Body yes = by("").got(World::in_2025(
            "/eligibility?registered_in=110108&legal_form=company&industry=I6513&staff=50&"
            "revenue=8000000.00&assets=5000000.00"));
        EXPECT_TRUE(yes.at("eligible").as_bool()) << json::serialize(yes);
        EXPECT_EQ(text(yes, "cap"), "200000.00");
        Browser& provider = by("S1");
        const Body application = application_of_2025();
        const Body draft = provider.posted(World::in_2025("/products"), with(application), 201);
        const std::int64_t id = number(draft, "id");
        const std::string product = World::in_2025("/products/" + std::to_string(id));
        EXPECT_EQ(draft.at("product").at("form").at("contact-mobile"),
                  application.at("form").at("contact-mobile"))
            << "a personal field is shown to its owner";
        provider.expect(200, {.method = "POST",
                              .path = product + "/submission",
                              .body = with(application),
                              .if_match = provider.etag(product)});
        by("platform").posted(product + "/audit", R"({"verdict":"pass"})");
        by("officer").posted(product + "/notice", R"({"days":7})");
        EXPECT_EQ(by("").got(World::in_2025("/product-notices")).at("items").as_array().size(), 1U);
        world.move_to("2025-03-20T09:00:00+08:00");
        by("officer").posted(product + "/listing", R"({"vouchers":5})");
        const std::int64_t order =
            number(by("E1").posted(World::in_2025("/orders"), with({{"product", id}}), 201), "id");
        const std::string path = World::in_2025("/orders/" + std::to_string(order));
        provider.posted(path + "/acceptance");
        provider.posted(path + "/contract",
                        R"({"lists_order":true,"table_on_last_page":true,"splits_payment":true,)"
                        R"("voucher_part":"30000.00","own_part":"70000.00"})");
        provider.posted(path + "/waiver");
        propose(product);
    }

    void propose(const std::string& product) {
        const std::string delisting = product + "/delisting";
        const Body first = by("officer").posted(delisting, R"({"reason":"two must agree"})", 202);
        const Body second = by("officer").posted(delisting, R"({"reason":"two must agree"})", 202);
        const auto path = [](const Body& proposed) {
            return World::in_2025("/proposals/" + std::to_string(number(proposed, "id")));
        };
        by("officer").posted(path(first) + "/approval", "{}", 409);
        by("maker").got(World::in_2025("/proposals?decided=false"));
        by("maker").got(path(first));
        by("approver").posted(path(second) + "/refusal", R"({"reason":"no"})");
        by("approver").posted(path(first) + "/approval");
        EXPECT_EQ(by("").got(World::in_2025("/catalogue")).at("items").as_array().size(), 0U);
    }

    // ---- reading

    void reading() {
        const std::string order = order_path(order_);
        for (const std::string who : {"E1", "S1", "reviewer", "auditor", "approver"}) {
            by(who).got(order);
            by(who).got(order + "/timeline");
            by(who).got(order + "/contract");
            by(who).got(order + "/redemption");
        }
        for (const std::string who : {"E2", "S2"}) {
            EXPECT_EQ(by(who).get(order).status, 404);
            EXPECT_EQ(by(who).get(order + "/contract").status, 404);
            const Body orders = by(who).got(World::in_2023("/orders"));
            for (const json::value& one : orders.at("items").as_array()) {
                EXPECT_NE(number(one.as_object(), "id"), order_);
            }
        }
        for (const std::string who :
             {"E1", "E1op", "S1", "S1op", "expert", "reviewer", "officer", "maker", "approver",
              "platform", "auditor", "systemadmin", "securityadmin", "auditadmin"}) {
            by(who).got(World::in_2023("/work"));
            by(who).got(World::in_2023("/inbox"));
        }
        const Body inbox = by("E1").got(World::in_2023("/inbox"));
        const std::int64_t message = number(inbox.at("items").as_array().at(0).as_object(), "id");
        by("E1").posted(World::in_2023("/inbox/" + std::to_string(message) + "/reading"));
        by("E2").posted(World::in_2023("/inbox/" + std::to_string(message) + "/reading"), "{}",
                        404);
        const std::string enterprise = std::to_string(world.organisations.at("E1"));
        const std::string seller = std::to_string(world.organisations.at("S1"));
        by("auditor").got(World::in_2023("/enterprises/" + enterprise));
        by("auditor").got(World::in_2023("/enterprises?name=E1&sort=-name"));
        by("auditor").got(World::in_2023("/providers/" + seller));
        by("auditor").got(World::in_2023("/providers?approved=true"));
        by("auditor").got(World::in_2023("/log?limit=3"));
        by("auditor").got(World::in_2023("/log?limit=3&cursor=4"));
        by("auditor").got("/api/v1/log");
        by("auditor").got(
            World::in_2023("/orders?status=placed,paid&amount_min=1.00&sort=-placed&limit=2"));
        const Body cleared =
            by("platform").posted("/api/v1/demo/clock", R"({"to":"2025-05-01T00:00:00+08:00"})");
        EXPECT_EQ(text(cleared, "now"), "2025-05-01T00:00:00+08:00");
        by("platform").posted("/api/v1/demo/clock", R"({"to":"2024-05-01T00:00:00+08:00"})", 422);
    }

    // ---- sessions

    void sessions() {
        const Body me = by("E2op").got("/api/v1/me");
        const Body membership{{"membership", me.at("acting_as").at("id")}};
        Browser& browser = by("E2op");
        const Answer switched = browser.post("/api/v1/session/membership", with(membership));
        EXPECT_EQ(switched.status, 200);
        EXPECT_EQ(browser.get("/api/v1/me").status, 401) << "the old session has ended";
        const std::string set = switched.header("set-cookie");
        EXPECT_TRUE(set.contains("HttpOnly") && set.contains("SameSite=Strict"));
        browser.cookie = set.substr(0, set.find(';'));
        const Answer changed = browser.post(
            "/api/v1/me/password",
            R"({"login":"e2op","current":"correct horse","password":"battery staple"})");
        EXPECT_EQ(changed.status, 200);
        const std::string next = changed.header("set-cookie");
        browser.cookie = next.substr(0, next.find(';'));
        browser.expect(204, {.method = "DELETE", .path = "/api/v1/session"});
        EXPECT_EQ(browser.get("/api/v1/me").status, 401);
    }

    World world;
    std::int64_t listed = 0;
    std::int64_t order_ = 0;
    std::int64_t voided_ = 0;
    int invoices_ = 0;
};

TEST(TheApi, GoesFromTheFirstLoginToMoneyPaidInMemory) {
    Flow{StoreKind::memory}.run();
}

TEST(TheApi, GoesTheSameWayInSqlite) {
    Flow{StoreKind::sqlite}.run();
}

}  // namespace
}  // namespace zq::http
