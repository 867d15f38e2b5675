// Files under assets/ bear their content's hash in their name and may be kept for ever; all others
// are asked for again, and mostly have not changed.
#include "http/pages.h"

#include <fstream>
#include <iterator>

#include "base/digest.h"

namespace zq::http {

namespace {

constexpr std::string_view index_path = "/index.html";
constexpr std::size_t etag_digits = 16;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::string media_type_by_name(const std::filesystem::path& path) {
    static const std::map<std::string, std::string, std::less<>> types{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".json", "application/json"},
        {".txt", "text/plain; charset=utf-8"},
        {".webmanifest", "application/manifest+json"}};
    const auto found = types.find(path.extension().string());
    return found == types.end() ? "application/octet-stream" : found->second;
}

}  // namespace

Pages::Pages(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "index.html")) {
        throw std::runtime_error{"--web is '" + folder.string() +
                                 "', which holds no index.html; web/dist would, once built"};
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        const std::filesystem::path& path = entry.path();
        if (!entry.is_regular_file() || path.extension() == ".gz") continue;
        File file{.media_type = media_type_by_name(path),
                  .bytes = bytes_of(path),
                  .packed = bytes_of(path.string() + ".gz"),
                  .etag = {},
                  .is_named_by_content = false};
        file.etag = '"' + sha256_hex(file.bytes).substr(0, etag_digits) + '"';
        const std::string address = "/" + std::filesystem::relative(path, folder).string();
        file.is_named_by_content = address.starts_with("/assets/");
        files_.emplace(address, std::move(file));
    }
}

const Pages::File* Pages::file_at(std::string_view path) const {
    const auto found = files_.find(path);
    if (found != files_.end()) return &found->second;
    const bool is_file = path.substr(path.rfind('/') + 1).contains('.') || path.contains("/.");
    if (is_file) return nullptr;
    return &files_.find(index_path)->second;
}

std::optional<Reply> Pages::find(const Incoming& incoming) const {
    const std::string_view target = incoming.target;
    const File* file = file_at(target.substr(0, target.find('?')));
    if (!file) return std::nullopt;
    Reply reply;
    reply.media_type = file->media_type;
    reply.with("Cache-Control",
               file->is_named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
    reply.with("ETag", file->etag).with("Vary", "Accept-Encoding");
    if (incoming.header("if-none-match") == file->etag) {
        reply.status = 304;
        reply.media_type.clear();
        return reply;
    }
    const bool packed =
        !file->packed.empty() && incoming.header("accept-encoding").contains("gzip");
    if (packed) reply.with("Content-Encoding", "gzip");
    reply.body = packed ? file->packed : file->bytes;
    return reply;
}

}  // namespace zq::http
