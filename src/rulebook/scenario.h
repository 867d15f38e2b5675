// A scenario file, read: who exists, what happens when, and what must come of it.
//
// Reading is strict: an unknown key, verb, kind or subject, a float or a wrong type is an error
// that names file and line. What a field means is the runner's business (src/main/scenario_*); here
// it has its type and stands in its place. The form of the files is docs/scenarios.md.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil_time.h"
#include "base/clause.h"

namespace zq {

// A value as the file has it. Money, shares, names and codes are text; their form was checked.
struct ScenarioValue {
    using List = std::vector<ScenarioValue>;
    using Fields = std::map<std::string, ScenarioValue, std::less<>>;

    std::variant<bool, std::int64_t, std::string, Day, Instant, List, Fields> data;
    int line = 0;

    template <class T>
    const T* get() const {
        return std::get_if<T>(&data);
    }
    // Lines do not count.
    friend bool operator==(const ScenarioValue& a, const ScenarioValue& b) {
        return a.data == b.data;
    }
};
using ScenarioFields = ScenarioValue::Fields;

// As it would stand in the file: "placed", 12, true, 2025-09-30.
std::string to_text(const ScenarioValue& value, const Zone& zone);

// The field's value, or null when it is not given.
template <class T>
const T* field(const ScenarioFields& fields, std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : found->second.get<T>();
}
template <class T>
T field_or(const ScenarioFields& fields, std::string_view name, const T& otherwise) {
    const T* found = field<T>(fields, name);
    return found ? *found : otherwise;
}

// [enterprise.E1], [provider.S1], [product.P1]
struct ScenarioSubject {
    std::string id;
    ScenarioFields fields;
    int line = 0;
};

struct ScenarioStep {
    int number = 0;  // from 1
    int line = 0;
    Instant at;      // its own, or that of the step before
    std::string by;  // empty where nobody acts
    std::string verb;
    ScenarioFields fields;
    ScenarioFields expect;
};

struct Scenario {
    std::string file;
    std::string title;
    std::string programme;
    Clauses clauses;
    std::vector<ScenarioSubject> enterprises;  // in the order of the file
    std::vector<ScenarioSubject> providers;    // those named by a product only come last
    std::vector<ScenarioSubject> products;
    std::optional<std::string> budget;  // yuan; none: unlimited
    std::vector<ScenarioStep> steps;
};

// The file is not a scenario. what() is "file:line: what is wrong and what would be right".
class ScenarioError : public std::runtime_error {
public:
    ScenarioError(const std::string& file, int line, const std::string& what);
    explicit ScenarioError(const std::runtime_error& error) : std::runtime_error{error} {}
};

Scenario load_scenario(const std::filesystem::path& path);
Scenario parse_scenario(std::string_view text, const std::string& file);

}  // namespace zq
