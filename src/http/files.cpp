// Files: stored under their digest, given back only as attachments and only to their owner and to
// those who examine papers.
#include <charconv>

#include "http/endpoints.h"
#include "http/listing.h"
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

constexpr std::size_t name_bytes_max = 300;

std::string name_in_query(const Call& call) {
    std::string name = call.query("name").value_or("file");
    if (name.empty() || name.size() > name_bytes_max ||
        name.find_first_of("/\\") != std::string::npos) {
        throw malformed("/name",
                        fmt::format("must be a file's name of at most {} bytes", name_bytes_max));
    }
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
PartyId owner_asked_for(const Call& call) {
    static constexpr std::string_view known[] = {"owner"};
    call.know_query(known);
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

}  // namespace

Reply list_files(Call& call) {
    static constexpr std::string_view known[] = {"q", "limit", "cursor"};
    call.know_query(known);
    const std::string wanted = searchable(call.query("q").value_or(""));
    const std::int64_t limit = limit_in_query(call);
    std::optional<FilePlace> after = place_in_query(call);
    json::array items;
    while (true) {
        const auto files =
            call.services.store.files().of(call.visitor.organisation, after, page_max);
        for (const StoredFile& file : files) {
            if (!searchable(file.name).contains(wanted)) continue;
            if (std::ssize(items) == limit) return reply_with(std::move(items), text_of(*after));
            items.push_back(json::object{{"digest", file.digest},
                                         {"media_type", file.media_type},
                                         {"bytes", file.bytes},
                                         {"name", file.name},
                                         {"at", to_rfc3339(file.at, call.zone())}});
            after = FilePlace{file.at, file.digest};
        }
        if (std::ssize(files) < page_max) return reply_with(std::move(items), {});
        after = FilePlace{files.back().at, files.back().digest};
    }
}

Reply upload_file(Call& call) {
    static constexpr std::string_view known[] = {"name"};
    call.know_query(known);
    check(call.incoming.upload.has_value(), "the server has received the file");
    const Upload& upload = *call.incoming.upload;
    const std::string media_type = media_type_of(upload.head);
    std::string declared = call.incoming.header("content-type");
    declared = declared.substr(0, declared.find(';'));
    if (media_type.empty() || declared != media_type) {
        throw wrong_media_type(
            "PDF, PNG and JPEG are taken, with a Content-Type that says what the bytes are.");
    }
    const StoredFile file{.digest = upload.digest,
                          .media_type = media_type,
                          .bytes = upload.bytes,
                          .owner = call.visitor.organisation,
                          .name = name_in_query(call),
                          .at = call.services.system_clock.now()};
    keep(upload, call.services.settings.files);
    call.services.store.files().put(file);
    return reply_of(json::object{{"digest", file.digest},
                                 {"media_type", file.media_type},
                                 {"bytes", file.bytes},
                                 {"name", file.name}},
                    201);
}

Reply download_file(Call& call) {
    const std::string& digest = call.param("digest");
    if (!is_digest(digest)) throw not_found();
    const auto file = call.services.store.files().find(digest, owner_asked_for(call));
    const auto path = call.services.settings.files / digest;
    if (!file || !std::filesystem::exists(path)) throw not_found();
    Reply reply;
    reply.media_type = file->media_type;
    reply.file = path;
    reply.with("Content-Disposition", "attachment; filename*=UTF-8''" + encoded_name(file->name));
    return reply;
}

}  // namespace zq::http
