// Base64 throughout: no line of a body is too long, none begins with a dot or is taken for "From ".
#include "links/mail_bytes.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace zq {

namespace {

constexpr std::size_t word_bytes = 42;  // 56 characters of base64, with its frame less than 75
constexpr std::size_t line_characters = 76;

bool is_digit_or_letter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string base64(std::string_view bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                       reinterpret_cast<const unsigned char*>(bytes.data()),
                                       static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

std::string in_lines(const std::string& text) {
    std::string lines;
    for (std::size_t at = 0; at < text.size(); at += line_characters) {
        lines += text.substr(at, line_characters) + "\r\n";
    }
    return lines;
}

// Line ends as mail has them, whatever they were.
std::string with_crlf(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\r') continue;
        if (c == '\n') out += '\r';
        out += c;
    }
    return out;
}

// Fri, 20 Jun 2025 09:00:00 +0000
std::string date_of(Instant at) {
    static constexpr std::array days{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const Zone utc{.name = "UTC", .offsets = {{.from = {}, .seconds = 0}}};
    const std::string text = to_rfc3339(at, utc);
    const auto month = static_cast<std::size_t>(std::stoi(text.substr(5, 2)) - 1);
    const std::int64_t since_1970 = at.micros / Instant::second / (24 * 3600);
    return fmt::format("{}, {} {} {} {} +0000", days[static_cast<std::size_t>(since_1970 % 7)],
                       text.substr(8, 2), months[month], text.substr(0, 4), text.substr(11, 8));
}

}  // namespace

std::string encoded_words(std::string_view text) {
    std::string words;
    while (!text.empty()) {
        std::size_t end = std::min(word_bytes, text.size());
        const auto is_inside = [&](std::size_t at) {
            return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
        };
        while (end > word_bytes - 4 && is_inside(end)) --end;
        words +=
            (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base64(text.substr(0, end)) + "?=";
        text.remove_prefix(end);
    }
    return words;
}

std::string message_id_of(const std::string& id, std::string_view from) {
    return "<" + id + std::string{from.substr(from.find('@'))} + ">";
}

std::string bytes_of(const Mail& mail, const std::string& from, Instant now) {
    check(is_mail_address(from) && is_mail_address(mail.to), "mail goes from address to address");
    check(std::ranges::all_of(mail.id, [](char c) { return is_digit_or_letter(c) || c == '.'; }),
          "the name of a parcel is plain");
    return fmt::format(
        "Date: {}\r\n"
        "From: {} <{}>\r\n"
        "To: <{}>\r\n"
        "Message-ID: {}\r\n"
        "Subject: {}\r\n"
        "Auto-Submitted: auto-generated\r\n"
        "X-Auto-Response-Suppress: All\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Language: {}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "\r\n"
        "{}",
        date_of(now), encoded_words(mail.sender), from, mail.to, message_id_of(mail.id, from),
        encoded_words(mail.subject), name_of(mail.language),
        in_lines(base64(with_crlf(mail.body))));
}

}  // namespace zq
