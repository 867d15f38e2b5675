// Each field of the 2025 form below, at and above its rule.
#include "domain/form_check.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/rulebook_fixture.h"

namespace zq {
namespace {

using fixture::among;
using fixture::day;
using fixture::row;
using fixture::yuan;

FormField field(const char* name, FieldFormat format, bool required) {
    FormField made;
    made.name = name;
    made.format = format;
    made.required = required;
    return made;
}

FormField text(const char* name, std::int64_t characters_max) {
    FormField made = field(name, FieldFormat::text, true);
    made.characters_max = characters_max;
    return made;
}

// The table of the 2025 form, from its first field to its last (附件2-1-1; required ones by
// B25-238).
Rulebook form_of_2025() {
    Rulebook rules = fixture::amounts_of_2025();
    for (const char* code : {"large-model", "dcmm", "chip"}) {
        Direction direction;
        direction.code = code;
        rules.directions.push_back(row(std::move(direction), {"B25-011"}));
    }
    const auto add = [&](FormField made, const char* clause) {
        rules.fields.rows.push_back(row(std::move(made), {clause}));
    };
    FormField category = field("category", FieldFormat::choice, true);
    category.options = {"directions"};
    add(category, "B25-195");
    add(text("product-name", 0), "B25-200");
    FormField provider_name = text("provider-name", 0);
    provider_name.is_provider_name = true;
    add(provider_name, "B25-205");
    add(text("introduction", 300), "B25-207");
    add(field("price", FieldFormat::price, true), "B25-208");
    add(text("pricing-basis", 200), "B25-212");
    add(field("customers-last-year", FieldFormat::digits, true), "B25-215");
    add(field("revenue-last-year", FieldFormat::decimal, true), "B25-219");
    FormField rights = field("rights", FieldFormat::list, true);
    rights.options = {"ip", "sales-licence", "sales-system", "after-sales"};
    add(rights, "B25-222");
    FormField filing = text("model-filing", 0);
    filing.excluded = {"不涉及"};
    filing.excluded_when = {among(Fact::direction, {"large-model"})};
    add(filing, "B25-226");
    add(field("market-share", FieldFormat::text, false), "B25-228");
    add(field("innovative-customers", FieldFormat::digits, false), "B25-234");
    add(field("contact-name", FieldFormat::text, true), "B25-236");
    add(field("contact-mobile", FieldFormat::mobile, true), "B25-237");
    FormField reason = field("price-reason", FieldFormat::text, false);
    reason.required_with_flag = price_above_average;
    add(reason, "B25-051");
    return rules;
}

Form valid_form() {
    const auto one = [](const char* given) { return FormValue{{given}, {}}; };
    return {{"category", one("dcmm")},
            {"product-name", one("数据管理评估")},
            {"provider-name", one("甲服务有限公司")},
            {"introduction", one("评估数据管理能力")},
            {"price", one("100000元/年")},
            {"pricing-basis", one("成本加成")},
            {"customers-last-year", one("40")},
            {"revenue-last-year", one("1200.5")},
            {"rights", FormValue{{"ip", "after-sales"}, {}}},
            {"model-filing", one("不涉及")},
            {"contact-name", one("张三")},
            {"contact-mobile", one("13800000000")}};
}

std::string repeated(const char* character, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += character;
    return all;
}

class Forms {
public:
    Forms() {
        provider_.name = "甲服务有限公司";
        product_.direction = "dcmm";
    }
    Form form = valid_form();

    void answer(const char* name, std::vector<std::string> texts) {
        form[name] = FormValue{std::move(texts), {}};
    }
    void apply_for(const char* direction) {
        product_.direction = direction;
        answer("category", {direction});
    }
    FormFindings check(std::optional<Money> average = {}) const {
        return check_form(
            rules_, form,
            {.provider = &provider_, .product = &product_, .today = day("2025-05-01")}, average);
    }
    bool is_valid() const { return check().errors.empty(); }

private:
    Rulebook rules_ = form_of_2025();
    Provider provider_;
    Product product_;
};

TEST(Form, AFullOneHasNoErrors) {
    const FormFindings found = Forms{}.check();
    EXPECT_TRUE(found.errors.empty());
    EXPECT_TRUE(found.flags.empty());
}

struct FieldCase {
    const char* field;
    std::vector<std::string> texts;
    bool valid;
};

const FieldCase field_cases[] = {
    // Exactly one direction of the rulebook (B25-195).
    {"category", {"dcmm"}, true},
    {"category", {"dcmm", "chip"}, false},
    {"category", {"legal"}, false},
    {"category", {"directions"}, false},
    {"category", {""}, false},
    {"product-name", {"甲"}, true},
    {"product-name", {" 　 "}, false},
    {"product-name", {"甲", "乙"}, false},
    // As on the licence (B25-205), blanks at the ends aside.
    {"provider-name", {"甲服务有限公司"}, true},
    {"provider-name", {" 甲服务有限公司　"}, true},
    {"provider-name", {"甲服务公司"}, false},
    // Characters are code points after trimming, punctuation included (A30; B25-207).
    {"introduction", {repeated("a", 299)}, true},
    {"introduction", {repeated("a", 300)}, true},
    {"introduction", {repeated("a", 301)}, false},
    {"introduction", {repeated("服", 300)}, true},
    {"introduction", {repeated("服", 301)}, false},
    {"introduction", {repeated("，", 301)}, false},
    {"introduction", {repeated("😀", 300)}, true},
    {"introduction", {repeated("😀", 301)}, false},
    {"introduction", {"  " + repeated("服", 300) + "　\n"}, true},
    {"introduction", {repeated("服", 299) + "  "}, true},
    {"introduction", {""}, false},
    {"pricing-basis", {repeated("价", 199)}, true},
    {"pricing-basis", {repeated("价", 200)}, true},
    {"pricing-basis", {repeated("价", 201)}, false},
    {"pricing-basis", {repeated("😀", 200)}, true},
    {"pricing-basis", {repeated("😀", 201)}, false},
    // Digits, 元, / and a unit (B25-208, B25-209).
    {"price", {"100000元/年"}, true},
    {"price", {"100000.5元/年"}, true},
    {"price", {"100000.50元/套/年"}, true},
    {"price", {"100000.505元/年"}, false},
    {"price", {"100000元"}, false},
    {"price", {"100000元/"}, false},
    {"price", {"100000元/　"}, false},
    {"price", {"100000/年"}, false},
    {"price", {"十万元/年"}, false},
    {"price", {"10万元/年"}, false},
    {"price", {"100,000元/年"}, false},
    {"price", {"-100000元/年"}, false},
    {"price", {"元/年"}, false},
    {"price", {"１００元/年"}, false},
    {"price", {".5元/年"}, false},
    {"price", {"99999999999999999999元/年"}, false},
    {"customers-last-year", {"0"}, true},
    {"customers-last-year", {"15"}, true},
    {"customers-last-year", {" 15 "}, true},
    {"customers-last-year", {"1234567890"}, true},
    {"customers-last-year", {"15.0"}, false},
    {"customers-last-year", {"15家"}, false},
    {"customers-last-year", {"-15"}, false},
    {"customers-last-year", {"１５"}, false},
    {"revenue-last-year", {"800"}, true},
    {"revenue-last-year", {"800.25"}, true},
    {"revenue-last-year", {"800."}, false},
    {"revenue-last-year", {".25"}, false},
    {"revenue-last-year", {"8.0.0"}, false},
    {"revenue-last-year", {"800万"}, false},
    // At least one of four (B25-222, B25-223).
    {"rights", {"ip"}, true},
    {"rights", {"ip", "sales-licence", "sales-system", "after-sales"}, true},
    {"rights", {"ip", "patents"}, false},
    {"rights", {}, false},
    {"model-filing", {"不涉及"}, true},
    {"market-share", {""}, true},
    {"market-share", {"6%"}, true},
    {"innovative-customers", {""}, true},
    {"innovative-customers", {"6"}, true},
    {"innovative-customers", {"六"}, false},
    {"contact-name", {""}, false},
    // 11 digits, the first a 1 (B25-237).
    {"contact-mobile", {"1380000000"}, false},
    {"contact-mobile", {"13800000000"}, true},
    {"contact-mobile", {"138000000000"}, false},
    {"contact-mobile", {"23800000000"}, false},
    {"contact-mobile", {"1380000000a"}, false},
    {"contact-mobile", {"+8613800000000"}, false},
    {"contact-mobile", {"138 0000 0000"}, false},
    {"price-reason", {""}, true},
};

TEST(Form, EachFieldBelowAtAndAboveItsRule) {
    for (const FieldCase& c : field_cases) {
        Forms forms;
        forms.answer(c.field, c.texts);
        const auto errors = forms.check().errors;
        const auto wanted =
            c.valid ? std::vector<std::string>{} : std::vector<std::string>{c.field};
        EXPECT_EQ(errors, wanted) << c.field << ": " << (c.texts.empty() ? "" : c.texts[0]);
    }
}

TEST(Form, AMissingFieldIsAnErrorWhereItIsRequired) {
    const std::set<std::string> optional{"market-share", "innovative-customers", "price-reason"};
    const Rulebook rules = form_of_2025();
    for (const Row<FormField>& each : rules.fields.rows) {
        Forms forms;
        forms.form.erase(each.value.name);
        EXPECT_EQ(forms.is_valid(), optional.contains(each.value.name)) << each.value.name;
    }
}

TEST(Form, ErrorsStandInTheOrderOfTheTableWithWhatWouldBeRight) {
    Forms forms;
    forms.answer("contact-mobile", {"12"});
    forms.answer("category", {""});
    forms.answer("introduction", {repeated("服", 301)});
    const FormFindings found = forms.check();
    EXPECT_EQ(found.errors,
              (std::vector<std::string>{"category", "introduction", "contact-mobile"}));
    EXPECT_EQ(found.facts.at("category"), Value{"required"});
    EXPECT_EQ(found.facts.at("introduction"), Value{"at most 300 characters"});
    EXPECT_EQ(found.facts.at("contact-mobile"), Value{"mobile"});
}

TEST(Form, ALargeModelNeedsItsFiling) {  // B25-226
    Forms forms;
    forms.apply_for("large-model");
    EXPECT_FALSE(forms.is_valid());
    forms.answer("model-filing", {" 不涉及 "});
    EXPECT_FALSE(forms.is_valid());
    forms.answer("model-filing", {"京备2025001"});
    EXPECT_TRUE(forms.is_valid());
}

struct AverageCase {
    const char* price;
    std::optional<const char*> average;
    const char* reason;
    bool flagged;
    bool valid;
};

// Above the average of the last six months a reason is asked for (B25-051, B25-176).
TEST(Form, APriceAboveTheAverageIsFlaggedAndAsksForAReason) {
    const AverageCase cases[] = {
        {"100000元/年", {}, "", false, true},
        {"100000元/年", "100000.01", "", false, true},
        {"100000元/年", "100000.00", "", false, true},
        {"100000元/年", "99999.99", "", true, false},
        {"100000元/年", "99999.99", "功能更多", true, true},
        {"100000元/年", "99999.99", "  ", true, false},
        {"元", "99999.99", "", false, false},
    };
    for (const AverageCase& c : cases) {
        Forms forms;
        forms.answer("price", {c.price});
        forms.answer("price-reason", {c.reason});
        const auto average = c.average ? std::optional{yuan(*c.average)} : std::nullopt;
        const FormFindings found = forms.check(average);
        SCOPED_TRACE(c.price + std::string{" against "} + c.average.value_or("none"));
        EXPECT_EQ(!found.flags.empty(), c.flagged);
        EXPECT_EQ(found.errors.empty(), c.valid);
    }
}

struct PriceCase {
    const char* text;
    const char* amount;  // null: not a price
    const char* unit;
};

TEST(Form, PricesAreReadAsAmountAndUnit) {
    const PriceCase cases[] = {{"100000元/年", "100000.00", "年"},  {"0.5元/次", "0.50", "次"},
                               {"99.99元/套/年", "99.99", "套/年"}, {"5元/ 人 ", "5.00", "人"},
                               {"5元", nullptr, nullptr},           {"", nullptr, nullptr},
                               {"元/年", nullptr, nullptr},         {"5.元/年", nullptr, nullptr},
                               {"1e5元/年", nullptr, nullptr}};
    for (const PriceCase& c : cases) {
        const auto price = parse_price(c.text);
        ASSERT_EQ(price.has_value(), c.amount != nullptr) << c.text;
        if (!price) continue;
        EXPECT_EQ(to_yuan(price->amount), c.amount);
        EXPECT_EQ(price->unit, c.unit);
    }
}

TEST(Form, TheFirstAnswerIsTrimmed) {
    const Form form{{"a", FormValue{{"  ", " x　"}, {}}}, {"b", FormValue{{}, {}}}};
    EXPECT_EQ(answer(form, "a"), "x");
    EXPECT_EQ(answer(form, "b"), "");
    EXPECT_EQ(answer(form, "c"), "");
}

// Every field that is asked for is a check; a price above the average is flagged (B25-051).
TEST(Form, EveryFieldIsACheck) {
    const Rulebook rules = form_of_2025();
    Product product;
    product.direction = "dcmm";
    const Subjects subjects{.product = &product, .today = day("2025-03-01")};
    const auto state = [&](const Form& form, std::optional<Money> average, const char* key) {
        for (const Check& check : check_form(rules, form, subjects, average).checks) {
            if (check.key == key) return std::string{name_of(check.state)};
        }
        return std::string{"none"};
    };
    Form form = valid_form();
    EXPECT_EQ(state(form, {}, "price"), "passed");
    EXPECT_EQ(state(form, {}, "price-reason"), "open");
    EXPECT_EQ(state(form, yuan("100000.00"), "price"), "passed");
    EXPECT_EQ(state(form, yuan("99999.99"), "price"), "flagged");
    EXPECT_EQ(state(form, yuan("99999.99"), "price-reason"), "failed");
    form.erase("introduction");
    EXPECT_EQ(state(form, {}, "introduction"), "failed");
    EXPECT_EQ(state(form, {}, "nonsense"), "none");
}

}  // namespace
}  // namespace zq
