// The one table of who is shown what is personal: kind of value × relation to whom it concerns ×
// role. docs/personal-data.md shows the same rows, and a test compares them.
#pragma once

#include <span>

#include "http/call.h"

namespace zq::http {

// How the visitor stands to those whom a value concerns.
enum class Relation {
    oneself,      // the person itself
    own,          // one's own organisation
    other_party,  // the other side of an order that was accepted
    stranger,     // any other organisation
};
}  // namespace zq::http

template <>
struct zq::EnumNames<zq::http::Relation> {
    static constexpr std::pair<zq::http::Relation, std::string_view> all[] = {
        {zq::http::Relation::oneself, "oneself"},
        {zq::http::Relation::own, "own"},
        {zq::http::Relation::other_party, "other-party"},
        {zq::http::Relation::stranger, "stranger"},
    };
};

namespace zq::http {

struct PersonalRow {
    PersonalKind kind;
    Relation relation;
    Roles roles;
    Shown shown;
    bool may_open = false;  // for a purpose, one value at a time (disclosures.cpp)
};

std::span<const PersonalRow> personal_rows();
// What has no row is not shown.
Shown shown_to(PersonalKind kind, Relation relation, Role role);
bool may_open(PersonalKind kind, Relation relation, Role role);

// Whether its parties have each other's contact: they have a contract to sign.
bool is_accepted(const Order& order);
Relation relation_to(const Visitor& visitor, const Order& order);

}  // namespace zq::http
