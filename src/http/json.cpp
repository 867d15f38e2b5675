// Builds the tree from Boost.JSON's events, so that what is refused is refused where it stands.
#include "http/json.h"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <fmt/format.h>

#include <limits>
#include <set>

#include "base/value.h"

namespace zq::http {

namespace {

using Error = boost::system::error_code;

struct Level {
    bool is_object = false;
    std::size_t index = 0;  // elements of a list so far
    std::string key;        // the member being read
    std::set<std::string, std::less<>> keys;
};

// Boost.JSON calls these in the order of the text; false with an error ends the reading.
class Builder {
public:
    static constexpr std::size_t max_object_size = 10'000;
    static constexpr std::size_t max_array_size = 10'000;
    static constexpr std::size_t max_key_size = 200;
    static constexpr std::size_t max_string_size = 4'000'000;

    explicit Builder(Numbers numbers) : numbers_{numbers} {}

    bool on_document_begin(Error&) {
        stack_.reset();
        return true;
    }
    bool on_document_end(Error&) { return true; }

    bool on_object_begin(Error&) { return open(true); }
    bool on_object_end(std::size_t count, Error&) {
        levels_.pop_back();
        stack_.push_object(count);
        return done();
    }
    bool on_array_begin(Error&) { return open(false); }
    bool on_array_end(std::size_t count, Error&) {
        levels_.pop_back();
        stack_.push_array(count);
        return done();
    }

    bool on_key_part(std::string_view part, std::size_t, Error&) {
        partial_ += part;
        return true;
    }
    bool on_key(std::string_view part, std::size_t, Error& error) {
        partial_ += part;
        Level& level = levels_.back();
        level.key = std::exchange(partial_, {});
        if (!level.keys.insert(level.key).second) {
            return refuse("this key stands twice; give it once", error);
        }
        stack_.push_key(level.key);
        return true;
    }
    bool on_string_part(std::string_view part, std::size_t, Error&) {
        partial_ += part;
        return true;
    }
    bool on_string(std::string_view part, std::size_t, Error& error) {
        partial_ += part;
        const std::string text = std::exchange(partial_, {});
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
                return refuse("text with a control character; only line feed and tab are taken",
                              error);
            }
        }
        stack_.push_string(text);
        return done();
    }
    bool on_number_part(std::string_view, Error&) { return true; }
    bool on_int64(std::int64_t number, std::string_view, Error&) {
        stack_.push_int64(number);
        return done();
    }
    bool on_uint64(std::uint64_t number, std::string_view, Error& error) {
        if (numbers_ == Numbers::any) {
            stack_.push_uint64(number);
            return done();
        }
        return refuse("a number beyond 64 bits", error);
    }
    bool on_double(double number, std::string_view, Error& error) {
        if (numbers_ == Numbers::any) {
            stack_.push_double(number);
            return done();
        }
        return refuse("a number that is no integer; money is a string in yuan, \"12.00\"", error);
    }
    bool on_bool(bool truth, Error&) {
        stack_.push_bool(truth);
        return done();
    }
    bool on_null(Error&) {
        stack_.push_null();
        return done();
    }
    bool on_comment_part(std::string_view, Error&) { return true; }
    bool on_comment(std::string_view, Error&) { return true; }

    std::string pointer() const {
        std::string path;
        for (const Level& level : levels_) {
            path += level.is_object ? pointer_step(level.key) : fmt::format("/{}", level.index);
        }
        return path;
    }
    json::value release() { return stack_.release(); }
    std::string refused;

private:
    bool open(bool is_object) {
        levels_.push_back({.is_object = is_object, .index = 0, .key = {}, .keys = {}});
        return true;
    }
    bool done() {
        if (!levels_.empty() && !levels_.back().is_object) ++levels_.back().index;
        return true;
    }
    bool refuse(std::string why, Error& error) {
        refused = std::move(why);
        error = json::error::exception;
        return false;
    }

    Numbers numbers_;
    json::value_stack stack_;
    std::vector<Level> levels_;
    std::string partial_;
};

}  // namespace

std::string pointer_step(std::string_view key) {
    std::string step = "/";
    for (const char c : key) {
        if (c == '~') {
            step += "~0";
        } else if (c == '/') {
            step += "~1";
        } else {
            step += c;
        }
    }
    return step;
}

std::expected<json::value, Issue> parse_json(std::string_view text, Numbers numbers) {
    if (!is_utf8(text)) return std::unexpected{Issue{"", "the body is not UTF-8"}};
    json::parse_options options;
    options.max_depth = json_depth_max;
    json::basic_parser<Builder> parser{options, numbers};
    Error error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    Builder& builder = parser.handler();
    if (!error && read < text.size()) {
        const auto rest = text.find_first_not_of(" \t\r\n", read);
        if (rest != std::string_view::npos) error = json::error::extra_data;
    }
    if (!error && !parser.done()) error = json::error::incomplete;
    if (!error) return builder.release();
    if (!builder.refused.empty()) return std::unexpected{Issue{builder.pointer(), builder.refused}};
    return std::unexpected{
        Issue{builder.pointer(), fmt::format("not JSON: {} at byte {}", error.message(), read)}};
}

}  // namespace zq::http
