// A programme's rulebook in memory: everything a guide sets, each row with its first day and its
// clause.
//
// Code holds no number of a guide. A row may say for whom it is (`when`); of rows that are in force
// on a day and fit, the reading of the table says which counts. The loader has checked that nothing
// mandatory is missing on any day of the programme, so a gap found here is a fault of the world,
// not a refusal.
#pragma once

#include <set>

#include "domain/requirement.h"
#include "domain/size_class.h"

namespace zq {

struct Text {
    std::string zh;
    std::string en;
};

// The day from which a row counts and, when it was closed, its last day.
struct Validity {
    Day from;
    std::optional<Day> until;
    bool covers(Day day) const { return from <= day && (!until || day <= *until); }
};

template <class T>
struct Row {
    Validity validity;
    std::vector<Requirement> when;
    T value{};
    Clauses clauses;
    int line = 0;  // in rulebook.toml

    bool fits(const Subjects& subjects) const {
        return validity.covers(subjects.today) && all_hold(when, subjects);
    }
};

// No row counts on that day: the rulebook has a hole that its check would have found.
class RuleGap : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

template <class T>
struct Table {
    std::string name;
    std::vector<Row<T>> rows;

    // The one row in force that fits. RuleGap when there is none.
    const Row<T>& the(const Subjects& subjects) const {
        if (const Row<T>* row = find(subjects)) return *row;
        throw RuleGap{"no row of '" + name + "' is in force on " + to_text(subjects.today)};
    }
    const Row<T>* find(const Subjects& subjects) const {
        for (const Row<T>& row : rows) {
            if (row.fits(subjects)) return &row;
        }
        return nullptr;
    }
    const Row<T>& on(Day day) const { return the(Subjects{.today = day}); }
    const Row<T>* find_on(Day day) const { return find(Subjects{.today = day}); }
};

struct Direction {
    std::string code;
    Text name;
    Text field;  // 2025 groups its directions in three fields
    bool open_list = false;
    struct Subtype {
        std::string code;
        Text name;
        Clauses clauses;
    };
    std::vector<Subtype> subtypes;
    Text notice;  // a restriction shown with the product
};

// Which acts a programme has, and how many people each needs. An act without a row is not offered.
struct Act {
    std::string name;
    std::int64_t approvals = 1;
};

// The clauses a refusal cites where they do not lie in the row it rests on.
struct RefusalRule {
    Code code = Code::wrong_state;
    std::string act;  // empty: any act
};

// A condition on enterprise, provider or product, checked at the acts it names. `quota` as an act
// means: where it fails, there is no quota to show.
struct Condition {
    std::vector<std::string> acts;
    Code code = Code::not_eligible;
    std::vector<Requirement> all_of;
    std::vector<Requirement> any_of;  // empty, or one must hold
};

enum class CapPer { order, year, direction, programme };
template <>
struct EnumNames<CapPer> {
    static constexpr std::pair<CapPer, std::string_view> all[] = {
        {CapPer::order, "order"},
        {CapPer::year, "year"},
        {CapPer::direction, "direction"},
        {CapPer::programme, "programme"},
    };
};
// Of several caps per year that fit, the highest counts (A26); likewise per direction and
// programme. Of ceilings per order, the lowest.
struct Cap {
    CapPer per = CapPer::year;
    Money amount;
};

// A deadline is the earliest of the ends its row names.
struct DeadlineRule {
    DeadlineKind kind = DeadlineKind::acceptance;
    std::optional<Term> after;  // counted from what starts it
    std::optional<Day> by;      // a fixed last day
    bool within_validity = false;
    std::optional<Term> longest;  // validity: the most a product may be given (B23-017)
    Clauses longest_clauses;
    std::optional<Term> extension;  // how far extend-deadlines may move it in all
};

// Up to which step a voucher's validity reaches (A9, A10).
enum class ValidUntilStep { claim, acceptance, signing, redemption };
template <>
struct EnumNames<ValidUntilStep> {
    static constexpr std::pair<ValidUntilStep, std::string_view> all[] = {
        {ValidUntilStep::claim, "claim"},
        {ValidUntilStep::acceptance, "acceptance"},
        {ValidUntilStep::signing, "signing"},
        {ValidUntilStep::redemption, "redemption"},
    };
};

enum class Proration { months_then_days, days };
template <>
struct EnumNames<Proration> {
    static constexpr std::pair<Proration, std::string_view> all[] = {
        {Proration::months_then_days, "months-then-days"},
        {Proration::days, "days"},
    };
};

enum class Remainder { grant, refuse };
template <>
struct EnumNames<Remainder> {
    static constexpr std::pair<Remainder, std::string_view> all[] = {
        {Remainder::grant, "grant"},
        {Remainder::refuse, "refuse"},
    };
};

enum class RefundBasis { recompute, proportional };
template <>
struct EnumNames<RefundBasis> {
    static constexpr std::pair<RefundBasis, std::string_view> all[] = {
        {RefundBasis::recompute, "recompute"},
        {RefundBasis::proportional, "proportional"},
    };
};

enum class OrderTablePlace { last_page, anywhere, not_asked };
template <>
struct EnumNames<OrderTablePlace> {
    static constexpr std::pair<OrderTablePlace, std::string_view> all[] = {
        {OrderTablePlace::last_page, "last-page"},
        {OrderTablePlace::anywhere, "anywhere"},
        {OrderTablePlace::not_asked, "not-asked"},
    };
};

// A truth that a bureau may decide otherwise, or an amount of people and things.
using Switch = bool;
using Count = std::int64_t;

enum class Anchor { none, order, signing };  // what a paper may not be older than
template <>
struct EnumNames<Anchor> {
    static constexpr std::pair<Anchor, std::string_view> all[] = {
        {Anchor::none, "none"},
        {Anchor::order, "order"},
        {Anchor::signing, "signing"},
    };
};

enum class SumRule { none, equals_contract, covers_own_payment };
template <>
struct EnumNames<SumRule> {
    static constexpr std::pair<SumRule, std::string_view> all[] = {
        {SumRule::none, "none"},
        {SumRule::equals_contract, "equals-contract"},
        {SumRule::covers_own_payment, "covers-own-payment"},
    };
};

// One kind of document that an act asks for, and what a machine can check of it. Each aspect has
// its own clauses; an aspect without clauses is not checked.
struct Paper {
    std::string act;  // "redeem", "submit-product"
    std::string kind;
    Text name;
    bool required = true;
    Clauses missing_clauses;       // cited when it is missing, besides the row's own
    std::string in_place_of;       // this kind may stand for that one ("price-proof")
    std::string asked_when_field;  // asked for only when this form field is given
    std::int64_t count_min = 0;    // contracts, sets
    Clauses count_clauses;
    std::int64_t characters_min = 0;
    Clauses characters_clauses;
    Clauses sealed_clauses;            // a seal is asked for
    std::vector<std::string> formats;  // empty: any
    Clauses format_clauses;
    Anchor not_before = Anchor::none;
    Code too_early_code = Code::document_too_early;
    Clauses not_before_clauses;
    std::string late_flag;  // dated after signing: warn the reviewer with this
    SumRule sum = SumRule::none;
    std::string sum_flag;  // not empty: warn with this instead of refusing
    Clauses sum_clauses;
    std::int64_t files_max = 0;  // 0: any number
    Clauses files_clauses;
    bool unique_number = false;  // an invoice number supports one order (B23-117, B25-145)
    Clauses unique_clauses;
    Clauses unique_file_clauses;  // the very same file supports one order
};

enum class FieldFormat { text, choice, list, digits, decimal, price, mobile };
template <>
struct EnumNames<FieldFormat> {
    static constexpr std::pair<FieldFormat, std::string_view> all[] = {
        {FieldFormat::text, "text"},       {FieldFormat::choice, "choice"},
        {FieldFormat::list, "list"},       {FieldFormat::digits, "digits"},
        {FieldFormat::decimal, "decimal"}, {FieldFormat::price, "price"},
        {FieldFormat::mobile, "mobile"},
    };
};

// What experts give points for, 0 to `points_max`.
struct Criterion {
    std::string name;  // kebab-case, "reputation"
    Text label;
    std::int64_t points_max = 10;
};

struct FormField {
    std::string name;  // kebab-case, "product-name"
    Text label;
    std::string example;
    bool required = false;
    FieldFormat format = FieldFormat::text;
    std::int64_t characters_max = 0;   // 0: no limit
    std::vector<std::string> options;  // choice and list; "directions" stands for the rulebook's
    bool personal = false;
    bool is_provider_name = false;      // must equal the provider's name
    std::vector<std::string> excluded;  // these texts do not count as an answer
    std::vector<Requirement> excluded_when;
    std::string required_with_flag;  // required when this flag is raised ("price-above-average")
};

// Two subtypes of a direction that one provider may not apply for both (B25-033).
struct Exclusive {
    std::string direction;
    std::vector<std::string> subtypes;
};

struct SanctionRule {
    std::string ground;
    Text name;
    std::optional<Term> term;  // none: for good
    Clauses ban_clauses;       // cited by refusals on its account
};

// When to remind whom of a deadline.
struct Reminder {
    DeadlineKind kind = DeadlineKind::acceptance;
    Term before;
    std::string to;  // "enterprise", "provider", "review-agency", "bureau"
};

// A fact of the guide that a page or paper shows, and no decision reads: names of pages, addresses.
struct Label {
    std::string name;
    std::string value;
    std::string unit;
};

struct Clause {
    ClauseId id;
    std::string ref;
    std::string stage;
    std::string actor;
    std::string kind;
    Text summary;
};

struct IndustryCode {
    int level = 0;
    std::string name;
};

struct Rulebook {
    std::string code;  // "beijing-2025"
    int year = 0;
    std::string order_prefix;  // opens every order number
    Text title;
    std::string currency;
    std::string currency_unit;
    Zone zone;
    WorkingCalendar calendar;
    SizeStandard standard;
    std::map<std::string, IndustryCode, std::less<>> industries;
    std::vector<Clause> clauses;  // of the guide and of the house
    std::string digest;           // SHA-256 of the text
    std::string text;             // as published

    std::vector<Row<Direction>> directions;  // in the guide's order
    Table<Act> acts;
    Table<RefusalRule> refusals;
    Table<Condition> conditions;
    Table<BasisPoints> rates;
    Table<Cap> caps;
    Table<DeadlineRule> deadlines;
    Table<Paper> papers;      // in the order of the guide's list
    Table<FormField> fields;  // likewise
    Table<Exclusive> exclusives;
    Table<Criterion> criteria;  // by which experts score a product
    Table<SanctionRule> sanctions;
    Table<Reminder> reminders;
    Table<Label> labels;

    Table<ValidUntilStep> validity_reaches;
    Table<Term> subsidised_period;
    Table<Proration> proration;
    Table<Remainder> remainder;
    Table<RefundBasis> refund_basis;
    Table<OrderTablePlace> order_table;
    Table<Switch> payment_split;   // contract states voucher part and own part
    Table<Switch> provider_check;  // redeem asks for the provider's tick (B25-352)
    Table<Switch> form_checked;    // the application form and its documents are checked
    Table<Switch> returned_stock;  // a voucher given back can be claimed again (A25)
    Table<Switch> related_parties_refused;
    Table<Switch> name_frozen_on_notice;
    Table<Switch> final_on_submission;  // the applicant cannot change what was submitted
    Table<Switch> recall_until_opened;  // the provider can take a redemption back until then
    Table<Count> stars_max;

    const Row<Direction>* direction(std::string_view code) const;
    const Act* act(std::string_view name, Day day) const;
    // The clauses of the refusal row for (code, act), else for code, else `otherwise`.
    Clauses clauses_for(Code code, std::string_view act, Day day, const Clauses& otherwise) const;
    // The row of that kind that is in force and fits; null when the programme has no such deadline.
    const Row<DeadlineRule>* deadline(DeadlineKind kind, const Subjects& subjects) const;
};

}  // namespace zq
