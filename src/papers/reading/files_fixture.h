// Files for tests, made byte by byte: honest ones, and such as nobody sends by mistake.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace zq::papers::fixture {

inline std::string number(std::uint64_t value, std::size_t width) {
    const std::string digits = std::to_string(value);
    return std::string(width - std::min(width, digits.size()), '0') + digits;
}

// A PDF of these objects, the first of which is its catalogue.
inline std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "",
                          const std::string& head = "%PDF-1.7\n") {
    std::string out = head;
    std::string table;
    std::size_t count = 1;
    for (const std::string& object : objects) {
        table += number(out.size(), 10) + " 00000 n \n";
        out += std::to_string(count++) + " 0 obj\n" + object + "\nendobj\n";
    }
    const std::size_t start = out.size();
    const std::string size = std::to_string(count);
    return out + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<</Size " +
           size + "/Root 1 0 R" + trailer + ">>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

inline std::string stream_of(const std::string& dictionary, const std::string& body) {
    return "<<" + dictionary + "/Length " + std::to_string(body.size()) + ">>stream\n" + body +
           "\nendstream";
}

// A document of `pages` pages that say nothing. `catalogue` goes into the catalogue, `more` behind
// the pages: object 3 + pages and on.
inline std::string plain_pdf(const std::string& catalogue = "",
                             const std::vector<std::string>& more = {}, std::size_t pages = 1,
                             const std::string& trailer = "", const std::string& page_entry = "") {
    std::string kids;
    for (std::size_t i = 0; i < pages; ++i) kids += std::to_string(i + 3) + " 0 R ";
    std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R" + catalogue + ">>",
        "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(pages) + ">>"};
    for (std::size_t i = 0; i < pages; ++i) {
        objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + page_entry + ">>");
    }
    objects.insert(objects.end(), more.begin(), more.end());
    return pdf_of(objects, trailer);
}

inline std::string deflated(const std::string& bytes) {
    uLongf length = compressBound(static_cast<uLong>(bytes.size()));
    std::string out(length, '\0');
    compress2(reinterpret_cast<Bytef*>(out.data()), &length,
              reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uLong>(bytes.size()), 9);
    out.resize(length);
    return out;
}

inline std::string big(std::uint64_t value) {
    std::string out;
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255);
    return out;
}
inline std::string little(std::uint64_t value, int bytes) {
    std::string out;
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 255);
    return out;
}

inline std::uint32_t crc_of(const std::string& bytes) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

inline std::string png_part(const std::string& kind, const std::string& body) {
    return big(body.size()) + kind + body + big(crc_of(kind + body));
}

// A grey PNG that says it has this size; `note` goes into a text part.
inline std::string png_of(std::uint32_t width, std::uint32_t height, const std::string& note = "") {
    std::string out{"\x89PNG\r\n\x1a\n", 8};
    out += png_part("IHDR", big(width) + big(height) + std::string{"\x08\x00\x00\x00\x00", 5});
    if (!note.empty()) out += png_part("tEXt", "Comment" + std::string(1, '\0') + note);
    const std::size_t pixels = std::size_t{width} < 5000 ? (std::size_t{width} + 1) * height : 100;
    out += png_part("IDAT", deflated(std::string(pixels, '\0')));
    return out + png_part("IEND", "");
}

struct ZipPart {
    std::string name;
    std::string body;
};

// An archive as every program writes it, whatever the names say.
inline std::string zip_of(const std::vector<ZipPart>& parts) {
    std::string out;
    std::string directory;
    for (const ZipPart& part : parts) {
        const std::string wrapped = deflated(part.body);
        const std::string packed = wrapped.substr(2, wrapped.size() - 6);  // without zlib's frame
        const std::string common = little(20, 2) + little(0x800, 2) + little(8, 2) + little(0, 2) +
                                   little(0x21, 2) + little(crc_of(part.body), 4) +
                                   little(packed.size(), 4) + little(part.body.size(), 4) +
                                   little(part.name.size(), 2) + little(0, 2);
        directory += "PK\1\2" + little(20, 2) + common + little(0, 2) + little(0, 2) +
                     little(0, 2) + little(0, 4) + little(out.size(), 4) + part.name;
        out += "PK\3\4" + common + part.name + packed;
    }
    const std::string end = "PK\5\6" + little(0, 4) + little(parts.size(), 2) +
                            little(parts.size(), 2) + little(directory.size(), 4) +
                            little(out.size(), 4) + little(0, 2);
    return out + directory + end;
}

// The least that is a workbook, and more.
inline std::string workbook_of(const std::vector<ZipPart>& more = {}) {
    std::vector<ZipPart> parts{{"[Content_Types].xml", "<Types/>"},
                               {"xl/workbook.xml", "<workbook/>"}};
    parts.insert(parts.end(), more.begin(), more.end());
    return zip_of(parts);
}

// A folder that goes with the test.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "zq-papers-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path path() const { return path_; }
    std::filesystem::path with(const std::string& name, std::string_view bytes) const {
        std::ofstream{path_ / name, std::ios::binary} << bytes;
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace zq::papers::fixture
