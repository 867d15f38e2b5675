// The notary of a house: keeps the Merkle tree of every log, and signs what each has come to, every
// minute and whenever a batch of payments was frozen.
//
// It reads the log behind the writers, and no claim waits for it.
// The last checkpoint of each log is kept outside of the database as well, so that a database that
// was put back to yesterday, or rewritten, is noticed before it is served again.
#pragma once

#include <expected>
#include <mutex>

#include "app/log_key.h"
#include "app/proofs.h"
#include "app/use_cases.h"

namespace zq {

class Notary {
public:
    struct Settings {
        std::int64_t every_s = 60;
        std::filesystem::path memory;  // folder of the last checkpoints; empty: none is kept
    };
    // `city` stamps checkpoints, `system` says when the next one is due. Throws std::runtime_error
    // when a log is older than its last checkpoint, or is another one.
    Notary(Store& store, Clock& city, Clock& system, LogKey key, Settings settings);

    // Reads on in every log, and signs where it is time to.
    void tick();
    // The first checkpoint of this size or more. Where there is none it is made, but not more often
    // than once a second: whoever asks must not keep the disk busy.
    enum class NoCheckpoint { log_is_shorter, ask_again };
    std::expected<Checkpoint, NoCheckpoint> cover(ProgrammeId programme, std::int64_t size);

    const LogKey& key() const { return key_; }
    std::string code_of(ProgrammeId programme);

private:
    // What is known of one log: its tree up to where it was read.
    struct Book {
        std::string code;
        merkle::Frontier tree;
        std::vector<LogNode> fresh;  // nodes that are not kept yet
        std::int64_t signed_size = 0;
        Instant signed_at{};
        bool is_asked_for = false;  // a batch was frozen
    };

    Book& book_of(ProgrammeId programme, const std::string& code);
    Book opened(ProgrammeId programme, const std::string& code);
    void check_memory(ProgrammeId programme, const Book& book);
    // Whether there may be more.
    bool read_page(ProgrammeId programme, Book& book);
    void sign(ProgrammeId programme, Book& book);
    void remember(const Book& book, const std::string& note);

    Store& store_;
    Clock& city_;
    Clock& system_;
    LogKey key_;
    Settings settings_;
    std::mutex mutex_;
    std::map<ProgrammeId, Book> books_;
};

// The registry's log, and each programme's, by number and code.
std::vector<std::pair<ProgrammeId, std::string>> logs_of(Store& store);

}  // namespace zq
