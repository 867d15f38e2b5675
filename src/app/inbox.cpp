// A message names facts, not sentences: the face that shows it writes the words in its reader's
// language.
#include "app/inbox.h"

#include <algorithm>

namespace zq {

namespace {

Value order_facts(const Order& order) {
    Value::Map facts{{"order", order.id.value},
                     {"number", order.number},
                     {"product_name", order.product_name},
                     {"status", Value{name_of(order.status)}}};
    if (order.due) {
        facts.emplace("due", order.due->micros);
        facts.emplace("due_kind", Value{name_of(*order.due_kind)});
    }
    if (!order.reason.empty()) facts.emplace("reason", order.reason);
    return facts;
}

// Posted once, with its event: nothing else has to keep it from coming twice.
void add(std::vector<Message>& messages, PartyId to, const Event& event, Value facts) {
    if (!to) return;
    Message message;
    message.to = to;
    message.programme = event.programme;
    message.kind = event.command;
    message.facts = std::move(facts);
    message.at = event.time;
    messages.push_back(std::move(message));
}

// Another account, and who has what the log does not tell: its provider hears of every step, so
// that whoever was robbed can withdraw it in time (Z-027).
Value account_facts(const Provider& provider) {
    constexpr std::size_t digits_told = 4;
    Value::Map facts{{"provider", provider.id.value}};
    const auto told = [&](const char* name, const BankAccount& account) {
        const std::size_t size = account.number.size();
        facts.emplace(name, account.number.substr(size - std::min(size, digits_told)));
    };
    if (provider.bank_account) told("account_ends", *provider.bank_account);
    if (const auto& change = provider.account_change) {
        told("next_ends", change->account);
        if (change->from) facts.emplace("from", change->from->micros);
    }
    return facts;
}

std::vector<Message> messages_of_registry(const Event& event, const std::vector<Subject>& subjects,
                                          const WorkingSet& tables) {
    std::vector<Message> messages;
    for (const Subject& subject : subjects) {
        if (subject.entity == Entity<Provider>::name && event.command.ends_with("-bank-account")) {
            const Provider* provider = tables.find<Provider>(PartyId{subject.id});
            if (provider) add(messages, provider->id, event, account_facts(*provider));
        } else if (subject.entity == Entity<Membership>::name) {
            const Membership* lent = tables.find<Membership>(MembershipId{subject.id});
            if (!lent || !lent->until || event.command != GrantMembership::act) continue;
            const Value::Map facts{{"role", Value{name_of(lent->role)}},
                                   {"person", lent->person.value},
                                   {"until", lent->until->micros},
                                   {"reason", lent->reason}};
            add(messages, lent->organisation, event, facts);
            if (event.actor.organisation != lent->organisation) {
                add(messages, event.actor.organisation, event, facts);
            }
        }
    }
    return messages;
}

}  // namespace

std::vector<Message> messages_of(const Event& event, const std::vector<Subject>& subjects,
                                 const WorkingSet& tables) {
    std::vector<Message> messages;
    if (event.programme == registry) return messages_of_registry(event, subjects, tables);
    if (event.command.starts_with("record-")) return messages;
    for (const Subject& subject : subjects) {
        if (subject.entity == Entity<Order>::name) {
            const Order* order = tables.find<Order>(OrderId{subject.id});
            if (!order) continue;
            add(messages, order->enterprise, event, order_facts(*order));
            if (order->provider != order->enterprise) {
                add(messages, order->provider, event, order_facts(*order));
            }
        } else if (subject.entity == Entity<Product>::name && event.command != "rate") {
            const Product* product = tables.find<Product>(ProductId{subject.id});
            if (!product) continue;
            Value::Map facts{{"product", product->id.value},
                             {"product_name", product->name},
                             {"status", Value{name_of(product->status)}}};
            if (!product->reason.empty()) facts.emplace("reason", product->reason);
            add(messages, product->provider, event, std::move(facts));
        } else if (subject.entity == Entity<Provider>::name &&
                   event.command == SetBankAccount::act) {
            add(messages, PartyId{subject.id}, event, Value::Map{});
        } else if (subject.entity == Entity<Sanction>::name) {
            const Sanction* sanction = tables.find<Sanction>(SanctionId{subject.id});
            if (!sanction) continue;
            Value::Map facts{{"sanction", sanction->id.value}, {"ground", sanction->ground}};
            if (sanction->until) facts.emplace("until", to_text(*sanction->until));
            if (sanction->permanent) facts.emplace("until", "permanent");
            add(messages, sanction->party, event, std::move(facts));
        }
    }
    return messages;
}

Message reminder_of(ProgrammeId programme, const Order& order, const Reminder& reminder,
                    Instant now) {
    Message message;
    message.to = reminder.to == "enterprise" ? order.enterprise : order.provider;
    message.programme = programme;
    message.kind = "reminder-" + std::string{name_of(reminder.kind)};
    message.facts = order_facts(order);
    message.facts["before"] = Value{to_text(reminder.before)};
    message.at = now;
    message.dedupe = "reminder:" + std::to_string(programme.value) + ":" +
                     std::to_string(order.id.value) + ":" + std::string{name_of(reminder.kind)} +
                     ":" + std::to_string(order.due ? order.due->micros : 0) + ":" +
                     to_text(reminder.before) + ":" + reminder.to;
    return message;
}

}  // namespace zq
