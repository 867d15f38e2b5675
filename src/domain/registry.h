// What spans programmes: organisations, persons, memberships and the invoices that orders stand on.
//
// The registry is the log with key 0. It holds enterprises and providers as the registers know
// them, too; programmes read only the copies that the registry sends them.
#pragma once

#include "domain/papers.h"

namespace zq {

using MembershipId = Id<struct MembershipTag>;

// One credit code is one organisation.
struct Organisation {
    PartyId id;
    std::string name;
    std::string uscc;
    std::vector<std::string>
        kinds;  // "enterprise", "provider", "review-agency", "bureau", "platform"

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("kinds", self.kinds);
    }
};

// How a person logs in is no fact of the log: credentials lie in a table of their own.
struct Person {
    PersonId id;
    Personal name;
    bool active = false;

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("name", self.name);
        visit("active", self.active);
    }
};

struct Membership {
    MembershipId id;
    PersonId person;
    PartyId organisation;
    Role role = Role::public_visitor;
    bool active = false;
    std::optional<Instant> until;  // emergency access, which ends by itself (Z-028)
    std::string reason;            // of emergency access

    bool holds_at(Instant now) const { return active && (!until || now <= *until); }

    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("person", self.person);
        visit("organisation", self.organisation);
        visit("role", self.role);
        visit("active", self.active);
        visit("until", self.until);
        visit("reason", self.reason);
    }
};
inline constexpr std::int64_t longest_emergency_s = 24 * 3600;

// An invoice number, folded, and the one order it supports (B23-117, B25-145).
struct InvoiceUse {
    std::string number;  // folded; of a file "file:<SHA-256>"
    ProgrammeId programme;
    OrderId order;
    Instant reserved;

    static void fields(auto& self, auto&& visit) {
        visit("number", self.number);
        visit("programme", self.programme);
        visit("order", self.order);
        visit("reserved", self.reserved);
    }
};

struct RegisterOrganisation {
    static constexpr std::string_view act = "register-organisation";
    std::string name;
    std::string uscc;
    std::vector<std::string> kinds;

    static void fields(auto& self, auto&& visit) {
        visit("name", self.name);
        visit("uscc", self.uscc);
        visit("kinds", self.kinds);
    }
};

struct RegisterPerson {
    static constexpr std::string_view act = "register-person";
    Personal name;
    static void fields(auto& self, auto&& visit) { visit("name", self.name); }
};

// A person gives its own name anew; the opening of the old one is erased.
struct CorrectPerson {
    static constexpr std::string_view act = "correct-person";
    PersonId person;
    Personal name;

    static void fields(auto& self, auto&& visit) {
        visit("person", self.person);
        visit("name", self.name);
    }
};

struct GrantMembership {
    static constexpr std::string_view act = "grant-membership";
    PersonId person;
    PartyId organisation;
    Role role = Role::public_visitor;
    std::optional<Instant> until;  // for an emergency, with its reason
    std::string reason;

    static void fields(auto& self, auto&& visit) {
        visit("person", self.person);
        visit("organisation", self.organisation);
        visit("role", self.role);
        visit("until", self.until);
        visit("reason", self.reason);
    }
};

struct RevokeMembership {
    static constexpr std::string_view act = "revoke-membership";
    MembershipId membership;
    static void fields(auto& self, auto&& visit) { visit("membership", self.membership); }
};

struct ReserveInvoices {
    static constexpr std::string_view act = "reserve-invoices";
    ProgrammeId programme;
    OrderId order;
    std::vector<std::string> numbers;  // folded

    static void fields(auto& self, auto&& visit) {
        visit("programme", self.programme);
        visit("order", self.order);
        visit("numbers", self.numbers);
    }
};

struct ReleaseInvoices {
    static constexpr std::string_view act = "release-invoices";
    ProgrammeId programme;
    OrderId order;
    std::vector<std::string> numbers;  // those of them that stand on this order are freed

    static void fields(auto& self, auto&& visit) {
        visit("programme", self.programme);
        visit("order", self.order);
        visit("numbers", self.numbers);
    }
};

}  // namespace zq
