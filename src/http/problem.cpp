// What each no says. House rules are cited where no clause of a guide says no.
#include "http/problem.h"

#include <boost/json/serialize.hpp>

#include <fmt/format.h>

#include <algorithm>

#include "http/checks.h"
#include "http/codec.h"

namespace zq::http {

namespace {

constexpr Code not_there[] = {Code::not_yours, Code::unknown_object};
// State, stock, quota and time: the same request may be taken at another time.
constexpr Code conflicts[] = {
    Code::not_offered,          Code::frozen,           Code::too_late,
    Code::submitted_final,      Code::wrong_state,      Code::not_open_yet,
    Code::window_closed,        Code::not_listed,       Code::sold_out,
    Code::quota_exhausted,      Code::budget_exhausted, Code::invoice_reused,
    Code::paper_reused,         Code::already_batched,  Code::notice_running,
    Code::notice_closed,        Code::not_completed,    Code::application_closed,
    Code::name_frozen,          Code::below_use,        Code::no_bank_account,
    Code::second_person_needed, Code::role_excluded,    Code::nothing_to_reverse};

Problem plain(int status, std::string code, ClauseId clause, std::string detail) {
    Problem problem;
    problem.status = status;
    problem.code = std::move(code);
    problem.detail = std::move(detail);
    if (!clause.empty()) problem.clauses = {std::move(clause)};
    return problem;
}

const Clause* clause_of(const Rulebook* rulebook, const ClauseId& id) {
    if (!rulebook) return nullptr;
    const auto found = std::ranges::find(rulebook->clauses, id, &Clause::id);
    return found == rulebook->clauses.end() ? nullptr : &*found;
}

// Where the thing at fault stands in the request: a document by its kind, a field of the form by
// name.
std::string pointer_of(Code code, const std::string& error,
                       const std::vector<std::string>& documents) {
    const auto document = std::ranges::find(documents, error);
    if (document != documents.end()) {
        return fmt::format("/documents/{}", document - documents.begin());
    }
    if (code == Code::form_invalid) return "/form" + pointer_step(error);
    if (code == Code::documents_incomplete) return "/documents";
    return pointer_step(error);
}

std::string words_of(std::string_view code) {
    std::string words{code};
    std::ranges::replace(words, '-', ' ');
    return words;
}

}  // namespace

Problem malformed(Issues issues) {
    Problem problem = plain(400, "malformed", "Z-005", "The request is not well formed.");
    problem.errors = std::move(issues);
    return problem;
}
Problem malformed(std::string pointer, std::string detail) {
    return malformed(Issues{{std::move(pointer), std::move(detail)}});
}
Problem key_missing() {
    return plain(400, "idempotency-key-missing", "Z-021",
                 "Send an Idempotency-Key of 8 to 200 visible characters with every POST.");
}
Problem not_logged_in() {
    return plain(401, "not-logged-in", "Z-006", "Log in first.");
}
Problem wrong_password() {
    return plain(401, "wrong-password", "Z-006", "Login or password is wrong.");
}
Problem code_needed() {
    return plain(401, "code-needed", "Z-006", "Send the code of your second factor, too.");
}
Problem wrong_code() {
    return plain(401, "wrong-code", "Z-006", "The code is wrong, too old, or was used before.");
}
Problem confirmation_needed() {
    return plain(403, "confirmation-needed", "Z-007",
                 "This asks for your password again: POST /api/v1/session/confirmation.");
}
Problem held(const std::string& for_what) {
    if (for_what == "password") {
        return plain(403, "password-expired", "Z-007", "Change your password first.");
    }
    return plain(403, "second-factor-needed", "Z-007", "Set up a second factor first.");
}
Problem wrong_role() {
    return plain(403, "wrong-role", "Z-007", "The role you act in may not do this.");
}
Problem no_case(Facts facts) {
    Problem problem = plain(403, "no-case", "Z-031",
                            "These papers belong to no case of yours. Open the review, or ask the "
                            "programme officer to look.");
    problem.facts = std::move(facts);
    return problem;
}
Problem purpose_needed(Facts facts) {
    Problem problem = plain(403, "purpose-needed", "Z-031",
                            "These papers belong to no case of yours. Take the case: POST a "
                            "purpose to the programme's disclosures.");
    problem.facts = std::move(facts);
    return problem;
}
Problem too_much_opened() {
    Problem problem = plain(429, "too-much-opened", "Z-031",
                            "You have opened as much as one person may within an hour.");
    problem.retry_after_s = 3600;
    return problem;
}
Problem wrong_origin() {
    return plain(403, "wrong-origin", "Z-007", "This request comes from another site.");
}
Problem not_found() {
    return plain(404, "unknown-object", "Z-008", "There is no such thing here.");
}
Problem method_not_allowed(std::vector<std::string> allow) {
    Problem problem =
        plain(405, "method-not-allowed", "Z-005", "This address does not take this method.");
    problem.allow = std::move(allow);
    return problem;
}
Problem key_reused() {
    return plain(409, "idempotency-key-reused", "Z-004",
                 "This Idempotency-Key was sent with another request.");
}
Problem changed_since() {
    return plain(412, "changed-since", "Z-016", "It has changed since you read it; read it again.");
}
Problem if_match_missing() {
    return plain(428, "if-match-missing", "Z-016",
                 "Send If-Match with the ETag of what you read and now change.");
}
Problem too_large(std::size_t bytes_max) {
    return plain(413, "too-large", "Z-018",
                 fmt::format("At most {} bytes are taken here.", bytes_max));
}
Problem storage_full(std::int64_t files, std::int64_t bytes) {
    Problem problem = plain(413, "storage-full", "Z-018",
                            "The organisation has as many files as are kept for one; what no act "
                            "has used is dropped after a day.");
    problem.facts = {{"files", files}, {"bytes", bytes}};
    return problem;
}
Problem wrong_media_type(std::string detail) {
    return plain(415, "wrong-media-type", "Z-018", std::move(detail));
}
Problem offset_wrong(std::int64_t offset) {
    Problem problem = plain(409, "offset-wrong", "Z-018",
                            "The piece does not begin where the file ends; go on from `offset`.");
    problem.facts.emplace("offset", offset);
    return problem;
}
Problem file_refused(std::string code, std::string detail, Facts facts) {
    Problem problem = plain(422, std::move(code), "Z-018", std::move(detail));
    problem.facts = std::move(facts);
    return problem;
}
Problem out_of_reach(std::string detail) {
    Problem problem = plain(503, "out-of-reach", "Z-018", std::move(detail));
    problem.retry_after_s = 30;
    return problem;
}
Problem invalid_value(std::string pointer, std::string detail, Facts facts) {
    Problem problem =
        plain(422, "invalid-value", "Z-020", "A value is not one that is taken here.");
    problem.errors = {{std::move(pointer), std::move(detail)}};
    problem.facts = std::move(facts);
    return problem;
}
Problem too_many(int retry_after_s) {
    Problem problem =
        plain(429, "too-many-requests", "Z-017", "Too many requests; try again later.");
    problem.retry_after_s = retry_after_s;
    return problem;
}
Problem failed() {
    return plain(
        500, "failed", "Z-009",
        "Something went wrong on our side; nothing was stored unless it shows on reading.");
}
Problem overloaded(int retry_after_s) {
    Problem problem =
        plain(503, "overloaded", "Z-009", "Overloaded or shutting down; try again soon.");
    problem.retry_after_s = retry_after_s;
    return problem;
}

int status_of(Code code) {
    if (std::ranges::find(not_there, code) != std::end(not_there)) return 404;
    if (std::ranges::find(conflicts, code) != std::end(conflicts)) return 409;
    return 422;
}

Problem problem_of(const Refusal& refusal, const Rulebook* rulebook, bool in_chinese,
                   const std::vector<std::string>& documents) {
    if (status_of(refusal.code()) == 404) return not_found();
    Problem problem;
    problem.status = status_of(refusal.code());
    problem.code = name_of(refusal.code());
    problem.clauses = refusal.clauses();
    problem.facts = refusal.reasons().front().facts;
    problem.reasons = refusal.reasons();
    const Clause* clause = clause_of(rulebook, problem.clauses.front());
    problem.detail =
        clause ? (in_chinese ? clause->summary.zh : clause->summary.en) : words_of(problem.code);
    for (const Reason& reason : refusal.reasons()) {
        for (const std::string& error : reason.errors) {
            std::string pointer = pointer_of(reason.code, error, documents);
            std::string detail{name_of(reason.code)};
            if (pointer == "/documents") detail += ": " + error;  // the kind that is missing
            problem.errors.push_back({std::move(pointer), std::move(detail), error});
        }
    }
    return problem;
}

std::string body_of(const Problem& problem, const std::string& request_id) {
    const Zone utc;
    const JsonWriter write{utc};
    json::object body;
    body["type"] = "/problems/" + problem.code;
    body["title"] = words_of(problem.code);
    body["status"] = problem.status;
    body["detail"] = problem.detail;
    body["code"] = problem.code;
    if (!problem.clauses.empty()) body["clause"] = problem.clauses.front();
    body["clauses"] = write(problem.clauses);
    body["facts"] = to_json(problem.facts);
    json::array errors;
    for (const Issue& issue : problem.errors) {
        json::object one{{"pointer", issue.pointer}, {"detail", issue.detail}};
        if (!issue.field.empty()) one["field"] = issue.field;
        errors.push_back(std::move(one));
    }
    body["errors"] = std::move(errors);
    body["reasons"] = as_json(problem.reasons);
    if (!problem.checks.empty()) body["checks"] = as_json(problem.checks);
    body["request_id"] = request_id;
    return json::serialize(body);
}

}  // namespace zq::http
