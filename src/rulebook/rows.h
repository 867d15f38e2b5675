// The tables of rulebook.toml, row by row, into the tables of a Rulebook.
#pragma once

#include "rulebook/table_reader.h"

namespace zq {

// Reads every table but [programme]. `book` has its clauses already: rows may cite no others.
void read_rows(const TomlNode& tree, const std::string& file, Rulebook& book, Problems& problems);

}  // namespace zq
