// Names that every store and the check of the log share.
#include "app/store.h"

#include <algorithm>

namespace zq {

std::string table_name(std::string_view entity) {
    if (entity == "order") return "orders";               // a reserved word of SQL
    if (entity == "programme") return "programme_state";  // `programme` lists them
    std::string name{entity};
    std::ranges::replace(name, '-', '_');
    return name;
}

}  // namespace zq
