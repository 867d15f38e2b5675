// The public list of a programme's claims, as JSON Lines: who came when, in which order, what each
// was granted or why it was refused, and what that did to stock, quota and budget.
//
// It names nobody. An enterprise is "E1", "E2" … in the order of first appearance; whoever has a
// receipt finds its own row by the place in the log. Every event of the log has a row with its leaf
// of the Merkle tree, so that anyone can compute the root that the checkpoint was signed for, and
// nothing can be left out. tools/verify_order.py does it, and plays the accounts through.
#pragma once

#include <iosfwd>

#include "app/proofs.h"
#include "app/store.h"

namespace zq {

// Up to the checkpoint, which stands in the first line.
void publish_order(Store& store, ProgrammeId programme, const Checkpoint& checkpoint,
                   std::ostream& out);

}  // namespace zq
