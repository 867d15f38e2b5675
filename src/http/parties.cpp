// Enterprises and providers as a programme knows them, and an enterprise's quota of a year.
#include "domain/quota.h"

#include <charconv>

#include "http/endpoints.h"
#include "http/listing.h"
#include "http/sight.h"

namespace zq::http {

namespace {

const Listing enterprises{"enterprise",
                          {{"uscc", "uscc"},
                           {"registered_in", "registered_in"},
                           {"name", "name", ParamKind::text, Filter::Comparison::contains}},
                          {"id", "name", "uscc"}};
const Listing providers{"provider",
                        {{"uscc", "uscc"},
                         {"approved", "approved", ParamKind::truth},
                         {"name", "name", ParamKind::text, Filter::Comparison::contains}},
                        {"id", "name", "uscc"}};

int year_asked_for(const Call& call) {
    static constexpr std::string_view known[] = {"year"};
    call.know_query(known);
    const int current = year_of(call.today());
    const auto text = call.query("year");
    if (!text) return current;
    int year = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), year);
    if (error != std::errc{} || end != text->data() + text->size() || year < 2000 || year > 2199) {
        throw malformed("/year", "must be a year from 2000 to 2199");
    }
    return year;
}

template <class Party>
Reply own_party(Call& call) {
    call.know_query({});
    const auto party = call.get<Party>(call.visitor.organisation);
    return reply_of(told(call, party)).with("ETag", etag_of(party));
}

}  // namespace

Reply list_enterprises(Call& call) {
    return list_of<Enterprise>(call, enterprises);
}

Reply show_enterprise(Call& call) {
    const auto found = seen_or_not_found<Enterprise>(call, call.id<PartyId>("party"));
    return reply_of(told(call, found)).with("ETag", etag_of(found));
}

Reply show_my_enterprise(Call& call) {
    return own_party<Enterprise>(call);
}

Reply list_providers(Call& call) {
    return list_of<Provider>(call, providers);
}

Reply show_provider(Call& call) {
    const auto found = seen_or_not_found<Provider>(call, call.id<PartyId>("party"));
    return reply_of(told(call, found)).with("ETag", etag_of(found));
}

Reply show_my_provider(Call& call) {
    return own_party<Provider>(call);
}

Reply show_quota(Call& call) {
    const int year = year_asked_for(call);
    const auto enterprise = call.get<Enterprise>(call.visitor.organisation);
    const auto account =
        call.find<Account>({AccountKind::quota, enterprise.id.value, year_scope(year)});
    const Day today = call.today();
    // Of another year only what was held and used is known; its cap is the one of its last day.
    const Day day = year == year_of(today) ? today : make_day(year, 12, 31);
    const Quota quota = quota_of(call.rulebook(), enterprise, account ? &*account : nullptr, day);
    const JsonWriter write = call.writer();
    return reply_of(json::object{{"year", year},
                                 {"cap", write(quota.cap)},
                                 {"held", write(quota.held)},
                                 {"used", write(quota.used)},
                                 {"available", write(quota.available)},
                                 {"clauses", write(quota.clauses)}});
}

}  // namespace zq::http
