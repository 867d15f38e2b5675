// What goes on beside the acts: uploads come, sweeps go over them, staff read what is of others,
// and administrators try what is not theirs.
#include "app/reading_room.h"
#include "base/digest.h"
#include "run.h"

#include <algorithm>

namespace zq::sim {

namespace {

std::string some_bytes(Dice& dice) {
    std::string bytes = "%PDF paper " + std::to_string(dice.below(30));
    const std::int64_t kind = dice.below(100);
    if (kind < 10) bytes += " with a virus";
    if (kind >= 10 && kind < 15) bytes += ", locked";
    if (kind == 15) bytes = "GIF" + bytes;
    return bytes;
}

Actor somebody_of_staff(const Staff& staff, Dice& dice) {
    const std::vector<Actor> all{
        staff.reviewer,      staff.reviewer, staff.other_reviewer, staff.officer, staff.officer,
        staff.other_officer, staff.maker,    staff.approver,       staff.expert,  staff.platform,
        staff.auditor,       staff.system,   staff.audit,          staff.security};
    return dice.pick(all);
}

bool is_administrator(Role role) {
    return role == Role::system_administrator || role == Role::audit_administrator ||
           role == Role::security_administrator;
}

}  // namespace

void Run::at_the_desk(Dice& dice, int nth) {
    const std::int64_t kind = dice.below(100);
    if (kind < 40) {
        upload(dice);
    } else if (kind < 52) {
        sweep(some_process(dice), dice);
    } else if (kind < 80) {
        read_paper(dice);
    } else if (kind < 86) {
        take_papers_of_an_order(dice);
    } else if (kind < 94) {
        read_contact(dice);
    } else {
        overreach(dice, nth);
    }
}

// Until it has happened or the world refuses it; a client that hears nothing may ask again.
template <class Act>
auto Run::with_faults(Process& process, Dice& dice, Act&& act) -> std::optional<decltype(act())> {
    const std::int64_t fault = dice.below(100);
    const std::int64_t at = dice.between(1, 8);
    if (fault < 20) process.store.plan(FaultKind::crash, at);
    if (fault >= 20 && fault < 35) process.store.plan(FaultKind::fails, at);
    while (true) {
        bool is_killed = false;
        try {
            auto result = act();
            process.store.forget();
            return result;
        } catch (const Crash&) {
            tell("  the process is killed");
            is_killed = true;
        } catch (const StoreFailed&) {
            tell("  the store failed");
        } catch (const OutOfReach&) {
            tell("  shelf or scanner failed");
        }
        process.store.forget();
        if (is_killed) crash_and_start(process);
        if (dice.percent(30)) return std::nullopt;
    }
}

void Run::upload(Dice& dice) {
    const bool of_enterprise = dice.percent(10);
    const Actor sender = dice.pick(of_enterprise ? town_.enterprises : town_.providers);
    const std::string bytes = some_bytes(dice);
    Process& process = some_process(dice);
    Process& other = &process == processes_[0].get() ? *processes_[1] : *processes_[0];
    if (dice.percent(15)) {
        process.store.between_transactions([this, &other, after = dice.below(3)]() mutable {
            if (after-- == 0) sweep_once(other);
        });
    }
    TownReader reader{incoming_};
    TownShelf shelf{shelved_, incoming_, process.store};
    TownScanner scanner{incoming_, process.store};
    Intake intake{process.store.files(), shelf, reader, has_scanner_ ? &scanner : nullptr};
    const auto taken = with_faults(process, dice, [&] {
        const std::string path = "incoming/" + std::to_string(++uploads_);
        incoming_[path] = bytes;
        clock_.skew_s = process.skew_s;
        return intake.take({.path = path,
                            .digest = sha256_hex(bytes),
                            .bytes = std::ssize(bytes),
                            .owner = sender.organisation,
                            .name = "paper " + std::to_string(dice.below(3)) + ".pdf",
                            .declared = "application/pdf",
                            .at = clock_.now()});
    });
    process.store.between_transactions({});
    if (taken && *taken) {
        files_.acknowledged(**taken, bytes);
    } else if (taken) {
        files_.turned_away(taken->error(), bytes);
    }
    tell("organisation " + std::to_string(sender.organisation.value) + " uploads \"" + bytes +
         "\" -> " +
         (!taken   ? "no answer"
          : *taken ? (*taken)->digest.substr(0, 8)
                   : "turned away"));
}

void Run::sweep_once(Process& process) {
    TownShelf shelf{shelved_, incoming_, process.store};
    clock_.skew_s = process.skew_s;
    const Instant now = clock_.now();
    files_.sweep_begins(now);
    sweep_files(*process.use_cases, shelf, now);
    files_.sweep_ended(now);
}

void Run::sweep(Process& process, Dice& dice) {
    tell("unused files are swept out");
    (void)with_faults(process, dice, [&] {
        sweep_once(process);
        return true;
    });
}

// A redemption names files that are there when it comes; while it waits for its turn they may have
// been swept.
bool Run::knows_files(const Asked& asked) {
    const auto* redeem = std::get_if<Redeem>(&asked.command);
    if (!redeem) return true;
    return std::ranges::all_of(redeem->documents, [&](const Document& paper) {
        return paper.file.empty() ||
               shared_.files().find(paper.file, asked.actor.organisation).has_value();
    });
}

void Run::sweep_before_its_turn(const Asked& asked, Dice& dice) {
    const auto* redeem = std::get_if<Redeem>(&asked.command);
    if (!redeem || !dice.percent(15)) return;
    for (const Document& paper : redeem->documents) {
        const auto file = shared_.files().find(paper.file, asked.actor.organisation);
        const Instant old{file ? file->at.micros + (day_s + 60) * second : 0};
        if (!file || clock_.true_time() > old) continue;
        clock_.move_to(old);
        tell("a day later");
        sweep(some_process(dice), dice);
        return;
    }
}

// ---- the trail

void Run::read_paper(Dice& dice) {
    if (files_.named().empty()) return;
    const FileWatch::Named paper = dice.pick(files_.named());
    const Actor actor = somebody_of_staff(town_.staff, dice);
    Process& process = some_process(dice);
    std::vector<Look> before;
    Looker who;
    const auto opened = with_faults(process, dice, [&] {
        clock_.skew_s = process.skew_s;
        who = {actor, clock_.now()};
        before = TrailWatch::lines(shared_.access(), who, paper.owner.value, Seen::papers);
        return open_paper(*process.use_cases, who, paper.digest, paper.owner, "whole");
    });
    read_logs();
    const std::string what = std::string{zq::name_of(actor.role)} + " " +
                             std::to_string(actor.person.value) + " reads file " +
                             paper.digest.substr(0, 8);
    tell(what + (!opened ? " -> no answer" : *opened ? "" : " -> stays closed"));
    if (!opened) return;
    const auto lines = TrailWatch::lines(shared_.access(), who, paper.owner.value, Seen::papers);
    if (is_administrator(actor.role)) hold(Inv::administrators_keep_out, !*opened, what);
    std::set<std::tuple<ProgrammeId, std::int64_t, Case>> allowed;
    for (const auto& [programme, order, digest, owner] : files_.named()) {
        if (digest != paper.digest || owner != paper.owner) continue;
        const Book& book = audit_.book(programme);
        for (const Case under : trail_.cases_of(book, book.images.get<Order>(order), who,
                                                files_.opened_by(programme, order))) {
            allowed.emplace(programme, order.value, under);
        }
    }
    hold(Inv::reads_need_a_case, opened->has_value() != allowed.empty(),
         what + (*opened ? " without a case" : " in vain, having a case"));
    const bool told = std::ranges::any_of(lines, [&](const Look& line) {
        return line.file == paper.digest && allowed.contains({line.programme, line.id, line.under});
    });
    hold(Inv::reads_leave_a_line, *opened ? told : lines.size() == before.size(),
         what + (*opened ? " and no line tells of it" : ", which stayed closed, and left a line"));
}

OrderId Run::some_order_of(ProgrammeId programme, Dice& dice) const {
    std::vector<OrderId> all;
    for (const auto& [id, order] : audit_.book(programme).images.shelf<Order>().rows) {
        all.push_back(id);
    }
    return all.empty() ? OrderId{} : dice.pick(all);
}

void Run::take_papers_of_an_order(Dice& dice) {
    const ProgrammeId programme = dice.pick(town_.programmes);
    const OrderId order = some_order_of(programme, dice);
    if (!order) return;
    const std::vector<Actor> all{town_.staff.officer, town_.staff.other_officer,
                                 town_.staff.auditor, town_.staff.reviewer,
                                 town_.staff.system,  town_.staff.audit};
    const Actor actor = dice.pick(all);
    Process& process = some_process(dice);
    Looker who;
    std::optional<Opened> taken;
    while (!taken)
        taken = with_faults(process, dice, [&] {
            clock_.skew_s = process.skew_s;
            who = {actor, clock_.now()};
            Look look = look_of(who, Seen::papers);
            look.programme = programme;
            look.entity = "order";
            look.id = order.value;
            look.purpose = Purpose::inspection;
            look.words = "drawn";
            return take_papers(process.store, look);
        });
    const bool may = actor.role == Role::programme_officer || actor.role == Role::auditor;
    tell(std::string{zq::name_of(actor.role)} + " takes the papers of order " +
         std::to_string(order.value) + (*taken ? "" : " -> no"));
    if (*taken) trail_.taken(actor.person, programme, order, who.at);
    hold(Inv::reads_need_a_case, taken->has_value() == may,
         std::string{zq::name_of(actor.role)} + " took the papers of an order");
    if (is_administrator(actor.role)) {
        hold(Inv::administrators_keep_out, !*taken, "an administrator took papers");
    }
}

void Run::read_contact(Dice& dice) {
    const ProgrammeId programme = dice.pick(town_.programmes);
    const OrderId id = some_order_of(programme, dice);
    if (!id) return;
    const Order& order = audit_.book(programme).images.get<Order>(id);
    const Staff& staff = town_.staff;
    const std::vector<Actor> all{staff.officer, staff.reviewer, staff.auditor, staff.platform};
    const Actor actor = dice.pick(all);
    Process& process = some_process(dice);
    Looker who;
    const auto values = with_faults(process, dice, [&] {
        clock_.skew_s = process.skew_s;
        who = {actor, clock_.now()};
        Look look = look_of(who, Seen::order_contact);
        look.programme = programme;
        look.entity = "order";
        look.id = id.value;
        look.of = order.enterprise.value;
        look.purpose = Purpose::reaching_somebody;
        look.words = "a call";
        look.under = case_about(process.store, who, programme, order);
        return open_values(process.store, look, {{"/contact", order.contact.commitment}});
    });
    tell(std::string{zq::name_of(actor.role)} + " opens the contact of order " +
         std::to_string(id.value));
    if (!values || !*values) return;
    const auto lines =
        TrailWatch::lines(shared_.access(), who, order.enterprise.value, Seen::order_contact);
    const bool told = std::ranges::any_of(lines, [&](const Look& line) {
        return line.programme == programme && line.id == id.value &&
               line.purpose == Purpose::reaching_somebody;
    });
    hold(
        Inv::reads_leave_a_line, told,
        "the contact of order " + std::to_string(id.value) + " was opened and no line tells of it");
}

// An administrator tries an act of somebody else's.
void Run::overreach(Dice& dice, int nth) {
    Wish wish = People{town_, audit_, town_plan_.calm}.next(dice, clock_.true_time());
    if (std::holds_alternative<Object>(wish.command)) return;  // open to anybody
    wish.actor = dice.percent(50) ? town_.staff.system : town_.staff.audit;
    const Asked asked = asked_for(wish, "a" + std::to_string(nth), dice);
    const Outcome outcome = try_until_answered(some_process(dice), wish.programme, asked);
    hold(Inv::administrators_keep_out, outcome && !outcome->answer,
         std::string{zq::name_of(wish.actor.role)} + " did " + std::string{act_of(wish.command)});
}

}  // namespace zq::sim
