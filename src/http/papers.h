// What handlers of papers share: a file as reply, and when a batch may be paid.
#pragma once

#include "domain/payout.h"
#include "http/call.h"

namespace zq::http {

// The treasury's lists have accounts in the clear: each look leaves a trace, and whoever has no
// part in the payout gives a purpose.
void open_payout(Call& call, const Batch& batch);
// Saved under this name, which is plain ASCII.
Reply file_reply(std::string bytes, std::string media_type, const std::string& name);
inline constexpr const char* xlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
app::PayoutList payout_list_of(Call& call, const Batch& batch);
// Ends the work with a refusal unless the batch is settled or paid.
void end_if_not_settled(Call& call, const Batch& batch);

}  // namespace zq::http
