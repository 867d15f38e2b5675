// Everything in one database, into another that is empty: from SQLite to PostgreSQL or back.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zq {

// Each table with its number of rows.
using CopiedTables = std::vector<std::pair<std::string, std::int64_t>>;

// Both have the newest schema. The source is read at one moment; the target takes all or nothing.
// StoreFailed when the target holds anything already.
CopiedTables copy_database(const std::string& from, const std::string& to);

}  // namespace zq
