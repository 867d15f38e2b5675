// A small world on a bare engine: three enterprises, two providers, three products, every role.
//
// Each command is watched: decided twice it gives the same bytes, refused it leaves the tables as
// they were, and the fold of all events equals the tables after every step. Parties and offices are
// made by commands; products are laid in as qualified and listed by commands.
#pragma once

#include <memory>

#include "engine/decide.h"

namespace zq::test {

inline constexpr ProgrammeId the_programme{1};

std::shared_ptr<const Rulebook> beijing(int year);  // loaded once
// The same edition in which these acts take two people.
std::shared_ptr<const Rulebook> with_second_person(int year, const std::vector<std::string>& acts);

Instant instant(const char* rfc3339);
Money yuan(const char* text);

// Who acts. Enterprises are 1 to 3, providers 1 and 2.
Actor enterprise(int number);
Actor provider(int number);
Actor staff(Role role);
Actor colleague(Role role);  // another person of the same office
// Somebody who may do the act, as the roles say; parties act for enterprise 1 and provider 1.
Actor right_actor(std::string_view act);

ProductId product(int number);  // 1 and 2 are of provider 1, 3 is of provider 2

// What the world is made of.
RecordEnterprise enterprise_record(int number);  // 2 has the honour srdi, 3 is a little giant
RecordProvider provider_record(int number);
SetBankAccount bank_account(int provider_number);
Certify certification();
Product qualified_product(int number, const Rulebook& rules);
Sign usual_contract(OrderId order);
std::vector<Document> usual_papers(const Rulebook& rules, const Subjects& subjects,
                                   const ContractTerms& terms, const std::string& number);

// Canonical text of all tables.
std::string text_of(const WorkingSet& tables);

class World {
public:
    explicit World(std::shared_ptr<const Rulebook> rules);
    World(std::shared_ptr<const Rulebook> rules, Instant start);

    // Fires what is due, decides, and watches.
    Answer ask(const Actor& actor, const Command& command);
    Answer ask(const Command& command);  // by its right actor, and a second person if it takes two
    Answer ask_both(const Actor& actor, const Command& command);
    // The same, for commands that must succeed; their entity's id.
    std::int64_t done(const Actor& actor, const Command& command);
    std::int64_t done(const Command& command);
    ProposalId propose(const Command& command);  // by its right actor alone

    void move_to(Instant at);
    void move_to(const char* rfc3339) { move_to(instant(rfc3339)); }
    void pass(std::int64_t seconds) { move_to(plus_seconds(now_, seconds)); }
    void fire();
    Instant now() const { return now_; }

    const Rulebook& rules() const { return *rules_; }
    bool is_2025() const { return rules_->year == 2025; }
    const WorkingSet& tables() const { return tables_; }
    const std::vector<Event>& log() const { return log_; }
    const std::vector<Check>& checks() const { return checks_; }  // of the last command
    template <class T>
    const T& get(const KeyOf<T>& key) const {
        return tables_.get<T>(key);
    }
    const Order& order(OrderId id) const { return tables_.get<Order>(id); }
    Account account(const AccountId& id) const;

    // ---- a vocabulary of usual commands
    OrderId claim(int enterprise_number = 1, int product_number = 1,
                  std::optional<Money> amount = {});
    Sign contract(OrderId order) const { return usual_contract(order); }
    Redeem redemption(OrderId order);  // complete and right, with a fresh invoice number
    // A fresh order of enterprise 1 for product 1, brought to a status by the usual steps.
    OrderId order_in(OrderStatus status);
    BatchId publish(const std::vector<OrderId>& orders);
    void pay(BatchId batch);

private:
    void set_up();
    void bring(OrderId order, OrderStatus status);
    void bring_to_payout(OrderId order, OrderStatus status);
    void take(const Engine& engine);
    void watch();

    std::shared_ptr<const Rulebook> rules_;
    Rulebooks rulebooks_;
    WorkingSet tables_;
    WorkingSet folded_;
    std::string text_;  // of the tables, as last watched
    std::vector<Event> log_;
    std::vector<Check> checks_;
    std::int64_t next_seq_ = 1;
    Instant last_time_;
    Instant now_;
    std::int64_t invoices_ = 0;
};

// Of provider 1, with all that the day's rulebook asks for. Product 0 makes a new one.
Application usual_application(const World& world, ProductId product);

// Invariants 1 to 3, 12 and 21: every account is what its orders hold and have settled, and nothing
// exceeds its limit. Empty when they hold, else what is wrong.
std::string broken_account(const WorkingSet& tables, const Rulebook& rules);

// "ok placed", "refused sold-out": what came of a command about an order.
std::string told(const World& world, const Answer& answer, OrderId order);

}  // namespace zq::test
