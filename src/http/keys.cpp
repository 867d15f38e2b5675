// Secrets do not enter what is remembered: logins are not, and a body only as a digest under a key,
// so that nobody can guess at a password in it.
#include "http/keys.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/digest.h"
#include "http/keyring.h"

namespace zq::http {

namespace {

constexpr std::size_t key_min = 8;
constexpr std::size_t key_max = 200;

Value remembered_form(const Reply& reply) {
    return Value::Map{{"status", reply.status}, {"body", reply.body}};
}

Reply from_remembered(const Remembered& remembered) {
    const auto value = parse_canonical(remembered.answer);
    if (!value || !value->find("status") || !value->find("body")) {
        throw Undecodable{"a remembered answer"};
    }
    Reply reply;
    reply.status = static_cast<int>(*value->find("status")->if_number());
    reply.body = *value->find("body")->if_text();
    reply.with("Idempotency-Replayed", "true");
    return reply;
}

}  // namespace

std::string digest_of(const Incoming& incoming) {
    const std::string& body = incoming.upload ? incoming.upload->digest : incoming.body;
    return sha256_hex(incoming.method + "\n" + incoming.target + "\n" + body);
}

std::string key_of(const Incoming& incoming) {
    const std::string key = incoming.header("idempotency-key");
    if (key.size() < key_min || key.size() > key_max) throw key_missing();
    for (const char c : key) {
        if (c < '!' || c > '~') throw key_missing();
    }
    return key;
}

std::string actor_name(const Visitor& visitor) {
    if (!visitor.logged_in()) return "visitor";
    return "person:" + std::to_string(visitor.person.value);
}

Reply with_key(Call& call) {
    const std::string key = key_of(call.incoming);
    if (!call.visitor.logged_in()) return call.route.handler(call);
    // Not one that a command may have: its answers have another form.
    const std::string actor = "request:" + actor_name(call.visitor);
    const std::string digest = digest_of(call.incoming);
    if (const auto known = call.services.store.read(registry)->remembered(actor, key)) {
        if (!call.services.keyring.is_mark(known->request, digest)) throw key_reused();
        return from_remembered(*known);
    }
    Reply reply = call.route.handler(call);
    const auto transaction = call.services.store.begin(registry);
    transaction->remember(
        {actor, key, call.services.keyring.mark(digest), canonical(remembered_form(reply))});
    transaction->commit();
    return reply;
}

}  // namespace zq::http
