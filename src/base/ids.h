// Strong ids: a number that cannot be taken for a number of another kind.
//
// Everything that comes into being in a programme is numbered by the place of its first event in
// that programme's log, so no counter is needed and no id is random. Parties and persons are
// numbered by the registry's log in the same way.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace zq {

template <class Tag>
struct Id {
    std::int64_t value = 0;

    friend auto operator<=>(Id, Id) = default;
    explicit operator bool() const { return value != 0; }
};

using ProgrammeId = Id<struct ProgrammeTag>;  // 0 is the registry
using PartyId = Id<struct PartyTag>;  // an organisation: enterprise, provider, agency, bureau
using PersonId = Id<struct PersonTag>;
using ProductId = Id<struct ProductTag>;
using OrderId = Id<struct OrderTag>;
using BatchId = Id<struct BatchTag>;
using ObjectionId = Id<struct ObjectionTag>;
using SanctionId = Id<struct SanctionTag>;
using ProposalId = Id<struct ProposalTag>;
using SpotCheckId = Id<struct SpotCheckTag>;
using AppealId = Id<struct AppealTag>;
using EditionId = Id<struct EditionTag>;

inline constexpr ProgrammeId registry{0};

}  // namespace zq

template <class Tag>
struct std::hash<zq::Id<Tag>> {
    std::size_t operator()(zq::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
