// Every entity as a row, made once for all stores.
#include "store/table.h"

namespace zq {

// NOLINTBEGIN(bugprone-macro-parentheses): a type in parentheses is no type
#define ZQ_MADE(T)                                \
    template const Shape& table_of<T>();          \
    template Cells row_of(const T&);              \
    template Cell cell_at(const T&, std::size_t); \
    template T entity_from(const Cells&);
ZQ_EACH_ENTITY(ZQ_MADE)
#undef ZQ_MADE
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace zq
