// What spans programmes: an invoice stands for one order, a ban holds everywhere, facts are copied.
//
// Each step is a transaction of its own, first in the registry; a stop between two of them is
// mended at the next start.
#include <algorithm>

#include "app/loaded.h"
#include "app/use_cases.h"
#include "base/planted.h"
#include "domain/acts.h"
#include "domain/paper_check.h"

namespace zq {

namespace {

const Actor the_system{.person = {}, .organisation = {}, .role = Role::clock};
const Actor the_registry{.person = {}, .organisation = {}, .role = Role::platform_operator};

// From reserving invoices to storing the redemption; really it is a moment.
constexpr std::int64_t redemption_takes_at_most_s = 3600;

// How far back a start looks for orders whose proofs a stop has left unsettled.
constexpr std::int64_t looked_at_again_at_a_start = 5'000;
constexpr std::int64_t entries_at_once = 1'000;

std::vector<std::string> texts_in(const Facts& outcome, std::string_view part) {
    const auto found = outcome.find(part);
    return found == outcome.end() ? std::vector<std::string>{}
                                  : decoded<std::vector<std::string>>(found->second);
}

}  // namespace

// ---- what proves one order only: reserved in the registry first, released where no redemption
// stands on it

// What a command would have an order stand on: its redemption, or the appeal that brings it back.
std::optional<ReserveInvoices> UseCases::proofs_for(ProgrammeId programme,
                                                    const Command& command) const {
    if (const auto* redeem = std::get_if<Redeem>(&command)) {
        return ReserveInvoices{programme, redeem->order, proofs(programme, redeem->documents)};
    }
    if (const auto* approval = std::get_if<ApproveProposal>(&command)) {
        const auto proposal = loaded<Proposal>(*store_.read(programme), approval->proposal);
        if (!proposal || proposal->act != DecideAppeal::act) return std::nullopt;
        return proofs_for(programme, decode_command(proposal->act, proposal->command));
    }
    const auto* decision = std::get_if<DecideAppeal>(&command);
    if (!decision || !decision->upheld) return std::nullopt;
    OrderId order = decision->order;
    const auto appeal = loaded<Appeal>(*store_.read(programme), decision->appeal);
    if (appeal) order = appeal->order;
    const auto redemption = loaded<Redemption>(*store_.read(programme), order);
    if (!redemption) return std::nullopt;
    return ReserveInvoices{programme, order,
                           proofs(programme, redemption->submissions.back().documents)};
}

// Those of its proofs that another order stands on; reserves none.
std::vector<std::string> UseCases::reused_proofs(ProgrammeId programme, const Command& command) {
    const auto wanted = proofs_for(programme, command);
    if (!wanted) return {};
    const Outcome asked = preview(registry, internal(*wanted));
    check(asked && asked->answer, "invoice numbers can always be asked for");
    return texts_in(asked->answer->outcome, "taken");
}

void UseCases::reserve_proofs(ProgrammeId programme, Work& work) {
    const auto wanted = proofs_for(programme, work.asked.command);
    if (!wanted) return;
    const auto reserved = handle_once(registry, internal(*wanted));
    check(reserved && reserved->answer, "invoice numbers can always be asked for");
    work.stands_on_them = wanted->order;
    work.reused_proofs = texts_in(reserved->answer->outcome, "taken");
    work.reserved_proofs = texts_in(reserved->answer->outcome, "reserved");
}

void UseCases::release_proofs(ProgrammeId programme, const Work& work) {
    if (work.reserved_proofs.empty()) return;
    const auto released = handle_once(
        registry, internal(ReleaseInvoices{programme, work.stands_on_them, work.reserved_proofs}));
    check(released && released->answer, "a reservation can be released");
}

std::vector<std::string> UseCases::proofs(ProgrammeId programme,
                                          const std::vector<Document>& documents) const {
    const auto known = programmes();
    if (std::ranges::find(known, programme) == known.end()) return {};
    return proofs_in(rulebook(programme), documents);
}

// An order stands on the papers that it handed in last: what it handed in before is free again,
// and all of it once the order is rejected or voided.
void UseCases::settle_proofs_of(ProgrammeId programme, OrderId order) {
    std::vector<std::string> kept;
    std::vector<std::string> free;
    sort_proofs_of(programme, order, kept, free);
    const auto settle = [&](Command command) {
        const auto settled = handle_once(registry, internal(std::move(command)));
        check(settled && settled->answer, "the registry settles what orders stand on");
    };
    if (!kept.empty()) settle(ReserveInvoices{programme, order, std::move(kept)});
    if (!free.empty()) settle(ReleaseInvoices{programme, order, std::move(free)});
}

// Only those of which the registry does not know it yet.
void UseCases::sort_proofs_of(ProgrammeId programme, OrderId order, std::vector<std::string>& kept,
                              std::vector<std::string>& free) {
    WorkingSet tables;
    Keys keys;
    keys.add<Order>(order);
    keys.add<Redemption>(order);
    store_.read(programme)->load(keys, tables);
    const Order* known = tables.find<Order>(order);
    const Redemption* redemption = tables.find<Redemption>(order);
    if (!known || !redemption) return;
    const bool ended =
        known->status == OrderStatus::rejected || known->status == OrderStatus::voided;
    if (!ended && !planted(41)) kept = proofs(programme, redemption->submissions.back().documents);
    for (const Submission& submission : redemption->submissions) {
        for (std::string& proof : proofs(programme, submission.documents)) {
            if (std::ranges::find(kept, proof) == kept.end()) free.push_back(std::move(proof));
        }
    }
    Keys uses;
    for (const std::string& proof : kept) uses.add<InvoiceUse>(proof);
    for (const std::string& proof : free) uses.add<InvoiceUse>(proof);
    store_.read(registry)->load(uses, tables);
    const auto is_ours = [&](const std::string& proof) {
        const InvoiceUse* use = tables.find<InvoiceUse>(proof);
        return use && use->programme == programme && use->order == order;
    };
    std::erase_if(kept, is_ours);
    std::erase_if(free, std::not_fn(is_ours));
}

// A stop between an act and its settling: a process leaves no more than its last round behind,
// while others may have gone on.
void UseCases::settle_latest_proofs(ProgrammeId programme) {
    WorkingSet tables;
    {
        const auto reader = store_.read(programme);
        Keys keys;
        const std::int64_t end = reader->tail().next_seq;
        std::int64_t from = std::max<std::int64_t>(1, end - looked_at_again_at_a_start);
        for (; from < end; from += entries_at_once) {
            for (const LogEntry& entry : reader->log(from, entries_at_once)) {
                for (const Subject& subject : entry.subjects) {
                    if (subject.entity != Entity<Order>::name) continue;
                    keys.add<Redemption>(OrderId{subject.id});
                }
            }
        }
        reader->load(keys, tables);
    }
    for (const auto& [order, redemption] : tables.shelf<Redemption>().rows) {
        settle_proofs_of(programme, order);
    }
}

// A stop between a reservation and its redemption leaves numbers that no submission names. Another
// process may be between the two right now, but not for an hour. What an earlier start has looked
// at is settled.
void UseCases::release_unused_proofs(ProgrammeId programme) {
    using enum Filter::Comparison;
    const std::string mark = "invoices_looked_at_until_" + std::to_string(programme.value);
    const Instant old = plus_seconds(clock_.now(), -redemption_takes_at_most_s);
    const std::int64_t looked_at = store_.setting(mark, 0);
    const auto rows =
        store_.read(registry)->list({.entity = std::string{Entity<InvoiceUse>::name},
                                     .where = {{"programme", equals, {Value{programme.value}}},
                                               {"reserved", at_least, {Value{looked_at}}},
                                               {"reserved", at_most, {Value{old.micros}}}},
                                     .sort = {},
                                     .after = {},
                                     .limit = 0});
    std::map<OrderId, std::set<std::string>> reserved;
    Keys keys;
    for (const Value& row : rows) {
        const auto use = decoded<InvoiceUse>(row);
        reserved[use.order].insert(use.number);
        keys.add<Redemption>(use.order);
    }
    WorkingSet tables;
    store_.read(programme)->load(keys, tables);
    for (auto& [order, unused] : reserved) {
        if (const Redemption* redemption = tables.find<Redemption>(order)) {
            for (const Submission& submission : redemption->submissions) {
                for (const std::string& proof : proofs(programme, submission.documents)) {
                    unused.erase(proof);
                }
            }
        }
        if (unused.empty()) continue;
        const auto released = handle_once(
            registry, internal(ReleaseInvoices{programme, order, {unused.begin(), unused.end()}}));
        check(released && released->answer, "a reservation can be released");
    }
    store_.put_setting(mark, std::max(looked_at, old.micros));
}

Asked UseCases::internal(Command command) const {
    const bool by_clock = may(Role::clock, act_of(command));
    return {.actor = by_clock ? the_system : the_registry,
            .command = std::move(command),
            .key = {},
            .digest = {},
            .openings = {}};
}

// ---- what an accepted command means elsewhere

void UseCases::follow_up(ProgrammeId programme, const Asked& asked, const Accepted& accepted) {
    const Command& command = asked.command;
    if (accepted.entity == Entity<Proposal>::name) return;  // nothing has happened yet
    if (programme == registry) {
        if (std::holds_alternative<RecordEnterprise>(command) ||
            std::holds_alternative<RecordProvider>(command) ||
            std::holds_alternative<RecordBan>(command)) {
            copy_to_open_programmes(asked, {});
        } else if (accepted.entity == Entity<Provider>::name) {
            copy_bank_account(PartyId{accepted.id});
        }
        return;
    }
    if (const auto* approval = std::get_if<ApproveProposal>(&command)) {
        const auto proposal = loaded<Proposal>(*store_.read(programme), approval->proposal);
        check(proposal.has_value(), "a proposal that was approved is there");
        if (proposal->act == PublishEdition::act) load_editions(programme, nullptr);
        follow_up_decision(programme, decode_command(proposal->act, proposal->command),
                           accepted.id);
        return;
    }
    follow_up_decision(programme, command, accepted.id);
}

// `id` is the answer's: of the objection or appeal that was decided.
void UseCases::follow_up_decision(ProgrammeId programme, const Command& command, std::int64_t id) {
    const auto decided = [&]<class T>(const KeyOf<T>& key) {
        const auto found = loaded<T>(*store_.read(programme), key);
        check(found.has_value(), "what was decided is there");
        return *found;
    };
    if (std::holds_alternative<DecideObjection>(command)) {
        const auto objection = decided.operator()<Objection>(ObjectionId{id});
        for (const OrderId order : objection.orders) settle_proofs_of(programme, order);
    } else if (std::holds_alternative<DecideAppeal>(command)) {
        const auto appeal = decided.operator()<Appeal>(AppealId{id});
        if (appeal.order) settle_proofs_of(programme, appeal.order);
        if (appeal.sanction) spread_standing(programme, appeal.by);
    } else if (const auto* review = std::get_if<Review>(&command)) {
        settle_proofs_of(programme, review->order);
    } else if (const auto* voided = std::get_if<VoidOrder>(&command)) {
        settle_proofs_of(programme, voided->order);
    } else if (const auto* sanction = std::get_if<ImposeSanction>(&command)) {
        for (const OrderId order : sanction->orders) settle_proofs_of(programme, order);
        spread_standing(programme, sanction->party);
    } else if (const auto* lifting = std::get_if<LiftSanction>(&command)) {
        spread_standing(programme, lifting->party);
    }
}

// A ban of one year stops a claim of another: to the registry, and from there to every open
// programme. Whoever decides on the same party meanwhile spreads what was decided then; so the ban
// is read again after it was spread, and spread again if it is another one.
void UseCases::spread_standing(ProgrammeId from, PartyId party) {
    if (!party || planted(49)) return;
    std::optional<Ban> spread;
    while (true) {
        WorkingSet tables;
        Keys keys;
        keys.add<Enterprise>(party);
        keys.add<Provider>(party);
        store_.read(from)->load(keys, tables);
        const Enterprise* enterprise = tables.find<Enterprise>(party);
        const Provider* provider = tables.find<Provider>(party);
        if (!enterprise && !provider) return;
        const Standing& standing = enterprise ? enterprise->standing : provider->standing;
        const Ban ban = standing.ban_from(from);
        if (spread == ban) return;
        const Asked asked = internal(RecordBan{party, ban});
        const auto recorded = handle_once(registry, asked);
        check(recorded && recorded->answer, "the registry records every ban");
        copy_to_open_programmes(asked, from);
        spread = ban;
    }
}

// A refusal is no fault here: a provider whom a programme does not know has no account to set.
void UseCases::copy_into(ProgrammeId programme, Asked asked) {
    const Outcome copied = handle_once(programme, std::move(asked));
    check(copied.has_value(), "a copy has no idempotency key");
}

void UseCases::copy_to_open_programmes(const Asked& asked, ProgrammeId except) {
    for (const ProgrammeId id : programmes()) {
        if (id == except) continue;
        Asked copy = asked;
        copy.key.clear();
        copy_into(id, std::move(copy));
    }
}

namespace {

RecordEnterprise record_of(const Enterprise& e) {
    return {e.id,           e.name,    e.uscc,   e.registered_in, e.legal_form,
            e.legal_person, e.honours, e.credit, e.source};
}

RecordProvider record_of(const Provider& p) {
    return {p.id,
            p.name,
            p.uscc,
            p.registered_in,
            p.founded,
            p.credit,
            p.qualifications,
            p.contracts_last_year,
            p.revenue_last_year,
            p.equipment_sets,
            p.approved,
            p.source};
}

}  // namespace

namespace {

constexpr std::int64_t parties_at_once = 500;

// How far the registry's log had been copied when a programme was last compared with it.
std::string copied_mark(ProgrammeId programme) {
    return "registry_copied_to_" + std::to_string(programme.value);
}

// The registry's parties of one kind, some at a time: those that its log names from `from` on, or
// all of them when that is nothing.
template <class Party>
class Parties {
public:
    Parties(Store& store, std::int64_t from) : store_{store}, all_{from == 0} {
        while (from > 0) from = collect(from);
    }

    std::vector<Party> next() { return all_ ? next_of_all() : next_of_those(); }

private:
    // Where to go on; nothing after the end of the log.
    std::int64_t collect(std::int64_t from) {
        const auto entries = store_.read(registry)->log(from, parties_at_once);
        for (const LogEntry& entry : entries) {
            for (const Subject& subject : entry.subjects) {
                if (subject.entity == Entity<Party>::name) those_.insert(PartyId{subject.id});
            }
        }
        return entries.empty() ? 0 : entries.back().seq + 1;
    }
    std::vector<Party> next_of_all() {
        Query query{.entity = std::string{Entity<Party>::name},
                    .where = {},
                    .sort = {},
                    .after = {},
                    .limit = parties_at_once};
        if (last_) query.after = {Value{last_.value}, last_.value};
        std::vector<Party> page;
        for (const Value& row : store_.read(registry)->list(query)) {
            last_ = page.emplace_back(decoded<Party>(row)).id;
        }
        return page;
    }
    std::vector<Party> next_of_those() {
        Keys keys;
        for (std::int64_t i = 0; i < parties_at_once && !those_.empty(); ++i) {
            keys.add<Party>(those_.extract(those_.begin()).value());
        }
        WorkingSet tables;
        store_.read(registry)->load(keys, tables);
        std::vector<Party> page;
        for (const auto& [id, party] : tables.shelf<Party>().rows) page.push_back(party);
        return page;
    }

    Store& store_;
    bool all_;
    PartyId last_;
    std::set<PartyId> those_;
};

std::set<PartyId> sanctioned_in(Store& store, ProgrammeId programme) {
    std::set<PartyId> parties;
    for (const Value& row :
         store.read(programme)->list({.entity = std::string{Entity<Sanction>::name},
                                      .where = {},
                                      .sort = {},
                                      .after = {},
                                      .limit = 0})) {
        parties.insert(decoded<Sanction>(row).party);
    }
    return parties;
}

// The ban that a programme's sanctions mean, as its own tables or the registry's have it.
Ban ban_known_in(Store& store, ProgrammeId tables_of, PartyId party, ProgrammeId imposed_by) {
    Keys keys;
    keys.add<Enterprise>(party);
    keys.add<Provider>(party);
    WorkingSet tables;
    store.read(tables_of)->load(keys, tables);
    if (const auto* enterprise = tables.find<Enterprise>(party)) {
        return enterprise->standing.ban_from(imposed_by);
    }
    const auto* provider = tables.find<Provider>(party);
    return (provider ? provider->standing : Standing{}).ban_from(imposed_by);
}

}  // namespace

// What the registry knows and a programme does not, or knows otherwise, and the other way for bans:
// after publishing, and after a stop between a commit and its copies. What was in the registry's
// log at an earlier start was copied then.
void UseCases::copy_registry_to(ProgrammeId programme) {
    if (planted(61)) return;
    const std::int64_t end = store_.read(registry)->tail().next_seq;
    copy_parties<Enterprise>(programme);
    copy_parties<Provider>(programme);
    store_.put_setting(copied_mark(programme), end);
    for (const PartyId party : sanctioned_in(store_, programme)) {
        if (ban_known_in(store_, programme, party, programme) !=
            ban_known_in(store_, registry, party, programme)) {
            spread_standing(programme, party);
        }
    }
}

template <class Party>
void UseCases::copy_parties(ProgrammeId programme) {
    Parties<Party> parties{store_, store_.setting(copied_mark(programme), 0)};
    for (auto page = parties.next(); !page.empty(); page = parties.next()) {
        Keys keys;
        for (const Party& ours : page) keys.add<Party>(ours.id);
        WorkingSet tables;
        store_.read(programme)->load(keys, tables);
        for (const Party& ours : page) {
            const Party* theirs = tables.find<Party>(ours.id);
            if (!theirs || encode(record_of(*theirs)) != encode(record_of(ours))) {
                copy_into(programme, internal(record_of(ours)));
            }
            copy_standing(programme, ours.id, ours.standing,
                          theirs ? theirs->standing : Standing{});
            if constexpr (std::same_as<Party, Provider>) {
                copy_bank_account(programme, ours, theirs);
            }
        }
    }
}

// A ban of an earlier year, before any claim of this one.
void UseCases::copy_standing(ProgrammeId programme, PartyId party, const Standing& ours,
                             const Standing& theirs) {
    std::set<ProgrammeId> origins;
    for (const Ban& ban : ours.bans) origins.insert(ban.from);
    for (const Ban& ban : theirs.bans) origins.insert(ban.from);
    origins.erase(programme);  // what it decided itself it knows best
    for (const ProgrammeId origin : origins) {
        const Ban ban = ours.ban_from(origin);
        if (ban == theirs.ban_from(origin)) continue;
        copy_into(programme, internal(RecordBan{party, ban}));
    }
}

void UseCases::copy_bank_account(ProgrammeId programme, const Provider& ours,
                                 const Provider* theirs) {
    const auto known = [](const Provider& p) {
        return encode(RecordBankAccount{p.id, p.bank_account, p.account_change});
    };
    if (!ours.bank_account || (theirs && known(*theirs) == known(ours))) return;
    copy_into(programme,
              internal(RecordBankAccount{ours.id, ours.bank_account, ours.account_change}));
}

// Of two changes at the same time the earlier may be copied last: the account is read again after
// it was copied, and copied again if it is another one.
void UseCases::copy_bank_account(PartyId party) {
    std::optional<Value> copied;
    while (true) {
        const auto ours = loaded<Provider>(*store_.read(registry), party);
        check(ours.has_value(), "a provider whose account was decided on is there");
        const RecordBankAccount account{party, ours->bank_account, ours->account_change};
        Value read = encode(account);
        if (copied == read) return;
        copy_to_open_programmes(internal(account), {});
        copied = std::move(read);
    }
}

}  // namespace zq
