// Group D: deadlines are what the rulebook says, and nobody is late or early.
#include "audit.h"

namespace zq::sim {

namespace {

struct Window {
    std::optional<Instant> accept_by, valid_until, redeem_by;
    bool in_working_days = false;
};

const Row<DeadlineRule>* rule_of(const Rulebook& rules, DeadlineKind kind, const Subjects& who) {
    const Row<DeadlineRule>* found = nullptr;
    for (const Row<DeadlineRule>& row : rules.deadlines.rows) {
        if (row.value.kind == kind && row.fits(who) && !found) found = &row;
    }
    return found;
}

Subjects subjects_at_claim(const Book& book, const Order& order) {
    return {.enterprise = book.images.find<Enterprise>(order.enterprise),
            .provider = book.images.find<Provider>(order.provider),
            .product = book.images.find<Product>(order.product),
            .today = civil_day(order.placed)};
}

Window window_of(const Book& book, const Order& order) {
    const KnownEdition& edition = book.edition_of(order);
    const Subjects subjects = subjects_at_claim(book, order);
    Window window;
    if (const auto* row = rule_of(*edition.rules, DeadlineKind::validity, subjects)) {
        DeadlineRule rule = row->value;
        if (rule.after && subjects.product->validity_days) {
            rule.after = Term{*subjects.product->validity_days, Unit::days};
        }
        window.valid_until = deadline_of(rule, order.placed, edition.almanac, {});
    }
    window.accept_by = window.valid_until;
    if (const auto* row = rule_of(*edition.rules, DeadlineKind::acceptance, subjects)) {
        window.accept_by =
            deadline_of(row->value, order.placed, edition.almanac, window.valid_until);
        window.in_working_days = row->value.after && row->value.after->unit == Unit::working_days;
    }
    if (const auto* row = rule_of(*edition.rules, DeadlineKind::redemption, subjects)) {
        window.redeem_by =
            deadline_of(row->value, *window.valid_until, edition.almanac, window.valid_until);
    }
    return window;
}

// Working days that an earlier round of review has used up do not come back.
std::optional<Instant> review_end(const Book& book, const Order& order,
                                  const Redemption& redemption, Instant at) {
    const KnownEdition& edition = book.edition_of(order);
    const auto* row =
        rule_of(*edition.rules, DeadlineKind::review, {.today = civil_day(order.placed)});
    if (!row || !row->value.after) return std::nullopt;
    DeadlineRule rule = row->value;
    for (const Submission& earlier : redemption.submissions) {
        if (!earlier.returned_at || rule.after->unit != Unit::working_days) continue;
        std::int64_t spent = 0;
        for (Day day = civil_day(earlier.at); day < civil_day(*earlier.returned_at);) {
            day += std::chrono::days{1};
            if (!edition.almanac.knows(day)) {
                spent = 0;
                break;
            }
            if (edition.almanac.is_worked(day)) ++spent;
        }
        rule.after->count = std::max<std::int64_t>(rule.after->count - spent, 0);
    }
    return deadline_of(rule, at, edition.almanac, {});
}

bool is_party_step(const Happening& now) {
    return now.is("accept") || now.is("sign") || now.is("redeem") || now.is("waive");
}

}  // namespace

void Audit::time(const Book& book, const Happening& now) {
    const Instant at = whole_second(now.event.time);
    if (!now.by_clock()) {
        const bool overdue = !book.due.empty() && std::get<0>(*book.due.begin()) < at;
        const std::int64_t late = overdue ? std::get<2>(*book.due.begin()).value : 0;
        if (!book.due.empty()) {
            hold(Inv::backlog_fired_first, !overdue,
                 now.act + " was decided while order " + std::to_string(late) + " is overdue");
        }
    }
    each_change<Order>(book, now, [&](const Order* before, const Order& order) {
        if (!before) {
            window(book, order);
            return;
        }
        const auto next = next_deadline(book, *before);
        if (now.by_clock()) {
            fired(book, now, *before);
            return;
        }
        if (is_party_step(now) && next && next->second != DeadlineKind::review) {
            hold(Inv::act_in_time, at <= next->first,
                 about(*before) + " went on by " + now.act + " after its deadline");
            if (now.is("redeem")) hold(Inv::redeemed_in_time, at <= next->first, about(order));
        }
        const bool same = before->accept_by == order.accept_by &&
                          before->valid_until == order.valid_until &&
                          before->redeem_by == order.redeem_by;
        if (now.is("extend-deadlines")) {
            extended(book, now, *before, order);
        } else {
            hold(Inv::deadline_changed_by_extension,
                 same && (order.review_by == before->review_by || now.is("redeem")),
                 about(order) + " has another deadline after " + now.act);
        }
        if (now.is("redeem") && !before->overdue) {
            const Redemption* known = book.images.find<Redemption>(order.id);
            const auto end = review_end(book, order, known ? *known : Redemption{}, now.event.time);
            hold(Inv::deadline_reckoned_right, order.review_by == end,
                 about(order) + " has a wrong deadline of review");
            if (end) hold(Inv::calendar_reckoned_right, order.review_by == end, about(order));
        }
    });
    each_change<Contract>(book, now, [&](const Contract*, const Contract& contract) {
        const ContractTerms& terms = contract.versions.back();
        const Day ordered = civil_day(book.images.get<Order>(contract.order).placed);
        hold(Inv::dates_in_order,
             *terms.signed_on >= ordered && *terms.service_from >= ordered &&
                 *terms.service_from <= *terms.service_to,
             "a contract is older than its order");
    });
}

void Audit::window(const Book& book, const Order& order) {
    const Window right = window_of(book, order);
    hold(Inv::deadline_reckoned_right,
         (!right.accept_by || order.accept_by == *right.accept_by) &&
             (!right.valid_until || order.valid_until == *right.valid_until) &&
             order.redeem_by == right.redeem_by,
         about(order) + " has wrong deadlines");
    if (right.in_working_days) {
        hold(Inv::calendar_reckoned_right, order.accept_by == *right.accept_by,
             about(order) + " counts working days wrongly");
    }
}

void Audit::fired(const Book& book, const Happening& now, const Order& before) {
    const auto next = next_deadline(book, before);
    const Instant at = whole_second(now.event.time);
    const Value* due = now.event.body.find("due");
    const bool right_step =
        next && ((now.is("lapse") && next->second == DeadlineKind::acceptance) ||
                 (now.is("expire") && next->second == DeadlineKind::validity) ||
                 (now.is("abandon") && next->second == DeadlineKind::redemption) ||
                 (now.is("overdue") && next->second == DeadlineKind::review));
    hold(Inv::ended_after_deadline,
         right_step && at > next->first && due && *due == Value{next->first.micros},
         about(before) + " ended by " + now.act + " before its time");
    const auto& first = *book.due.begin();
    hold(Inv::backlog_fired_first, std::get<2>(first) == before.id,
         about(before) + " fired before one that was due earlier");
    if (now.is("abandon") || (now.is("expire") && before.status == OrderStatus::signed_)) {
        hold(Inv::redeemed_in_time, true, "");
    }
}

void Audit::extended(const Book& book, const Happening& now, const Order& before,
                     const Order& order) {
    const auto* extension = now.as<ExtendDeadlines>();
    const Window right = window_of(book, order);
    const Instant until = whole_second(*extension->until);
    const auto kept_within = [&](Instant was, Instant is, std::optional<Instant> original,
                                 DeadlineKind kind) {
        if (was == is) return true;
        const Rulebook& rules = *book.edition_of(order).rules;
        const auto* row = rule_of(rules, kind, subjects_at_claim(book, order));
        return is > was && is == until && original && row && row->value.extension &&
               is <= end_of(after_term(civil_day(*original), *row->value.extension));
    };
    const bool carried =
        before.redeem_by == before.valid_until && order.redeem_by == order.valid_until;
    hold(
        Inv::deadline_changed_by_extension,
        kept_within(before.accept_by, order.accept_by, right.accept_by, DeadlineKind::acceptance) &&
            kept_within(before.valid_until, order.valid_until, right.valid_until,
                        DeadlineKind::validity) &&
            (carried || !before.redeem_by ||
             kept_within(*before.redeem_by, *order.redeem_by, right.redeem_by,
                         DeadlineKind::redemption)),
        about(order) + " was extended backwards or too far");
}

}  // namespace zq::sim
