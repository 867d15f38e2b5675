// Sums are the database's work. Only the medians are taken from stories of orders, the latest of
// each status.
#include "app/figures.h"

#include <algorithm>

#include "app/log.h"

namespace zq {

namespace {

constexpr std::int64_t stories_a_status = 60;
constexpr std::size_t enterprises_at_once = 2'000;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr int share_of_processor = 20;                  // one in so many
constexpr auto cheap = std::chrono::milliseconds{200};  // what takes less may come at every call

constexpr OrderStatus stages[] = {
    OrderStatus::placed,    OrderStatus::accepted, OrderStatus::signed_,  OrderStatus::in_review,
    OrderStatus::redeeming, OrderStatus::approved, OrderStatus::published};

// The sums that every share is made of: subsidy held and approved.
Tally by(std::string field) {
    return {.entity = "order",
            .by = {std::move(field), "status"},
            .sums = {"subsidy", "approved"},
            .day = {}};
}

std::string text_of(const Value& value) {
    if (const auto* text = value.if_text()) return *text;
    if (const auto number = value.if_number()) return std::to_string(*number);
    return {};
}

void add(Share& share, OrderStatus status, const Group& group) {
    share.orders += group.count;
    if (is_live(status)) share.held = share.held + Money{group.sums[0]};
    if (status == OrderStatus::paid) share.paid = share.paid + Money{group.sums[1]};
}

OrderStatus status_of(const Value& value) {
    return decoded<OrderStatus>(value);
}

// By the value of one field, in the order of these values.
std::map<std::string, Share> shares_by(Reader& reader, const std::string& field) {
    std::map<std::string, Share> shares;
    for (const Group& group : reader.tally(by(field))) {
        Share& share = shares[text_of(group.by[0])];
        share.key = text_of(group.by[0]);
        add(share, status_of(group.by[1]), group);
    }
    return shares;
}

std::vector<Share> largest_first(std::map<std::string, Share> shares) {
    std::vector<Share> sorted;
    for (auto& [key, share] : shares) sorted.push_back(std::move(share));
    std::ranges::stable_sort(sorted, std::greater{}, &Share::orders);
    return sorted;
}

template <class T>
std::map<std::int64_t, std::string> text_by_party(Reader& reader,
                                                  const std::map<std::string, Share>& of_parties,
                                                  std::string T::* member) {
    std::map<std::int64_t, std::string> texts;
    Keys keys;
    std::size_t waiting = 0;
    const auto look = [&] {
        WorkingSet tables;
        reader.load(keys, tables);
        for (const auto& [id, party] : tables.shelf<T>().rows) texts[id.value] = party.*member;
        keys = {};
        waiting = 0;
    };
    for (const auto& [party, share] : of_parties) {
        keys.add<T>(PartyId{std::stoll(party)});
        if (++waiting == enterprises_at_once) look();
    }
    look();
    return texts;
}

std::vector<Share> by_district(Reader& reader) {
    const std::map<std::string, Share> by_enterprise = shares_by(reader, "enterprise");
    const auto districts =
        text_by_party<Enterprise>(reader, by_enterprise, &Enterprise::registered_in);
    std::map<std::string, Share> shares;
    for (const auto& [enterprise, one] : by_enterprise) {
        const auto found = districts.find(std::stoll(enterprise));
        const std::string district = found == districts.end() ? "" : found->second;
        Share& share = shares[district];
        share.key = district;
        share.orders += one.orders;
        share.held = share.held + one.held;
        share.paid = share.paid + one.paid;
    }
    return largest_first(std::move(shares));
}

std::vector<Share> by_provider(Reader& reader) {
    std::map<std::string, Share> shares = shares_by(reader, "provider");
    const auto names = text_by_party<Provider>(reader, shares, &Provider::name);
    for (auto& [party, share] : shares) {
        share.provider = PartyId{std::stoll(party)};
        const auto found = names.find(share.provider.value);
        share.key = found == names.end() ? "" : found->second;
    }
    return largest_first(std::move(shares));
}

std::vector<DayFigures> by_day(Reader& reader, const Zone& zone, Instant now) {
    std::vector<DayFigures> days;
    const Tally tally{.entity = "order",
                      .by = {},
                      .sums = {"subsidy"},
                      .day = "placed",
                      .east_of_utc_s = zone.offset_at(now)};
    for (const Group& group : reader.tally(tally)) {
        days.push_back({Day{std::chrono::days{group.day}}, group.count, Money{group.sums[0]}});
    }
    std::ranges::sort(days, {}, &DayFigures::day);
    return days;
}

template <class E>
std::vector<std::pair<E, std::int64_t>> by_status(Reader& reader, const std::string& entity) {
    std::map<std::string, std::int64_t> counts;
    const Tally tally{.entity = entity, .by = {"status"}, .sums = {}, .day = {}};
    for (const Group& group : reader.tally(tally)) counts[text_of(group.by[0])] = group.count;
    std::vector<std::pair<E, std::int64_t>> all;
    for (const auto& [status, name] : EnumNames<E>::all) {
        all.emplace_back(status, counts[std::string{name}]);
    }
    return all;
}

std::int64_t sum_over(const Figures& figures, std::initializer_list<OrderStatus> statuses) {
    std::int64_t sum = 0;
    for (const auto& [status, count] : figures.orders) {
        if (std::ranges::find(statuses, status) != statuses.end()) sum += count;
    }
    return sum;
}

// A claim ends before acceptance in three ways; contract and redemption have rows of their own.
void add_funnel(Reader& reader, Figures& figures) {
    std::int64_t claimed = 0;
    for (const auto& [status, count] : figures.orders) claimed += count;
    const std::int64_t accepted =
        claimed - sum_over(figures, {OrderStatus::placed, OrderStatus::declined,
                                     OrderStatus::cancelled, OrderStatus::lapsed});
    figures.funnel = {
        {"claimed", claimed},
        {"accepted", accepted},
        {"signed", reader.count("contract", {})},
        {"redeemed", reader.count("redemption", {})},
        {"approved", reader.count("order", {{"approved", Filter::Comparison::present, {}}})},
        {"paid", sum_over(figures,
                          {OrderStatus::paid, OrderStatus::recovering, OrderStatus::clawed_back})}};
}

using Stays = std::map<OrderStatus, std::vector<std::int64_t>>;  // micros, by stage

std::optional<OrderStatus> status_left_by(const LogEntry& entry, OrderId order) {
    const Event event = event_from(entry.bytes);
    const Value* row = image_in(event, "order", order.value);
    const Value* status = row ? row->find("status") : nullptr;
    return status ? std::optional{status_of(*status)} : std::nullopt;
}

void add_stays(Reader& reader, OrderId order, Stays& stays) {
    std::optional<OrderStatus> stage;
    Instant since;
    for (const LogEntry& entry : reader.timeline({"order", order.value})) {
        const auto status = status_left_by(entry, order);
        if (!status || status == stage) continue;
        if (stage) stays[*stage].push_back(entry.time.micros - since.micros);
        stage = status;
        since = entry.time;
    }
}

Stays latest_stays(Reader& reader) {
    Stays stays;
    for (const auto& [status, name] : EnumNames<OrderStatus>::all) {
        Query latest{.entity = "order",
                     .where = {{"status", Filter::Comparison::equals, {Value{name}}}},
                     .sort = "",
                     .descending = true,
                     .after = {},
                     .limit = stories_a_status};
        for (const Value& row : reader.list(latest)) {
            add_stays(reader, decoded<OrderId>(*row.find("id")), stays);
        }
    }
    return stays;
}

std::optional<std::int64_t> median_hours(std::vector<std::int64_t>& stays) {
    if (stays.empty()) return std::nullopt;
    const auto middle = stays.begin() + std::ssize(stays) / 2;
    std::ranges::nth_element(stays, middle);
    return *middle / (Instant::second * 3600);
}

std::vector<StageFigures> stages_of(Reader& reader, const Figures& figures, Instant now) {
    Stays stays = latest_stays(reader);
    std::vector<StageFigures> all;
    for (const OrderStatus stage : stages) {
        const Filter here{"status", Filter::Comparison::equals, {Value{name_of(stage)}}};
        StageFigures one{
            .stage = stage,
            .open = sum_over(figures, {stage}),
            .overdue = reader.count("order", {here, {"overdue", Filter::Comparison::present, {}}}),
            .oldest_days = {},
            .median_hours = median_hours(stays[stage])};
        Query oldest{.entity = "order",
                     .where = {here},
                     .sort = "",
                     .descending = false,
                     .after = {},
                     .limit = 1};
        for (const Value& row : reader.list(oldest)) {
            const Instant placed = decoded<Instant>(*row.find("placed"));
            one.oldest_days = (now.micros - placed.micros) / (Instant::second * seconds_a_day);
        }
        all.push_back(one);
    }
    return all;
}

StockFigures stock_of(Reader& reader) {
    const Keys keys = stock_accounts(reader);
    WorkingSet tables;
    reader.load(keys, tables);
    StockFigures figures;
    figures.products = std::ssize(keys.of<Account>());
    for (const auto& [key, stock] : tables.shelf<Account>().rows) {
        const std::int64_t left = stock.limit.value_or(0) - stock.used();
        figures.left += left;
        figures.taken += stock.used();
        figures.sold_out += left < 1 ? 1 : 0;
    }
    return figures;
}

}  // namespace

Keys stock_accounts(Reader& reader) {
    const Value listed{name_of(ProductStatus::listed)};
    Keys keys;
    for (const std::int64_t product : reader.find({"product", {{"status", listed}}})) {
        keys.add<Account>({AccountKind::stock, product, ""});
    }
    return keys;
}

Figures count_figures(Reader& reader, const Rulebook& rules, Instant now) {
    Figures figures;
    figures.seq = reader.tail().next_seq - 1;
    figures.as_of = now;
    figures.orders = by_status<OrderStatus>(reader, "order");
    figures.products = by_status<ProductStatus>(reader, "product");
    add_funnel(reader, figures);
    figures.stages = stages_of(reader, figures, now);
    figures.by_direction = largest_first(shares_by(reader, "direction"));
    figures.by_size = largest_first(shares_by(reader, "size"));
    figures.by_district = by_district(reader);
    figures.by_provider = by_provider(reader);
    figures.by_day = by_day(reader, rules.zone, now);
    figures.stock = stock_of(reader);
    return figures;
}

std::shared_ptr<const Figures> FiguresDesk::of(ProgrammeId programme) {
    std::unique_lock lock{mutex_};
    Drawer& drawer = drawers_[programme];
    const auto began = std::chrono::steady_clock::now();
    if (drawer.is_counting || (drawer.figures && began < drawer.again_from)) return drawer.figures;
    drawer.is_counting = true;
    const std::shared_ptr<const Figures> known = drawer.figures;
    lock.unlock();
    std::shared_ptr<const Figures> fresh;
    try {
        fresh = counted(programme, known.get());
    } catch (...) {
        lock.lock();
        drawer.is_counting = false;
        throw;
    }
    lock.lock();
    drawer.is_counting = false;
    const auto ended = std::chrono::steady_clock::now();
    if (ended - began > cheap) drawer.again_from = ended + (ended - began) * share_of_processor;
    if (fresh) drawer.figures = std::move(fresh);
    return drawer.figures;
}

std::shared_ptr<const Figures> FiguresDesk::counted(ProgrammeId programme, const Figures* known) {
    const std::unique_ptr<Reader> reader = use_cases_.store().read(programme);
    const Rulebook& rules = use_cases_.rulebook(programme);
    const Instant now = use_cases_.clock().now();
    const bool same_day = known && day_of(known->as_of, rules.zone) == day_of(now, rules.zone);
    if (same_day && known->seq == reader->tail().next_seq - 1) return nullptr;
    return std::make_shared<const Figures>(count_figures(*reader, rules, now));
}

}  // namespace zq
