// Refusals as problems: status, code, clauses, facts and the places at fault.
#include "http/problem.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace zq::http {
namespace {

TEST(ProblemOf, PointsAtFieldsAndDocuments) {
    const Refusal refusal{
        {Reason{Code::documents_incomplete, {"B25-345"}, {}, {"invoice", "other"}},
         Reason{Code::form_invalid, {"B25-269"}, {}, {"product-name"}}}};
    const Problem problem = problem_of(refusal, nullptr, false, {"contract", "invoice"});
    EXPECT_EQ(problem.status, 422);
    EXPECT_EQ(problem.code, "documents-incomplete");
    ASSERT_EQ(problem.errors.size(), 3U);
    EXPECT_EQ(problem.errors[0].pointer, "/documents/1");
    EXPECT_EQ(problem.errors[1].pointer, "/documents");
    EXPECT_EQ(problem.errors[2].pointer, "/form/product-name");
}

TEST(ProblemOf, DoesNotTellAnothersFromTheUnknown) {
    const Problem foreign =
        problem_of(Refusal{Code::not_yours, {"B25-143"}, Facts{{"role", "x"}}}, nullptr, false);
    const Problem unknown = problem_of(
        Refusal{Code::unknown_object, {"Z-008"}, Facts{{"entity", "order"}}}, nullptr, false);
    EXPECT_EQ(body_of(foreign, "1"), body_of(unknown, "1"));
    EXPECT_EQ(body_of(foreign, "1"), body_of(not_found(), "1"));
}

TEST(StatusOf, TellsStateFromFacts) {
    EXPECT_EQ(status_of(Code::sold_out), 409);
    EXPECT_EQ(status_of(Code::quota_exhausted), 409);
    EXPECT_EQ(status_of(Code::wrong_state), 409);
    EXPECT_EQ(status_of(Code::not_sme), 422);
    EXPECT_EQ(status_of(Code::form_invalid), 422);
    EXPECT_EQ(status_of(Code::not_yours), 404);
}

TEST(BodyOf, IsAProblemOfRfc9457) {
    const Refusal refusal{Code::sold_out, {"B23-057"}, Facts{{"left", 0}}};
    const auto body = json::parse(body_of(problem_of(refusal, nullptr, false), "id-1")).as_object();
    EXPECT_EQ(body.at("status"), json::value(409));
    EXPECT_EQ(body.at("code"), json::value("sold-out"));
    EXPECT_EQ(body.at("clause"), json::value("B23-057"));
    EXPECT_EQ(body.at("facts").at("left"), json::value(0));
    EXPECT_EQ(body.at("request_id"), json::value("id-1"));
}

}  // namespace
}  // namespace zq::http
