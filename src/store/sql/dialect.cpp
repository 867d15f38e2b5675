// SQLite's words and results.
#include "store/sql/dialect.h"

#include <sqlite3.h>

namespace zq::sql::dialect {

bool leaves_transaction_open(int result) {
    const int primary = result & 0xFF;
    return primary == SQLITE_BUSY || primary == SQLITE_CONSTRAINT;
}

std::string contains(const std::string& whole, const std::string& part) {
    return "instr(" + whole + ", " + part + ") > 0";
}

}  // namespace zq::sql::dialect
