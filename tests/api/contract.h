// The contract, api/openapi.yaml, as tests read it: which operations it has, whether an answer is
// one that it describes, and which of its successes no test has seen.
//
// It reads OpenAPI 3.1 as far as the contract uses it. A keyword it does not know is a fault of the
// file, not something to be passed over.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "http/json.h"

namespace zq::http {

using Complaints = std::vector<std::string>;

struct Operation {
    std::string method;  // "GET"
    std::string path;    // "/api/v1/programmes/{programme}/orders"
    std::string id;
    std::set<std::string> roles;
    bool needs_key = false;  // Idempotency-Key is a required header
    const json::object* described = nullptr;
};

class Contract {
public:
    // Throws when the file is not YAML, lacks what every operation has, or uses an unknown keyword.
    explicit Contract(const std::string& file);
    Contract(const Contract&) = delete;
    Contract& operator=(const Contract&) = delete;

    const std::vector<Operation>& operations() const { return operations_; }
    const json::object& schemas() const;
    // The schema of an operation's JSON request; null when it has none.
    json::value request_schema(const std::string& operation) const;

    // Where the table of routes and the contract differ, in either direction.
    Complaints routes_agree() const;

    // What is wrong with an answer; empty when the contract describes it. `target` may have a
    // query. Each complaint has operation, status and the JSON pointer of what is wrong.
    Complaints check_response(const std::string& method, const std::string& target, int status,
                              const std::string& media_type, const std::string& body);
    // The same for the body of a request that was accepted.
    Complaints check_request(const std::string& method, const std::string& target,
                             const std::string& body) const;
    Complaints check_value(const json::value& value, const json::object& schema) const;

    // How often an operation answered with a status.
    int seen(const std::string& operation, int status) const;
    // "claim 201" for every 2xx of the contract that no checked answer had.
    std::vector<std::string> unseen() const;

private:
    const Operation* find(const std::string& method, const std::string& target) const;
    bool has_path(const std::string& target) const;
    Complaints check_body(const json::object& response, const std::string& media_type,
                          const std::string& body) const;
    const json::object& resolved(const json::object& described) const;
    void read_operation(const std::string& method, const std::string& path,
                        const json::object& described);
    void know_keywords(const json::value& described) const;

    json::object document_;
    std::vector<Operation> operations_;
    std::map<std::pair<std::string, int>, int> seen_;
};

// Of shipped tests: api/openapi.yaml, loaded once.
Contract& the_contract();

}  // namespace zq::http
