// Bodies of requests: what is no JSON is refused by the parser, and whatever is JSON becomes a
// command or a list of what is wrong with it.
#include <boost/json/parse.hpp>

#include "domain/commands.h"
#include "fuzz/fuzz.h"
#include "http/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    boost::system::error_code error;
    boost::json::parse_options options;
    options.max_depth = 16;
    const boost::json::value body =
        boost::json::parse(fuzz::text_of(data, size), error, {}, options);
    if (error || !body.is_object()) return 0;
    const auto read = [&]<class C>(C command) {
        http::Reading reading;
        http::read_fields(body.get_object(), "", command, reading);
        if (reading.issues.empty()) (void)canonical(encode(command));
    };
    read(Redeem{});
    read(SubmitProduct{});
    read(Sign{});
    read(SetBankAccount{});
    return 0;
}
