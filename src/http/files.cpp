// Files: given back only as attachments, or drawn page by page, and only to their owner and to
// those who have the case that they belong to (http/cases.h).
#include <atomic>
#include <charconv>
#include <fstream>

#include "app/reading_room.h"
#include "http/cases.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/personal.h"
#include "http/search.h"
#include "http/upload.h"

namespace zq::http {

namespace {

// RFC 8187: everything but the plainest characters is percent-encoded.
std::string encoded_name(const std::string& name) {
    std::string text;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (plain) {
            text += c;
        } else {
            text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return text;
}

std::string name_in_query(const Call& call) {
    std::string name = call.query("name").value_or("file");
    check_file_name(name);
    return name;
}

bool is_digest(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Where a page ended, as a cursor: "1750035600000000.<digest>".
std::string text_of(const FilePlace& place) {
    return fmt::format("{}.{}", place.at.micros, place.digest);
}

std::optional<FilePlace> place_in_query(const Call& call) {
    const auto cursor = call.query("cursor");
    if (!cursor) return std::nullopt;
    FilePlace place;
    const auto dot = cursor->find('.');
    const char* end = cursor->data() + std::min(dot, cursor->size());
    const auto read = std::from_chars(cursor->data(), end, place.at.micros);
    if (dot != std::string::npos) place.digest = cursor->substr(dot + 1);
    if (read.ec != std::errc{} || read.ptr != end || !is_digest(place.digest)) {
        throw malformed("/cursor", "is not one that this list gave");
    }
    return place;
}

// Of one's own organisation; who examines papers names the owner.
PartyId owner_in(const Call& call) {
    const auto owner = call.query("owner");
    if (!owner || !call.is(roles::readers | Role::expert)) return call.visitor.organisation;
    PartyId party;
    for (const char c : *owner) {
        if (c < '0' || c > '9' || party.value > number_max) {
            throw malformed("/owner", "must be the number of an organisation");
        }
        party.value = party.value * 10 + (c - '0');
    }
    return party;
}

PartyId owner_asked_for(const Call& call) {
    static constexpr std::string_view known[] = {"owner"};
    call.know_query(known);
    return owner_in(call);
}

constexpr std::size_t images_max = 40;

// A file that the visitor may see, and where its bytes lie.
struct Stored {
    StoredFile file;
    std::filesystem::path path;
};

Stored seen_file(Call& call, PartyId owner, const std::string& part) {
    const std::string& digest = call.param("digest");
    if (!is_digest(digest)) throw not_found();
    const auto file = call.services.store.files().find(digest, owner);
    const auto path = file ? call.services.shelf.fetch(digest) : std::nullopt;
    if (!path) throw not_found();
    if (!call.is(roles::parties)) open_paper(call, digest, owner, part);
    return {*file, *path};
}

// Somebody else may have used the same bytes: that is not for this provider to know.
bool is_of(Reader& reader, const Subject& subject, PartyId provider) {
    Keys keys;
    keys.add<Order>(OrderId{subject.id});
    keys.add<Product>(ProductId{subject.id});
    WorkingSet tables;
    reader.load(keys, tables);
    if (subject.entity == Entity<Order>::name) {
        const Order* order = tables.find<Order>(OrderId{subject.id});
        return order && order->provider == provider;
    }
    const Product* product = tables.find<Product>(ProductId{subject.id});
    return product && product->provider == provider;
}

// What accepted acts used these files for, by digest.
std::map<std::string, json::array> uses_of(Call& call, const std::vector<StoredFile>& files) {
    std::vector<std::string> digests;
    for (const StoredFile& file : files) digests.push_back(file.digest);
    std::map<std::string, json::array> uses;
    for (const ProgrammeId programme : call.services.use_cases.programmes()) {
        const std::string& code = call.services.use_cases.rulebook(programme).code;
        const auto reader = call.services.store.read(programme);
        for (const FileUse& use : reader->uses(digests)) {
            if (!is_of(*reader, use.subject, call.visitor.organisation)) continue;
            uses[use.digest].push_back(json::object{
                {"programme", code}, {"entity", use.subject.entity}, {"id", use.subject.id}});
        }
    }
    return uses;
}

// Files of one owner that fit, after a place, until there are `most`; a page of the list.
std::vector<StoredFile> files_like(Call& call, const std::string& wanted,
                                   std::optional<FilePlace> after, std::int64_t most) {
    StoredFiles& all = call.services.store.files();
    std::vector<StoredFile> found;
    while (true) {
        const auto files = all.of(call.visitor.organisation, after, page_max);
        for (const StoredFile& file : files) {
            if (searchable(file.name).contains(wanted)) found.push_back(file);
            if (std::ssize(found) == most) return found;
        }
        if (std::ssize(files) < page_max) return found;
        after = FilePlace{files.back().at, files.back().digest};
    }
}

json::object page_as_json(const PageSeen& page) {
    json::array codes;
    for (const std::string& code : page.codes) codes.push_back(json::value(code));
    json::array seals;
    for (const SealSeen& seal : page.seals) {
        seals.push_back(json::object{{"shape", name_of(seal.shape)},
                                     {"left", seal.left},
                                     {"top", seal.top},
                                     {"width", seal.width},
                                     {"height", seal.height}});
    }
    return {{"characters", count_code_points(page.text)},
            {"codes", std::move(codes)},
            {"seals", std::move(seals)}};
}

// Widths that a page may be drawn at: what thumbnails, phones and desks show.
constexpr std::int64_t widths[] = {240, 800, 1200, 1600};

std::int64_t width_in_query(const Call& call) {
    const std::string asked = call.query("width").value_or("800");
    for (const std::int64_t width : widths) {
        if (asked == std::to_string(width)) return width;
    }
    throw malformed("/width", "must be 240, 800, 1200 or 1600");
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// Drawings are kept for a day: of a file that is gone nothing stays longer.
void forget_old_drawings(const std::filesystem::path& folder) {
    namespace fs = std::filesystem;
    static std::atomic<std::int64_t> last{0};
    const auto now = fs::file_time_type::clock::now();
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(now.time_since_epoch());
    if (last.exchange(minute.count()) == minute.count()) return;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator{folder, gone}) {
        const auto made = entry.last_write_time(gone);
        if (!gone && now - made > std::chrono::hours{24}) fs::remove(entry.path(), gone);
    }
}

// Drawn once, then read back.
std::string drawn_page(Call& call, const Stored& seen, std::int64_t page, std::int64_t width) {
    const auto folder = call.services.settings.files / "drawn";
    const auto place = folder / fmt::format("{}-{}-{}.png", seen.file.digest, page, width);
    if (std::filesystem::exists(place)) return content_of(place);
    std::string png = call.services.paper_reader.draw(seen.path, page, width);
    if (png.empty()) throw not_found();
    std::filesystem::create_directories(folder);
    const auto unfinished = folder / ("incoming-" + random_hex(8));
    std::ofstream out{unfinished, std::ios::binary};
    out << png;
    out.close();
    if (out) std::filesystem::rename(unfinished, place);
    forget_old_drawings(folder);
    return png;
}

// Images of one's own, as the body names them.
void check_images(Call& call, const std::vector<std::string>& digests) {
    if (digests.empty() || digests.size() > images_max) {
        throw malformed("/files", fmt::format("must be 1 to {} digests of images", images_max));
    }
    for (std::size_t i = 0; i < digests.size(); ++i) {
        const auto file = call.services.store.files().find(digests[i], call.visitor.organisation);
        if (!file || !file->media_type.starts_with("image/")) {
            throw invalid_value(fmt::format("/files/{}", i),
                                "no image of this digest was uploaded by this organisation");
        }
    }
}

}  // namespace

struct Binding {
    std::string name;
    std::vector<std::string> files;
    static void fields(auto& self, auto&& visit) {
        visit("name", self.name);
        visit("files", self.files);
    }
};
template <>
inline constexpr Names<2> must_have<Binding>{"name", "files"};

Reply list_files(Call& call) {
    static constexpr std::string_view known[] = {"q", "limit", "cursor"};
    call.know_query(known);
    const std::string wanted = searchable(call.query("q").value_or(""));
    const std::int64_t limit = limit_in_query(call);
    std::vector<StoredFile> files = files_like(call, wanted, place_in_query(call), limit + 1);
    const bool more = std::ssize(files) > limit;
    if (more) files.pop_back();
    auto uses = uses_of(call, files);
    json::array items;
    for (const StoredFile& file : files) {
        json::object item = as_json(file, call);
        item["uses"] = std::move(uses[file.digest]);
        items.push_back(std::move(item));
    }
    const std::string next =
        more ? text_of(FilePlace{files.back().at, files.back().digest}) : std::string{};
    return reply_with(std::move(items), next);
}

Reply upload_file(Call& call) {
    static constexpr std::string_view known[] = {"name"};
    call.know_query(known);
    check(call.incoming.upload.has_value(), "the server has received the file");
    const Upload& upload = *call.incoming.upload;
    std::string declared = call.incoming.header("content-type");
    declared = declared.substr(0, declared.find(';'));
    return reply_of(
        taken(call, upload.path, upload.digest, upload.bytes, name_in_query(call), declared), 201);
}

Reply bind_images(Call& call) {
    const auto asked = read_body<Binding>(call);
    check_file_name(asked.name);
    check_images(call, asked.files);
    const auto scratch = call.services.settings.files / ("incoming-" + random_hex(8));
    const auto file = call.services.intake.bind(asked.files, scratch,
                                                {.path = {},
                                                 .digest = {},
                                                 .bytes = 0,
                                                 .owner = call.visitor.organisation,
                                                 .name = asked.name,
                                                 .declared = {},
                                                 .at = call.services.system_clock.now()});
    std::error_code ignored;  // what was taken has been moved away
    std::filesystem::remove(scratch, ignored);
    if (!file) turn_away(file.error());
    if (call.services.reading) call.services.reading->wake();
    return reply_of(as_json(*file, call), 201);
}

Reply download_file(Call& call) {
    const Stored seen = seen_file(call, owner_asked_for(call), "whole");
    Reply reply;
    reply.media_type = seen.file.media_type;
    reply.file = seen.path;
    reply.with("Content-Disposition",
               "attachment; filename*=UTF-8''" + encoded_name(seen.file.name));
    return reply;
}

Reply show_transcript(Call& call) {
    const Stored seen = seen_file(call, owner_asked_for(call), "reading");
    json::object body = as_json(seen.file, call);
    const auto transcript = call.services.store.files().transcript(seen.file.digest);
    body["read"] = transcript.has_value();
    if (!transcript) return reply_of(body);
    json::array pages;
    for (const PageSeen& page : transcript->pages) pages.push_back(page_as_json(page));
    body["seen"] = std::move(pages);
    body["complete"] = transcript->complete;
    body["maker"] = transcript->maker;
    if (transcript->made) body["made"] = to_rfc3339(*transcript->made, call.zone());
    return reply_of(body);
}

Reply draw_page(Call& call) {
    static constexpr std::string_view known[] = {"owner", "width"};
    call.know_query(known);
    const std::int64_t width = width_in_query(call);
    const std::int64_t page = call.number("page");
    const Stored seen = seen_file(call, owner_in(call), fmt::format("page {}", page));
    if (page < 1 || page > seen.file.pages) throw not_found();
    Reply reply;
    reply.media_type = "image/png";
    reply.body = drawn_page(call, seen, page, width);
    return reply;
}

}  // namespace zq::http
