// One pass over the rulebook's table, one small function an aspect.
#include "domain/paper_check.h"

#include <algorithm>
#include <ranges>

#include "base/planted.h"
#include "domain/commands.h"

namespace zq {

namespace {

using Files = std::vector<const Document*>;

Files files_of(const std::vector<Document>& documents, std::string_view kind) {
    Files files;
    for (const Document& document : documents) {
        if (document.kind == kind) files.push_back(&document);
    }
    return files;
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& from) {
    for (const std::string& text : from) {
        if (std::ranges::find(to, text) == to.end()) to.push_back(text);
    }
}

// What is found of one kind of paper; a code comes once.
class Findings {
public:
    Findings(const std::string& kind, const Clauses& clauses) {
        check_.about = CheckAbout::paper;
        check_.key = kind;
        check_.clauses = clauses;
    }
    void add(Code code, const Clauses& clauses, Facts facts = {}) {
        auto& reasons = check_.reasons;
        auto found = std::ranges::find(reasons, code, &Reason::code);
        if (found == reasons.end()) {
            reasons.push_back(
                Reason{.code = code, .clauses = {}, .facts = {}, .errors = {check_.key}});
            found = std::prev(reasons.end());
        }
        add_new(found->clauses, clauses);
        if (!facts.empty()) found->facts = std::move(facts);
    }
    void flag(const std::string& name) { add_new(check_.flags, {name}); }
    void looked_at(const Document& document) {
        if (!document.file.empty()) add_new(check_.files, {document.file});
    }
    void fact(const char* name, Value value) {
        check_.facts.insert_or_assign(name, std::move(value));
    }
    Check take() { return concluded(std::move(check_)); }
    Check take_open() {
        check_.state = CheckState::open;
        return std::move(check_);
    }

private:
    Check check_;
};

Clauses both(const Clauses& first, const Clauses& second) {
    Clauses all = first;
    for (const ClauseId& clause : second) {
        if (std::ranges::find(all, clause) == all.end()) all.push_back(clause);
    }
    return all;
}

bool is_given(const Form* form, const std::string& field) {
    if (!form) return false;
    const auto found = form->find(field);
    return found != form->end() && std::ranges::any_of(found->second.texts, [](const auto& text) {
               return !trimmed(text).empty();
           });
}

bool is_asked(const Row<Paper>& row, const PaperContext& context) {
    const Paper& paper = row.value;
    if (!paper.required) return false;
    return paper.asked_when_field.empty() || is_given(context.form, paper.asked_when_field);
}

// A kind that stands in for another one is there in its place.
bool is_replaced(const Rulebook& rules, const PaperContext& context, const std::string& kind,
                 const std::vector<Document>& documents) {
    return std::ranges::any_of(rules.papers.rows, [&](const Row<Paper>& row) {
        return row.value.act == context.act && row.value.in_place_of == kind &&
               row.fits(context.subjects) && !files_of(documents, row.value.kind).empty();
    });
}

template <class Member>
std::int64_t sum_of(const Files& files, Member member) {
    std::int64_t sum = 0;
    for (const Document* file : files) sum += file->*member;
    return sum;
}

void check_amount_of_content(const Row<Paper>& row, const Files& files, Findings& findings) {
    const Paper& paper = row.value;
    const std::int64_t count = sum_of(files, &Document::count);
    if (paper.count_min > 0) {
        findings.fact("count", count);
        findings.fact("count_min", paper.count_min);
    }
    if (count < paper.count_min) {
        findings.add(Code::documents_incomplete, both(row.clauses, paper.count_clauses),
                     Facts{{"count", count}, {"count_min", paper.count_min}});
    }
    const std::int64_t characters = sum_of(files, &Document::characters);
    if (paper.characters_min > 0) {
        findings.fact("characters", characters);
        findings.fact("characters_min", paper.characters_min);
    }
    if (characters < paper.characters_min) {
        findings.add(Code::documents_incomplete, both(row.clauses, paper.characters_clauses),
                     Facts{{"characters", characters}, {"characters_min", paper.characters_min}});
    }
}

void check_shape(const Row<Paper>& row, const Files& files, Findings& findings) {
    const Paper& paper = row.value;
    const auto unsealed = [](const Document* file) { return !file->sealed; };
    if (!paper.sealed_clauses.empty() && std::ranges::any_of(files, unsealed)) {
        findings.add(Code::not_sealed, paper.sealed_clauses);
    }
    const auto foreign = [&](const Document* file) {
        return std::ranges::find(paper.formats, file->format) == paper.formats.end();
    };
    if (!paper.formats.empty() && std::ranges::any_of(files, foreign)) {
        findings.add(Code::wrong_format, paper.format_clauses,
                     Facts{{"formats", encode(paper.formats)}});
    }
    if (paper.files_max > 0 && std::ssize(files) > paper.files_max && !planted(64)) {
        findings.add(Code::one_file_per_kind, paper.files_clauses,
                     Facts{{"files", std::ssize(files)}, {"files_max", paper.files_max}});
    }
}

std::optional<Day> anchor_day(Anchor anchor, const PaperContext& context) {
    switch (anchor) {
        case Anchor::none: return std::nullopt;
        case Anchor::order: return context.ordered_on;
        case Anchor::signing: return context.signed_on;
    }
    return std::nullopt;
}

Value::List days_of(const Files& files) {
    Value::List days;
    for (const Document* file : files) {
        if (file->dated) days.emplace_back(to_text(*file->dated));
    }
    return days;
}

void check_dates(const Row<Paper>& row, const PaperContext& context, const Files& files,
                 Findings& findings) {
    const Paper& paper = row.value;
    if (const Value::List days = days_of(files); !days.empty()) findings.fact("dated", days);
    if (const auto earliest = anchor_day(paper.not_before, context)) {
        findings.fact("earliest", to_text(*earliest));
        for (const Document* file : files) {
            if (!file->dated) {
                findings.add(Code::invalid_value, house::field_value, Facts{{"missing", "dated"}});
            } else if (*file->dated < *earliest) {
                findings.add(
                    paper.too_early_code, paper.not_before_clauses,
                    Facts{{"dated", to_text(*file->dated)}, {"earliest", to_text(*earliest)}});
            }
        }
    }
    const auto late = [&](const Document* file) {
        return file->dated && context.signed_on && *file->dated > *context.signed_on;
    };
    if (!paper.late_flag.empty() && std::ranges::any_of(files, late))
        findings.flag(paper.late_flag);
}

// Stops at the largest amount there is: what papers claim is no reason to break off.
Money sum_of_amounts(const Files& files) {
    std::int64_t sum = 0;
    for (const Document* file : files) {
        const std::int64_t amount = file->amount.value_or(Money{}).fen;
        sum = std::clamp(sum + std::clamp(amount, -Money::max_fen, Money::max_fen), -Money::max_fen,
                         Money::max_fen);
    }
    return Money{sum};
}

void check_sum(const Row<Paper>& row, const PaperContext& context, const Files& files,
               Findings& findings) {
    const Paper& paper = row.value;
    const Money sum = sum_of_amounts(files);
    bool right = true;
    Money wanted;
    switch (paper.sum) {
        case SumRule::none: return;
        case SumRule::equals_contract:
            wanted = context.contract_amount;
            right = sum == wanted;
            break;
        case SumRule::covers_own_payment:
            wanted = context.own_payment;
            right = sum >= wanted;
            break;
    }
    findings.fact("sum", sum.fen);
    findings.fact("wanted", wanted.fen);
    if (right) return;
    if (!paper.sum_flag.empty()) {
        findings.flag(paper.sum_flag);
        return;
    }
    findings.add(Code::invoice_amount, paper.sum_clauses,
                 Facts{{"sum", sum.fen}, {"wanted", wanted.fen}});
}

bool is_reused(const PaperContext& context, const std::string& proof) {
    return context.reused_proofs && !planted(39) &&
           std::ranges::find(*context.reused_proofs, proof) != context.reused_proofs->end();
}

// Invoices on paper are numbered anew with eight digits under each code of ten or twelve; without
// the code two of them would pass for one.
bool lacks_its_code(const std::string& number) {
    return number.size() == 8 && number.find_first_not_of("0123456789") == std::string::npos;
}

// No invoice has a longer number, nor other signs in it: two of them run together would pass for a
// third, and so would one with a dot behind it.
bool is_no_number(const std::string& number) {
    constexpr std::size_t longest = 20;
    constexpr std::string_view signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    return number.size() > longest || number.find_first_not_of(signs) != std::string::npos;
}

void check_numbers(const Row<Paper>& row, const PaperContext& context, const Files& files,
                   Findings& findings) {
    if (!row.value.unique_number) return;
    Value::List told;
    for (const Document* file : files) told.emplace_back(file->number);
    findings.fact("number", std::move(told));
    for (const Document* file : files) {
        const auto numbers = numbers_of(*file);
        if (numbers.empty() || std::ranges::any_of(numbers, lacks_its_code) ||
            std::ranges::any_of(numbers, is_no_number)) {
            findings.add(Code::invoice_number, row.value.unique_clauses,
                         Facts{{"number", file->number}});
        }
        for (const std::string& number : numbers) {
            if (!is_reused(context, number)) continue;
            findings.add(Code::invoice_reused, row.value.unique_clauses, Facts{{"number", number}});
        }
    }
}

// The same bytes for another order: of whatever kind, provider, programme or year.
void check_files_used(const Row<Paper>& row, const PaperContext& context, const Files& files,
                      Findings& findings) {
    if (row.value.unique_file_clauses.empty()) return;
    for (const Document* file : files) {
        if (!file->file.empty() && is_reused(context, proof_of_file(file->file))) {
            findings.add(Code::paper_reused, row.value.unique_file_clauses,
                         Facts{{"file", file->file_name}});
        }
    }
}

Check checked_row(const Rulebook& rules, const Row<Paper>& row, const PaperContext& context,
                  const std::vector<Document>& documents) {
    Findings findings{row.value.kind, row.clauses};
    const Files files = files_of(documents, row.value.kind);
    if (files.empty()) {
        if (!is_asked(row, context) || is_replaced(rules, context, row.value.kind, documents)) {
            return findings.take_open();
        }
        findings.add(Code::documents_incomplete, both(row.clauses, row.value.missing_clauses));
        return findings.take();
    }
    for (const Document* file : files) findings.looked_at(*file);
    check_amount_of_content(row, files, findings);
    check_shape(row, files, findings);
    check_dates(row, context, files, findings);
    check_sum(row, context, files, findings);
    check_numbers(row, context, files, findings);
    check_files_used(row, context, files, findings);
    return findings.take();
}

// A paper that only other directions are asked for does no harm; a kind nobody knows is a mistake.
bool is_known(const Rulebook& rules, const PaperContext& context, const Document& document) {
    return std::ranges::any_of(rules.papers.rows, [&](const Row<Paper>& row) {
        return row.value.act == context.act && row.value.kind == document.kind;
    });
}

// Reasons of one code are one reason of the refusal: clauses and kinds are gathered.
void gather(const Check& check, PaperFindings& findings) {
    for (const Reason& reason : check.reasons) {
        auto found = std::ranges::find(findings.reasons, reason.code, &Reason::code);
        if (found == findings.reasons.end()) {
            findings.reasons.push_back(
                Reason{.code = reason.code, .clauses = {}, .facts = {}, .errors = {}});
            found = std::prev(findings.reasons.end());
        }
        add_new(found->clauses, reason.clauses);
        add_new(found->errors, {check.key});
        if (!reason.facts.empty()) found->facts.insert_or_assign(check.key, Value{reason.facts});
    }
    add_new(findings.flags, check.flags);
}

}  // namespace

std::string proof_of_file(const std::string& digest) {
    return std::string{file_proof} + digest;
}

std::vector<std::string> numbers_of(const Document& document) {
    constexpr std::string_view between = ",;";
    constexpr std::string_view listed = "、";
    std::vector<std::string> numbers{""};
    for (std::size_t i = 0; i < document.number.size(); ++i) {
        if (document.number.compare(i, listed.size(), listed) == 0) {
            i += listed.size() - 1;
            numbers.emplace_back();
        } else if (between.contains(document.number[i])) {
            numbers.emplace_back();
        } else {
            numbers.back().push_back(document.number[i]);
        }
    }
    std::erase(numbers, "");
    std::vector<std::string> each;
    add_new(each, numbers);
    return each;
}

std::vector<std::string> proofs_in(const Rulebook& rules, const std::vector<Document>& documents) {
    std::vector<std::string> proofs;
    for (const Document& document : documents) {
        bool number = false;
        bool file = false;
        for (const Row<Paper>& row : rules.papers.rows) {
            if (row.value.kind != document.kind) continue;
            number = number || row.value.unique_number;
            file = file || !row.value.unique_file_clauses.empty();
        }
        if (number) add_new(proofs, numbers_of(document));
        if (file && !document.file.empty()) add_new(proofs, {proof_of_file(document.file)});
    }
    return proofs;
}

std::vector<std::string> kinds_of(const Rulebook& rules, std::string_view act) {
    std::vector<std::string> kinds;
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.act == act) kinds.push_back(row.value.kind);
    }
    return kinds;
}

PaperContext redemption_context(const Order& order, const Contract& contract,
                                const Subjects& subjects) {
    PaperContext context;
    context.act = Redeem::act;
    context.subjects = subjects;
    context.ordered_on = subjects.today;
    context.signed_on = contract.terms().signed_on;
    context.contract_amount = order.amount;
    context.own_payment = order.own_payment;
    return context;
}

bool may_recall(const Rulebook& rules, const Order& order, const Redemption& redemption) {
    return order.status == OrderStatus::in_review &&
           (!redemption.submissions.back().opened_at || planted(35)) &&
           rules.recall_until_opened.on(day_of(order.placed, rules.zone)).value;
}

std::optional<Money> average_price(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        if (document.kind == price_sets && document.amount) return document.amount;
    }
    return std::nullopt;
}

bool asks_for_amount(const Paper& paper) {
    return paper.sum != SumRule::none || paper.kind == price_sets;
}

const Row<Paper>* paper_row(const Rulebook& rules, const PaperContext& context,
                            std::string_view kind) {
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.act == context.act && row.value.kind == kind && row.fits(context.subjects)) {
            return &row;
        }
    }
    return nullptr;
}

PaperFindings check_papers(const Rulebook& rules, const PaperContext& context,
                           const std::vector<Document>& documents) {
    PaperFindings findings;
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.act == context.act && row.fits(context.subjects)) {
            findings.checks.push_back(checked_row(rules, row, context, documents));
        }
    }
    for (const Document& document : documents) {
        if (is_known(rules, context, document)) continue;
        Findings unknown{document.kind, house::field_value};
        unknown.looked_at(document);
        unknown.add(Code::invalid_value, house::field_value,
                    Facts{{"unknown_kind", document.kind}});
        findings.checks.push_back(unknown.take());
    }
    for (const Check& check : findings.checks) gather(check, findings);
    return findings;
}

}  // namespace zq
