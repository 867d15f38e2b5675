// How much of a file is looked at. What is beyond is refused at inspection, or left unread and said
// so.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace zq::papers {

inline constexpr std::size_t file_bytes_max = 128 << 20;
inline constexpr std::int64_t pages_max = 300;     // of a PDF that is taken
inline constexpr std::size_t pages_read_max = 60;  // of those, how many are read
inline constexpr std::size_t page_text_max = 256 << 10;
inline constexpr std::size_t bound_images_max = 64;
inline constexpr std::chrono::seconds read_time{50};  // a transcript is closed after it

inline constexpr std::int64_t image_pixels_max = 40'000'000;
inline constexpr std::int64_t image_side_max = 20'000;

inline constexpr std::int64_t workbook_parts_max = 2'000;
inline constexpr std::int64_t unpacked_max = 64
                                             << 20;  // of a workbook, or of a PDF's object streams
inline constexpr std::int64_t packed_ratio_max = 200;  // of a part above a megabyte

// Of a form that was filled in; what lies beyond is not looked at.
inline constexpr int sheet_rows_max = 2'000;
inline constexpr int sheet_columns_max = 50;
inline constexpr std::size_t cell_text_max = 20'000;

// Files that a PDF carries: data of its own voucher, and no more.
inline constexpr std::size_t attachments_max = 8;
inline constexpr std::size_t attachment_bytes_max = 4 << 20;

}  // namespace zq::papers
