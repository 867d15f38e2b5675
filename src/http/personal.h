// Personal values on their way in: kept apart from what is stored, under a salted commitment.
#pragma once

#include "app/store.h"

namespace zq::http {

// A fresh salt and SHA-256(salt ‖ value): the salt's 16 bytes are random, and kept as hexadecimal
// digits.
PersonalOpening opening_of(std::string value);

std::string random_bytes(std::size_t count);
// `bytes` random bytes as hexadecimal digits.
std::string random_hex(std::size_t bytes);

}  // namespace zq::http
