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

std::map<std::string, json::object> typed_schemas() {
    Schemas all;
    add_answers<Money, BasisPoints, Day, Instant, SizeClass, Role, OrderStatus, ProductStatus,
                BatchStatus, DeadlineKind, Verdict, RefundKind, VoidGround>(all);
    add_answers<Source, Standing, Credit, Declaration, SizeFinding, Certification, BankAccount,
                Document, Ground, ContractTerms, Submission, BatchItem, PayoutLine>(all);
    add_requests<Source, Credit, BankAccount, Document>(all);
    all.emplace("Order", schema_in_place<Order>({}));
    all.emplace("Contract", schema_in_place<Contract>({}));
    all.emplace("Redemption", schema_in_place<Redemption>({}));
    all.emplace("Product", schema_in_place<Product>({}));
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
