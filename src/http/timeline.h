// The story of an order or a product as its log tells it, without the persons who acted.
#pragma once

#include "http/call.h"

namespace zq::http {

Reply timeline_of(Call& call, const Subject& subject);

}  // namespace zq::http
