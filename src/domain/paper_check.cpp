// One pass over the rulebook's table, one small function an aspect.
#include "domain/paper_check.h"

#include <algorithm>
#include <ranges>

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

// Reasons of one code are one reason: its clauses and kinds are gathered.
class Findings {
public:
    void add(Code code, const Clauses& clauses, const std::string& kind, Facts facts = {}) {
        auto found = std::ranges::find(result_.reasons, code, &Reason::code);
        if (found == result_.reasons.end()) {
            result_.reasons.push_back(
                Reason{.code = code, .clauses = {}, .facts = {}, .errors = {}});
            found = std::prev(result_.reasons.end());
        }
        add_new(found->clauses, clauses);
        add_new(found->errors, {kind});
        if (!facts.empty()) found->facts.insert_or_assign(kind, Value{std::move(facts)});
    }
    void flag(const std::string& name) { add_new(result_.flags, {name}); }
    PaperFindings take() { return std::move(result_); }

private:
    static void add_new(std::vector<std::string>& to, const std::vector<std::string>& from) {
        for (const std::string& text : from) {
            if (std::ranges::find(to, text) == to.end()) to.push_back(text);
        }
    }
    PaperFindings result_;
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
    if (count < paper.count_min) {
        findings.add(Code::documents_incomplete, both(row.clauses, paper.count_clauses), paper.kind,
                     Facts{{"count", count}, {"count_min", paper.count_min}});
    }
    const std::int64_t characters = sum_of(files, &Document::characters);
    if (characters < paper.characters_min) {
        findings.add(Code::documents_incomplete, both(row.clauses, paper.characters_clauses),
                     paper.kind,
                     Facts{{"characters", characters}, {"characters_min", paper.characters_min}});
    }
}

void check_shape(const Row<Paper>& row, const Files& files, Findings& findings) {
    const Paper& paper = row.value;
    const auto unsealed = [](const Document* file) { return !file->sealed; };
    if (!paper.sealed_clauses.empty() && std::ranges::any_of(files, unsealed)) {
        findings.add(Code::not_sealed, paper.sealed_clauses, paper.kind);
    }
    const auto foreign = [&](const Document* file) {
        return std::ranges::find(paper.formats, file->format) == paper.formats.end();
    };
    if (!paper.formats.empty() && std::ranges::any_of(files, foreign)) {
        findings.add(Code::wrong_format, paper.format_clauses, paper.kind,
                     Facts{{"formats", encode(paper.formats)}});
    }
    if (paper.files_max > 0 && std::ssize(files) > paper.files_max) {
        findings.add(Code::one_file_per_kind, paper.files_clauses, paper.kind,
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

void check_dates(const Row<Paper>& row, const PaperContext& context, const Files& files,
                 Findings& findings) {
    const Paper& paper = row.value;
    if (const auto earliest = anchor_day(paper.not_before, context)) {
        for (const Document* file : files) {
            if (!file->dated) {
                findings.add(Code::invalid_value, house::field_value, paper.kind,
                             Facts{{"missing", "dated"}});
            } else if (*file->dated < *earliest) {
                findings.add(
                    paper.too_early_code, paper.not_before_clauses, paper.kind,
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
    if (right) return;
    if (!paper.sum_flag.empty()) {
        findings.flag(paper.sum_flag);
        return;
    }
    findings.add(Code::invoice_amount, paper.sum_clauses, paper.kind,
                 Facts{{"sum", sum.fen}, {"wanted", wanted.fen}});
}

void check_numbers(const Row<Paper>& row, const PaperContext& context, const Files& files,
                   Findings& findings) {
    if (!row.value.unique_number || !context.reused_invoices) return;
    for (const Document* file : files) {
        if (std::ranges::find(*context.reused_invoices, file->number) !=
            context.reused_invoices->end()) {
            findings.add(Code::invoice_reused, row.value.unique_clauses, row.value.kind,
                         Facts{{"number", file->number}});
        }
    }
}

void check_row(const Rulebook& rules, const Row<Paper>& row, const PaperContext& context,
               const std::vector<Document>& documents, Findings& findings) {
    const Files files = files_of(documents, row.value.kind);
    if (files.empty()) {
        if (is_asked(row, context) && !is_replaced(rules, context, row.value.kind, documents)) {
            findings.add(Code::documents_incomplete, both(row.clauses, row.value.missing_clauses),
                         row.value.kind);
        }
        return;
    }
    check_amount_of_content(row, files, findings);
    check_shape(row, files, findings);
    check_dates(row, context, files, findings);
    check_sum(row, context, files, findings);
    check_numbers(row, context, files, findings);
}

}  // namespace

std::vector<std::string> kinds_of(const Rulebook& rules, std::string_view act) {
    std::vector<std::string> kinds;
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.act == act) kinds.push_back(row.value.kind);
    }
    return kinds;
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
    Findings findings;
    for (const Row<Paper>& row : rules.papers.rows) {
        if (row.value.act == context.act && row.fits(context.subjects)) {
            check_row(rules, row, context, documents, findings);
        }
    }
    for (const Document& document : documents) {
        // A paper that only other directions are asked for does no harm; a kind nobody knows is a
        // mistake.
        const bool known = std::ranges::any_of(rules.papers.rows, [&](const Row<Paper>& row) {
            return row.value.act == context.act && row.value.kind == document.kind;
        });
        if (!known) {
            findings.add(Code::invalid_value, house::field_value, document.kind,
                         Facts{{"unknown_kind", document.kind}});
        }
    }
    return findings.take();
}

}  // namespace zq
