// Every status of a product against every act on products, for both years; notices and their
// objections; what a submission asks for.
#include <gtest/gtest.h>

#include <algorithm>

#include <functional>
#include <map>

#include "world.h"

namespace zq::test {
namespace {

// As ProductStatus, and `missed`: failed because it was not submitted again in time.
enum class Stage {
    draft,
    submitted,
    returned,
    passed,
    on_notice,
    qualified,
    listed,
    delisted,
    failed,
    missed,
    withdrawn
};
using enum Stage;

const std::map<Stage, const char*> names{
    {draft, "draft"},   {submitted, "submitted"}, {returned, "returned"},
    {passed, "passed"}, {on_notice, "on-notice"}, {qualified, "qualified"},
    {listed, "listed"}, {delisted, "delisted"},   {failed, "failed"},
    {missed, "failed"}, {withdrawn, "withdrawn"}};

constexpr const char* before_the_window_closes = "2025-05-06T09:00:00+08:00";

Command audit(ProductId id, Verdict verdict, const World& world) {
    AuditProduct command;
    command.product = id;
    command.verdict = verdict;
    const Day today = day_of(world.now(), world.rules().zone);
    if (verdict == Verdict::return_) command.due = today + std::chrono::days{3};
    return command;
}

Command list(ProductId id) {
    ListProduct command;
    command.product = id;
    command.vouchers = 5;
    return command;
}

// The same points for every criterion of the day.
ScoreProduct opinion_of(World& world, ProductId id, std::int64_t points) {
    ScoreProduct opinion{.product = id, .scores = {}, .opinion = "可行"};
    for (const Row<Criterion>& row : world.rules().criteria.rows) {
        opinion.scores.push_back({row.value.name, points});
    }
    return opinion;
}

// Brings a fresh product of provider 1 as far as `stage`.
ProductId bring(World& world, Stage stage) {
    const ProductId id{world.done(DraftProduct{usual_application(world, {})})};
    if (stage == draft) return id;
    if (stage == withdrawn) return world.done(WithdrawProduct{id}), id;
    world.done(SubmitProduct{usual_application(world, id)});
    if (stage == submitted) return id;
    if (stage == returned || stage == missed) {
        world.done(audit(id, Verdict::return_, world));
        if (stage == missed) world.pass(std::int64_t{4} * 86'400);
        return id;
    }
    if (stage == failed) return world.done(audit(id, Verdict::reject, world)), id;
    world.done(audit(id, Verdict::pass, world));
    if (stage == passed) return id;
    if (world.is_2025()) {
        world.done(PublishProduct{id, {}});
        if (stage == on_notice) return id;
        world.move_to(plus_seconds(*world.get<Product>(id).notice_ends, 1));
    } else {
        world.done(JudgeProduct{id, Verdict::pass, ""});
    }
    if (stage == qualified) return id;
    world.done(list(id));
    if (stage == listed) return id;
    world.done(DelistProduct{id, ""});
    return id;
}

struct Prepared {
    World world;
    ProductId product;
};

const Prepared& prepared(int year, Stage stage) {
    static std::map<std::pair<int, Stage>, Prepared> made;
    const auto known = made.find({year, stage});
    if (known != made.end()) return known->second;
    World world = year == 2025 ? World{beijing(2025), instant(before_the_window_closes)}
                               : World{beijing(2023)};
    const ProductId id = bring(world, stage);
    EXPECT_EQ(name_of(world.get<Product>(id).status), names.at(stage));
    return made.emplace(std::pair{year, stage}, Prepared{std::move(world), id}).first->second;
}

std::string told(const World& world, const Answer& answer, ProductId id) {
    if (!answer) return std::string{name_of(answer.error().code())};
    return "ok " + std::string{name_of(world.get<Product>(id).status)};
}

using Outcomes = std::map<Stage, const char*>;

struct ActOnProduct {
    const char* name;
    std::function<Command(World&, ProductId)> command;
    Outcomes of_2023;
    Outcomes of_2025;
    const char* otherwise_2023 = "wrong-state";
    const char* otherwise_2025 = "wrong-state";
};

// What was submitted is final in 2025 (B25-058), unless it was returned (A13).
const ActOnProduct acts[] = {
    {"draft-product",
     [](World& w, ProductId id) -> Command { return DraftProduct{usual_application(w, id)}; },
     {{draft, "ok draft"}, {returned, "ok returned"}},
     {{draft, "ok draft"}, {returned, "ok returned"}, {withdrawn, "wrong-state"}},
     "wrong-state",
     "submitted-final"},
    {"save-product",
     [](World& w, ProductId id) -> Command { return SaveProduct{usual_application(w, id)}; },
     {{draft, "ok draft"}, {returned, "ok returned"}},
     {{draft, "ok draft"}, {returned, "ok returned"}, {withdrawn, "wrong-state"}},
     "wrong-state",
     "submitted-final"},
    {"submit-product",
     [](World& w, ProductId id) -> Command { return SubmitProduct{usual_application(w, id)}; },
     {{draft, "ok submitted"}, {returned, "ok submitted"}, {missed, "too-late"}},
     {{draft, "ok submitted"},
      {returned, "ok submitted"},
      {missed, "too-late"},  // B25-279
      {withdrawn, "wrong-state"}},
     "wrong-state",
     "submitted-final"},
    {"withdraw-product",
     [](World&, ProductId id) -> Command { return WithdrawProduct{id}; },
     {{draft, "ok withdrawn"}},
     {{draft, "ok withdrawn"}, {withdrawn, "wrong-state"}},
     "wrong-state",
     "submitted-final"},
    {"audit-product: pass",
     [](World& w, ProductId id) { return audit(id, Verdict::pass, w); },
     {{submitted, "ok passed"}},
     {{submitted, "ok passed"}}},
    {"audit-product: return",
     [](World& w, ProductId id) { return audit(id, Verdict::return_, w); },
     {{submitted, "ok returned"}},
     {{submitted, "ok returned"}}},
    {"audit-product: reject",
     [](World& w, ProductId id) { return audit(id, Verdict::reject, w); },
     {{submitted, "ok failed"}},
     {{submitted, "ok failed"}}},
    {"score-product",
     [](World& w, ProductId id) -> Command { return opinion_of(w, id, 7); },
     {{passed, "ok passed"}},
     {},
     "wrong-state",
     "not-offered"},
    {"judge-product: pass",
     [](World&, ProductId id) -> Command { return JudgeProduct{id, Verdict::pass, ""}; },
     {{passed, "ok qualified"}},
     {},
     "wrong-state",
     "not-offered"},
    {"judge-product: reject",
     [](World&, ProductId id) -> Command { return JudgeProduct{id, Verdict::reject, ""}; },
     {{passed, "ok failed"}},
     {},
     "wrong-state",
     "not-offered"},
    {"publish-product",
     [](World&, ProductId id) -> Command { return PublishProduct{id, {}}; },
     {},
     {{passed, "ok on-notice"}},
     "not-offered",
     "wrong-state"},
    // The name is frozen from the notice on (B25-198).
    {"rename-product",
     [](World&, ProductId id) -> Command { return RenameProduct{id, "另一个名称"}; },
     {{draft, "ok draft"},
      {submitted, "ok submitted"},
      {returned, "ok returned"},
      {passed, "ok passed"},
      {qualified, "ok qualified"},
      {listed, "ok listed"},
      {delisted, "ok delisted"}},
     {{draft, "ok draft"},
      {submitted, "submitted-final"},
      {returned, "ok returned"},
      {passed, "submitted-final"},
      {failed, "submitted-final"},
      {missed, "submitted-final"},
      {withdrawn, "wrong-state"}},
     "wrong-state",
     "name-frozen"},
    {"list-product",
     [](World&, ProductId id) { return list(id); },
     {{qualified, "ok listed"}},
     {{qualified, "ok listed"}, {on_notice, "notice-running"}}},
    {"delist-product",
     [](World&, ProductId id) -> Command { return DelistProduct{id, ""}; },
     {{listed, "ok delisted"}},
     {{listed, "ok delisted"}}},
    {"add-vouchers",
     [](World&, ProductId id) -> Command { return AddVouchers{id, 3, ""}; },
     {{listed, "ok listed"}},
     {{listed, "ok listed"}}},
    {"object",
     [](World&, ProductId id) -> Command { return Object{id, {}, {}, {}, "异议"}; },
     {},
     {{on_notice, "ok on-notice"}},
     "notice-closed",
     "notice-closed"},
    {"claim",
     [](World&, ProductId id) -> Command { return Claim{id, {}, {}}; },
     {{listed, "ok listed"}},
     {{listed, "ok listed"}},
     "not-listed",
     "not-listed"},
};

void check_every_pair(int year) {
    for (const auto& [stage, name] : names) {
        if (stage == on_notice && year == 2023) continue;
        for (const ActOnProduct& act : acts) {
            SCOPED_TRACE(std::string{act.name} + " from " + name);
            World world = prepared(year, stage).world;
            const ProductId id = prepared(year, stage).product;
            const Outcomes& outcomes = year == 2023 ? act.of_2023 : act.of_2025;
            const auto outcome = outcomes.find(stage);
            const char* otherwise = year == 2023 ? act.otherwise_2023 : act.otherwise_2025;
            const Answer answer = world.ask(act.command(world, id));
            EXPECT_EQ(told(world, answer, id),
                      outcome == outcomes.end() ? otherwise : outcome->second);
        }
    }
}

TEST(Products, EveryStatusAndEveryActOf2023) {
    check_every_pair(2023);
}
TEST(Products, EveryStatusAndEveryActOf2025) {
    check_every_pair(2025);
}

TEST(Products, OfAnotherProviderAreNotYours) {
    for (const int year : {2023, 2025}) {
        World world = prepared(year, draft).world;
        const ProductId id = prepared(year, draft).product;
        for (const Command& command :
             {Command{DraftProduct{usual_application(world, id)}},
              Command{SubmitProduct{usual_application(world, id)}}, Command{WithdrawProduct{id}},
              Command{RenameProduct{id, "甲"}}}) {
            EXPECT_EQ(told(world, world.ask(provider(2), command), id), "not-yours")
                << act_of(command);
        }
    }
}

TEST(Products, ThePlatformMayCorrectANameUntilTheNotice) {
    const std::map<Stage, const char*> outcomes{{submitted, "ok submitted"},
                                                {passed, "ok passed"},
                                                {on_notice, "name-frozen"},
                                                {listed, "name-frozen"},
                                                {failed, "wrong-state"}};
    for (const auto& [stage, outcome] : outcomes) {
        World world = prepared(2025, stage).world;
        const ProductId id = prepared(2025, stage).product;
        const RenameProduct command{id, "更正后的名称"};
        EXPECT_EQ(told(world, world.ask(staff(Role::platform_operator), command), id), outcome);
    }
}

struct WindowCase {
    const char* at;
    Stage stage;
    const char* outcome;
};

// To 16 May, that day included (A24); a returned one to its own due day (A13; B25-054, B25-279).
// B23-035, B23-038 to B23-049: points for each criterion, one opinion of each expert.
TEST(Opinions, OfEachExpertTheLastOneCounts) {
    World world{beijing(2023)};
    const ProductId id = bring(world, passed);
    ASSERT_EQ(world.rules().criteria.rows.size(), 5u);
    world.done(staff(Role::expert), opinion_of(world, id, 0));
    world.done(colleague(Role::expert), opinion_of(world, id, 10));
    world.done(staff(Role::expert), opinion_of(world, id, 8));
    const Product& product = world.get<Product>(id);
    ASSERT_EQ(product.panel.size(), 2u);
    EXPECT_EQ(product.panel[0].expert, colleague(Role::expert).person);
    EXPECT_EQ(product.panel[1].expert, staff(Role::expert).person);
    EXPECT_EQ(product.panel[1].scores[0].points, 8);
    EXPECT_EQ(product.panel[1].text, "可行");
}

TEST(Opinions, AreAskedForByTheCriteriaOfTheDirection) {
    auto changed = std::make_shared<Rulebook>(*beijing(2023));
    Requirement elsewhere;
    elsewhere.fact = Fact::direction;
    elsewhere.comparison = Comparison::in;
    elsewhere.texts = {"nowhere"};
    changed->criteria.rows.front().when = {elsewhere};
    World world{changed};
    const ProductId id = bring(world, passed);
    ScoreProduct opinion = opinion_of(world, id, 5);
    EXPECT_FALSE(world.ask(opinion)) << "one criterion is of another direction";
    opinion.scores.erase(opinion.scores.begin());
    world.done(opinion);
    EXPECT_EQ(world.get<Product>(id).panel.size(), 1u);
}

TEST(Opinions, GiveEveryCriterionItsPointsOnce) {
    World world{beijing(2023)};
    const ProductId id = bring(world, passed);
    struct {
        const char* name;
        void (*change)(ScoreProduct&);
        Clauses clauses;
    } const cases[] = {
        {"below", [](ScoreProduct& o) { o.scores[0].points = -1; }, {"B23-038", "Z-025"}},
        {"above", [](ScoreProduct& o) { o.scores[0].points = 11; }, {"B23-038", "Z-025"}},
        {"left out", [](ScoreProduct& o) { o.scores.pop_back(); }, {"B23-048", "B23-049", "Z-025"}},
        {"twice", [](ScoreProduct& o) { o.scores.push_back(o.scores[0]); }, {"Z-020"}},
        {"unknown", [](ScoreProduct& o) { o.scores.push_back({"beauty", 5}); }, {"Z-020"}},
    };
    for (const auto& c : cases) {
        ScoreProduct opinion = opinion_of(world, id, 10);
        c.change(opinion);
        const Answer answer = world.ask(opinion);
        ASSERT_FALSE(answer) << c.name;
        EXPECT_EQ(answer.error().code(), Code::invalid_value) << c.name;
        EXPECT_EQ(answer.error().clauses(), c.clauses) << c.name;
        EXPECT_EQ(answer.error().errors(), std::vector<std::string>{"scores"}) << c.name;
    }
    EXPECT_TRUE(world.get<Product>(id).panel.empty());
}

TEST(Applications, AreTakenToTheirLastDay) {
    const WindowCase cases[] = {
        {"2025-05-16T23:59:59+08:00", draft, "ok submitted"},
        {"2025-05-17T00:00:00+08:00", draft, "application-closed"},
        {"2025-05-09T23:59:59+08:00", returned, "ok submitted"},
        {"2025-05-10T00:00:00+08:00", returned, "too-late"},
    };
    for (const WindowCase& c : cases) {
        World world = prepared(2025, c.stage).world;
        const ProductId id = prepared(2025, c.stage).product;
        world.move_to(c.at);
        const SubmitProduct command{usual_application(world, id)};
        EXPECT_EQ(told(world, world.ask(command), id), c.outcome) << c.at;
    }
}

// The form is what counts: beside it name, direction and price say the same again.
TEST(Applications, TakeWhatTheirFormSays) {
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    Direction& other = changed->directions.front().value;
    other.subtypes = {{.code = "first", .name = {}, .clauses = {}},
                      {.code = "second", .name = {}, .clauses = {}}};
    World world{changed, instant(before_the_window_closes)};
    DraftProduct draft_of{usual_application(world, {})};
    draft_of.form["product-name"].texts = {"表中的名称"};
    draft_of.form["price"].texts = {"60000元/月"};
    draft_of.form["category"].texts = {other.code};
    draft_of.subtype = "second";
    const Product taken = world.get<Product>(ProductId{world.done(draft_of)});
    EXPECT_EQ(taken.name, "表中的名称");
    EXPECT_EQ(to_yuan(taken.price), "60000.00");
    EXPECT_EQ(taken.price_unit, "月");
    EXPECT_EQ(taken.direction, other.code);
    EXPECT_EQ(taken.subtype, "second");
    EXPECT_EQ(encode(taken.form), encode(draft_of.form));
    EXPECT_EQ(encode(taken.documents), encode(draft_of.documents));
    EXPECT_TRUE(std::ranges::any_of(world.checks(), [](const Check& check) {
        return check.about == CheckAbout::form && check.key == "product-name";
    }));
    EXPECT_TRUE(std::ranges::any_of(
        world.checks(), [](const Check& check) { return check.about == CheckAbout::paper; }));

    draft_of.subtype = "of another direction";
    const ProductId second{world.done(draft_of)};
    EXPECT_EQ(world.get<Product>(second).subtype, "first");
    draft_of.form["category"].texts = {"no-such-direction"};
    const ProductId third{world.done(draft_of)};
    EXPECT_EQ(world.get<Product>(third).direction, draft_of.direction);
    EXPECT_EQ(world.get<Product>(third).subtype, "") << "the direction has none";
    draft_of.form.erase("category");
    draft_of.form.erase("product-name");
    const ProductId fourth{world.done(draft_of)};
    EXPECT_EQ(world.get<Product>(fourth).direction, draft_of.direction);
    EXPECT_EQ(world.get<Product>(fourth).name, draft_of.name);
}

// B25-033 says it of one direction; what another direction calls its subtypes does not matter.
TEST(Applications, OfTwoSubtypesAreRefusedInTheDirectionThatSaysSo) {
    for (const bool said : {true, false}) {
        auto changed = std::make_shared<Rulebook>(*beijing(2025));
        Direction& direction = changed->directions.back().value;
        direction.subtypes = {{.code = "consulting", .name = {}, .clauses = {}},
                              {.code = "certification", .name = {}, .clauses = {}}};
        changed->exclusives.rows.front().value.direction =
            said ? direction.code : changed->directions.front().value.code;
        World world{changed, instant(before_the_window_closes)};
        SubmitProduct command{usual_application(world, {})};
        command.subtype = "consulting";
        world.done(command);
        world.done(command);
        command.subtype = "certification";
        const Answer answer = world.ask(command);
        ASSERT_EQ(answer.has_value(), !said);
        if (!answer) {
            EXPECT_EQ(answer.error().code(), Code::consulting_and_certification);
            EXPECT_EQ(answer.error().clauses(), Clauses{"B25-033"});
        }
    }
}

TEST(Applications, AreReturnedUntilTheSameDayAtTheEarliest) {
    World world = prepared(2025, submitted).world;
    const ProductId id = prepared(2025, submitted).product;
    const Day today = day_of(world.now(), world.rules().zone);
    AuditProduct audit{.product = id, .verdict = Verdict::return_, .reason = "", .due = today};
    audit.due = today - std::chrono::days{1};
    EXPECT_EQ(told(world, world.ask(audit), id), "invalid-value");
    audit.due = today;
    EXPECT_EQ(told(world, world.ask(audit), id), "ok returned");
    EXPECT_EQ(world.get<Product>(id).due, last_second_of(today, world.rules().zone));
}

// The day that was set for handing in again passes by the clause of just that.
TEST(Applications, ThatAreNotHandedInAgainFailByTheClauseThatSaysSo) {
    auto changed = std::make_shared<Rulebook>(*beijing(2023));
    auto row = changed->refusals.rows.front();
    row.validity.until.reset();
    row.value = {Code::too_late, std::string{SubmitProduct::act}};
    row.clauses = {"B23-001"};
    changed->refusals.rows.insert(changed->refusals.rows.begin(), row);
    World world{changed};
    const ProductId id = bring(world, missed);
    world.fire();
    EXPECT_EQ(name_of(world.get<Product>(id).status), "failed");
    EXPECT_EQ(world.log().back().clauses, Clauses{"B23-001"});
}

TEST(Applications, KeepWhatTheirPapersAreMarkedWith) {
    const auto usual = prepared(2025, draft);
    SubmitProduct command{usual_application(usual.world, usual.product)};
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    for (Row<Paper>& row : changed->papers.rows) {
        if (row.value.act != SubmitProduct::act) continue;
        if (row.value.kind != command.documents.front().kind) continue;
        row.value.sum = SumRule::equals_contract;
        row.value.sum_flag = "sum-differs";
    }
    World world{changed, instant(before_the_window_closes)};
    command.product = bring(world, draft);
    world.done(command);
    EXPECT_TRUE(world.get<Product>(command.product).flags.empty());
    command.documents.front().amount = yuan("1.00");
    command.product = bring(world, draft);
    world.done(command);
    EXPECT_EQ(world.get<Product>(command.product).flags, std::vector<std::string>{"sum-differs"});
}

TEST(Applications, AreToldEveryReasonAtOnce) {
    World world = prepared(2025, draft).world;
    SubmitProduct command{usual_application(world, prepared(2025, draft).product)};
    command.form["contact-mobile"].texts = {"12"};
    std::erase_if(command.documents, [](const Document& d) { return d.kind == "commitment"; });
    command.documents.front().sealed = false;
    RecordProvider young = provider_record(1);
    young.founded = make_day(2025, 1, 1);
    young.contracts_last_year = 14;
    world.done(staff(Role::platform_operator), young);
    const Answer answer = world.ask(command);
    ASSERT_FALSE(answer);
    std::string codes;
    for (const Reason& reason : answer.error().reasons()) {
        codes += std::string{name_of(reason.code)} + " ";
    }
    EXPECT_EQ(codes,
              "documents-incomplete not-sealed form-invalid provider-too-young "
              "too-few-contracts ");
    EXPECT_EQ(
        answer.error().errors(),  // papers before fields, and each in the order of its list
        (std::vector<std::string>{command.documents.front().kind, "commitment", "contact-mobile"}));
}

TEST(Notices, EndByThemselvesUnlessSomebodyObjects) {  // B25-061
    for (const bool objected : {false, true}) {
        World world = prepared(2025, on_notice).world;
        const ProductId id = prepared(2025, on_notice).product;
        const Instant ends = *world.get<Product>(id).notice_ends;
        if (objected) world.done(Actor{}, Object{id, {}, {}, {}, "异议"});
        world.move_to(ends);
        EXPECT_EQ(name_of(world.get<Product>(id).status), "on-notice");
        world.pass(1);
        EXPECT_EQ(name_of(world.get<Product>(id).status), objected ? "on-notice" : "qualified");
    }
}

struct ObjectionCase {
    bool during_notice;
    bool upheld;
    const char* at_once;
    const char* after_notice;
};

TEST(Notices, AnObjectionThatIsUpheldFailsTheProduct) {
    const ObjectionCase cases[] = {
        {true, false, "on-notice", "qualified"},
        {true, true, "failed", "failed"},
        {false, false, "qualified", "qualified"},
        {false, true, "failed", "failed"},
    };
    for (const ObjectionCase& c : cases) {
        World world = prepared(2025, on_notice).world;
        const ProductId id = prepared(2025, on_notice).product;
        const Instant ends = *world.get<Product>(id).notice_ends;
        world.done(Actor{}, Object{id, {}, {}, {}, "异议"});
        if (!c.during_notice) world.move_to(plus_seconds(ends, 1));
        DecideObjection decision;
        decision.product = id;
        decision.upheld = c.upheld;
        world.done(decision);
        EXPECT_EQ(name_of(world.get<Product>(id).status), c.at_once);
        world.move_to(plus_seconds(ends, 1));
        EXPECT_EQ(name_of(world.get<Product>(id).status), c.after_notice);
    }
}

TEST(Notices, LastAtLeastADayAndADayWhereNothingIsSaid) {
    struct {
        std::int64_t days;
        const char* outcome;
    } const cases[] = {
        {0, "invalid-value"}, {1, "ok on-notice"}, {3660, "ok on-notice"}, {3661, "invalid-value"}};
    const ProductId id = prepared(2025, passed).product;
    for (const auto& c : cases) {
        World world = prepared(2025, passed).world;
        EXPECT_EQ(told(world, world.ask(PublishProduct{id, c.days}), id), c.outcome) << c.days;
    }
    auto changed = std::make_shared<Rulebook>(*beijing(2025));
    std::erase_if(changed->deadlines.rows, [](const Row<DeadlineRule>& row) {
        return row.value.kind == DeadlineKind::product_notice;
    });
    World world{changed, instant(before_the_window_closes)};
    const ProductId other = bring(world, on_notice);
    EXPECT_EQ(world.get<Product>(other).notice_ends, instant("2025-05-07T23:59:59+08:00"));
}

TEST(Names, AreCorrectedInTheFormAsWell) {
    World world = prepared(2025, draft).world;
    const ProductId id = prepared(2025, draft).product;
    world.done(provider(1), RenameProduct{id, " 新名称 "});
    EXPECT_EQ(world.get<Product>(id).name, "新名称");
    EXPECT_EQ(world.get<Product>(id).form.at("product-name").texts,
              std::vector<std::string>{"新名称"});
}

// B25-198; of what was listed before this programme knew notices, too.
TEST(Names, AreFrozenOfWhatIsListedOrDelisted) {
    World world{beijing(2025)};
    const RenameProduct command{product(1), "另一个名称"};
    EXPECT_EQ(told(world, world.ask(provider(1), command), product(1)), "name-frozen");
    world.done(DelistProduct{product(1), ""});
    EXPECT_EQ(told(world, world.ask(provider(1), command), product(1)), "name-frozen");
}

// A notice that an objection has ended is closed, whatever day it would have lasted to.
TEST(Notices, NobodyObjectsToWhatHasFailed) {
    World world = prepared(2025, on_notice).world;
    const ProductId failed_one = prepared(2025, on_notice).product;
    const ProductId other = bring(world, on_notice);
    const ObjectionId objection{world.done(Actor{}, Object{failed_one, {}, {}, {}, "异议"})};
    const ObjectionId of_other{world.done(Actor{}, Object{other, {}, {}, {}, "异议"})};
    DecideObjection decision;
    decision.product = failed_one;
    decision.upheld = true;
    world.done(decision);
    EXPECT_TRUE(world.get<Objection>(objection).upheld);
    EXPECT_FALSE(world.get<Objection>(of_other).upheld);
    const Answer late = world.ask(Actor{}, Object{failed_one, {}, {}, {}, "又一个"});
    EXPECT_EQ(told(world, late, failed_one), "notice-closed");
    EXPECT_FALSE(world.get<Product>(failed_one).due);
    EXPECT_FALSE(world.get<Product>(failed_one).due_kind);
}

TEST(Listings, HaveVouchersAndDaysWithinBounds) {
    struct {
        std::int64_t vouchers;
        const char* outcome;
    } const supplies[] = {{0, "invalid-value"},
                          {1, "ok listed"},
                          {1'000'000'000, "ok listed"},
                          {1'000'000'001, "invalid-value"}};
    for (const auto& c : supplies) {
        World world = prepared(2023, qualified).world;
        const ProductId id = prepared(2023, qualified).product;
        const Answer answer = world.ask(ListProduct{id, c.vouchers, {}, {}, ""});
        EXPECT_EQ(told(world, answer, id), c.outcome) << c.vouchers;
    }
    // Where the rulebook names no longest validity.
    auto changed = std::make_shared<Rulebook>(*beijing(2023));
    for (Row<DeadlineRule>& row : changed->deadlines.rows) row.value.longest.reset();
    World listing{changed};
    const ProductId id = bring(listing, qualified);
    for (const std::int64_t days : {0, 3661, 3660}) {
        const Answer answer = listing.ask(ListProduct{id, 5, days, {}, ""});
        EXPECT_EQ(told(listing, answer, id), days == 3660 ? "ok listed" : "invalid-value") << days;
    }
}

TEST(Listings, OfABannedProviderAreRefused) {
    World world = prepared(2025, qualified).world;
    const ProductId id = prepared(2025, qualified).product;
    ImposeSanction sanction;
    sanction.party = PartyId{21};
    sanction.ground = "transfer";
    world.done(sanction);
    EXPECT_EQ(told(world, world.ask(list(id)), id), "sanctioned");
}

struct ValidityCase {
    std::optional<std::int64_t> days;
    const char* outcome;
    std::int64_t valid_for;
};

TEST(Listings, GiveVouchersOf2023AtMostSixtyDays) {  // B23-014 … B23-017
    const ValidityCase cases[] = {
        {{}, "ok listed", 30},   {1, "ok listed", 1},
        {60, "ok listed", 60},   {61, "validity-too-long", 0},
        {0, "invalid-value", 0}, {std::int64_t{1} << 40, "validity-too-long", 0}};
    for (const ValidityCase& c : cases) {
        World world = prepared(2023, qualified).world;
        const ProductId id = prepared(2023, qualified).product;
        ListProduct command;
        command.product = id;
        command.vouchers = 1;
        command.validity_days = c.days;
        EXPECT_EQ(told(world, world.ask(command), id), c.outcome);
        EXPECT_EQ(world.get<Product>(id).validity_days.value_or(0), c.valid_for);
    }
}

}  // namespace
}  // namespace zq::test
