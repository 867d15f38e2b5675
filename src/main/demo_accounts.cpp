// The logins of the demo city: one of each role, two enterprises and two sellers.
#include <fmt/format.h>

#include <algorithm>

#include "main/demo_town.h"

namespace zq::demo {

namespace {

constexpr DemoAccount accounts[] = {
    {"qiye1", "企业负责人，已有订单 / enterprise owner with orders", Role::enterprise_owner},
    {"qiye1b", "同一企业的经办人 / operator of the same enterprise", Role::enterprise_operator},
    {"qiye2", "企业负责人，尚未划型 / enterprise owner, not yet certified", Role::enterprise_owner},
    {"fuwu1", "服务商负责人，有待接单 / provider owner with claims to accept",
     Role::provider_owner},
    {"fuwu2", "服务商负责人 / provider owner", Role::provider_owner},
    {"zhuanjia", "评审专家 / expert", Role::expert},
    {"pingshen", "评审机构 / review agency", Role::reviewer},
    {"jingban", "主管部门经办 / programme officer", Role::programme_officer},
    {"pici", "拨付批次经办 / batch maker", Role::batch_maker},
    {"shenpi", "拨付审批 / approver", Role::approver},
    {"pingtai", "平台运营 / platform operator", Role::platform_operator},
    {"shenji", "审计 / auditor", Role::auditor},
    {"xitong", "系统管理员 / system administrator", Role::system_administrator},
    {"anquan", "安全管理员 / security administrator", Role::security_administrator},
    {"shenjiyuan", "审计管理员 / audit administrator", Role::audit_administrator},
};

const Firm& busy_firm(const City& city) {
    return *std::ranges::find_if(city.firms, [](const Firm& f) { return f.is_shown; });
}

// Small and honoured, so that its self-test has something to tell.
const Firm& fresh_firm(const City& city) {
    return *std::ranges::find_if(
        city.firms, [](const Firm& f) { return f.eligible && !f.certified && f.legal_person; });
}

Actor whose(City& city, const Year& year, const DemoAccount& account) {
    const Offices& offices = city.offices;
    switch (account.role) {
        case Role::enterprise_owner:
            return account.login == "qiye1" ? busy_firm(city).owner : fresh_firm(city).owner;
        case Role::enterprise_operator:
            return city.employ(city.names().person(), busy_firm(city).id, account.role);
        case Role::provider_owner: {
            const std::size_t first = year.shown.seller;
            if (account.login == "fuwu1") return city.sellers[first].owner;
            const auto other = std::ranges::find_if(
                year.wares, [&](const Ware& ware) { return ware.seller != first; });
            return city.sellers[other->seller].owner;
        }
        case Role::expert: return offices.expert;
        case Role::reviewer: return offices.reviewer;
        case Role::programme_officer: return offices.officer;
        case Role::batch_maker: return offices.maker;
        case Role::approver: return offices.approver;
        case Role::platform_operator: return offices.platform;
        case Role::auditor: return offices.auditor;
        case Role::system_administrator:
        case Role::security_administrator:
        case Role::audit_administrator:
            return city.employ(city.names().person(), offices.platform.organisation, account.role);
        case Role::provider_operator:
        case Role::public_visitor:
        case Role::clock: break;
    }
    throw CityFault{"no demo account has this role"};
}

}  // namespace

std::span<const DemoAccount> demo_accounts() {
    return accounts;
}

std::string greeting(const std::string& address) {
    std::string text = fmt::format("\nThe demo city, on {}. All is made up.\n\n", address);
    text += fmt::format("Accounts, all with the password {}:\n", demo_password);
    for (const DemoAccount& account : accounts) {
        text += fmt::format("  {:<10}  {}\n", account.login, account.whose);
    }
    text += "\nThree things to try (docs/tour.md goes all the way):\n";
    text +=
        fmt::format("  curl -s '{}/api/v1/programmes/beijing-2025/catalogue?limit=3'\n", address);
    text += fmt::format(
        "  curl -s '{}/api/v1/programmes/beijing-2025/size-class?industry=I6513&staff=60"
        "&revenue=9000000.00'\n",
        address);
    text += fmt::format("  curl -s {}/api/v1/programmes/beijing-2025/payout-notices\n\n", address);
    return text;
}

void give_logins(City& city, const Year& of_2025, const std::string& password_hash) {
    for (const DemoAccount& account : accounts) {
        const Actor actor = whose(city, of_2025, account);
        city.store().access().put(Credential{.login = std::string{account.login},
                                             .person = actor.person,
                                             .password = password_hash});
    }
}

}  // namespace zq::demo
