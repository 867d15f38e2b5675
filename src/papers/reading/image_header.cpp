// Walks the parts of a PNG or JPEG to its very end: what lies behind is another file.
#include "papers/reading/image_header.h"

#include <zlib.h>

#include <algorithm>
#include <functional>

namespace zq::papers {

namespace {

constexpr Bytes png_mark{"\x89PNG\r\n\x1a\n", 8};

ImageHeader refused(app::Hazard hazard) {
    ImageHeader header;
    header.hazard = hazard;
    return header;
}

std::uint32_t crc_of(Bytes bytes) {
    return static_cast<std::uint32_t>(
        crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Cameras write more pictures behind the first (a preview, a map of depths), and Samsung's a list
// of short notes. Those are looked at by nobody; anything else is another file.
bool may_follow_jpeg(Bytes behind) {
    const std::size_t content = behind.find_first_not_of('\0');
    if (content == Bytes::npos) return true;
    behind.remove_prefix(content);
    if (behind.ends_with("SEFT") && behind.size() <= 4096) return true;
    return is_jpeg(behind) && behind.find("\xff\xd9") != Bytes::npos;
}

bool has_no_length(unsigned marker) {
    return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

bool is_frame(unsigned marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// A directory of tags (TIFF 6.0, section 2) within `tiff`.
class Tags {
public:
    Tags(Bytes tiff) : tiff_{tiff}, big_{tiff.starts_with("MM")} {}

    std::uint64_t number(std::size_t at, std::size_t size) const {
        return big_ ? big_endian(tiff_, at, size) : little_endian(tiff_, at, size);
    }

    void each(std::uint64_t directory, const std::function<void(std::uint64_t, std::size_t)>& see) {
        if (directory + 2 > tiff_.size()) return;
        const std::uint64_t count = std::min<std::uint64_t>(number(directory, 2), 200);
        for (std::uint64_t i = 0; i < count; ++i) {
            const std::size_t entry = directory + 2 + i * 12;
            if (entry + 12 > tiff_.size()) return;
            see(number(entry, 2), entry);
        }
    }

    std::string text(std::size_t entry) const {
        const std::uint64_t count = std::min<std::uint64_t>(number(entry + 4, 4), 64);
        const std::size_t at = count <= 4 ? entry + 8 : number(entry + 8, 4);
        if (at > tiff_.size()) return {};
        const Bytes raw = tiff_.substr(at, count);
        std::string text{raw.substr(0, raw.find('\0'))};
        std::erase_if(text, [](char c) { return c < ' ' || c > '~'; });
        return text;
    }

private:
    Bytes tiff_;
    bool big_;
};

void read_exif(Bytes tiff, ImageHeader& header) {
    Tags tags{tiff};
    std::uint64_t more = 0;
    std::string changed;
    tags.each(tags.number(4, 4), [&](std::uint64_t tag, std::size_t entry) {
        if (tag == 0x0112) {
            const std::uint64_t said = tags.number(entry + 8, 2);
            if (said >= 1 && said <= 8) header.turned = static_cast<int>(said);  // else it lies
        }
        if (tag == 0x0110) header.maker = tags.text(entry);
        if (tag == 0x0132) changed = tags.text(entry);
        if (tag == 0x8769) more = tags.number(entry + 8, 4);
    });
    if (more != 0) {
        tags.each(more, [&](std::uint64_t tag, std::size_t entry) {
            if (tag == 0x9003) header.taken = tags.text(entry);
        });
    }
    if (header.taken.empty()) header.taken = changed;
}

}  // namespace

bool is_png(Bytes file) {
    return file.starts_with(png_mark);
}
bool is_jpeg(Bytes file) {
    return file.starts_with("\xff\xd8\xff");
}

ImageHeader png_header(Bytes file) {
    ImageHeader header;
    bool has_pixels = false;
    for (std::size_t at = png_mark.size();;) {
        const std::uint64_t length = big_endian(file, at, 4);
        if (at + 12 + length > file.size()) return refused(app::Hazard::broken);
        const Bytes kind = file.substr(at + 4, 4);
        const Bytes body = file.substr(at + 8, length);
        if (crc_of(file.substr(at + 4, 4 + length)) != big_endian(file, at + 8 + length, 4)) {
            return refused(app::Hazard::broken);
        }
        if (at == png_mark.size()) {
            if (kind != "IHDR" || length != 13) return refused(app::Hazard::broken);
            header.width = static_cast<std::int64_t>(big_endian(body, 0, 4));
            header.height = static_cast<std::int64_t>(big_endian(body, 4, 4));
        }
        has_pixels = has_pixels || kind == "IDAT";
        at += 12 + length;
        if (kind != "IEND") continue;
        if (at != file.size()) return refused(app::Hazard::polyglot);
        break;
    }
    if (!has_pixels || header.width == 0 || header.height == 0) {
        return refused(app::Hazard::broken);
    }
    return header;
}

ImageHeader jpeg_header(Bytes file) {
    ImageHeader header;
    bool has_pixels = false;
    for (std::size_t at = 2; at < file.size();) {
        const std::size_t mark = file.find('\xff', at);
        if (mark == Bytes::npos) break;
        const auto marker = static_cast<unsigned>(big_endian(file, mark + 1, 1));
        at = mark + (marker == 0xff ? 1 : 2);
        if (marker == 0xff || marker == 0 || has_no_length(marker)) continue;
        if (marker == 0xd9) {
            if (!has_pixels || header.width == 0) break;
            if (!may_follow_jpeg(file.substr(at))) header.hazard = app::Hazard::polyglot;
            return header;
        }
        const std::uint64_t length = big_endian(file, at, 2);
        if (length < 2 || at + length > file.size()) break;
        const Bytes body = file.substr(at + 2, length - 2);
        if (is_frame(marker)) {
            header.height =
                std::max(header.height, static_cast<std::int64_t>(big_endian(body, 1, 2)));
            header.width =
                std::max(header.width, static_cast<std::int64_t>(big_endian(body, 3, 2)));
        }
        if (marker == 0xe1 && body.starts_with(Bytes{"Exif\0\0", 6})) {
            read_exif(body.substr(6), header);
        }
        has_pixels = has_pixels || marker == 0xda;
        at += length;
    }
    return refused(app::Hazard::broken);
}

}  // namespace zq::papers
