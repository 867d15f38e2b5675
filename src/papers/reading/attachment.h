// The files that a PDF carries: taken where they are data that nothing runs. Runs behind the wall.
//
// Electronic receipts and invoices carry their own data as XML (XBRL). Nobody takes it out here;
// what is let pass must be harmless to whoever opens the paper elsewhere.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "papers/reading/pdf_tokens.h"

namespace zq::papers {

// XML, by its content.
bool is_plain_xml(Bytes content);

// A stream of a file, with the numbers of all objects that it may be.
struct PdfStream {
    std::vector<std::int64_t> objects;
    StreamTraits traits;
    Bytes body;
};

class Attachments {
public:
    // What stands behind the name "EF": the files that a file specification names.
    void note(Bytes bytes);
    void add(PdfStream stream) { streams_.push_back(std::move(stream)); }

    // What is wrong: "EF" (it cannot be told which stream it is), "count", "Filter", "size",
    // "no-xml". `hidden_head`: an object begins where only a crooked table of contents finds it.
    std::optional<std::string_view> judge(bool hidden_head) const;

private:
    std::vector<PdfStream> streams_;
    std::set<std::int64_t> named_;
    bool is_strange_ = false;
};

}  // namespace zq::papers
