// The registry's own acts: organisations, persons, memberships, invoice numbers.
#include "base/credit_code.h"
#include "base/planted.h"
#include "domain/acts.h"
#include "engine/deciding.h"

namespace zq {

Decided<Done> Deciding::decide(const RegisterOrganisation& command) {
    const auto code = parse_credit_code(command.uscc);
    if (!code) return invalid("uscc", Facts{{"uscc", command.uscc}});
    if (trimmed(command.name).empty()) return invalid("name", Facts{{"name", command.name}});
    // One credit code is one organisation: registering it again adds kinds.
    const auto known = all<Organisation>([&](const Organisation& o) { return o.uscc == *code; });
    const bool is_new = known.empty() || planted(14);
    Organisation organisation = is_new ? Organisation{} : known.front();
    if (is_new) organisation.id = PartyId{seq_};
    organisation.name = command.name;
    organisation.uscc = *code;
    for (const std::string& kind : command.kinds) {
        if (std::ranges::find(organisation.kinds, kind) == organisation.kinds.end()) {
            organisation.kinds.push_back(kind);
        }
    }
    const std::int64_t id = organisation.id.value;
    put(std::move(organisation));
    return Done{"organisation", id, {}};
}

Decided<Done> Deciding::decide(const RegisterPerson& command) {
    put(Person{.id = PersonId{seq_}, .name = command.name, .active = true});
    return Done{"person", seq_, {}};
}

Decided<Done> Deciding::decide(const CorrectPerson& command) {
    auto person = required<Person>(command.person);
    if (!person) return Unexpected{person.error()};
    if (actor_.person != person->id) return not_yours();
    person->name = command.name;
    put(*person);
    return Done{"person", person->id.value, {}};
}

namespace {

bool is_owner(Role role) {
    return role == Role::enterprise_owner || role == Role::provider_owner;
}

}  // namespace

// Owners let people into their own organisation, and nobody gives himself a role.
Decided<std::monostate> Deciding::check_grant(const GrantMembership& command) {
    const auto& [person, organisation, role, until, reason] = command;
    const bool elsewhere = is_owner(actor_.role) && organisation != actor_.organisation;
    if (!may_grant(actor_.role, role) || elsewhere) {
        return refuse(Code::role_excluded, house::duties,
                      Facts{{"role", name_of(role)}, {"by", name_of(actor_.role)}}, {"role"});
    }
    if (actor_.person && person == actor_.person) {
        return refuse(Code::second_person_needed, house::duties, Facts{{"role", name_of(role)}},
                      {"person"});
    }
    if (auto no = check_emergency(command)) return Unexpected{*no};
    const auto held = all<Membership>([&](const Membership& m) {
        return m.person == command.person && m.holds_at(at_) &&
               (command.until || m.until ? exclude_in_emergency(m.role, command.role)
                                         : exclude(m.role, command.role));
    });
    if (!held.empty()) {
        return refuse(Code::role_excluded, house::duties, Facts{{"role", name_of(role)}}, {"role"});
    }
    return std::monostate{};
}

// Only staff are lent a role, for a day at most, and never without a reason (Z-028).
std::optional<Refusal> Deciding::check_emergency(const GrantMembership& command) const {
    const std::string_view reason = trimmed(command.reason);
    if (!command.until) {
        if (reason.empty()) return std::nullopt;
        return invalid("reason", Facts{{"missing", "until"}}).error();
    }
    const Instant latest{at_.micros + longest_emergency_s * Instant::second};
    const auto wrong = [&](const char* field, Facts facts) {
        return refuse(Code::invalid_value, house::emergency, std::move(facts), {field}).error();
    };
    if (actor_.role != Role::security_administrator) {
        return refuse(Code::role_excluded, house::emergency,
                      Facts{{"role", name_of(command.role)}, {"by", name_of(actor_.role)}})
            .error();
    }
    if (*command.until <= at_ || latest < *command.until) {
        return wrong("until", Facts{{"until", command.until->micros}, {"latest", latest.micros}});
    }
    if (reason.empty()) return wrong("reason", Facts{{"missing", "reason"}});
    return std::nullopt;
}

Decided<Done> Deciding::decide(const GrantMembership& command) {
    if (const auto person = required<Person>(command.person); !person) {
        return Unexpected{person.error()};
    }
    if (const auto organisation = required<Organisation>(command.organisation); !organisation) {
        return Unexpected{organisation.error()};
    }
    const auto granted = check_grant(command);
    if (!granted) return Unexpected{granted.error()};
    put(Membership{.id = MembershipId{seq_},
                   .person = command.person,
                   .organisation = command.organisation,
                   .role = command.role,
                   .active = true,
                   .until = command.until,
                   .reason = std::string{trimmed(command.reason)}});
    return Done{"membership", seq_, {}};
}

Decided<Done> Deciding::decide(const RevokeMembership& command) {
    auto membership = required<Membership>(command.membership);
    if (!membership) return Unexpected{membership.error()};
    const bool own = membership->organisation == actor_.organisation;
    if (!may_grant(actor_.role, membership->role) || (is_owner(actor_.role) && !own)) {
        return refuse(Code::role_excluded, house::duties,
                      Facts{{"role", name_of(membership->role)}, {"by", name_of(actor_.role)}});
    }
    if (actor_.person && membership->person == actor_.person) {
        return refuse(Code::second_person_needed, house::duties,
                      Facts{{"role", name_of(membership->role)}});
    }
    if (!membership->active) return wrong_state("revoked");
    membership->active = false;
    put(*membership);
    return Done{"membership", membership->id.value, {}};
}

// A number that another live order stands on is named in the outcome; the others are reserved.
Decided<Done> Deciding::decide(const ReserveInvoices& command) {
    Value::List taken;
    Value::List reserved;
    for (const std::string& number : command.numbers) {
        const InvoiceUse* known = find<InvoiceUse>(number);
        const bool free = !known || !known->order || planted(40) ||
                          (known->programme == command.programme && known->order == command.order);
        if (!free) {
            taken.emplace_back(number);
            continue;
        }
        if (known && known->order) continue;  // reserved by an earlier submission of this order
        put(InvoiceUse{.number = number,
                       .programme = command.programme,
                       .order = command.order,
                       .reserved = at_});
        reserved.emplace_back(number);
    }
    Facts outcome;
    if (!reserved.empty()) outcome.emplace("reserved", std::move(reserved));
    if (!taken.empty()) outcome.emplace("taken", std::move(taken));
    return Done{"invoice-use", 0, std::move(outcome)};
}

Decided<Done> Deciding::decide(const ReleaseInvoices& command) {
    for (const std::string& number : command.numbers) {
        const InvoiceUse* known = find<InvoiceUse>(number);
        if (!known || known->programme != command.programme || known->order != command.order)
            continue;
        put(InvoiceUse{.number = number, .programme = {}, .order = {}, .reserved = {}});
    }
    return Done{"invoice-use", 0, {}};
}

}  // namespace zq
