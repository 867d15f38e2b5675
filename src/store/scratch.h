// Empty stores, one after the other, to try things on: in memory, in a temporary file, or in a
// schema of their own of a PostgreSQL, where they touch nothing else.
#pragma once

#include "app/store.h"

namespace zq {

class Scratch {
public:
    // "memory:", "sqlite:" or "postgresql://…"
    explicit Scratch(const std::string& kind);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    // Ends the one before, whose owner has let it go.
    std::unique_ptr<Store> store();
    // Where it lies, for a second look at it; nothing in memory.
    const std::string& url() const;

private:
    struct Hidden;
    std::unique_ptr<Hidden> hidden_;
};

}  // namespace zq
