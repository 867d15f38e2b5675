// One form for reasons and checks, in problems, previews and lists.
#include "http/checks.h"

#include "http/codec.h"

namespace zq::http {

namespace {

json::array texts_of(const std::vector<std::string>& texts) {
    json::array all;
    for (const std::string& text : texts) all.push_back(json::value(text));
    return all;
}

}  // namespace

json::array as_json(const std::vector<Reason>& reasons) {
    json::array all;
    for (const Reason& reason : reasons) {
        all.push_back(json::object{{"code", name_of(reason.code)},
                                   {"clauses", texts_of(reason.clauses)},
                                   {"facts", to_json(reason.facts)}});
    }
    return all;
}

json::array as_json(const std::vector<Check>& checks) {
    json::array all;
    for (const Check& check : checks) {
        json::value facts = to_json(check.facts);
        mask_accounts(facts);
        all.push_back(json::object{{"about", name_of(check.about)},
                                   {"key", check.key},
                                   {"state", name_of(check.state)},
                                   {"clauses", texts_of(check.clauses)},
                                   {"facts", std::move(facts)},
                                   {"reasons", as_json(check.reasons)},
                                   {"flags", texts_of(check.flags)},
                                   {"files", texts_of(check.files)}});
    }
    return all;
}

}  // namespace zq::http
