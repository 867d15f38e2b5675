// Group H: who is barred, where, and what a sanction does to what is under way.
#include <algorithm>

#include "audit.h"

namespace zq::sim {

namespace {

struct Barred {
    bool for_good = false;
    std::optional<Day> until;

    bool on(Day day) const { return for_good || (until && day <= *until); }
};

// What this programme's own sanctions come to.
Barred barred_here(const Book& book, PartyId party) {
    Barred barred;
    for (const auto& [id, sanction] : book.images.shelf<Sanction>().rows) {
        if (sanction.party != party || sanction.lifted) continue;
        barred.for_good = barred.for_good || sanction.permanent;
        if (sanction.until)
            barred.until = std::max(barred.until.value_or(*sanction.until), *sanction.until);
    }
    return barred;
}

const Standing* standing_in(const Book& book, PartyId party) {
    if (const auto* enterprise = book.images.find<Enterprise>(party)) return &enterprise->standing;
    if (const auto* provider = book.images.find<Provider>(party)) return &provider->standing;
    return nullptr;
}

bool is_of(const Order& order, PartyId party) {
    return order.enterprise == party || order.provider == party;
}

}  // namespace

void Audit::sanctions(const Book& book, const Happening& now) {
    const Day today = civil_day(now.event.time);
    const auto may_act = [&](PartyId party, const std::string& what) {
        const Standing* standing = standing_in(book, party);
        const bool told =
            standing && (standing->permanent || (standing->until && today <= *standing->until));
        hold(Inv::sanction_bars, !told && !barred_here(book, party).on(today),
             "party " + std::to_string(party.value) + " is barred and yet " + what);
    };
    if (now.is("claim")) {
        for (const auto& [id, order] : now.images.shelf<Order>().rows) {
            may_act(order.enterprise, "claims");
            may_act(order.provider, "is claimed from");
        }
    }
    if (now.is("submit-product") || now.is("list-product")) {
        for (const auto& [id, product] : now.images.shelf<Product>().rows) {
            may_act(product.provider, "offers a product");
        }
    }
    if (const auto* sanction = now.as<ImposeSanction>()) {
        judged_.insert(sanction->party);
        for (const auto& [id, known] : book.images.shelf<Order>().rows) {
            if (!is_of(known, sanction->party) || !is_under_way(known.status)) continue;
            const Order& order = *after<Order>(book, now, id);
            hold(Inv::sanction_freezes, order.frozen || !is_under_way(order.status),
                 about(order) + " is neither frozen nor ended by the sanction");
        }
        for (const auto& [id, known] : book.images.shelf<Product>().rows) {
            if (known.provider != sanction->party || known.status != ProductStatus::listed)
                continue;
            hold(Inv::sanction_freezes,
                 after<Product>(book, now, id)->status == ProductStatus::delisted,
                 "a barred provider's product stays on sale");
        }
        for (const auto& [id, made] : now.images.shelf<Sanction>().rows) {
            const Rulebook& rules = *book.in_force()->rules;
            for (const Row<SanctionRule>& row : rules.sanctions.rows) {
                if (row.value.ground != made.ground || !row.validity.covers(today)) continue;
                const bool right =
                    row.value.term
                        ? made.until == after_term(today, *row.value.term) && !made.permanent
                        : made.permanent;
                hold(Inv::sanction_bars, right, "a ban of another length than the rulebook's");
            }
        }
    }
    if (const auto* lifting = now.as<LiftSanction>()) {
        judged_.insert(lifting->party);
        hold(Inv::lifting_restores_nothing,
             now.images.shelf<Order>().rows.empty() && now.moves.empty(),
             "lifting a sanction changed an order");
    }
    if (now.is("decide-appeal")) {
        for (const auto& [id, sanction] : now.images.shelf<Sanction>().rows) {
            judged_.insert(sanction.party);
        }
    }
}

// A ban of one programme is known in the registry and in every other one.
void Audit::bans() {
    for (const PartyId party : judged_) {
        for (const auto& [from, imposing] : books_) {
            if (from == registry) continue;
            const Barred barred = barred_here(imposing, party);
            for (const auto& [programme, book] : books_) {
                const Standing* standing = standing_in(book, party);
                if (!standing || programme == from) continue;
                const auto known = std::ranges::find(standing->bans, from, &Ban::from);
                const bool same =
                    known == standing->bans.end()
                        ? !barred.for_good && !barred.until
                        : known->permanent == barred.for_good && known->until == barred.until;
                // A sanction that has run out is no ban any more, once others are counted anew.
                const bool over = barred.until && *barred.until < civil_day(imposing.last_time);
                hold(Inv::sanction_spreads, same || over,
                     "programme " + std::to_string(programme.value) + " does not know the ban of " +
                         std::to_string(party.value) + " by " + std::to_string(from.value));
            }
        }
    }
    judged_.clear();
}

}  // namespace zq::sim
