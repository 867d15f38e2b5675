// The tables a database has, as it says itself.
#pragma once

#include "store/sql/bulk.h"

namespace zq::sql {

struct TableInfo {
    std::string name;
    Fields fields;                 // all columns, in order
    std::vector<std::size_t> key;  // which of them are the primary key, in its order
};

// By name, but for the list of the schema's versions.
std::vector<TableInfo> tables_of(Connection& connection);

// Leaves no row in these.
void empty_all(Connection& connection, const std::vector<TableInfo>& tables);

}  // namespace zq::sql
