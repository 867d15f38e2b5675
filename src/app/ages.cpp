// What is kept by time is deleted by its key; of the rest each record says its own age.
#include "app/ages.h"

#include <algorithm>

#include "app/log.h"
#include "app/looks.h"
#include "app/mail_preferences.h"

namespace zq {

namespace {

constexpr std::int64_t day_s = 24 * 3600;

constexpr Age table[] = {
    {"keep-sessions-days", 1},    {"keep-invitations-days", 1},    {"keep-devices-days", 180},
    {"keep-looks-days", 3 * 365}, {"keep-contacts-days", 3 * 365}, {"keep-letters-days", 365},
};

Instant days_before(Instant now, std::int64_t days) {
    return plus_seconds(now, -days * day_s);
}

// Every record of a kind, whoever owns it.
template <class T>
void each_kept(Access& access, auto&& visit) {
    constexpr std::int64_t at_once = 500;
    RecordRange range{.kind = T::kind, .owner = {}, .below = {}, .most = at_once};
    while (true) {
        const auto records = access.records_below(range);
        for (const AccessRecord& record : records) visit(record, kept_in<T>(record));
        if (std::ssize(records) < at_once) return;
        range.below = records.back().key;
    }
}

template <class T>
void forget_older(Access& access, auto age_of, Instant until) {
    each_kept<T>(access, [&](const AccessRecord& record, const T& one) {
        if (std::invoke(age_of, one) < until) access.remove(record);
    });
}

// Placed before `until`, ended, and nothing has happened to it since.
std::vector<std::string> contacts_of_old_orders(Reader& reader, Instant until) {
    Query query{.entity = "order",
                .where = {{"placed", Filter::Comparison::at_most, {Value{until.micros}}},
                          {"contact", Filter::Comparison::present, {}}},
                .sort = {},
                .after = {},
                .limit = 0};
    std::vector<std::string> commitments;
    for (const Value& row : reader.list(query)) {
        const auto order = decoded<Order>(row);
        if (is_live(order.status) || order.contact.commitment.empty()) continue;
        if (!reader.opened(order.contact.commitment)) continue;
        const auto story = reader.timeline({"order", order.id.value});
        if (story.empty() || story.back().time < until) {
            commitments.push_back(order.contact.commitment);
        }
    }
    return commitments;
}

void erase_old_contacts(UseCases& use_cases, Instant until) {
    Store& store = use_cases.store();
    for (const ProgrammeId programme : use_cases.programmes()) {
        const auto old = contacts_of_old_orders(*store.read(programme), until);
        if (old.empty()) continue;
        const auto transaction = store.begin(programme);
        transaction->erase(old);
        transaction->commit();
    }
}

}  // namespace

std::span<const Age> ages() {
    return table;
}

std::int64_t days_kept(Store& store, std::string_view name) {
    const auto row = std::ranges::find(table, name, &Age::name);
    check(row != std::end(table), "an age has a row");
    return store.setting(std::string{name}, row->days);
}

void keep_for(Store& store, std::string_view name, std::int64_t days) {
    check(std::ranges::find(table, name, &Age::name) != std::end(table), "an age has a row");
    store.put_setting(std::string{name}, days);
}

void sweep_aged(UseCases& use_cases, Instant system, Instant programme) {
    Store& store = use_cases.store();
    Access& access = store.access();
    const auto until = [&](std::string_view name) {
        return days_before(system, days_kept(store, name));
    };
    access.end_sessions_made_before(until("keep-sessions-days"));
    forget_older<Invitation>(access, &Invitation::until, until("keep-invitations-days"));
    forget_older<Errand>(access, &Errand::made, plus_seconds(system, -Errand::holds_s));
    forget_older<KnownDevice>(access, &KnownDevice::made, until("keep-devices-days"));
    const Instant letters = until("keep-letters-days");
    forget_older<Posted>(access, &Posted::at, letters);
    forget_older<SafetyNotice>(access, &SafetyNotice::at, letters);
    forget_older<AddressProof>(access, &AddressProof::until, days_before(system, 1));
    access.remove_below(Look::kind, place_at(until("keep-looks-days")));
    for (const char* kind : look_marks()) {
        access.remove_below(kind, place_at(days_before(system, 1)));
    }
    erase_old_contacts(use_cases, days_before(programme, days_kept(store, "keep-contacts-days")));
}

}  // namespace zq
