// The demo city while it is being built: its clock, its agenda, its offices, firms and sellers.
//
// Everything happens through the use cases that the API calls, at a time of its own. What the city
// took for granted and was refused ends the build with the command and the reasons.
#pragma once

#include <functional>
#include <map>
#include <optional>

#include "app/use_cases.h"
#include "main/demo_city.h"
#include "main/demo_names.h"
#include "main/demo_papers.h"

namespace zq::demo {

class CityClock : public Clock {
public:
    Instant now() override { return now_; }
    void move_to(Instant at) { now_ = std::max(now_, at); }

private:
    Instant now_;
};

// An enterprise. `eligible`: nothing in the registers or its size keeps it from claiming.
struct Firm {
    PartyId id;
    Actor owner;
    std::string name;
    std::string industry;
    SizeClass size = SizeClass::micro;
    std::vector<std::string> honours;
    bool eligible = true;
    bool legal_person = true;
    bool certified = false;        // in the year at hand
    bool barred = false;           // by a sanction
    bool is_shown = false;         // has the login qiye1
    std::map<int, Money> claimed;  // by year, as estimated; keeps the plan within the quota
};

struct Seller {
    PartyId id;
    Actor owner;
    std::string name;
    std::string trade;  // row of the sellers' trades
    std::string place;
    bool barred = false;
};

struct Ware {
    ProductId id;
    std::size_t seller = 0;
    std::string name;
    std::string direction;
    std::string subtype;
    Money price;
};

struct Offices {
    Actor officer;
    Actor maker;
    Actor approver;
    Actor reviewer;
    Actor expert;
    Actor platform;
    Actor auditor;
};

struct Year {
    ProgrammeId id;
    int year = 0;
    const Rulebook* rules = nullptr;
    std::vector<Ware> wares;  // on sale
    Ware shown;               // of the seller who has the login fuwu1
};

class City {
public:
    City(Store& store, Instant begins, Progress progress);

    UseCases& use_cases() { return use_cases_; }
    Store& store() { return store_; }
    Dice& dice() { return dice_; }
    Names& names() { return names_; }
    Instant now() { return clock_.now(); }
    std::int64_t commands() const { return commands_; }

    Accepted act(ProgrammeId programme, const Actor& actor, const Command& command);
    // The city expects a no with this code.
    void try_in_vain(ProgrammeId programme, const Actor& actor, const Command& command,
                     Code expected);
    template <class T>
    T see(ProgrammeId programme, const KeyOf<T>& key) {
        Keys keys;
        keys.add<T>(key);
        WorkingSet tables;
        store_.read(programme)->load(keys, tables);
        return tables.get<T>(key);
    }

    // Time. Zone and calendar are those of the first rulebook.
    void keep_time_of(const Rulebook& rules) { rules_ = &rules; }
    Instant moment(Day day, int hour, int minute = 0, int second = 0) const;
    Day today() { return day_of(now(), rules_->zone); }
    bool is_working_day(Day day) const;
    Day working_day_from(Day day) const;  // that day or the next one that is worked
    // Some hours on; what falls outside office hours happens on the next working morning.
    Instant in_office(Instant from, std::int64_t hours_min, std::int64_t hours_max);

    // The agenda: what happens when. Things of one moment happen in the order they were written in.
    void at(Instant when, std::function<void()> what);
    void run_until(Instant end);
    void pass(std::int64_t seconds) { run_until(plus_seconds(now(), seconds)); }
    // Keeps what the agenda refers to until the city is built.
    template <class T>
    T& keep(std::shared_ptr<T> part) {
        T& kept = *part;
        kept_.push_back(std::move(part));
        return kept;
    }
    void tell(std::string_view what, int percent) {
        if (progress_) progress_(what, percent);
    }

    // A personal value with its commitment; its opening goes with the next command.
    Personal personal(std::string value);
    void seal_personal_fields(Form& form, const Rulebook& rules);

    // Registers an organisation, and a person with a role in one.
    PartyId organisation(const std::string& name, std::vector<std::string> kinds);
    Actor employ(const std::string& person, PartyId organisation, Role role);

    std::string invoice_number();

    std::optional<PaperDesk> desk;  // none: papers are described only
    Offices offices;
    std::vector<Firm> firms;
    std::vector<Seller> sellers;

private:
    Outcome ask(ProgrammeId programme, const Actor& actor, const Command& command);

    Store& store_;
    Progress progress_;
    CityClock clock_;
    UseCases use_cases_;
    Dice dice_;
    Names names_;
    const Rulebook* rules_ = nullptr;
    std::multimap<Instant, std::function<void()>> agenda_;
    std::vector<std::shared_ptr<void>> kept_;
    std::vector<PersonalOpening> openings_;
    std::int64_t commands_ = 0;
    std::int64_t codes_ = 0;
    std::int64_t salts_ = 0;
    std::int64_t invoices_ = 0;
};

// The platform's operation, before anybody is employed.
Actor operation(Role role = Role::platform_operator);

// demo_parties.cpp
void staff_offices(City& city);
void settle_firms(City& city, std::size_t count);
void settle_sellers(City& city, std::size_t count);
// What each enterprise declares in a year, within `days`; `later` of a hundred leave it for later.
void certify_firms(City& city, const Year& year, std::int64_t days, std::int64_t later);
// Binds the demo accounts to persons who fit them, once there are some.
void give_logins(City& city, const Year& of_2025, const std::string& password_hash);

// demo_products.cpp
void offer_products_of_2023(City& city, Year& year);
void offer_products_of_2025(City& city, Year& year);

// demo_orders.cpp
void trade_in_2023(City& city, Year& year);
void trade_in_2025(City& city, Year& year);

}  // namespace zq::demo
