// Papers are read by their labels; a label without its value falls back on what only one thing on
// the page can be, or on nothing.
#include "domain/paper_text.h"

#include <algorithm>
#include <set>

#include "domain/paper_words.h"

namespace zq {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view leading_digits(std::string_view text) {
    const std::size_t end = text.find_first_not_of("0123456789");
    return text.substr(0, end);
}

// One value, or a conflict: whoever says it again must say the same.
template <class T>
class Agreed {
public:
    void hear(const T& value) {
        if (value_ && *value_ != value) disagreed_ = true;
        if (!value_) value_ = value;
    }
    std::optional<T> value() const { return disagreed_ ? std::nullopt : value_; }
    bool disagreed() const { return disagreed_; }
    bool heard() const { return value_.has_value(); }

private:
    std::optional<T> value_;
    bool disagreed_ = false;
};

// --- the code on an invoice ---------------------------------------------------------------------

struct InvoiceCode {
    std::string code;
    std::string number;
    std::optional<Day> dated;
    std::optional<Money> amount;
    bool with_tax = false;
};

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::optional<Day> compact_day(std::string_view text) {
    if (text.size() != 8 || !all_digits(text)) return std::nullopt;
    return parse_day(std::string{text.substr(0, 4)} + "-" + std::string{text.substr(4, 2)} + "-" +
                     std::string{text.substr(6)});
}

// "01,10,011002300111,28560931,30000.00,20250712,66549012345678901234,A1B2": version, kind, code,
// number, amount, day, check. The amount is without tax, but for the fully digital kinds 31 and 32.
std::optional<InvoiceCode> invoice_code(std::string_view text) {
    const auto parts = split(text, ',');
    if (parts.size() < 6 || parts[0] != "01" || parts[1].size() != 2) return std::nullopt;
    InvoiceCode seen;
    seen.with_tax = parts[1] == "31" || parts[1] == "32";
    const bool has_code = !parts[2].empty();
    if (has_code && (!all_digits(parts[2]) || (parts[2].size() != 10 && parts[2].size() != 12))) {
        return std::nullopt;
    }
    if (!all_digits(parts[3]) || parts[3].size() != (has_code ? 8U : 20U)) return std::nullopt;
    seen.code = parts[2];
    seen.number = parts[3];
    seen.amount = money_of(parts[4]);
    seen.dated = compact_day(parts[5]);
    return seen;
}

// --- the text of an invoice ---------------------------------------------------------------------

struct InvoiceText {
    Agreed<std::string> code;
    Agreed<std::string> number;
    Agreed<Day> dated;
    Agreed<Money> amount;
    Agreed<std::string> buyer;
    Agreed<std::string> seller;
};

// Calls see(line, position behind the label) for each place of a label.
template <class See>
void each_label(const std::vector<PaperLine>& lines, std::string_view label, See&& see) {
    for (const PaperLine& line : lines) {
        for (std::size_t at = line.compact().find(label); at != std::string::npos;
             at = line.compact().find(label, at + label.size())) {
            see(line, at + label.size());
        }
    }
}

// Values are short: whoever repeats a label ten thousand times shall not keep anybody busy.
constexpr std::size_t value_bytes_max = 240;

std::string after(const PaperLine& line, std::size_t at, std::string_view skipped) {
    const std::string text = line.running_from(at, value_bytes_max);
    std::string_view rest = text;
    while (!rest.empty()) {
        const bool mark = skipped.find(rest[0]) != std::string_view::npos;
        if (!mark && !rest.starts_with("¥")) break;
        rest.remove_prefix(mark ? 1 : std::string_view{"¥"}.size());
    }
    return std::string{rest};
}

// Each run of digits of that length that stands alone, but for those behind another label.
std::set<std::string> lone_numbers(const std::vector<PaperLine>& lines, std::size_t length) {
    std::set<std::string> found;
    for (const PaperLine& line : lines) {
        const std::string_view text = line.compact();
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t digits = leading_digits(text.substr(at)).size();
            if (digits == 0) {
                ++at;
                continue;
            }
            const std::string_view before = text.substr(0, at);
            const bool apart = at == 0 || line.gap_before(at) > 0 || before.ends_with(":");
            const bool ends = at + digits == text.size() || line.gap_before(at + digits) > 0;
            const bool other = before.ends_with("编号:") || before.ends_with("校验码:") ||
                               before.ends_with("账号:") || before.ends_with("识别号:");
            if (digits == length && apart && ends && !other) found.emplace(text.substr(at, digits));
            at += digits;
        }
    }
    return found;
}

void read_numbers(const std::vector<PaperLine>& lines, InvoiceText& seen) {
    each_label(lines, "发票代码", [&](const PaperLine& line, std::size_t at) {
        const std::string rest = after(line, at, ":");
        const std::string_view digits = leading_digits(rest);
        if (digits.size() == 10 || digits.size() == 12) seen.code.hear(std::string{digits});
    });
    each_label(lines, "发票号码", [&](const PaperLine& line, std::size_t at) {
        const std::string rest = after(line, at, ":");
        const std::string_view digits = leading_digits(rest);
        if (digits.size() == 8 || digits.size() == 20) seen.number.hear(std::string{digits});
    });
    if (seen.number.heard()) return;
    // Labels and values torn apart: what only one thing on the page can be.
    const auto digital = lone_numbers(lines, 20);
    const auto codes = lone_numbers(lines, 12);
    const auto numbers = lone_numbers(lines, 8);
    if (digital.size() == 1 && codes.empty()) {
        seen.number.hear(*digital.begin());
    } else if (digital.empty() && codes.size() == 1 && numbers.size() == 1 &&
               !compact_day(*numbers.begin())) {
        seen.code.hear(*codes.begin());
        seen.number.hear(*numbers.begin());
    }
}

void read_day(const std::vector<PaperLine>& lines, InvoiceText& seen) {
    each_label(lines, "开票日期", [&](const PaperLine& line, std::size_t at) {
        const auto days = days_in(after(line, at, ":").substr(0, 20));
        if (!days.empty()) seen.dated.hear(days.front());
    });
    if (seen.dated.heard()) return;
    std::set<Day> all;
    for (const PaperLine& line : lines) {
        for (const Day day : days_in(line.running_from(0))) all.insert(day);
    }
    if (all.size() == 1) seen.dated.hear(*all.begin());
}

void read_total(const std::vector<PaperLine>& lines, InvoiceText& seen) {
    each_label(lines, "小写", [&](const PaperLine& line, std::size_t at) {
        const std::string rest = after(line, at, "):");
        const std::string_view cell = rest;
        const std::size_t end = cell.find_first_not_of("0123456789,.");
        if (const auto money = money_of(cell.substr(0, end))) seen.amount.hear(*money);
    });
    for (const std::string_view label : {"大写)", "大写:"}) {
        each_label(lines, label, [&](const PaperLine& line, std::size_t at) {
            const std::string rest = after(line, at, "):");
            std::string_view cell = rest;
            // Some forms draw a circled cross before the words, so that nothing can be put there.
            if (cell.starts_with("⊗")) cell.remove_prefix(std::string_view{"⊗"}.size());
            if (const auto money = money_in_words(cell)) seen.amount.hear(*money);
        });
    }
}

bool ends_with_one(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::ranges::any_of(ends, [&](std::string_view end) { return text.ends_with(end); });
}

// Both layouts name the buyer first: above the seller, or left of it. A third name makes all of
// them doubtful.
void read_parties(const std::vector<PaperLine>& lines, InvoiceText& seen) {
    std::vector<std::string> names;
    bool doubtful = false;
    each_label(lines, "名称:", [&](const PaperLine& line, std::size_t at) {
        const std::string_view before = std::string_view{line.compact()}.substr(0, at - 7);
        if (ends_with_one(before, {"项目", "服务", "银行", "货物"})) return;
        const std::string name = organisation_at(line, at);
        if (name.empty()) doubtful = true;
        if (ends_with_one(before, {"购买方", "购方", "买方"})) {
            if (!name.empty()) seen.buyer.hear(name);
        } else if (ends_with_one(before, {"销售方", "销方", "卖方"})) {
            if (!name.empty()) seen.seller.hear(name);
        } else {
            names.push_back(name);
        }
    });
    if (names.size() != 2 || seen.buyer.heard() || seen.seller.heard()) return;
    if (doubtful && names[0].empty() && names[1].empty()) return;
    if (!names[0].empty()) seen.buyer.hear(names[0]);
    if (!names[1].empty()) seen.seller.hear(names[1]);
}

InvoiceText invoice_text(const PageSeen& page) {
    InvoiceText seen;
    const std::string compact = running(page.text);
    if (compact.find("发票") == std::string::npos) return seen;
    if (compact.find("发票号码") == std::string::npos &&
        compact.find("开票日期") == std::string::npos) {
        return seen;
    }
    const std::vector<PaperLine> lines = lines_of(page.text);
    read_numbers(lines, seen);
    read_day(lines, seen);
    read_total(lines, seen);
    read_parties(lines, seen);
    return seen;
}

// --- both together ------------------------------------------------------------------------------

template <class T>
std::optional<T> settled(const Agreed<T>& agreed, std::string_view field, InvoiceSeen& seen) {
    if (agreed.disagreed()) seen.conflicts.emplace_back(field);
    return agreed.value();
}

// The tax on a service is at most 13% of the amount; the code's amount without it bounds the total.
bool can_be_total(Money total, Money without_tax) {
    return total >= without_tax && total.fen - without_tax.fen <= without_tax.fen / 100 * 17 + 100;
}

InvoiceSeen merged(std::int64_t page, InvoiceText text, const InvoiceCode* code) {
    InvoiceSeen seen;
    seen.page = page;
    const bool has_text = text.number.heard();
    bool total_fits = true;
    if (code) {
        text.number.hear(code->number);
        if (!code->code.empty() || text.code.heard()) text.code.hear(code->code);
        if (code->dated) text.dated.hear(*code->dated);
        if (code->amount && code->with_tax) text.amount.hear(*code->amount);
        if (code->amount && !code->with_tax && text.amount.value()) {
            total_fits = can_be_total(*text.amount.value(), *code->amount);
        }
        seen.source = has_text ? MarkSource::both : MarkSource::code;
    }
    seen.code = settled(text.code, "code", seen).value_or("");
    seen.number = settled(text.number, "number", seen).value_or("");
    seen.dated = settled(text.dated, "dated", seen);
    seen.amount = settled(text.amount, "amount", seen);
    seen.buyer = settled(text.buyer, "buyer", seen).value_or("");
    seen.seller = settled(text.seller, "seller", seen).value_or("");
    if (!total_fits) {
        seen.amount.reset();
        seen.conflicts.emplace_back("amount");
    }
    return seen;
}

std::vector<InvoiceSeen> invoices_on(std::int64_t number, const PageSeen& page) {
    std::vector<InvoiceCode> codes;
    for (const std::string& text : page.codes) {
        if (auto code = invoice_code(text)) codes.push_back(*std::move(code));
    }
    const InvoiceText text = invoice_text(page);
    if (codes.empty()) {
        if (!text.number.heard()) return {};
        return {merged(number, text, nullptr)};
    }
    if (codes.size() == 1) return {merged(number, text, codes.data())};
    // Several on one page: which words belong to which is not known.
    std::vector<InvoiceSeen> seen;
    for (const InvoiceCode& code : codes) seen.push_back(merged(number, {}, &code));
    return seen;
}

template <class T>
void join(std::optional<T>& field, const std::optional<T>& next, std::string_view name,
          InvoiceSeen& first) {
    const bool doubted = std::ranges::find(first.conflicts, name) != first.conflicts.end();
    if (doubted || !next) return;
    if (field && *field != *next) {
        field.reset();
        first.conflicts.emplace_back(name);
    } else {
        field = next;
    }
}

// A page of the same invoice, say its list of goods, fills what is missing and nothing else.
bool joins(InvoiceSeen& first, const InvoiceSeen& next) {
    if (next.number.empty() || first.number != next.number || first.code != next.code) return false;
    if (first.buyer.empty()) first.buyer = next.buyer;
    if (first.seller.empty()) first.seller = next.seller;
    join(first.dated, next.dated, "dated", first);
    join(first.amount, next.amount, "amount", first);
    return true;
}

// --- receipts -----------------------------------------------------------------------------------

constexpr std::string_view party_tails[] = {"全称", "户名", "名称", "账户名称", "单位"};

// Behind "付款人", "付款方", "付款": its name, if that is what stands there.
void read_party(const std::vector<PaperLine>& lines, std::string_view who,
                Agreed<std::string>& party) {
    each_label(lines, who, [&](const PaperLine& line, std::size_t at) {
        const std::string_view text = line.compact();
        for (const std::string_view person : {"人", "方", "单位", "账户"}) {
            if (text.substr(at).starts_with(person)) {
                at += person.size();
                break;
            }
        }
        for (const std::string_view tail : party_tails) {
            if (text.substr(at).starts_with(tail)) {
                at += tail.size();
                break;
            }
        }
        const std::string name = organisation_at(line, at);
        const bool bank = name.ends_with("行") || name.empty();
        if (!bank) party.hear(name);
    });
}

// Forms with the parties' columns side by side: 付款人 | 户名 | 甲 | 收款人 | 户名 | 乙.
void read_columns(const std::vector<PaperLine>& lines, Agreed<std::string>& payer,
                  Agreed<std::string>& payee) {
    if (payer.heard() || payee.heard()) return;
    for (const std::string_view label : {"户名", "全称", "名称:"}) {
        std::vector<std::string> names;
        each_label(lines, label, [&](const PaperLine& line, std::size_t at) {
            names.push_back(organisation_at(line, at));
        });
        if (names.size() != 2 || names[0].empty() || names[1].empty()) continue;
        payer.hear(names[0]);
        payee.hear(names[1]);
        return;
    }
}

bool payer_comes_first(std::string_view compact) {
    const std::size_t payer = compact.find("付款");
    const std::size_t payee = compact.find("收款");
    return payer != std::string_view::npos && payee != std::string_view::npos && payer < payee;
}

void read_paid(const std::vector<PaperLine>& lines, Agreed<Money>& amount) {
    for (const std::string_view label : {"金额", "小写"}) {
        each_label(lines, label, [&](const PaperLine& line, std::size_t at) {
            const std::string_view before = std::string_view{line.compact()}.substr(0, at);
            if (before.ends_with("手续费金额") || before.ends_with("费用金额")) return;
            const std::string rest = after(line, at, "():");
            std::string_view cell = rest;
            for (const std::string_view word :
                 {"小写", "大写", "人民币", "元", "CNY", "RMB", ")", ":", "¥"}) {
                if (cell.starts_with(word)) cell.remove_prefix(word.size());
            }
            const std::size_t end = cell.find_first_not_of("0123456789,.");
            if (const auto money = money_of(cell.substr(0, end))) amount.hear(*money);
            if (const auto money = money_in_words(cell)) amount.hear(*money);
        });
    }
    each_label(lines, "大写", [&](const PaperLine& line, std::size_t at) {
        const std::string rest = after(line, at, "():");
        std::string_view cell = rest;
        if (cell.starts_with("人民币")) cell.remove_prefix(std::string_view{"人民币"}.size());
        if (const auto money = money_in_words(cell)) amount.hear(*money);
    });
}

void read_paid_on(const std::vector<PaperLine>& lines, Agreed<Day>& dated) {
    for (const std::string_view label :
         {"交易日期", "交易时间", "付款日期", "支付时间", "转账日期", "记账日期", "入账日期"}) {
        each_label(lines, label, [&](const PaperLine& line, std::size_t at) {
            const std::string rest = after(line, at, ":");
            auto days = days_in(rest.substr(0, 20));
            if (const auto day = compact_day(leading_digits(rest)); days.empty() && day) {
                days.push_back(*day);
            }
            if (!days.empty()) dated.hear(days.front());
        });
        if (dated.heard()) return;  // when it was booked may be another day
    }
}

std::optional<ReceiptSeen> receipt_on(std::int64_t number, const PageSeen& page) {
    const std::string compact = running(page.text);
    if (compact.find("付款") == std::string::npos || compact.find("收款") == std::string::npos) {
        return std::nullopt;
    }
    const std::vector<PaperLine> lines = lines_of(page.text);
    Agreed<std::string> payer;
    Agreed<std::string> payee;
    Agreed<Money> amount;
    Agreed<Day> dated;
    read_party(lines, "付款", payer);
    read_party(lines, "收款", payee);
    if (payer_comes_first(compact)) read_columns(lines, payer, payee);
    read_paid(lines, amount);
    read_paid_on(lines, dated);
    if (!amount.heard() || (!payer.heard() && !payee.heard())) return std::nullopt;
    ReceiptSeen seen;
    seen.page = number;
    seen.payer = payer.value().value_or("");
    seen.payee = payee.value().value_or("");
    seen.amount = amount.value();
    seen.dated = dated.value();
    if (payer.disagreed()) seen.conflicts.emplace_back("payer");
    if (payee.disagreed()) seen.conflicts.emplace_back("payee");
    if (amount.disagreed()) seen.conflicts.emplace_back("amount");
    if (dated.disagreed()) seen.conflicts.emplace_back("dated");
    return seen;
}

template <class Says>
std::optional<std::int64_t> first_page(const Transcript& transcript, Says&& says) {
    for (std::size_t i = 0; i < transcript.pages.size(); ++i) {
        if (says(transcript.pages[i].text)) return static_cast<std::int64_t>(i + 1);
    }
    return std::nullopt;
}

}  // namespace

std::vector<InvoiceSeen> invoices_in(const Transcript& transcript) {
    std::vector<InvoiceSeen> found;
    for (std::size_t i = 0; i < transcript.pages.size(); ++i) {
        for (InvoiceSeen& next :
             invoices_on(static_cast<std::int64_t>(i + 1), transcript.pages[i])) {
            const bool known =
                std::ranges::any_of(found, [&](InvoiceSeen& first) { return joins(first, next); });
            if (!known) found.push_back(std::move(next));
        }
    }
    return found;
}

ReceiptSeen receipt_in(const Transcript& transcript) {
    for (std::size_t i = 0; i < transcript.pages.size(); ++i) {
        if (auto seen = receipt_on(static_cast<std::int64_t>(i + 1), transcript.pages[i])) {
            return *std::move(seen);
        }
    }
    return {};
}

std::optional<std::int64_t> page_with(const Transcript& transcript, std::string_view text) {
    const std::string wanted = bare(text);
    if (wanted.empty()) return std::nullopt;
    return first_page(transcript, [&](const std::string& page) {
        return bare(page).find(wanted) != std::string::npos;
    });
}

std::optional<std::int64_t> page_with_amount(const Transcript& transcript, Money amount) {
    return first_page(transcript, [&](const std::string& page) {
        const auto amounts = amounts_in(running(page));
        return std::ranges::find(amounts, amount) != amounts.end();
    });
}

std::optional<std::int64_t> page_with_day(const Transcript& transcript, Day day) {
    return first_page(transcript, [&](const std::string& page) {
        const auto days = days_in(running(page));
        return std::ranges::find(days, day) != days.end();
    });
}

}  // namespace zq
