// Reads the words of letters, strictly: each kind once, in both languages, with known places only.
#pragma once

#include <filesystem>

#include "domain/letter_texts.h"
#include "rulebook/problems.h"

namespace zq {

// RulebookError, naming every problem as "file:line: what is wrong, how to put it right".
LetterTexts load_letter_texts(const std::filesystem::path& file);

}  // namespace zq
