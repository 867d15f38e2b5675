// Halves first, then quarters, down to single steps.
#include "shrink.h"

namespace zq::sim {

Plan shrunk(const Plan& plan, const Failure& failure, int replays) {
    Plan best = plan;
    best.steps = failure.step + 1;
    const auto still_fails = [&](const Plan& tried) {
        const Course course = run(tried);
        return course.failure && course.failure->invariant == failure.invariant;
    };
    for (int chunk = std::max(best.steps / 2, 1); chunk > 0; chunk /= 2) {
        for (int from = 0; from < best.steps - 1; from += chunk) {
            if (--replays < 0) return best;
            Plan tried = best;
            for (int i = from; i < std::min(from + chunk, best.steps - 1); ++i) {
                tried.without.insert(i);
            }
            if (tried.without.size() > best.without.size() && still_fails(tried)) best = tried;
        }
    }
    return best;
}

}  // namespace zq::sim
