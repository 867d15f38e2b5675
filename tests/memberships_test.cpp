// Who lets whom into which organisation, and who may end it (Z-026).
#include <gtest/gtest.h>

#include "base/credit_code.h"
#include "world.h"

namespace zq::test {
namespace {

std::string code_of(const Answer& answer) {
    return answer ? "ok" : std::string{name_of(answer.error().code())};
}

// Two organisations, of which the first one's owner acts, and somebody to let in.
struct Registry {
    World world{beijing(2025)};
    Actor platform = staff(Role::platform_operator);
    Actor security = staff(Role::security_administrator);
    PartyId own{
        world.done(platform, RegisterOrganisation{"甲", made_up_credit_code(1), {"enterprise"}})};
    PartyId other{world.done(
        platform, RegisterOrganisation{"乙", made_up_credit_code(2), {"enterprise", "provider"}})};
    PersonId person{world.done(security, RegisterPerson{})};

    Actor owner(Role role = Role::enterprise_owner) const { return {PersonId{777}, own, role}; }
    GrantMembership grant(PartyId organisation, Role role) const {
        GrantMembership command;
        command.person = person;
        command.organisation = organisation;
        command.role = role;
        return command;
    }
    MembershipId granted(PartyId organisation, Role role) {
        return MembershipId{world.done(platform, grant(organisation, role))};
    }
    std::string asked(const Actor& actor, const Command& command) {
        World copy = world;
        return code_of(copy.ask(actor, command));
    }
};

TEST(Memberships, AreGrantedByOwnersInTheirOwnOrganisationOnly) {
    Registry registry;
    struct {
        Actor by;
        PartyId organisation;
        Role role;
        const char* outcome;
    } const cases[] = {
        {registry.owner(), registry.own, Role::enterprise_operator, "ok"},
        {registry.owner(), registry.other, Role::enterprise_operator, "role-excluded"},
        {registry.owner(), registry.own, Role::enterprise_owner, "role-excluded"},
        {registry.owner(), registry.own, Role::provider_operator, "role-excluded"},
        {registry.owner(Role::provider_owner), registry.own, Role::provider_operator, "ok"},
        {registry.owner(Role::provider_owner), registry.other, Role::provider_operator,
         "role-excluded"},
        {registry.platform, registry.own, Role::enterprise_owner, "ok"},
        {registry.platform, registry.other, Role::provider_owner, "ok"},
        {registry.platform, registry.own, Role::reviewer, "role-excluded"},
        {registry.security, registry.own, Role::reviewer, "ok"},
        {registry.security, registry.own, Role::enterprise_owner, "role-excluded"},
    };
    for (const auto& c : cases) {
        EXPECT_EQ(registry.asked(c.by, registry.grant(c.organisation, c.role)), c.outcome)
            << name_of(c.by.role) << " grants " << name_of(c.role);
    }
    Actor self = registry.platform;
    self.person = registry.person;
    EXPECT_EQ(registry.asked(self, registry.grant(registry.own, Role::enterprise_owner)),
              "second-person-needed");
}

TEST(Memberships, AreEndedByWhoMayGrantThemAndNeverByTheirHolder) {
    Registry registry;
    const MembershipId at_own = registry.granted(registry.own, Role::enterprise_operator);
    const MembershipId at_other = registry.granted(registry.other, Role::enterprise_operator);
    const MembershipId owners = registry.granted(registry.own, Role::enterprise_owner);
    EXPECT_EQ(registry.asked(registry.owner(), RevokeMembership{at_own}), "ok");
    EXPECT_EQ(registry.asked(registry.owner(), RevokeMembership{at_other}), "role-excluded");
    EXPECT_EQ(registry.asked(registry.owner(), RevokeMembership{owners}), "role-excluded");
    EXPECT_EQ(registry.asked(registry.platform, RevokeMembership{at_other}), "ok");
    EXPECT_EQ(registry.asked(registry.security, RevokeMembership{at_own}), "role-excluded");
    Actor holder = registry.owner();
    holder.person = registry.person;
    EXPECT_EQ(registry.asked(holder, RevokeMembership{at_own}), "second-person-needed");
    registry.world.done(registry.owner(), RevokeMembership{at_own});
    EXPECT_FALSE(registry.world.get<Membership>(at_own).active);
    EXPECT_EQ(registry.asked(registry.owner(), RevokeMembership{at_own}), "wrong-state");
    // From the command line nobody in particular acts.
    Actor nobody = registry.platform;
    nobody.person = {};
    EXPECT_EQ(registry.asked(nobody, RevokeMembership{at_other}), "ok");
}

TEST(Organisations, OfOneCreditCodeAreOneAndGainKinds) {
    Registry registry;
    const PartyId again{registry.world.done(
        registry.platform,
        RegisterOrganisation{"丙", made_up_credit_code(1), {"provider", "enterprise"}})};
    EXPECT_EQ(again, registry.own);
    const auto& known = registry.world.get<Organisation>(again);
    EXPECT_EQ(known.name, "丙");
    EXPECT_EQ(known.kinds, (std::vector<std::string>{"enterprise", "provider"}));
    EXPECT_EQ(registry.world.get<Organisation>(registry.other).name, "乙");
}

TEST(Persons, NameThemselvesAndNobodyElse) {
    Registry registry;
    const CorrectPerson command{registry.person, {"王五", "0102"}};
    EXPECT_EQ(registry.asked(registry.owner(), command), "not-yours");
    Actor self;
    self.person = registry.person;
    registry.world.done(self, command);
    EXPECT_EQ(registry.world.get<Person>(registry.person).name.commitment, "0102");
}

}  // namespace
}  // namespace zq::test
