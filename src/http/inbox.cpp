// The inbox of one's organisation, newest first.
#include <charconv>
#include <limits>

#include "app/mail_preferences.h"
#include "http/endpoints.h"
#include "http/listing.h"

namespace zq::http {

namespace {

constexpr std::int64_t messages_shown = 50;

std::int64_t before_in_query(const Call& call) {
    const auto text = call.query("cursor");
    if (!text) return std::numeric_limits<std::int64_t>::max();
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || value < 1) {
        throw malformed("/cursor", "is not one that this list gave");
    }
    return value;
}

// Whether it went to the reader by mail, too; a few look-ups by key, and only for who has mail.
void add_mail(Call& call, const Message& message, json::object& told) {
    const auto posted =
        kept<Posted>(call.services.store.access(), mail_id(message.id, call.visitor.person));
    if (!posted) return;
    told[posted->fault.empty() ? "mailed" : "mail_failed"] = to_rfc3339(posted->at, call.zone());
}

}  // namespace

Reply list_inbox(Call& call) {
    static constexpr std::string_view known[] = {"cursor"};
    call.know_query(known);
    const JsonWriter write = call.writer();
    const auto messages =
        call.reader().inbox(call.visitor.organisation, before_in_query(call), messages_shown);
    call.forget_reader();  // the look-ups below take one, too
    const std::string person = std::to_string(call.visitor.person.value);
    const bool has_mail =
        call.services.store.access().record(MailPreferences::kind, person).has_value();
    json::array items;
    std::int64_t last = 0;
    for (const Message& message : messages) {
        json::object told{{"id", message.id},
                          {"kind", message.kind},
                          {"facts", to_json(message.facts)},
                          {"at", write(message.at)},
                          {"read", message.read}};
        if (has_mail) add_mail(call, message, told);
        items.push_back(std::move(told));
        last = message.id;
    }
    const bool more = std::ssize(items) == messages_shown;
    return reply_with(std::move(items), more ? std::to_string(last) : std::string{});
}

Reply mark_read(Call& call) {
    read_body<Nothing>(call);
    const std::int64_t id = call.number("message");
    const auto found = call.reader().inbox(call.visitor.organisation, id + 1, 1);
    if (found.empty() || found.front().id != id) throw not_found();
    call.services.store.mark_read(call.visitor.organisation, id);
    return reply_of(json::object{{"id", id}, {"read", true}});
}

}  // namespace zq::http
