// SHA-256, for the log's chain and tree, and for commitments to personal fields.
#pragma once

#include <string>
#include <string_view>

namespace zq {

std::string sha256(std::string_view bytes);  // 32 raw bytes
// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

std::string to_hex(std::string_view bytes);
// BrokenInvariant when the text is not hexadecimal digits: what we wrote ourselves is read back.
std::string from_hex(std::string_view text);

}  // namespace zq
