// Batches and objections for the bureau; what the public reads of them is in public.cpp.
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/papers.h"
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
    static constexpr std::string_view known[] = {"format"};
    call.know_query(known);
    const auto batch = seen_or_not_found<Batch>(call, call.id<BatchId>("batch"));
    end_if_not_settled(call, batch);
    const std::string format = call.query("format").value_or("csv");
    if (format != "csv" && format != "xlsx") throw malformed("/format", "must be csv or xlsx");
    open_payout(call, batch);
    if (format == "xlsx") {
        return file_reply(call.services.press.payout_sheet(payout_list_of(call, batch)), xlsx,
                          fmt::format("payout-{}.xlsx", batch.id.value));
    }
    return file_reply(payout_file(batch), "text/csv; charset=utf-8",
                      fmt::format("payout-{}.csv", batch.id.value));
}

Reply list_objections(Call& call) {
    return list_of<Objection>(call, objections);
}

Reply show_objection(Call& call) {
    return reply_of(
        call.writer()(seen_or_not_found<Objection>(call, call.id<ObjectionId>("objection"))));
}

}  // namespace zq::http
