// Every course that a very small town can take: two products, three enterprises, so many acts.
#pragma once

namespace zq::sim {

int walk_every_course(int depth);

}  // namespace zq::sim
