// Nodes are kept together with the checkpoint that needs them, so that a checkpoint can be proved
// from what is kept; whoever comes later begins at the last one.
#include "app/notary.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "app/log_tree.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t events_at_once = 1000;
constexpr int pages_for_a_question = 20;  // a server that has just started reads on by itself
// Stands so only where it is the command: quotes within texts are written otherwise.
constexpr std::string_view freezes = R"("command":"publish-batch")";

std::optional<std::string> text_of_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    return std::string{std::istreambuf_iterator<char>{in}, {}};
}

// Whole or not at all, and on the disk when it returns.
void write_file(const fs::path& path, const std::string& text) {
    const fs::path fresh{path.string() + ".new"};
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool whole =
        file >= 0 && ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file) == 0;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (!whole) throw std::system_error{error, std::generic_category(), fresh.string()};
    fs::rename(fresh, path);
}

}  // namespace

std::vector<std::pair<ProgrammeId, std::string>> logs_of(Store& store) {
    auto all = store.programmes();
    all.emplace(all.begin(), registry, "registry");
    return all;
}

Notary::Notary(Store& store, Clock& city, Clock& system, LogKey key, Settings settings)
    : store_{store},
      city_{city},
      system_{system},
      key_{std::move(key)},
      settings_{std::move(settings)} {
    if (!settings_.memory.empty()) fs::create_directories(settings_.memory);
    for (const auto& [programme, code] : logs_of(store_)) book_of(programme, code);
}

Notary::Book& Notary::book_of(ProgrammeId programme, const std::string& code) {
    const auto known = books_.find(programme);
    if (known != books_.end()) return known->second;
    return books_.emplace(programme, opened(programme, code)).first->second;
}

Notary::Book Notary::opened(ProgrammeId programme, const std::string& code) {
    Book book{.code = code, .tree = {}, .fresh = {}, .signed_at = {}};
    if (const auto last = store_.proofs().latest(programme)) {
        const std::int64_t events = store_.read(programme)->tail().next_seq - 1;
        if (events < last->size) {
            throw std::runtime_error{fmt::format(
                "the log of {} has {} events, and its database has a checkpoint of {}: entries "
                "were removed; the newest backup would be right",
                code, events, last->size)};
        }
        book.tree = LogTree{store_, programme}.frontier(last->size);
        book.signed_size = last->size;
        const auto stated = key_.read(code, last->note);
        if (stated && stated->root != book.tree.root()) {
            throw std::runtime_error{fmt::format(
                "the log of {} is not the one that its checkpoint of {} events was signed for: "
                "entries were rewritten; `zuoquan log verify` says where",
                code, last->size)};
        }
    }
    check_memory(programme, book);
    return book;
}

void Notary::check_memory(ProgrammeId programme, const Book& book) {
    if (settings_.memory.empty()) return;
    const fs::path path = settings_.memory / book.code;
    const auto note = text_of_file(path);
    if (!note) return;
    const auto stated = key_.read(book.code, *note);
    if (!stated) {
        throw std::runtime_error{fmt::format(
            "{} was not signed by the key of this log; the key that signed it would be right",
            path.string())};
    }
    const std::int64_t events = store_.read(programme)->tail().next_seq - 1;
    if (stated->size > events) {
        throw std::runtime_error{fmt::format(
            "the log of {} has {} events, and one of {} was signed in {}: this database is older; "
            "its newest copy would be right. If that is lost, docs/runbooks/restore.md says how "
            "to go on, and who has to be told",
            book.code, events, stated->size, path.string())};
    }
    if (stated->size == 0) return;
    // Nodes that are not kept are those after the last checkpoint of the database.
    LogTree tree{store_, programme};
    const std::int64_t known = std::min(stated->size, book.signed_size);
    merkle::Frontier front = tree.frontier(known);
    while (front.size() < stated->size) {
        const auto page = store_.read(programme)->log_bytes(
            front.size() + 1, std::min(events_at_once, stated->size - front.size()));
        for (const std::string& event : page) front.add(merkle::leaf_hash(event));
    }
    if (front.root() != stated->root) {
        throw std::runtime_error{fmt::format(
            "the log of {} is not the one that {} was signed for: its first {} events were "
            "rewritten; the newest backup would be right",
            book.code, path.string(), stated->size)};
    }
}

bool Notary::read_page(ProgrammeId programme, Book& book) {
    const auto keep = [&](merkle::Node at, const merkle::Hash& hash) {
        if (at.level > 0 && at.level % kept_level_step == 0) book.fresh.push_back({at, hash});
    };
    const auto events = store_.read(programme)->log_bytes(book.tree.size() + 1, events_at_once);
    for (const std::string& event : events) {
        book.tree.add(merkle::leaf_hash(event), keep);
        book.is_asked_for = book.is_asked_for || event.contains(freezes);
    }
    return std::ssize(events) == events_at_once;
}

void Notary::sign(ProgrammeId programme, Book& book) {
    if (book.tree.size() == book.signed_size) return;
    const Checkpoint made{book.tree.size(), city_.now(),
                          key_.checkpoint(book.code, book.tree.size(), book.tree.root())};
    store_.proofs().keep(programme, made, book.fresh);
    remember(book, made.note);
    book.fresh.clear();
    book.signed_size = made.size;
    book.signed_at = system_.now();
    book.is_asked_for = false;
}

void Notary::remember(const Book& book, const std::string& note) {
    if (!settings_.memory.empty()) write_file(settings_.memory / book.code, note);
}

void Notary::tick() {
    for (const auto& [programme, code] : logs_of(store_)) {
        for (bool more = true; more;) {
            const std::lock_guard lock{mutex_};  // others come in between two pages
            more = read_page(programme, book_of(programme, code));
        }
        const std::lock_guard lock{mutex_};
        Book& book = book_of(programme, code);
        const Instant due = plus_seconds(book.signed_at, settings_.every_s);
        if (book.is_asked_for || system_.now() >= due) sign(programme, book);
    }
}

std::expected<Checkpoint, Notary::NoCheckpoint> Notary::cover(ProgrammeId programme,
                                                              std::int64_t size) {
    if (auto known = store_.proofs().covering(programme, size)) return *std::move(known);
    const std::lock_guard lock{mutex_};
    if (auto known = store_.proofs().covering(programme, size)) return *std::move(known);
    if (store_.read(programme)->tail().next_seq <= size) {
        return std::unexpected{NoCheckpoint::log_is_shorter};
    }
    Book& book = book_of(programme, code_of(programme));
    if (system_.now() < plus_seconds(book.signed_at, 1)) {
        return std::unexpected{NoCheckpoint::ask_again};
    }
    for (int page = 0; page < pages_for_a_question && book.tree.size() < size; ++page) {
        read_page(programme, book);
    }
    if (book.tree.size() < size) return std::unexpected{NoCheckpoint::ask_again};
    sign(programme, book);
    return store_.proofs().covering(programme, size).value();
}

std::string Notary::code_of(ProgrammeId programme) {
    for (const auto& [id, code] : logs_of(store_)) {
        if (id == programme) return code;
    }
    check(false, "a log is of a programme that exists");
    return {};
}

}  // namespace zq
