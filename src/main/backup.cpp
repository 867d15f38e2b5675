// The database first, then the files: what it names was there before it was named.
#include "main/backup.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "app/log.h"
#include "main/durable_files.h"
#include "main/house.h"
#include "store/sql/copy.h"
#include "store/sql/snapshot.h"
#include "store/sql/sql_store.h"

namespace zq {

namespace fs = std::filesystem;

namespace {

constexpr const char* database_name = "zuoquan.db";
constexpr const char* manifest_name = "manifest.json";
constexpr const char* files_name = "files";
constexpr std::string_view sqlite_scheme = "sqlite:";

std::string url_of(const fs::path& file) {
    return std::string{sqlite_scheme} + file.string();
}

// A folder that was empty or not there, and is emptied again unless all goes well.
class EmptyPlace {
public:
    explicit EmptyPlace(fs::path folder) : folder_{std::move(folder)} {
        const bool free = !fs::exists(folder_) || (fs::is_directory(folder_) && is_empty());
        if (!free) {
            throw std::runtime_error{"--to is '" + folder_.string() +
                                     "', where something is already; an empty folder, or one that "
                                     "is not there yet, would be right"};
        }
        fs::create_directories(folder_);
        fs::permissions(folder_, fs::perms::owner_all);
    }
    ~EmptyPlace() {
        if (done_) return;
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator{folder_, ignored}) {
            fs::remove_all(entry.path(), ignored);
        }
    }
    EmptyPlace(const EmptyPlace&) = delete;
    EmptyPlace& operator=(const EmptyPlace&) = delete;

    fs::path operator/(const char* name) const { return folder_ / name; }
    void done() {
        make_durable(folder_);
        done_ = true;
    }

private:
    bool is_empty() const { return fs::directory_iterator{folder_} == fs::directory_iterator{}; }

    fs::path folder_;
    bool done_ = false;
};

std::vector<Manifest::Log> logs_of(Store& store) {
    auto programmes = store.programmes();
    programmes.emplace(programmes.begin(), registry, "registry");
    std::vector<Manifest::Log> logs;
    for (const auto& [programme, code] : programmes) {
        const Tail tail = store.read(programme)->tail();
        logs.push_back({programme.value, code, tail.next_seq - 1, tail.last_hash});
    }
    return logs;
}

// Where an upload lies, or nothing: one that was dropped since the snapshot was set aside.
std::optional<fs::path> place_of(const fs::path& folder, const std::string& digest) {
    for (const fs::path& place : {folder / digest, folder / "aside" / digest}) {
        if (fs::exists(place)) return place;
    }
    return std::nullopt;
}

void back_up_files(const BackupJob& job, const fs::path& to, Manifest& manifest) {
    if (!fs::is_directory(job.files)) {
        throw std::runtime_error{"--files is '" + job.files.string() +
                                 "', which is no folder; that of the uploads would be right, or "
                                 "--without-files when they lie in an object store"};
    }
    fs::create_directory(to);
    for (const SnapshotFile& file : files_of_snapshot(job.to / database_name)) {
        const auto place = place_of(job.files, file.digest);
        const fs::path copy = to / file.digest;
        const auto content = place ? copy_durably(*place, copy) : FileContent{};
        if (content.digest == file.digest) {
            manifest.files.push_back({file.digest, content.bytes});
        } else {
            fs::remove(copy);
            manifest.missing.push_back(file.digest);
        }
    }
    make_durable(to);
}

// ---- restoring

Manifest manifest_in(const fs::path& folder) {
    const fs::path path = folder / manifest_name;
    std::ifstream in{path, std::ios::binary};
    if (!in) {
        throw std::runtime_error{"--from is '" + folder.string() + "', where no " + manifest_name +
                                 " can be read: that is no backup, or one that was not finished"};
    }
    std::ostringstream bytes;
    bytes << in.rdbuf();
    std::string text = bytes.str();
    if (text.ends_with('\n')) text.pop_back();
    const auto value = parse_canonical(text);
    if (!value) throw std::runtime_error{path.string() + " is damaged: it cannot be read"};
    Manifest manifest;
    try {
        manifest = decoded<Manifest>(*value);
    } catch (const Undecodable& fault) {
        throw std::runtime_error{path.string() +
                                 " is damaged, or of a newer version: " + fault.what()};
    }
    return manifest;
}

void ask_same(const fs::path& file, const FileContent& found, const Manifest::File& wanted) {
    if (found.digest == wanted.digest && found.bytes == wanted.bytes) return;
    throw std::runtime_error{
        fmt::format("{} is damaged: it has {} bytes and SHA-256 {}, where the manifest says {} and "
                    "{}",
                    file.string(), found.bytes, found.digest, wanted.bytes, wanted.digest)};
}

void bring(const fs::path& from, const fs::path& to, const Manifest::File& wanted) {
    if (!fs::exists(from)) {
        throw std::runtime_error{from.string() + " is missing, which the manifest names"};
    }
    ask_same(from, copy_durably(from, to), wanted);
}

// The logs are as long as they were, end as they ended, and the tables are what they make.
void ask_whole(Store& store, const Manifest& manifest, const Tell& tell) {
    const auto logs = logs_of(store);
    if (logs != manifest.logs) {
        throw std::runtime_error{"the logs of the database are not those that the manifest names"};
    }
    for (const Manifest::Log& log : logs) {
        if (const auto difference = verify(store, ProgrammeId{log.programme})) {
            throw std::runtime_error{log.code + ": " + difference->where + ": " + difference->what};
        }
        tell(fmt::format("{}: {} events, every table is their fold", log.code, log.events));
    }
}

void ask_all_files_named(const fs::path& database, const Manifest& manifest) {
    std::vector<std::string> named = manifest.missing;
    for (const Manifest::File& file : manifest.files) named.push_back(file.digest);
    std::ranges::sort(named);
    for (const SnapshotFile& file : files_of_snapshot(database)) {
        if (std::ranges::binary_search(named, file.digest)) continue;
        throw std::runtime_error{"the database names the file " + file.digest +
                                 ", which the manifest does not"};
    }
}

void restore_files(const RestoreJob& job, const fs::path& to, const Manifest& manifest) {
    fs::create_directory(to);
    for (const Manifest::File& file : manifest.files) {
        bring(job.from / files_name / file.digest, to / file.digest, file);
    }
    make_durable(to);
}

// Into another database than the file that was restored and checked.
void move_into(const std::string& database, const fs::path& checked, const Manifest& manifest,
               const Tell& tell) {
    const auto target = open_store(database);
    copy_database(url_of(checked), database);
    ask_whole(*target, manifest, tell);
    fs::remove(checked);
}

void ask_free(const std::string& database) {
    if (!database.starts_with(sqlite_scheme)) return;
    const std::string path = database.substr(sqlite_scheme.size());
    if (fs::exists(path)) {
        throw std::runtime_error{"--database is '" + database +
                                 "', where a file is already; the name of a new one would be "
                                 "right"};
    }
}

}  // namespace

Manifest make_backup(const BackupJob& job) {
    EmptyPlace place{job.to};
    const fs::path database = place / database_name;
    take_snapshot(job.database, database);
    Manifest manifest;
    manifest.version = ZQ_VERSION;
    manifest.made_at = job.made_at;
    manifest.logs = logs_of(*open_store(url_of(database)));
    manifest.schema = schema_of_snapshot(database);
    manifest.with_files = !job.files.empty();
    if (manifest.with_files) back_up_files(job, place / files_name, manifest);
    seal_snapshot(database);
    make_durable(database);
    const FileContent content = content_of(database);
    manifest.database = {content.digest, content.bytes};
    write_durably(place / manifest_name, canonical(encode(manifest)) + "\n");
    place.done();
    return manifest;
}

Manifest restore_backup(const RestoreJob& job, const Tell& tell) {
    Manifest manifest = manifest_in(job.from);
    ask_free(job.database);
    EmptyPlace place{job.to};
    const fs::path unchecked = place / "zuoquan.db.restoring";
    bring(job.from / database_name, unchecked, manifest.database);
    ask_whole(*open_store(url_of(unchecked)), manifest, tell);
    if (manifest.with_files) {
        ask_all_files_named(unchecked, manifest);
        restore_files(job, place / files_name, manifest);
    }
    seal_snapshot(unchecked);
    if (job.database.empty()) {
        make_durable(unchecked);
        fs::rename(unchecked, place / database_name);
    } else {
        move_into(job.database, unchecked, manifest, tell);
    }
    place.done();
    return manifest;
}

}  // namespace zq
