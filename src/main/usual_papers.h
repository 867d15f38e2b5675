// Complete and right papers and forms, made from the rulebook's own tables: a new row of a rulebook
// needs no line here.
#pragma once

#include <functional>

#include "domain/commands.h"
#include "domain/rulebook.h"

namespace zq {

// What the usual papers of an act are made of.
struct UsualPapers {
    std::string_view act;
    Subjects subjects;
    const Form* form = nullptr;
    Day dated;
    Money contract_amount;
    Money own_payment;
    std::function<std::string()> fresh_number;  // of an invoice
};

Document usual_paper(const Paper& paper, const UsualPapers& usual);
// Every paper that is asked for.
std::vector<Document> usual_papers(const Rulebook& rulebook, const UsualPapers& usual);

// Every required field, filled in so that it passes.
Form usual_form(const Rulebook& rulebook, const Subjects& subjects, const Application& made);

}  // namespace zq
