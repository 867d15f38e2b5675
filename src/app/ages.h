// How long what is not the log is kept: one table, with defaults that the operator may change, and
// the sweep that applies it. docs/operations.md tells the same rows.
#pragma once

#include <span>

#include "app/use_cases.h"

namespace zq {

struct Age {
    std::string_view name;  // of the setting: "keep-looks-days"
    std::int64_t days;      // if the operator sets nothing
};

std::span<const Age> ages();
// As it is set in this store; the name is one of the table's.
std::int64_t days_kept(Store& store, std::string_view name);
void keep_for(Store& store, std::string_view name, std::int64_t days);

// Forgets what has reached its age: sessions, invitations, known devices, the access trail, and the
// contacts of orders that ended long ago. `system` is the machine's time, `programme` the policy's.
void sweep_aged(UseCases& use_cases, Instant system, Instant programme);

}  // namespace zq
