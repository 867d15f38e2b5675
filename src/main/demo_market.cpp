// Firms and sellers act in office hours, but for accepting: 48 hours are natural ones.
#include "main/demo_market.h"

#include <algorithm>

#include "main/usual_papers.h"

namespace zq::demo {

namespace {

Money cap_of(const Firm& firm, int year) {
    const auto has = [&](std::string_view honour) {
        return std::ranges::find(firm.honours, honour) != firm.honours.end();
    };
    const bool whole = year == 2025 || has("little-giant");
    return whole ? Money{20'000'000} : has("srdi") ? Money{10'000'000} : Money{2'000'000};
}

Money estimate(const Ware& ware, int year) {
    const Money share = floored_share(ware.price, {}, BasisPoints{3'000});
    return year == 2023 ? std::min(share, Money{5'000'000}) : share;
}

}  // namespace

bool makes_food_or_wine(std::string_view industry) {
    return industry.starts_with("C13") || industry.starts_with("C14") || industry == "C1515";
}

// ---- claims

Firm* Market::somebody_who_may(const Ware& ware) {
    for (int tries = 0; tries < 60; ++tries) {
        Firm& firm = dice().pick(city_.firms);
        if (!firm.eligible || !firm.certified || firm.barred || firm.is_shown) continue;
        if (year_.year == 2023 && !firm.legal_person) continue;
        if (ware.direction == "digital-marketing" && !makes_food_or_wine(firm.industry)) continue;
        Money& claimed = firm.claimed[year_.year];
        // With less than a tenth left an enterprise keeps its quota for next year.
        const Money cap = cap_of(firm, year_.year);
        if (claimed.fen * 10 > cap.fen * 9) continue;
        claimed = std::min(cap, claimed + estimate(ware, year_.year));
        return &firm;
    }
    return nullptr;
}

OrderId Market::claim(const Life& life) {
    Claim claim;
    claim.product = life.ware.id;
    if (dice().percent(20)) {  // a lower price was agreed
        claim.amount = Money{life.ware.price.fen / 100 * dice().between(88, 99)};
    }
    claim.contact = city_.personal(city_.names().person());
    claimed_.push_back(OrderId{city_.act(year_.id, life.firm->owner, std::move(claim)).id});
    return claimed_.back();
}

std::optional<Order> Market::some(OrderStatus status) {
    for (auto id = claimed_.rbegin(); id != claimed_.rend(); ++id) {
        if (stands(*id, status)) return city_.see<Order>(year_.id, *id);
    }
    return std::nullopt;
}

void Market::claim_at(Instant when, const Life& planned) {
    city_.at(when, [this, planned] {
        const auto product = city_.see<Product>(year_.id, planned.ware.id);
        const auto stock =
            city_.see<Account>(year_.id, AccountId{AccountKind::stock, product.id.value, ""});
        if (product.status != ProductStatus::listed || stock.used() >= *stock.limit) return;
        Life life = planned;
        if (!life.firm) life.firm = somebody_who_may(life.ware);
        if (!life.firm || life.firm->barred) return;
        live(life, claim(life));
    });
}

void Market::live(const Life& life, OrderId order) {
    if (life.stop == Stop::claimed) return;
    if (life.stop == Stop::cancelled) {
        later(20, [this, life, order] {
            if (!stands(order, OrderStatus::placed)) return;
            city_.act(year_.id, life.firm->owner, Cancel{order});
        });
        return;
    }
    // Natural hours: sellers accept in the evening, too, before 48 hours are over.
    const auto wait = dice().between(1, pace_.accept_max) * 3600 + dice().between(0, 3599);
    city_.at(plus_seconds(city_.now(), wait), [this, life, order] { accept(life, order); });
}

bool Market::stands(OrderId id, OrderStatus status) {
    const auto order = city_.see<Order>(year_.id, id);
    const bool in_time_still = !order.due || in_time(city_.now(), *order.due);
    return order.status == status && !order.frozen && in_time_still;
}

void Market::accept(const Life& life, OrderId order) {
    if (!stands(order, OrderStatus::placed)) return;
    if (life.stop == Stop::declined) {
        city_.act(year_.id, seller_of(life), Decline{order});
        return;
    }
    city_.act(year_.id, seller_of(life), Accept{order});
    if (life.stop == Stop::accepted) return;
    later(pace_.sign_max, [this, life, order] { sign(life, order); });
}

// ---- contract

void Market::sign(const Life& life, OrderId order) {
    if (!stands(order, OrderStatus::accepted)) return;
    Sign entry;
    entry.order = order;
    entry.lists_order = true;
    entry.table_on_last_page = true;
    entry.splits_payment = true;
    if (life.two_years) {
        entry.service_from = city_.today();
        entry.service_to = plus_months(city_.today(), 18) - std::chrono::days{1};
    }
    city_.act(year_.id, seller_of(life), entry);
    if (life.stop == Stop::contract) return;
    if (life.stop == Stop::waived) {
        later(40, [this, life, order] {
            if (stands(order, OrderStatus::signed_))
                city_.act(year_.id, seller_of(life), Waive{order});
        });
        return;
    }
    if (life.amended) {
        later(20, [this, life, order] { amend(life, order); });
        return;
    }
    later(pace_.redeem_max, [this, life, order] { redeem(life, order, false); });
}

void Market::amend(const Life& life, OrderId order) {
    if (!stands(order, OrderStatus::signed_)) return;
    const auto known = city_.see<Order>(year_.id, order);
    AmendContract entry;
    entry.order = order;
    entry.amount = Money{known.amount.fen / 100 * 95};
    entry.lists_order = true;
    entry.table_on_last_page = true;
    entry.splits_payment = true;
    city_.act(year_.id, seller_of(life), entry);
    later(pace_.redeem_max, [this, life, order] { redeem(life, order, false); });
}

// ---- redemption and review

std::vector<Document> Market::papers_of(const Life& life, OrderId id) {
    const auto order = city_.see<Order>(year_.id, id);
    const auto contract = city_.see<Contract>(year_.id, id);
    const auto enterprise = city_.see<Enterprise>(year_.id, order.enterprise);
    const auto provider = city_.see<Provider>(year_.id, order.provider);
    const auto product = city_.see<Product>(year_.id, order.product);
    const UsualPapers usual{.act = Redeem::act,
                            .subjects = {.enterprise = &enterprise,
                                         .provider = &provider,
                                         .product = &product,
                                         .today = day_of(order.placed, year_.rules->zone)},
                            .form = nullptr,
                            .dated = *contract.terms().signed_on,
                            .contract_amount = order.amount,
                            .own_payment = order.own_payment,
                            .fresh_number = [this] { return city_.invoice_number(); }};
    auto papers = usual_papers(*year_.rules, usual);
    for (Document& paper : papers) {
        if (paper.kind == "receipt" || paper.kind == "invoice") paper.dated = city_.today();
        if (paper.kind == "receipt" && life.short_receipt) *paper.amount -= Money{100'000};
    }
    const bool waits = life.stop == Stop::handed_in || life.stop == Stop::returned;
    if (city_.desk && waits && year_.year == 2025) {
        const Zone& zone = year_.rules->zone;
        const ContractTerms& terms = contract.terms();
        city_.desk->file(papers, {.order = &order,
                                  .terms = &terms,
                                  .enterprise = enterprise.name,
                                  .provider = provider.name,
                                  .owner = provider.id,
                                  .ordered = to_rfc3339(order.placed, zone).substr(0, 10),
                                  .signed_at = to_rfc3339(city_.moment(*terms.signed_on, 15), zone),
                                  .now = city_.now(),
                                  .made = to_rfc3339(city_.now(), zone),
                                  .payer = life.stop == Stop::returned ? "北京顺达商贸有限公司"
                                                                       : enterprise.name});
    }
    return papers;
}

void Market::redeem(const Life& life, OrderId order, bool again) {
    if (!stands(order, again ? OrderStatus::redeeming : OrderStatus::signed_)) return;
    Redeem redeem;
    redeem.order = order;
    redeem.documents = papers_of(life, order);
    redeem.checked = true;
    city_.act(year_.id, seller_of(life), std::move(redeem));
    if (life.stop == Stop::handed_in) return;
    later(pace_.review_max, [this, life, order, again] { review(life, order, again); });
}

void Market::review(const Life& life, OrderId order, bool again) {
    if (!stands(order, OrderStatus::in_review)) return;
    const Actor& reviewer = city_.offices.reviewer;
    const bool back = life.stop == Stop::returned || (life.sent_back && !again);
    if (back) {
        city_.act(year_.id, reviewer,
                  ReturnRedemption{order, "银行回单付款方与合同甲方不一致，请补充说明"});
        if (life.stop == Stop::returned) return;
        later(pace_.redeem_max, [this, life, order] { redeem(life, order, true); });
        return;
    }
    if (life.stop == Stop::voided) {
        city_.act(year_.id, reviewer,
                  VoidOrder{order, VoidGround::conditions, "服务内容与服务券方向不符"});
        return;
    }
    Review review;
    review.order = order;
    if (life.stop == Stop::rejected) {
        review.approved = Money{};
        review.reason = "发票查验未通过";
    } else if (life.cut) {
        const Money held = city_.see<Order>(year_.id, order).subsidy;
        review.approved = Money{held.fen / 100 * 90};
        review.reason = "扣除不属于服务内容的硬件费用";
    }
    city_.act(year_.id, reviewer, review);
    if (life.stop == Stop::nowhere) approved_.push_back(order);
}

// ---- payout

void Market::make_batch(Notice notice) {
    MakeBatch make;
    std::erase_if(approved_, [&](OrderId id) {
        const bool goes =
            stands(id, OrderStatus::approved) && !city_.see<Order>(year_.id, id).batch;
        if (goes) make.orders.push_back(id);
        return true;
    });
    if (make.orders.empty()) return;
    // One comes out again before the list is published, and goes into the next batch.
    const OrderId out = make.orders.back();
    const bool unbatch = make.orders.size() > 8;
    const BatchId batch{city_.act(year_.id, city_.offices.maker, make).id};
    if (unbatch) {
        city_.act(year_.id, city_.offices.maker, Unbatch{.batch = batch, .orders = {out}});
        approved_.push_back(out);
    }
    if (notice == Notice::not_yet) return;
    later(26, [this, batch, notice] { publish(batch, notice); });
}

void Market::publish(BatchId batch, Notice notice) {
    city_.act(year_.id, city_.offices.maker, PublishBatch{.batch = batch, .days = {}});
    if (notice == Notice::objected) later(60, [this, batch] { object_to(batch); });
    const auto ends = *city_.see<Batch>(year_.id, batch).notice_ends;
    city_.at(city_.in_office(ends, 1, 20), [this, batch] { settle(batch); });
}

// Two members of the public object; the bureau upholds the first within days and takes longer over
// the second, whose order is paid with a later batch.
void Market::object_to(BatchId batch) {
    const auto items = city_.see<Batch>(year_.id, batch).items;
    if (items.size() < 3) return;
    const OrderId first = items.front().order;
    const OrderId second = items[1].order;
    const auto object = [&](OrderId order, const char* text) {
        Object objection;
        objection.order = order;
        objection.text = text;
        city_.act(year_.id, Actor{}, objection);
    };
    object(first, "该订单对应的服务并未实际提供。");
    object(second, "同一服务疑似已享受其他补贴。");
    if (year_.year == 2025) return;  // nobody has decided yet
    const auto decide = [this](OrderId order, bool upheld) {
        DecideObjection decision;
        decision.order = order;
        decision.upheld = upheld;
        decision.reason = upheld ? "经现场核查，服务未提供" : "经核查，未享受其他补贴";
        city_.act(year_.id, city_.offices.officer, decision);
        if (!upheld) approved_.push_back(order);
    };
    later(30, [decide, first] { decide(first, true); });
    city_.at(city_.in_office(city_.now(), 24 * 14, 24 * 18),
             [decide, second] { decide(second, false); });
}

void Market::settle(BatchId batch) {
    city_.act(year_.id, city_.offices.maker, SettleBatch{{batch}});
    later(40, [this, batch] { disburse(batch); });
}

void Market::disburse(BatchId batch) {
    city_.act(year_.id, city_.offices.approver, Disburse{{batch}});
    const auto items = city_.see<Batch>(year_.id, batch).items;
    if (!failed_once_ && items.size() > 2) {
        failed_once_ = true;
        const OrderId back = items[2].order;
        later(50, [this, back] {
            city_.act(year_.id, city_.offices.approver,
                      PaymentFailed{back, "收款账户户名不符，银行退回"});
            approved_.push_back(back);
        });
    }
    for (const BatchItem& item : items) {
        paid_.push_back(item.order);
        city_.at(city_.in_office(city_.now(), 24 * 5, 24 * 40),
                 [this, order = item.order] { after_payment(order); });
    }
}

// Completion and stars, now and then a refund.
void Market::after_payment(OrderId id) {
    if (!stands(id, OrderStatus::paid)) return;
    const auto order = city_.see<Order>(year_.id, id);
    const auto firm = std::ranges::find(city_.firms, order.enterprise, &Firm::id);
    const auto seller = std::ranges::find(city_.sellers, order.provider, &Seller::id);
    static constexpr std::string_view praise[] = {"响应及时，交付质量好。", "服务专业，值得推荐。",
                                                  "基本满足需求。", "培训到位，系统稳定。"};
    if (dice().percent(60)) {
        city_.act(year_.id, firm->owner, Complete{id});
        city_.act(year_.id, firm->owner,
                  Rate{.order = id,
                       .stars = dice().between(3, 5),
                       .text = std::string{dice().pick(praise)}});
    }
    const auto luck = dice().between(1, 100);
    if (luck > 9) return;
    ReportRefund refund{
        .order = id, .kind = RefundKind::partial, .amount = {}, .reason = "缩减服务范围"};
    if (luck <= 3) {
        refund.kind = RefundKind::no_service;
        refund.reason = "服务未开始即终止";
    } else {
        refund.amount = Money{order.amount.fen / 100 * 40};
    }
    city_.act(year_.id, seller->owner, refund);
    if (luck % 3 == 0) return;  // still to be returned
    city_.at(city_.in_office(city_.now(), 24 * 5, 24 * 20), [this, id, owner = seller->owner] {
        if (stands(id, OrderStatus::recovering)) {
            city_.act(year_.id, owner, ReturnFunds{.order = id, .amount = {}});
        }
    });
}

}  // namespace zq::demo
