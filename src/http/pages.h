// The files of the web app, read once at the start and served from memory: no request names a path
// of the disk.
#pragma once

#include "http/message.h"

namespace zq::http {

class Pages {
public:
    // `x.gz` beside `x` is what clients get that take gzip. Throws when there is no index.html.
    explicit Pages(const std::filesystem::path& folder);

    // The file at an address; for an address of no file the app itself, which knows its pages.
    // Nothing where the last step of the address looks like a file's name.
    std::optional<Reply> find(const Incoming& incoming) const;

private:
    struct File {
        std::string media_type;
        std::string bytes;
        std::string packed;  // with gzip; empty: there is none
        std::string etag;
        bool is_named_by_content = false;
    };
    const File* file_at(std::string_view path) const;

    std::map<std::string, File, std::less<>> files_;
};

}  // namespace zq::http
