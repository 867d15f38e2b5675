// What a rulebook refers to by name: clauses, the size standard, industries, the calendar, the
// zone.
#pragma once

#include <filesystem>

#include "domain/rulebook.h"
#include "rulebook/problems.h"

namespace zq {

// Of clauses.toml first, then of other clauses*.toml by name, then of the house.
std::vector<Clause> read_clauses(const std::filesystem::path& dir, Problems& problems);
SizeStandard read_size_standard(const std::filesystem::path& file, Problems& problems);
std::map<std::string, IndustryCode, std::less<>> read_industries(const std::filesystem::path& file,
                                                                 Problems& problems);
WorkingCalendar read_calendar(const std::filesystem::path& file, Problems& problems);

// Its offsets from 1990 to 2100; nothing when the system does not know the zone.
std::optional<Zone> resolve_zone(const std::string& name);

}  // namespace zq
