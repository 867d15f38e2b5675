// Who of staff may read the papers of an order, said once more from the log's images alone, and
// whether the trail tells of it.
#pragma once

#include "app/openings.h"
#include "book.h"

namespace zq::sim {

class TrailWatch {
public:
    // A purpose was given for all papers of an order.
    void taken(PersonId by, ProgrammeId programme, OrderId order, Instant at);

    // The reasons that somebody has; none: the papers stay closed.
    std::set<Case> cases_of(const Book& book, const Order& order, const Looker& who,
                            PersonId opened_by) const;

    // What the trail has of this person's looks at somebody, within the clock hour.
    static std::vector<Look> lines(Access& access, const Looker& who, std::int64_t of, Seen what);

private:
    std::map<std::tuple<PersonId, ProgrammeId, OrderId>, std::vector<Instant>> taken_;
};

}  // namespace zq::sim
