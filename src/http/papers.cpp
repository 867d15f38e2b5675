// Papers that are printed when somebody asks for them: nothing of them is stored, because the same
// facts print the same bytes.
#include "http/papers.h"

#include "app/certificate.h"
#include "domain/payout.h"
#include "http/cases.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/sight.h"
#include "http/views.h"

namespace zq::http {

namespace {

constexpr const char* pdf = "application/pdf";

app::PartyOnPaper on_paper(const auto& party) {
    return {.name = party.name, .uscc = party.uscc};
}

app::OrderOnPaper order_on_paper(Call& call, const Order& order) {
    const auto contract = call.find<Contract>(order.id);
    return {.rules = &call.services.use_cases.rulebook(call.programme(), order.edition),
            .order = order,
            .product_name = contract ? contract->terms().product_name : order.product_name,
            .enterprise = on_paper(call.get<Enterprise>(order.enterprise)),
            .provider = on_paper(call.get<Provider>(order.provider))};
}

std::string code_of(Call& call, const Order& order, const std::string& uscc,
                    const Certification& certification) {
    const LogEntry claim = call.reader().log(order.id.value, 1).front();
    return app::check_code(claim.hash, order, uscc, certification);
}

std::string size_certificate(Call& call, const Order& order) {
    const auto enterprise = call.get<Enterprise>(order.enterprise);
    const Certification* certification = app::certification_of(enterprise, order);
    if (!certification) throw not_found();
    const std::string code = code_of(call, order, enterprise.uscc, *certification);
    return call.services.press.size_certificate(
        {.on = order_on_paper(call, order),
         .declared = certification->declared,
         .found = certification->finding.at,
         .check_url = fmt::format("{}/{}/check/{}?code={}", public_base(call),
                                  call.param("programme"), order.number, code),
         .check_code = code});
}

bool asks_for(const Call& call, std::string_view paper) {
    for (const auto& row : call.rulebook().papers.rows) {
        if (row.value.kind == paper && row.validity.covers(call.today())) return true;
    }
    return false;
}

// Not found when the programme has no such paper.
std::string printed(Call& call, const Order& order, std::string_view paper) {
    if (paper == "size-certificate") return size_certificate(call, order);
    if (paper == "order-table") {
        return call.services.press.order_table(order_on_paper(call, order));
    }
    if (paper == "waiver" && call.rulebook().act("waive", call.today())) {
        return call.services.press.waiver(order_on_paper(call, order));
    }
    throw not_found();
}

std::vector<app::NoticeLineOnPaper> lines_on_paper(Call& call, const Batch& batch) {
    std::vector<app::NoticeLineOnPaper> lines;
    for (const NoticeLine& line : notice_lines(batch)) {
        const auto product = call.find<Product>(line.product);
        lines.push_back({.provider = call.get<Provider>(line.provider).name,
                         .product = product ? product->name : "",
                         .direction = "",
                         .amount = line.amount});
    }
    return lines;
}

// One line for each account, in the order of the items, as in the payout file.
std::vector<app::PayoutLineOnPaper> accounts_on_paper(Call& call, const Batch& batch) {
    std::vector<app::PayoutLineOnPaper> lines;
    for (const BatchItem& item : batch.items) {
        const auto same = [&](const app::PayoutLineOnPaper& line) {
            return line.account.number == item.account.number &&
                   line.account.bank == item.account.bank &&
                   line.account.holder == item.account.holder;
        };
        auto line = std::ranges::find_if(lines, same);
        if (line == lines.end()) {
            line = lines.insert(lines.end(), {.account = item.account, .orders = {}, .amount = {}});
        }
        line->orders.push_back(call.get<Order>(item.order).number);
        line->amount += item.amount;
    }
    return lines;
}

std::optional<Order> order_with(Call& call, const std::string& number) {
    Query query;
    query.entity = "order";
    query.where = {is("number", Value{number})};
    query.limit = 1;
    const std::vector<Value> rows = call.reader().list(query);
    return rows.empty() ? std::nullopt : std::optional{decoded<Order>(rows.front())};
}

}  // namespace

Reply file_reply(std::string bytes, std::string media_type, const std::string& name) {
    Reply reply;
    reply.media_type = std::move(media_type);
    reply.body = std::move(bytes);
    return reply.with("Content-Disposition", "attachment; filename=" + name);
}

Reply print_order_paper(Call& call) {
    call.know_query({});
    const auto order = seen_or_not_found<Order>(call, call.id<OrderId>("order"));
    const std::string& paper = call.param("paper");
    return file_reply(printed(call, order, paper), pdf,
                      fmt::format("{}-{}.pdf", paper, order.number));
}

Reply print_commitment(Call& call) {
    call.know_query({});
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    if (!asks_for(call, "commitment")) throw not_found();
    return file_reply(
        call.services.press.commitment({.rules = &call.rulebook(),
                                        .product = product,
                                        .provider = on_paper(call.get<Provider>(product.provider)),
                                        .at = start_of(call.today(), call.zone())}),
        pdf, fmt::format("commitment-{}.pdf", product.id.value));
}

Reply print_product_notice(Call& call) {
    call.know_query({});
    const Rulebook& rules = call.rulebook();
    app::PublicNotice notice;
    notice.rules = &rules;
    notice.at = start_of(call.today(), call.zone());
    Query query;
    query.entity = "product";
    query.where = {is("status", Value{name_of(ProductStatus::on_notice)})};
    query.limit = 0;
    for (const Value& row : call.reader().list(query)) {
        const auto product = decoded<Product>(row);
        const auto* direction = rules.direction(product.direction);
        notice.lines.push_back({.provider = call.get<Provider>(product.provider).name,
                                .product = product.name,
                                .direction = direction ? direction->value.name.zh : "",
                                .amount = product.price});
        if (product.notice_ends) {
            notice.ends = std::max(notice.ends.value_or(Instant{}), *product.notice_ends);
        }
    }
    return file_reply(call.services.press.notice(notice), pdf, "product-notice.pdf");
}

Reply print_payout_notice(Call& call) {
    call.know_query({});
    const auto batch = call.get<Batch>(call.id<BatchId>("batch"));
    if (!batch.published) throw not_found();
    return file_reply(call.services.press.notice({.rules = &call.rulebook(),
                                                  .batch = batch.id,
                                                  .published = batch.published,
                                                  .ends = batch.notice_ends,
                                                  .at = *batch.published,
                                                  .lines = lines_on_paper(call, batch)}),
                      pdf, fmt::format("payout-notice-{}.pdf", batch.id.value));
}

// Before the notice is over there is nothing that may be paid, and so no list.
void end_if_not_settled(Call& call, const Batch& batch) {
    if (batch.status == BatchStatus::settled || batch.status == BatchStatus::paid) return;
    const Refusal refusal{Code::wrong_state, house::wrong_state,
                          Facts{{"status", name_of(batch.status)}}};
    throw problem_of(refusal, &call.rulebook(), call.in_chinese());
}

void open_payout(Call& call, const Batch& batch) {
    Look look = look_of(call, Seen::payout_file);
    look.programme = call.programme();
    look.entity = "batch";
    look.id = batch.id.value;
    look.under = Case::payout;
    if (may_take(call.visitor.role)) {
        look.under = Case::taken;
        const bool taken = has_taken(call.services.store.access(), call.visitor.person,
                                     look.programme, look.entity, look.id, look.at);
        if (!taken) {
            throw purpose_needed(Facts{
                {"programme", call.param("programme")}, {"entity", look.entity}, {"id", look.id}});
        }
    }
    leave_trace(call, std::move(look));
}

app::PayoutList payout_list_of(Call& call, const Batch& batch) {
    return {.rules = &call.rulebook(),
            .batch = batch.id,
            .status = batch.status,
            .made = batch.made,
            .lines = accounts_on_paper(call, batch)};
}

Reply print_payout_list(Call& call) {
    call.know_query({});
    const auto batch = seen_or_not_found<Batch>(call, call.id<BatchId>("batch"));
    end_if_not_settled(call, batch);
    open_payout(call, batch);
    return file_reply(call.services.press.payout_list(payout_list_of(call, batch)), pdf,
                      fmt::format("payout-list-{}.pdf", batch.id.value));
}

// An unknown number and a wrong code read the same, so that nobody can try numbers.
Reply check_size_certificate(Call& call) {
    static constexpr std::string_view known[] = {"code"};
    call.know_query(known);
    CertificateCheck told;
    const auto order = order_with(call, call.param("number"));
    const auto enterprise = order ? call.find<Enterprise>(order->enterprise) : std::nullopt;
    const auto* found = enterprise ? app::certification_of(*enterprise, *order) : nullptr;
    if (!found || code_of(call, *order, enterprise->uscc, *found) != call.query("code")) {
        return reply_of(call.writer()(told));
    }
    const app::OrderOnPaper on = order_on_paper(call, *order);
    const auto industry = on.rules->industries.find(found->declared.industry);
    told.issued = true;
    told.certificate = CertificateOnPaper{
        .number = order->number,
        .placed = order->placed,
        .product_name = on.product_name,
        .provider_name = on.provider.name,
        .enterprise_name = on.enterprise.name,
        .enterprise_uscc = on.enterprise.uscc,
        .industry_name = industry == on.rules->industries.end() ? "" : industry->second.name,
        .declared = found->declared,
        .found = found->finding.at,
        .size = order->size};
    return reply_of(call.writer()(told));
}

}  // namespace zq::http
