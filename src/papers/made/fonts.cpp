// Each document has its own folder and font map: Cairo remembers fonts by the names of their files.
#include "papers/made/fonts.h"

#include <fontconfig/fontconfig.h>
#include <hb-subset.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace zq::papers {

namespace {

struct Freed {
    void operator()(hb_face_t* face) const { hb_face_destroy(face); }
    void operator()(hb_blob_t* blob) const { hb_blob_destroy(blob); }
    void operator()(hb_set_t* set) const { hb_set_destroy(set); }
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
template <class T>
using Held = std::unique_ptr<T, Freed>;

// A weight of the family, read once: the files are large and are only mapped.
struct Typeface {
    Held<hb_face_t> face;
    Held<hb_set_t> characters;

    explicit Typeface(int weight) {
        Held<FcPattern> wanted{FcPatternCreate()};
        FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(font_family));
        FcPatternAddInteger(wanted.get(), FC_WEIGHT, weight);
        FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
        FcDefaultSubstitute(wanted.get());
        FcResult result{};
        const Held<FcPattern> found{FcFontMatch(nullptr, wanted.get(), &result)};
        FcChar8* file = nullptr;
        FcChar8* family = nullptr;
        int index = 0;
        if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch ||
            FcPatternGetString(found.get(), FC_FAMILY, 0, &family) != FcResultMatch ||
            std::string{reinterpret_cast<const char*>(family)} != font_family) {
            throw std::runtime_error{std::string{"the font "} + font_family +
                                     " is not installed; Debian's package is fonts-noto-cjk"};
        }
        FcPatternGetInteger(found.get(), FC_INDEX, 0, &index);
        const Held<hb_blob_t> blob{hb_blob_create_from_file(reinterpret_cast<const char*>(file))};
        face.reset(hb_face_create(blob.get(), static_cast<unsigned>(index)));
        hb_face_make_immutable(face.get());
        characters.reset(hb_set_create());
        hb_face_collect_unicodes(face.get(), characters.get());
    }
};

const Typeface& regular() {
    static const Typeface face{FC_WEIGHT_REGULAR};
    return face;
}
const Typeface& bold() {
    static const Typeface face{FC_WEIGHT_BOLD};
    return face;
}

Held<hb_set_t> characters_of(const std::string& text) {
    Held<hb_set_t> set{hb_set_create()};
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end; at = g_utf8_next_char(at)) {
        const gunichar character = g_utf8_get_char(at);
        if (character >= ' ') hb_set_add(set.get(), character);
    }
    return set;
}

void write_subset(const Typeface& of, const hb_set_t* characters,
                  const std::filesystem::path& path) {
    const Held<hb_subset_input_t> input{hb_subset_input_create_or_fail()};
    hb_set_union(hb_subset_input_unicode_set(input.get()), characters);
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_DESUBROUTINIZE);
    const Held<hb_face_t> made{hb_subset_or_fail(of.face.get(), input.get())};
    if (!made) throw std::runtime_error{"a subset of a font could not be made"};
    const Held<hb_blob_t> blob{hb_face_reference_blob(made.get())};
    unsigned length = 0;
    const char* data = hb_blob_get_data(blob.get(), &length);
    std::ofstream file{path, std::ios::binary};
    if (!file.write(data, static_cast<std::streamsize>(length)).flush()) {
        throw std::runtime_error{"cannot write " + path.string()};
    }
}

std::filesystem::path fresh_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "zuoquan-font-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error{"cannot make a folder like " + name};
    return name;
}

}  // namespace

DocumentFonts::DocumentFonts(const std::string& text) : map_{pango_cairo_font_map_new()} {
    const Held<hb_set_t> characters = characters_of(text);
    if (!hb_set_is_subset(characters.get(), regular().characters.get())) return;
    folder_ = fresh_folder();
    FcConfig* config = FcConfigCreate();
    for (const auto& [face, name] : {std::pair{&regular(), "r.otf"}, {&bold(), "b.otf"}}) {
        write_subset(*face, characters.get(), folder_ / name);
        FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>((folder_ / name).c_str()));
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_), config);
    FcConfigDestroy(config);
}

DocumentFonts::~DocumentFonts() {
    g_object_unref(map_);
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace zq::papers
