// SHA-256, for the chain of the log and for commitments to personal fields.
#pragma once

#include <string>
#include <string_view>

namespace zq {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace zq
