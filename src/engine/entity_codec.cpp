// The canonical form of every entity, made once for the whole house.
#include "engine/working_set.h"

namespace zq {

// NOLINTBEGIN(bugprone-macro-parentheses): a type in parentheses is no type
#define ZQ_MADE(T)                   \
    template Value encode(const T&); \
    template void decode(const Value&, T&);
ZQ_EACH_ENTITY(ZQ_MADE)
#undef ZQ_MADE
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace zq
