// Enterprises and providers as a programme knows them: a copy of the registry's facts, each with
// source and time, and what the enterprise declared when it was certified.
//
// Place, legal form, honours and credit come from registers only, never from the party itself.
#pragma once

#include "base/clause.h"
#include "domain/terms.h"

namespace zq {

// Where a fact comes from and the day it was true.
struct Source {
    std::string name;
    std::optional<Day> as_of;

    static void fields(auto& self, auto&& visit) {
        visit("name", self.name);
        visit("as_of", self.as_of);
    }
};

// What one programme's sanctions come to. `until` is the last day; 2025 also knows a ban for good
// (B25-247). `from` is the programme that sanctioned, 0 for what the registry was told directly.
struct Ban {
    ProgrammeId from;
    std::optional<Day> until;
    bool permanent = false;
    Clauses clauses;

    bool bars() const { return permanent || until; }
    friend bool operator==(const Ban&, const Ban&) = default;

    static void fields(auto& self, auto&& visit) {
        visit("from", self.from);
        visit("until", self.until);
        visit("permanent", self.permanent);
        visit("clauses", self.clauses);
    }
};

// Whether a party is barred here: the longest of all bans, whichever programme they come from.
// Lifting one leaves the others.
struct Standing {
    std::optional<Day> until;
    bool permanent = false;
    Clauses clauses;        // what a refusal on its account cites
    std::vector<Ban> bans;  // one for each programme that bars the party

    bool barred_on(Day day) const { return permanent || (until && day <= *until); }
    Ban ban_from(ProgrammeId programme) const;  // one that does not bar, where there is none
    // Puts `ban` in the place of what its programme said before.
    void set(const Ban& ban);

    static void fields(auto& self, auto&& visit) {
        visit("until", self.until);
        visit("permanent", self.permanent);
        visit("clauses", self.clauses);
        visit("bans", self.bans);
    }
};

struct Credit {
    bool negative = false;                // ordinary items: block nothing
    std::optional<Day> serious_negative;  // day of the latest serious record
    bool judgment_debtor = false;

    static void fields(auto& self, auto&& visit) {
        visit("negative", self.negative);
        visit("serious_negative", self.serious_negative);
        visit("judgment_debtor", self.judgment_debtor);
    }
};

// What the enterprise declares for its size (B23-005, B25-065).
struct Declaration {
    std::string industry;                       // GB/T 4754-2017, "I6513"
    std::optional<BasisPoints> industry_share;  // none: the code stands in the statistics report
    std::int64_t staff = 0;
    Money revenue;
    Money assets;

    static void fields(auto& self, auto&& visit) {
        visit("industry", self.industry);
        visit("industry_share", self.industry_share);
        visit("staff", self.staff);
        visit("revenue", self.revenue);
        visit("assets", self.assets);
    }
};

// A size class and why: the row of the standard, the measures that decided, how far the next class
// is.
struct SizeFinding {
    SizeClass size = SizeClass::micro;
    std::string industry_class;       // row of the standard, "software"
    std::vector<std::string> met;     // bounds that hold, "staff >= 10"
    std::vector<std::string> missed;  // bounds of the next class up that do not hold
    Instant at;

    static void fields(auto& self, auto&& visit) {
        visit("size", self.size);
        visit("industry_class", self.industry_class);
        visit("met", self.met);
        visit("missed", self.missed);
        visit("at", self.at);
    }
};

struct Certification {
    Declaration declared;
    SizeFinding finding;

    static void fields(auto& self, auto&& visit) {
        visit("declared", self.declared);
        visit("finding", self.finding);
    }
};

struct Enterprise {
    PartyId id;
    std::string name;
    std::string uscc;
    std::string registered_in;  // division code, "110108"
    std::string legal_form;     // "company"
    bool legal_person = false;
    std::vector<std::string> honours;
    Credit credit;
    Source source;
    Standing standing;
    std::vector<Certification> certifications;  // the last one counts; the others are its history

    const Certification* certified() const {
        return certifications.empty() ? nullptr : &certifications.back();
    }

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("registered_in", self.registered_in);
        visit("legal_form", self.legal_form);
        visit("legal_person", self.legal_person);
        visit("honours", self.honours);
        visit("credit", self.credit);
        visit("source", self.source);
        visit("standing", self.standing);
        visit("certifications", self.certifications);
    }
};

struct BankAccount {
    std::string bank;
    std::string number;
    std::string holder;  // the provider's name

    static void fields(auto& self, auto&& visit) {
        visit("bank", self.bank);
        visit("number", self.number);
        visit("holder", self.holder);
    }
};

// Another account than the one that is paid to: asked for by one person, confirmed by a second, in
// force after days in which whoever was robbed can speak up (Z-027).
struct AccountChange {
    std::int64_t id = 0;  // the place in the registry's log at which it was asked for
    BankAccount account;
    PersonId asked_by;
    Instant asked;
    PersonId confirmed_by;        // nobody yet: it waits for a second person
    std::optional<Instant> from;  // in force from then on

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("account", self.account);
        visit("asked_by", self.asked_by);
        visit("asked", self.asked);
        visit("confirmed_by", self.confirmed_by);
        visit("from", self.from);
    }
};
inline constexpr std::int64_t account_cooling_days = 10;

struct Provider {
    PartyId id;
    std::string name;
    std::string uscc;
    std::string registered_in;
    std::optional<Day> founded;
    Credit credit;
    std::vector<std::string> qualifications;
    std::int64_t contracts_last_year = 0;
    Money revenue_last_year;
    std::int64_t equipment_sets = 0;
    bool approved = false;  // meets the platform's conditions for partners (B23-041)
    Source source;
    Standing standing;
    std::optional<BankAccount> bank_account;
    std::optional<AccountChange> account_change;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("registered_in", self.registered_in);
        visit("founded", self.founded);
        visit("credit", self.credit);
        visit("qualifications", self.qualifications);
        visit("contracts_last_year", self.contracts_last_year);
        visit("revenue_last_year", self.revenue_last_year);
        visit("equipment_sets", self.equipment_sets);
        visit("approved", self.approved);
        visit("source", self.source);
        visit("standing", self.standing);
        visit("bank_account", self.bank_account);
        visit("account_change", self.account_change);
    }
};

// The account that is paid to at `at`; null when there is none.
const BankAccount* account_at(const Provider& provider, Instant at);
// Makes a change that is in force at `at` the account, and forgets it as a change.
void settle_account(Provider& provider, Instant at);

}  // namespace zq
