// Use cases: what HTTP, the scenario runner and the demo call. They load, let the engine decide and
// store.
//
// Commands that come together are decided together, in one round (app/round.h); who gathers them is
// the writer (app/writer.h).
// Register facts and sanctions go to the registry first and are copied into every open programme.
#pragma once

#include "app/round.h"

namespace zq {

// Policy's time. In demo mode it is the system's plus an offset kept in the store.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() = 0;
};

// Reads an edition back that was published by an earlier start and is no longer on the disk.
using EditionReader = std::function<std::shared_ptr<const Rulebook>(const std::string& code,
                                                                    const std::string& text)>;

// What became of one of many: an outcome, or the fault that kept it from having one.
struct Attempt {
    std::optional<Outcome> outcome;
    std::exception_ptr fault;
};

class UseCases {
public:
    UseCases(Store& store, Clock& clock, EditionReader reader = {});
    ~UseCases();

    // Opens a programme with its first edition, or publishes a new one. Returns its number.
    // Another edition than the one in force waits for a second person, who approves its proposal.
    ProgrammeId publish(const std::shared_ptr<const Rulebook>& rulebook, const Actor& actor);
    const Rulebook& rulebook(ProgrammeId programme) const;  // in force now
    const Rulebook& rulebook(ProgrammeId programme, EditionId edition) const;
    std::vector<ProgrammeId> programmes() const;
    std::optional<ProgrammeId> programme(std::string_view code) const;

    // The registry's commands go to programme 0. Register facts, bank accounts and bans that the
    // registry takes are copied into every open programme; a sanction goes the other way first.
    Outcome handle(ProgrammeId programme, const Asked& asked);
    // Many at once, in their order. When the round fails, each command is tried once by itself, so
    // that a bad one harms no other; what fails then is its own fault. CommitUnknown is thrown:
    // what is stored is not known, and the process must end.
    std::vector<Attempt> handle_all(ProgrammeId programme, std::vector<Asked> asked);

    // What would become of a command if it came now. Nothing is stored, remembered or reserved.
    Outcome preview(ProgrammeId programme, Asked asked);

    // Fires every deadline that has passed, in every programme. Called by a timer, and before each
    // command.
    void fire_deadlines();
    // Posts the reminders that have come due.
    void post_reminders();

    Store& store() { return store_; }
    Clock& clock() { return clock_; }

private:
    struct Hidden;

    // One command by itself, without what follows from it elsewhere.
    Outcome handle_once(ProgrammeId programme, Asked asked);
    std::vector<Attempt> decide(ProgrammeId programme, const std::vector<Work>& works);
    void complete(ProgrammeId programme, const Work& work, const Outcome& outcome);
    void add_readings(ProgrammeId programme, const Asked& asked, std::vector<Check>& checks);
    std::optional<ReserveInvoices> proofs_for(ProgrammeId programme, const Command& command) const;
    std::vector<std::string> reused_proofs(ProgrammeId programme, const Command& command);
    void reserve_proofs(ProgrammeId programme, Work& work);
    void release_proofs(ProgrammeId programme, const Work& work);
    std::vector<std::string> proofs(ProgrammeId programme,
                                    const std::vector<Document>& documents) const;
    void settle_proofs_of(ProgrammeId programme, OrderId order);
    void sort_proofs_of(ProgrammeId programme, OrderId order, std::vector<std::string>& kept,
                        std::vector<std::string>& free);
    void settle_latest_proofs(ProgrammeId programme);
    void release_unused_proofs(ProgrammeId programme);
    Asked internal(Command command) const;
    void follow_up(ProgrammeId programme, const Asked& asked, const Accepted& accepted);
    void follow_up_decision(ProgrammeId programme, const Command& command, std::int64_t id);
    void spread_standing(ProgrammeId from, PartyId party);
    void copy_into(ProgrammeId programme, Asked asked);
    void copy_to_open_programmes(const Asked& asked, ProgrammeId except);
    void load_editions(ProgrammeId id, const std::shared_ptr<const Rulebook>& in_hand);
    void copy_registry_to(ProgrammeId programme);
    template <class Party>
    void copy_parties(ProgrammeId programme);
    void copy_standing(ProgrammeId programme, PartyId party, const Standing& ours,
                       const Standing& theirs);
    void copy_bank_account(ProgrammeId programme, const Provider& ours, const Provider* theirs);
    void copy_bank_account(PartyId party);
    bool was_proposed(ProgrammeId programme, const std::string& digest) const;
    void collect_reminders(ProgrammeId programme, const Reminder& reminder, Instant now,
                           std::vector<Message>& messages);

    Store& store_;
    Clock& clock_;
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace zq
