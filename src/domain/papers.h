// Documents and application forms, described: kind, date, amount, number, seal and the stored file.
//
// Personal values never enter the log. They travel as Personal: the value for this one decision,
// and the commitment SHA-256(salt ‖ value) that is stored instead of it.
#pragma once

#include "domain/terms.h"

namespace zq {

// The contracts and invoices of the last six months; their amount is the average price.
inline constexpr std::string_view price_sets = "price-sets";

struct Document {
    std::string kind;
    std::optional<Day> dated;
    std::optional<Money> amount;
    std::string number;  // of an invoice, folded
    bool sealed = false;
    std::string format;           // "pdf"
    std::int64_t count = 0;       // contracts or sets in the file
    std::int64_t characters = 0;  // without blanks
    std::string file;             // SHA-256 of the stored bytes; empty where only described
    std::string file_name;

    static void fields(auto& self, auto&& visit) {
        visit("kind", self.kind);
        visit("dated", self.dated);
        visit("amount", self.amount);
        visit("number", self.number);
        visit("sealed", self.sealed);
        visit("format", self.format);
        visit("count", self.count);
        visit("characters", self.characters);
        visit("file", self.file);
        visit("file_name", self.file_name);
    }
};

struct Personal {
    std::string value;       // gone after the decision
    std::string commitment;  // what is stored

    static void fields(auto& self, auto&& visit) { visit("commitment", self.commitment); }
};

// One field of the application form. A choice or a list has several texts.
struct FormValue {
    std::vector<std::string> texts;
    std::string commitment;  // set for personal fields: the texts are not stored

    Value encoded() const {
        if (!commitment.empty()) return Value::Map{{"commitment", commitment}};
        return encode(texts);
    }
    static FormValue decoded(const Value& value) {
        FormValue form_value;
        if (const Value* commitment = value.find("commitment")) {
            decode(*commitment, form_value.commitment);
        } else {
            decode(value, form_value.texts);
        }
        return form_value;
    }
};

using Form = std::map<std::string, FormValue>;

}  // namespace zq
