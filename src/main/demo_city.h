// The demo city: enterprises, providers, products and orders of two programmes, all made by real
// commands on a clock that runs from January 2023 to a morning in June 2025.
//
// Deterministic but for the password's hash. A build that was cut short is told by a setting of the
// store and must begin anew on an empty one.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/file_shelf.h"
#include "app/paper_reader.h"
#include "app/store.h"
#include "domain/rulebook.h"

namespace zq::demo {

// Something was refused that the city took for granted, or taken that it expected to be refused.
class CityFault : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct DemoAccount {
    std::string_view login;
    std::string_view whose;
    Role role = Role::public_visitor;
};

// What is being done, and how much of all is done.
using Progress = std::function<void(std::string_view what, int percent)>;

struct Plan {
    std::shared_ptr<const Rulebook> of_2023;
    std::shared_ptr<const Rulebook> of_2025;
    std::string password_hash;  // of the one password of all accounts
    // With both, some papers have files: where these go, and what looks at them.
    FileShelf* shelf = nullptr;
    app::PaperReader* reader = nullptr;
    std::filesystem::path scratch{};  // a folder
    std::size_t enterprises = 300;
    std::size_t providers = 40;
};

struct Built {
    Instant ends;  // the city's now: 2025-06-16T09:00:00+08:00
    std::int64_t commands = 0;
};

enum class CityState { none, unfinished, built };
CityState city_state(Store& store);

// The password of all accounts, printed at the start.
inline constexpr const char* demo_password = "zuoquan-2025";
Instant city_ends();
std::span<const DemoAccount> demo_accounts();
// Where it is, who may log in, and what to try first.
std::string greeting(const std::string& address);

// Throws CityFault. The store must hold no programme.
Built build_demo_city(Store& store, const Plan& plan, const Progress& progress);

}  // namespace zq::demo
