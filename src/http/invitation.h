// An invitation on its way to becoming a membership, by whatever log-in.
#pragma once

#include <functional>

#include "http/call.h"

namespace zq::http {

// By what the link says, or by its digest; throws the problem when it is over.
Invitation invitation_of(Call& call, const std::string& token);
Invitation invitation_by(Call& call, const std::string& digest);

// A new person, registered by whoever invited.
PersonId register_newcomer(Call& call, const Invitation& invitation, Personal name,
                           std::vector<PersonalOpening> openings);

// Uses the invitation up for the person that `who` finds or makes. When that is refused, the link
// holds still.
struct AcceptedInvitation {
    PersonId person;
    MembershipId membership;
};
AcceptedInvitation accept_for(Call& call, const Invitation& invitation,
                              const std::function<PersonId()>& who);

}  // namespace zq::http
