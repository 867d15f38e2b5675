// Rulebooks: a text is loaded whole, or refused with every problem named; nothing else comes out.
#include "fuzz/fuzz.h"
#include "rulebook/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    static const std::filesystem::path folder = std::getenv("ZQ_PROGRAMME");
    try {
        (void)load_rulebook_text(std::string{fuzz::text_of(data, size)}, folder);
    } catch (const RulebookError& error) {
        fuzz::demand(std::string_view{error.what()}.size() > 0, "a refusal says why");
    }
    return 0;
}
