// Group G: who may, and how many it takes.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

bool is_of_enterprise(Role role) {
    return role == Role::enterprise_owner || role == Role::enterprise_operator;
}
bool is_of_provider(Role role) {
    return role == Role::provider_owner || role == Role::provider_operator;
}
bool is_administrator(Role role) {
    return role == Role::system_administrator || role == Role::security_administrator ||
           role == Role::audit_administrator;
}
// The third, of security, grants roles.
bool is_kept_out(Role role) {
    return role == Role::system_administrator || role == Role::audit_administrator;
}
bool open_to_anybody(std::string_view act) {
    return act == "object" || act == "correct-person";
}
bool handles_money(Role role) {
    return role == Role::reviewer || role == Role::batch_maker || role == Role::approver;
}

constexpr std::string_view of_enterprises[] = {"claim", "cancel",  "complete",
                                               "rate",  "certify", "correct-contact"};
constexpr std::string_view of_providers[] = {
    "accept", "decline",        "sign",          "amend-contract", "redeem", "withdraw-redemption",
    "waive",  "submit-product", "report-refund", "return-funds"};
struct OfStaff {
    std::string_view act;
    Role role;
};
constexpr OfStaff of_staff[] = {
    {"review", Role::reviewer},
    {"return-redemption", Role::reviewer},
    {"batch", Role::batch_maker},
    {"publish-batch", Role::batch_maker},
    {"settle-batch", Role::batch_maker},
    {"disburse", Role::approver},
    {"sanction", Role::programme_officer},
    {"list-product", Role::programme_officer},
    {"extend-deadlines", Role::programme_officer},
    {"decide-objection", Role::programme_officer},
    {"decide-appeal", Role::programme_officer},
};
constexpr std::string_view of_two[] = {"set-budget", "add-vouchers", "lift-sanction", "unfreeze"};

template <class List>
bool names(const List& acts, std::string_view act) {
    return std::ranges::find(acts, act) != std::end(acts);
}

}  // namespace

void Audit::people(const Book& book, const Happening& now) {
    const Actor& actor = now.event.actor;
    if (now.refused != Value{}) return;
    if (is_kept_out(actor.role)) {
        hold(Inv::administrators_keep_out, open_to_anybody(now.act),
             now.act + " was done by an administrator");
    }
    right_party(now);
    hands(book, now);
    memberships(book, now);
    accounts(book, now);
    const bool changed_something = now.images.shelf<Proposal>().rows.empty() || now.approved;
    if (names(of_two, now.act) && changed_something) {
        hold(Inv::second_person, now.approved && now.approved->proposed_by != actor.person,
             now.act + " took one person only");
    }
    each_change<Edition>(book, now, [&](const Edition*, const Edition&) {
        if (!book.in_force()) return;  // the first one opens the programme
        hold(Inv::second_person, now.approved && now.approved->proposed_by != actor.person,
             "an edition was published by one person only");
    });
    each_change<Organisation>(book, now, [&](const Organisation* before, const Organisation& one) {
        bool alone = is_credit_code(one.uscc) && (!before || before->uscc == one.uscc);
        for (const auto& [id, other] : book.images.shelf<Organisation>().rows) {
            alone = alone && (id == one.id || other.uscc != one.uscc);
        }
        hold(Inv::one_organisation_per_code, alone, "two organisations share " + one.uscc);
    });
}

void Audit::right_party(const Happening& now) {
    const Actor& actor = now.event.actor;
    if (names(of_enterprises, now.act)) {
        bool own = is_of_enterprise(actor.role);
        for (const auto& [id, order] : now.images.shelf<Order>().rows) {
            own = own && order.enterprise == actor.organisation;
        }
        hold(Inv::act_by_right_party, own, now.act + " by somebody else");
    }
    if (names(of_providers, now.act)) {
        bool own = is_of_provider(actor.role);
        for (const auto& [id, order] : now.images.shelf<Order>().rows) {
            own = own && order.provider == actor.organisation;
        }
        hold(Inv::act_by_right_party, own, now.act + " by somebody else");
    }
    for (const OfStaff& row : of_staff) {
        if (row.act != now.act || now.approved) continue;
        hold(Inv::act_by_right_party, actor.role == row.role, now.act + " by another role");
    }
}

void Audit::hands(const Book& book, const Happening& now) {
    const Actor& actor = now.event.actor;
    each_change<Batch>(book, now, [&](const Batch* before, const Batch& batch) {
        const bool by_hand = now.is("batch") || now.is("settle-batch") || now.is("disburse");
        if (!by_hand) return;
        const auto check_items = before ? before->items : batch.items;
        for (const BatchItem& item : check_items) {
            const Order& order = book.images.get<Order>(item.order);
            hold(Inv::hands_kept_apart, order.reviewed_by != actor.person,
                 about(order) + " was reviewed and paid out by one person");
        }
        if (now.is("disburse")) {
            hold(Inv::hands_kept_apart,
                 actor.person != batch.made_by && actor.person != batch.settled_by,
                 "a batch was made, settled and paid by one person");
        }
    });
}

void Audit::memberships(const Book& book, const Happening& now) {
    const Actor& actor = now.event.actor;
    each_change<Membership>(book, now, [&](const Membership* before, const Membership& granted) {
        if (before || !granted.active) return;
        for (const auto& [id, held] : book.images.shelf<Membership>().rows) {
            const bool both = held.person == granted.person && held.role != granted.role &&
                              held.active && (!held.until || now.event.time <= *held.until);
            if (!both) continue;
            const bool lent = held.until || granted.until;
            const bool exclude = is_administrator(held.role) || is_administrator(granted.role) ||
                                 (!lent && handles_money(held.role) && handles_money(granted.role));
            hold(Inv::administrators_apart, !exclude,
                 "a person holds two roles that exclude each other");
        }
        hold(Inv::administrators_apart, granted.person != actor.person || !actor.person,
             "somebody gave himself a role");
    });
}

void Audit::accounts(const Book& book, const Happening& now) {
    const Actor& actor = now.event.actor;
    each_change<Provider>(book, now, [&](const Provider* before, const Provider& provider) {
        if (!before || book.programme != registry) return;
        const auto& change = before->account_change;
        if (now.is("confirm-bank-account")) {
            hold(Inv::account_change_waits,
                 change && change->asked_by != actor.person && provider.account_change &&
                     provider.account_change->from &&
                     provider.account_change->from->micros - now.event.time.micros >=
                         10 * day_s * second,
                 "an account was confirmed by the one who asked, or without waiting");
            return;
        }
        if (before->bank_account && encode(before->bank_account) != encode(provider.bank_account)) {
            hold(Inv::account_change_waits,
                 change && change->from && *change->from <= now.event.time &&
                     provider.bank_account &&
                     encode(*provider.bank_account) == encode(change->account),
                 "an account was exchanged by " + now.act);
        }
    });
}

}  // namespace zq::sim
