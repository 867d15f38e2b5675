// libcurl says that a mail failed, not at what: the commands as they are sent and the last reply
// are followed to tell a receiver who is refused from a server that is.
#include "links/mail_messages.h"

#include <array>
#include <cstring>

#include "links/curl_parts.h"
#include "links/mail_bytes.h"

namespace zq {

namespace {

enum class Stage { greeting, receiver, text };

// One mail on the wire.
struct Exchange {
    std::string bytes;
    std::size_t sent = 0;
    Stage stage = Stage::greeting;
    std::string reply;  // the last line of the server
    bool is_over = false;
    std::array<char, CURL_ERROR_SIZE> error{};

    static std::size_t read(char* buffer, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        const std::size_t length = std::min(size * count, exchange.bytes.size() - exchange.sent);
        std::memcpy(buffer, exchange.bytes.data() + exchange.sent, length);
        exchange.sent += length;
        return length;
    }
    // Only the names of commands are looked at: what follows AUTH is never kept.
    static int follow(CURL*, curl_infotype type, char* bytes, std::size_t size, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        const std::string_view line{bytes, size};
        if (type == CURLINFO_HEADER_OUT && line.starts_with("QUIT")) exchange.is_over = true;
        if (exchange.is_over) return 0;
        if (type == CURLINFO_HEADER_OUT) {
            if (line.starts_with("RCPT TO")) exchange.stage = Stage::receiver;
            if (line.starts_with("DATA")) exchange.stage = Stage::text;
            exchange.reply.clear();
        } else if (type == CURLINFO_HEADER_IN) {
            exchange.reply = line.substr(0, line.find_first_of("\r\n"));
        }
        return 0;
    }
};

std::string without(std::string text, const std::string& address) {
    for (std::size_t at = text.find(address); at != std::string::npos; at = text.find(address)) {
        text.replace(at, address.size(), "…");
    }
    return text;
}

// A reply is three digits, and text of which only what prints is kept.
std::string printable(const std::string& reply) {
    std::string text;
    for (const char c : reply) {
        if (c >= ' ' && c <= '~') text += c;
    }
    return text;
}

Carried verdict(CURLcode code, const Exchange& exchange, const Mail& mail) {
    if (code == CURLE_OK) return {};
    const std::string reply = without(printable(exchange.reply), mail.to);
    const bool is_about_mail = exchange.stage != Stage::greeting;
    if (is_about_mail && reply.starts_with('5')) return {Fate::refused, reply};
    if (is_about_mail && reply.starts_with('4') && !reply.starts_with("421")) {
        return {Fate::later, reply};
    }
    std::string what = exchange.error.front() ? exchange.error.data() : curl_easy_strerror(code);
    if (!reply.empty()) what += " (" + reply + ")";
    return {Fate::out_of_reach, without(printable(what), mail.to)};
}

}  // namespace

MailMessages::MailMessages(MailSettings settings) : settings_{std::move(settings)} {
    start_curl();
}

Carried MailMessages::carry(const Mail& mail, Instant now) {
    if (!is_mail_address(mail.to)) return {Fate::refused, "no address that mail can be sent to"};
    Exchange exchange;
    exchange.bytes = bytes_of(mail, settings_.from, now);
    const std::string domain = settings_.from.substr(settings_.from.find('@') + 1);
    Headers receivers;
    add(receivers, "<" + mail.to + ">");
    const CurlHandle handle = new_curl();
    CURL* curl = handle.get();
    set(curl, CURLOPT_URL, (settings_.url + "/" + domain).c_str());  // the path is what EHLO says
    set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(curl, CURLOPT_PROXY, "");
    set(curl, CURLOPT_USE_SSL,
        static_cast<long>(settings_.encrypted ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    set(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    set(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings_.authorities.empty()) {
        set(curl, CURLOPT_CAINFO, settings_.authorities.c_str());
    }
    if (!settings_.user.empty()) {
        set(curl, CURLOPT_USERNAME, settings_.user.c_str());
        set(curl, CURLOPT_PASSWORD, settings_.password.c_str());
    }
    set(curl, CURLOPT_MAIL_FROM, ("<" + settings_.from + ">").c_str());
    set(curl, CURLOPT_MAIL_RCPT, receivers.get());
    set(curl, CURLOPT_UPLOAD, 1L);
    set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(exchange.bytes.size()));
    set(curl, CURLOPT_READFUNCTION, &Exchange::read);
    set(curl, CURLOPT_READDATA, &exchange);
    set(curl, CURLOPT_NOSIGNAL, 1L);
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.timeout.count()));
    // After a timeout libcurl says QUIT, and would wait two minutes for the answer.
    set(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT,
        static_cast<long>(std::chrono::ceil<std::chrono::seconds>(settings_.timeout).count()));
    set(curl, CURLOPT_ERRORBUFFER, exchange.error.data());
    set(curl, CURLOPT_VERBOSE, 1L);  // to the function, and nowhere else
    set(curl, CURLOPT_DEBUGFUNCTION, &Exchange::follow);
    set(curl, CURLOPT_DEBUGDATA, &exchange);
    return verdict(curl_easy_perform(curl), exchange, mail);
}

}  // namespace zq
