// Commands over HTTP: the body becomes a command of the domain, the answer the image its event
// left.
//
// The answer is read from the log, not from the tables: the same key gets the same answer for good.
#pragma once

#include "http/call.h"
#include "http/router.h"

namespace zq::http {

// Whatever is wrong goes into `reading`.
void prepare_application(Call& call, Application& application, Reading& reading,
                         Prepared& prepared);
void prepare(Call& call, Claim& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, RenameProduct& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, AmendContract& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, Redeem& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, LiftSanction& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, DecideAppeal& command, Reading& reading, Prepared& prepared);
void prepare(Call& call, Object& command, Reading& reading, Prepared& prepared);
inline void prepare(Call&, auto&, Reading&, Prepared&) {}

ReadyCommand ready_command(Call& call, Command command, const Reading& reading, Prepared prepared);

// What the visitor is told of the outcome. Throws the problem when the answer is no.
Reply reply_to(Call& call, const Outcome& outcome, const Prepared& prepared);

// The image of an entity as the visitor may see it; null when it may not.
json::value seen(Call& call, std::string_view entity, const Value& row);

// Ids that the path names, into the fields of the same name.
template <class C>
std::vector<std::string_view> set_from_path(Call& call, C& command) {
    std::vector<std::string_view> given{not_in_body<C>.begin(), not_in_body<C>.end()};
    C::fields(command, [&]<class F>(std::string_view name, F& field) {
        if constexpr (detail::is_id<F>) {
            if (!call.has_param(name)) return;
            field = call.id<F>(name);
            given.push_back(name);
        }
    });
    return given;
}

template <class C>
ReadyCommand prepared(Call& call) {
    C command{};
    Reading reading;
    Prepared beside;
    const json::object body = call.body();
    const std::vector<std::string_view> given = set_from_path(call, command);
    read_fields(body, "", command, reading, given);
    Call::end_if_wrong(reading);
    if constexpr (std::derived_from<C, Application>) {
        prepare_application(call, command, reading, beside);
    } else {
        prepare(call, command, reading, beside);
    }
    return ready_command(call, std::move(command), reading, std::move(beside));
}

}  // namespace zq::http
