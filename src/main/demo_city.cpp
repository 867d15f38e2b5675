// The calendar of the build: what is begun when, and how far it is.
#include "main/demo_city.h"

#include "main/demo_town.h"

namespace zq::demo {

namespace {

const std::string setting = "demo_city";
constexpr std::int64_t begun = 1;
constexpr std::int64_t finished = 2;

void set_budget(City& city, const Year& year, std::int64_t yuan) {
    SetBudget budget;
    budget.total = Money{yuan * 100};
    budget.reason = "年度预算";
    city.act(year.id, city.offices.officer, budget);
}

void live_through_2023(City& city, Year& year, const Plan& plan) {
    city.tell("2023: offices, enterprises, providers", 2);
    staff_offices(city);
    set_budget(city, year, 12'000'000);
    settle_firms(city, plan.enterprises);
    city.run_until(city.moment(make_day(2023, 2, 6), 9));
    city.tell("2023: providers and products", 12);
    settle_sellers(city, plan.providers);
    city.run_until(city.moment(make_day(2023, 2, 13), 9));
    offer_products_of_2023(city, year);
    city.run_until(city.moment(make_day(2023, 3, 20), 9));
    city.tell("2023: size classes", 20);
    certify_firms(city, year, 24, 6);
    city.run_until(city.moment(make_day(2023, 4, 19), 9));
    city.tell("2023: claims, contracts, payouts", 28);
    trade_in_2023(city, year);
    city.run_until(city.moment(make_day(2023, 7, 31), 9));
    city.tell("2023: the second half", 45);
    city.run_until(city.moment(make_day(2025, 3, 31), 9));
}

void live_through_2025(City& city, Year& year) {
    city.tell("2025: applications of providers", 70);
    set_budget(city, year, 40'000'000);
    offer_products_of_2025(city, year);
    city.run_until(city.moment(make_day(2025, 4, 30), 17));
    certify_firms(city, year, 30, 8);
    city.run_until(city.moment(make_day(2025, 6, 3), 11));
    city.tell("2025: claims", 80);
    trade_in_2025(city, year);
    city.run_until(city.moment(make_day(2025, 6, 10), 10));
    city.tell("2025: the first days", 88);
    city.run_until(city_ends());
}

}  // namespace

Instant city_ends() {
    return *parse_rfc3339("2025-06-16T09:00:00+08:00");
}

CityState city_state(Store& store) {
    const std::int64_t state = store.setting(setting, 0);
    return state == finished ? CityState::built
           : state == begun  ? CityState::unfinished
                             : CityState::none;
}

Built build_demo_city(Store& store, const Plan& plan, const Progress& progress) {
    if (!store.programmes().empty()) {
        throw CityFault{"the demo city is built on an empty store only"};
    }
    store.put_setting(setting, begun);
    City city{store, *parse_rfc3339("2023-01-16T09:00:00+08:00"), progress};
    if (plan.shelf && plan.reader) {
        city.desk.emplace(Intake{store.files(), *plan.shelf, *plan.reader, nullptr}, plan.scratch);
    }
    city.keep_time_of(*plan.of_2023);

    Year of_2023{.id = {}, .year = 2023, .rules = plan.of_2023.get(), .wares = {}, .shown = {}};
    of_2023.id = city.use_cases().publish(plan.of_2023, operation());
    live_through_2023(city, of_2023, plan);

    Year of_2025{.id = {}, .year = 2025, .rules = plan.of_2025.get(), .wares = {}, .shown = {}};
    of_2025.id = city.use_cases().publish(plan.of_2025, operation());
    live_through_2025(city, of_2025);

    give_logins(city, of_2025, plan.password_hash);
    store.put_setting(setting, finished);
    city.tell("built", 100);
    return {.ends = city.now(), .commands = city.commands()};
}

}  // namespace zq::demo
