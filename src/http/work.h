// What waits for whom: for each role its queues, each a filter over one kind of thing.
#pragma once

#include "http/call.h"

namespace zq::http {

struct Queue {
    std::string_view name;    // "to-accept"
    std::string_view entity;  // "order"
    std::vector<Filter> where;
    std::string_view sort = {};
    std::string_view act = {};  // shown only where the programme has this act
};

const std::vector<Queue>& queues_for(Role role);
json::object queue_as_json(Call& call, const Queue& queue, const std::vector<Filter>& where);

}  // namespace zq::http
