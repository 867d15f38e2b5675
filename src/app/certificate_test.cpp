// Which certification a certificate shows, and what its code covers.
#include "app/certificate.h"

#include <gtest/gtest.h>

namespace zq::app {
namespace {

Certification found_at(std::int64_t micros, std::int64_t staff) {
    Certification made;
    made.declared.staff = staff;
    made.finding.at = Instant{micros};
    return made;
}

class Certificate : public testing::Test {
protected:
    Certificate() {
        enterprise.uscc = "91110108MA01ABCD1X";
        enterprise.certifications = {found_at(10, 50), found_at(20, 60), found_at(30, 70)};
        order.number = "BJ202500000429";
        order.placed = Instant{25};
    }
    std::string code() const {
        return check_code(hash, order, enterprise.uscc, *certification_of(enterprise, order));
    }
    Enterprise enterprise;
    Order order;
    std::string hash = std::string(64, 'a');
};

TEST_F(Certificate, ShowsWhatWasDeclaredBeforeTheOrder) {
    EXPECT_EQ(certification_of(enterprise, order)->declared.staff, 60);
    order.placed = Instant{9};
    EXPECT_EQ(certification_of(enterprise, order), nullptr);
}

TEST_F(Certificate, KeepsItsCodeWhenTheEnterpriseIsCertifiedAnew) {
    const std::string before = code();
    EXPECT_EQ(before.size(), 16U);
    enterprise.certifications.push_back(found_at(40, 80));
    enterprise.name = "another name";
    EXPECT_EQ(code(), before);
}

TEST_F(Certificate, HasAnotherCodeForOtherFacts) {
    const std::string before = code();
    enterprise.certifications[1].declared.staff = 61;
    const std::string other_staff = code();
    enterprise.certifications[1].declared.staff = 60;
    order.size = SizeClass::medium;
    const std::string other_size = code();
    order.size = SizeClass::micro;
    hash = std::string(64, 'b');
    EXPECT_NE(other_staff, before);
    EXPECT_NE(other_size, before);
    EXPECT_NE(code(), before);
}

}  // namespace
}  // namespace zq::app
