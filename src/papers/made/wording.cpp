// A point whose rows the programme lacks is left out: nobody undertakes what no clause asks.
#include "papers/made/wording.h"

#include <fmt/format.h>

#include <algorithm>

namespace zq::papers {

namespace {

Clauses of_label(const Rulebook& rules, std::string_view name, Day day) {
    for (const auto& row : rules.labels.rows) {
        if (row.value.name == name && row.validity.covers(day)) return row.clauses;
    }
    return {};
}

Clauses of_sanction(const Rulebook& rules, std::string_view ground, Day day) {
    for (const auto& row : rules.sanctions.rows) {
        if (row.value.ground == ground && row.validity.covers(day)) return row.clauses;
    }
    return {};
}

Clauses of_bans(const Rulebook& rules, Day day) {
    for (const auto& row : rules.sanctions.rows) {
        if (row.value.ground == "other-violation" && row.validity.covers(day)) {
            return row.value.ban_clauses;
        }
    }
    return {};
}

Clauses of_paper(const Rulebook& rules, std::string_view kind, Day day) {
    for (const auto& row : rules.papers.rows) {
        if (row.value.kind == kind && row.validity.covers(day)) return row.clauses;
    }
    return {};
}

Clauses of_condition(const Rulebook& rules, Code code, Day day) {
    for (const auto& row : rules.conditions.rows) {
        if (row.value.code == code && row.validity.covers(day)) return row.clauses;
    }
    return {};
}

template <class T>
Clauses of_table(const Table<T>& table, Day day) {
    const Row<T>* row = table.find_on(day);
    return row ? row->clauses : Clauses{};
}

Clauses of_act(const Rulebook& rules, std::string_view name, Day day) {
    for (const auto& row : rules.acts.rows) {
        if (row.value.name == name && row.validity.covers(day)) return row.clauses;
    }
    return {};
}

Clauses both(Clauses first, const Clauses& second) {
    for (const ClauseId& clause : second) {
        if (std::ranges::find(first, clause) == first.end()) first.push_back(clause);
    }
    return first;
}

std::vector<Point> with_clauses(std::vector<Point> points) {
    std::erase_if(points, [](const Point& point) { return point.clauses.empty(); });
    return points;
}

std::string with_groups(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = std::ssize(digits) - 3; at > 0; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

// Up to 9999, with 零 between what is not adjacent.
std::string four_in_capitals(std::int64_t number) {
    static constexpr const char* digits[] = {"零", "壹", "贰", "叁", "肆",
                                             "伍", "陆", "柒", "捌", "玖"};
    static constexpr const char* units[] = {"仟", "佰", "拾", ""};
    std::string text;
    bool gap = false;
    std::int64_t place = 1000;
    for (const char* unit : units) {
        const std::int64_t digit = number / place % 10;
        place /= 10;
        if (digit == 0) {
            gap = !text.empty();
            continue;
        }
        if (gap) text += digits[0];
        gap = false;
        text += std::string{digits[digit]} + unit;
    }
    return text;
}

std::string yuan_in_capitals(std::int64_t yuan) {
    static constexpr std::pair<std::int64_t, const char*> groups[] = {
        {1'000'000'000'000, "万亿"}, {100'000'000, "亿"}, {10'000, "万"}, {1, ""}};
    std::string text;
    bool gap = false;
    for (const auto& [size, unit] : groups) {
        const std::int64_t part = yuan / size % 10'000;
        if (part == 0) {
            gap = !text.empty();
            continue;
        }
        if (!text.empty() && (gap || part < 1000)) text += "零";
        gap = false;
        text += four_in_capitals(part) + unit;
    }
    return text;
}

std::string zh_bound(const Bound& bound) {
    const char* relation = bound.below ? "＜" : "≥";
    if (bound.measure == Measure::staff) {
        return fmt::format("从业人员{}{}人", relation, bound.number);
    }
    const std::int64_t of_ten_thousand = bound.number / 1'000'000;
    return fmt::format("{}{}{}万元", bound.measure == Measure::revenue ? "营业收入" : "资产总额",
                       relation, with_groups(of_ten_thousand));
}

}  // namespace

std::string zh_name(SizeClass size) {
    switch (size) {
        case SizeClass::micro: return "微型企业";
        case SizeClass::small: return "小型企业";
        case SizeClass::medium: return "中型企业";
        case SizeClass::large: return "大型企业";
    }
    return "";
}

std::string zh_day(Day day) {
    const std::chrono::year_month_day date{day};
    return fmt::format("{}年{}月{}日", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string zh_day(Instant at, const Zone& zone) {
    return zh_day(day_of(at, zone));
}

std::string zh_time(Instant at, const Zone& zone) {
    const std::string text = to_rfc3339(at, zone);  // 2025-06-16T09:00:00+08:00
    return zh_day(at, zone) + " " + text.substr(11, 8);
}

std::string grouped(Money amount) {
    const std::int64_t fen = amount.fen < 0 ? -amount.fen : amount.fen;
    return fmt::format("{}{}.{:02}", amount.fen < 0 ? "-" : "", with_groups(fen / 100), fen % 100);
}

std::string in_capitals(Money amount) {
    static constexpr const char* digits[] = {"零", "壹", "贰", "叁", "肆",
                                             "伍", "陆", "柒", "捌", "玖"};
    const std::int64_t yuan = amount.fen / 100;
    const std::int64_t jiao = amount.fen / 10 % 10;
    const std::int64_t fen = amount.fen % 10;
    std::string text = yuan > 0 ? yuan_in_capitals(yuan) + "元" : "";
    if (jiao == 0 && fen == 0) return text.empty() ? "零元整" : text + "整";
    if (jiao > 0) text += std::string{digits[jiao]} + "角";
    if (jiao == 0 && !text.empty()) text += digits[0];
    return fen > 0 ? text + digits[fen] + "分" : text + "整";
}

std::string zh_bounds(const std::vector<Bound>& bounds) {
    std::string text;
    for (const Bound& bound : bounds) text += (text.empty() ? "" : "，") + zh_bound(bound);
    return text;
}

std::string cited(const Clauses& clauses) {
    if (clauses.empty()) return "";
    std::string text;
    for (const ClauseId& clause : clauses) text += (text.empty() ? "" : "、") + clause;
    return "〔" + text + "〕";
}

std::vector<Point> undertaking(const Rulebook& rules, Day day) {
    return with_clauses({
        {"上列行业、人员、营业收入和资产数据真实，据此划定的企业类型属实。",
         both(of_condition(rules, Code::not_sme, day), of_paper(rules, "size-certificate", day))},
        {"本订单由本企业自用，服务券及所购服务不转让、不赠送、不买卖。",
         of_sanction(rules, "transfer", day)},
        {"合同与交易真实，不虚构合同，不抬高金额，不以任何方式套取资金。",
         of_sanction(rules, "fictitious-contract", day)},
        {"本企业与服务商之间没有影响公平交易的关系，亦无其他隐瞒事项。",
         of_sanction(rules, "concealment", day)},
        {"按合同支付自付部分，服务完成后如实确认并评价。",
         both(of_table(rules.payment_split, day), of_act(rules, "complete", day))},
        {"规范财务核算，妥善保存本件及交易凭证原件，配合检查与绩效评价。",
         both(of_label(rules, "duties.accounts", day), of_label(rules, "duties.inspection", day))},
        {"如服务未实际开展，或发生全部、部分退款，及时告知并配合退回相应资金。",
         of_label(rules, "refund.kinds", day)},
        {"如有不实或违反上述各项，愿退回资金，接受取消资格、信用惩戒等处理，并承担法律责任。",
         both(of_label(rules, "sanction.recovery", day), of_bans(rules, day))},
    });
}

std::vector<Point> application_commitment(const Rulebook& rules, Day day) {
    return with_clauses({
        {"本单位就所申报产品提交的申请表及全部附件真实、准确、完整，电子件与盖章原件一致。",
         both(of_paper(rules, "commitment", day), of_label(rules, "commitment.truth", day))},
        {"就申报材料和资金使用接受财政、审计等部门的监督检查，如实提供有关资料。",
         of_label(rules, "commitment.supervision", day)},
        {"如有弄虚作假或欺骗，退回由此取得的全部资金。", of_label(rules, "commitment.refund", day)},
        {"由此产生的经济责任和法律责任，由本单位承担。",
         of_label(rules, "commitment.liability", day)},
        {"并不再申请服务券配券资格，也不再申请兑付。",
         of_sanction(rules, "false-application", day)},
    });
}

std::vector<Point> waiver_points(const Rulebook& rules, Day day) {
    return with_clauses({
        {"本单位自愿放弃就上列订单申请兑付服务券资金，今后不再就该订单提出兑付申请。",
         both(of_act(rules, "waive", day), of_label(rules, "waiver.document", day))},
        {"本单位已知悉：放弃后该订单不再审核、不再兑付，已领用的服务券不恢复库存。",
         both(of_label(rules, "abandoned.review", day), of_label(rules, "abandoned.payout", day))},
        {"放弃系本单位的决定，与企业之间的合同及付款事宜由双方依约处理。",
         of_act(rules, "waive", day)},
    });
}

}  // namespace zq::papers
