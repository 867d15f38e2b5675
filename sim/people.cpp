// Weights are such that few parties, few vouchers and late timers meet often.
#include "people.h"

#include <algorithm>

#include "domain/acts.h"

namespace zq::sim {

namespace {

using enum OrderStatus;

Money some_amount(Dice& dice) {
    return Money{1 + dice.below(20'000'000)};
}

std::vector<Document> papers_for(const Rulebook& rules, const Subjects& subjects,
                                 const ContractTerms& terms, const std::string& number) {
    std::vector<Document> papers;
    for (const Row<Paper>& row : rules.papers.rows) {
        const Paper& paper = row.value;
        if (!paper.required || !row.fits(subjects)) continue;
        Document made;
        made.kind = paper.kind;
        made.dated = terms.signed_on;
        made.sealed = true;
        made.format = "pdf";
        if (paper.sum == SumRule::equals_contract) made.amount = terms.amount;
        if (paper.sum == SumRule::covers_own_payment) made.amount = terms.own_part;
        if (paper.unique_number) made.number = number;
        papers.push_back(std::move(made));
    }
    return papers;
}

// Sometimes what is handed in is not what is asked for.
void spoil(std::vector<Document>& papers, Dice& dice) {
    if (papers.empty()) return;
    auto& paper = papers[static_cast<std::size_t>(dice.below(std::ssize(papers)))];
    switch (dice.below(6)) {
        case 0: paper.sealed = false; break;
        case 1: papers.pop_back(); break;
        case 4: papers.push_back(paper); break;
        case 2: paper.dated = *paper.dated - std::chrono::days{1}; break;
        case 3: paper.amount = some_amount(dice); break;
        default: papers.erase(papers.begin()); break;
    }
}

}  // namespace

Wish People::next(Dice& dice, Instant now) {
    nth_programme_ = static_cast<std::size_t>(dice.below(std::ssize(town_.programmes)));
    programme_ = town_.programmes[nth_programme_];
    const std::int64_t kind = dice.below(100);
    if (calm_) {
        const auto& orders = book().images.shelf<Order>().rows;
        if (std::ssize(orders) < 4 || kind < 12) return claim(dice);
        if (kind < 14) return proposal(dice).value_or(claim(dice));
        if (kind < 36) return batch(dice, now);
        if (kind < 41) return objection(dice);
        if (kind < 92) return on_order(dice, now);
    }
    if (kind < 20) return claim(dice);
    if (kind < 24) return supply(dice);
    if (kind < 27) return product(dice, now);
    if (kind < 31) return registry_act(dice, now);
    if (kind < 36) return supervision(dice, now);
    if (kind < 44) {
        if (auto wish = proposal(dice)) return *wish;
    }
    if (kind < 54) return batch(dice, now);
    if (kind < 60) return objection(dice);
    return on_order(dice, now);
}

std::optional<Instant> People::some_deadline(Dice& dice) const {
    std::vector<Instant> ends;
    for (const ProgrammeId id : town_.programmes) {
        const Book& known = audit_.book(id);
        for (const auto& [due, kind, order] : known.due) ends.push_back(due);
        for (const auto& [key, batch] : known.images.shelf<Batch>().rows) {
            const bool runs = batch.status == BatchStatus::published && batch.notice_ends;
            if (runs && *batch.notice_ends > known.last_time) ends.push_back(*batch.notice_ends);
        }
        for (const auto& [key, product] : known.images.shelf<Product>().rows) {
            if (product.claims_open_at && *product.claims_open_at > known.last_time) {
                ends.push_back({product.claims_open_at->micros - second});
            }
        }
    }
    if (ends.empty()) return std::nullopt;
    std::ranges::sort(ends);
    const auto first = std::min<std::int64_t>(std::ssize(ends), 3);
    return ends[static_cast<std::size_t>(dice.below(first))];
}

OrderId People::some_order(Dice& dice) const {
    const auto& orders = book().images.shelf<Order>().rows;
    std::vector<OrderId> all;
    std::vector<OrderId> open;
    for (const auto& [id, order] : orders) {
        all.push_back(id);
        if (is_under_way(order.status) || order.status == paid || order.status == recovering) {
            open.push_back(id);
        }
    }
    const bool usual = dice.percent(80);
    if (usual && !open.empty()) return dice.pick(open);
    return all.empty() ? OrderId{4711} : dice.pick(all);
}

std::vector<OrderId> People::orders_in(OrderStatus status) const {
    std::vector<OrderId> all;
    for (const auto& [id, order] : book().images.shelf<Order>().rows) {
        if (order.status == status) all.push_back(id);
    }
    return all;
}

Wish People::claim(Dice& dice) {
    Claim command;
    command.product = dice.pick(town_.products[nth_programme_]);
    if (dice.percent(1)) command.product = ProductId{4711};
    if (calm_) command.amount = Money{1 + dice.below(2'000'000)};
    if (!calm_ && dice.percent(60)) command.amount = some_amount(dice);
    if (dice.percent(3)) command.amount = Money{dice.below(5)};
    Actor actor = dice.pick(town_.enterprises);
    if (dice.percent(2)) actor = dice.pick(town_.providers);
    return {programme_, actor, command};
}

Wish People::supply(Dice& dice) {
    const Actor officer = dice.percent(50) ? town_.staff.officer : town_.staff.other_officer;
    const std::int64_t kind = dice.below(10);
    if (kind < 3) return {programme_, officer, SetBudget{Money{dice.below(40'000'000)}, ""}};
    if (kind < 7) {
        const ProductId product = dice.pick(town_.products[nth_programme_]);
        const std::int64_t more = dice.below(9) - 4;
        return {programme_, officer, AddVouchers{product, more, ""}};
    }
    if (kind == 7) return {programme_, officer, CloseProgramme{""}};
    OpenProgramme open;
    if (dice.percent(30)) {
        open.claims_open_at = Instant{book().last_time.micros + dice.below(day_s) * second};
    }
    return {programme_, officer, open};
}

Wish People::product(Dice& dice, Instant now) {
    const ProductId id = dice.pick(town_.products[nth_programme_]);
    const Product& product = book().images.get<Product>(id);
    const Staff& staff = town_.staff;
    if (product.status == ProductStatus::delisted || product.status == ProductStatus::failed) {
        FileAppeal appeal;
        appeal.product = id;
        DecideAppeal decision;
        decision.product = id;
        decision.upheld = true;
        if (dice.percent(60)) return {programme_, staff.officer, decision};
        for (const Actor& owner : town_.providers) {
            if (owner.organisation == product.provider) return {programme_, owner, appeal};
        }
    }
    switch (dice.below(6)) {
        case 0: return {programme_, staff.officer, DelistProduct{id, ""}};
        case 1: {
            ListProduct list;
            list.product = id;
            list.vouchers = 1 + dice.below(4);
            list.claims_open_at = Instant{now.micros + dice.below(2 * day_s) * second};
            return {programme_, staff.officer, list};
        }
        case 2: {
            SubmitProduct submit;
            submit.name = "another product";
            submit.direction = "legal";
            submit.price = Money{100'000};
            return {programme_, dice.pick(town_.providers), submit};
        }
        case 3:
            return {programme_, staff.platform,
                    AuditProduct{id, Verdict::return_, "", civil_day(now)}};
        case 4: {
            Object objection;
            objection.product = id;
            return {programme_, Actor{}, objection};
        }
        default: return {programme_, staff.officer, PublishProduct{id, 2}};
    }
}

Wish People::registry_act(Dice& dice, Instant now) {
    const std::size_t nth = static_cast<std::size_t>(dice.below(std::ssize(town_.providers)));
    const Actor owner = town_.providers[nth];
    const Actor other = town_.provider_operators[nth];
    const auto* provider = audit_.book(registry).images.find<Provider>(owner.organisation);
    const std::int64_t change =
        provider && provider->account_change ? provider->account_change->id : 1;
    const std::int64_t kind = dice.below(12);
    if (kind < 2) {
        const std::string number = "6222" + std::to_string(dice.below(4));
        return {registry, owner, SetBankAccount{{"bank", number, provider->name}}};
    }
    if (kind < 5) {
        const Actor by = dice.percent(70) ? other : owner;
        return {registry, by, ConfirmBankAccount{owner.organisation, change}};
    }
    if (kind == 5) return {registry, other, WithdrawBankAccount{owner.organisation, ""}};
    if (kind < 8) {
        const std::size_t which =
            static_cast<std::size_t>(dice.below(std::ssize(town_.enterprises)));
        return {registry, town_.staff.platform,
                enterprise_record(town_.enterprises[which], which, dice)};
    }
    if (kind == 8) {
        const Organisation& known = audit_.book(registry).images.get<Organisation>(
            dice.pick(town_.enterprises).organisation);
        std::string code = known.uscc;
        const bool wrong = dice.percent(30);
        if (wrong) code.back() = code.back() == '1' ? '2' : '1';
        return {registry, town_.staff.platform,
                RegisterOrganisation{known.name, code, {"provider"}}};
    }
    constexpr Role roles[] = {Role::reviewer,
                              Role::batch_maker,
                              Role::approver,
                              Role::security_administrator,
                              Role::audit_administrator,
                              Role::programme_officer};
    GrantMembership grant;
    grant.person = dice.percent(70) ? dice.pick(town_.spare) : town_.staff.other_maker.person;
    grant.organisation = town_.bureau;
    grant.role = roles[dice.below(std::ssize(roles))];
    if (dice.percent(30)) {
        grant.until = Instant{now.micros + dice.below(2 * day_s) * second};
        grant.reason = "emergency";
    }
    return {registry, town_.staff.security, grant};
}

Wish People::supervision(Dice& dice, Instant now) {
    const Actor officer = dice.percent(50) ? town_.staff.officer : town_.staff.other_officer;
    const OrderId order = some_order(dice);
    const Order* known = book().images.find<Order>(order);
    PartyId party = dice.percent(75) ? dice.pick(town_.enterprises).organisation
                                     : dice.pick(town_.providers).organisation;
    const std::int64_t kind = dice.below(20);
    if (kind < 4) {
        ImposeSanction sanction;
        sanction.party = party;
        sanction.ground = dice.percent(90) ? "transfer" : "bad-manners";
        const bool with_order = dice.percent(60);
        if (known && with_order) sanction.orders = {order}, sanction.party = known->enterprise;
        return {programme_, officer, sanction};
    }
    if (kind < 9) {
        for (const auto& [id, sanction] : book().images.shelf<Sanction>().rows) {
            if (!sanction.lifted) party = sanction.party;
        }
        return {programme_, officer, LiftSanction{party, ""}};
    }
    if (kind < 12) {
        std::vector<OrderId> frozen;
        for (const auto& [id, one] : book().images.shelf<Order>().rows) {
            if (one.frozen) frozen.push_back(id);
        }
        return {programme_, officer, Unfreeze{{frozen.empty() ? order : dice.pick(frozen)}}};
    }
    if (kind == 12) return {programme_, officer, DrawSpotCheck{1 + dice.below(4), "draw"}};
    if (kind == 13) return {programme_, officer, RecordFinding{order, {}, "fine"}};
    ExtendDeadlines extension;
    constexpr DeadlineKind kinds[] = {DeadlineKind::acceptance, DeadlineKind::validity,
                                      DeadlineKind::redemption, DeadlineKind::review};
    extension.kind = kinds[dice.below(4)];
    extension.all = dice.percent(30);
    if (!extension.all) extension.orders = {order};
    extension.until = Instant{now.micros + dice.below(60 * day_s) * second};
    return {programme_, officer, extension};
}

std::optional<Wish> People::proposal(Dice& dice) {
    std::vector<ProposalId> open;
    for (const auto& [id, one] : book().images.shelf<Proposal>().rows) {
        if (!one.approved) open.push_back(id);
    }
    if (open.empty()) return std::nullopt;
    const ProposalId id = dice.pick(open);
    const std::int64_t kind = dice.below(10);
    Actor second_one = dice.percent(80) ? town_.staff.approver : town_.staff.other_officer;
    if (kind == 0) return Wish{programme_, second_one, RefuseProposal{id, ""}};
    // Whoever proposed it may try to approve it, too.
    if (kind < 3) second_one = town_.staff.officer;
    return Wish{programme_, second_one, ApproveProposal{id}};
}

Wish People::batch(Dice& dice, Instant now) {
    const Staff& staff = town_.staff;
    Actor maker = dice.percent(80) ? staff.maker : staff.other_maker;
    // The same person in another role, as an emergency would lend it.
    if (dice.percent(8)) maker = {staff.reviewer.person, town_.bureau, Role::batch_maker};
    Actor approver = dice.percent(80) ? staff.approver : staff.other_approver;
    if (dice.percent(10)) approver = {staff.maker.person, town_.bureau, Role::approver};
    if (dice.percent(5)) approver = {staff.reviewer.person, town_.bureau, Role::approver};
    const auto batches = keys<Batch>();
    const bool make = dice.percent(35);
    auto ready = orders_in(approved);
    const bool nothing = dice.percent(95);
    if (batches.empty() && ready.empty() && nothing) return on_order(dice, now);
    if (batches.empty() || (make && !ready.empty())) {
        if (ready.size() > 3) ready.resize(3);
        const bool odd = dice.percent(10);
        if (odd) ready.push_back(some_order(dice));
        return {programme_, maker, MakeBatch{ready}};
    }
    const BatchId id = dice.percent(70) ? batches.back() : dice.pick(batches);
    const Batch& known = book().images.get<Batch>(id);
    if (dice.percent(75)) {
        if (known.status == BatchStatus::draft) return {programme_, maker, PublishBatch{id, 1}};
        if (known.status == BatchStatus::published) return {programme_, maker, SettleBatch{{id}}};
        return {programme_, approver, Disburse{{id}}};
    }
    switch (dice.below(4)) {
        case 0: return {programme_, maker, Unbatch{id, {some_order(dice)}}};
        case 1: return {programme_, maker, SettleBatch{{id}}};
        case 2: return {programme_, maker, PublishBatch{id, {}}};
        default: return {programme_, approver, Disburse{{id}}};
    }
}

Wish People::objection(Dice& dice) {
    const Actor officer = town_.staff.officer;
    std::vector<BatchId> on_notice;
    for (const auto& [id, batch] : book().images.shelf<Batch>().rows) {
        if (batch.status == BatchStatus::published) on_notice.push_back(id);
    }
    const auto objections = keys<Objection>();
    const bool decide = dice.percent(50);
    if (objections.empty() || !decide) {
        Object objection;
        objection.text = "objection";
        objection.order = some_order(dice);
        const bool line = dice.percent(50);
        if (!on_notice.empty() && line) {
            objection.batch = dice.pick(on_notice);
            const auto& items = book().images.get<Batch>(objection.batch).items;
            if (!items.empty()) {
                objection.order = {};
                objection.product = items.front().product;
                objection.provider = items.front().provider;
            }
        }
        return {programme_, Actor{}, objection};
    }
    const ObjectionId id = dice.percent(60) ? objections.back() : dice.pick(objections);
    const auto& orders = book().images.get<Objection>(id).orders;
    if (dice.percent(30) && !orders.empty()) {
        return {programme_, officer, AssignObjection{id, {orders.front()}}};
    }
    DecideObjection decision;
    decision.objection = id;
    decision.upheld = dice.percent(35);
    return {programme_, officer, decision};
}

Actor People::right_actor(const Command& command, const Order* order, Dice& dice) const {
    const std::string_view act = act_of(command);
    const Staff& staff = town_.staff;
    if (may(Role::enterprise_owner, act)) {
        for (const Actor& owner : town_.enterprises) {
            if (order && owner.organisation == order->enterprise) return owner;
        }
        return dice.pick(town_.enterprises);
    }
    if (may(Role::provider_owner, act)) {
        for (const Actor& owner : town_.providers) {
            if (order && owner.organisation == order->provider) return owner;
        }
        return dice.pick(town_.providers);
    }
    if (may(Role::reviewer, act)) return dice.percent(70) ? staff.reviewer : staff.other_reviewer;
    if (may(Role::approver, act)) return staff.approver;
    return staff.officer;
}

Wish People::on_order(Dice& dice, Instant now) {
    const OrderId id = some_order(dice);
    const Order* order = book().images.find<Order>(id);
    const bool as_usual = dice.percent(calm_ ? 93 : 75);
    const Command command = order && as_usual ? usual(*order, dice, now) : any(id, dice, now);
    Actor actor = right_actor(command, order, dice);
    if (dice.percent(3)) actor = dice.pick(town_.providers);
    if (dice.percent(2)) actor = dice.pick(town_.enterprises);
    return {programme_, actor, command};
}

Sign People::contract(OrderId id, Dice& dice, Instant now) const {
    Sign sign;
    sign.order = id;
    sign.lists_order = sign.table_on_last_page = true;
    sign.splits_payment = !dice.percent(3);
    if (dice.percent(calm_ ? 5 : 50)) sign.amount = some_amount(dice);
    const Day today = civil_day(now);
    if (dice.percent(40)) {
        sign.service_from = today;
        const bool months = dice.percent(50);
        const int count = static_cast<int>(1 + dice.below(months ? 40 : 1200));
        sign.service_to = months ? some_months_on(today, count) - std::chrono::days{1}
                                 : today + std::chrono::days{count};
    }
    if (dice.percent(15)) sign.signed_on = today - std::chrono::days{dice.below(4)};
    if (dice.percent(5)) sign.service_from = today - std::chrono::days{dice.below(4)};
    if (dice.percent(10)) sign.voucher_part = some_amount(dice);
    return sign;
}

Redeem People::complete_redemption(ProgrammeId programme, OrderId id) const {
    const Book& known = audit_.book(programme);
    const Order& order = known.images.get<Order>(id);
    const Contract& contract = known.images.get<Contract>(id);
    const Subjects subjects{.product = known.images.find<Product>(order.product),
                            .today = civil_day(order.placed)};
    return {.order = id,
            .documents = papers_for(*known.edition_of(order).rules, subjects, contract.terms(),
                                    "FP" + std::to_string(100'000 + id.value)),
            .checked = true};
}

Redeem People::redemption(OrderId id, Dice& dice) {
    Redeem redeem;
    redeem.order = id;
    redeem.checked = !dice.percent(3);
    const Order* order = book().images.find<Order>(id);
    const Contract* contract = book().images.find<Contract>(id);
    if (!order || !contract) return redeem;
    const Subjects subjects{.product = book().images.find<Product>(order->product),
                            .today = civil_day(order->placed)};
    // Few numbers, so that two orders often stand on one.
    const std::string letter = dice.percent(50) ? "FP" : "fp";
    const std::int64_t number =
        dice.percent(25) ? dice.below(6) : 1000 + id.value * 10 + programme_.value;
    redeem.documents = papers_for(*book().edition_of(*order).rules, subjects, contract->terms(),
                                  letter + std::to_string(number));
    attach_files(redeem.documents, order->provider, dice);
    if (dice.percent(12)) spoil(redeem.documents, dice);
    return redeem;
}

// Of what the provider has uploaded; now and then of what other orders stand on.
void People::attach_files(std::vector<Document>& papers, PartyId provider, Dice& dice) const {
    const auto known = town_.files.find(provider);
    if (known == town_.files.end() || known->second.empty()) return;
    for (Document& paper : papers) {
        if (dice.percent(30)) paper.file = dice.pick(known->second);
    }
}

Command People::usual(const Order& order, Dice& dice, Instant now) {
    const OrderId id = order.id;
    const std::int64_t kind = dice.below(100);
    switch (order.status) {
        case placed: return kind < 85 ? Command{Accept{{id}}} : Command{Decline{{id}}};
        case accepted: return contract(id, dice, now);
        case signed_: {
            if (kind < 10) return Complete{{id}};
            if (kind < 18) {
                AmendContract amend;
                static_cast<ContractEntry&>(amend) = contract(id, dice, now);
                return amend;
            }
            if (kind < 22) return Waive{{id}};
            return redemption(id, dice);
        }
        case redeeming: return redemption(id, dice);
        case in_review: {
            if (kind < 15) return OpenReview{{id}};
            if (kind < 25) return ReturnRedemption{id, ""};
            if (kind < 32) return WithdrawRedemption{{id}};
            if (kind < 37) return Rate{id, 1 + dice.below(5), ""};
            if (kind < 45) return Review{id, Money{}, ""};
            if (kind < 52) return Review{id, order.subsidy + Money{1}, ""};
            if (kind < 62) return Review{id, Money{dice.below(order.subsidy.fen + 2)}, ""};
            return Review{id, {}, ""};
        }
        case paid:
            if (kind < 30) return PaymentFailed{id, ""};
            if (kind < 40) return VoidOrder{id, VoidGround::conditions, ""};
            return ReportRefund{id, kind < 85 ? RefundKind::partial : RefundKind::full,
                                Money{dice.below(order.amount.fen + 2)}, ""};
        case recovering:
            if (kind < 40) return ReturnFunds{id, {}};
            if (kind < 75) return ReturnFunds{id, Money{1 + dice.below(order.clawback.fen + 1)}};
            return ReportRefund{id, RefundKind::partial, Money{1 + dice.below(order.amount.fen)},
                                ""};
        case rejected:
        case voided: {
            FileAppeal appeal;
            appeal.order = id;
            DecideAppeal decision;
            decision.order = id;
            decision.upheld = true;
            return kind < 50 ? Command{appeal} : Command{decision};
        }
        case approved:
        case published:
        case suspended:
        case clawed_back:
        case declined:
        case cancelled:
        case lapsed:
        case expired:
        case waived:
        case abandoned: return any(id, dice, now);
    }
    return any(id, dice, now);
}

Command People::any(OrderId id, Dice& dice, Instant now) {
    switch (dice.below(20)) {
        case 0:
        case 1: return Cancel{{id}};
        case 2: return Accept{{id}};
        case 3: return Decline{{id}};
        case 4: return contract(id, dice, now);
        case 5: {
            AmendContract amend;
            static_cast<ContractEntry&>(amend) = contract(id, dice, now);
            return amend;
        }
        case 6: return Complete{{id}};
        case 7: return Rate{id, dice.below(7), ""};
        case 8: return redemption(id, dice);
        case 9: return ReturnRedemption{id, ""};
        case 10: return Review{id, Money{dice.below(2'000'000)}, ""};
        case 11: return VoidOrder{id, VoidGround::conditions, ""};
        case 12: return ReturnFunds{id, {}};
        case 13: return PaymentFailed{id, ""};
        case 14: return Waive{{id}};
        case 15: return WithdrawRedemption{{id}};
        case 16: return OpenReview{{id}};
        case 17: return ReportRefund{id, RefundKind::full, {}, ""};
        default: {
            DecideAppeal decision;
            decision.order = id;
            const auto appeals = keys<Appeal>();
            if (!appeals.empty()) decision.appeal = appeals.back(), decision.order = {};
            decision.upheld = dice.percent(70);
            return decision;
        }
    }
}

}  // namespace zq::sim
