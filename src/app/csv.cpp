// What is valid UTF-8 is taken for it; anything else must be GB 18030, as Excel on Chinese Windows
// writes.
#include "app/csv.h"

#include <iconv.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/value.h"

namespace zq {

namespace {

std::optional<std::string> from_gb18030(const std::string& bytes) {
    const iconv_t converter = iconv_open("UTF-8", "GB18030");
    // NOLINTNEXTLINE(performance-no-int-to-ptr): this is how iconv_open says no
    if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    std::string in = bytes;
    std::string out(bytes.size() * 3 + 16, '\0');
    char* from = in.data();
    std::size_t from_left = in.size();
    char* to = out.data();
    std::size_t to_left = out.size();
    const bool done =
        iconv(converter, &from, &from_left, &to, &to_left) != static_cast<std::size_t>(-1);
    iconv_close(converter);
    if (!done || from_left > 0) return std::nullopt;
    out.resize(out.size() - to_left);
    return out;
}

// GB 18030 has a byte order mark, too; it becomes the same character.
std::optional<std::string> as_utf8(const std::string& bytes) {
    constexpr std::string_view mark = "\xef\xbb\xbf";
    std::optional<std::string> text = is_utf8(bytes) ? bytes : from_gb18030(bytes);
    if (text && text->starts_with(mark)) text->erase(0, mark.size());
    return text;
}

class CsvReader {
public:
    explicit CsvReader(const std::string& text) : text_{text} {}

    std::expected<std::vector<CsvLine>, CsvProblem> all() {
        std::vector<CsvLine> lines;
        while (at_ < text_.size()) {
            CsvLine line{.number = line_, .cells = {}};
            if (const auto problem = record(line)) return std::unexpected{*problem};
            const bool blank = std::ranges::all_of(line.cells, &std::string::empty);
            if (!blank) lines.push_back(std::move(line));
        }
        return lines;
    }

private:
    std::optional<CsvProblem> record(CsvLine& line) {
        while (true) {
            std::string& cell = line.cells.emplace_back();
            const bool is_quoted = at_ < text_.size() && text_[at_] == '"';
            if (is_quoted) {
                if (!quoted(cell)) return CsvProblem{line.number, "a quoted field does not end"};
            } else {
                plain(cell);
            }
            if (at_ < text_.size() && text_[at_] == ',') {
                ++at_;
                continue;
            }
            if (at_ < text_.size() && text_[at_] == '\r') ++at_;
            if (at_ == text_.size()) return std::nullopt;
            if (text_[at_] != '\n') {
                return CsvProblem{
                    line_, is_quoted ? "after a closing quote comes a comma or the line's end"
                                     : "a line ends with a line feed, not a carriage return"};
            }
            ++at_;
            ++line_;
            return std::nullopt;
        }
    }

    void plain(std::string& cell) {
        while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' &&
               text_[at_] != '\r') {
            cell += text_[at_++];
        }
        cell = std::string{trimmed(cell)};
    }

    bool quoted(std::string& cell) {
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                cell += c;
            } else if (at_ < text_.size() && text_[at_] == '"') {
                cell += text_[at_++];
            } else {
                return true;
            }
        }
        return false;
    }

    const std::string& text_;
    std::size_t at_ = 0;
    int line_ = 1;
};

}  // namespace

std::expected<std::vector<CsvLine>, CsvProblem> read_csv(const std::string& bytes) {
    const auto text = as_utf8(bytes);
    if (!text) return std::unexpected{CsvProblem{1, "the file is neither UTF-8 nor GB 18030"}};
    return CsvReader{*text}.all();
}

}  // namespace zq
