// Lists of registers as they come from offices: CSV in UTF-8 or GB 18030, one party a line.
//
// Nothing of a list is taken while a line of it is wrong, unless the caller wants the good ones
// alone.
#pragma once

#include <functional>

#include "app/use_cases.h"

namespace zq {

enum class RegisterKind { enterprise, provider };
template <>
struct EnumNames<RegisterKind> {
    static constexpr std::pair<RegisterKind, std::string_view> all[] = {
        {RegisterKind::enterprise, "enterprise"},
        {RegisterKind::provider, "provider"},
    };
};

struct LineProblem {
    int line = 0;
    std::string field;
    std::string value;
    std::string right;  // what would be right
};

struct RegisterRow {
    int line = 0;
    std::string name;
    std::string uscc;
    Command record;  // RecordEnterprise or RecordProvider; its party is not known yet
};

struct RegisterList {
    std::vector<RegisterRow> rows;  // the good ones
    std::vector<LineProblem> problems;
};

RegisterList read_register(RegisterKind kind, const std::string& bytes, const Source& source);

// Registers each organisation and records its facts; `ask` handles a command of the registry.
// Returns how many were recorded; what was refused goes into `problems`.
std::int64_t import_rows(const RegisterList& list, RegisterKind kind,
                         const std::function<Answer(Command)>& ask,
                         std::vector<LineProblem>& problems);

}  // namespace zq
