// Reading is a scan, but for keys and deadlines: what is in memory is small, or asked by key.
#include "store/memory/ledger.h"

#include <algorithm>

namespace zq::memory {

namespace {

bool matches(const Shape& table, const std::vector<Sieve>& sieves, const auto& entity) {
    return std::ranges::all_of(sieves, [&](const Sieve& sieve) {
        return fits(table.columns[sieve.column], sieve, cell_at(entity, sieve.column));
    });
}

template <class T>
std::int64_t number_of(const T& entity) {
    return Entity<T>::key(entity).value;
}

template <class T>
void keep_due(const Shelf<T>& staged, bool product, Ledger& ledger) {
    for (const auto& key : staged.changed) {
        if (const T* old = ledger.tables.find<T>(key); old && old->due) {
            ledger.due.erase({*old->due, product, key.value});
        }
        if (const T& now = staged.rows.at(key); now.due) {
            ledger.due.insert({*now.due, product, key.value});
        }
    }
}

void commit_log(std::vector<LogEntry>&& entries, Ledger& ledger) {
    for (LogEntry& entry : entries) {
        for (const Subject& subject : entry.subjects) {
            ledger.timelines[subject].push_back(entry.seq);
        }
        ledger.tail = {entry.seq + 1, entry.time, entry.hash};
        ledger.log.push_back(std::move(entry));
    }
}

}  // namespace

void Inbox::post(Message message) {
    if (!message.dedupe.empty() && !known.emplace(message.programme, message.dedupe).second) {
        return;
    }
    message.id = static_cast<std::int64_t>(messages.size()) + 1;
    messages.push_back(std::move(message));
}

void commit(Staged&& staged, Ledger& ledger, Inbox& inbox) {
    keep_due(staged.tables.shelf<Order>(), false, ledger);
    keep_due(staged.tables.shelf<Product>(), true, ledger);
    staged.tables.each_shelf([&]<class T>(Shelf<T>& shelf) {
        for (auto& [key, entity] : shelf.rows) ledger.tables.lay(std::move(entity));
    });
    commit_log(std::move(staged.log), ledger);
    for (auto& answer : staged.remembered) {
        ledger.remembered.emplace(std::pair{answer.actor, answer.key}, answer);
    }
    for (auto& opening : staged.openings) {
        ledger.openings.emplace(opening.commitment, opening.value);
    }
    for (const std::string& commitment : staged.erased) ledger.openings.erase(commitment);
    ledger.uses.insert(staged.uses.begin(), staged.uses.end());
    for (auto& message : staged.messages) inbox.post(std::move(message));
}

template <class T>
const T* View::row(const KeyOf<T>& key) const {
    if (const T* found = staged_ ? staged_->tables.find<T>(key) : nullptr) return found;
    return ledger_.tables.find<T>(key);
}

template <class T>
void View::each_row(auto&& visit) const {
    static const Shelf<T> none;
    const Shelf<T>& over = staged_ ? staged_->tables.shelf<T>() : none;
    for (const auto& [key, entity] : ledger_.tables.shelf<T>().rows) {
        if (!over.rows.contains(key)) visit(entity);
    }
    for (const auto& [key, entity] : over.rows) visit(entity);
}

template <class T>
std::vector<const T*> View::fitting(const std::vector<Sieve>& sieves) const {
    std::vector<const T*> found;
    const auto keep = [&](const T& entity) {
        if (matches(table_of<T>(), sieves, entity)) found.push_back(&entity);
    };
    each_row<T>(keep);
    return found;
}

void View::load(const Keys& keys, WorkingSet& tables) const {
    tables.each_shelf([&]<class T>(Shelf<T>&) {
        for (const auto& key : keys.of<T>()) {
            if (const T* found = row<T>(key)) tables.lay(*found);
        }
    });
}

std::vector<std::int64_t> View::find(const Search& search) const {
    std::vector<std::int64_t> keys;
    with_entity(search.entity, [&]<class T>() {
        if constexpr (zq::detail::is_id<KeyOf<T>>) {
            for (const T* entity : fitting<T>(sieves_of(table_of<T>(), search))) {
                keys.push_back(number_of(*entity));
            }
        }
    });
    std::ranges::sort(keys);
    return keys;
}

template <class T>
void View::add_due(bool product, Instant before, Keys& keys) const {
    for (const auto& [due, of_product, id] : ledger_.due) {
        if (due >= before) break;
        const KeyOf<T> key{id};
        const bool over = staged_ && staged_->tables.find<T>(key);
        if (of_product == product && !over) keys.add<T>(key);
    }
    if (!staged_) return;
    for (const auto& [key, entity] : staged_->tables.shelf<T>().rows) {
        if (entity.due && *entity.due < before) keys.add<T>(key);
    }
}

Keys View::due(Instant now) const {
    Keys keys;
    add_due<Order>(false, truncated(now), keys);
    add_due<Product>(true, truncated(now), keys);
    return keys;
}

template <class T>
std::vector<Value> View::page(const Query& query) const {
    const Shape& table = table_of<T>();
    using Place = std::pair<Cell, Cells>;  // where a row stands: its sort cell, then its key
    const bool by_key = query.sort.empty();
    const std::size_t sort = by_key ? 0 : table.position(query.sort);
    std::vector<std::pair<Place, const T*>> rows;
    for (const T* entity : fitting<T>(sieves_of(table, query.where))) {
        Cell cell = by_key ? Cell{} : cell_at(*entity, sort);
        rows.emplace_back(Place{std::move(cell), key_row<T>(Entity<T>::key(*entity))}, entity);
    }
    std::ranges::sort(rows, {}, [](const auto& row) -> const Place& { return row.first; });
    if (query.descending) std::ranges::reverse(rows);
    Place after;
    if (query.after) {
        check(table.numbered(), "only entities with numbers are paged");
        after = {by_key ? Cell{} : cell_for(table.columns[sort], query.after->first),
                 Cells{Cell{query.after->second}}};
    }
    std::vector<Value> page;
    for (const auto& [place, entity] : rows) {
        if (query.after && (query.descending ? place >= after : place <= after)) continue;
        if (query.limit > 0 && std::ssize(page) == query.limit) break;
        page.push_back(encode(*entity));
    }
    return page;
}

std::vector<Value> View::list(const Query& query) const {
    std::vector<Value> rows;
    with_entity(query.entity, [&]<class T>() { rows = page<T>(query); });
    return rows;
}

std::int64_t View::count(const std::string& entity, const std::vector<Filter>& where) const {
    std::int64_t number = 0;
    with_entity(entity, [&]<class T>() {
        number = std::ssize(fitting<T>(sieves_of(table_of<T>(), where)));
    });
    return number;
}

std::vector<Group> View::tally(const Tally& tally) const {
    std::map<std::vector<Cell>, Group> groups;
    with_entity(tally.entity, [&]<class T>() {
        const Shape& table = table_of<T>();
        const GroupColumns columns = group_columns(table, tally);
        each_row<T>([&](const T& entity) {
            const Cells row = row_of(entity);
            std::vector<Cell> key;
            for (const std::size_t column : columns.by) key.push_back(row[column]);
            if (columns.day) key.emplace_back(day_in(row[*columns.day], tally));
            Group& group = groups[key];
            group.sums.resize(columns.sums.size());
            ++group.count;
            for (std::size_t i = 0; i < columns.sums.size(); ++i) {
                const auto* number = std::get_if<std::int64_t>(&row[columns.sums[i]]);
                if (number) group.sums[i] += *number;
            }
        });
    });
    std::vector<Group> found;
    for (auto& [key, group] : groups) {
        name_group(group, key, tally);
        found.push_back(std::move(group));
    }
    return found;
}

Tail View::tail() const {
    if (!staged_ || staged_->log.empty()) return ledger_.tail;
    const LogEntry& last = staged_->log.back();
    return {last.seq + 1, last.time, last.hash};
}

std::vector<LogEntry> View::log(std::int64_t from, std::int64_t limit) const {
    std::vector<LogEntry> entries;
    const auto take = [&](const std::vector<LogEntry>& log) {
        for (const LogEntry& entry : log) {
            if (std::ssize(entries) == limit) return;
            if (entry.seq >= from) entries.push_back(entry);
        }
    };
    const std::int64_t skipped = std::clamp<std::int64_t>(from - 1, 0, std::ssize(ledger_.log));
    for (auto i = skipped; i < std::ssize(ledger_.log) && std::ssize(entries) < limit; ++i) {
        entries.push_back(ledger_.log[static_cast<std::size_t>(i)]);
    }
    if (staged_) take(staged_->log);
    return entries;
}

std::vector<std::string> View::log_bytes(std::int64_t from, std::int64_t limit) const {
    std::vector<std::string> all;
    for (LogEntry& entry : log(from, limit)) all.push_back(std::move(entry.bytes));
    return all;
}

std::vector<LogEntry> View::timeline(const Subject& subject) const {
    std::vector<LogEntry> entries;
    if (const auto found = ledger_.timelines.find(subject); found != ledger_.timelines.end()) {
        for (const std::int64_t seq : found->second) {
            entries.push_back(ledger_.log[static_cast<std::size_t>(seq - 1)]);
        }
    }
    if (!staged_) return entries;
    for (const LogEntry& entry : staged_->log) {
        const auto& subjects = entry.subjects;
        if (std::ranges::find(subjects, subject) != subjects.end()) entries.push_back(entry);
    }
    return entries;
}

std::vector<Remembered> View::remembered(
    const std::vector<std::pair<std::string, std::string>>& asked) const {
    std::vector<Remembered> found;
    for (const auto& pair : asked) {
        const auto known = ledger_.remembered.find(pair);
        if (known != ledger_.remembered.end()) {
            found.push_back(known->second);
            continue;
        }
        if (!staged_) continue;
        const auto fits = [&](const Remembered& answer) {
            return answer.actor == pair.first && answer.key == pair.second;
        };
        const auto staged = std::ranges::find_if(staged_->remembered, fits);
        if (staged != staged_->remembered.end()) found.push_back(*staged);
    }
    return found;
}

std::vector<Message> View::messages(ProgrammeId programme, PartyId to, std::int64_t before,
                                    std::int64_t limit) const {
    std::vector<Message> found;
    for (auto at = inbox_.messages.rbegin(); at != inbox_.messages.rend(); ++at) {
        if (std::ssize(found) == limit) break;
        const bool fits = at->to == to && at->programme == programme;
        if (fits && (before <= 0 || at->id < before)) found.push_back(*at);
    }
    return found;
}

std::optional<std::string> View::opened(const std::string& commitment) const {
    if (staged_ && staged_->erased.contains(commitment)) return std::nullopt;
    const auto found = ledger_.openings.find(commitment);
    if (found != ledger_.openings.end()) return found->second;
    if (!staged_) return std::nullopt;
    for (const PersonalOpening& opening : staged_->openings) {
        if (opening.commitment == commitment) return opening.value;
    }
    return std::nullopt;
}

std::vector<FileUse> View::uses(const std::vector<std::string>& digests) const {
    std::set<FileUse> all = ledger_.uses;
    if (staged_) all.insert(staged_->uses.begin(), staged_->uses.end());
    std::vector<FileUse> found;
    for (const FileUse& use : all) {
        if (std::ranges::find(digests, use.digest) != digests.end()) found.push_back(use);
    }
    return found;
}

}  // namespace zq::memory
