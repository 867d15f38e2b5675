// Opening one value that is masked, or the papers of one order, for a purpose; and who has looked.
//
// What is opened is told once and kept nowhere: the answer is remembered under no key.
#include "http/cases.h"
#include "http/endpoints.h"
#include "http/listing.h"
#include "http/personal_view.h"

namespace zq::http {

struct Disclosing {
    Seen what = Seen::log;
    std::string entity;  // of papers: "order", "product", "batch"
    std::int64_t id = 0;
    Purpose purpose = Purpose::duty;
    std::string words;
    static void fields(auto& self, auto&& visit) {
        visit("what", self.what);
        visit("entity", self.entity);
        visit("id", self.id);
        visit("purpose", self.purpose);
        visit("words", self.words);
    }
};
template <>
inline constexpr Names<4> must_have<Disclosing>{"what", "id", "purpose", "words"};

namespace {

constexpr std::int64_t words_max = 200;

void check_purpose(const Disclosing& asked) {
    if (asked.purpose == Purpose::duty) {
        throw invalid_value("/purpose", "is none that is given: a case is");
    }
    if (trimmed(asked.words).empty() || count_code_points(asked.words) > words_max) {
        throw invalid_value("/words", fmt::format("must have 1 to {} characters", words_max));
    }
}

void check_may_open(const Call& call, PersonalKind kind) {
    if (!may_open(kind, Relation::stranger, call.visitor.role)) throw wrong_role();
}

Look look_for(Call& call, const Disclosing& asked, std::string entity, std::int64_t of) {
    Look look = look_of(call, asked.what);
    look.programme = call.programme();
    look.entity = std::move(entity);
    look.id = asked.id;
    look.of = of;
    look.purpose = asked.purpose;
    look.words = asked.words;
    return look;
}

// By the pointers that `masked` has.
json::object values_of(Call& call, const Look& look, const Values& commitments) {
    call.forget_reader();  // another one is taken now
    const auto values = open_values(call.services.store, look, commitments);
    if (!values) keep_closed(call, values.error());
    json::object told;
    for (const auto& [at, value] : *values) told[at] = value;
    return told;
}

json::object open_order_contact(Call& call, const Disclosing& asked) {
    check_may_open(call, PersonalKind::order_contact);
    const auto order = call.get<Order>(OrderId{asked.id});
    Look look = look_for(call, asked, "order", order.enterprise.value);
    look.under = case_about(call, call.programme(), order);
    return values_of(call, look, {{"/contact", order.contact.commitment}});
}

json::object open_application_contact(Call& call, const Disclosing& asked) {
    check_may_open(call, PersonalKind::application_contact);
    const auto product = call.get<Product>(ProductId{asked.id});
    Look look = look_for(call, asked, "product", product.provider.value);
    look.under = case_about(call, call.programme(), product);
    Values commitments;
    for (const auto& [name, value] : product.form) {
        commitments["/form" + pointer_step(name)] = value.commitment;
    }
    return values_of(call, look, commitments);
}

json::object open_bank_account(Call& call, const Disclosing& asked) {
    check_may_open(call, PersonalKind::bank_account);
    const auto provider = call.get<Provider>(PartyId{asked.id});
    leave_trace(call, look_for(call, asked, "provider", provider.id.value));
    json::object values;
    if (provider.bank_account) values["/bank_account/number"] = provider.bank_account->number;
    return values;
}

json::object open_person_name(Call& call, const Disclosing& asked) {
    check_may_open(call, PersonalKind::person_name);
    const auto person = call.get<Person>(PersonId{asked.id});
    const Look look = look_for(call, asked, "person", person.id.value);
    return values_of(call, look, {{"/name", person.name.commitment}});
}

// Who handed the papers in; of a batch they are of many.
std::int64_t whose(Call& call, const Disclosing& asked) {
    if (asked.entity == "order") return call.get<Order>(OrderId{asked.id}).provider.value;
    if (asked.entity == "product") return call.get<Product>(ProductId{asked.id}).provider.value;
    if (asked.entity != "batch") {
        throw invalid_value("/entity", "must be \"order\", \"product\" or \"batch\"");
    }
    call.get<Batch>(BatchId{asked.id});
    return 0;
}

json::object take_papers(Call& call, const Disclosing& asked) {
    if (!may_take(call.visitor.role)) throw wrong_role();
    const std::int64_t of = whose(call, asked);
    const Look look = look_for(call, asked, asked.entity, of);
    call.forget_reader();
    const Opened taken = zq::take_papers(call.services.store, look);
    if (!taken) keep_closed(call, taken.error());
    return {};
}

json::object opened_by_programme(Call& call, const Disclosing& asked) {
    if (asked.what == Seen::order_contact) return open_order_contact(call, asked);
    if (asked.what == Seen::application_contact) return open_application_contact(call, asked);
    if (asked.what == Seen::bank_account) return open_bank_account(call, asked);
    if (asked.what == Seen::papers) return take_papers(call, asked);
    throw invalid_value("/what", "is none that is opened here");
}

}  // namespace

Reply disclose(Call& call) {
    const auto asked = read_body<Disclosing>(call);
    check_purpose(asked);
    json::object values = opened_by_programme(call, asked);
    return reply_of(json::object{{"values", std::move(values)}}, 201);
}

Reply disclose_person(Call& call) {
    const auto asked = read_body<Disclosing>(call);
    check_purpose(asked);
    if (asked.what != Seen::person_name) {
        throw invalid_value("/what", "is none that is opened here");
    }
    json::object values = open_person_name(call, asked);
    return reply_of(json::object{{"values", std::move(values)}}, 201);
}

// ---- the trail

namespace {

json::object as_json(Call& call, const Look& look, bool with_person) {
    const auto organisation = call.find<Organisation>(look.by_organisation);
    const Zone& zone = call.zone();
    json::object line{{"at", to_rfc3339(look.at, zone)},
                      {"role", name_of(look.role)},
                      {"organisation", look.by_organisation.value},
                      {"organisation_name", organisation ? organisation->name : ""},
                      {"what", name_of(look.what)},
                      {"entity", look.entity},
                      {"id", look.id},
                      {"part", look.part},
                      {"purpose", name_of(look.purpose)},
                      {"words", look.words},
                      {"case", name_of(look.under)},
                      {"refused", look.refused}};
    if (look.programme) {
        line["programme"] = call.services.use_cases.rulebook(look.programme).code;
    }
    if (with_person) {
        line["person"] = look.by.value;
        line["of"] = look.of;
    }
    return line;
}

template <NamedEnum E>
std::optional<E> named_in_query(const Call& call, std::string_view name) {
    const auto text = call.query(name);
    if (!text) return std::nullopt;
    const auto value = from_name<E>(*text);
    if (!value) throw malformed(pointer_step(name), "must be one of " + names_of<E>());
    return value;
}

std::optional<Instant> instant_in_query(const Call& call, std::string_view name) {
    const auto text = call.query(name);
    if (!text) return std::nullopt;
    const auto instant = parse_rfc3339(*text);
    if (!instant) throw malformed(pointer_step(name), "must be an instant: 2025-06-16T09:00:00Z");
    return instant;
}

std::optional<std::int64_t> number_in_query(const Call& call, std::string_view name) {
    const auto text = call.query(name);
    if (!text) return std::nullopt;
    const bool digits = !text->empty() && text->size() <= 15 &&
                        text->find_first_not_of("0123456789") == std::string::npos;
    if (!digits) throw malformed(pointer_step(name), "must be a number");
    return std::stoll(*text);
}

std::string place_in_query(const Call& call) {
    const std::string cursor = call.query("cursor").value_or("");
    const bool known =
        cursor.empty() ||
        (cursor.size() == 36 && cursor.find_first_not_of("0123456789abcdef") == std::string::npos);
    if (!known) throw malformed("/cursor", "is not one that this list gave");
    return cursor;
}

Reply looks_as_reply(Call& call, const LookQuery& query, bool with_person) {
    const LookPage page = looks_like(call.services.store.access(), query);
    json::array items;
    for (const Look& look : page.looks) items.push_back(as_json(call, look, with_person));
    return reply_with(std::move(items), page.next);
}

}  // namespace

Reply list_looks(Call& call) {
    static constexpr std::string_view known[] = {"person", "of",    "what",  "purpose", "refused",
                                                 "since",  "until", "limit", "cursor"};
    call.know_query(known);
    LookQuery query;
    query.of = number_in_query(call, "of");
    if (const auto person = number_in_query(call, "person")) query.by = PersonId{*person};
    query.what = named_in_query<Seen>(call, "what");
    query.purpose = named_in_query<Purpose>(call, "purpose");
    if (const auto refused = call.query("refused")) {
        if (*refused != "true" && *refused != "false") {
            throw malformed("/refused", "must be true or false");
        }
        query.refused = *refused == "true";
    }
    query.since = instant_in_query(call, "since");
    query.until = instant_in_query(call, "until");
    query.below = place_in_query(call);
    query.most = limit_in_query(call);
    return looks_as_reply(call, query, true);
}

// Who has looked at what is one's own; by role and organisation, as persons of staff have names of
// their own to be kept.
Reply list_looks_at_me(Call& call) {
    static constexpr std::string_view known[] = {"about", "limit", "cursor"};
    call.know_query(known);
    const std::string about = call.query("about").value_or("oneself");
    if (about != "oneself" && about != "organisation") {
        throw malformed("/about", "must be oneself or organisation");
    }
    LookQuery query;
    query.of = call.visitor.person.value;
    if (about == "organisation") query.of = call.visitor.organisation.value;
    query.below = place_in_query(call);
    query.most = limit_in_query(call);
    return looks_as_reply(call, query, false);
}

}  // namespace zq::http
