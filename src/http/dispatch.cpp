// The order of the checks is part of the contract: address, origin, login, role, key, then the
// handler.
#include "http/dispatch.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "http/acts.h"
#include "http/keys.h"
#include "http/limiter.h"
#include "http/log_line.h"
#include "http/metrics.h"
#include "http/pages.h"
#include "http/routes.h"
#include "http/sender.h"
#include "http/sessions.h"

namespace zq::http {

namespace {

// What stands in the head of every reply: one piece of text, as it is on the wire.
const std::string everywhere =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
const std::string tls_only = "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n";
const std::string answers =
    everywhere +
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox\r\n"
    "Vary: Cookie, Accept-Language\r\n";
const std::string answers_behind_tls = answers + tls_only;
const std::string pages =
    everywhere +
    "Content-Security-Policy: default-src 'self'; style-src 'self'; style-src-attr "
    "'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'\r\n";
const std::string pages_behind_tls = pages + tls_only;

// A browser names the page that sends; another site's page may not act here, nor one of this host
// that did not come over TLS.
void refuse_other_origins(const Settings& settings, const Incoming& incoming) {
    const std::string site = incoming.header("sec-fetch-site");
    if (site == "cross-site" || site == "same-site") throw wrong_origin();
    const std::string origin = incoming.header("origin");
    if (origin.empty()) return;
    const auto scheme = origin.find("://");
    if (scheme == std::string::npos || origin.substr(scheme + 3) != incoming.header("host")) {
        throw wrong_origin();
    }
    if (settings.behind_tls && origin.substr(0, scheme) != "https") throw wrong_origin();
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

// Asks what would become of a command, without doing it.
bool is_preview(const Incoming& incoming) {
    return incoming.header("preview") == "true";
}

constexpr std::int64_t persons_an_organisation = 3;  // that are as busy as one may be
constexpr std::int64_t visitors_an_address = 10;     // many share one

// So many requests a minute, and as many at once: claims, searches, exports, all alike.
void slow_down(Services& services, const Incoming& incoming, const Visitor& visitor) {
    const std::int64_t each = services.settings.requests_per_minute;
    if (each == 0) return;
    const Instant now = services.system_clock.now();
    const auto take = [&](const std::string& name, std::int64_t times) {
        const Rate rate{.burst = each * times, .refill_s = 60, .refill = each * times};
        const int wait_s = services.limiter.take(name, rate, now);
        if (wait_s > 0) throw too_many(wait_s);
    };
    if (!visitor.logged_in()) {
        take("visitors:" + network_of(incoming.peer), visitors_an_address);
        return;
    }
    take("person:" + std::to_string(visitor.person.value), 1);
    take("organisation:" + std::to_string(visitor.organisation.value), persons_an_organisation);
}

// Finds out who asks; throws the problem when he may not.
void admit(Services& services, const Incoming& incoming, const Route& route, Visitor& visitor) {
    if (changes_something(incoming)) refuse_other_origins(services.settings, incoming);
    visitor = visitor_of(services, incoming);
    slow_down(services, incoming, visitor);
    const bool is_public = route.roles.has(Role::public_visitor);
    if (!visitor.held.empty() && !route.is_entry) {
        if (!is_public) throw held(visitor.held);
        visitor = {};  // sees what everybody sees
    }
    if (!is_public) {
        if (!visitor.logged_in()) throw not_logged_in();
        if (!route.roles.has(visitor.role)) throw wrong_role();
        const Instant now = services.system_clock.now();
        if (route.is_grave && !is_preview(incoming) && !is_fresh(services.settings, visitor, now)) {
            throw confirmation_needed();
        }
    }
    check_media_type(incoming, route.body);
}

// One request and what is known of it until its reply goes. A command's exchange lives on while its
// writer has it.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(Services& services, const Dispatcher& dispatcher, Arrival arrival, Deliver deliver)
        : services_{services},
          dispatcher_{dispatcher},
          incoming_{std::move(arrival.incoming)},
          place_{std::move(arrival.place)},
          deliver_{std::move(deliver)},
          began_{services.system_clock.now()} {
        if (arrival.found.route) {
            call_.emplace(services, incoming_, *arrival.found.route, Visitor{},
                          std::move(arrival.found.params));
        } else {
            allow_ = std::move(arrival.found.allow);
        }
    }

    void begin() {
        // Nothing: the writer has it.
        std::optional<Reply> reply = guarded([&]() -> std::optional<Reply> {
            check_admitted();
            if (!call_->route.is_command()) return handled();
            if (is_preview(incoming_)) return previewed();
            submit();
            return std::nullopt;
        });
        if (reply) end(*std::move(reply));
    }

private:
    void check_admitted() {
        if (!call_) throw allow_.empty() ? not_found() : method_not_allowed(std::move(allow_));
        check_preview();
        admit(services_, incoming_, call_->route, call_->visitor);
    }

    // Whoever asks for a preview must never get the act itself.
    void check_preview() {
        const auto asked = incoming_.headers.find("preview");
        if (asked == incoming_.headers.end()) return;
        if (asked->second != "true") throw malformed("", "preview is 'true' or is left out");
        if (!call_->route.is_command() || !call_->has_param("programme")) {
            throw malformed("", "only acts in a programme can be previewed");
        }
    }

    Reply handled() {
        const Route& found = call_->route;
        const bool keeps = !found.is_conversion && !found.is_secret;
        if (incoming_.method == "POST" && keeps) return with_key(*call_);
        if (incoming_.method == "POST") key_of(incoming_);  // asked for as everywhere
        return found.handler(*call_);
    }

    // What an act is asked for stands in its path and body, not beside them.
    ReadyCommand prepared() {
        call_->know_query({});
        return call_->route.prepare(*call_);
    }

    Reply previewed() {
        key_of(incoming_);
        ReadyCommand ready = prepared();
        const Outcome outcome =
            services_.use_cases.preview(ready.programme, std::move(ready.asked));
        return reply_to(*call_, outcome, ready.prepared).with("Preview", "true");
    }

    void submit() {
        key_of(incoming_);  // asked for before anything is looked at
        ReadyCommand ready = prepared();
        prepared_ = std::move(ready.prepared);
        check(place_.has_value(), "a command has a place before it is prepared");
        services_.writer.submit(
            *std::exchange(place_, std::nullopt), std::move(ready.asked),
            [self = shared_from_this()](Attempt attempt) { self->decided(std::move(attempt)); });
    }

    void decided(Attempt attempt) {
        end(*guarded([&]() -> std::optional<Reply> {
            if (attempt.fault) std::rethrow_exception(attempt.fault);
            return reply_to(*call_, *attempt.outcome, prepared_);
        }));
    }

    std::optional<Reply> guarded(auto&& work) {
        try {
            std::optional<Reply> reply = work();
            if (reply) dispatcher_.finish(*reply, incoming_.request_id);
            return reply;
        } catch (const Problem& problem) {
            return refused(problem);
        } catch (const OutOfReach& fault) {
            spdlog::error(log_line({{"event", "out-of-reach"},
                                    {"request_id", incoming_.request_id},
                                    {"what", fault.what()}}));
            return refused(out_of_reach("Files cannot be taken or given back right now."));
        } catch (const CommitUnknown& fault) {
            // What is stored is not known to this process; the next one reads it.
            end_process(fault);
        } catch (const std::exception& fault) {
            spdlog::error(log_line({{"event", "fault"},
                                    {"request_id", incoming_.request_id},
                                    {"operation", operation()},
                                    {"what", fault.what()}}));
            return refused(failed());
        }
    }

    Reply refused(const Problem& problem) {
        code_ = problem.code;
        services_.metrics.refused(problem.code);
        return dispatcher_.answer(problem, incoming_.request_id);
    }

    std::string operation() const { return std::string{call_ ? call_->route.operation : "none"}; }

    void end(Reply reply) {
        place_.reset();
        if (call_) call_->forget_reader();
        if (incoming_.upload) {
            std::error_code ignored;  // kept uploads were renamed
            std::filesystem::remove(incoming_.upload->path, ignored);
        }
        const std::int64_t micros = services_.system_clock.now().micros - began_.micros;
        services_.metrics.answered(operation(), reply.status, micros);
        const Visitor visitor = call_ ? call_->visitor : Visitor{};
        spdlog::info(log_line({{"event", "request"},
                               {"request_id", incoming_.request_id},
                               {"method", incoming_.method},
                               {"operation", operation()},
                               {"status", std::to_string(reply.status)},
                               {"code", code_},
                               {"micros", std::to_string(micros)},
                               {"person", std::to_string(visitor.person.value)},
                               {"organisation", std::to_string(visitor.organisation.value)},
                               {"role", std::string{name_of(visitor.role)}},
                               {"peer", incoming_.peer}}));
        deliver_(std::move(reply));
    }

    Services& services_;
    const Dispatcher& dispatcher_;
    Incoming incoming_;
    std::optional<Writer::Place> place_;
    Deliver deliver_;
    Instant began_;
    std::optional<Call> call_;
    std::vector<std::string> allow_;
    Prepared prepared_;
    std::string code_;
};

}  // namespace

void end_process(const CommitUnknown& fault) {
    spdlog::critical(log_line({{"event", "commit-unknown"}, {"what", fault.what()}}));
    spdlog::shutdown();
    std::_Exit(70);
}

Match Dispatcher::route(const Incoming& incoming) const {
    return match(routes(), method_of(incoming), incoming.segments);
}

std::size_t Dispatcher::bytes_max(Body body) const {
    switch (body) {
        case Body::none: return 0;
        case Body::json: return services_.settings.json_bytes_max;
        case Body::csv: return services_.settings.csv_bytes_max;
        case Body::file: return services_.settings.file_bytes_max;
    }
    return 0;
}

std::optional<Problem> Dispatcher::refuses(const Incoming& incoming, const Route& route) const {
    Visitor visitor;
    try {
        admit(services_, incoming, route, visitor);
        return std::nullopt;
    } catch (const Problem& problem) {
        spdlog::info(log_line({{"event", "not-admitted"},
                               {"request_id", incoming.request_id},
                               {"operation", std::string{route.operation}},
                               {"person", std::to_string(visitor.person.value)},
                               {"organisation", std::to_string(visitor.organisation.value)},
                               {"role", std::string{name_of(visitor.role)}}}));
        return problem;
    } catch (const CommitUnknown& fault) {
        end_process(fault);
    } catch (const std::exception& fault) {
        spdlog::error(log_line({{"event", "fault"},
                                {"request_id", incoming.request_id},
                                {"operation", std::string{route.operation}},
                                {"what", fault.what()}}));
        return failed();
    }
}

std::optional<Problem> Dispatcher::take_place(Arrival& arrival) const {
    const Route* route = arrival.found.route;
    if (!route || !route->is_command() || is_preview(arrival.incoming)) return std::nullopt;
    arrival.incoming.arrived = services_.use_cases.clock().now();
    ProgrammeId programme = registry;
    const auto named = arrival.found.params.find("programme");
    if (named != arrival.found.params.end()) {
        const auto known = services_.use_cases.programme(named->second);
        if (!known) return std::nullopt;  // not found, as the handler will say
        programme = *known;
    }
    arrival.place = services_.writer.enter(programme, route->is_claim);
    if (arrival.place) return std::nullopt;
    return overloaded(static_cast<int>(services_.writer.retry_after_s(programme)));
}

void Dispatcher::note_unread(const Incoming& incoming, const Problem& problem) const {
    services_.metrics.refused(problem.code);
    spdlog::info(log_line({{"event", "unread"},
                           {"request_id", incoming.request_id},
                           {"method", incoming.method},
                           {"status", std::to_string(problem.status)},
                           {"code", problem.code},
                           {"peer", incoming.peer}}));
}

void Dispatcher::answer(Arrival arrival, Deliver deliver) {
    std::make_shared<Exchange>(services_, *this, std::move(arrival), std::move(deliver))->begin();
}

Reply Dispatcher::answer(const Problem& problem, const std::string& request_id) const {
    Reply reply;
    reply.status = problem.status;
    reply.media_type = "application/problem+json";
    reply.body = body_of(problem, request_id);
    if (problem.retry_after_s > 0) reply.with("Retry-After", std::to_string(problem.retry_after_s));
    if (problem.replayed) reply.with("Idempotency-Replayed", "true");
    if (!problem.allow.empty()) {
        std::string all;
        for (const std::string& method : problem.allow) all += (all.empty() ? "" : ", ") + method;
        reply.with("Allow", all);
    }
    finish(reply, request_id);
    return reply;
}

void Dispatcher::finish(Reply& reply, const std::string& request_id) const {
    reply.with("X-Request-Id", request_id);
    reply.standing = services_.settings.behind_tls ? answers_behind_tls : answers;
}

std::optional<Reply> Dispatcher::page(const Arrival& arrival, const Incoming& incoming) const {
    const bool is_read = method_of(incoming) == "GET";
    if (!services_.pages || arrival.found.route || !arrival.found.allow.empty() || !is_read ||
        incoming.target.starts_with("/api/")) {
        return std::nullopt;
    }
    std::optional<Reply> reply = services_.pages->find(incoming);
    if (reply) reply->standing = services_.settings.behind_tls ? pages_behind_tls : pages;
    return reply;
}

}  // namespace zq::http
