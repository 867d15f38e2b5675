// Defaults of the subjects' tables, and commands made of them.
//
// A key that the file does not name has a value with which everything usual works.
#pragma once

#include "main/scenario_world.h"

namespace zq {

std::string name_of_party(std::string_view id, const ScenarioFields& facts);
std::string name_of_product(std::string_view id, const ScenarioFields& facts);
Money price_of(const ScenarioFields& product);
std::string direction_of(const Rulebook& rulebook, const ScenarioFields& product);
std::string subtype_of(const Rulebook& rulebook, const ScenarioFields& product);

// `reported` is the day before the first step: the usual day of a serious record.
RecordEnterprise enterprise_record(std::string_view id, const ScenarioParty& party, Day reported,
                                   Source source);
RecordProvider provider_record(std::string_view id, const ScenarioParty& party, Day reported,
                               Source source);
Certify certification(const ScenarioFields& facts);

Money money_or(const ScenarioFields& fields, std::string_view name, std::string_view otherwise);

}  // namespace zq
