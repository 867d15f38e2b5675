// Stories in which every act is done and refused, held word for word: what is written down of each.
//
// The rules have tests of their own; here nothing may be forgotten, and a field that an act writes
// is seen by whoever changes it.
#include "record.h"

#include <gtest/gtest.h>

#include "base/credit_code.h"

namespace zq::test {
namespace {

const Personal somebody{"张三", "5f2c"};

Claim claim_of(int number, std::optional<Money> amount = {}) {
    return {.product = product(number), .amount = amount, .contact = somebody};
}

Object object_to(OrderId order) {
    return {.product = {}, .order = order, .batch = {}, .provider = {}, .text = "金额有误"};
}

DecideObjection decision_on(ObjectionId objection, bool upheld) {
    return {.objection = objection, .order = {}, .product = {}, .upheld = upheld, .reason = "核实"};
}

// Everything named, nothing as usual.
template <class Entry>
Entry whole_contract(const World& world, OrderId order, Money amount) {
    const Day today = day_of(world.now(), world.rules().zone);
    Entry entry;
    static_cast<ContractEntry&>(entry) = usual_contract(order);
    entry.amount = amount;
    entry.signed_on = today;
    entry.service_from = today + std::chrono::days{1};
    entry.service_to = plus_years(today, 1);
    entry.product_name = world.order(order).product_name;
    return entry;
}

void from_claim_to_review(Record& record, OrderId order) {
    World& world = record.world();
    record.ask(CorrectContact{order, {"李四", "77aa"}});
    record.ask(ReturnRedemption{order, "早了"});
    record.ask(Accept{{order}});
    record.pass(3600);
    Sign wrong = whole_contract<Sign>(world, order, yuan("40000.00"));
    wrong.service_to = make_day(2020, 1, 1);
    wrong.product_name = "别的产品";
    record.ask(wrong);
    record.ask(whole_contract<Sign>(world, order, yuan("40000.00")));
    record.pass(3600);
    auto amended = whole_contract<AmendContract>(world, order, yuan("36000.00"));
    amended.voucher_part = yuan("5000.00");
    amended.own_part = yuan("31000.00");
    record.ask(amended);
    Redeem bare = world.redemption(order);
    bare.documents.clear();
    bare.checked = false;
    record.ask(bare);
    record.pass(86'400);
    record.ask(world.redemption(order));
    record.pass(3600);
    record.ask(OpenReview{{order}});
    record.ask(WithdrawRedemption{{order}});
    record.pass(86'400);
    record.ask(ReturnRedemption{order, "发票不清"});
    record.pass(86'400);
    record.ask(world.redemption(order));
}

void review(Record& record, OrderId order) {
    record.ask(Review{order, yuan("5000.01"), "高了"});
    record.ask(Review{order, yuan("-0.01"), "负数"});
    record.ask(Rate{order, 5, "还没有完成"});
    record.ask(Review{order, yuan("4500.00"), "核减"});
    record.ask(Complete{{order}});
    record.ask(Complete{{order}});
    record.ask(Rate{order, 6, "太多"});
    record.ask(Rate{order, 4, "不错"});
    record.ask(Rate{order, 5, "很好"});
}

// ---- stories

void tell_payout(Record& record) {
    World& world = record.world();
    const OrderId first{record.ask(enterprise(1), claim_of(1, yuan("45000.00")))};
    from_claim_to_review(record, first);
    review(record, first);
    const OrderId second = world.order_in(OrderStatus::approved);
    record.ask(MakeBatch{{}});
    record.ask(MakeBatch{{first, first}});
    const BatchId batch{record.ask(MakeBatch{{first, second}})};
    record.ask(MakeBatch{{first}});
    record.ask(Unbatch{batch, {}});
    record.ask(Unbatch{batch, {second}});
    record.ask(Unbatch{batch, {second}});
    record.ask(SettleBatch{{batch}});
    record.ask(PublishBatch{batch, 0});
    record.ask(PublishBatch{batch, {}});
    record.pass(60);
    const ObjectionId objection{record.ask(Actor{}, object_to(first))};
    record.ask(decision_on(objection, false));
    record.ask(decision_on(objection, false));
    record.ask(SettleBatch{{batch}});
    record.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    record.ask(Actor{}, object_to(first));
    Actor reviewer = staff(Role::reviewer);
    reviewer.role = Role::batch_maker;
    record.ask(reviewer, SettleBatch{{batch}});
    record.ask(SettleBatch{{batch}});
    Actor maker = staff(Role::batch_maker);
    maker.role = Role::approver;
    record.ask(maker, Disburse{{batch}});
    record.ask(Disburse{{batch}});
    record.ask(Disburse{{batch}});
    record.pass(3600);
    record.ask(PaymentFailed{first, "账号有误"});
    world.pay(world.publish({first, second}));
    record.ask(ReportRefund{first, RefundKind::partial, yuan("36000.01"), "多了"});
    record.ask(ReportRefund{first, RefundKind::partial, yuan("30000.00"), "退款"});
    record.ask(ReturnFunds{first, yuan("99999.00")});
    record.ask(ReturnFunds{first, yuan("1000.00")});
    record.ask(ReportRefund{first, RefundKind::no_service, {}, "未服务"});
    record.ask(ReturnFunds{first, {}});
    record.ask(VoidOrder{second, VoidGround::amount, "金额不实"});
}

// Every way in which an order ends without being paid, and back by an appeal.
void tell_ends(Record& record) {
    using enum OrderStatus;
    World& world = record.world();
    for (const OrderStatus status : {cancelled, declined, voided, rejected, lapsed}) {
        world.order_in(status);
        record.pass(60);
    }
    if (world.is_2025()) world.order_in(waived);
    const OrderId idle = world.order_in(signed_);
    world.order_in(expired);
    record.move_to(plus_seconds(*world.order(idle).redeem_by, 1));
    World again{beijing(world.rules().year)};
    Record other{again};
    const OrderId id = again.order_in(rejected);
    other.ask(enterprise(2), FileAppeal{.order = id, .product = {}, .party = {}, .text = ""});
    FileAppeal appeal{.order = id, .product = {}, .party = {}, .text = "请求复核"};
    const AppealId filed{other.ask(appeal)};
    DecideAppeal decision;
    decision.appeal = filed;
    decision.upheld = true;
    decision.reason = "成立";
    other.ask(decision);
    other.ask(decision);
    other.ask(VoidOrder{id, VoidGround::qualification, "资格不符"});
    const AppealId second{other.ask(appeal)};
    decision.appeal = second;
    other.ask(decision);
    expect_recorded("appeal-" + std::to_string(world.rules().year), other.text());
}

// Two lines of one notice, of which one is objected to.
void tell_objections(Record& record) {
    World& world = record.world();
    const OrderId first = world.order_in(OrderStatus::approved);
    const OrderId second = world.order_in(OrderStatus::approved);
    const BatchId batch = world.publish({first, second});
    Object line{.product = {}, .order = {}, .batch = batch, .provider = {}, .text = "异议"};
    record.ask(Actor{}, line);
    line.provider = provider(1).organisation;
    line.product = product(1);
    const ObjectionId objection{record.ask(Actor{}, line)};
    record.ask(AssignObjection{objection, {}});
    record.ask(AssignObjection{objection, {OrderId{4711}}});
    record.ask(AssignObjection{objection, {second}});
    record.ask(decision_on(objection, true));
    DecideObjection by_order = decision_on({}, true);
    by_order.order = first;
    record.ask(by_order);
    DecideObjection by_product = decision_on({}, true);
    by_product.product = product(1);
    record.ask(by_product);
    record.move_to(plus_seconds(*world.get<Batch>(batch).notice_ends, 1));
    record.ask(SettleBatch{{batch}});
    const ObjectionId late{record.ask(Actor{}, object_to(first))};
    record.ask(decision_on(late, false));
}

void tell_supervision(Record& record) {
    World& world = record.world();
    RecordEnterprise honoured = enterprise_record(1);
    honoured.honours = {"little-giant"};
    world.done(honoured);
    const OrderId named = world.order_in(OrderStatus::signed_);
    const OrderId paid = world.order_in(OrderStatus::paid);
    const OrderId frozen = world.order_in(OrderStatus::in_review);
    const OrderId also_frozen = world.order_in(OrderStatus::placed);
    const PartyId party = provider(1).organisation;
    record.ask(ImposeSanction{PartyId{4711}, "transfer", {}, ""});
    record.ask(ImposeSanction{party, "no-such-ground", {}, ""});
    record.ask(ImposeSanction{provider(2).organisation, "transfer", {named}, ""});
    record.ask(ImposeSanction{party, "transfer", {named, paid}, "转包"});
    record.ask(Review{frozen, {}, ""});
    record.ask(VoidOrder{also_frozen, VoidGround::conditions, "条件不符"});
    record.pass(86'400);
    record.ask(ImposeSanction{party, "other-violation", {}, "又犯"});
    record.ask(provider(2), FileAppeal{.order = {}, .product = {}, .party = party, .text = ""});
    const AppealId appeal{record.ask(
        provider(1), FileAppeal{.order = {}, .product = {}, .party = party, .text = "申诉"})};
    DecideAppeal decision;
    decision.appeal = appeal;
    decision.reason = "成立";
    decision.upheld = true;
    record.ask(decision);
    record.ask(Unfreeze{{frozen}});
    record.ask(LiftSanction{party, "期满前解除"});
    record.ask(LiftSanction{party, "再一次"});
    record.ask(provider(1),
               FileAppeal{.order = {}, .product = product(1), .party = {}, .text = ""});
    DecideAppeal of_product;
    of_product.product = product(1);
    of_product.upheld = true;
    record.ask(of_product);
    record.ask(DrawSpotCheck{0, "x"});
    record.ask(DrawSpotCheck{1, " "});
    const SpotCheckId drawn{record.ask(DrawSpotCheck{2, "20250620"})};
    const OrderId sampled = world.get<SpotCheck>(drawn).sample.front();
    record.ask(RecordFinding{sampled, drawn, "无异常"});
    record.ask(RecordFinding{sampled, drawn, " "});
    record.ask(RecordFinding{OrderId{4711}, drawn, "无异常"});
    record.ask(RecordBan{party,
                         {.from = ProgrammeId{9},
                          .until = make_day(2030, 1, 1),
                          .permanent = false,
                          .clauses = {"B23-108"}}});
    record.ask(enterprise(1), claim_of(1));
}

void tell_register(Record& record) {
    RecordEnterprise firm = enterprise_record(1);
    firm.name = "新名称";
    firm.uscc = "E9";
    firm.registered_in = "110105";
    firm.legal_form = "partnership";
    firm.legal_person = false;
    firm.honours = {"srdi"};
    firm.credit = {
        .negative = true, .serious_negative = make_day(2024, 1, 1), .judgment_debtor = true};
    firm.source = {"register", make_day(2025, 1, 1)};
    record.ask(firm);
    RecordProvider seller = provider_record(1);
    seller.name = "新服务商";
    seller.uscc = "S9";
    seller.registered_in = "310101";
    seller.founded = make_day(2020, 2, 2);
    seller.credit = firm.credit;
    seller.qualifications = {"cnas"};
    seller.contracts_last_year = 7;
    seller.revenue_last_year = yuan("1.00");
    seller.equipment_sets = 3;
    seller.approved = false;
    seller.source = firm.source;
    record.ask(seller);
    record.ask(enterprise(1), claim_of(1));
    record.ask(enterprise(2), claim_of(1, yuan("-1.00")));
    Certify certify = certification();
    for (const std::int64_t share : {-1, 10'001, 0, 10'000, 4000}) {
        certify.industry_share = BasisPoints{share};
        record.ask(enterprise(2), certify);
    }
    certify.staff = -1;
    record.ask(enterprise(2), certify);
    certify.staff = 12;
    certify.revenue = yuan("-0.01");
    record.ask(enterprise(2), certify);
    certify.revenue = yuan("1000000.00");
    certify.assets = yuan("-0.01");
    record.ask(enterprise(2), certify);
    certify.staff = 0;
    certify.revenue = certify.assets = Money{};
    record.ask(enterprise(2), certify);
    certify.industry = "X0000";
    record.ask(enterprise(2), certify);
    record.ask(
        enterprise(2),
        Certify{
            .industry = "F5213", .industry_share = {}, .staff = {}, .revenue = {}, .assets = {}});
}

void tell_account(Record& record) {
    BankAccount other{"另一家银行", "6222000", provider_record(1).name};
    const PartyId party = provider(1).organisation;
    record.ask(SetBankAccount{{other.bank, " ", other.holder}});
    record.ask(SetBankAccount{{other.bank, other.number, "别人"}});
    record.ask(bank_account(1));
    record.ask(ConfirmBankAccount{party, 1});
    const std::int64_t asked = record.ask(SetBankAccount{other});
    const std::int64_t change = record.world().log().back().seq;
    EXPECT_EQ(asked, party.value);
    record.ask(ConfirmBankAccount{party, change});
    Actor second = provider(1);
    second.person = PersonId{777};
    record.ask(second, ConfirmBankAccount{party, change - 1});
    record.ask(provider(2), ConfirmBankAccount{party, change});
    record.ask(second, ConfirmBankAccount{party, change});
    record.ask(second, ConfirmBankAccount{party, change});
    record.pass(11 * 86'400);
    other.number = "6222001";
    record.ask(SetBankAccount{other});
    record.ask(WithdrawBankAccount{party, "不换了"});
    record.ask(staff(Role::platform_operator),
               RecordBankAccount{party, other,
                                 AccountChange{.id = 9,
                                               .account = other,
                                               .asked_by = PersonId{1},
                                               .asked = record.world().now(),
                                               .confirmed_by = PersonId{2},
                                               .from = record.world().now()}});
}

void tell_programme(Record& record) {
    World& world = record.world();
    const OrderId order = world.order_in(OrderStatus::placed);
    record.ask(PublishEdition{world.rules().code, "digest", "text"});
    record.ask(SetBudget{yuan("-0.01"), ""});
    record.ask(SetBudget{yuan("1.00"), ""});
    record.ask(SetBudget{yuan("100000.00"), "下达"});
    record.ask(SetBudget{yuan("15001.00"), "调整"});
    record.ask(enterprise(2), claim_of(1));
    record.ask(enterprise(3), claim_of(2));
    for (const std::int64_t vouchers : {0, -50, 5}) {
        record.ask(AddVouchers{product(1), vouchers, "增发"});
    }
    record.ask(CloseProgramme{"暂停"});
    record.ask(CloseProgramme{"再停"});
    record.ask(enterprise(2), claim_of(2));
    record.ask(OpenProgramme{plus_seconds(world.now(), 3600)});
    record.ask(enterprise(2), claim_of(2));
    ExtendDeadlines extension;
    extension.kind = DeadlineKind::acceptance;
    extension.reason = "系统维护";
    record.ask(extension);
    extension.until = plus_seconds(world.order(order).accept_by, 3600);
    record.ask(extension);
    extension.orders = {order};
    record.ask(extension);
    extension.until = plus_seconds(world.order(order).accept_by, 400LL * 86'400);
    record.ask(extension);
    record.ask(DelistProduct{product(1), "停售"});
    record.ask(enterprise(2), claim_of(1));
}

void tell_products(Record& record) {
    World& world = record.world();
    const Day today = day_of(world.now(), world.rules().zone);
    const ProductId id{record.ask(DraftProduct{usual_application(world, {})})};
    SaveProduct unfinished{usual_application(world, id)};
    unfinished.form.clear();
    record.ask(unfinished);
    record.ask(SaveProduct{usual_application(world, id)});
    SubmitProduct bare{usual_application(world, id)};
    bare.documents.clear();
    record.ask(bare);
    record.ask(SubmitProduct{usual_application(world, id)});
    AuditProduct audit{.product = id,
                       .verdict = Verdict::return_,
                       .reason = "补充材料",
                       .due = today - std::chrono::days{1}};
    record.ask(audit);
    audit.due = today + std::chrono::days{3};
    record.ask(audit);
    record.pass(3600);
    record.ask(SubmitProduct{usual_application(world, id)});
    record.ask(WithdrawProduct{id});
    record.ask(AuditProduct{.product = id, .verdict = Verdict::pass, .reason = "可", .due = {}});
    if (world.is_2025()) {
        record.ask(PublishProduct{id, 0});
        record.ask(PublishProduct{id, {}});
        record.ask(ListProduct{id, 5, {}, {}, ""});
        const ObjectionId objection{record.ask(Actor{}, Object{id, {}, {}, {}, "异议"})};
        record.move_to(plus_seconds(*world.get<Product>(id).notice_ends, 1));
        record.ask(Actor{}, Object{id, {}, {}, {}, "晚了"});
        record.ask(decision_on(objection, false));
    } else {
        ScoreProduct opinion{.product = id, .scores = {}, .opinion = "可行"};
        record.ask(opinion);
        for (const Row<Criterion>& row : world.rules().criteria.rows) {
            opinion.scores.push_back({row.value.name, row.value.points_max + 1});
        }
        record.ask(opinion);
        for (Score& score : opinion.scores) score.points = 1;
        record.ask(opinion);
        record.ask(JudgeProduct{id, Verdict::return_, ""});
        record.ask(JudgeProduct{id, Verdict::pass, "通过"});
    }
    record.ask(provider(1), RenameProduct{id, " 另一个名称 "});
    record.ask(ListProduct{id, 0, {}, {}, ""});
    record.ask(ListProduct{id, 5, 61, {}, ""});
    record.ask(ListProduct{id, 5, 0, {}, ""});
    record.ask(ListProduct{id, 5, 30, plus_seconds(world.now(), 60), "上架"});
    record.ask(enterprise(1), Claim{id, {}, {}});
    record.ask(DelistProduct{id, "停售"});
    const ProductId missed{record.ask(SubmitProduct{usual_application(world, {})})};
    record.ask(AuditProduct{missed, Verdict::return_, "补正", today + std::chrono::days{3}});
    record.pass(std::int64_t{5} * 86'400);
    record.ask(SubmitProduct{usual_application(world, missed)});
    record.ask(provider(1), FileAppeal{{}, missed, {}, "未收到通知"});
    DecideAppeal decision;
    decision.product = missed;
    decision.upheld = true;
    record.ask(decision);
}

void tell_people(Record& record) {
    const Actor platform = staff(Role::platform_operator);
    const Actor security = staff(Role::security_administrator);
    record.ask(platform, RegisterOrganisation{"无码", "123", {"bureau"}});
    record.ask(platform, RegisterOrganisation{" ", made_up_credit_code(1), {"bureau"}});
    const PartyId office{
        record.ask(platform, RegisterOrganisation{"经信局", made_up_credit_code(1), {"bureau"}})};
    record.ask(platform, RegisterOrganisation{
                             "新经信局", made_up_credit_code(1), {"bureau", "review-agency"}});
    const PersonId person{record.ask(security, RegisterPerson{somebody})};
    Actor self;
    self.person = person;
    record.ask(enterprise(1), CorrectPerson{person, {"王五", "0102"}});
    record.ask(self, CorrectPerson{person, {"王五", "0102"}});
    GrantMembership grant{.person = person,
                          .organisation = office,
                          .role = Role::reviewer,
                          .until = {},
                          .reason = {}};
    record.ask(platform, grant);
    const MembershipId held{record.ask(security, grant)};
    grant.role = Role::approver;
    record.ask(security, grant);
    grant.role = Role::programme_officer;
    grant.reason = "值班";
    record.ask(security, grant);
    grant.until = plus_seconds(record.world().now(), longest_emergency_s + 1);
    record.ask(security, grant);
    grant.until = plus_seconds(record.world().now(), 3600);
    grant.reason = " ";
    record.ask(security, grant);
    grant.reason = " 值班 ";
    record.ask(security, grant);
    Actor lent = security;
    lent.person = person;
    record.ask(lent, grant);
    record.ask(lent, RevokeMembership{held});
    record.ask(platform, RevokeMembership{held});
    record.ask(security, RevokeMembership{held});
    record.ask(security, RevokeMembership{held});
    const Actor clock{.person = {}, .organisation = {}, .role = Role::clock};
    record.ask(clock, ReserveInvoices{the_programme, OrderId{7}, {"1", "2"}});
    record.ask(clock, ReserveInvoices{the_programme, OrderId{7}, {"1"}});
    record.ask(clock, ReserveInvoices{the_programme, OrderId{8}, {"2", "3"}});
    record.ask(clock, ReleaseInvoices{the_programme, OrderId{8}, {"2", "3", "4"}});
    record.ask(clock, ReleaseInvoices{ProgrammeId{9}, OrderId{7}, {"1"}});
    record.ask(clock, ReserveInvoices{the_programme, OrderId{8}, {"3"}});
}

void tell_two_people(Record& record) {
    const ProposalId edition{
        record.ask(PublishEdition{record.world().rules().code, "another", "another text"})};
    record.ask(staff(Role::platform_operator), ApproveProposal{edition});
    record.ask(colleague(Role::platform_operator), ApproveProposal{edition});
    record.ask(colleague(Role::approver), ApproveProposal{edition});
    record.ask(colleague(Role::approver), ApproveProposal{edition});
    const ProposalId next{record.ask(PublishEdition{record.world().rules().code, "third", ""})};
    record.ask(colleague(Role::approver), RefuseProposal{next, "不"});
    record.ask(colleague(Role::approver), RefuseProposal{next, "不"});
}

struct Story {
    const char* name;
    void (*tell)(Record&);
    const char* from_2025 = "2025-06-20T09:00:00+08:00";
};

const Story stories[] = {
    {"payout", tell_payout},         {"ends", tell_ends},
    {"objections", tell_objections}, {"supervision", tell_supervision},
    {"register", tell_register},     {"account", tell_account},
    {"programme", tell_programme},   {"products", tell_products, "2025-05-06T09:00:00+08:00"},
    {"people", tell_people},         {"two-people", tell_two_people},
};

TEST(Records, AreWhatTheyAlwaysWere) {
    for (const int year : {2023, 2025}) {
        for (const Story& story : stories) {
            SCOPED_TRACE(story.name);
            World world = year == 2025 ? World{beijing(2025), instant(story.from_2025)}
                                       : World{beijing(2023)};
            Record record{world};
            story.tell(record);
            record.move_to(world.now());
            expect_recorded(std::string{story.name} + "-" + std::to_string(year), record.text());
        }
    }
}

}  // namespace
}  // namespace zq::test
