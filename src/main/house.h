// What serving and administering have in common: the store, the rulebooks and the use cases over
// them.
#pragma once

#include <filesystem>
#include <memory>

#include "app/clock.h"
#include "app/use_cases.h"

namespace zq {

// How a database is named, for the help of every command that takes one.
inline constexpr const char* database_help = "sqlite:PATH or postgresql://USER@HOST:PORT/NAME";

// Opens "sqlite:PATH" (its folder is made), "postgresql://…" or "memory:".
std::unique_ptr<Store> open_store(const std::string& url);

// Every folder under `programmes` that has a rulebook.toml, by name. Throws when there is none.
std::vector<std::shared_ptr<const Rulebook>> load_rulebooks(
    const std::filesystem::path& programmes);

// Reads editions of earlier starts back from their stored text.
EditionReader edition_reader(const std::filesystem::path& programmes);

}  // namespace zq
