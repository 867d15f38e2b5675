// One small function a question. A check's key names the question, its facts what was typed and
// what was read, with the page.
#include "domain/transcript_check.h"

#include <algorithm>

#include "base/credit_code.h"
#include "domain/commands.h"
#include "domain/paper_text.h"

namespace zq {

namespace {

constexpr std::string_view kind_contract = "contract";
constexpr std::string_view kind_invoice = "invoice";
constexpr std::string_view kind_receipt = "receipt";

// From how many numbers on, and from which share or run, invoices look made up for the programme.
constexpr std::int64_t numbers_min = 5;
constexpr std::int64_t run_min = 4;
// A file made so long after the day that its paper is dated was not made that day.
constexpr auto made_long_after = std::chrono::days{30};

const Transcript* transcript_of(const Transcripts& transcripts, const Document& document) {
    const auto found = transcripts.find(document.file);
    return document.file.empty() || found == transcripts.end() ? nullptr : &found->second;
}

bool has_text(const Transcript& transcript) {
    return std::ranges::any_of(transcript.pages,
                               [](const PageSeen& page) { return !trimmed(page.text).empty(); });
}

// Names are compared without blanks and in one width and case: （ and ( are the same.
std::string folded_name(std::string_view name) {
    return folded_number(name);
}

class Asking {
public:
    Asking(std::string key, const Document& document, Clauses clauses)
        : Asking{std::move(key), document.kind, std::move(clauses)} {
        if (!document.file.empty()) check_.files.push_back(document.file);
    }
    // About a kind of paper, and no one file.
    Asking(std::string key, const std::string& paper, Clauses clauses) {
        check_.about = CheckAbout::reading;
        check_.key = std::move(key);
        check_.clauses = std::move(clauses);
        check_.facts.emplace("paper", paper);
    }
    Asking& fact(const char* name, Value value) {
        check_.facts.insert_or_assign(name, std::move(value));
        return *this;
    }
    Asking& on_page(std::int64_t page) { return page > 0 ? fact("page", page) : *this; }
    Check agreed() { return ended(CheckState::passed); }
    Check open() { return ended(CheckState::open); }
    Check differs(const char* flag) {
        check_.flags.emplace_back(flag);
        return ended(CheckState::flagged);
    }
    Check judged(bool agrees, const char* flag) { return agrees ? agreed() : differs(flag); }

private:
    Check ended(CheckState state) {
        check_.state = state;
        return std::move(check_);
    }
    Check check_;
};

const Row<Paper>* row_of(const Rulebook& rules, const PaperContext& context,
                         const Document& document) {
    return paper_row(rules, context, document.kind);
}

// ---- any paper

Check seal_seen(const Row<Paper>& row, const Document& document, const Transcript& transcript) {
    Asking asking{"seal", document, row.value.sealed_clauses};
    for (std::size_t i = 0; i < transcript.pages.size(); ++i) {
        if (transcript.pages[i].seals.empty()) continue;
        return asking.on_page(static_cast<std::int64_t>(i) + 1).agreed();
    }
    if (transcript.pages.empty()) return asking.open();
    return asking.differs("seal-not-seen");
}

std::int64_t characters_in(const Transcript& transcript) {
    std::int64_t count = 0;
    for (const PageSeen& page : transcript.pages) {
        std::string text = page.text;
        std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
        count += count_code_points(text);
    }
    return count;
}

Check characters_read(const Row<Paper>& row, const Document& document,
                      const Transcript& transcript) {
    Asking asking{"characters", document, row.value.characters_clauses};
    if (!has_text(transcript)) return asking.open();
    const std::int64_t read = characters_in(transcript);
    asking.fact("characters", document.characters).fact("read_characters", read);
    return asking.judged(read >= row.value.characters_min, "characters-fewer");
}

// ---- invoices

bool bears(const InvoiceSeen& invoice, const std::string& typed) {
    return !invoice.number.empty() && (folded_number(invoice.code + invoice.number) == typed ||
                                       folded_number(invoice.number) == typed);
}

// What the invoice in the file says that bears the typed number, or all of them together where
// several were typed; else the only one there is.
std::optional<InvoiceSeen> invoice_for(const std::vector<InvoiceSeen>& seen,
                                       const Document& document) {
    const auto only = seen.size() == 1 ? std::optional{seen.front()} : std::nullopt;
    std::optional<InvoiceSeen> found;
    for (const std::string& typed : numbers_of(document)) {
        const auto one = std::ranges::find_if(
            seen, [&](const InvoiceSeen& i) { return bears(i, folded_number(typed)); });
        if (one == seen.end()) return only;
        if (!found) {
            found = *one;
            continue;
        }
        found->code.clear();
        found->number = document.number;
        const bool sums =
            found->amount && one->amount && one->amount->fen <= Money::max_fen - found->amount->fen;
        found->amount = sums ? std::optional{*found->amount + *one->amount} : std::nullopt;
        if (found->dated != one->dated) found->dated.reset();
        if (found->buyer != one->buyer) found->buyer.clear();
        if (found->seller != one->seller) found->seller.clear();
    }
    return found ? found : only;
}

struct Looking {
    const Rulebook& rules;
    const PaperContext& context;
    const RedemptionFacts& facts;

    const Clauses& clauses_of(const Document& document, Clauses Paper::* aspect) const {
        static const Clauses none;
        const Row<Paper>* row = row_of(rules, context, document);
        if (!row) return none;
        return (row->value.*aspect).empty() ? row->clauses : row->value.*aspect;
    }
};

Check number_read(const Looking& at, const Document& document,
                  const std::optional<InvoiceSeen>& invoice) {
    Asking asking{"invoice-number", document, at.clauses_of(document, &Paper::unique_clauses)};
    asking.fact("typed", document.number);
    if (!invoice || invoice->number.empty()) return asking.open();
    asking.fact("read", invoice->code + invoice->number).on_page(invoice->page);
    const std::string typed = folded_number(document.number);
    return asking.judged(bears(*invoice, typed), "number-differs");
}

Check day_read(Asking asking, std::optional<Day> typed, std::optional<Day> read,
               std::int64_t page) {
    if (typed) asking.fact("typed", to_text(*typed));
    if (!typed || !read) return asking.open();
    return asking.fact("read", to_text(*read))
        .on_page(page)
        .judged(*typed == *read, "date-differs");
}

Check amount_read(Asking asking, std::optional<Money> typed, std::optional<Money> read,
                  std::int64_t page) {
    if (typed) asking.fact("typed_amount", typed->fen);
    if (!typed || !read) return asking.open();
    return asking.fact("read_amount", read->fen)
        .on_page(page)
        .judged(*typed == *read, "amount-differs");
}

Check name_read(Asking asking, const std::string& wanted, const std::string& read,
                std::int64_t page, const char* flag) {
    asking.fact("wanted_name", wanted);
    if (read.empty()) return asking.open();
    return asking.fact("read", read)
        .on_page(page)
        .judged(folded_name(wanted) == folded_name(read), flag);
}

Check found_in(Asking asking, const Transcript& transcript, std::optional<std::int64_t> page) {
    if (!has_text(transcript)) return asking.open();
    if (!page) return asking.differs("not-found");
    return asking.on_page(*page).agreed();
}

void check_invoice(const Looking& at, const Document& document, const Transcript& transcript,
                   std::vector<Check>& checks) {
    const std::vector<InvoiceSeen> seen = invoices_in(transcript);
    const auto invoice = invoice_for(seen, document);
    const InvoiceSeen none;
    const InvoiceSeen& read = invoice ? *invoice : none;
    const Clauses& own = at.clauses_of(document, &Paper::missing_clauses);
    checks.push_back(number_read(at, document, invoice));
    checks.push_back(day_read(
        Asking{"invoice-date", document, at.clauses_of(document, &Paper::not_before_clauses)},
        document.dated, read.dated, read.page));
    checks.push_back(amount_read(
        Asking{"invoice-amount", document, at.clauses_of(document, &Paper::sum_clauses)},
        document.amount, read.amount, read.page));
    Asking product{"invoice-product", document, own};
    product.fact("wanted", at.facts.order->product_name);
    checks.push_back(found_in(std::move(product), transcript,
                              page_with(transcript, at.facts.order->product_name)));
    checks.push_back(name_read(Asking{"invoice-buyer", document, own}, at.facts.enterprise,
                               read.buyer, read.page, "buyer-differs"));
    checks.push_back(name_read(Asking{"invoice-seller", document, own}, at.facts.provider,
                               read.seller, read.page, "seller-differs"));
}

// ---- receipts

void check_receipt(const Looking& at, const Document& document, const Transcript& transcript,
                   std::vector<Check>& checks) {
    const ReceiptSeen read = receipt_in(transcript);
    const Clauses& own = at.clauses_of(document, &Paper::missing_clauses);
    checks.push_back(day_read(
        Asking{"receipt-date", document, at.clauses_of(document, &Paper::not_before_clauses)},
        document.dated, read.dated, read.page));
    checks.push_back(amount_read(
        Asking{"receipt-amount", document, at.clauses_of(document, &Paper::sum_clauses)},
        document.amount, read.amount, read.page));
    checks.push_back(name_read(Asking{"receipt-payer", document, own}, at.facts.enterprise,
                               read.payer, read.page, "payer-differs"));
    checks.push_back(name_read(Asking{"receipt-payee", document, own}, at.facts.provider,
                               read.payee, read.page, "payee-differs"));
}

// ---- the contract

void check_contract_text(const Looking& at, const Document& document, const Transcript& transcript,
                         std::vector<Check>& checks) {
    const Order& order = *at.facts.order;
    const Day ordered = day_of(order.placed, at.rules.zone);
    const auto clauses = [&](Code code) {
        return at.rules.clauses_for(code, Sign::act, ordered,
                                    at.clauses_of(document, &Paper::missing_clauses));
    };
    const auto ask_text = [&](const char* key, Code code, const std::string& wanted) {
        Asking asking{key, document, clauses(code)};
        asking.fact("wanted", wanted);
        checks.push_back(found_in(std::move(asking), transcript, page_with(transcript, wanted)));
    };
    const auto ask_amount = [&](const char* key, Code code, Money wanted) {
        Asking asking{key, document, clauses(code)};
        asking.fact("wanted_amount", wanted.fen);
        checks.push_back(
            found_in(std::move(asking), transcript, page_with_amount(transcript, wanted)));
    };
    ask_text("contract-order-number", Code::order_table_missing, order.number);
    ask_text("contract-product", Code::product_mismatch, order.product_name);
    if (!at.facts.terms) return;
    const ContractTerms& terms = *at.facts.terms;
    ask_amount("contract-amount", Code::split_mismatch, terms.amount);
    ask_amount("contract-voucher-part", Code::split_missing, terms.voucher_part);
    ask_amount("contract-own-part", Code::split_missing, terms.own_part);
    if (!terms.signed_on) return;
    Asking asking{"contract-signed-on", document, clauses(Code::contract_before_order)};
    asking.fact("wanted", to_text(*terms.signed_on));
    checks.push_back(
        found_in(std::move(asking), transcript, page_with_day(transcript, *terms.signed_on)));
}

// A contract whose file is older than the order, or much younger than its date, was dated later.
std::optional<Check> contract_made(const Looking& at, const Document& document,
                                   const Transcript& transcript) {
    if (!transcript.made || !at.facts.terms || !at.facts.terms->signed_on) return std::nullopt;
    const Day made = day_of(*transcript.made, at.rules.zone);
    const Day ordered = day_of(at.facts.order->placed, at.rules.zone);
    Asking asking{"file-made", document,
                  at.rules.clauses_for(Code::contract_before_order, Sign::act, ordered,
                                       at.clauses_of(document, &Paper::missing_clauses))};
    asking.fact("made", to_text(made))
        .fact("ordered_on", to_text(ordered))
        .fact("signed_on", to_text(*at.facts.terms->signed_on));
    if (made < ordered) return asking.differs("made-before-order");
    const bool late = made - *at.facts.terms->signed_on > made_long_after;
    return asking.judged(!late, "made-long-after");
}

// ---- beyond one paper

std::optional<Check> numbers_in_a_row(const Looking& at, const std::vector<Document>& documents) {
    std::vector<std::string> numbers;
    for (const OtherInvoice& other : at.facts.others) numbers.push_back(other.number);
    const Document* invoice = nullptr;
    for (const Document& document : documents) {
        if (document.kind != kind_invoice || document.number.empty()) continue;
        for (const std::string& number : numbers_of(document)) {
            numbers.push_back(folded_number(number));
        }
        if (!invoice) invoice = &document;
    }
    if (!invoice) return std::nullopt;
    const Succession found = succession_of(std::move(numbers));
    Asking asking{"consecutive-numbers", *invoice, at.clauses_of(*invoice, &Paper::unique_clauses)};
    asking.fact("numbers", found.count)
        .fact("following", found.following)
        .fact("longest_run", found.longest_run);
    const bool many = found.count >= numbers_min &&
                      (2 * found.following >= found.count - 1 || found.longest_run >= run_min);
    return asking.judged(!many, "consecutive-numbers");
}

// The same parties, day and amount under another number: perhaps one service, invoiced twice.
std::optional<Check> invoiced_once(const Looking& at, const Document& invoice) {
    if (!invoice.dated || !invoice.amount || at.facts.others.empty()) return std::nullopt;
    Asking asking{"same-invoice", invoice, at.clauses_of(invoice, &Paper::unique_clauses)};
    for (const OtherInvoice& other : at.facts.others) {
        const bool alike = other.buyer == at.facts.order->enterprise &&
                           other.dated == invoice.dated && other.amount == invoice.amount &&
                           folded_number(other.number) != folded_number(invoice.number);
        if (alike) return asking.fact("other_number", other.number).differs("same-invoice");
    }
    return asking.agreed();
}

// Of the papers by which the provider proved its price.
const Clauses& clauses_of_price(const Rulebook& rules) {
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.kind == price_sets) return row.clauses;
    }
    return house::field_value;
}

std::optional<Check> price_usual(const Looking& at) {
    if (!at.facts.average_price || !at.facts.terms) return std::nullopt;
    const Money amount = at.facts.terms->amount;
    Asking asking{"price", std::string{kind_contract}, clauses_of_price(at.rules)};
    asking.fact("amount", amount.fen).fact("average", at.facts.average_price->fen);
    if (at.facts.average_price->fen > 0) {
        asking.fact("percent", amount.fen * 100 / at.facts.average_price->fen);
    }
    return asking.judged(amount <= *at.facts.average_price, "price-above-average");
}

}  // namespace

std::vector<Check> check_readings(const Rulebook& rules, const PaperContext& context,
                                  const std::vector<Document>& documents,
                                  const Transcripts& transcripts) {
    std::vector<Check> checks;
    for (const Document& document : documents) {
        const Row<Paper>* row = row_of(rules, context, document);
        const Transcript* transcript = transcript_of(transcripts, document);
        if (!row || !transcript) continue;
        if (!row->value.sealed_clauses.empty()) {
            checks.push_back(seal_seen(*row, document, *transcript));
        }
        if (row->value.characters_min > 0) {
            checks.push_back(characters_read(*row, document, *transcript));
        }
    }
    return checks;
}

std::vector<Check> check_redemption_readings(const Rulebook& rules, const PaperContext& context,
                                             const RedemptionFacts& facts,
                                             const std::vector<Document>& documents,
                                             const Transcripts& transcripts) {
    const Looking at{rules, context, facts};
    std::vector<Check> checks;
    const auto add = [&](std::optional<Check> check) {
        if (check) checks.push_back(*std::move(check));
    };
    for (const Document& document : documents) {
        const Transcript* transcript = transcript_of(transcripts, document);
        if (!transcript) continue;
        if (document.kind == kind_contract) {
            check_contract_text(at, document, *transcript, checks);
            add(contract_made(at, document, *transcript));
        }
        if (document.kind == kind_invoice) check_invoice(at, document, *transcript, checks);
        if (document.kind == kind_receipt) check_receipt(at, document, *transcript, checks);
    }
    for (const Document& document : documents) {
        if (document.kind == kind_invoice) add(invoiced_once(at, document));
    }
    add(numbers_in_a_row(at, documents));
    add(price_usual(at));
    return checks;
}

namespace {

bool all_digits(const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// Whether `next` is one more than `number`, as digits of the same length.
bool follows(std::string number, const std::string& next) {
    if (!all_digits(number) || !all_digits(next) || number.size() != next.size()) return false;
    auto digit = number.rbegin();
    while (digit != number.rend() && *digit == '9') *digit++ = '0';
    if (digit == number.rend()) return false;
    ++*digit;
    return number == next;
}

}  // namespace

Succession succession_of(std::vector<std::string> numbers) {
    const auto order = [](const std::string& text) { return std::pair{text.size(), text}; };
    std::ranges::sort(numbers, {}, order);
    const auto same = std::ranges::unique(numbers);
    numbers.erase(same.begin(), same.end());
    Succession found;
    found.count = std::ssize(numbers);
    std::int64_t run = numbers.empty() ? 0 : 1;
    found.longest_run = run;
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        const bool next = follows(numbers[i - 1], numbers[i]);
        found.following += next ? 1 : 0;
        run = next ? run + 1 : 1;
        found.longest_run = std::max(found.longest_run, run);
    }
    return found;
}

}  // namespace zq
