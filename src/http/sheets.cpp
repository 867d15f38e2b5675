// Spreadsheets: the application form as template, filled in and read back, and tables that a page
// has already shown, as XLSX.
#include "app/csv.h"
#include "http/endpoints.h"
#include "http/papers.h"
#include "http/personal_view.h"
#include "http/sight.h"
#include "http/upload.h"

namespace zq::http {

namespace {

// The form's texts, with what is personal as it is shown to whoever asks.
Form opened(Call& call, PartyId provider, Form form) {
    const bool own = call.is(roles::provider) && call.visitor.organisation == provider;
    const Shown shown = shown_to(PersonalKind::application_contact,
                                 own ? Relation::own : Relation::stranger, call.visitor.role);
    for (auto& [name, value] : form) {
        if (value.commitment.empty()) continue;
        const auto text = call.reader().opened(value.commitment);
        if (!text || shown == Shown::nothing) continue;
        value.texts = {shown == Shown::clear ? *text : masked(*text)};
    }
    return form;
}

std::string name_in_query(const Call& call) {
    const std::string name = call.query("name").value_or("table");
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (name.empty() || name.size() > 100 || name.find_first_not_of(plain) != std::string::npos) {
        throw malformed("/name", "must be letters, digits, '-', '_' and '.', at most 100");
    }
    return name;
}

bool asks_for_forms(const Call& call) {
    return !call.rulebook().fields.rows.empty();
}

}  // namespace

// What a list shows as CSV, as a workbook: the cells are whoever asks' own.
Reply convert_table(Call& call) {
    static constexpr std::string_view known[] = {"name"};
    call.know_query(known);
    const auto read = read_csv(call.incoming.body);
    if (!read) {
        throw malformed("", fmt::format("line {}: {}", read.error().line, read.error().what));
    }
    app::TableOnSheet table{
        .title = name_in_query(call),
        .date = to_rfc3339(truncated(call.services.system_clock.now()), call.zone()),
        .lines = {}};
    for (const CsvLine& line : *read) table.lines.push_back(line.cells);
    return file_reply(call.services.press.workbook(table), xlsx, table.title + ".xlsx");
}

Reply download_form_template(Call& call) {
    call.know_query({});
    if (!asks_for_forms(call)) throw not_found();
    return file_reply(call.services.press.application_form(
                          {.rules = &call.rulebook(), .day = call.today(), .form = {}}),
                      xlsx, "application-form.xlsx");
}

Reply download_application_form(Call& call) {
    call.know_query({});
    const auto product = seen_or_not_found<Product>(call, call.id<ProductId>("product"));
    if (!asks_for_forms(call)) throw not_found();
    return file_reply(call.services.press.application_form(
                          {.rules = &call.rulebook(),
                           .day = call.today(),
                           .form = opened(call, product.provider, product.form)}),
                      xlsx, fmt::format("application-form-{}.xlsx", product.id.value));
}

// Nothing of it is stored: the page puts the fields into its form, and saving checks them again.
Reply read_application_form(Call& call) {
    call.know_query({});
    check(call.incoming.upload.has_value(), "the server has received the file");
    if (!asks_for_forms(call)) throw not_found();
    const auto provider = call.find<Provider>(call.visitor.organisation);
    const Subjects subjects{.enterprise = nullptr,
                            .provider = provider ? &*provider : nullptr,
                            .product = nullptr,
                            .today = call.today()};
    call.forget_reader();  // reading takes seconds
    const app::Inspection looked = call.services.paper_reader.inspect(call.incoming.upload->path);
    const auto none = [](const app::SheetFault& why) {
        return invalid_value("", "is no application form of this programme: " + why,
                             Facts{{"right", why}});
    };
    const bool strange =
        looked.hazard == app::Hazard::unknown_type || looked.hazard == app::Hazard::broken;
    if (strange) throw none("not-a-workbook");
    if (looked.hazard != app::Hazard::none) {
        turn_away(
            {.hazard = looked.hazard, .virus = {}, .misdeclared = false, .facts = looked.facts});
    }
    const auto cells = call.services.paper_reader.read_form(call.incoming.upload->path);
    if (!cells) throw none(cells.error());
    const auto read = call.services.press.read_application_form(call.rulebook(), subjects, *cells);
    if (!read) throw none(read.error());
    json::object form;
    const JsonWriter write = call.writer();
    for (const auto& [name, value] : read->form) form[name] = write(value);
    json::array faults;
    for (const app::CellFault& fault : read->faults) {
        faults.push_back(
            json::object{{"cell", fault.cell}, {"field", fault.field}, {"right", fault.right}});
    }
    return reply_of(json::object{{"form", std::move(form)}, {"faults", std::move(faults)}});
}

}  // namespace zq::http
