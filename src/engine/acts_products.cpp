// The product from the first draft to the catalogue, and its notice.
#include "domain/life_cycles.h"
#include "engine/deciding.h"

namespace zq {

namespace {

bool is_editable(ProductStatus status) {
    return product_after(ProductStep::edit, status).has_value();
}

}  // namespace

// Draft, save and submit bring the whole application; a new one is made when no product is named.
Decided<Product> Deciding::application_of(const Application& application) {
    Product product;
    if (application.product) {
        auto known = own_product(application.product);
        if (!known) return known;
        product = *known;
        if (product.due_missed && act_ == SubmitProduct::act) {
            return refuse(Code::too_late, clauses_for(Code::too_late, house::wrong_state),
                          Facts{{"status", name_of(product.status)}});
        }
        const bool was_submitted = product.last_submitted.has_value();
        const auto& final_rule = rules().final_on_submission.on(today());
        if (!is_editable(product.status) && was_submitted && final_rule.value) {
            return refuse(Code::submitted_final,
                          clauses_for(Code::submitted_final, final_rule.clauses),
                          Facts{{"status", name_of(product.status)}});
        }
        if (!is_editable(product.status)) return wrong_state(name_of(product.status));
    } else {
        product.id = ProductId{seq_};
        product.provider = actor_.organisation;
        if (!find<Provider>(product.provider)) {
            return refuse(Code::unknown_object, house::unknown_object,
                          Facts{{"entity", "provider"}});
        }
    }
    take_form(product, application);
    return product;
}

void Deciding::take_form(Product& product, const Application& application) const {
    product.form = application.form;
    product.documents = application.documents;
    product.name = application.name;
    product.direction = application.direction;
    product.subtype = application.subtype;
    product.price = application.price;
    if (const auto name = answer(application.form, "product-name"); !name.empty())
        product.name = name;
    if (const auto price = parse_price(answer(application.form, "price"))) {
        product.price = price->amount;
        product.price_unit = price->unit;
    }
    const auto category = answer(application.form, "category");
    if (!category.empty() && rules().direction(category)) product.direction = category;
    const auto* direction = rules().direction(product.direction);
    if (!direction) return;
    const auto& subtypes = direction->value.subtypes;
    const bool fits = std::ranges::any_of(
        subtypes, [&](const auto& subtype) { return subtype.code == product.subtype; });
    if (!fits) product.subtype = subtypes.empty() ? "" : subtypes.front().code;
}

// All that will be looked at when it is handed in; nothing where the rulebook checks no forms.
Deciding::ApplicationFindings Deciding::look_at(const Application& application,
                                                const Product& product) {
    if (!rules().form_checked.on(today()).value) return {};
    PaperContext context;
    context.act = SubmitProduct::act;
    context.subjects = Subjects{.enterprise = nullptr,
                                .provider = find<Provider>(product.provider),
                                .product = &product,
                                .today = today()};
    context.form = &application.form;
    ApplicationFindings found{.form = check_form(rules(), application.form, context.subjects,
                                                 average_price(application.documents)),
                              .papers = check_papers(rules(), context, application.documents)};
    checks_ = found.form.checks;
    checks_.insert(checks_.end(), found.papers.checks.begin(), found.papers.checks.end());
    return found;
}

// 临时保存: stores anything (B25-265, B25-266), and tells what is still open.
Decided<Done> Deciding::decide(const DraftProduct& command) {
    auto product = application_of(command);
    if (!product) return Unexpected{product.error()};
    look_at(command, *product);
    put(*product);
    return product_done(*product);
}

// 保存: checks every field; on errors nothing is stored and the page keeps what was typed (A14).
Decided<Done> Deciding::decide(const SaveProduct& command) {
    auto product = application_of(command);
    if (!product) return Unexpected{product.error()};
    const FormFindings found = look_at(command, *product).form;
    if (rules().form_checked.on(today()).value) product->flags = found.flags;
    if (!found.errors.empty()) {
        return refuse(Code::form_invalid, clauses_for(Code::form_invalid, house::field_value),
                      found.facts, found.errors);
    }
    put(*product);
    return product_done(*product);
}

std::vector<Reason> Deciding::reasons_against_submission(Product& product) {
    const Provider* provider = find<Provider>(product.provider);
    const Subjects subjects{
        .enterprise = nullptr, .provider = provider, .product = &product, .today = today()};
    std::vector<Reason> reasons = failing_conditions(rules(), SubmitProduct::act, subjects);
    if (!rules().direction(product.direction)) {
        reasons.push_back({Code::invalid_value,
                           house::unknown_direction,
                           Facts{{"direction", product.direction}},
                           {"category"}});
    }
    if (provider) {
        if (auto ban = ban_of(rules(), SubmitProduct::act, provider->standing, today())) {
            reasons.push_back(std::move(*ban));
        }
    }
    const auto* window = rules().deadline(DeadlineKind::application, subjects);
    if (window && window->value.by && product.status == ProductStatus::draft &&
        has_passed(last_second_of(*window->value.by, rules().zone), at_)) {
        reasons.push_back({Code::application_closed,
                           window->clauses,
                           Facts{{"last_day", to_text(*window->value.by)}},
                           {}});
    }
    for (const Row<Exclusive>& row : rules().exclusives.rows) {
        if (!row.fits(subjects) || product.direction != row.value.direction) continue;
        const auto both = all<Product>([&](const Product& other) {
            return other.provider == product.provider && other.id != product.id &&
                   other.direction == product.direction && other.subtype != product.subtype &&
                   std::ranges::find(row.value.subtypes, other.subtype) !=
                       row.value.subtypes.end() &&
                   other.status != ProductStatus::draft && other.status != ProductStatus::failed &&
                   other.status != ProductStatus::withdrawn;
        });
        if (both.empty()) continue;
        reasons.push_back({Code::consulting_and_certification,
                           row.clauses,
                           Facts{{"other_product", both.front().id.value}},
                           {}});
    }
    return reasons;
}

Decided<Done> Deciding::decide(const SubmitProduct& command) {
    auto product = application_of(command);
    if (!product) return Unexpected{product.error()};
    auto reasons = reasons_against_submission(*product);
    const auto [form, papers] = look_at(command, *product);
    if (!form.errors.empty()) {
        reasons.push_back({Code::form_invalid, clauses_for(Code::form_invalid, house::field_value),
                           form.facts, form.errors});
    }
    reasons.insert(reasons.end(), papers.reasons.begin(), papers.reasons.end());
    if (rules().form_checked.on(today()).value) {
        product->flags = form.flags;
        product->flags.insert(product->flags.end(), papers.flags.begin(), papers.flags.end());
    }
    if (!reasons.empty()) {
        Refusal refusal{std::move(reasons)};
        std::vector<std::string> table = kinds_of(rules(), act_);
        for (const Row<FormField>& row : rules().fields.rows) table.push_back(row.value.name);
        refusal.order_errors_by(std::move(table));
        return Unexpected{std::move(refusal)};
    }
    product->status = *product_after(ProductStep::submit, product->status);
    product->last_submitted = truncated(at_);
    product->due.reset();
    product->due_kind.reset();
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const WithdrawProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const auto& final_rule = rules().final_on_submission.on(today());
    if (product->last_submitted && final_rule.value) {
        return refuse(Code::submitted_final, clauses_for(Code::submitted_final, final_rule.clauses),
                      Facts{{"status", name_of(product->status)}});
    }
    const auto next = product_after(ProductStep::withdraw, product->status);
    if (!next) return wrong_state(name_of(product->status));
    product->status = *next;
    put(*product);
    return product_done(*product);
}

namespace {

// What passed is qualified at once where neither experts nor the public are asked.
ProductStep step_of(Verdict verdict, const Rulebook& rules, Day today) {
    switch (verdict) {
        case Verdict::return_: return ProductStep::return_;
        case Verdict::reject: return ProductStep::reject;
        case Verdict::pass: break;
    }
    const bool asked = rules.act(JudgeProduct::act, today) || rules.act(PublishProduct::act, today);
    return asked ? ProductStep::pass : ProductStep::qualify;
}

}  // namespace

Decided<Done> Deciding::decide(const AuditProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const auto next = product_after(step_of(command.verdict, rules(), today()), product->status);
    if (!next) return wrong_state(name_of(product->status));
    product->status = *next;
    product->reason = command.reason;
    if (command.verdict == Verdict::return_ && command.due) {
        if (*command.due < today()) {
            return invalid("due",
                           Facts{{"due", to_text(*command.due)}, {"today", to_text(today())}});
        }
        product->due = last_second_of(*command.due, rules().zone);
        product->due_kind = DeadlineKind::resubmission;
    }
    put(*product);
    return product_done(*product);
}

// Experts deliberate on what passed the audit (B23-035 … B23-037).
// Every criterion that fits the product once, and no other.
std::vector<Reason> Deciding::reasons_against(const std::vector<Score>& scores,
                                              const Product& product) const {
    const Subjects subjects{.enterprise = nullptr,
                            .provider = find<Provider>(product.provider),
                            .product = &product,
                            .today = today()};
    std::vector<Reason> reasons;
    std::set<std::string> open;
    std::map<std::string, const Row<Criterion>*> asked;
    for (const Row<Criterion>& row : rules().criteria.rows) {
        if (!row.fits(subjects)) continue;
        asked.emplace(row.value.name, &row);
        open.insert(row.value.name);
    }
    const auto add = [&](const Clauses& clauses, Facts facts) {
        reasons.push_back({Code::invalid_value, clauses, std::move(facts), {"scores"}});
    };
    for (const Score& score : scores) {
        const auto found = asked.find(score.criterion);
        if (found == asked.end() || open.erase(score.criterion) == 0) {
            add(house::field_value, Facts{{"criterion", score.criterion}});
            continue;
        }
        const std::int64_t most = found->second->value.points_max;
        if (score.points < 0 || score.points > most) {
            add(found->second->clauses, Facts{{"criterion", score.criterion},
                                              {"points", score.points},
                                              {"points_max", most}});
        }
    }
    for (const std::string& criterion : open) {
        add(asked.at(criterion)->clauses, Facts{{"criterion", criterion}, {"missing", "points"}});
    }
    return reasons;
}

// Experts speak while the product waits for their judgement; each has one opinion.
Decided<Done> Deciding::decide(const ScoreProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    if (!product_after(ProductStep::judge_good, product->status)) {
        return wrong_state(name_of(product->status));
    }
    auto reasons = reasons_against(command.scores, *product);
    if (!reasons.empty()) return Unexpected{Refusal{std::move(reasons)}};
    std::erase_if(product->panel,
                  [&](const Opinion& opinion) { return opinion.expert == actor_.person; });
    product->panel.push_back(
        {.expert = actor_.person, .at = at_, .scores = command.scores, .text = command.opinion});
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const JudgeProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const bool good = command.verdict == Verdict::pass;
    const auto next =
        product_after(good ? ProductStep::judge_good : ProductStep::judge_bad, product->status);
    if (!next) return wrong_state(name_of(product->status));
    if (command.verdict == Verdict::return_) {
        return invalid("verdict", Facts{{"verdict", name_of(command.verdict)}});
    }
    product->status = *next;
    product->reason = command.reason;
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const PublishProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const auto next = product_after(ProductStep::publish, product->status);
    if (!next) return wrong_state(name_of(product->status));
    const auto* row = rules().deadline(DeadlineKind::product_notice, Subjects{.today = today()});
    Term term = row && row->value.after ? *row->value.after : Term{1, Unit::days};
    if (command.days) term = Term{*command.days, Unit::days};
    if (term.count < 1 || term.count > longest_notice) {
        return invalid("days", Facts{{"days", term.count}, {"longest", longest_notice}});
    }
    const auto ends = deadline_after(at_, term, rules().zone, rules().calendar);
    if (!ends) return Unexpected{ends.error()};
    product->status = *next;
    product->notice_ends = *ends;
    product->due = *ends;
    product->due_kind = DeadlineKind::product_notice;
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const RenameProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const auto& frozen_rule = rules().name_frozen_on_notice.on(today());
    const bool was_published =
        product->notice_ends.has_value() || product->status == ProductStatus::qualified ||
        product->status == ProductStatus::listed || product->status == ProductStatus::delisted;
    if (frozen_rule.value && was_published) {
        return refuse(Code::name_frozen, clauses_for(Code::name_frozen, frozen_rule.clauses),
                      Facts{{"status", name_of(product->status)}});
    }
    const auto& final_rule = rules().final_on_submission.on(today());
    if (final_rule.value && product->last_submitted && !is_editable(product->status) &&
        actor_.role != Role::platform_operator) {
        return refuse(Code::submitted_final, clauses_for(Code::submitted_final, final_rule.clauses),
                      Facts{{"status", name_of(product->status)}});
    }
    if (product->status == ProductStatus::failed || product->status == ProductStatus::withdrawn) {
        return wrong_state(name_of(product->status));
    }
    if (trimmed(command.name).empty()) return invalid("name", Facts{{"name", command.name}});
    product->name = std::string{trimmed(command.name)};
    if (auto field = product->form.find("product-name"); field != product->form.end()) {
        field->second.texts = {product->name};
    }
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const ListProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    if (product->status == ProductStatus::on_notice) {
        return refuse(Code::notice_running, clauses_for(Code::notice_running, house::wrong_state),
                      Facts{{"notice_ends", product->notice_ends->micros},
                            {"open_objections", product->open_objections}});
    }
    const auto next = product_after(ProductStep::list, product->status);
    if (!next) return wrong_state(name_of(product->status));
    if (const Provider* provider = find<Provider>(product->provider)) {
        if (auto ban = ban_of(rules(), act_, provider->standing, today())) {
            return Unexpected{Refusal{{std::move(*ban)}}};
        }
    }
    if (command.vouchers < 1 || command.vouchers > most_vouchers) {
        return invalid("vouchers", Facts{{"vouchers", command.vouchers}, {"most", most_vouchers}});
    }
    const Subjects subjects{
        .enterprise = nullptr, .provider = nullptr, .product = &*product, .today = today()};
    const auto* row = rules().deadline(DeadlineKind::validity, subjects);
    if (row && row->value.after && row->value.after->unit == Unit::days) {
        const std::int64_t days = command.validity_days.value_or(row->value.after->count);
        if (row->value.longest && days > row->value.longest->count) {
            return refuse(Code::validity_too_long, row->value.longest_clauses,
                          Facts{{"validity_days", days}, {"longest", row->value.longest->count}},
                          {"validity_days"});
        }
        if (days < 1 || days > longest_notice) {
            return invalid("validity_days", Facts{{"validity_days", days}});
        }
        product->validity_days = days;
    }
    product->status = *next;
    product->claims_open_at = command.claims_open_at;
    product->reason = command.reason;
    const Account stock = account(stock_of(product->id));
    check(!stock.limit, "a product is listed once, and has no stock before");
    Move movement{.account = stock.id};
    movement.limited = true;
    movement.limit = command.vouchers;
    move(std::move(movement));
    put(*product);
    return product_done(*product);
}

Decided<Done> Deciding::decide(const DelistProduct& command) {
    auto product = own_product(command.product);
    if (!product) return Unexpected{product.error()};
    const auto next = product_after(ProductStep::delist, product->status);
    if (!next) return wrong_state(name_of(product->status));
    product->status = *next;
    product->reason = command.reason;
    put(*product);
    return product_done(*product);
}

// The notice is over and nobody objects, or no longer.
void Deciding::end_notice(Product& product) {
    product.due.reset();
    product.due_kind.reset();
    if (product.open_objections > 0) return;
    product.status = *product_after(ProductStep::end_notice, product.status);
}

Clauses Deciding::fire(Product product) {
    check(product.due_kind.has_value(), "a deadline that fires has a kind");
    Subjects subjects{
        .enterprise = nullptr, .provider = nullptr, .product = &product, .today = today()};
    const auto* row = rules().deadline(*product.due_kind, subjects);
    Clauses clauses = row ? row->clauses : house::wrong_state;
    if (*product.due_kind == DeadlineKind::product_notice) {
        step_ = "notice-over";
        end_notice(product);
    } else {
        step_ = "resubmission-missed";
        clauses = rules().clauses_for(Code::too_late, SubmitProduct::act, today(), clauses);
        product.status = *product_after(ProductStep::miss_resubmission, product.status);
        product.due_missed = true;
        product.due.reset();
        product.due_kind.reset();
    }
    put(product);
    return clauses;
}

}  // namespace zq
