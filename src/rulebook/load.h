// A folder under programmes/ becomes a Rulebook, or a list of everything that is wrong with it.
//
// The folder holds rulebook.toml and clauses*.toml; house rules, standards and calendars lie beside
// it, in ../house, ../standards and ../calendars. Loading is strict, because a rulebook is code:
// what it does not say is never guessed, but for the usual readings named in docs/rulebooks.md.
#pragma once

#include <filesystem>
#include <memory>

#include "domain/rulebook.h"
#include "rulebook/problems.h"

namespace zq {

// RulebookError, naming every problem as "file:line: what is wrong, how to put it right".
std::shared_ptr<const Rulebook> load_rulebook(const std::filesystem::path& dir);

// The same for a published text: clauses, standards and calendars still come from the folder's
// side.
std::shared_ptr<const Rulebook> load_rulebook_text(std::string text,
                                                   const std::filesystem::path& dir);

// A size standard by itself, for whoever only wants to classify.
SizeStandard load_size_standard(const std::filesystem::path& file);

// Codes and names of industries by themselves.
std::map<std::string, IndustryCode, std::less<>> load_industries(const std::filesystem::path& file);

// Whether a code is one of the table or the beginning of one: of a group with a single class the
// table lists only the class.
bool is_industry(const std::map<std::string, IndustryCode, std::less<>>& industries,
                 std::string_view code);

}  // namespace zq
