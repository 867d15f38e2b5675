// Everything here may run twice, or in two processes at once, and comes to the same.
#include "app/mail_preferences.h"

#include <algorithm>

namespace zq {

namespace {

constexpr std::size_t notices_kept = 30;
constexpr std::size_t address_bytes_max = 254;
constexpr std::size_t name_bytes_max = 64;
constexpr std::size_t label_bytes_max = 63;

bool is_digit_or_letter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_label(std::string_view label) {
    return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' &&
           label.back() != '-' &&
           std::ranges::all_of(label, [](char c) { return is_digit_or_letter(c) || c == '-'; });
}

void forget_old_notices(Access& access, PersonId person) {
    auto all = kept_of<SafetyNotice>(access, person.value);
    std::ranges::sort(all, std::ranges::greater{}, &SafetyNotice::at);
    for (std::size_t i = notices_kept; i < all.size(); ++i) access.remove(record_of(all[i]));
}

}  // namespace

bool is_mail_address(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == std::string_view::npos || at == 0 || at > name_bytes_max) return false;
    if (text.size() > address_bytes_max) return false;
    const bool plain = std::ranges::all_of(text.substr(0, at), [](char c) {
        return is_digit_or_letter(c) || std::string_view{".!#$%&'*+/=?^_`{|}~-"}.contains(c);
    });
    const std::string_view name = text.substr(0, at);
    if (!plain || name.front() == '.' || name.back() == '.' || name.contains("..")) return false;
    std::string_view domain = text.substr(at + 1);
    if (!domain.contains('.')) return false;
    while (true) {
        const std::size_t dot = domain.find('.');
        if (!is_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

bool MailPreferences::wants(LetterGroup group) const {
    return is_always_sent(group) || std::ranges::find(off, name_of(group)) == off.end();
}

MailPreferences mail_preferences_of(Access& access, PersonId person) {
    if (auto known = kept<MailPreferences>(access, std::to_string(person.value))) return *known;
    MailPreferences usual;
    usual.person = person;
    return usual;
}

bool keep_preferences(Access& access, const MailPreferences& known, const MailPreferences& now) {
    const AccessRecord before = record_of(known);
    if (access.replace(before, record_of(now).value)) return true;
    return !access.record(before.kind, before.key) && access.add(record_of(now));
}

std::string mail_id(std::int64_t message, PersonId person) {
    return "m" + std::to_string(message) + ".p" + std::to_string(person.value);
}

std::string mail_id(const SafetyNotice& notice) {
    return "s" + notice.id;
}

void put_on_way(Access& access, const Parcel& parcel) {
    if (!access.record(Posted::kind, parcel.id)) access.add(record_of(parcel));
}

void note_safety(Access& access, const SafetyNotice& notice, bool by_mail) {
    access.add(record_of(notice));
    forget_old_notices(access, notice.person);
    if (!by_mail) return;
    const MailPreferences known = mail_preferences_of(access, notice.person);
    Parcel parcel;
    parcel.id = mail_id(notice);
    parcel.person = notice.person;
    parcel.what = notice.what;
    parcel.at = parcel.queued = parcel.not_before = notice.at;
    if (!known.address.empty()) {
        parcel.address = known.address;
        put_on_way(access, parcel);
    }
    for (std::size_t i = 0; i < known.former.size(); ++i) {
        if (has_passed(known.former[i].until, notice.at)) continue;
        parcel.id = mail_id(notice) + ".f" + std::to_string(i);
        parcel.address = known.former[i].address;
        put_on_way(access, parcel);
    }
}

}  // namespace zq
