// A step's fields carry the names of the command's fields, so that most acts need no line of their
// own: what the step names is converted, what it leaves out stays as the command has it.
#include "main/scenario_acts.h"

#include <fmt/format.h>

#include "main/scenario_facts.h"
#include "main/scenario_papers.h"
#include "main/scenario_setup.h"

namespace zq {

namespace {

class Converting {
public:
    Converting(const ScenarioNames& names, const Zone& zone) : names_{names}, zone_{zone} {}

    void operator()(const ScenarioValue& value, std::string& out) const {
        if (const auto* text = value.get<std::string>()) out = *text;
    }
    void operator()(const ScenarioValue& value, bool& out) const { out = *value.get<bool>(); }
    void operator()(const ScenarioValue& value, std::int64_t& out) const {
        out = *value.get<std::int64_t>();
    }
    void operator()(const ScenarioValue& value, Money& out) const {
        out = *parse_yuan(*value.get<std::string>());
    }
    void operator()(const ScenarioValue& value, BasisPoints& out) const {
        out = *parse_percent(*value.get<std::string>());
    }
    void operator()(const ScenarioValue& value, Day& out) const { out = *value.get<Day>(); }
    void operator()(const ScenarioValue& value, Instant& out) const {
        const auto* day = value.get<Day>();
        out = day ? last_second_of(*day, zone_) : *value.get<Instant>();
    }
    template <NamedEnum E>
    void operator()(const ScenarioValue& value, E& out) const {
        out = *from_name<E>(*value.get<std::string>());
    }
    void operator()(const ScenarioValue& value, PartyId& out) const {
        out = names_.parties.find(*value.get<std::string>())->second.id;
    }
    void operator()(const ScenarioValue& value, ProductId& out) const {
        out = names_.products.find(*value.get<std::string>())->second.id;
    }
    void operator()(const ScenarioValue& value, OrderId& out) const {
        out = known(names_.orders, value);
    }
    void operator()(const ScenarioValue& value, BatchId& out) const {
        out = known(names_.batches, value);
    }
    template <class T>
    void operator()(const ScenarioValue& value, std::optional<T>& out) const {
        (*this)(value, out.emplace());
    }
    void operator()(const ScenarioValue& value, std::vector<OrderId>& out) const {
        for (const ScenarioValue& one : *value.get<ScenarioValue::List>()) {
            (*this)(one, out.emplace_back());
        }
    }
    // Papers, forms and register records are made elsewhere.
    template <class T>
    void operator()(const ScenarioValue&, T&) const {}

private:
    template <class Id>
    static Id known(const std::map<std::string, Id, std::less<>>& ids, const ScenarioValue& value) {
        const std::string& name = *value.get<std::string>();
        const auto found = ids.find(name);
        if (found == ids.end()) {
            throw ScenarioFault{"there is no " + name +
                                ": the step that should make it was refused"};
        }
        return found->second;
    }

    const ScenarioNames& names_;
    const Zone& zone_;
};

class CarryingOut {
public:
    CarryingOut(ScenarioWorld& world, const ScenarioStep& step) : world_{world}, step_{step} {}

    Answer run() {
        if (step_.verb == "import-register") return import_register();
        if (step_.verb == Certify::act) return certify();
        const Answer answer = world_.ask(step_.by, command());
        if (answer) remember(*answer);
        return answer;
    }

private:
    Command command() {
        Command made = named_like_the_verb();
        std::visit([this](auto& command) { complete(command); }, made);
        return made;
    }

    template <std::size_t I = 0>
    Command named_like_the_verb() {
        if constexpr (I == std::variant_size_v<Command>) {
            throw ScenarioFault{"no command has the verb '" + step_.verb + "'"};
        } else {
            using Alternative = std::variant_alternative_t<I, Command>;
            if (Alternative::act != step_.verb) return named_like_the_verb<I + 1>();
            Alternative command{};
            set_usual(command);
            const Converting convert{world_.names(), world_.rulebook().zone};
            Alternative::fields(command, [&](std::string_view name, auto& field) {
                const auto given = step_.fields.find(name);
                if (given != step_.fields.end()) convert(given->second, field);
            });
            return command;
        }
    }

    // ---- values that differ from the command's own when the step leaves them out

    template <class Command>
    static void set_usual(Command& command) {
        if constexpr (std::derived_from<Command, ContractEntry>) {
            command.lists_order = true;
            command.table_on_last_page = true;
            command.splits_payment = true;
        } else if constexpr (std::same_as<Command, Redeem>) {
            command.checked = true;
        }
    }

    // ---- what takes more than the step's own fields

    void complete(auto&) {}
    void complete(Redeem& redeem) {
        redeem.documents = redemption_papers(world_, step_, redeem.order);
    }
    void complete(DraftProduct& draft) { apply(draft); }
    void complete(SaveProduct& save) { apply(save); }
    void complete(SubmitProduct& submission) { apply(submission); }
    void complete(ListProduct& listing) {
        const ScenarioFields& usual = world_.names().products.at(product()).facts;
        if (!step_.fields.contains("vouchers")) {
            listing.vouchers = field_or<std::int64_t>(usual, "vouchers", 100);
        }
        const auto* days = field<std::int64_t>(usual, "validity_days");
        if (!listing.validity_days && days) listing.validity_days = *days;
    }

    void apply(Application& application) {
        application = application_of(world_, product(), field<ScenarioFields>(step_.fields, "form"),
                                     field<ScenarioValue::List>(step_.fields, "documents"));
    }

    const std::string& product() const { return *field<std::string>(step_.fields, "product"); }

    // ---- facts

    // What registers hold is put into them, the rest is declared.
    Answer certify() {
        const auto party = world_.names().parties.find(step_.by);
        const bool by_party = party != world_.names().parties.end();
        ScenarioFields facts = by_party ? party->second.facts : ScenarioFields{};
        bool of_register = false;
        for (const auto& [name, value] : step_.fields) {
            facts.insert_or_assign(name, value);
            const bool declared = name == "industry" || name == "industry_share" ||
                                  name == "staff" || name == "revenue" || name == "assets";
            of_register = of_register || !declared;
        }
        if (by_party && party->second.is_enterprise) {
            party->second.facts = facts;
            if (of_register)
                accepted(record_facts(world_, "platform", step_.by, "scenario"), "recording facts");
        }
        return world_.ask(step_.by, certification(facts));
    }

    Answer import_register() {
        const std::string source = field_or<std::string>(step_.fields, "source", "register");
        const bool of_enterprises = *field<std::string>(step_.fields, "kind") == "enterprise";
        Answer last;
        for (const ScenarioValue& row : *field<ScenarioValue::List>(step_.fields, "rows")) {
            const ScenarioFields& entry = *row.get<ScenarioFields>();
            const std::string& id = *field<std::string>(entry, "party");
            ScenarioParty& party = world_.names().parties.at(id);
            if (party.is_enterprise != of_enterprises) {
                throw ScenarioFault{id + " does not stand in a register of that kind"};
            }
            for (const auto& [name, value] : entry) {
                if (name != "party") party.facts.insert_or_assign(name, value);
            }
            last = record_facts(world_, step_.by, id, source);
            if (!last) return last;
        }
        return last;
    }

    // ---- what came into being

    void remember(const Accepted& answer) {
        if (step_.verb == Claim::act) {
            world_.names().orders[*field<std::string>(step_.fields, "order")] = OrderId{answer.id};
        } else if (step_.verb == MakeBatch::act) {
            world_.names().batches[*field<std::string>(step_.fields, "batch")] = BatchId{answer.id};
        } else if (step_.verb == RenameProduct::act) {
            world_.names().products.at(product()).facts.insert_or_assign("name",
                                                                         step_.fields.at("name"));
        }
    }

    ScenarioWorld& world_;
    const ScenarioStep& step_;
};

}  // namespace

Answer carry_out(ScenarioWorld& world, const ScenarioStep& step) {
    return CarryingOut{world, step}.run();
}

}  // namespace zq
