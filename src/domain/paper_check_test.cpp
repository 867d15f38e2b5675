// What a machine checks of each paper, aspect by aspect, and the order in which it is told.
#include "domain/paper_check.h"

#include <gtest/gtest.h>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::among;
using fixture::day;
using fixture::row;
using fixture::yuan;

Paper paper(const char* act, const char* kind) {
    Paper made;
    made.act = act;
    made.kind = kind;
    return made;
}

Paper sealed(Paper made, const char* clause) {
    made.sealed_clauses = {clause};
    return made;
}

// Receipt and invoice as both years have them; `flag` is what 2025 does where 2023 refuses.
Paper receipt() {
    Paper made = paper("redeem", "receipt");
    made.not_before = Anchor::signing;
    made.too_early_code = Code::receipt_before_contract;
    made.not_before_clauses = {"B25-109"};
    made.sum = SumRule::covers_own_payment;
    made.sum_flag = "receipt-short";
    made.sum_clauses = {"B25-108"};
    return made;
}

Paper invoice(const char* flag) {
    Paper made = paper("redeem", "invoice");
    made.formats = {"pdf"};
    made.format_clauses = {"B25-339"};
    made.not_before = Anchor::signing;
    made.too_early_code = Code::invoice_before_contract;
    made.not_before_clauses = {"B25-111"};
    made.sum = SumRule::equals_contract;
    made.sum_flag = flag;
    made.sum_clauses = {"B23-081"};
    made.files_max = 1;
    made.files_clauses = {"B25-343"};
    made.unique_number = true;
    made.unique_clauses = {"B25-145"};
    made.unique_file_clauses = {"B25-145"};
    made.missing_clauses = {"B25-345"};
    return made;
}

Rulebook redemption(const char* invoice_flag) {
    Rulebook rules = fixture::amounts_of_2025();
    Paper contract = sealed(paper("redeem", "contract"), "B25-106");
    contract.formats = {"pdf"};
    contract.format_clauses = {"B25-342"};
    contract.files_max = 1;
    contract.files_clauses = {"B25-343"};
    contract.missing_clauses = {"B25-345"};
    Paper certificate = sealed(paper("redeem", "size-certificate"), "B25-107");
    certificate.late_flag = "late-certificate";
    Paper other = paper("redeem", "other");
    other.required = false;
    rules.papers.rows = {
        row(contract, {"B25-106"}),
        row(certificate, {"B25-107"}),
        row(receipt(), {"B25-108"}),
        row(invoice(invoice_flag), {"B25-110"}),
        row(sealed(paper("redeem", "industry-proof"), "B25-335"), {"B25-338"},
            {among(Fact::direction, {"digital-marketing"})}),
        row(other, {"B25-341"}),
    };
    return rules;
}

Document file(const char* kind, const char* dated, const char* amount) {
    Document made;
    made.kind = kind;
    made.dated = day(dated);
    if (amount) made.amount = yuan(amount);
    made.sealed = true;
    made.format = "pdf";
    if (made.kind == "invoice") made.number = "25110000000000000001";
    return made;
}

// Contract of 100,000.00 signed on 25 June 2025, of which the enterprise pays 70,000.00.
struct Redeeming {
    explicit Redeeming(const char* invoice_flag = "invoice-differs")
        : rules{redemption(invoice_flag)} {
        product.direction = "dcmm";
        documents = {file("contract", "2025-06-25", nullptr),
                     file("size-certificate", "2025-06-20", nullptr),
                     file("receipt", "2025-06-26", "70000.00"),
                     file("invoice", "2025-06-27", "100000.00")};
    }
    Document& of(const char* kind) {
        for (Document& document : documents) {
            if (document.kind == kind) return document;
        }
        check(false, "a test changes a paper that it has");
        return documents.front();
    }
    void without(const char* kind) {
        std::erase_if(documents, [&](const Document& d) { return d.kind == kind; });
    }
    PaperFindings found() const {
        PaperContext context;
        context.act = "redeem";
        context.subjects = {.product = &product, .today = day("2025-06-20")};
        context.ordered_on = day("2025-06-20");
        context.signed_on = day("2025-06-25");
        context.contract_amount = yuan("100000.00");
        context.own_payment = yuan("70000.00");
        context.reused_proofs = &reused;
        return check_papers(rules, context, documents);
    }

    Rulebook rules;
    Product product;
    std::vector<Document> documents;
    std::vector<std::string> reused;
};

std::string told(const PaperFindings& found) {
    std::string text;
    for (const Reason& reason : found.reasons) {
        text += std::string{name_of(reason.code)} + ":";
        for (const std::string& kind : reason.errors) text += " " + kind;
        text += "; ";
    }
    for (const std::string& flag : found.flags) text += "flag " + flag + "; ";
    return text;
}

struct Case {
    const char* name;
    void (*change)(Redeeming&);
    const char* told;
    Clauses clauses;  // of the first reason
};

const Case cases[] = {
    {"complete", [](Redeeming&) {}, "", {}},
    {"no contract",
     [](Redeeming& r) { r.without("contract"); },
     "documents-incomplete: contract; ",
     {"B25-106", "B25-345"}},
    {"no receipt, no invoice",
     [](Redeeming& r) {
         r.without("receipt");
         r.without("invoice");
     },
     "documents-incomplete: receipt invoice; ",
     {"B25-108", "B25-110", "B25-345"}},
    {"nothing at all",
     [](Redeeming& r) { r.documents.clear(); },
     "documents-incomplete: contract size-certificate receipt invoice; ",
     {"B25-106", "B25-345", "B25-107", "B25-108", "B25-110"}},
    {"contract not sealed",
     [](Redeeming& r) { r.of("contract").sealed = false; },
     "not-sealed: contract; ",
     {"B25-106"}},
    {"receipt not sealed: nobody asks",
     [](Redeeming& r) { r.of("receipt").sealed = false; },
     "",
     {}},
    {"contract as a picture",
     [](Redeeming& r) { r.of("contract").format = "png"; },
     "wrong-format: contract; ",
     {"B25-342"}},
    {"receipt as a picture", [](Redeeming& r) { r.of("receipt").format = "png"; }, "", {}},
    {"two contracts",
     [](Redeeming& r) { r.documents.push_back(file("contract", "2025-06-25", nullptr)); },
     "one-file-per-kind: contract; ",
     {"B25-343"}},
    {"two receipts add up",
     [](Redeeming& r) {
         r.of("receipt").amount = yuan("30000.00");
         r.documents.push_back(file("receipt", "2025-06-26", "40000.00"));
     },
     "",
     {}},
    {"two other papers",
     [](Redeeming& r) {
         r.documents.push_back(file("other", "2020-01-01", nullptr));
         r.documents.push_back(file("other", "2020-01-01", nullptr));
     },
     "",
     {}},
    // Receipt and invoice are not older than the contract: the day before, the day, the day after.
    {"receipt the day before",
     [](Redeeming& r) { r.of("receipt").dated = day("2025-06-24"); },
     "receipt-before-contract: receipt; ",
     {"B25-109"}},
    {"receipt on the day", [](Redeeming& r) { r.of("receipt").dated = day("2025-06-25"); }, "", {}},
    {"invoice the day before",
     [](Redeeming& r) { r.of("invoice").dated = day("2025-06-24"); },
     "invoice-before-contract: invoice; ",
     {"B25-111"}},
    {"invoice on the day", [](Redeeming& r) { r.of("invoice").dated = day("2025-06-25"); }, "", {}},
    {"invoice without a day",
     [](Redeeming& r) { r.of("invoice").dated.reset(); },
     "invalid-value: invoice; ",
     {"Z-020"}},
    // A certificate younger than the contract warns the reviewer.
    {"certificate of the day of signing",
     [](Redeeming& r) { r.of("size-certificate").dated = day("2025-06-25"); },
     "",
     {}},
    {"certificate of the day after",
     [](Redeeming& r) { r.of("size-certificate").dated = day("2025-06-26"); },
     "flag late-certificate; ",
     {}},
    // The receipt covers what the enterprise pays itself.
    {"receipt a fen short",
     [](Redeeming& r) { r.of("receipt").amount = yuan("69999.99"); },
     "flag receipt-short; ",
     {}},
    {"receipt above", [](Redeeming& r) { r.of("receipt").amount = yuan("70000.01"); }, "", {}},
    {"receipt without a sum",
     [](Redeeming& r) { r.of("receipt").amount.reset(); },
     "flag receipt-short; ",
     {}},
    // The invoice is of the whole contract.
    {"invoice a fen below",
     [](Redeeming& r) { r.of("invoice").amount = yuan("99999.99"); },
     "flag invoice-differs; ",
     {}},
    {"invoice a fen above",
     [](Redeeming& r) { r.of("invoice").amount = yuan("100000.01"); },
     "flag invoice-differs; ",
     {}},
    {"flags in the order of the table",
     [](Redeeming& r) {
         r.of("invoice").amount = yuan("1.00");
         r.of("receipt").amount = yuan("1.00");
         r.of("size-certificate").dated = day("2025-06-26");
     },
     "flag late-certificate; flag receipt-short; flag invoice-differs; ",
     {}},
    {"sums beyond all bounds are a difference, not a fault",
     [](Redeeming& r) {
         r.of("receipt").amount = Money{Money::max_fen};
         r.documents.push_back(file("receipt", "2025-06-26", "9999999999999.99"));
     },
     "",
     {}},
    // Numbers that another order stands on.
    {"invoice number taken",
     [](Redeeming& r) { r.reused = {"25110000000000000001"}; },
     "invoice-reused: invoice; ",
     {"B25-145"}},
    {"another number taken", [](Redeeming& r) { r.reused = {"25110000000000000002"}; }, "", {}},
    {"a number on a paper that needs none to be unique",
     [](Redeeming& r) {
         r.of("receipt").number = "5";
         r.reused = {"5"};
     },
     "",
     {}},
    // Files that another order stands on, whatever they are called.
    {"file taken",
     [](Redeeming& r) {
         r.of("invoice").file = "aa";
         r.reused = {"file:aa"};
     },
     "paper-reused: invoice; ",
     {"B25-145"}},
    {"another file taken",
     [](Redeeming& r) {
         r.of("invoice").file = "ab";
         r.reused = {"file:aa"};
     },
     "",
     {}},
    {"a file of a kind that may serve several orders",
     [](Redeeming& r) {
         r.of("size-certificate").file = "aa";
         r.reused = {"file:aa"};
     },
     "",
     {}},
    // Papers that this direction is not asked for do no harm; kinds that nobody knows are a
    // mistake.
    {"a paper of another direction",
     [](Redeeming& r) { r.documents.push_back(file("industry-proof", "2025-06-25", nullptr)); },
     "",
     {}},
    {"digital marketing without its proof",
     [](Redeeming& r) { r.product.direction = "digital-marketing"; },
     "documents-incomplete: industry-proof; ",
     {"B25-338"}},
    {"an unknown kind",
     [](Redeeming& r) { r.documents.push_back(file("holiday-photo", "2025-06-25", nullptr)); },
     "invalid-value: holiday-photo; ",
     {"Z-020"}},
    {"a paper of another act",
     [](Redeeming& r) { r.documents.push_back(file("price-list", "2025-06-25", nullptr)); },
     "invalid-value: price-list; ",
     {"Z-020"}},
};

TEST(Papers, EachAspectOfEachKind) {
    for (const Case& c : cases) {
        SCOPED_TRACE(c.name);
        Redeeming redeeming;
        c.change(redeeming);
        const PaperFindings found = redeeming.found();
        EXPECT_EQ(told(found), c.told);
        if (found.reasons.empty()) {
            EXPECT_TRUE(c.clauses.empty());
        } else {
            EXPECT_EQ(found.reasons[0].clauses, c.clauses);
        }
    }
}

// 2023 refuses an invoice that differs from the contract (B23-081), 2025 warns (B25-110).
TEST(Papers, WithoutAFlagADifferentInvoiceIsRefused) {
    struct {
        const char* amount;
        const char* told;
    } const amounts[] = {{"99999.99", "invoice-amount: invoice; "},
                         {"100000.00", ""},
                         {"100000.01", "invoice-amount: invoice; "}};
    for (const auto& c : amounts) {
        Redeeming redeeming{""};
        redeeming.of("invoice").amount = yuan(c.amount);
        EXPECT_EQ(told(redeeming.found()), c.told) << c.amount;
    }
}

TEST(Papers, OfOneCodeClausesAndKindsAreGathered) {
    Redeeming redeeming;
    redeeming.of("contract").sealed = false;
    redeeming.of("size-certificate").sealed = false;
    redeeming.of("contract").format = "docx";
    const PaperFindings found = redeeming.found();
    EXPECT_EQ(told(found), "not-sealed: contract size-certificate; wrong-format: contract; ");
    EXPECT_EQ(found.reasons[0].clauses, (Clauses{"B25-106", "B25-107"}));
}

// What the provider sees before it hands in, and the reviewer afterwards: every row that fits.
std::string states(const PaperFindings& found) {
    std::string text;
    for (const Check& check : found.checks) {
        text += check.key + " " + std::string{name_of(check.state)} + "; ";
    }
    return text;
}

TEST(Papers, EveryRowThatFitsIsACheck) {
    Redeeming redeeming;
    EXPECT_EQ(states(redeeming.found()),
              "contract passed; size-certificate passed; receipt passed; invoice passed; "
              "other open; ");
    redeeming.of("invoice").amount = yuan("100000.01");
    redeeming.without("contract");
    redeeming.documents.push_back(file("holiday-photo", "2025-06-25", nullptr));
    const PaperFindings found = redeeming.found();
    EXPECT_EQ(states(found),
              "contract failed; size-certificate passed; receipt passed; invoice flagged; "
              "other open; holiday-photo failed; ");
    const Check& invoice = found.checks.at(3);
    EXPECT_EQ(invoice.flags, std::vector<std::string>{"invoice-differs"});
    EXPECT_EQ(invoice.facts.at("sum"), Value{10'000'001});
    EXPECT_EQ(invoice.facts.at("wanted"), Value{10'000'000});
    EXPECT_EQ(invoice.facts.at("earliest"), Value{"2025-06-25"});
    EXPECT_EQ(found.checks.at(0).clauses, Clauses{"B25-106"});
}

// The reason of a refusal carries the facts of each paper under its kind.
TEST(Papers, TellTheFactsOnWhichTheyWereJudged) {
    Redeeming redeeming;
    redeeming.of("invoice").number = "x";
    const PaperFindings found = redeeming.found();
    ASSERT_EQ(told(found), "invoice-number: invoice; ");
    EXPECT_EQ(found.reasons[0].facts.at("invoice"), Value{Facts({{"number", "x"}})});
    const Check& invoice = found.checks.at(3);
    EXPECT_EQ(invoice.about, CheckAbout::paper);
    EXPECT_EQ(invoice.facts.at("number"), Value{Value::List{Value{"x"}}});
    EXPECT_FALSE(invoice.facts.contains("count_min")) << "nothing is asked of its count";
    EXPECT_FALSE(invoice.facts.contains("characters_min"));
    redeeming.of("contract").sealed = false;
    EXPECT_TRUE(redeeming.found().reasons[0].facts.empty()) << "a missing seal has no facts";
}

TEST(Papers, AreJudgedAsOfTheDayOfTheOrder) {
    Order order;
    order.amount = yuan("100000.00");
    order.own_payment = yuan("70000.00");
    Contract contract;
    contract.versions.emplace_back().signed_on = day("2025-06-25");
    const PaperContext context =
        redemption_context(order, contract, Subjects{.today = day("2025-06-20")});
    EXPECT_EQ(context.act, "redeem");
    EXPECT_EQ(context.ordered_on, day("2025-06-20"));
    EXPECT_EQ(context.signed_on, day("2025-06-25"));
    EXPECT_EQ(context.contract_amount, yuan("100000.00"));
    EXPECT_EQ(context.own_payment, yuan("70000.00"));
}

TEST(Papers, OnlyPriceSetsProveAPrice) {
    EXPECT_FALSE(average_price(
        {file("invoice", "2025-06-27", "5.00"), file("price-sets", "2025-06-27", nullptr)}));
    EXPECT_EQ(average_price({file("invoice", "2025-06-27", "5.00"),
                             file("price-sets", "2025-06-27", "7.00")}),
              yuan("7.00"));
}

TEST(Papers, AmountsAreAskedForWhereTheyAreLookedAt) {
    EXPECT_TRUE(asks_for_amount(invoice("")));
    EXPECT_TRUE(asks_for_amount(receipt()));
    EXPECT_TRUE(asks_for_amount(paper("submit-product", "price-sets")));
    EXPECT_FALSE(asks_for_amount(paper("redeem", "contract")));
}

// ---- papers of an application

Rulebook application() {
    Rulebook rules = fixture::amounts_of_2025();
    Paper introduction = sealed(paper("submit-product", "provider-introduction"), "B25-154");
    introduction.characters_min = 2000;
    introduction.characters_clauses = {"B25-155"};
    Paper scans = paper("submit-product", "contract-scans");
    scans.count_min = 15;
    scans.count_clauses = {"B25-166"};
    Paper sets = paper("submit-product", "price-sets");
    sets.count_min = 5;
    sets.count_clauses = {"B25-176"};
    Paper proof = paper("submit-product", "price-proof");
    proof.required = false;
    proof.in_place_of = "price-sets";
    Paper customers = paper("submit-product", "innovative-customer-list");
    customers.asked_when_field = "innovative-customers";
    rules.papers.rows = {
        row(introduction, {"B25-155"}), row(scans, {"B25-166"}),     row(sets, {"B25-176"}),
        row(proof, {"B25-178"}),        row(customers, {"B25-235"}),
    };
    return rules;
}

Document content(const char* kind, std::int64_t count, std::int64_t characters) {
    Document made = file(kind, "2025-05-01", nullptr);
    made.count = count;
    made.characters = characters;
    return made;
}

std::vector<Document> full_application() {
    return {content("provider-introduction", 0, 2000), content("contract-scans", 15, 0),
            content("price-sets", 5, 0)};
}

std::string told_of_application(const std::vector<Document>& documents, const Form& form) {
    const Rulebook rules = application();
    const Product product;
    PaperContext context;
    context.act = "submit-product";
    context.subjects = {.product = &product, .today = day("2025-05-01")};
    context.form = &form;
    return told(check_papers(rules, context, documents));
}

struct ContentCase {
    const char* kind;
    std::int64_t count, characters;
    const char* told;
};

TEST(ApplicationPapers, HaveEnoughContent) {
    const ContentCase contents[] = {
        {"provider-introduction", 0, 1999, "documents-incomplete: provider-introduction; "},
        {"provider-introduction", 0, 2000, ""},
        {"provider-introduction", 0, 2001, ""},
        {"contract-scans", 14, 0, "documents-incomplete: contract-scans; "},
        {"contract-scans", 15, 0, ""},
        {"contract-scans", 16, 0, ""},
        {"price-sets", 4, 0, "documents-incomplete: price-sets; "},
        {"price-sets", 5, 0, ""},
    };
    for (const ContentCase& c : contents) {
        auto documents = full_application();
        std::erase_if(documents, [&](const Document& d) { return d.kind == c.kind; });
        documents.push_back(content(c.kind, c.count, c.characters));
        EXPECT_EQ(told_of_application(documents, {}), c.told) << c.kind << " " << c.count;
    }
}

TEST(ApplicationPapers, TellWhatWasCountedAndWhatIsAskedFor) {
    const Rulebook rules = application();
    const Product product;
    PaperContext context;  // without a form no paper is asked for by its fields
    context.act = "submit-product";
    context.subjects = {.product = &product, .today = day("2025-05-01")};
    auto documents = full_application();
    documents[1].count = 14;
    const PaperFindings found = check_papers(rules, context, documents);
    const Value dated{Value::List{Value{"2025-05-01"}}};
    EXPECT_EQ(found.checks.at(0).facts,
              (Facts{{"characters", 2000}, {"characters_min", 2000}, {"dated", dated}}));
    EXPECT_EQ(found.checks.at(1).facts,
              (Facts{{"count", 14}, {"count_min", 15}, {"dated", dated}}));
    EXPECT_EQ(found.checks.at(4).state, CheckState::open);
}

TEST(ApplicationPapers, CountOverAllFilesOfAKind) {
    auto documents = full_application();
    documents[1].count = 10;
    documents.push_back(content("contract-scans", 5, 0));
    EXPECT_EQ(told_of_application(documents, {}), "");
}

TEST(ApplicationPapers, AnotherProofMayStandInPlaceOfPriceSets) {  // B25-176, B25-178
    auto documents = full_application();
    documents.pop_back();
    EXPECT_EQ(told_of_application(documents, {}), "documents-incomplete: price-sets; ");
    documents.push_back(content("price-proof", 0, 0));
    EXPECT_EQ(told_of_application(documents, {}), "");
    documents.push_back(content("price-sets", 4, 0));
    EXPECT_EQ(told_of_application(documents, {}), "documents-incomplete: price-sets; ");
}

TEST(ApplicationPapers, TheListOfHonouredCustomersIsAskedForWithItsNumber) {  // B25-235
    struct {
        Form form;
        const char* told;
    } const forms[] = {
        {{}, ""},
        {{{"innovative-customers", FormValue{{"  "}, {}}}}, ""},
        {{{"innovative-customers", FormValue{{"6"}, {}}}},
         "documents-incomplete: innovative-customer-list; "},
    };
    for (const auto& c : forms) EXPECT_EQ(told_of_application(full_application(), c.form), c.told);
    auto documents = full_application();
    documents.push_back(content("innovative-customer-list", 0, 0));
    EXPECT_EQ(told_of_application(documents, forms[2].form), "");
}

TEST(Papers, RowsAreFoundByActKindDirectionAndDay) {
    const Rulebook rules = redemption("");
    Product product;
    product.direction = "dcmm";
    PaperContext context;
    context.act = "redeem";
    context.subjects = {.product = &product, .today = day("2025-06-20")};
    EXPECT_NE(paper_row(rules, context, "invoice"), nullptr);
    EXPECT_EQ(paper_row(rules, context, "industry-proof"), nullptr);
    EXPECT_EQ(paper_row(rules, context, "price-list"), nullptr);
    product.direction = "digital-marketing";
    EXPECT_NE(paper_row(rules, context, "industry-proof"), nullptr);
    context.subjects.today = day("2022-12-31");
    EXPECT_EQ(paper_row(rules, context, "invoice"), nullptr);
    context.act = "submit-product";
    EXPECT_EQ(paper_row(rules, context, "invoice"), nullptr);
}

TEST(PaperCheck, AnUnknownKindNamesItsFile) {
    Redeeming redeeming;
    redeeming.documents.push_back(file("letter", "2025-06-25", nullptr));
    redeeming.documents.back().file = "digest of the letter";
    const PaperFindings found = redeeming.found();
    EXPECT_EQ(found.checks.back().key, "letter");
    EXPECT_EQ(found.checks.back().files, std::vector<std::string>{"digest of the letter"});
}

}  // namespace
}  // namespace zq
