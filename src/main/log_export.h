// A log as JSON Lines, so that anyone can check the chain without this program: `event` holds the
// canonical bytes as they were hashed, and `hash` is SHA-256 of the hash before (64 zeros at first)
// and those bytes.
#pragma once

#include <iosfwd>

#include "app/store.h"

namespace zq {

void export_log(Reader& reader, std::ostream& out);

}  // namespace zq
