// Batches and objections for the bureau; what the public reads of them is in public.cpp.
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/sight.h"

namespace zq::http {

namespace {

const Listing batches{"batch", {{"status", "status"}}, {"id", "made", "status"}};
const Listing objections{"objection",
                         {{"product", "product", ParamKind::number},
                          {"batch", "batch", ParamKind::number},
                          {"decided", "upheld", ParamKind::presence}},
                         {"id", "at"}};

}  // namespace

Reply list_batches(Call& call) {
    return list_of<Batch>(call, batches);
}

Reply show_batch(Call& call) {
    const auto batch = seen_or_not_found<Batch>(call, call.id<BatchId>("batch"));
    return reply_of(call.writer()(batch)).with("ETag", etag_of(batch));
}

// The very bytes whose digest the batch keeps; before the notice is over there are none.
Reply download_payout_file(Call& call) {
    call.know_query({});
    const auto batch = seen_or_not_found<Batch>(call, call.id<BatchId>("batch"));
    if (batch.status != BatchStatus::settled && batch.status != BatchStatus::paid) {
        const Refusal refusal{Code::wrong_state, house::wrong_state,
                              Facts{{"status", name_of(batch.status)}}};
        throw problem_of(refusal, &call.rulebook(), call.in_chinese());
    }
    Reply reply;
    reply.media_type = "text/csv; charset=utf-8";
    reply.body = payout_file(batch);
    return reply.with("Content-Disposition",
                      fmt::format("attachment; filename=payout-{}.csv", batch.id.value));
}

Reply list_objections(Call& call) {
    return list_of<Objection>(call, objections);
}

Reply show_objection(Call& call) {
    return reply_of(
        call.writer()(seen_or_not_found<Objection>(call, call.id<ObjectionId>("objection"))));
}

}  // namespace zq::http
