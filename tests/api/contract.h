// The contract, api/openapi.yaml, as tests read it: which operations it has, and whether an answer
// is one that it describes.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "http/json.h"

namespace zq::http {

struct Operation {
    std::string method;
    std::string path;
    std::string id;
    std::set<std::string> roles;
    bool needs_key = false;  // Idempotency-Key is a required header
};

class Contract {
public:
    explicit Contract(const std::string& file);

    const std::vector<Operation>& operations() const { return operations_; }
    const json::object& schemas() const;
    // The schema of an operation's JSON request; null when it has none.
    json::value request_schema(const std::string& operation) const;
    // What is wrong with an answer to an operation; empty when the contract describes it.
    std::vector<std::string> faults_of(const std::string& operation, int status,
                                       const std::string& media_type, const std::string& body);

    // Operations answered well (2xx), for the count at the end.
    const std::set<std::string>& exercised() const { return exercised_; }

private:
    void validate(const json::value& value, const json::object& schema, const std::string& at,
                  std::vector<std::string>& faults) const;
    void validate_object(const json::object& value, const json::object& schema,
                         const std::string& at, std::vector<std::string>& faults) const;
    const json::object& resolved(const json::object& schema) const;

    json::object document_;
    std::vector<Operation> operations_;
    std::map<std::string, const json::object*> by_id_;
    std::set<std::string> exercised_;
};

}  // namespace zq::http
