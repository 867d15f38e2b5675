// The port to what prints: facts in, the bytes of a finished paper out. The same facts make the
// same bytes, so a paper need not be kept to be shown again.
#pragma once

#include <expected>

#include "app/sheet_cells.h"
#include "domain/order.h"
#include "domain/payout.h"
#include "domain/product.h"
#include "domain/rulebook.h"

namespace zq::app {

struct PartyOnPaper {
    std::string name;
    std::string uscc;
};

// An order as its papers show it.
struct OrderOnPaper {
    const Rulebook* rules = nullptr;  // the edition that rules the order
    Order order;
    std::string product_name;  // the contract's, once there is one
    PartyOnPaper enterprise;
    PartyOnPaper provider;
};

// Size class and undertaking of the enterprise, for one order (B23-078, B25-107, B25-337).
struct SizeCertificate {
    OrderOnPaper on;
    Declaration declared;    // by which the size was found that the order froze
    Instant found;           // when it was found
    std::string check_url;   // what the code on the paper opens
    std::string check_code;  // what it proves
};

// What a provider commits itself to with an application (B25-242).
struct Commitment {
    const Rulebook* rules = nullptr;
    Product product;
    PartyOnPaper provider;
    Instant at;
};

struct NoticeLineOnPaper {
    std::string provider;
    std::string product;
    std::string direction;  // its name; of a payout empty
    Money amount;           // price, or what is paid
};

// What the public may object to: products that are to be listed, or a batch that is to be paid.
struct PublicNotice {
    const Rulebook* rules = nullptr;
    BatchId batch;  // 0: of products
    std::optional<Instant> published;
    std::optional<Instant> ends;
    Instant at;  // of the paper
    std::vector<NoticeLineOnPaper> lines;
};

// What the treasury pays by: one line for each bank account.
struct PayoutLineOnPaper {
    BankAccount account;
    std::vector<std::string> orders;  // their numbers
    Money amount;
};
struct PayoutList {
    const Rulebook* rules = nullptr;
    BatchId batch;
    BatchStatus status = BatchStatus::draft;
    Instant made;
    std::vector<PayoutLineOnPaper> lines;
};

// A table for a spreadsheet; its first line names the columns. A text that a spreadsheet would take
// for a formula stays a text.
struct TableOnSheet {
    std::string title;
    std::string date;  // RFC 3339, of the file
    std::vector<std::vector<std::string>> lines;
};

// The application form, blank or filled in. Personal fields have their texts here.
struct FormOnSheet {
    const Rulebook* rules = nullptr;
    Day day;
    Form form;
};

// What is wrong with a cell that a provider filled in.
struct CellFault {
    std::string cell;   // "C7"
    std::string field;  // "price"
    std::string right;  // what would be right, as in the facts of form-invalid; or "formula"
};
struct FormRead {
    Form form;
    std::vector<CellFault> faults;
};

// Every call may throw when a paper cannot be made; what stands in the facts never makes it throw.
class PaperPress {
public:
    virtual ~PaperPress() = default;

    // PDF, A4.
    virtual std::string size_certificate(const SizeCertificate& facts) = 0;
    virtual std::string order_table(const OrderOnPaper& facts) = 0;
    virtual std::string waiver(const OrderOnPaper& facts) = 0;
    virtual std::string commitment(const Commitment& facts) = 0;
    virtual std::string notice(const PublicNotice& facts) = 0;
    virtual std::string payout_list(const PayoutList& facts) = 0;

    // XLSX.
    virtual std::string workbook(const TableOnSheet& table) = 0;
    virtual std::string payout_sheet(const PayoutList& facts) = 0;
    virtual std::string application_form(const FormOnSheet& facts) = 0;
    // The fields of a filled-in form, as the reader of papers gave its cells, checked by the rules
    // of `subjects`.
    virtual std::expected<FormRead, SheetFault> read_application_form(const Rulebook& rules,
                                                                      const Subjects& subjects,
                                                                      const SheetCells& cells) = 0;
};

}  // namespace zq::app
