#include "planted_bugs.h"
#include "base/planted.h"
namespace zq::sim {
std::span<const PlantedBug> planted_bugs() { return {}; }
bool plant(int) { return false; }
}  // namespace zq::sim
