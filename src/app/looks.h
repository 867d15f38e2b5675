// The access trail: who looked at what is personal or confidential of somebody else, as what, for
// which purpose, from which case, and when.
//
// It is written here and nowhere else, ages (app/ages.h), and is no fold of the log: it must be
// possible to forget it. The same look within one clock hour is one line.
#pragma once

#include <span>

#include "app/access.h"
#include "domain/cases.h"
#include "domain/personal.h"

namespace zq {

enum class Seen {
    person_name,
    order_contact,
    application_contact,
    bank_account,
    payout_file,
    papers,
    log,
    erasure,  // not a look: what was known of a person is gone
};
template <>
struct EnumNames<Seen> {
    static constexpr std::pair<Seen, std::string_view> all[] = {
        {Seen::person_name, "person-name"},
        {Seen::order_contact, "order-contact"},
        {Seen::application_contact, "application-contact"},
        {Seen::bank_account, "bank-account"},
        {Seen::payout_file, "payout-file"},
        {Seen::papers, "papers"},
        {Seen::log, "log"},
        {Seen::erasure, "erasure"},
    };
};

// The house's list of purposes; `duty` is a case and is given by nobody.
enum class Purpose {
    duty,
    taking_the_case,
    reaching_somebody,
    checking_identity,
    checking_payment,
    complaint,
    inspection,
    asked_by_law,
};
template <>
struct EnumNames<Purpose> {
    static constexpr std::pair<Purpose, std::string_view> all[] = {
        {Purpose::duty, "duty"},
        {Purpose::taking_the_case, "taking-the-case"},
        {Purpose::reaching_somebody, "reaching-somebody"},
        {Purpose::checking_identity, "checking-identity"},
        {Purpose::checking_payment, "checking-payment"},
        {Purpose::complaint, "complaint"},
        {Purpose::inspection, "inspection"},
        {Purpose::asked_by_law, "asked-by-law"},
    };
};

struct Look {
    static constexpr const char* kind = "look";
    std::string place{};  // in the trail: ascending with time
    Instant at{};
    PersonId by;
    PartyId by_organisation;
    Role role = Role::public_visitor;
    Seen what = Seen::papers;
    ProgrammeId programme{};
    std::string entity{};  // "order", "product", "person", "batch" …
    std::int64_t id = 0;
    std::string part{};   // of a paper: "whole", "page 3", "reading"
    std::string file{};   // digest
    std::int64_t of = 0;  // the organisation or person whom it concerns
    Purpose purpose = Purpose::duty;
    std::string words{};
    Case under = Case::none;
    bool refused = false;  // too many within the hour

    std::string key() const { return place; }
    std::int64_t owner() const { return of; }
    static void fields(auto& self, auto&& visit) {
        visit("place", self.place);
        visit("at", self.at);
        visit("by", self.by);
        visit("by_organisation", self.by_organisation);
        visit("role", self.role);
        visit("what", self.what);
        visit("programme", self.programme);
        visit("entity", self.entity);
        visit("id", self.id);
        visit("part", self.part);
        visit("file", self.file);
        visit("of", self.of);
        visit("purpose", self.purpose);
        visit("words", self.words);
        visit("under", self.under);
        visit("refused", self.refused);
    }
};

// Papers and clear values that one person may open within one clock hour.
inline constexpr std::int64_t openings_an_hour = 200;

// Writes the look down; false when the person has opened too much within this hour, which is
// written down as well. `opens` are looks that count; further looks at one paper count once.
bool note_look(Access& access, Look look, bool opens = true);

// Those that fit, the latest first, and where the next page begins.
struct LookQuery {
    std::optional<std::int64_t> of{};
    std::optional<PersonId> by{};
    std::optional<Seen> what{};
    std::optional<Purpose> purpose{};
    std::optional<bool> refused{};
    std::optional<Instant> since{};
    std::optional<Instant> until{};
    std::string below{};
    std::int64_t most = 50;
};
struct LookPage {
    std::vector<Look> looks;
    std::string next;
};
LookPage looks_like(Access& access, const LookQuery& query);

// A purpose that was given for all papers of one order or application holds to the end of the next
// clock hour.
inline constexpr std::int64_t taken_for_s = 3600;
void take_case(Access& access, PersonId person, ProgrammeId programme, const std::string& entity,
               std::int64_t id, Instant now);
bool has_taken(Access& access, PersonId person, ProgrammeId programme, const std::string& entity,
               std::int64_t id, Instant now);

// Kinds of records that serve the current hour only.
std::span<const char* const> look_marks();

// The first key of a record kind that is kept by time, at this moment.
std::string place_at(Instant at);

}  // namespace zq
