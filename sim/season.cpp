#include "season.h"
namespace zq::sim {
int live_through_a_season(std::int64_t) { return 2; }
}  // namespace zq::sim
