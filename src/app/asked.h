// What is asked of a programme, and what becomes of it.
#pragma once

#include "app/store.h"

namespace zq {

// What the sender had read of the entity that is now edited: whoever changed it since comes first.
struct AsRead {
    std::string entity;
    std::int64_t id = 0;
    std::string tag;  // tag_of the encoded entity
};
std::string tag_of(const Value& encoded);

struct Asked {
    Actor actor;
    Command command;
    // An idempotency key, and the digest of the request as it came; empty: not remembered.
    std::string key;
    std::string digest;
    std::vector<PersonalOpening> openings;  // of the command's personal fields
    // When this process had read the whole request; without it, when it is decided.
    std::optional<Instant> arrived = std::nullopt;
    std::optional<AsRead> as_read = std::nullopt;
};

// An event as it was decided and as it was stored.
struct Logged {
    Event event;
    LogEntry entry;
};

struct Answered {
    Answer answer;
    bool replayed = false;                 // given before, for the same key
    std::shared_ptr<const Logged> logged;  // of what was accepted just now
    std::vector<Check> checks = {};        // of a preview: what was looked at, right or not
};

// Not decided at all. Nothing of it is stored or remembered.
enum class Undecided {
    key_reused,     // the key was used with another request (Z-004)
    changed_since,  // the entity is not the one that was read
};
using Outcome = std::expected<Answered, Undecided>;

}  // namespace zq
