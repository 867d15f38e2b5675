// Keys begin with the time in a fixed width, so that the order of keys is the order of looks, on
// every database.
#include "app/looks.h"

#include <fmt/format.h>

#include "base/digest.h"
#include "base/planted.h"

namespace zq {

namespace {

constexpr std::int64_t hour_s = 3600;

// Once an hour for each look, so that pages that are drawn again leave one line.
struct LookMark {
    static constexpr const char* kind = "look-mark";
    std::string place;
    PersonId by;

    std::string key() const { return place; }
    std::int64_t owner() const { return by.value; }
    static void fields(auto& self, auto&& visit) {
        visit("place", self.place);
        visit("by", self.by);
    }
};

// How much a person has opened within a clock hour.
struct LookCount {
    static constexpr const char* kind = "look-count";
    std::string place;
    PersonId by;
    std::int64_t count = 0;

    std::string key() const { return place; }
    std::int64_t owner() const { return by.value; }
    static void fields(auto& self, auto&& visit) {
        visit("place", self.place);
        visit("by", self.by);
        visit("count", self.count);
    }
};

struct TakenCase {
    static constexpr const char* kind = "taken-case";
    std::string place;
    PersonId by;

    std::string key() const { return place; }
    std::int64_t owner() const { return by.value; }
    static void fields(auto& self, auto&& visit) {
        visit("place", self.place);
        visit("by", self.by);
    }
};

Instant hour_of(Instant at) {
    return {at.micros - at.micros % (hour_s * Instant::second)};
}

std::string short_digest(const std::string& text) {
    return sha256_hex(text).substr(0, 16);
}

// What makes two looks the same one.
std::string what_of(const Look& look) {
    Look same = look;
    same.place.clear();
    same.at = {};
    return canonical(encode(same));
}

// Of papers the file, of all else the whole look.
std::string opening_of(const Look& look) {
    if (look.what != Seen::papers) return what_of(look);
    return fmt::format("{} {} {}", look.by.value, look.of, look.file);
}

std::string mark_of(const std::string& what, Instant at) {
    return place_at(hour_of(at)) + short_digest(what);
}

bool is_marked(Access& access, const std::string& what, Instant at) {
    return access.record(LookMark::kind, mark_of(what, at)).has_value();
}

void mark(Access& access, const std::string& what, PersonId by, Instant at) {
    access.add(record_of(LookMark{.place = mark_of(what, at), .by = by}));
}

// Whether there is room for one more; two at the same moment cannot both take the last.
bool count_one(Access& access, PersonId by, Instant at) {
    const LookCount fresh{.place = place_at(hour_of(at)) + short_digest(std::to_string(by.value)),
                          .by = by,
                          .count = 1};
    while (true) {
        if (access.add(record_of(fresh))) return true;
        const auto known = kept<LookCount>(access, fresh.place);
        if (!known) continue;  // swept between the two
        if (known->count >= openings_an_hour) return false;
        LookCount next = *known;
        ++next.count;
        if (access.replace(record_of(*known), record_of(next).value)) return true;
    }
}

// The mark comes after the line: a stop between the two makes a second line, and never none.
void write_down(Access& access, Look look) {
    const std::string what = what_of(look);
    if (is_marked(access, what, look.at)) return;
    look.place = place_at(look.at) + short_digest(what);
    if (planted(76)) mark(access, what, look.by, look.at);
    access.add(record_of(look));
    mark(access, what, look.by, look.at);
}

std::string taken_key(PersonId person, ProgrammeId programme, const std::string& entity,
                      std::int64_t id, Instant hour) {
    return place_at(hour) +
           short_digest(fmt::format("{} {} {} {}", person.value, programme.value, entity, id));
}

bool fits(const Look& look, const LookQuery& query) {
    return (!query.by || look.by == *query.by) && (!query.what || look.what == *query.what) &&
           (!query.purpose || look.purpose == *query.purpose) &&
           (!query.refused || look.refused == *query.refused) &&
           (!query.since || look.at >= *query.since) && (!query.until || look.at <= *query.until);
}

}  // namespace

std::span<const char* const> look_marks() {
    static constexpr const char* kinds[] = {LookMark::kind, LookCount::kind, TakenCase::kind};
    return kinds;
}

std::string place_at(Instant at) {
    return fmt::format("{:020}", at.micros);
}

bool note_look(Access& access, Look look, bool opens) {
    const std::string opening = "opening " + opening_of(look);
    const bool counts = opens && !is_marked(access, opening, look.at);
    if (counts && !count_one(access, look.by, look.at)) {
        look.refused = true;
        look.part.clear();
    } else if (counts) {
        mark(access, opening, look.by, look.at);
    }
    const bool refused = look.refused;
    write_down(access, std::move(look));
    return !refused;
}

LookPage looks_like(Access& access, const LookQuery& query) {
    constexpr std::int64_t at_once = 500;
    LookPage page;
    RecordRange range{.kind = Look::kind, .owner = query.of, .below = query.below, .most = at_once};
    if (range.below.empty() && query.until) {
        range.below = place_at({query.until->micros + 1});
    }
    while (true) {
        const auto records = access.records_below(range);
        for (const AccessRecord& record : records) {
            Look look = kept_in<Look>(record);
            if (query.since && look.at < *query.since) return page;
            if (!fits(look, query)) continue;
            if (std::ssize(page.looks) == query.most) {
                page.next = page.looks.back().place;
                return page;
            }
            page.looks.push_back(std::move(look));
        }
        if (std::ssize(records) < at_once) return page;
        range.below = records.back().key;
    }
}

void take_case(Access& access, PersonId person, ProgrammeId programme, const std::string& entity,
               std::int64_t id, Instant now) {
    access.add(record_of(TakenCase{
        .place = taken_key(person, programme, entity, id, hour_of(plus_seconds(now, taken_for_s))),
        .by = person}));
}

bool has_taken(Access& access, PersonId person, ProgrammeId programme, const std::string& entity,
               std::int64_t id, Instant now) {
    for (const std::int64_t later_s : {std::int64_t{0}, taken_for_s}) {
        const Instant hour = hour_of(plus_seconds(now, later_s));
        if (access.record(TakenCase::kind, taken_key(person, programme, entity, id, hour))) {
            return true;
        }
    }
    return false;
}

}  // namespace zq
