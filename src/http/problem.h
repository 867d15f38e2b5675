// Problems (RFC 9457): every answer that is a no, with its code, its clauses and the facts it rests
// on.
//
// Inside this floor a problem ends the work in hand, so it is thrown, and caught in one place, the
// dispatcher. A refusal of the domain stays a value until it is made a problem here.
#pragma once

#include "domain/check.h"
#include "domain/rulebook.h"
#include "http/json.h"

namespace zq::http {

struct Problem {
    int status = 500;
    std::string code;
    std::string detail;
    Clauses clauses;
    Facts facts;
    Issues errors;                // one a field, or a document
    std::vector<Reason> reasons;  // all of a refusal; the first gives the code
    std::vector<Check> checks;    // of a preview: what was looked at, right or not
    int retry_after_s = 0;
    std::vector<std::string> allow;  // methods, with status 405
    bool replayed = false;           // the refusal that the same request was given before
};

Problem malformed(Issues issues);  // 400
Problem malformed(std::string pointer, std::string detail);
Problem key_missing();                      // 400, Z-021
Problem not_logged_in();                    // 401
Problem wrong_password();                   // 401
Problem code_needed();                      // 401: a second factor is
Problem wrong_code();                       // 401
Problem confirmation_needed();              // 403: the password again
Problem held(const std::string& for_what);  // 403: "second-factor", "password"
Problem wrong_role();                       // 403
Problem no_case(Facts facts);               // 403: papers of what is none of one's cases
Problem purpose_needed(Facts facts);        // 403: the same, and a purpose would open them
Problem too_much_opened();                  // 429: of what is personal, within an hour
Problem wrong_origin();                     // 403
Problem not_found();                        // 404: unknown and foreign read the same
Problem method_not_allowed(std::vector<std::string> allow);                        // 405
Problem key_reused();                                                              // 409
Problem changed_since();                                                           // 412
Problem if_match_missing();                                                        // 428
Problem too_large(std::size_t bytes_max);                                          // 413
Problem wrong_media_type(std::string detail);                                      // 415
Problem offset_wrong(std::int64_t offset);                                         // 409
Problem file_refused(std::string code, std::string detail, Facts facts);           // 422
Problem out_of_reach(std::string detail);                                          // 503
Problem invalid_value(std::string pointer, std::string detail, Facts facts = {});  // 422
Problem storage_full(std::int64_t files, std::int64_t bytes);  // 413, at most so much
Problem too_many(int retry_after_s);                           // 429
Problem failed();                                              // 500
Problem overloaded(int retry_after_s = 1);                     // 503

// The status a refusal has: state, stock and quota 409; form and facts 422; unknown and foreign
// 404.
int status_of(Code code);
// `documents` are the kinds as sent, so that an error about one names its place.
Problem problem_of(const Refusal& refusal, const Rulebook* rulebook, bool in_chinese,
                   const std::vector<std::string>& documents = {});

std::string body_of(const Problem& problem, const std::string& request_id);

}  // namespace zq::http
