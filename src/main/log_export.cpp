// Page by page, so that a long log needs no memory.
#include "main/log_export.h"

#include <ostream>

namespace zq {

void export_log(Reader& reader, std::ostream& out) {
    constexpr std::int64_t page = 1000;
    std::int64_t next = 1;
    while (true) {
        const auto entries = reader.log(next, page);
        if (entries.empty()) return;
        for (const LogEntry& entry : entries) {
            out << "{\"event\":" << entry.bytes << ",\"hash\":\"" << entry.hash
                << "\",\"seq\":" << entry.seq << "}\n";
        }
        next = entries.back().seq + 1;
    }
}

}  // namespace zq
