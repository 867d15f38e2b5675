// CSV as RFC 4180 and Excel write it: quoted fields, doubled quotes, CRLF or LF; UTF-8 or GB 18030.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace zq {

struct CsvLine {
    int number = 0;  // of the file, where the record begins
    std::vector<std::string> cells;
};
struct CsvProblem {
    int line = 0;
    std::string what;
};

// Records without empty lines. The text becomes UTF-8 and loses its byte order mark.
std::expected<std::vector<CsvLine>, CsvProblem> read_csv(const std::string& bytes);

}  // namespace zq
