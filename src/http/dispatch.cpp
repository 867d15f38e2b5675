// The order of the checks is part of the contract: address, origin, login, role, key, then the
// handler.
#include "http/dispatch.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "http/keys.h"
#include "http/log_line.h"
#include "http/metrics.h"
#include "http/routes.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// A browser names the page that sends; another site's page may not act here.
void refuse_other_origins(const Incoming& incoming) {
    const std::string site = incoming.header("sec-fetch-site");
    if (site == "cross-site") throw wrong_origin();
    const std::string origin = incoming.header("origin");
    if (origin.empty()) return;
    const auto scheme = origin.find("://");
    if (scheme == std::string::npos || origin.substr(scheme + 3) != incoming.header("host")) {
        throw wrong_origin();
    }
}

void check_media_type(const Incoming& incoming, Body body) {
    std::string type = incoming.header("content-type");
    type = type.substr(0, type.find(';'));
    if (body == Body::json && !incoming.body.empty() && type != "application/json") {
        throw wrong_media_type("Send application/json.");
    }
    if (body == Body::csv && type != "text/csv") throw wrong_media_type("Send text/csv.");
}

// HEAD is GET whose body is not sent.
std::string_view method_of(const Incoming& incoming) {
    return incoming.method == "HEAD" ? "GET" : std::string_view{incoming.method};
}

bool changes_something(const Incoming& incoming) {
    return incoming.method != "GET" && incoming.method != "HEAD";
}

struct Measured {
    const Incoming& incoming;
    std::string operation = "none";
    Visitor visitor;
    std::string code;
};

}  // namespace

Dispatcher::Admission Dispatcher::admission(const Incoming& incoming) const {
    const Match found = match(routes(), method_of(incoming), incoming.segments);
    if (!found.route) return {};
    switch (found.route->body) {
        case Body::none: return {};
        case Body::json: return {Body::json, services_.settings.json_bytes_max};
        case Body::csv: return {Body::csv, services_.settings.csv_bytes_max};
        case Body::file: return {Body::file, services_.settings.file_bytes_max};
    }
    return {};
}

Reply Dispatcher::handled(Call& call) {
    if (changes_something(call.incoming)) refuse_other_origins(call.incoming);
    call.visitor = visitor_of(call.services, call.incoming);
    if (!call.route.roles.has(Role::public_visitor)) {
        if (!call.visitor.logged_in()) throw not_logged_in();
        if (!call.route.roles.has(call.visitor.role)) throw wrong_role();
    }
    check_media_type(call.incoming, call.route.body);
    if (call.incoming.method != "POST") return call.route.handler(call);
    return with_key(call);
}

Reply Dispatcher::answer(Incoming incoming) {
    const Instant began = services_.system_clock.now();
    Measured measured{.incoming = incoming, .visitor = {}, .code = {}};
    const auto refused = [&](const Problem& problem) {
        measured.code = problem.code;
        services_.metrics.refused(problem.code);
        return answer(problem, incoming.request_id);
    };
    Reply reply;
    try {
        Match found = match(routes(), method_of(incoming), incoming.segments);
        if (!found.route) {
            throw found.allow.empty() ? not_found() : method_not_allowed(std::move(found.allow));
        }
        measured.operation = found.route->operation;
        Call call{services_, incoming, *found.route, {}, std::move(found.params)};
        const auto keep_visitor = [&] { measured.visitor = call.visitor; };
        try {
            reply = handled(call);
        } catch (...) {
            keep_visitor();
            throw;
        }
        keep_visitor();
        finish(reply, incoming.request_id);
    } catch (const Problem& problem) {
        reply = refused(problem);
    } catch (const CommitUnknown& fault) {
        // What is stored is not known to this process; the next one reads it.
        spdlog::critical(log_line({{"event", "commit-unknown"}, {"what", fault.what()}}));
        std::_Exit(70);
    } catch (const std::exception& fault) {
        spdlog::error(log_line({{"event", "fault"},
                                {"request_id", incoming.request_id},
                                {"operation", measured.operation},
                                {"what", fault.what()}}));
        reply = refused(failed());
    }
    if (incoming.upload) {
        std::error_code ignored;  // kept uploads were renamed
        std::filesystem::remove(incoming.upload->path, ignored);
    }
    const std::int64_t micros = services_.system_clock.now().micros - began.micros;
    services_.metrics.answered(measured.operation, reply.status, micros);
    spdlog::info(log_line({{"event", "request"},
                           {"request_id", incoming.request_id},
                           {"method", incoming.method},
                           {"operation", measured.operation},
                           {"status", std::to_string(reply.status)},
                           {"code", measured.code},
                           {"micros", std::to_string(micros)},
                           {"person", std::to_string(measured.visitor.person.value)},
                           {"organisation", std::to_string(measured.visitor.organisation.value)},
                           {"role", std::string{name_of(measured.visitor.role)}},
                           {"peer", incoming.peer}}));
    return reply;
}

Reply Dispatcher::answer(const Problem& problem, const std::string& request_id) const {
    Reply reply;
    reply.status = problem.status;
    reply.media_type = "application/problem+json";
    reply.body = body_of(problem, request_id);
    if (problem.retry_after_s > 0) reply.with("Retry-After", std::to_string(problem.retry_after_s));
    if (!problem.allow.empty()) {
        std::string all;
        for (const std::string& method : problem.allow) all += (all.empty() ? "" : ", ") + method;
        reply.with("Allow", all);
    }
    finish(reply, request_id);
    return reply;
}

void Dispatcher::finish(Reply& reply, const std::string& request_id) const {
    reply.with("X-Request-Id", request_id)
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-store")
        .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Vary", "Cookie, Accept-Language");
    if (services_.settings.behind_tls) {
        reply.with("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    }
}

}  // namespace zq::http
