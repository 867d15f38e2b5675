// What a programme has come to, in figures: by direction, place, size and provider, by day and by
// stage.
//
// Counting goes through all orders, so it is done again only when something has happened. Where it
// takes long it takes no more than a twentieth of a processor: a large programme's figures are a
// little older.
#pragma once

#include <mutex>

#include "app/use_cases.h"

namespace zq {

// Orders and their money. `held` is what live orders hold, `paid` what was paid and stayed paid.
struct Share {
    std::string key;  // code of the direction, division or size class; name of the provider
    PartyId provider;
    std::int64_t orders = 0;  // ever claimed
    Money held;
    Money paid;
};

struct StageFigures {
    OrderStatus stage = OrderStatus::placed;
    std::int64_t open = 0;                     // orders now in it
    std::int64_t overdue = 0;                  // of these, past their deadline
    std::optional<std::int64_t> oldest_days;   // since the oldest of them was claimed
    std::optional<std::int64_t> median_hours;  // that the latest ones to leave it had been in it
};

struct DayFigures {
    Day day;
    std::int64_t claimed = 0;
    Money subsidy;  // of the orders claimed on it, as it stands now
};

// Vouchers of what is on sale.
struct StockFigures {
    std::int64_t products = 0;
    std::int64_t sold_out = 0;  // products without a voucher left
    std::int64_t left = 0;
    std::int64_t taken = 0;
};

struct Figures {
    std::int64_t seq = 0;  // the place in the log that they tell of
    Instant as_of;
    std::vector<std::pair<OrderStatus, std::int64_t>> orders;      // how many, by status
    std::vector<std::pair<ProductStatus, std::int64_t>> products;  // likewise
    // How many orders ever came so far.
    std::vector<std::pair<std::string_view, std::int64_t>> funnel;
    std::vector<StageFigures> stages;
    std::vector<Share> by_direction;
    std::vector<Share> by_size;
    std::vector<Share> by_district;  // where the enterprise is registered
    std::vector<Share> by_provider;  // the largest first
    std::vector<DayFigures> by_day;
    StockFigures stock;
};

// The stock accounts of everything on sale.
Keys stock_accounts(Reader& reader);

Figures count_figures(Reader& reader, const Rulebook& rules, Instant now);

// The latest figures of each programme.
class FiguresDesk {
public:
    explicit FiguresDesk(UseCases& use_cases) : use_cases_{use_cases} {}

    // Counts if they are out of date, unless somebody is counting already: nobody waits for
    // another. Nothing while the first ones are being counted.
    std::shared_ptr<const Figures> of(ProgrammeId programme);

private:
    struct Drawer {
        bool is_counting = false;
        std::shared_ptr<const Figures> figures;
        std::chrono::steady_clock::time_point again_from;
    };
    // New figures, or null when the known ones still hold.
    std::shared_ptr<const Figures> counted(ProgrammeId programme, const Figures* known);

    UseCases& use_cases_;
    std::mutex mutex_;
    std::map<ProgrammeId, Drawer> drawers_;
};

}  // namespace zq
