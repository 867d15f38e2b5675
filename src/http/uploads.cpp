// Uploads that go on after a broken connection: a file is announced, comes in pieces, and is taken
// in with its last one.
//
// What has come lies on this machine's disk, so a sender keeps to one server process until the file
// is whole. A piece that was written but not acknowledged is no loss: the sender asks how far it
// is.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <mutex>

#include "http/endpoints.h"
#include "http/personal.h"
#include "http/upload.h"

namespace zq::http {

namespace fs = std::filesystem;

namespace {

constexpr auto forgotten_after = std::chrono::hours{24};
constexpr int at_once_max = 32;  // unfinished ones of an organisation

// What was announced, beside the bytes that have come.
struct Announced {
    PartyId owner;
    std::string name;
    std::string media_type;
    std::int64_t bytes = 0;
    std::string digest;  // once it is taken in

    static void fields(auto& self, auto&& visit) {
        visit("owner", self.owner);
        visit("name", self.name);
        visit("media_type", self.media_type);
        visit("bytes", self.bytes);
        visit("digest", self.digest);
    }
};

fs::path folder_of(Call& call) {
    return call.services.settings.files / "pieces";
}
fs::path note_of(Call& call, const std::string& id) {
    return folder_of(call) / (id + ".json");
}
fs::path bytes_of(Call& call, const std::string& id) {
    return folder_of(call) / (id + ".part");
}

// One piece of an upload at a time, whoever sends it; others seldom share its lock.
std::mutex& writing(const std::string& id) {
    static std::array<std::mutex, 64> locks;
    return locks[std::hash<std::string>{}(id) % locks.size()];
}

// Counting those under way and adding one is one step.
std::mutex& beginning() {
    static std::mutex the_one;
    return the_one;
}

std::optional<Announced> read_note(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    if (!in) return std::nullopt;
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    const auto value = parse_canonical(text);
    if (!value) return std::nullopt;  // cut by a stop; the sender begins again
    return decoded<Announced>(*value);
}

void write_note(const fs::path& path, const Announced& announced) {
    const fs::path unfinished = path.string() + ".new";
    std::ofstream out{unfinished, std::ios::binary};
    out << canonical(encode(announced));
    out.close();
    if (!out) throw std::system_error{errno, std::generic_category(), "noting an upload"};
    fs::rename(unfinished, path);
}

// Forgets what nobody went on with for a day; says how many of an owner are under way.
int tidy(const fs::path& folder, PartyId owner) {
    fs::create_directories(folder);
    int under_way = 0;
    std::error_code gone;  // another thread may tidy, too
    for (const auto& entry : fs::directory_iterator{folder, gone}) {
        const auto age = fs::file_time_type::clock::now() - entry.last_write_time(gone);
        if (!gone && age > forgotten_after) {
            fs::remove(entry.path(), gone);
            continue;
        }
        if (entry.path().extension() != ".json") continue;
        const auto note = read_note(entry.path());
        if (note && note->owner == owner && note->digest.empty()) ++under_way;
    }
    return under_way;
}

struct Known {
    std::string id;
    Announced announced;
    std::int64_t offset = 0;
};

bool is_id(const std::string& text) {
    return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Known known_upload(Call& call) {
    const std::string& id = call.param("upload");
    if (!is_id(id)) throw not_found();
    auto announced = read_note(note_of(call, id));
    if (!announced || announced->owner != call.visitor.organisation) throw not_found();
    Known known{id, *std::move(announced), 0};
    known.offset = known.announced.bytes;
    if (known.announced.digest.empty()) {
        std::error_code missing;  // a stop came when it was whole: its sender begins again
        const auto size = fs::file_size(bytes_of(call, id), missing);
        known.offset = missing ? 0 : static_cast<std::int64_t>(size);
    }
    return known;
}

json::object told(const Known& known) {
    return {{"upload", known.id},
            {"name", known.announced.name},
            {"media_type", known.announced.media_type},
            {"bytes", known.announced.bytes},
            {"offset", known.offset}};
}

json::object told_with_file(Call& call, const Known& known) {
    json::object body = told(known);
    if (known.announced.digest.empty()) return body;
    const auto file =
        call.services.store.files().find(known.announced.digest, call.visitor.organisation);
    if (file) body["file"] = as_json(*file, call);
    return body;
}

void append(const fs::path& piece, const fs::path& to) {
    std::ifstream in{piece, std::ios::binary};
    std::ofstream out{to, std::ios::binary | std::ios::app};
    if (in.peek() != std::ifstream::traits_type::eof()) out << in.rdbuf();
    out.close();
    if (!in || !out) throw std::system_error{errno, std::generic_category(), "writing a piece"};
}

// Where the sender says that the piece begins.
std::int64_t offset_in(const Call& call) {
    const std::string text = call.incoming.header("upload-offset");
    const bool digits = !text.empty() && text.size() <= 15 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) throw malformed("", "Upload-Offset must be the number of bytes sent before");
    return std::stoll(text);
}

void take_whole(Call& call, Known& known) {
    const fs::path bytes = bytes_of(call, known.id);
    try {
        taken(call, bytes, known.announced.digest = digest_of_file(bytes), known.announced.bytes,
              known.announced.name, known.announced.media_type);
    } catch (const Problem&) {  // it is no file that is taken, and will not become one
        fs::remove(bytes);
        fs::remove(note_of(call, known.id));
        throw;
    }
    write_note(note_of(call, known.id), known.announced);
    std::error_code ignored;
    fs::remove(bytes, ignored);
}

}  // namespace

struct NewUpload {
    std::string name;
    std::string media_type;
    std::int64_t bytes = 0;
    static void fields(auto& self, auto&& visit) {
        visit("name", self.name);
        visit("media_type", self.media_type);
        visit("bytes", self.bytes);
    }
};
template <>
inline constexpr Names<3> must_have<NewUpload>{"name", "media_type", "bytes"};

Reply begin_upload(Call& call) {
    const auto asked = read_body<NewUpload>(call);
    const Announced announced{.owner = call.visitor.organisation,
                              .name = asked.name,
                              .media_type = asked.media_type,
                              .bytes = asked.bytes,
                              .digest = {}};
    check_file_name(announced.name);
    check_extension(announced.name, announced.media_type);
    if (announced.bytes < 1) {
        throw malformed("/bytes", "must be the number of bytes that will come, at least 1");
    }
    const std::size_t bytes_max = call.services.settings.file_bytes_max;
    if (announced.bytes > static_cast<std::int64_t>(bytes_max)) throw too_large(bytes_max);
    check_room(call, announced.bytes);
    const std::lock_guard lock{beginning()};
    if (tidy(folder_of(call), announced.owner) >= at_once_max) throw too_many(60);
    const Known known{random_hex(16), announced, 0};
    std::ofstream{bytes_of(call, known.id), std::ios::binary};
    write_note(note_of(call, known.id), known.announced);
    return reply_of(told(known), 201);
}

Reply show_upload(Call& call) {
    call.know_query({});
    return reply_of(told_with_file(call, known_upload(call)));
}

Reply continue_upload(Call& call) {
    call.know_query({});
    check(call.incoming.upload.has_value(), "the server has received the piece");
    const std::int64_t offset = offset_in(call);
    const std::lock_guard lock{writing(call.param("upload"))};
    Known known = known_upload(call);
    if (offset != known.offset) throw offset_wrong(known.offset);
    if (!known.announced.digest.empty()) return reply_of(told_with_file(call, known));
    if (known.offset + call.incoming.upload->bytes > known.announced.bytes) {
        throw malformed("", "more bytes than were announced");
    }
    append(call.incoming.upload->path, bytes_of(call, known.id));
    fs::last_write_time(note_of(call, known.id), fs::file_time_type::clock::now());
    known.offset += call.incoming.upload->bytes;
    if (known.offset == known.announced.bytes) take_whole(call, known);
    return reply_of(told_with_file(call, known));
}

}  // namespace zq::http
