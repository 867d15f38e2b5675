// The types that the API shows and takes.
#include "contract_schemas.h"

#include "engine/working_set.h"
#include "http/routes.h"
#include "schema_of.h"

namespace zq::http {

namespace {

using Schemas = std::map<std::string, json::object>;

template <class... T>
void add_answers(Schemas& schemas) {
    (schemas.emplace(schema_name<T>, schema_in_place<T>({})), ...);
}

template <class... T>
void add_requests(Schemas& schemas) {
    (schemas.emplace(std::string{schema_name<T>} + "Request",
                     schema_in_place<T>({.request = true})),
     ...);
}

template <std::size_t I = 0>
void add_body(Schemas& bodies, const Route& route) {
    if constexpr (I < std::variant_size_v<Command>) {
        using C = std::variant_alternative_t<I, Command>;
        const std::string_view operation = route.operation;
        if (operation == C::act ||
            (operation == "draft-product-again" && C::act == "draft-product")) {
            bodies.emplace(operation, request_schema<C>(route.path));
        }
        add_body<I + 1>(bodies, route);
    }
}

}  // namespace

namespace {

// What an answer tells beside what is stored.
void add_told(json::object& schema, std::string_view name, std::string_view type, bool always) {
    schema.at("properties").as_object()[name] = json::object{{"type", type}};
    if (always) schema.at("required").as_array().push_back(json::value(name));
}

// Pointers of what is masked or was erased.
void add_marks(json::object& schema, bool erasable = true) {
    const json::object pointers{{"type", "array"}, {"items", json::object{{"type", "string"}}}};
    schema.at("properties").as_object()["masked"] = pointers;
    if (erasable) schema.at("properties").as_object()["erased"] = pointers;
}

}  // namespace

std::map<std::string, json::object> typed_schemas() {
    Schemas all;
    add_answers<Money, BasisPoints, Day, Instant, SizeClass, Role, OrderStatus, ProductStatus,
                BatchStatus, DeadlineKind, Verdict, RefundKind, VoidGround>(all);
    add_answers<Source, Standing, Credit, Declaration, SizeFinding, Certification, BankAccount,
                Document, Ground, ContractTerms, Submission, BatchItem, PayoutLine, Score, Opinion>(
        all);
    add_requests<Source, Credit, BankAccount, Document, Score>(all);
    all.emplace("Order", schema_in_place<Order>({}));
    add_told(all["Order"], "review_working_days_left", "integer", false);
    all.emplace("Contract", schema_in_place<Contract>({}));
    all.emplace("Redemption", schema_in_place<Redemption>({}));
    add_told(all["Redemption"], "recallable", "boolean", true);
    all.emplace("Product", schema_in_place<Product>({}));
    add_told(all["Product"], "criteria", "array", false);
    all["Product"].at("properties").at("criteria") =
        json::object{{"type", "array"}, {"items", json::object{{"type", "string"}}}};
    all.emplace("Enterprise", schema_in_place<Enterprise>({}));
    all.emplace("Provider", schema_in_place<Provider>({}));
    all.emplace("Batch", schema_in_place<Batch>({}));
    all.emplace("Objection", schema_in_place<Objection>({}));
    all.emplace("Sanction", schema_in_place<Sanction>({}));
    all.emplace("SpotCheck", schema_in_place<SpotCheck>({}));
    all.emplace("Appeal", schema_in_place<Appeal>({}));
    all.emplace("Proposal", schema_in_place<Proposal>({}));
    all.emplace("ProgrammeState", schema_in_place<ProgrammeState>({}));
    all.emplace("Organisation", schema_in_place<Organisation>({}));
    all.emplace("Person", schema_in_place<Person>({}));
    all.emplace("Membership", schema_in_place<Membership>({}));
    for (const char* name : {"Order", "Product", "Person"}) add_marks(all[name]);
    add_marks(all["BankAccount"], false);
    all.emplace("CertificateOnPaper", schema_in_place<CertificateOnPaper>({}));
    all.emplace("CatalogueItem", schema_in_place<CatalogueItem>({}));
    all.emplace("ProductNotice", schema_in_place<ProductNotice>({}));
    all.emplace("PayoutNotice", schema_in_place<PayoutNotice>({}));
    all.emplace("PublicSanction", schema_in_place<PublicSanction>({}));
    return all;
}

std::map<std::string, json::object> command_bodies() {
    Schemas bodies;
    for (const Route& route : routes()) {
        if (route.is_command()) add_body(bodies, route);
    }
    return bodies;
}

}  // namespace zq::http
