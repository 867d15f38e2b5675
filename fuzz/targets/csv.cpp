// Lists of registers: lines are told in order, and no cell is longer than the file.
#include "app/csv.h"

#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace zq;
    const auto lines = read_csv(std::string{fuzz::text_of(data, size)});
    if (!lines) return 0;
    int last = 0;
    for (const CsvLine& line : *lines) {
        fuzz::demand(line.number > last, "lines go on");
        last = line.number;
    }
    return 0;
}
