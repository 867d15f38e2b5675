// Looks through a PDF's bytes for what it could do, without believing its table of contents.
//
// poppler tells what a document does only where one asks the right object. So every name in the
// file is looked at, as it is spelt after #xx, and in object streams after unpacking them. Text
// between parentheses, comments and packed streams are quiet, unless something in them could be an
// object that a crooked table of contents points to. Attached files pass where they are plain XML.
#pragma once

#include "app/paper_reader.h"
#include "papers/reading/bytes.h"

namespace zq::papers {

struct PdfScan {
    app::Hazard hazard = app::Hazard::none;  // encrypted, active, attachment, broken, too_large
    std::string found;                       // the name it rests on: "JavaScript"
};

PdfScan scan_pdf(Bytes file);

}  // namespace zq::papers
