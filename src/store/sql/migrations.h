// The schema's history: numbered, forward only, each applied once and never edited afterwards.
#pragma once

#include <span>

#include "store/sql/connection.h"

namespace zq::sql {

struct Migration {
    std::int64_t number = 0;
    const char* name = "";
    const char* text = "";
};

// From 1 on, without a gap; their texts lie in migrations/.
std::span<const Migration> migrations();

// Brings the schema to `version` (the newest). StoreFailed when the database is newer than this
// program, or an applied migration is not the one this program has.
void migrate(Connection& connection, std::int64_t version = std::ssize(migrations()));
std::int64_t schema_version(Connection& connection);

}  // namespace zq::sql
