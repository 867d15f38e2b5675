// Sanctions, spot checks, appeals and proposals.
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/sight.h"

namespace zq::http {

namespace {

const Listing sanctions{"sanction",
                        {{"party", "party", ParamKind::number},
                         {"ground", "ground"},
                         {"lifted", "lifted", ParamKind::presence}},
                        {"id", "decided"}};
const Listing spot_checks{"spot-check", {}, {"id", "at"}};
const Listing appeals{"appeal",
                      {{"by", "by", ParamKind::number},
                       {"order", "order", ParamKind::number},
                       {"product", "product", ParamKind::number},
                       {"decided", "upheld", ParamKind::presence}},
                      {"id", "at"}};
const Listing proposals{
    "proposal", {{"act", "act"}, {"decided", "approved", ParamKind::presence}}, {"id", "at"}};

}  // namespace

Reply list_sanctions(Call& call) {
    return list_of<Sanction>(call, sanctions);
}

Reply list_spot_checks(Call& call) {
    return list_of<SpotCheck>(call, spot_checks);
}

Reply show_spot_check(Call& call) {
    return reply_of(
        call.writer()(seen_or_not_found<SpotCheck>(call, call.id<SpotCheckId>("spot_check"))));
}

Reply list_appeals(Call& call) {
    std::vector<Filter> fixed;
    if (call.is(roles::parties)) fixed.push_back(is("by", call.visitor.organisation.value));
    return list_of<Appeal>(call, appeals, std::move(fixed));
}

Reply show_appeal(Call& call) {
    return reply_of(call.writer()(seen_or_not_found<Appeal>(call, call.id<AppealId>("appeal"))));
}

Reply list_proposals(Call& call) {
    return list_of<Proposal>(call, proposals);
}

Reply show_proposal(Call& call) {
    return reply_of(told(call, seen_or_not_found<Proposal>(call, call.id<ProposalId>("proposal"))));
}

}  // namespace zq::http
